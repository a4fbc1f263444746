//! What goes out to a chat and what comes in from one, in our own words: kept as JSON in outbox and inbox,
//! so no channel's types appear here.

mod incoming;
mod outgoing;
mod plain;
mod words;

pub use incoming::{ChatKind, Heard, Incoming};
pub use outgoing::{Button, Delivery, Markup, Outgoing};
pub use plain::{length, plain};
pub use words::Words;
