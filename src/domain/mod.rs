//! Values and rules only: no async, no I/O, no clock (whoever calls gives `today`).

mod as_text;
pub mod cadence;
pub mod calendar;
pub mod deadline;
pub mod disclosure;
pub mod entity;
mod half_width;
pub mod ids;
pub mod matter;
pub mod message;
pub mod period;
pub mod refusal;
pub mod reply;
pub mod role;
pub mod rulebook;
pub mod secrecy;
pub mod timeline;
