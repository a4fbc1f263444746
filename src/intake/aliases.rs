//! The headers that offices write, for each column that is read. Data: a new spelling is a new word here.

use super::header::{Alias, Column};

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

/// The columns of a 通讯录.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContactColumn {
    /// 单位.
    Unit,
    /// 单位类别.
    Category,
    /// 姓名.
    Name,
    /// 职务.
    Post,
    /// 角色.
    Role,
    /// 手机.
    Phone,
    /// 邮箱.
    Mail,
    /// 原工作单位(回避).
    FormerUnits,
}

/// The columns that tell a 问题线索移交台账; none of them is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClueColumn {
    Code,
    Subject,
    Disposal,
    Receiver,
}

const fn whole<C>(column: C, exact: &'static [&'static str]) -> Alias<C> {
    Alias {
        column,
        exact,
        partly: &[],
    }
}

const fn named<C>(column: C, exact: &'static [&'static str], partly: &'static [&'static str]) -> Alias<C> {
    Alias {
        column,
        exact,
        partly,
    }
}

impl Column for LedgerColumn {
    const ALIASES: &'static [Alias<Self>] = &[
        whole(
            Self::Number,
            &["序号", "问题序号", "反馈问题序号", "编号", "序", "NO.", "No."],
        ),
        whole(
            Self::Code,
            &[
                "问题编号",
                "编码",
                "台账编号",
                "问题编码",
                "事项编号",
                "反馈问题编号",
            ],
        ),
        named(
            Self::Unit,
            &[
                "被巡察单位",
                "被巡察党组织",
                "被巡察单位名称",
                "单位名称",
                "整改单位",
                "单位",
                "被巡视单位",
            ],
            &["被巡察", "被巡视"],
        ),
        named(
            Self::Round,
            &["轮次", "巡察轮次", "届次轮次", "届次/轮次", "年度轮次"],
            &["轮次"],
        ),
        named(Self::Team, &["巡察组", "巡察组别", "组别", "巡视组"], &["巡察组"]),
        named(
            Self::Category,
            &[
                "问题类别",
                "问题分类",
                "问题类型",
                "类别",
                "分类",
                "问题类别一级",
                "问题归类",
            ],
            &["问题类别", "问题分类"],
        ),
        named(
            Self::Finding,
            &[
                "反馈问题",
                "问题表述",
                "具体问题",
                "问题内容",
                "具体表现",
                "问题的具体内容",
                "反馈问题内容",
                "存在问题",
                "存在的问题",
                "问题描述",
                "巡察反馈问题",
                "反馈意见",
                "问题",
            ],
            &[
                "反馈问题",
                "反馈的问题",
                "具体问题",
                "问题内容",
                "具体表现",
                "存在问题",
            ],
        ),
        named(
            Self::Measure,
            &[
                "整改措施",
                "措施内容",
                "具体措施",
                "整改措施内容",
                "整改举措",
                "整改任务",
                "措施",
            ],
            &["整改措施", "具体措施", "整改举措"],
        ),
        whole(
            Self::MeasureKind,
            &["措施类型", "措施类别", "整改措施类型", "整改措施类别"],
        ),
        named(
            Self::Responsible,
            &[
                "责任人",
                "经办人",
                "具体责任人",
                "整改责任人",
                "承办人",
                "直接责任人",
                "责任人姓名",
                "经办人员",
            ],
            &["责任人", "经办人"],
        ),
        named(
            Self::Leader,
            &[
                "责任领导",
                "牵头领导",
                "分管领导",
                "牵头责任领导",
                "包抓领导",
                "责任领导姓名",
            ],
            &["责任领导", "牵头领导", "分管领导"],
        ),
        named(
            Self::Department,
            &[
                "责任科室",
                "责任部门",
                "承办科室",
                "牵头科室",
                "牵头部门",
                "责任股室",
                "责任处室",
                "责任单位",
            ],
            &["责任科室", "责任部门", "责任股室", "责任单位"],
        ),
        named(
            Self::Due,
            &[
                "整改时限",
                "完成时限",
                "预计完成时间",
                "整改期限",
                "完成时间(计划)",
                "计划完成时间",
                "时限要求",
                "整改时限要求",
                "拟完成时间",
                "完成期限",
                "时限",
                "整改完成时限",
                "完成时间",
            ],
            &["时限", "期限", "完成时间"],
        ),
        named(
            Self::Status,
            &[
                "完成情况",
                "整改状态",
                "进展情况",
                "目前状态",
                "完成状态",
                "整改完成情况",
                "当前状态",
                "是否完成",
                "整改情况",
                "整改进度",
                "状态",
                "进度",
            ],
            &["完成情况", "状态", "进展情况"],
        ),
        named(
            Self::Focus,
            &["是否重点", "是否重点关注", "重点关注", "是否重点问题"],
            &["是否重点"],
        ),
        whole(Self::Note, &["备注", "说明", "备注说明"]),
    ];

    const UNREAD: &'static [&'static str] = &[
        "实际",
        "配合",
        "协办",
        "销号",
        "措施序号",
        "措施编号",
        "电话",
        "联系",
        "概述",
        "二级",
        "情形",
    ];

    fn fits(has: impl Fn(Self) -> bool) -> bool {
        has(Self::Finding) && has(Self::Due)
    }
}

