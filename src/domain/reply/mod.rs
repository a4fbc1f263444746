//! What people write, read without guessing: `收到,10月8日前报送`, `2 已完成;3 进度60% 已挂网招标`.
//!
//! A message is a row of groups, each about one or several matters; a group is a row of known items
//! (`收到`, a day, a percentage ...) and of other words, which are its note. Whatever leaves a doubt is
//! [`Unclear`] and nothing of it is kept: the person is asked.

mod canon;
mod claims;
mod coded;
mod command;
mod day;
mod group;
mod item;
mod note;
mod number;
mod past;
mod percent;
mod promise;
mod scan;
mod settle;
mod target;
mod unclear;

pub use coded::{Coded, read_coded};
pub use command::Command;
pub use target::Target;
pub use unclear::{Unclear, UnclearWhy};

use super::half_width::half_width;
use chrono::NaiveDate;
use scan::Scan;
use serde::{Deserialize, Serialize};

/// A message as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parsed {
    /// In the order of writing; never empty. Several may be about one matter (progress and a promise).
    Answers(Vec<Answer>),
    /// A phrase of the reply keyboard.
    Command(Command),
    /// To be asked about.
    Unclear(Unclear),
}

/// One statement about one matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Which matter.
    pub target: Target,
    /// What is said of it.
    pub said: Said,
    /// The words that remain, as written.
    pub note: Option<String>,
}

/// What a person says of a matter. `Display` writes the form that reads back as the same value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "said", rename_all = "snake_case")]
pub enum Said {
    /// 收到, with the day by which an answer is promised.
    Acknowledged {
        /// A day in the office's zone, today or later.
        promised_on: Option<NaiveDate>,
    },
    /// 进度 60%; the parser gives 0-99.
    Progress {
        /// Whole percent.
        percent: u8,
    },
    /// 整改中.
    InProgress,
    /// 无变化: nothing has come since the last word.
    Unchanged,
    /// 基本完成.
    MostlyCompleted,
    /// 已完成: a claim, which closes nothing.
    Completed,
    /// 已报送: it waits for 收件.
    Submitted,
    /// 已召开: it waits for the office.
    Held {
        /// The day, in the office's zone, today or before; without it the person is asked.
        on: Option<NaiveDate>,
    },
    /// Of a clue: one of three digits, and nothing else.
    Coded {
        /// Which.
        coded: Coded,
    },
    /// 延期.
    Extension {
        /// The new day asked for, in the office's zone, today or later.
        to: Option<NaiveDate>,
        /// The category that the note falls under; none without a note.
        reason: Option<ExtensionReason>,
    },
}

/// Why more time is asked for (domain.md 2.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionReason {
    /// 资金.
    Funding,
    /// 政策.
    Policy,
    /// 诉讼.
    Litigation,
    /// 换届.
    TermChange,
    /// 其他.
    Other,
}

/// Reads a day that lies behind and nothing else: 9月5日, 9.5, 昨天, 2026-09-05; the latest such day on or before
/// `today` (office's zone).
pub fn read_past_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let plain: Vec<char> = text.trim().chars().map(half_width).collect();
    let mut scan = Scan::new(&plain);
    past::day(&mut scan, today).filter(|_| scan.is_end())
}

/// Reads a day that lies ahead and nothing else: 10月8日, 下周五, 月底; the next such day on or after `today`
/// (office's zone).
pub fn read_day_ahead(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let plain: Vec<char> = text.trim().chars().map(half_width).collect();
    let mut scan = Scan::new(&plain);
    let day = day::read(&mut scan, today, true)?.ok()?;
    scan.is_end().then_some(day.on)
}

/// Reads a message. Days without a year are the next such day on or after `today` (office's zone).
pub fn parse(text: &str, today: NaiveDate) -> Parsed {
    let written: Vec<char> = text.chars().collect();
    // One character for one, so that places in both agree.
    let plain: Vec<char> = written.iter().copied().map(half_width).collect();
    if let Some(command) = Command::read(&plain) {
        return Parsed::Command(command);
    }
    if plain.contains(&'?') {
        return Parsed::Unclear(UnclearWhy::Question.about(Vec::new()));
    }
    let groups = group::read(Scan::new(&plain), today);
    match settle::settle(groups, &written) {
        Ok(answers) => Parsed::Answers(answers),
        Err(unclear) => Parsed::Unclear(unclear),
    }
}
