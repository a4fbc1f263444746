//! Reads the cells of a row.

use super::finding::{Opening, Shared};
use super::read::Reading;
use crate::intake::LedgerColumn;
use crate::intake::due::{Due, DuePhrase, DueRefusal};
use crate::intake::people::{Named, people};
use crate::intake::status::{Status, StatusWord, why_unknown};
use crate::intake::value::Value;

/// The words of a cell.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub words: String,
    /// They stand in this row, not in a merged cell from above.
    pub own: bool,
    /// The cell cannot be taken, which is told already.
    pub broken: bool,
}

impl Text {
    pub(super) fn is_blank(&self) -> bool {
        self.words.is_empty() && !self.broken
    }

    pub(super) fn filled(&self) -> Option<String> {
        (!self.words.is_empty()).then(|| self.words.clone())
    }
}

impl Reading<'_> {
    /// The columns that a finding's rows share: the row's own words, else those of the row above.
    pub(super) fn shared(&mut self, row: u32, opening: &Opening, above: Option<&Shared>) -> Shared {
        use LedgerColumn::{Category, Department, Leader, Responsible, Team};
        let blank = Shared {
            unit: self.book.unit.clone(),
            round: self.book.round.clone(),
            category: self.section.clone(),
            ..Shared::default()
        };
        let above = above.unwrap_or(&blank);
        let mut text =
            |column, above: &Option<String>| self.text(row, column).filled().or_else(|| above.clone());
        let (team, category) = (text(Team, &above.team), text(Category, &above.category));
        let department = text(Department, &above.department);
        Shared {
            unit: opening.unit.filled().or_else(|| above.unit.clone()),
            round: opening.round.filled().or_else(|| above.round.clone()),
            team,
            category,
            leaders: self.people(row, Leader).unwrap_or_else(|| above.leaders.clone()),
            department,
            responsible: self
                .people(row, Responsible)
                .unwrap_or_else(|| above.responsible.clone()),
            focus: self.focus(row).unwrap_or(above.focus),
        }
    }

    fn people(&mut self, row: u32, column: LedgerColumn) -> Option<Vec<Named>> {
        self.text(row, column).filled().map(|words| people(&words))
    }

    fn focus(&mut self, row: u32) -> Option<bool> {
        let words = self.text(row, LedgerColumn::Focus).filled()?;
        match words.as_str() {
            "是" | "√" | "✓" | "✔" | "★" | "重点" | "重点关注" | "重点问题" => Some(true),
            "否" | "×" | "-" | "/" | "一般" => Some(false),
            _ => {
                self.problem(row, LedgerColumn::Focus, &words, "看不懂;请写“是”或“否”");
                None
            }
        }
    }

    pub(super) fn status(&mut self, row: u32) -> Status {
        let text = self.text(row, LedgerColumn::Status);
        if text.broken {
            return Status::OPEN;
        }
        let field = self.table.field(row, LedgerColumn::Status);
        Status::of_cell(field.map(|field| field.value)).unwrap_or_else(|| {
            self.problem(row, LedgerColumn::Status, &text.words, why_unknown());
            Status::OPEN
        })
    }

    /// 整改时限; what is said to be completed needs none, and 长期坚持 is one.
    pub(super) fn due(&mut self, row: u32, status: Status) -> Option<Due> {
        let text = self.text(row, LedgerColumn::Due);
        if text.broken {
            return None;
        }
        let due = match self.table.field(row, LedgerColumn::Due).map(|field| field.value) {
            None if status.word == StatusWord::Completed => return None,
            None if status.word == StatusWord::Standing => Ok(Due {
                phrase: DuePhrase::Standing,
                then_standing: false,
            }),
            None => Err(DueRefusal::Empty),
            Some(Value::Day(day)) => Ok(Due::on(*day)),
            // 20261220 is a date also as a number; 2026.1 may have been 2026.10.
            Some(Value::Number(number)) if number.fract() != 0.0 => Err(DueRefusal::Number),
            Some(Value::Number(_)) => Due::parse(&text.words).map_err(|_| DueRefusal::Number),
            Some(_) => Due::parse(&text.words),
        };
        let checked = due.and_then(|due| {
            let phrase = self.book.limits.check(due.phrase, self.book.feedback_on)?;
            Ok(Due { phrase, ..due })
        });
        checked
            .map_err(|refusal| self.problem(row, LedgerColumn::Due, &text.words, refusal.why()))
            .ok()
    }

    /// The words of a cell; formulas and errors are problems.
    pub(super) fn text(&mut self, row: u32, column: LedgerColumn) -> Text {
        let Some(field) = self.table.field(row, column) else {
            return Text::default();
        };
        let words = field.value.words();
        if let Some(why) = field.refusal() {
            if field.own {
                self.problem(row, column, &words, why);
            }
            return Text {
                words: String::new(),
                own: field.own,
                broken: true,
            };
        }
        let broken = matches!(field.value, Value::Secret(..));
        Text {
            words: words.into_owned(),
            own: field.own,
            broken,
        }
    }

    /// The words of a cell as they stand.
    pub(super) fn raw(&self, row: u32, column: LedgerColumn) -> String {
        self.table
            .field(row, column)
            .map(|field| field.value.words().into_owned())
            .unwrap_or_default()
    }

    pub(super) fn problem(&mut self, row: u32, column: LedgerColumn, cell: &str, why: impl Into<String>) {
        let problem = self.table.problem(row, column, cell, why);
        self.book.problems.push(problem);
    }
}
