//! The store keeps its promises, on both databases.

mod find;
mod fixture;
mod ledger;
mod matters;
mod schema;
mod subjects;
