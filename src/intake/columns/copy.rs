//! A copy of the 整改台账 for 对账: codes, states, days, counts.

use super::{named, whole};
use crate::intake::header::{Alias, Column};

/// The columns of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CopyColumn {
    /// 编号.
    Code,
    /// 状态.
    State,
    /// 整改时限.
    Due,
    /// 完成日期.
    Finished,
    /// 佐证材料件数.
    Evidence,
}

impl Column for CopyColumn {
    const ALIASES: &'static [Alias<Self>] = &[
        named(
            Self::Code,
            "编号 事项编号 督办编号 措施编号 问题编号 台账编号",
            "事项编号 督办编号",
        ),
        whole(Self::State, "状态 完成情况 整改状态 办理状态 整改情况 办理情况"),
        whole(
            Self::Due,
            "整改时限 期限 办理期限 完成时限 到期日 预计完成时间 整改期限",
        ),
        whole(
            Self::Finished,
            "完成日期 完成时间 办结日期 办结时间 销号日期 销号时间 实际完成时间",
        ),
        named(
            Self::Evidence,
            "佐证材料件数 佐证件数 材料件数 件数 佐证材料 佐证材料数",
            "佐证",
        ),
    ];

    const UNREAD: &'static str = "事项 名称 序号 备注 原期限";

    fn fits(has: impl Fn(Self) -> bool) -> bool {
        [Self::Code, Self::State, Self::Due, Self::Finished, Self::Evidence]
            .into_iter()
            .all(has)
    }
}
