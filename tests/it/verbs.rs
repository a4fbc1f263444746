//! The verbs keep their promises, on both databases: what opens, moves, is told, is answered, and is handed on.

mod answers;
mod cadences;
mod calendars;
mod clues;
mod contacts;
mod events;
mod flat;
mod imports;
mod ladder;
mod leaving;
mod mending;
mod moves;
mod parts;
mod phone;
mod planning;
mod random;
mod reaching;
mod recalling;
mod recounts;
mod reviews;
mod rulebooks;
mod storms;
mod story;
mod together;
mod undoing;
mod ways;
