//! What a digest says.

use crate::domain::digest::{Movements, Points, Rate, States, Timeliness};
use crate::domain::disclosure::Outward;
use chrono::NaiveDate;
use serde::Serialize;

/// Everything in one digest. Days are days of the office's zone.
#[derive(Debug, Clone, Serialize)]
pub struct DigestSheet {
    /// 市委巡察办.
    pub office: String,
    /// Whose figures.
    pub scope: DigestScope,
    /// Name of the unit or team that may leave; none for the whole office.
    pub name: Option<String>,
    /// Key of the length: `week`, `month`, `quarter`, `year`.
    pub kind: &'static str,
    /// `2026-W37`.
    pub key: String,
    /// The year that the period is called by.
    pub year: i32,
    /// Its number in that year, from 1.
    pub number: u32,
    /// First day.
    pub first_on: NaiveDate,
    /// Last day.
    pub last_on: NaiveDate,
    /// The first day after it, as of which days are counted.
    pub next_on: NaiveDate,
    /// Findings, measures, and what runs on the other clocks, each for itself.
    pub groups: Vec<DigestGroup>,
    /// What may only be counted, of the whole office; none in a slice.
    pub inner: Option<InnerCount>,
    /// Days ahead.
    pub soon_days: i64,
    /// Days ahead, further.
    pub later_days: i64,
    /// Due in these days, by unit.
    pub soon: Vec<DigestSoon>,
    /// The longest overdue first, all.
    pub overdue: Vec<DigestLine>,
    /// How many lines of a list a letter shows.
    pub most: usize,
    /// Numbers of clues; of the whole office only.
    pub clues: Option<DigestChange<DigestClues>>,
    /// By completion of findings; of a unit its own place alone.
    pub completion: Vec<DigestRank>,
    /// By what came on time.
    pub on_time: Vec<DigestRank>,
    /// For the 巡察办 alone.
    pub tasks: Option<DigestTasks>,
    /// Findings at the ends of the last weeks, oldest first.
    pub weeks: Vec<DigestWeek>,
    /// Findings by unit.
    pub bars: Vec<DigestBar>,
    /// 期号 in its year, where it was issued.
    pub issue: Option<i64>,
    /// How many entries the ledger had.
    pub entries: i64,
    /// Hash of the last of them.
    pub head: String,
    /// Whether there is something to hold the figures against.
    pub compared: bool,
    /// 回避: units that the reader once served in are left out.
    pub abridged: bool,
    /// Overdue findings whose overdue measures are listed themselves; the workbook's alone.
    #[serde(skip)]
    pub overdue_by_parts: Vec<DigestLine>,
    /// What is open besides; the workbook's alone.
    #[serde(skip)]
    pub rest: Vec<DigestLine>,
}

/// Whose figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DigestScope {
    /// The whole office's.
    Whole,
    /// One unit's.
    Unit,
    /// A team's.
    Team,
}

/// What may only be counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct InnerCount {
    /// Open.
    pub open: i64,
    /// Overdue among them.
    pub overdue: i64,
}

/// A figure, and the same of the period that it is held against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct DigestChange<T> {
    /// Of this period.
    pub now: T,
    /// Of the other one.
    pub before: T,
}

/// What is counted together.
#[derive(Debug, Clone, Serialize)]
pub struct DigestGroup {
    /// Key: `finding`, `measure`, `check`, `unit`, `organ`.
    pub key: &'static str,
    /// At the end.
    pub states: DigestChange<States>,
    /// In the period.
    pub movements: DigestChange<Movements>,
    /// Of what was due in the period.
    pub due: DigestChange<Timeliness>,
    /// (已销号 + 长期坚持) / all; none where there is nothing.
    pub completion: Option<Rate>,
    /// Percentage points more than before.
    pub completion_change: Option<Points>,
    /// 基本完成 / all.
    pub mostly: Option<Rate>,
    /// On time of all that was due so far.
    pub on_time: Option<Rate>,
}

/// What a unit has to do soon.
#[derive(Debug, Clone, Serialize)]
pub struct DigestSoon {
    /// Its name that may leave.
    pub unit: String,
    /// In the first days.
    pub soon: Vec<DigestLine>,
    /// In those after them.
    pub later: Vec<DigestLine>,
}

/// A matter.
#[derive(Debug, Clone, Serialize)]
pub struct DigestLine {
    /// What may be seen of it.
    #[serde(flatten)]
    pub matter: Outward,
    /// The name that may leave of the unit that owes it, or of the office.
    pub owner: String,
    /// The rung that it has reached.
    pub rung: Option<DigestRung>,
    /// Calendar days overdue; negative before the day, none without one.
    pub days: Option<i64>,
    /// Key of what was heard of it since: `silent`, `answered`, `waits` (it lies with the office).
    pub heard: &'static str,
}

/// A rung of the ladder, and what is done on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DigestRung {
    /// Its code: `T+7`.
    pub step: String,
    /// Key of its form: `supervise` (督办).
    pub form: String,
    /// The form's name, where the rulebook gives one.
    pub name: Option<String>,
}

/// Numbers of clues.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct DigestClues {
    /// Handed over so far.
    pub total: i64,
    /// In the period.
    pub opened: i64,
    /// Reported on at least once.
    pub fed_back: i64,
    /// 办结.
    pub concluded: i64,
    /// With something overdue.
    pub overdue: i64,
}

impl std::ops::Add for DigestClues {
    type Output = DigestClues;

    fn add(self, other: DigestClues) -> DigestClues {
        DigestClues {
            total: self.total + other.total,
            opened: self.opened + other.opened,
            fed_back: self.fed_back + other.fed_back,
            concluded: self.concluded + other.concluded,
            overdue: self.overdue + other.overdue,
        }
    }
}

/// A unit's place.
#[derive(Debug, Clone, Serialize)]
pub struct DigestRank {
    /// From 1.
    pub place: usize,
    /// How many are ranked.
    pub of: usize,
    /// Others have the same place.
    pub tied: bool,
    /// By what.
    pub rate: Rate,
    /// Its name that may leave.
    pub unit: String,
}

/// What the 巡察办 has to do.
#[derive(Debug, Clone, Serialize)]
pub struct DigestTasks {
    /// Reported or applied for: it lies with the office and those who review.
    pub waiting: Vec<DigestLine>,
    /// Overdue, and nobody has answered.
    pub silent: usize,
    /// Papers that wait for 签发.
    pub papers: usize,
}

/// Findings at the end of a week.
#[derive(Debug, Clone, Serialize)]
pub struct DigestWeek {
    /// Its number.
    pub number: u32,
    /// Its last day.
    pub on: NaiveDate,
    /// Not done.
    pub open: i64,
    /// Overdue among them.
    pub overdue: i64,
    /// 已销号, 长期坚持.
    pub closed: i64,
}

/// A unit's findings.
#[derive(Debug, Clone, Serialize)]
pub struct DigestBar {
    /// Its name that may leave.
    pub unit: String,
    /// Where they stand.
    pub states: States,
}
