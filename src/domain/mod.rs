//! Values and rules only: no async, no I/O, no clock (whoever calls gives `today`).

mod as_text;
pub mod calendar;
pub mod deadline;
pub mod entity;
pub mod ids;
pub mod matter;
pub mod message;
pub mod period;
pub mod role;
pub mod rulebook;
pub mod timeline;
