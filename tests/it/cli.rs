//! The real binary, from arguments to answers and exit codes, each story in a home of its own.

mod calendars;
mod closing;
mod clues;
mod contacts;
pub mod desk;
mod digests;
mod doors;
mod events;
mod exits;
mod extensions;
mod imports;
mod mail;
mod matters;
mod mending;
mod papers;
mod postgres;
mod takeover;
