//! 整改台账.

use super::{named, whole};
use crate::intake::header::{Alias, Column};

/// The columns of a 整改台账.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LedgerColumn {
    /// 序号 of the finding.
    Number,
    /// 问题编号, given by the office.
    Code,
    /// 被巡察单位.
    Unit,
    /// 轮次.
    Round,
    /// 巡察组.
    Team,
    /// 问题类别.
    Category,
    /// 反馈问题.
    Finding,
    /// 整改措施.
    Measure,
    /// 措施类型.
    MeasureKind,
    /// 责任领导.
    Leader,
    /// 责任科室.
    Department,
    /// 责任人.
    Responsible,
    /// 整改时限.
    Due,
    /// 完成情况.
    Status,
    /// 是否重点.
    Focus,
    /// 备注.
    Note,
}

impl Column for LedgerColumn {
    const ALIASES: &'static [Alias<Self>] = &[
        whole(Self::Number, "序号 问题序号 反馈问题序号 编号 序 NO. No."),
        whole(
            Self::Code,
            "问题编号 编码 台账编号 问题编码 事项编号 反馈问题编号",
        ),
        named(
            Self::Unit,
            "被巡察单位 被巡察党组织 被巡察单位名称 单位名称 整改单位 单位 被巡视单位",
            "被巡察 被巡视",
        ),
        named(Self::Round, "轮次 巡察轮次 届次轮次 届次/轮次 年度轮次", "轮次"),
        named(Self::Team, "巡察组 巡察组别 组别 巡视组", "巡察组"),
        named(
            Self::Category,
            "问题类别 问题分类 问题类型 类别 分类 问题类别一级 问题归类",
            "问题类别 问题分类",
        ),
        named(
            Self::Finding,
            "反馈问题 问题表述 具体问题 问题内容 具体表现 问题的具体内容 反馈问题内容 存在问题 存在的问题 \
             问题描述 巡察反馈问题 反馈意见 问题",
            "反馈问题 反馈的问题 具体问题 问题内容 具体表现 存在问题",
        ),
        named(
            Self::Measure,
            "整改措施 措施内容 具体措施 整改措施内容 整改举措 整改任务 措施",
            "整改措施 具体措施 整改举措",
        ),
        whole(Self::MeasureKind, "措施类型 措施类别 整改措施类型 整改措施类别"),
        named(
            Self::Responsible,
            "责任人 经办人 具体责任人 整改责任人 承办人 直接责任人 责任人姓名 经办人员",
            "责任人 经办人",
        ),
        named(
            Self::Leader,
            "责任领导 牵头领导 分管领导 牵头责任领导 包抓领导 责任领导姓名",
            "责任领导 牵头领导 分管领导",
        ),
        // 责任单位 is a part of the unit here; the inspected unit has names of its own.
        named(
            Self::Department,
            "责任科室 责任部门 承办科室 牵头科室 牵头部门 责任股室 责任处室 责任单位",
            "责任科室 责任部门 责任股室 责任单位",
        ),
        // 完成时间 comes last: beside a planned time it is the actual one.
        named(
            Self::Due,
            "整改时限 完成时限 预计完成时间 整改期限 完成时间(计划) 计划完成时间 时限要求 整改时限要求 \
             拟完成时间 完成期限 时限 整改完成时限 完成时间",
            "时限 期限 完成时间",
        ),
        named(
            Self::Status,
            "完成情况 整改状态 进展情况 目前状态 完成状态 整改完成情况 当前状态 是否完成 整改情况 整改进度 \
             状态 进度",
            "完成情况 状态 进展情况",
        ),
        named(
            Self::Focus,
            "是否重点 是否重点关注 重点关注 是否重点问题",
            "是否重点",
        ),
        whole(Self::Note, "备注 说明 备注说明"),
    ];

    const UNREAD: &'static str = "实际 配合 协办 销号 措施序号 措施编号 电话 联系 概述 二级 情形";

    fn fits(has: impl Fn(Self) -> bool) -> bool {
        has(Self::Finding) && has(Self::Due)
    }
}
