//! Which finding a row belongs to: its number or code, new or the one above.

use super::Layout;
use super::fields::Text;
use super::read::Reading;
use crate::intake::LedgerColumn;
use crate::intake::fold::squeeze;
use crate::intake::numeral::ordinal;
use crate::intake::people::Named;

/// The finding of the row above, and what its next rows may leave blank.
#[derive(Debug, Clone, Default)]
pub(super) struct Current {
    pub number: u32,
    pub code: Option<String>,
    pub finding: String,
    pub position: u32,
    pub measure: String,
    /// Row of the last measure.
    pub row: u32,
    pub shared: Shared,
}

/// Columns that a finding's rows share.
#[derive(Debug, Clone, Default)]
pub(super) struct Shared {
    pub unit: Option<String>,
    pub round: Option<String>,
    pub team: Option<String>,
    pub category: Option<String>,
    pub leaders: Vec<Named>,
    pub department: Option<String>,
    pub responsible: Vec<Named>,
    pub focus: bool,
}

/// The number and code that a row gives.
#[derive(Debug, Default)]
pub(super) struct Identity {
    pub number: Option<u32>,
    pub code: Option<String>,
    /// It stands in this row, not in a merged cell from above.
    pub own: bool,
    /// It cannot be read, which is told already.
    pub broken: bool,
}

/// Unique in a ledger.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Code(String),
    Number(Option<String>, Option<String>, u32),
}

/// The cells of a row that tell whether it opens a finding or goes on with the one above.
#[derive(Debug)]
pub(super) struct Opening {
    pub identity: Identity,
    pub finding: Text,
    pub unit: Text,
    pub round: Text,
}

impl Opening {
    /// Whether the row goes on with the finding above: it leaves number and finding blank or merged, or
    /// repeats both.
    pub(super) fn goes_on(&self, above: &Current, is_numbered: bool) -> bool {
        let Opening {
            identity,
            finding,
            unit,
            round,
        } = self;
        let differs = |text: &Text, above: &Option<String>| text.own && above.as_deref() != Some(&text.words);
        let same_finding = finding.is_blank() || !finding.own || finding.words == above.finding;
        if differs(unit, &above.shared.unit) || differs(round, &above.shared.round) || !same_finding {
            return false;
        }
        if identity.own || identity.broken {
            let same_number = identity.number.is_none_or(|number| number == above.number);
            let same_code = identity.code.is_none() || identity.code == above.code;
            return same_number && same_code && !identity.broken && !finding.is_blank();
        }
        // Without any numbering a row that names its unit is a finding of its own, so its text is missing.
        is_numbered || !(finding.is_blank() && unit.own)
    }
}

impl Reading<'_> {
    /// Reads 序号 and 问题编号. A number in the column of codes is a number where there is no other column for
    /// it, and the other way round.
    pub(super) fn identity(&mut self, row: u32) -> Identity {
        use LedgerColumn::{Code, Number};
        let (number, code) = (self.text(row, Number), self.text(row, Code));
        let mut identity = Identity {
            own: (number.own && !number.is_blank()) || (code.own && !code.is_blank()),
            broken: number.broken || code.broken,
            ..Identity::default()
        };
        if !number.is_blank() && !number.broken {
            identity.number = ordinal(&number.words);
            if identity.number.is_none() && !self.has_codes() && is_code(&number.words) {
                identity.code = Some(squeeze(&number.words));
            } else if identity.number.is_none() {
                identity.broken = true;
                self.problem(
                    row,
                    Number,
                    &number.words,
                    "序号看不懂;请写 1、2、3 或 (一)、(二)",
                );
            }
        }
        if !code.is_blank() && !code.broken {
            match ordinal(&code.words).filter(|_| !self.has_numbers()) {
                Some(number) => identity.number = Some(number),
                None => identity.code = Some(squeeze(&code.words)),
            }
        }
        identity
    }

    fn has_numbers(&self) -> bool {
        self.table.header.heading(LedgerColumn::Number).is_some()
    }

    fn has_codes(&self) -> bool {
        self.table.header.heading(LedgerColumn::Code).is_some()
    }

    /// Another measure of the finding above.
    pub(super) fn next_measure(
        &mut self,
        row: u32,
        above: Current,
        measure: &str,
        shared: Shared,
    ) -> Current {
        if self.repeats(row, &above, measure) {
            let why = format!("与第 {} 行重复(同一问题、同一措施);请删去一行", above.row + 1);
            let measures = self.table.header.heading(LedgerColumn::Measure);
            let column = measures.map_or(LedgerColumn::Finding, |heading| heading.column);
            self.problem(row, column, measure, why);
        }
        Current {
            position: above.position + 1,
            measure: measure.to_owned(),
            row,
            shared,
            ..above
        }
    }

    /// The row writes number, finding and measure of the row above once more.
    fn repeats(&self, row: u32, above: &Current, measure: &str) -> bool {
        let own = |column| self.table.own(row, column).is_some();
        let whole = own(LedgerColumn::Finding) && (own(LedgerColumn::Number) || own(LedgerColumn::Code));
        whole && measure == above.measure
    }

    pub(super) fn new_finding(
        &mut self,
        row: u32,
        opening: Opening,
        measure: &str,
        shared: Shared,
    ) -> Current {
        let Opening {
            identity, finding, ..
        } = opening;
        if finding.is_blank() {
            let why = "没有写反馈问题;请补写,属于上一条问题的措施请留空序号或合并单元格";
            self.problem(row, LedgerColumn::Finding, "", why);
        }
        if self.book.layout == Layout::City && shared.unit.is_none() {
            self.problem(row, LedgerColumn::Unit, "", "没有写被巡察单位;请补写");
        }
        let number = self.number(row, &identity, &shared);
        let code = identity.code;
        Current {
            number,
            code,
            finding: finding.words,
            position: 1,
            measure: measure.to_owned(),
            row,
            shared,
        }
    }

    /// The finding's number: as written, else counted. A missing or repeated one is a problem.
    fn number(&mut self, row: u32, identity: &Identity, shared: &Shared) -> u32 {
        let owner = (shared.unit.clone(), shared.round.clone());
        let counted = self.counts.entry(owner).or_default();
        *counted += 1;
        let number = identity.number.filter(|_| identity.own).unwrap_or(*counted);
        if identity.broken {
            return number;
        }
        let column = match (&identity.code, self.has_numbers(), self.has_codes()) {
            (Some(_), _, true) | (None, false, _) => LedgerColumn::Code,
            _ => LedgerColumn::Number,
        };
        if !identity.own && self.is_numbered() {
            self.problem(
                row,
                column,
                "",
                "没有写序号;请补写,同一问题的多条措施请合并序号和反馈问题",
            );
            return number;
        }
        let key = match &identity.code {
            Some(code) => Key::Code(code.clone()),
            None => Key::Number(shared.unit.clone(), shared.round.clone(), number),
        };
        let told = identity.code.clone().unwrap_or_else(|| number.to_string());
        let first = *self.seen.entry(key).or_insert(row);
        if first != row {
            let why = format!("编号“{told}”与第 {} 行重复;请改为不同的编号", first + 1);
            self.problem(row, column, &told, why);
        }
        number
    }

    /// Whether the ledger numbers its findings at all.
    pub(super) fn is_numbered(&self) -> bool {
        self.has_codes() || self.has_numbers()
    }
}

/// `ZG-2026-00001`: digits and letters.
fn is_code(words: &str) -> bool {
    words.contains(|c: char| c.is_ascii_digit()) && words.contains(|c: char| c.is_ascii_alphabetic())
}
