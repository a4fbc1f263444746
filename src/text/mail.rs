//! Notices by mail: plain, neutral, without anything to press.

use super::listing::{Entry, Section};
use super::sample::{overdue, soon, today};
use super::{Listing, Notices, Text};
use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

/// The subject of a letter of notices.
#[derive(Debug, Clone, Serialize)]
pub struct MailSubject {
    /// 市委巡察办.
    pub office: String,
    /// The business day, in the office's zone.
    pub on: NaiveDate,
    /// Matters that are listed.
    pub matters: usize,
    /// Matters that are only counted.
    pub counted: u32,
}

/// Everything that one person is told by mail in one slot.
#[derive(Debug, Clone, Serialize)]
pub struct MailNotices {
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
    /// Where to call.
    pub duty_phone: Option<String>,
}

impl Text for MailSubject {
    const TEMPLATE: &'static str = "mail_subject.txt";

    fn samples() -> Vec<Self> {
        let subject = |matters, counted| MailSubject {
            office: "市委巡察办".into(),
            on: today(),
            matters,
            counted,
        };
        vec![subject(3, 1), subject(0, 2)]
    }
}

impl Text for MailNotices {
    const TEMPLATE: &'static str = "mail_notices.txt";

    fn samples() -> Vec<Self> {
        let plain = |section: &Section| {
            let neutral = |entry: &Entry| match entry {
                Entry::Matter(line) => Entry::Matter(line.clone().neutral()),
                Entry::Attention(attention) => Entry::Attention(attention.clone()),
            };
            let entries = section.entries.iter().map(neutral).collect();
            Section {
                entries,
                ..section.clone()
            }
        };
        let notices = |sections: Vec<Section>, counted, duty_phone: Option<&str>| MailNotices {
            office: "市委巡察办".into(),
            on: today(),
            name: "甲五".into(),
            sections: sections.iter().map(plain).collect(),
            counted,
            duty_phone: duty_phone.map(str::to_owned),
        };
        let urge = Section {
            form: "urge".into(),
            name: None,
            entries: vec![Entry::Matter(overdue()), Entry::Matter(soon())],
        };
        let mut samples = vec![
            notices(vec![urge], 1, Some("0395-3100000")),
            notices(Vec::new(), 2, None),
        ];
        // What chat can tell, mail can tell.
        let told = Notices::samples()
            .into_iter()
            .map(|told| told.sections().to_vec());
        let of_matters = told.filter(|sections| {
            let entries = sections.iter().flat_map(|section| &section.entries);
            entries.clone().count() > 0 && entries.clone().count() < 9
        });
        samples.extend(of_matters.map(|sections| notices(sections, 0, None)));
        samples
    }
}

/// A mail without any matter in it; its first line is the subject.
#[derive(Debug, Clone, Serialize)]
pub struct MailTest {
    /// 市委巡察办.
    pub office: String,
    /// When it was sent, in the office's zone.
    pub at: NaiveDateTime,
}

impl Text for MailTest {
    const TEMPLATE: &'static str = "mail_test.txt";

    fn samples() -> Vec<Self> {
        vec![MailTest {
            office: "市委巡察办".into(),
            at: today().and_hms_opt(8, 30, 0).unwrap_or_default(),
        }]
    }
}
