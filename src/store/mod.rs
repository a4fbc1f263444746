//! The only room that knows SQL: one body of it for SQLite and PostgreSQL.
//!
//! A verb begins a [`Work`], takes its rows with `lock`, decides, writes, and commits; what is not committed
//! never happened. Everything that the ledger covers is written through [`Work::insert`] and
//! [`Work::update`], which write table and entry together.

mod connect;
mod copy;
mod error;
mod flow;
mod ledger;
mod rows;
mod table;
mod verify;
mod work;

pub use connect::Store;
pub use copy::copy_into;
pub use error::StoreError;
pub use flow::*;
pub use ledger::{Act, LedgerLine};
pub use rows::*;
pub use table::Subject;
pub use verify::{Disagreement, How, Trouble, Verified};
pub use work::Work;

/// What a store call gives.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
