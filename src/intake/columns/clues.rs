//! 问题线索移交台账: recognised, so that it is never read as anything else.

use super::{named, whole};
use crate::intake::header::{Alias, Column};

/// The columns that tell a 问题线索移交台账; none of them is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) enum ClueColumn {
    Code,
    Subject,
    Disposal,
    Transfer,
}

impl Column for ClueColumn {
    const ALIASES: &'static [Alias<Self>] = &[
        named(Self::Code, "线索编号 问题线索编号", "线索编号"),
        named(Self::Subject, "被反映人 被反映人姓名 线索内容", "被反映人"),
        named(Self::Disposal, "处置方式 四种形态 是否办结", "处置方式"),
        whole(Self::Transfer, "承办单位 移交单位 移交日期 移交时间 线索移交时间"),
    ];

    const UNREAD: &'static str = "";

    fn fits(has: impl Fn(Self) -> bool) -> bool {
        let is_named = has(Self::Code) || has(Self::Subject);
        is_named && (has(Self::Disposal) || has(Self::Transfer))
    }
}
