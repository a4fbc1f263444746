//! What is asked and said of clues: their codes, three digits, and nothing else.

use super::Text;
use serde::Serialize;

/// Asks what is to be said of one clue, or of which one something was said.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum ClueAsk {
    /// What?
    What {
        /// Of the matter.
        code: String,
    },
    /// Of which?
    Which {
        /// What was said, as on its button.
        said: String,
        /// Codes of the matters.
        codes: Vec<String>,
    },
}

/// What was done at the desk about a clue.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum ClueDone {
    /// A custodian was named.
    Custodian {
        /// The clue's code.
        code: String,
        /// Who.
        person: String,
    },
    /// It went to another organ.
    Transferred {
        /// The clue's code.
        code: String,
        /// The organ.
        organ: String,
        /// Codes of what ended.
        ended: Vec<String>,
        /// Codes of what was withdrawn.
        withdrawn: Vec<String>,
        /// Codes of what opened.
        opened: Vec<String>,
    },
}

impl Text for ClueAsk {
    const TEMPLATE: &'static str = "clue_ask.html";

    fn samples() -> Vec<Self> {
        let codes = vec!["XS-2026-03-001-0002".to_owned(), "XS-2026-03-003-0002".to_owned()];
        vec![
            ClueAsk::What {
                code: "XS-2026-03-001-0002".into(),
            },
            ClueAsk::Which {
                said: "1 已反馈".into(),
                codes,
            },
        ]
    }
}

impl Text for ClueDone {
    const TEMPLATE: &'static str = "clue_done.html";

    fn samples() -> Vec<Self> {
        let transferred = |ended: Vec<String>| ClueDone::Transferred {
            code: "XS-2026-03-001".into(),
            organ: "市委组织部".into(),
            ended,
            withdrawn: vec!["XS-2026-03-001-0002".into()],
            opened: vec!["XS-2026-03-001-0004".into()],
        };
        vec![
            ClueDone::Custodian {
                code: "XS-2026-03-001".into(),
                person: "戊三".into(),
            },
            transferred(vec!["XS-2026-03-001-0003".into()]),
            transferred(Vec::new()),
        ]
    }
}
