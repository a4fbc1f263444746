//! 更正通知: a message that somebody got was wrong.

use super::Text;
use super::sample::today;
use chrono::NaiveDateTime;
use serde::Serialize;

/// Tells whoever got a message that it is withdrawn.
#[derive(Debug, Clone, Serialize)]
pub struct Correction {
    /// 市委巡察办.
    pub office: String,
    /// The reader; none in a group.
    pub name: Option<String>,
    /// When the message was sent, in the office's zone.
    pub sent_at: NaiveDateTime,
    /// Codes that it was about, as far as its reader may see them.
    pub codes: Vec<String>,
    /// Matters that it only counted.
    pub counted: usize,
    /// Why, in the office's words.
    pub reason: String,
}

impl Text for Correction {
    const TEMPLATE: &'static str = "correction.html";

    fn samples() -> Vec<Self> {
        let correction = |name: Option<&str>, codes: &[&str], counted| Correction {
            office: "市委巡察办".into(),
            name: name.map(str::to_owned),
            sent_at: today().and_hms_opt(8, 30, 0).unwrap_or_default(),
            codes: codes.iter().map(|code| (*code).to_owned()).collect(),
            counted,
            reason: "期限登记有误".into(),
        };
        vec![
            correction(Some("甲五"), &["ZG-2026-03-0031-2", "BS-2026-03-0002"], 1),
            correction(Some("甲五"), &[], 0),
            correction(None, &[], 0),
        ]
    }
}
