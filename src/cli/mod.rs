//! The command line: clap arguments in, text or JSON out, one file a command.
//!
//! With `--json`, standard output holds what the command found or did as one JSON value (`play`: one a line), or
//! `{"error": .., "refused": ..}` when it came to nothing. Messages for people go to standard error, as does the
//! log; what clap cannot read as a command and what `when` cannot count is told there alone.

mod acting;
mod attention;
mod calendar;
mod circulation;
mod closeout;
mod clue;
mod command;
pub mod demo;
mod desk;
mod digest;
mod duty;
mod event;
mod exit;
mod extension;
mod group;
mod import;
mod imports;
mod input;
mod invite;
mod leading;
mod ledger;
mod mail;
mod matter;
mod matter_mend;
mod message;
mod moved;
mod out;
mod paper;
mod person;
mod plan;
pub mod play;
mod print;
mod reconcile;
mod review;
pub mod rules;
mod rules_adopt;
pub mod serve;
mod session;
mod signal;
mod silent;
mod spotcheck;
mod table;
mod tick;
mod verify;
mod waiting;
pub mod when;
mod why;
mod word;

pub use exit::Exit;

use clap::Parser;
use command::Command;
use out::{Out, Pipe};
use session::Common;
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};

/// Keeps the deadlines of a 巡察 office: reminds, takes answers into a ledger, climbs when nobody answers.
#[derive(Debug, Parser)]
#[command(name = "huiyin", version)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// Runs the command that the process was called with and says how it ended. It begins the runtime itself: whatever is
/// awaited from here is compiled with the library, and not once more with the program.
#[tokio::main]
pub async fn main() -> Exit {
    run(std::env::args_os()).await
}

async fn run(arguments: impl Iterator<Item = OsString>) -> Exit {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(usage) => return exit::usage(&usage),
    };
    let stdout = io::stdout();
    let colours = stdout.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let (pipe, has_broken) = Pipe::new(stdout);
    let mut sink = BufWriter::new(pipe);
    let mut out = Out::new(&mut sink, cli.common.json, colours);
    let ended = match Box::pin(cli.command.run(&cli.common, &mut out)).await {
        Ok(exit) => out.flush().map(|()| exit).map_err(Into::into),
        Err(error) => Err(error),
    };
    match ended {
        Ok(exit) => exit,
        Err(_) if has_broken.get() => Exit::Done, // the reader has what they wanted
        Err(error) => exit::report(&error, &mut out),
    }
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory;

    #[test]
    fn no_two_options_of_a_command_clash() {
        Cli::command().debug_assert();
    }
}
