//! The verbs keep their promises, on both databases: what opens and moves.

mod cadences;
mod events;
