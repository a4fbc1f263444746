//! The headers that offices write, for each column that is read. Data: a new spelling is a new word here.

mod clues;
mod contacts;
mod copy;
mod ledger;

pub use clues::ClueColumn;
pub use contacts::ContactColumn;
pub use copy::CopyColumn;
pub use ledger::LedgerColumn;

use super::header::Alias;

/// A column with whole headers only.
const fn whole<C>(column: C, exact: &'static str) -> Alias<C> {
    Alias {
        column,
        exact,
        partly: "",
    }
}

/// A column with whole headers, and words that longer headers contain.
const fn named<C>(column: C, exact: &'static str, partly: &'static str) -> Alias<C> {
    Alias {
        column,
        exact,
        partly,
    }
}

/// The least that each known kind of workbook has, for an error that says what is wanted.
pub(super) const WANTED: &str = "整改台账: 反馈问题 and 整改时限 (序号, 整改措施, 责任人, 完成情况 ...); \
    通讯录: 单位, 姓名 and 角色 or 手机 or 邮箱; 问题线索台账: 线索编号 and 移交日期 or 承办单位";
