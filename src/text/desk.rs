//! The desk of the 巡察办: its menu, what a task asks, what it came to.

use super::Text;
use chrono::NaiveDate;
use serde::Serialize;

/// The menu; the tasks are its buttons.
#[derive(Debug, Clone, Serialize)]
pub struct DeskMenu {
    /// Of the clerk.
    pub name: String,
    /// How many matters wait for 收件 or review.
    pub waiting: usize,
    /// How many things the office must look at.
    pub attention: usize,
}

/// A thing that was given for a task.
#[derive(Debug, Clone, Serialize)]
pub struct DeskLine {
    /// Key of what it is.
    pub slot: &'static str,
    /// As the clerk gave it or chose it.
    pub shown: String,
}

/// The next question of a task.
#[derive(Debug, Clone, Serialize)]
pub struct DeskAsk {
    /// Key of the task.
    pub task: &'static str,
    /// What has been given.
    pub given: Vec<DeskLine>,
    /// Key of what is asked for.
    pub slot: &'static str,
    /// Key of what is wrong with what was given last.
    pub problem: Option<&'static str>,
}

/// All is given: is it right?
#[derive(Debug, Clone, Serialize)]
pub struct DeskConfirm {
    /// Key of the task.
    pub task: &'static str,
    /// What has been given.
    pub given: Vec<DeskLine>,
}

/// A task is done, or over.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum DeskDone {
    /// It was cancelled; nothing was recorded.
    Cancelled,
    /// Nobody answered for too long; nothing was recorded.
    TimedOut,
    /// The card belongs to a task that is over.
    Stale,
    /// The desk did not take it; nothing was recorded.
    Refused {
        /// Key of the task; `words.toml` says what it wants.
        task: &'static str,
    },
    /// A matter moved on.
    Moved {
        /// Its code.
        code: String,
        /// Key of its state.
        state: &'static str,
        /// Whether it came by its due day.
        on_time: Option<bool>,
        /// Codes of what it opened.
        opened: Vec<String>,
        /// Codes of what ended with it.
        ended: Vec<String>,
    },
    /// 代录 of an answer.
    Answered {
        /// Of the matter.
        code: String,
        /// Who gave it.
        giver: String,
        /// What was said, as it was understood.
        said: String,
        /// Key of the matter's state.
        state: &'static str,
    },
    /// An event stands, is another day's, or is taken back.
    Event {
        /// The kind's name.
        kind: String,
        /// The unit.
        unit: String,
        /// The day; none when it is taken back.
        on: Option<NaiveDate>,
        /// Codes of what it opened.
        opened: Vec<String>,
        /// Codes of what ended with it.
        ended: Vec<String>,
        /// Codes of what moved.
        moved: Vec<String>,
        /// Codes of what was withdrawn with it.
        withdrawn: Vec<String>,
    },
    /// A code was given out.
    Invited {
        /// To whom.
        person: String,
        /// Their unit.
        unit: String,
        /// The code.
        code: String,
        /// The deep link, where the bot's name is known.
        link: Option<String>,
        /// How many hours it is good for.
        hours: i64,
    },
    /// Somebody left.
    Left {
        /// Who.
        person: String,
        /// Who follows.
        successor: Option<String>,
        /// How many roles ended.
        roles: usize,
        /// How many open matters passed on.
        matters: usize,
    },
    /// The storm guard's hold is let go.
    Released {
        /// Whether there was one.
        was_held: bool,
    },
    /// Who has not answered.
    Unanswered {
        /// By unit.
        units: Vec<UnansweredUnit>,
    },
}

/// A unit with overdue matters that nobody has spoken of.
#[derive(Debug, Clone, Serialize)]
pub struct UnansweredUnit {
    /// Name.
    pub unit: String,
    /// Codes and days overdue, the longest first.
    pub matters: Vec<UnansweredMatter>,
    /// How many more.
    pub more: usize,
}

/// An overdue matter that nobody has spoken of.
#[derive(Debug, Clone, Serialize)]
pub struct UnansweredMatter {
    /// Code.
    pub code: String,
    /// Days overdue.
    pub days: i64,
}

fn given() -> Vec<DeskLine> {
    vec![
        DeskLine {
            slot: "matter",
            shown: "BS-2026-03-0002 整改方案和三个清单报送".into(),
        },
        DeskLine {
            slot: "day",
            shown: "2026-09-28".into(),
        },
    ]
}

impl Text for DeskMenu {
    const TEMPLATE: &'static str = "desk_menu.html";

