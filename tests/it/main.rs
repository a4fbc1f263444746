//! All integration tests in one binary, so that it links once.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail like tests")]

mod channel;
mod days;
mod house;
mod intake;
mod play;
mod replies;
mod rulebook;
mod settings;
mod store;
mod support;
mod texts;
mod verbs;
mod walk;
