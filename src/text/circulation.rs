//! 发行: word of a draft to the office, 暂缓 and 放行, and what a reader has chosen.

use super::sample::{at, day};
use super::{DigestSheet, Text};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::Serialize;

/// An issue of the digest, told to the office.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Circulation {
    /// It is drafted.
    Drafted {
        /// Year of its number.
        year: i64,
        /// 期号.
        number: i64,
        /// First day of its week.
        first_on: NaiveDate,
        /// Last day of its week.
        last_on: NaiveDate,
        /// When it goes out, local.
        due_at: NaiveDateTime,
    },
    /// 暂缓.
    Held {
        /// Year of its number.
        year: i64,
        /// 期号.
        number: i64,
        /// How many have had it before.
        sent: i64,
    },
    /// 放行.
    Released {
        /// Year of its number.
        year: i64,
        /// 期号.
        number: i64,
    },
}

/// A digest in chat, for those without a mail address.
#[derive(Debug, Clone, Serialize)]
pub struct DigestSummary {
    /// Of the reader.
    pub reader: String,
    /// What it says.
    #[serde(flatten)]
    pub sheet: DigestSheet,
}

/// When a reader gets their digest.
#[derive(Debug, Clone, Serialize)]
pub struct DigestChosen {
    /// Whose, where the office sets it for somebody.
    pub name: Option<String>,
    /// Key of the day of the week: `mon`.
    pub weekday: String,
    /// Time of day, local: `08:30`.
    pub at: String,
    /// Which they want: `every`, `changed` (only when something has), `none`.
    pub wants: &'static str,
    /// The way that it takes: `mail`, `chat`, or `phone` where there is neither.
    pub by: &'static str,
    /// The office's hours.
    pub opens: String,
    /// Their end.
    pub closes: String,
    /// Said to the office, which may set it for anybody.
    pub is_office: bool,
    /// What was written was not understood.
    pub unclear: bool,
}

/// `08:30`.
pub fn hour(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

impl Text for Circulation {
    const TEMPLATE: &'static str = "circulation.html";

    fn samples() -> Vec<Self> {
        let (year, number) = (2026, 37);
        vec![
            Circulation::Drafted {
                year,
                number,
                first_on: day(9, 7),
                last_on: day(9, 13),
                due_at: at(9, 14, 8, 30),
            },
            Circulation::Held {
                year,
                number,
                sent: 0,
            },
            Circulation::Held {
                year,
                number,
                sent: 3,
            },
            Circulation::Released { year, number },
        ]
    }
}

impl Text for DigestChosen {
    const TEMPLATE: &'static str = "digest_chosen.html";

    fn samples() -> Vec<Self> {
        let chosen = DigestChosen {
            name: None,
            weekday: "mon".into(),
            at: "08:30".into(),
            wants: "every",
            by: "mail",
            opens: "08:30".into(),
            closes: "17:30".into(),
            is_office: false,
            unclear: false,
        };
        vec![
            DigestChosen {
                name: Some("甲一".into()),
                is_office: true,
                ..chosen.clone()
            },
            DigestChosen {
                name: Some("甲一".into()),
                by: "phone",
                is_office: true,
                ..chosen.clone()
            },
            DigestChosen {
                wants: "changed",
                by: "chat",
                ..chosen.clone()
            },
            DigestChosen {
                wants: "none",
                ..chosen.clone()
            },
            DigestChosen {
                unclear: true,
                ..chosen.clone()
            },
            chosen,
        ]
    }
}

impl Text for DigestSummary {
    const TEMPLATE: &'static str = "digest_summary.html";

    fn samples() -> Vec<Self> {
        let of = |sheet| DigestSummary {
            reader: "甲一".into(),
            sheet,
        };
        super::digest::sample::sheets().into_iter().map(of).collect()
    }
}
