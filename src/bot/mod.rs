//! The chat door: what was heard is kept before it is confirmed, then handled chat by chat in order of arrival;
//! effects, answers and "handled" are one unit of work.

mod command;
mod desk;
mod handlers;
mod inbox;
mod press;
mod route;
mod visit;

pub use desk::{end_silent, run_imports};
pub use inbox::{Fetched, Files, handle_waiting, keep, last_update};
