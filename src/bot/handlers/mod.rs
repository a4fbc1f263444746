//! What is done about each kind of update.

pub mod account;
pub mod answer;
pub mod closeout;
pub mod coded;
pub mod decide;
pub mod digest;
pub mod extend;
pub mod file;
pub mod group;
pub mod leading;
pub mod meant;
pub mod monthly;
pub mod press;
pub mod todo;
