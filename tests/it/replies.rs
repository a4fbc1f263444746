//! What people write is read as a clerk would read it, or asked about.

mod days;
mod parse;
mod round_trip;
mod secrecy;
