//! The phrases of the reply keyboard, and others that do something.

use super::scan::Scan;
use std::fmt;

/// A phrase that does something; `Display` is its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// 我的待办.
    Todo,
    /// 报进展.
    Report,
    /// 填月报; not on the keyboard.
    Month,
    /// 帮助.
    Help,
    /// 工作台, for the people of the 巡察办.
    Desk,
}

impl Command {
    /// All.
    pub const ALL: [Command; 5] = [
        Command::Todo,
        Command::Report,
        Command::Month,
        Command::Help,
        Command::Desk,
    ];

    /// Those of the people of the 巡察办, in the order of the keyboard.
    pub const OFFICE: [Command; 4] = [Command::Todo, Command::Report, Command::Help, Command::Desk];

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
            Command::Month => "填月报",
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
