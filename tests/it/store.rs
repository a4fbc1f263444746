//! The store keeps its promises, on both databases.

mod copying;
mod corrections;
mod extensions;
mod find;
mod fixture;
mod flow;
mod ledger;
mod matters;
mod notices;
mod outbox;
mod paper;
mod schema;
mod subjects;
mod tampering;
