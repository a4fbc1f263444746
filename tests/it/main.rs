//! All integration tests in one binary, so that it links once.

mod channel;
mod days;
mod house;
mod intake;
mod replies;
mod rulebook;
mod settings;
mod support;
