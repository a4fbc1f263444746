//! The statements of a group: do they agree, and what do they come to?

use super::group::Part;
use super::item::Item;
use super::{Said, UnclearWhy, note};
use chrono::NaiveDate;
use std::mem::discriminant;

/// Words in a note that cast doubt on 已完成.
const DOUBTS: [&str; 9] = ["未", "没", "无法", "不能", "尚", "还差", "还有", "部分", "但"];

/// Statements, at most one of a kind.
pub(super) struct Claims(Vec<Item>);

impl Claims {
    /// Said again is said once; said otherwise is a contradiction.
    pub fn of(parts: &[Part]) -> Result<Claims, UnclearWhy> {
        let mut claims: Vec<Item> = Vec::new();
        for item in parts.iter().filter_map(|part| part.says) {
            match item {
                Item::Doubt(why) => return Err(why),
                Item::Courtesy => {}
                _ if claims.contains(&item) => {}
                _ if claims
                    .iter()
                    .any(|claim| discriminant(claim) == discriminant(&item)) =>
                {
                    return Err(UnclearWhy::Contradicting);
                }
                _ => claims.push(item),
            }
        }
        Ok(Claims(claims))
    }

    /// Whether all can hold at once, and beside the note.
    pub fn agree(&self, note: Option<&str>) -> Result<(), UnclearWhy> {
        let percent = self.percent();
        let is_open = self.has(Item::InProgress) || percent.is_some_and(|percent| percent < 100);
        let is_to_come =
            self.promise().is_some() || self.extension(note).is_some() || self.has(Item::NotDone);
        let is_doubted = note.is_some_and(|note| DOUBTS.iter().any(|word| note.contains(word)));
        let is_mostly = self.has(Item::MostlyCompleted);
        let contradicts = if self.has(Item::Completed) || self.has(Item::Submitted) || self.held().is_some() {
            is_open || is_mostly || is_to_come || is_doubted || self.has(Item::Unchanged)
        } else {
            is_mostly && self.has(Item::InProgress) || self.has(Item::Unchanged) && (is_open || is_mostly)
        };
        let why = if percent.is_some_and(|percent| percent > 100) {
            UnclearWhy::PercentOver
        } else if contradicts {
            UnclearWhy::Contradicting
        } else if self.has(Item::NotDone) && !self.has(Item::InProgress) {
            UnclearWhy::NotDone
        } else if percent == Some(100) && !self.has(Item::Completed) && !self.has(Item::Submitted) {
            UnclearWhy::MaybeCompleted
        } else if self.has(Item::BareDay) && !self.says_more_than_receipt() {
            UnclearWhy::DayUnclear
        } else if !self.has(Item::Received) && !self.says_more_than_receipt() {
            UnclearWhy::NotUnderstood
        } else {
            return Ok(());
        };
        Err(why)
    }

    /// How far it is, then what is asked for or promised; 收到 goes without saying beside them.
    pub fn says(&self, note: Option<&str>) -> Vec<Said> {
        let is_completed = self.has(Item::Completed);
        let percent = self
            .percent()
            .filter(|_| !is_completed)
            .and_then(|percent| u8::try_from(percent).ok());
        let progress = percent.map(|percent| Said::Progress { percent });
        let state = progress.or_else(|| self.has(Item::InProgress).then_some(Said::InProgress));
        let mut says: Vec<Said> = state.into_iter().collect();
        says.extend(self.has(Item::MostlyCompleted).then_some(Said::MostlyCompleted));
        says.extend(self.has(Item::Unchanged).then_some(Said::Unchanged));
        says.extend(is_completed.then_some(Said::Completed));
        says.extend(self.has(Item::Submitted).then_some(Said::Submitted));
        says.extend(self.held());
        says.extend(self.extension(note));
        if self.promise().is_some() || says.is_empty() {
            says.push(Said::Acknowledged {
                promised_on: self.promise(),
            });
        }
        says
    }

    fn has(&self, item: Item) -> bool {
        self.0.contains(&item)
    }

    fn says_more_than_receipt(&self) -> bool {
        self.0
            .iter()
            .any(|item| !matches!(item, Item::Received | Item::BareDay | Item::NotDone))
    }

    fn percent(&self) -> Option<u32> {
        self.0.iter().find_map(|item| {
            if let Item::Percent(percent) = item {
                Some(*percent)
            } else {
                None
            }
        })
    }

    fn held(&self) -> Option<Said> {
        self.0.iter().find_map(|item| match *item {
            Item::Held(on) => Some(Said::Held { on }),
            _ => None,
        })
    }

    fn promise(&self) -> Option<NaiveDate> {
        self.0.iter().find_map(|item| {
            if let Item::Promise(on) = item {
                Some(*on)
            } else {
                None
            }
        })
    }

    fn extension(&self, note: Option<&str>) -> Option<Said> {
        let reason = note.map(note::reason);
        self.0.iter().find_map(|item| match *item {
            Item::Extension(to) => Some(Said::Extension { to, reason }),
            _ => None,
        })
    }
}
