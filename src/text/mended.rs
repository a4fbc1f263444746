//! What a correction at the desk came to.

use super::Text;
use super::sample::day;
use chrono::NaiveDate;
use serde::Serialize;

/// A correction is made.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Mended {
    /// A move is taken back.
    Undone {
        /// Of the matter.
        code: String,
        /// Key of the move.
        kind: &'static str,
        /// Key of the matter's state, as it is again.
        state: &'static str,
        /// Codes of what is open again with it.
        reopened: Vec<String>,
        /// Codes of what it had opened and is withdrawn.
        withdrawn: Vec<String>,
        /// Codes of what it had opened and stays, because somebody has spoken of it.
        kept: Vec<String>,
    },
    /// A matter has another day, text or person.
    Matter {
        /// Its code.
        code: String,
        /// Its day before and now, where that is new.
        due: Option<DayChange>,
        /// What is to be done, where that is new.
        title: Option<String>,
        /// Who is named, where that is new.
        named: Option<String>,
        /// Who was named before.
        instead_of: Vec<String>,
        /// Codes of what moved with its day.
        followed: Vec<String>,
    },
    /// A matter is withdrawn, with what stood under it.
    Withdrawn {
        /// Codes, its own first.
        withdrawn: Vec<String>,
    },
    /// An import is undone.
    Import {
        /// Name of the file.
        file: String,
        /// Codes of what is withdrawn.
        withdrawn: Vec<String>,
        /// Codes of what stays.
        kept: Vec<String>,
    },
    /// A message is withdrawn.
    Message {
        /// To whom it went; none for a group.
        person: Option<String>,
        /// Parts that will not leave.
        unsent: i64,
        /// Parts that had left.
        sent: i64,
        /// Whether a 更正通知 is on its way.
        is_corrected: bool,
    },
    /// Somebody gets their list once more.
    Resent {
        /// Who.
        person: String,
        /// How many matters it names.
        matters: usize,
    },
    /// The director has chosen for a rule.
    Rule {
        /// Its code.
        rule: String,
        /// 改期; otherwise 沿用.
        redated: bool,
        /// Codes of what moved.
        moved: Vec<String>,
    },
    /// A matter went into another.
    Merged {
        /// Of the matter that ended.
        code: String,
        /// Of the one that stays.
        into: String,
    },
}

/// A day that is another now, in the office's zone.
#[derive(Debug, Clone, Serialize)]
pub struct DayChange {
    /// Before.
    pub from: Option<NaiveDate>,
    /// Now.
    pub to: Option<NaiveDate>,
}

fn code() -> String {
    "BS-2026-03-0002".to_owned()
}

fn codes() -> Vec<String> {
    vec!["BS-2026-03-0003".to_owned(), "HY-2026-03-0001".to_owned()]
}

impl Text for Mended {
    const TEMPLATE: &'static str = "desk_mended.html";

    fn samples() -> Vec<Self> {
        let mut samples = of_a_matter();
        samples.extend(of_more());
        samples
    }
}

/// What was put right of one matter.
fn of_a_matter() -> Vec<Mended> {
    let matter = |due, title: Option<&str>, named: Option<&str>, instead_of, followed| Mended::Matter {
        code: code(),
        due,
        title: title.map(str::to_owned),
        named: named.map(str::to_owned),
        instead_of,
        followed,
    };
    let change = |from| DayChange {
        from,
        to: Some(day(10, 15)),
    };
    let undone = |reopened, withdrawn, kept| Mended::Undone {
        code: code(),
        kind: "received",
        state: "not_started",
        reopened,
        withdrawn,
        kept,
    };
    vec![
        undone(Vec::new(), codes(), Vec::new()),
        undone(codes(), Vec::new(), codes()),
        matter(Some(change(Some(day(9, 30)))), None, None, Vec::new(), codes()),
        matter(Some(change(None)), None, None, Vec::new(), Vec::new()),
        matter(None, Some("修订党组会议议事规则"), None, Vec::new(), Vec::new()),
        matter(None, None, Some("甲五"), vec!["甲六".into()], Vec::new()),
        matter(None, None, Some("甲五"), Vec::new(), Vec::new()),
        Mended::Withdrawn { withdrawn: codes() },
        Mended::Merged {
            code: code(),
            into: "BS-2026-03-0003".into(),
        },
    ]
}

/// What was put right of imports, messages and rules.
fn of_more() -> Vec<Mended> {
    let message = |person: Option<&str>, unsent, sent, is_corrected| Mended::Message {
        person: person.map(str::to_owned),
        unsent,
        sent,
        is_corrected,
    };
    let rule = |redated, moved| Mended::Rule {
        rule: "R-CONC".into(),
        redated,
        moved,
    };
    vec![
        Mended::Import {
            file: "整改台账-市住建局".into(),
            withdrawn: codes(),
            kept: codes(),
        },
        message(Some("甲五"), 2, 0, false),
        message(Some("甲五"), 0, 1, true),
        message(None, 0, 1, false),
        Mended::Resent {
            person: "甲五".into(),
            matters: 3,
        },
        rule(true, codes()),
        rule(false, Vec::new()),
    ]
}
