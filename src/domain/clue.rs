//! 问题线索: the office's own code of a clue and where it is with. What a clue says, and of whom, is no part of this
//! program (domain.md 2.1, 4).

use super::ids::{ClueId, InspectionId, OfficeId, PersonId, UnitId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Key of the event by which a clue goes to an organ.
pub const TRANSFER: &str = "transfer";
/// Longest code of a clue, in characters.
const LONGEST_CODE: usize = 32;

/// A clue as it stands. Its matters hang from the events that happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clue {
    /// Row.
    pub id: ClueId,
    /// Owner.
    pub office_id: OfficeId,
    /// 线索编号 as the office gave it: `XS-2026-03-001`.
    pub code: String,
    /// Where it was found, if the register says so: for 回避.
    pub inspection_id: Option<InspectionId>,
    /// Key of its category, as the rulebook's routes know it.
    pub category: Option<String>,
    /// 承办单位: the organ that has it now.
    pub organ_id: UnitId,
    /// 移交日 to that organ, in the office's zone.
    pub transferred_on: NaiveDate,
    /// 办理期限 of the register: the day of the first feedback, where it is not the rulebook's.
    pub feedback_on: Option<NaiveDate>,
    /// 专管员 of this clue; none leaves it to whoever holds that role in the organ.
    pub custodian_id: Option<PersonId>,
    /// 优先办理.
    pub is_priority: bool,
    /// Key of its 处置方式.
    pub way: Option<String>,
    /// Key of its 四种形态.
    pub form: Option<String>,
    /// Numbers by key: 立案, 处分, 移送司法.
    pub counts: BTreeMap<String, i64>,
    /// 办结: the day from which nothing more is asked.
    pub concluded_on: Option<NaiveDate>,
    /// What the last register said of it.
    pub listed: Option<ListedClue>,
}

/// A row of the register, in the words in which the file said it; empty where it said nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedClue {
    /// 被巡察单位.
    pub inspected: String,
    /// 轮次.
    pub round: String,
    /// Key of the category.
    pub category: String,
    /// 承办单位.
    pub organ: String,
    /// 移交日期.
    pub transferred_on: String,
    /// 办理期限, as the day that it comes to.
    pub feedback_on: String,
    /// 专管员.
    pub custodian: String,
    /// 优先.
    pub priority: String,
    /// Key of the 处置方式.
    pub way: String,
    /// Key of the 四种形态.
    pub form: String,
    /// 是否办结.
    pub concluded: String,
}

impl Clue {
    /// Whether anything is still asked of the organ.
    pub fn is_open(&self) -> bool {
        self.concluded_on.is_none()
    }
}

impl ListedClue {
    /// Its fields by name, in the order of the register.
    pub fn fields(&self) -> [(&'static str, &str); 11] {
        [
            ("inspected", &self.inspected),
            ("round", &self.round),
            ("category", &self.category),
            ("organ", &self.organ),
            ("transferred_on", &self.transferred_on),
            ("feedback_on", &self.feedback_on),
            ("custodian", &self.custodian),
            ("priority", &self.priority),
            ("way", &self.way),
            ("form", &self.form),
            ("concluded", &self.concluded),
        ]
    }
}

/// A clue's code in capitals: letters, then groups of figures, as a chat answer can name it; none if the text is
/// anything else, such as words.
pub fn code_of(text: &str) -> Option<String> {
    let code = text.to_ascii_uppercase();
    let (letters, figures) = code.split_once('-')?;
    let is_figures = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let fits = !letters.is_empty()
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
        && figures.split('-').all(is_figures)
        && code.len() <= LONGEST_CODE;
    fits.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::code_of;

    #[test]
    fn a_code_says_nothing_but_letters_and_figures() {
        assert_eq!(code_of("xs-2026-03-001").as_deref(), Some("XS-2026-03-001"));
        for words in [
            "XS",
            "12",
            "XS-2026-A",
            "XS-2026-\u{7532}",
            "XS--1",
            "XS-2026 of",
            "",
        ] {
            assert_eq!(code_of(words), None, "{words}");
        }
    }
}
