//! How a command ends, and what it says when it came to nothing.

use super::out::Out;
use crate::app::RulebookError;
use crate::home::HomeError;
use crate::supervision::Refused;
use serde::Serialize;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

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

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Fault => 1,
            Exit::Refused => 2,
        })
    }
}

/// What `--json` prints instead of an answer.
#[derive(Serialize)]
struct Ended<'a> {
    error: &'a str,
    refused: bool,
}

/// Says one thing on standard error; nobody listens when that is closed, so a failure is left alone.
pub fn say(what: impl Display) {
    let _ = writeln!(io::stderr(), "{what}");
}

/// What clap has to say: help and version are done, anything else is refused.
pub fn usage(usage: &clap::Error) -> Exit {
    let _ = usage.print();
    if usage.use_stderr() {
        Exit::Refused
    } else {
        Exit::Done
    }
}

/// Tells why a command came to nothing.
pub fn report(error: &anyhow::Error, out: &mut Out<'_>) -> Exit {
    let (refused, message) = (is_refusal(error), message_of(error));
    say(format_args!("error: {message}"));
    if out.json {
        let ended = Ended {
            error: &message,
            refused,
        };
        let _ = out.json(&ended).and_then(|()| Ok(out.flush()?));
    }
    if refused { Exit::Refused } else { Exit::Fault }
}

fn is_refusal(error: &anyhow::Error) -> bool {
    error.is::<Refused>()
        || error.is::<RulebookError>()
        || matches!(
            error.downcast_ref(),
            Some(HomeError::NotOurs(_) | HomeError::NotAFolder(_) | HomeError::Foreign { .. })
        )
}

/// The whole chain in one line; many errors repeat their cause, which is said once.
fn message_of(error: &anyhow::Error) -> String {
    let mut message = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if message.ends_with(&cause) {
            continue;
        }
        if !message.is_empty() {
            message.push_str(": ");
        }
        message.push_str(&cause);
    }
    message
}
