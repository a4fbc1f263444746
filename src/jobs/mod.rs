//! What happens by itself. The alarm clock only rings; the verbs look at the database for what is due, when it
//! rings and at start-up, so a crash, a restart, a second process or days of downtime neither double nor lose
//! anything.

mod alarm;
mod bell;
mod runner;
mod schedule;
mod stop;

pub use alarm::Alarm;
pub use bell::Bell;
pub use runner::{Jobs, Task, Verb, verb};
pub use schedule::{ALL, CIRCULATE, DELIVER, HANDLE, IMPORT, Job, MAIL, OPEN, PLAN, SILENT};
pub use stop::{Stop, Stopper};
