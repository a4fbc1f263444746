//! What is asked when an answer leaves a doubt; the choices are buttons.

use super::sample::{overdue, soon, today};
use super::{Line, Text};
use crate::domain::reply::{Said, UnclearWhy};
use chrono::NaiveDate;
use serde::Serialize;

/// Which matter is meant?
#[derive(Debug, Clone, Serialize)]
pub struct WhichMatter {
    /// The business day, in the office's zone.
    pub on: NaiveDate,
    /// What was understood, as [`Said`] writes itself.
    pub said: Option<String>,
    /// The matters to choose from, with the numbers on the buttons.
    pub choices: Vec<Choice>,
    /// How many more there are, which the message has no room for.
    pub more: u32,
}

/// A matter to choose.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// On its button.
    pub number: u32,
    /// What may be seen of it.
    pub matter: Line,
}

/// What is meant? The buttons are [`UnclearWhy::suggestions`].
#[derive(Debug, Clone, Serialize)]
pub struct WhichMeaning {
    /// The matter, where it is known.
    pub code: Option<String>,
    /// What is in doubt.
    pub why: UnclearWhy,
}

/// How far has it come? Asked after 报进展.
#[derive(Debug, Clone, Serialize)]
pub struct ReportOn {
    /// The matter.
    pub code: String,
}

impl Text for ReportOn {
    const TEMPLATE: &'static str = "report_on.html";

    fn samples() -> Vec<Self> {
        vec![ReportOn {
            code: "ZG-2026-03-0031-2".into(),
        }]
    }
}

impl Text for WhichMatter {
    const TEMPLATE: &'static str = "which_matter.html";

    fn samples() -> Vec<Self> {
        let choices = vec![
            Choice {
                number: 1,
                matter: overdue(),
            },
            Choice {
                number: 2,
                matter: soon(),
            },
        ];
        let ask = |said: Option<Said>, more| WhichMatter {
            on: today(),
            said: said.map(|said| said.to_string()),
            choices: choices.clone(),
            more,
        };
        vec![ask(Some(Said::Progress { percent: 60 }), 0), ask(None, 3)]
    }
}

impl Text for WhichMeaning {
    const TEMPLATE: &'static str = "which_meaning.html";

    fn samples() -> Vec<Self> {
        let ask = |why| WhichMeaning {
            code: Some("ZG-2026-03-0031-2".into()),
            why,
        };
        let mut samples: Vec<Self> = UnclearWhy::ALL.map(ask).into();
        samples.push(WhichMeaning {
            code: None,
            why: UnclearWhy::NotUnderstood,
        });
        samples
    }
}
