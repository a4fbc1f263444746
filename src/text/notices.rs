//! The bundled message of a slot, the list of open matters, the lines for a group.

use super::Attention;
use super::listing::{Entry, Fact, Line, Listing, Moved, MovedWhy, Place, Section};
use super::sample::{day, lengthy, overdue, soon, today};
use chrono::NaiveDate;
use serde::Serialize;

/// Everything that one person is told in one slot.
#[derive(Debug, Clone, Serialize)]
pub struct Notices {
    /// 市委巡察办.
    pub office: String,
    /// The business day, in the office's zone.
    pub on: NaiveDate,
    /// The addressee.
    pub name: String,
    /// By form, the gravest first.
    pub sections: Vec<Section>,
    /// Matters that are only counted.
    pub counted: u32,
    /// Where it stands in a message of several parts.
    #[serde(skip)]
    pub place: Place,
}

/// What is open for one person.
#[derive(Debug, Clone, Serialize)]
pub struct Todo {
    /// The business day, in the office's zone.
    pub on: NaiveDate,
    /// The reader.
    pub name: String,
    /// One section, or several.
    pub sections: Vec<Section>,
    /// Matters that are only counted.
    pub counted: u32,
}

/// What a registered group is told: neutral lines or none, and a number.
#[derive(Debug, Clone, Serialize)]
pub struct GroupLines {
    /// 市委巡察办.
    pub office: String,
    /// The business day, in the office's zone.
    pub on: NaiveDate,
    /// Neutral lines, made for a group.
    pub sections: Vec<Section>,
    /// Matters that people were told of privately in this slot.
    pub told: u32,
}

impl Listing for Notices {
    const TEMPLATE: &'static str = "notices.html";

    fn sections(&self) -> &[Section] {
        &self.sections
    }

    fn place(&self) -> Place {
        self.place
    }

    fn samples() -> Vec<Self> {
        let notices = |sections, counted| Notices {
            office: "市委巡察办".into(),
            on: today(),
            name: "甲五".into(),
            sections,
            counted,
            place: Place::default(),
        };
        vec![
            notices(
                vec![
                    section("urge", vec![overdue()]),
                    section("reminder", vec![soon()]),
                ],
                1,
            ),
            notices(vec![section("opened", vec![soon()])], 0),
            notices(vec![section("takeover", vec![overdue(), soon()])], 0),
            notices(
                vec![
                    section("promised", vec![promised()]),
                    section("withdrawn", vec![soon()]),
                ],
                0,
            ),
            notices(vec![section("reopened", vec![soon()])], 0),
            notices(vec![section("moved", MOVES.map(moved).into())], 0),
            notices(
                vec![section("undone", vec![soon()]), section("merged", vec![merged()])],
                0,
            ),
            notices(
                vec![Section {
                    name: Some("提醒书".into()),
                    ..section("reminder_letter", vec![soon()])
                }],
                0,
            ),
            notices(vec![section("opened", vec![deciding()])], 0),
            notices(vec![section("opened", vec![deciding(), soon()])], 0),
            notices(vec![attention()], 0),
            notices(Vec::new(), 2),
            notices(vec![section("reminder", vec![lengthy(); 24])], 0),
        ]
    }
}

impl Listing for Todo {
    const TEMPLATE: &'static str = "todo.html";

    fn sections(&self) -> &[Section] {
        &self.sections
    }

    fn samples() -> Vec<Self> {
        let todo = |sections, counted| Todo {
            on: today(),
            name: "甲五".into(),
            sections,
            counted,
        };
        vec![
            todo(vec![section("todo", vec![overdue(), promised()])], 0),
            todo(Vec::new(), 1),
        ]
    }
}

impl Listing for GroupLines {
    const TEMPLATE: &'static str = "group.html";

    fn sections(&self) -> &[Section] {
        &self.sections
    }

    fn samples() -> Vec<Self> {
        let lines = |sections| GroupLines {
            office: "市委巡察办".into(),
            on: today(),
            sections,
            told: 12,
        };
        vec![lines(vec![section("todo", vec![overdue()])]), lines(Vec::new())]
    }
}

const MOVES: [MovedWhy; 5] = [
    MovedWhy::Event,
    MovedWhy::Calendar,
    MovedWhy::Rulebook,
    MovedWhy::Import,
    MovedWhy::Office,
];

fn section(form: &str, lines: Vec<Line>) -> Section {
    Section {
        form: form.into(),
        name: None,
        entries: lines.into_iter().map(Entry::Matter).collect(),
    }
}

fn promised() -> Line {
    Line {
        promised_on: Some(day(9, 29)),
        ..soon()
    }
}

fn deciding() -> Line {
    let fact = |key, value: &str| Fact {
        key,
        value: value.into(),
    };
    Line {
        deciding: true,
        about: Some("ZG-2026-03-0031".into()),
        facts: vec![fact("talk", ""), fact("matters", "3")],
        ..soon()
    }
}

fn merged() -> Line {
    Line {
        merged_into: Some("ZG-2026-03-0031-2".into()),
        ..soon()
    }
}

fn moved(why: MovedWhy) -> Line {
    Line {
        moved: Some(Moved {
            from: Some(day(9, 25)),
            why,
        }),
        ..soon()
    }
}

fn attention() -> Section {
    let entries = Attention::samples().into_iter().map(Entry::Attention).collect();
    Section {
        form: "attention".into(),
        name: None,
        entries,
    }
}