    fn samples() -> Vec<Self> {
        let menu = |waiting, attention| DeskMenu {
            name: "丙一".into(),
            waiting,
            attention,
        };
        vec![menu(3, 2), menu(0, 0)]
    }
}

impl Text for DeskAsk {
    const TEMPLATE: &'static str = "desk_ask.html";

    fn samples() -> Vec<Self> {
        let ask = |given, slot, problem| DeskAsk {
            task: "receive",
            given,
            slot,
            problem,
        };
        let slots = [
            "unit",
            "event_kind",
            "event",
            "day",
            "matter",
            "reviewed",
            "giver",
            "person",
            "heir",
            "via",
            "document",
            "words",
            "verdict",
            "reason",
            "fix_by",
            "clue",
            "custodian",
            "undone",
            "import",
            "message",
            "rule",
            "choice",
            "mended",
            "into",
            "due",
            "role",
            "named",
            "title",
            "called",
            "month",
        ];
        let mut samples: Vec<Self> = slots.map(|slot| ask(Vec::new(), slot, None)).into();
        let problems = [
            "unit",
            "event_kind",
            "event",
            "day",
            "matter",
            "giver",
            "person",
            "words",
            "choice",
            "called",
            "month",
            "empty",
            "clue",
        ];
        samples.extend(problems.map(|problem| ask(given(), "document", Some(problem))));
        samples
    }
}

impl Text for DeskConfirm {
    const TEMPLATE: &'static str = "desk_confirm.html";

    fn samples() -> Vec<Self> {
        vec![
            DeskConfirm {
                task: "receive",
                given: given(),
            },
            DeskConfirm {
                task: "release",
                given: Vec::new(),
            },
        ]
    }
}

impl Text for DeskDone {
    const TEMPLATE: &'static str = "desk_done.html";

    fn samples() -> Vec<Self> {
        let mut samples = vec![DeskDone::Cancelled, DeskDone::TimedOut, DeskDone::Stale];
        samples.extend(
            [
                "record_event",
                "successor",
                "invite",
                "clue_custodian",
                "clue_transfer",
            ]
            .map(|task| DeskDone::Refused { task }),
        );
        samples.extend(recorded());
        samples.extend(about_people());
        samples.extend([true, false].map(|was_held| DeskDone::Released { was_held }));
        let unit = UnansweredUnit {
            unit: "市住建局".into(),
            matters: vec![UnansweredMatter {
                code: "ZG-2026-03-0031-2".into(),
                days: 9,
            }],
            more: 3,
        };
        samples.extend([vec![unit], Vec::new()].map(|units| DeskDone::Unanswered { units }));
        samples
    }
}

fn codes() -> Vec<String> {
    vec!["BS-2026-03-0002".to_owned(), "HY-2026-03-0001".to_owned()]
}

/// What was recorded of matters and events.
fn recorded() -> Vec<DeskDone> {
    let on = NaiveDate::from_ymd_opt(2026, 8, 31);
    let event = |on, opened, moved, withdrawn| DeskDone::Event {
        kind: "反馈".into(),
        unit: "市住建局".into(),
        on,
        opened,
        ended: Vec::new(),
        moved,
        withdrawn,
    };
    let moved = |state, on_time, opened, ended| DeskDone::Moved {
        code: "BS-2026-03-0002".into(),
        state,
        on_time,
        opened,
        ended,
    };
    vec![
        moved("completed", Some(true), codes(), Vec::new()),
        moved("completed", Some(false), Vec::new(), codes()),
        moved("under_review", None, Vec::new(), Vec::new()),
        DeskDone::Answered {
            code: "ZG-2026-03-0031-2".into(),
            giver: "甲一".into(),
            said: "进度60%".into(),
            state: "in_progress",
        },
        event(on, codes(), Vec::new(), Vec::new()),
        event(on, Vec::new(), codes(), Vec::new()),
        event(None, Vec::new(), Vec::new(), codes()),
    ]
}

/// What was done about people.
fn about_people() -> Vec<DeskDone> {
    let invited = |link: Option<&str>| DeskDone::Invited {
        person: "甲五".into(),
        unit: "市住建局".into(),
        code: "ABCDEFGHJK".into(),
        link: link.map(str::to_owned),
        hours: 24,
    };
    let left = |successor: Option<&str>, matters| DeskDone::Left {
        person: "甲一".into(),
        successor: successor.map(str::to_owned),
        roles: 1,
        matters,
    };
    vec![
        invited(Some("https://t.me/huiyin_bot?start=ABCDEFGHJK")),
        invited(None),
        left(Some("甲六"), 4),
        left(None, 2),
        left(None, 0),
    ]
}
