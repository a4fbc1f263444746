//! Papers that the ladder issues (domain.md 2.5): 催办单, 督办单, 告诫书, 通报, each for one unit, with its matters.

use super::ids::{MatterId, OfficeId, PaperId, PaperItemId, PersonId, UnitId};
use super::matter::Matter;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A paper as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Row; the office calls it by this until it has a number.
    pub id: PaperId,
    /// Owner.
    pub office_id: OfficeId,
    /// To whom it goes.
    pub unit_id: UnitId,
    /// Its form in the rulebook.
    pub form: String,
    /// The rulebook version that has the form.
    pub rulebook: String,
    /// How far it has come.
    pub state: PaperState,
    /// The business day on which it was drafted.
    pub drafted_on: NaiveDate,
    /// The slot in which it was drafted, a business instant: what fires in one slot stands on one paper.
    pub drafted_at: DateTime<Utc>,
    /// Year of its number; none before 签发.
    pub year: Option<i64>,
    /// Its number, without gaps per year, office and form; none before 签发.
    pub number: Option<i64>,
    /// 新的期限, counted from the day of issue.
    pub due_on: Option<NaiveDate>,
    /// The day of issue.
    pub issued_on: Option<NaiveDate>,
    /// Who issued it; none for what issues itself, and for the operator.
    pub issued_by: Option<PersonId>,
    /// Why it was put off.
    pub reason: Option<String>,
}

/// A matter on a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperItem {
    /// Row.
    pub id: PaperItemId,
    /// On.
    pub paper_id: PaperId,
    /// The matter.
    pub matter_id: MatterId,
    /// The matter's cycle when its step fired.
    pub cycle: i64,
    /// The matter's due revision when its step fired.
    pub due_revision: i64,
    /// Code of the step that fired.
    pub step: String,
    /// The step's nominal day.
    pub occurrence_on: NaiveDate,
    /// The matter's due day then.
    pub due_on: Option<NaiveDate>,
}

impl PaperItem {
    /// Whether it still says what is: the matter is open, and has neither moved nor been reopened.
    pub fn stands(&self, matter: &Matter) -> bool {
        matter.is_open() && matter.cycle == self.cycle && matter.due_revision == self.due_revision
    }
}

/// How far a paper has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperState {
    /// Waits for 签发.
    Drafted,
    /// 已签发, with its number.
    Issued,
    /// 缓发, with the reason; it may still be issued.
    Deferred,
    /// Nothing on it stood any more when it was to be issued.
    Withdrawn,
}

impl PaperState {
    const ALL: [PaperState; 4] = [
        PaperState::Drafted,
        PaperState::Issued,
        PaperState::Deferred,
        PaperState::Withdrawn,
    ];

    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            PaperState::Drafted => "drafted",
            PaperState::Issued => "issued",
            PaperState::Deferred => "deferred",
            PaperState::Withdrawn => "withdrawn",
        }
    }

    /// The state of a stable key.
    pub fn from_key(key: &str) -> Option<PaperState> {
        PaperState::ALL.into_iter().find(|state| state.key() == key)
    }

    /// Whether it may be issued.
    pub fn waits(self) -> bool {
        matches!(self, PaperState::Drafted | PaperState::Deferred)
    }
}

/// What counts the numbers of a form's papers in a year; the verifier holds it against them.
pub fn counter_of(office: OfficeId, form: &str, year: i64) -> String {
    format!("paper-{office}-{form}-{year}")
}
