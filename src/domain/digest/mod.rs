//! 周报 and its months, quarters and years: which days a digest is about, and what it counts. All of it is pure; what
//! was known by when is the business of whoever replays the ledger.

mod period;
mod rank;
mod rate;
mod tally;

pub use period::{DigestPeriod, PeriodKind};
pub use rank::{Ranked, rank};
pub use rate::{Points, Rate};
pub use tally::{Group, GroupTally, Look, Movement, Movements, States, Tally, Timeliness};
