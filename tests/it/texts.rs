//! What people read: every text in every turn, what may stand in it, and how it is split.

mod digest;
mod disclosure;
mod escaping;
mod matters;
mod own;
mod snapshots;
mod splitting;
mod wording;
