//! Values and rules only: no async, no I/O, no clock (whoever calls gives `today`).

pub mod answer;
mod as_text;
pub mod binding;
pub mod cadence;
pub mod calendar;
pub mod code;
pub mod contact;
pub mod deadline;
pub mod disclosure;
pub mod finding;
pub mod half_width;
pub mod ids;
pub mod inspection;
pub mod ledger;
pub mod matter;
pub mod message;
pub mod mode;
pub mod moves;
pub mod notice;
pub mod period;
pub mod refusal;
pub mod reply;
pub mod role;
pub mod rulebook;
pub mod secrecy;
pub mod timeline;
pub mod version;
