//! 事事有回音: matters of which somebody was told and nobody has spoken since.

mod collect;
mod weekly;

pub use collect::{SilentList, SilentMatter, SilentUnit, list_silent};
pub use weekly::{PrintedSilence, print_silent, print_silent_in, send_weekly_silence};
