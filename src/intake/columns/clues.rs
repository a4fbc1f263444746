//! 问题线索移交台账: codes, organs and days; nothing of what a clue says.

use super::{named, whole};
use crate::intake::header::{Alias, Column};

/// The columns of a 问题线索移交台账.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClueColumn {
    /// 线索编号.
    Code,
    /// 被反映人 and whatever else says whom or what: it tells the register, and is refused.
    Subject,
    /// 被巡察单位.
    Inspected,
    /// 轮次.
    Round,
    /// 移交日期.
    TransferredOn,
    /// 承办单位.
    Organ,
    /// 专管员.
    Custodian,
    /// 类别.
    Category,
    /// 优先办理.
    Priority,
    /// 办理期限.
    Due,
    /// 处置方式.
    Way,
    /// 四种形态.
    Form,
    /// 是否办结.
    Concluded,
}

impl Column for ClueColumn {
    const ALIASES: &'static [Alias<Self>] = &[
        named(Self::Code, "线索编号 问题线索编号", "线索编号"),
        named(
            Self::Subject,
            "被反映人 被反映人姓名 被反映人职务 被反映人级别 线索内容 反映内容 反映问题 具体问题 问题线索内容",
            "被反映人 反映",
        ),
        whole(Self::Inspected, "被巡察单位 被巡察党组织 巡察单位 单位简称"),
        whole(Self::Round, "轮次 巡察轮次 届次轮次"),
        whole(
            Self::TransferredOn,
            "移交日期 移交时间 线索移交时间 线索移交日期 移交日 移送日期 移送时间",
        ),
        whole(
            Self::Organ,
            "承办单位 接收单位 承办机关 办理单位 受理单位 接收机关 移交至 移送单位",
        ),
        whole(Self::Custodian, "专管员 线索专管员 承办单位专管员 专管人员"),
        whole(Self::Category, "类别 线索类别 线索类型 分类 类型"),
        whole(
            Self::Priority,
            "优先 是否优先 优先办理 是否优先办理 优先级 重点 是否重点",
        ),
        whole(Self::Due, "办理期限 反馈期限 期限 办理时限 反馈时限 要求反馈时间"),
        named(Self::Way, "处置方式 处置", "处置方式"),
        named(Self::Form, "四种形态 形态", "四种形态"),
        whole(Self::Concluded, "是否办结 是否结束 办结 是否了结 办结情况"),
    ];

    const UNREAD: &'static str = "";

    fn fits(has: impl Fn(Self) -> bool) -> bool {
        let is_named = has(Self::Code) || has(Self::Subject);
        let told = [Self::Way, Self::TransferredOn, Self::Organ];
        is_named && told.into_iter().any(has)
    }
}
