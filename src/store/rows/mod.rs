//! The ledgered tables and what verbs ask of them.

mod answer;
mod binding;
mod call;
mod circulation;
mod closeout;
mod clue;
mod contact;
mod correction;
mod extension;
mod finding;
mod follow_up;
mod inspection;
mod leading_group;
mod matter;
mod office;
mod paper;
mod part;
mod reconciliation;
mod rung;
mod switch;
mod version;

pub use matter::{MatterFilter, Planning};
