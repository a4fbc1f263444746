//! The verbs keep their promises, on both databases: what opens, moves, is told, is answered, and is handed on.

mod answers;
mod cadences;
mod calendars;
mod events;
mod imports;
mod leaving;
mod moves;
mod planning;
mod random;
mod reaching;
mod rulebooks;
mod storms;
mod story;
mod together;
