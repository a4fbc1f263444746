//! 通讯录.

use super::{named, whole};
use crate::intake::header::{Alias, Column};

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

impl Column for ContactColumn {
    const ALIASES: &'static [Alias<Self>] = &[
        named(
            Self::Unit,
            "单位 单位名称 所在单位 工作单位 部门单位",
            "单位名称 所在单位",
        ),
        whole(Self::Category, "单位类别 单位类型 单位性质 类别"),
        whole(Self::Name, "姓名 名字 人员姓名 联系人"),
        whole(Self::Post, "职务 岗位 职务职级 现任职务 单位职务 职务/岗位"),
        named(
            Self::Role,
            "角色 职责 巡察角色 工作角色 承担角色 承担职责",
            "角色",
        ),
        named(
            Self::Phone,
            "手机 电话 联系电话 手机号码 手机号 移动电话 联系方式 办公电话",
            "手机 电话",
        ),
        named(
            Self::Mail,
            "邮箱 电子邮箱 邮件 E-mail Email email e-mail 电子邮件 邮箱地址",
            "邮箱",
        ),
        named(
            Self::FormerUnits,
            "原工作单位 回避单位 曾任职单位 原单位 原任职单位 需回避单位",
            "回避 原工作单位 曾任职",
        ),
    ];

    const UNREAD: &'static str = "身份证 备用";

    fn fits(has: impl Fn(Self) -> bool) -> bool {
        let told = [Self::Role, Self::Phone, Self::Mail].into_iter().any(&has);
        has(Self::Unit) && has(Self::Name) && told
    }
}
