//! The commands: clap arguments in, text or JSON out, one file a command.

pub mod play;
pub mod rules;
pub mod serve;
pub mod when;

/// How a command ended; the process's exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: a fault of the program or its surroundings.
    Fault,
    /// 2: the input was refused; nothing was changed.
    Refused,
}
