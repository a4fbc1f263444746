//! Papers of the ladder: drafted when a step fires, issued by themselves or by the director (签发), printed for the unit.

mod draft;
mod issue;
mod list;
mod order;
mod print;
mod unit_form;

pub use draft::{draft_papers, roles_beside_unit, waits_for_issue};
pub use issue::{IssuedPaper, decided, defer_paper, facts, issue_paper, withdraw_empty_papers};
pub use list::{PaperItemLine, PaperLine, PaperSheet, list_papers, number_of, numbers_of, show_paper};
pub use order::may_issue;
pub use print::{PrintedPaper, paper_document, print_paper_in};
pub use unit_form::{UnitFormKind, print_form, print_form_in};

/// Kind of what a decision about a paper names in its origin.
pub const PAPER: &str = "paper";
/// The rule that opens the decision of 签发.
pub const ISSUE_RULE: &str = "L-ISSUE";

use crate::domain::ids::PaperId;

/// The origin of what a paper opens.
pub fn origin_of(paper: PaperId) -> String {
    format!("{PAPER}:{paper}")
}
