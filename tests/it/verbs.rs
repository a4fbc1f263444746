//! The verbs keep their promises, on both databases: what opens, moves, is told, is answered, and is handed on.

mod events;
mod planning;