impl Column for ContactColumn {
    const ALIASES: &'static [Alias<Self>] = &[
        named(
            Self::Unit,
            &["单位", "单位名称", "所在单位", "工作单位", "部门单位"],
            &["单位名称", "所在单位"],
        ),
        whole(Self::Category, &["单位类别", "单位类型", "单位性质", "类别"]),
        whole(Self::Name, &["姓名", "名字", "人员姓名", "联系人"]),
        whole(
            Self::Post,
            &["职务", "岗位", "职务职级", "现任职务", "单位职务", "职务/岗位"],
        ),
        named(
            Self::Role,
            &["角色", "职责", "巡察角色", "工作角色", "承担角色", "承担职责"],
            &["角色"],
        ),
        named(
            Self::Phone,
            &[
                "手机",
                "电话",
                "联系电话",
                "手机号码",
                "手机号",
                "移动电话",
                "联系方式",
                "办公电话",
            ],
            &["手机", "电话"],
        ),
        named(
            Self::Mail,
            &[
                "邮箱",
                "电子邮箱",
                "邮件",
                "E-mail",
                "Email",
                "email",
                "e-mail",
                "电子邮件",
                "邮箱地址",
            ],
            &["邮箱"],
        ),
        named(
            Self::FormerUnits,
            &[
                "原工作单位",
                "回避单位",
                "曾任职单位",
                "原单位",
                "原任职单位",
                "需回避单位",
            ],
            &["回避", "原工作单位", "曾任职"],
        ),
    ];

    const UNREAD: &'static [&'static str] = &["身份证", "备用"];

    fn fits(has: impl Fn(Self) -> bool) -> bool {
        let told = [Self::Role, Self::Phone, Self::Mail].into_iter().any(&has);
        has(Self::Unit) && has(Self::Name) && told
    }
}

impl Column for ClueColumn {
    const ALIASES: &'static [Alias<Self>] = &[
        named(Self::Code, &["线索编号", "问题线索编号"], &["线索编号"]),
        named(
            Self::Subject,
            &["被反映人", "被反映人姓名", "反映问题"],
            &["被反映人", "线索内容", "问题线索"],
        ),
        named(
            Self::Disposal,
            &["处置方式", "四种形态", "是否办结"],
            &["处置方式"],
        ),
        named(
            Self::Receiver,
            &["承办单位", "移交单位", "移交日期", "移交时间"],
            &["移交日期", "移交时间"],
        ),
    ];

    const UNREAD: &'static [&'static str] = &[];

    fn fits(has: impl Fn(Self) -> bool) -> bool {
        let named = has(Self::Code) || has(Self::Subject);
        named && (has(Self::Disposal) || has(Self::Receiver))
    }
}

/// The least that each known kind of workbook has, for an error that says what is wanted.
pub(super) const WANTED: &str = "整改台账: 反馈问题 and 整改时限 (序号, 整改措施, 责任人, 完成情况 ...); \
    通讯录: 单位, 姓名 and 角色 or 手机 or 邮箱";
