//! What a row asks for: its due day as the rulebook counts it, and what its status claims.

use super::Import;
use super::scene::Place;
use crate::domain::deadline::{Roll, count};
use crate::domain::matter::MatterState;
use crate::domain::mode::DueMode;
use crate::domain::period::Period;
use crate::domain::rulebook::RuleCode;
use crate::intake::{DuePhrase, MeasureRow, StatusWord};
use crate::supervision::due::{DueFound, before_holiday, count_phrase};
use anyhow::Result;
use chrono::NaiveDate;

/// Why a phrase gives no day; the row's problem says it in the clerk's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undated {
    /// The phrase counts from the feedback day, which nobody has recorded.
    NeedsFeedback,
    /// No calendar knows the holiday yet.
    UnknownHoliday,
}

impl Import<'_> {
    /// The due day of a row.
    pub(super) fn due_of(
        &self,
        row: &MeasureRow,
        place: &Place,
    ) -> Result<std::result::Result<DueFound, Undated>> {
        let Some(due) = &row.due else {
            return Ok(Ok(DueFound::standing()));
        };
        let measures = &self.books.rulebook.measures;
        Ok(match due.phrase {
            DuePhrase::Fixed(day) => Ok(DueFound::fixed(day)),
            DuePhrase::Standing => Ok(DueFound::standing()),
            DuePhrase::Yearless(_) => Err(Undated::NeedsFeedback),
            DuePhrase::BeforeHoliday { name, year } => {
                let name = year.map_or_else(|| name.to_owned(), |year| format!("{name} {year}"));
                let after = place.feedback_on.unwrap_or(self.books.today());
                before_holiday(self.books, &name, after).map_err(|_| Undated::UnknownHoliday)
            }
            DuePhrase::Relative(period) => match place.feedback_on {
                Some(from) => {
                    let deadline = count(from, period, Roll::Next, &self.books.calendar)?;
                    Ok(DueFound::counted(&deadline, DueMode::Counted(period, Roll::Next)))
                }
                None => Err(Undated::NeedsFeedback),
            },
            DuePhrase::Concentrated => {
                self.by_rule(&measures.concentrated, place.feedback_on, DueMode::Concentrated)?
            }
            DuePhrase::Immediate => {
                self.by_rule(&measures.immediate, place.feedback_on, DueMode::Immediate)?
            }
        })
    }

    fn by_rule(
        &self,
        code: &RuleCode,
        feedback_on: Option<NaiveDate>,
        mode: fn(Period, Roll) -> DueMode,
    ) -> Result<std::result::Result<DueFound, Undated>> {
        let Some(from) = feedback_on else {
            return Ok(Err(Undated::NeedsFeedback));
        };
        count_phrase(&self.books.rulebook, code, from, self.books, mode).map(Ok)
    }
}

/// The state that a status word stands for; what is claimed as done is not reviewed and stays open.
pub(super) fn state_of(status: StatusWord) -> MatterState {
    match status {
        StatusWord::Open => MatterState::NotStarted,
        StatusWord::InProgress | StatusWord::Completed | StatusWord::Standing => MatterState::InProgress,
        StatusWord::MostlyCompleted => MatterState::MostlyCompleted,
    }
}
