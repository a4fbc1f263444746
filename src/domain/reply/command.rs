//! The phrases of the reply keyboard.

use super::scan::Scan;
use std::fmt;

/// A phrase of the reply keyboard; `Display` is its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// 我的待办.
    Todo,
    /// 报进展.
    Report,
    /// 帮助.
    Help,
    /// 工作台, for the people of the 巡察办.
    Desk,
}

impl Command {
    /// All, in the order of the keyboard.
    pub const ALL: [Command; 4] = [Command::Todo, Command::Report, Command::Help, Command::Desk];

    /// Those that everybody has.
    pub const EVERYBODY: [Command; 3] = [Command::Todo, Command::Report, Command::Help];

    /// The phrase alone, give or take punctuation.
    pub(super) fn read(plain: &[char]) -> Option<Command> {
        let mut scan = Scan::new(plain);
        scan.separators();
        let command = Command::ALL
            .into_iter()
            .find(|command| scan.eat(command.label()).is_some())?;
        scan.separators();
        scan.is_end().then_some(command)
    }

    fn label(self) -> &'static str {
        match self {
            Command::Todo => "我的待办",
            Command::Report => "报进展",
            Command::Help => "帮助",
            Command::Desk => "工作台",
        }
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}
