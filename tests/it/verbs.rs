//! The verbs keep their promises, on both databases: what opens, moves, is told, is answered, and is handed on.

mod answers;
mod cadences;
mod calendars;
mod clues;
mod contacts;
mod events;
mod flat;
mod imports;
mod leaving;
mod moves;
mod planning;
mod random;
mod reaching;
mod recounts;
mod reviews;
mod rulebooks;
mod storms;
mod story;
mod together;
mod ways;
