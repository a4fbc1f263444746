//! 三方对账: the office's copy goes out as a workbook, the unit's and the team's come back and are compared by code.
//! What agrees is stamped; every difference is a matter to answer.

mod compare;
mod difference;
mod export;
mod own;
mod stamps;

pub use compare::{ComparedLine, ReconcileReport, reconcile};
pub use difference::{DIFFERENCE, facts};
pub use export::{ExportedCopy, export_copy};
pub use stamps::{StampLine, stamps_of};
