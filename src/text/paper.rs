//! Papers: their templates write the lines of [`crate::domain::paper`], in which no value means anything by itself.

use super::sample::{day, overdue, soon, standing};
use super::{Line, Text};
use crate::domain::paper::escape;
use chrono::{NaiveDate, NaiveDateTime};
use minijinja::{AutoEscape, Environment, escape_formatter};
use serde::Serialize;

/// The ending of a paper's template, and the name of its escaping.
const PAPER: &str = "paper";

/// Lets templates of papers escape as papers want it; all others go on as before.
pub(super) fn add(environment: &mut Environment<'static>) {
    environment.set_auto_escape_callback(|name| match name.rsplit('.').next() {
        Some(PAPER) => AutoEscape::Custom(PAPER.into()),
        Some("html") => AutoEscape::Html,
        _ => AutoEscape::None,
    });
    environment.set_formatter(|out, state, value| {
        let is_paper = matches!(state.auto_escape(), AutoEscape::Custom(name) if name == PAPER);
        match value.to_string() {
            text if is_paper && value.is_safe() => Ok(out.write_str(&text)?),
            text if is_paper => Ok(out.write_str(&escape(&text))?),
            _ => escape_formatter(out, state, value),
        }
    });
}

/// A paper lies in the home's folder of papers.
#[derive(Debug, Clone, Serialize)]
pub struct Printed {
    /// Key of its kind.
    pub paper: &'static str,
    /// Name of the file.
    pub file: String,
    /// How many people it is for or about; none where that says nothing.
    pub people: Option<usize>,
}

/// 邀请函: a page a person.
#[derive(Debug, Clone, Serialize)]
pub struct InvitationPaper {
    /// 市委巡察办.
    pub office: String,
    /// The office's telephone.
    pub duty_phone: Option<String>,
    /// The day of printing, in the office's zone.
    pub on: NaiveDate,
    /// How many days a code is good for.
    pub days: i64,
    /// One a page.
    pub invited: Vec<Invited>,
}

/// One page.
#[derive(Debug, Clone, Serialize)]
pub struct Invited {
    /// 市住建局.
    pub unit: String,
    /// 甲五.
    pub name: String,
    /// The one-time code.
    pub code: String,
    /// The deep link, where the bot's name is known.
    pub link: Option<String>,
    /// When it runs out, in the office's zone.
    pub expires_at: NaiveDateTime,
}

/// 电话清单: those whom no chat reaches.
#[derive(Debug, Clone, Serialize)]
pub struct PhoneList {
    /// 市委巡察办.
    pub office: String,
    /// What was to be told up to this day, in the office's zone.
    pub on: NaiveDate,
    /// By unit.
    pub people: Vec<Called>,
    /// Those whom the day's digest does not reach.
    pub readers: Vec<CalledReader>,
}

/// Somebody whom the digest does not reach.
#[derive(Debug, Clone, Serialize)]
pub struct CalledReader {
    /// 市住建局.
    pub unit: String,
    /// 甲一.
    pub name: String,
    /// Their telephone on duty.
    pub phone: Option<String>,
}

/// Somebody to be called.
#[derive(Debug, Clone, Serialize)]
pub struct Called {
    /// 市住建局.
    pub unit: String,
    /// 甲五.
    pub name: String,
    /// Their telephone on duty.
    pub phone: Option<String>,
    /// What they are to be told of.
    pub lines: Vec<CalledLine>,
    /// How many more matters may only be counted.
    pub counted: usize,
}

/// A matter to be told of.
#[derive(Debug, Clone, Serialize)]
pub struct CalledLine {
    /// Key of the form.
    pub form: String,
    /// What the rulebook calls the form; else `words.toml` names it.
    pub name: Option<String>,
    /// What may be seen of the matter.
    #[serde(flatten)]
    pub line: Line,
}

impl Text for PhoneList {
    const TEMPLATE: &'static str = "paper_phone_list.paper";

    fn samples() -> Vec<Self> {
        let line = |form: &str, name: Option<&str>, line| CalledLine {
            form: form.into(),
            name: name.map(str::to_owned),
            line,
        };
        let called = |phone: Option<&str>, lines, counted| Called {
            unit: "市住建局".into(),
            name: "甲五".into(),
            phone: phone.map(str::to_owned),
            lines,
            counted,
        };
        vec![PhoneList {
            office: "市委巡察办".into(),
            on: day(9, 28),
            people: vec![
                called(
                    Some("0395-3100001"),
                    vec![
                        line("reminder", None, soon()),
                        line("urge", Some("提醒书"), overdue()),
                    ],
                    2,
                ),
                called(None, vec![line("opened", None, standing())], 0),
            ],
            readers: vec![CalledReader {
                unit: "市住建局".into(),
                name: "甲一".into(),
                phone: Some("0395-3100002".into()),
            }],
        }]
    }
}

impl Text for Printed {
    const TEMPLATE: &'static str = "desk_printed.html";

    fn samples() -> Vec<Self> {
        let printed = |paper, people, file: &str| Printed {
            paper,
            file: file.into(),
            people,
        };
        vec![
            printed("invitation", Some(4), "邀请函-市住建局-2026-09-28.docx"),
            printed("monthly", None, "整改月报-市住建局-2026-09.docx"),
        ]
    }
}

impl Text for InvitationPaper {
    const TEMPLATE: &'static str = "paper_invitation.paper";

    fn samples() -> Vec<Self> {
        let invited = |name: &str, link: Option<&str>| Invited {
            unit: "市住建局".into(),
            name: name.into(),
            code: "K7MQ4XT9PB".into(),
            link: link.map(str::to_owned),
            expires_at: day(10, 5).and_hms_opt(8, 30, 0).unwrap_or_default(),
        };
        let paper = |duty_phone: Option<&str>, invited| InvitationPaper {
            office: "市委巡察办".into(),
            duty_phone: duty_phone.map(str::to_owned),
            on: day(9, 28),
            days: 7,
            invited,
        };
        let link = Some("https://t.me/huiyin_bot?start=K7MQ4XT9PB");
        vec![
            paper(
                Some("0395-3100000"),
                vec![invited("甲五", link), invited("甲六", link)],
            ),
            paper(None, vec![invited("甲五", None)]),
        ]
    }
}
