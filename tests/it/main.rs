//! All integration tests in one binary, so that it links once.

#![expect(
    clippy::unwrap_used,
    clippy::pedantic,
    clippy::too_many_lines,
    reason = "helpers of tests fail like tests, and a story is told in one piece"
)]

mod canary;
mod channel;
mod cli;
mod days;
mod house;
mod intake;
mod mail;
mod paper;
mod play;
mod replies;
mod rulebook;
mod serve;
mod settings;
mod store;
mod support;
mod texts;
mod verbs;
mod walk;
