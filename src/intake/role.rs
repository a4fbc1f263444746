//! 角色: the words of contacts, and the roles that rules name.

use super::fold::{squeeze, without_brackets};
use crate::domain::role::Role;

/// The spellings of each role, separated by blanks; the first is shown to clerks.
const WORDS: [(Role, &str); 15] = [
    (Role::Liaison, "联络员 单位联络员 整改联络员 巡察整改联络员"),
    (
        Role::SupervisingLeader,
        "分管领导 分管负责人 分管负责同志 责任领导",
    ),
    (
        Role::Principal,
        "主要负责人 主要负责同志 主要领导 一把手 党组书记 党委书记 党工委书记 党总支书记",
    ),
    (Role::Handler, "经办人 经办 责任人 承办人 具体经办人"),
    (Role::UnitOffice, "单位办公室 办公室"),
    (Role::OfficeClerk, "巡察办经办 巡察办经办人 巡察办工作人员"),
    (Role::OfficeLiaison, "巡察办联络员"),
    (Role::OfficeDirector, "巡察办主任"),
    (Role::SupervisionSection, "督导科 巡察办督导科 督查科"),
    (Role::InspectionTeam, "巡察组 巡察组成员 巡察组组长 巡察组联络员"),
    (Role::ClueCustodian, "线索专管员 问题线索专管员 专管员"),
    (Role::OversightRoom, "对口监督室 监督检查室 对口监督检查室"),
    (Role::LeadingGroupDeputy, "领导小组副组长"),
    (Role::LeadingGroupHead, "领导小组组长"),
    (Role::LeadingGroupMember, "领导小组成员"),
];

/// The role that a word means.
pub(super) fn role(word: &str) -> Option<Role> {
    let word = without_brackets(&squeeze(word));
    WORDS
        .iter()
        .find(|(_, words)| words.split(' ').any(|known| known == word))
        .map(|(role, _)| *role)
}

/// Why an unknown word is refused, with the words that are known.
pub(super) fn why_unknown(word: &str) -> String {
    let known: Vec<&str> = WORDS
        .iter()
        .filter_map(|(_, words)| words.split(' ').next())
        .collect();
    format!("角色“{word}”看不懂;请写 {}", known.join("、"))
}
