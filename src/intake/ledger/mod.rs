//! 整改台账: findings and their measures, of one unit or of a whole city.

mod fields;
mod finding;
mod line;
mod read;
mod warnings;

pub(super) use read::read;

use super::Defaults;
use super::columns::LedgerColumn;
use super::due::{Due, DuePhrase, DueRefusal};
use super::header::Header;
use super::people::Named;
use super::problem::{RowProblem, merge_problems};
use super::status::{Status, StatusWord};
use chrono::{Months, NaiveDate};

/// How a ledger is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One unit's, named above the table.
    Unit,
    /// Flat, with the unit in each row.
    City,
}

/// 整改台账 as read.
#[derive(Debug)]
pub struct LedgerBook {
    /// Name of the sheet.
    pub sheet: String,
    /// One unit's, or a city's.
    pub layout: Layout,
    /// 被巡察单位, from above the table or from the caller.
    pub unit: Option<String>,
    /// 轮次, from above the table or from the caller.
    pub round: Option<String>,
    /// 反馈时间, from above the table or from the caller.
    pub feedback_on: Option<NaiveDate>,
    /// Every row that is a measure (or a finding without one), in the sheet's order.
    pub rows: Vec<MeasureRow>,
    /// What the office should know and may ignore.
    pub warnings: Vec<String>,
    /// At most one for each row of the sheet; with any, nothing may be imported.
    pub problems: Vec<RowProblem>,
    header: Header<LedgerColumn>,
    limits: Limits,
}

/// A measure of a finding. Fields that merged cells or blanks leave to the row above are filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureRow {
    /// Row of the sheet, from 1.
    pub row: u32,
    /// 问题编号 that the office gave.
    pub code: Option<String>,
    /// 被巡察单位: the row's, else the book's.
    pub unit: Option<String>,
    /// 轮次: the row's, else the book's.
    pub round: Option<String>,
    /// 巡察组.
    pub team: Option<String>,
    /// 序号 of the finding; where the sheet has none, counted in each unit and round.
    pub problem: u32,
    /// Which of the finding's measures, from 1.
    pub position: u32,
    /// 问题类别, or the heading over the rows.
    pub category: Option<String>,
    /// 反馈问题; empty only in a row with a problem.
    pub finding: String,
    /// 整改措施.
    pub measure: Option<String>,
    /// 措施类型.
    pub measure_kind: Option<String>,
    /// 责任领导.
    pub leaders: Vec<Named>,
    /// 责任科室.
    pub department: Option<String>,
    /// 责任人.
    pub responsible: Vec<Named>,
    /// 整改时限; none only for completed measures without one, and in rows with a problem.
    pub due: Option<Due>,
    /// 整改时限 as written.
    pub due_raw: String,
    /// 完成情况; open in a row whose words are not known.
    pub status: Status,
    /// 完成情况 as written.
    pub status_raw: String,
    /// 是否重点.
    pub focus: bool,
    /// 备注.
    pub note: Option<String>,
}

impl LedgerBook {
    /// A problem that the importer found at that column of a row.
    pub fn problem(&self, row: &MeasureRow, column: LedgerColumn, cell: &str, why: &str) -> RowProblem {
        RowProblem::new(&self.sheet, row.row - 1, self.header.place(column), cell, why)
    }

    /// Gives every phrase without a year its year, once the feedback day of each row is known. A phrase whose
    /// day stays unknown is a problem.
    pub fn resolve_years(&mut self, feedback_of: impl Fn(&MeasureRow) -> Option<NaiveDate>) {
        let mut problems = Vec::new();
        for index in 0..self.rows.len() {
            let row = &self.rows[index];
            let Some(Due {
                phrase: phrase @ DuePhrase::Yearless(_),
                then_standing,
            }) = row.due
            else {
                continue;
            };
            let resolved = feedback_of(row)
                .ok_or(DueRefusal::NeedsFeedback)
                .and_then(|feedback_on| {
                    self.limits
                        .check(phrase.resolve_year(feedback_on)?, Some(feedback_on))
                });
            match resolved {
                Ok(phrase) => {
                    self.rows[index].due = Some(Due {
                        phrase,
                        then_standing,
                    });
                }
                Err(refusal) => {
                    problems.push(self.problem(row, LedgerColumn::Due, &row.due_raw, &refusal.why()));
                }
            }
        }
        problems.splice(0..0, std::mem::take(&mut self.problems));
        self.problems = merge_problems(problems);
    }
}

impl MeasureRow {
    /// The unit says that nothing is left to do by a date.
    pub fn is_claimed(&self) -> bool {
        matches!(self.status.word, StatusWord::Completed | StatusWord::Standing)
    }
}

/// Between which days a due day is believed.
#[derive(Debug, Clone, Copy)]
struct Limits {
    today: NaiveDate,
    years_back: u32,
    years_ahead: u32,
}

impl Limits {
    fn new(defaults: &Defaults) -> Limits {
        let Defaults {
            today,
            years_back,
            years_ahead,
            ..
        } = *defaults;
        Limits {
            today,
            years_back,
            years_ahead,
        }
    }

    /// The phrase, unless its day lies too far from the feedback day (from today, where that is unknown).
    fn check(&self, phrase: DuePhrase, feedback_on: Option<NaiveDate>) -> Result<DuePhrase, DueRefusal> {
        let DuePhrase::Fixed(day) = phrase else {
            return Ok(phrase);
        };
        let anchor = feedback_on.unwrap_or(self.today);
        let years = |years: u32| Months::new(years.saturating_mul(12));
        let earliest = anchor
            .checked_sub_months(years(self.years_back))
            .unwrap_or(NaiveDate::MIN);
        let latest = anchor
            .checked_add_months(years(self.years_ahead))
            .unwrap_or(NaiveDate::MAX);
        if day < earliest {
            Err(DueRefusal::TooEarly { earliest })
        } else if day > latest {
            Err(DueRefusal::TooLate { latest })
        } else {
            Ok(phrase)
        }
    }
}
