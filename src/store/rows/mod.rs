//! The ledgered tables and what verbs ask of them.

mod answer;
mod binding;
mod call;
mod closeout;
mod clue;
mod contact;
mod correction;
mod finding;
mod follow_up;
mod inspection;
mod leading_group;
mod matter;
mod office;
mod part;
mod switch;
mod version;

pub use matter::{MatterFilter, Planning};
