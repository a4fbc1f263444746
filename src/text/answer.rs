//! What was entered of an answer.

use super::Text;
use super::sample::{day, today};
use crate::domain::reply::{Coded, Said};
use chrono::NaiveDate;
use serde::Serialize;

/// Confirms what a message has entered, matter by matter.
#[derive(Debug, Clone, Serialize)]
pub struct Recorded {
    /// The business day, in the office's zone.
    pub on: NaiveDate,
    /// In the order of the answers.
    pub lines: Vec<RecordedLine>,
}

/// What was entered about one matter.
#[derive(Debug, Clone, Serialize)]
pub struct RecordedLine {
    /// The matter.
    pub code: String,
    /// What was said, where it was not only a file.
    #[serde(flatten)]
    pub said: Option<Said>,
    /// What became of the note.
    pub note: Noted,
    /// Files kept as evidence.
    pub evidence: u32,
}

/// What became of the words beside a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Noted {
    /// There were none.
    None,
    /// Kept.
    Kept,
    /// Not taken on this matter, and not kept.
    Dropped,
}

impl Text for Recorded {
    const TEMPLATE: &'static str = "recorded.html";

    fn samples() -> Vec<Self> {
        let coded = |coded| Some(Said::Coded { coded });
        let line = |said, note, evidence| RecordedLine {
            code: "ZG-2026-03-0031-2".into(),
            said,
            note,
            evidence,
        };
        let lines = vec![
            line(Some(Said::Acknowledged { promised_on: None }), Noted::None, 0),
            line(
                Some(Said::Acknowledged {
                    promised_on: Some(day(10, 8)),
                }),
                Noted::None,
                0,
            ),
            line(Some(Said::Progress { percent: 60 }), Noted::Kept, 0),
            line(Some(Said::InProgress), Noted::Dropped, 0),
            line(Some(Said::MostlyCompleted), Noted::None, 0),
            line(Some(Said::Unchanged), Noted::None, 0),
            line(Some(Said::Completed), Noted::None, 2),
            line(Some(Said::Submitted), Noted::None, 0),
            line(Some(Said::Held { on: Some(day(9, 5)) }), Noted::None, 0),
            line(None, Noted::None, 1),
            line(coded(Coded::FedBack), Noted::None, 0),
            line(coded(Coded::GoesOn), Noted::None, 0),
            line(coded(Coded::Concluded), Noted::None, 0),
        ];
        let mut samples: Vec<Self> = lines
            .iter()
            .map(|line| Recorded {
                on: today(),
                lines: vec![line.clone()],
            })
            .collect();
        samples.push(Recorded { on: today(), lines });
        samples
    }
}
