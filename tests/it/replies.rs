//! What people write is read as a clerk would read it, or asked about.

mod days;
mod doubts;
mod reading;
mod round_trip;
mod secrecy;
mod statements;
mod targets;
