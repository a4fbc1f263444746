//! What the office has arranged for itself.

use super::Text;
use super::sample::day;
use chrono::NaiveDate;
use serde::Serialize;

/// It is arranged.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum OfficeDone {
    /// A recurring duty was switched.
    Switched {
        /// Its full name.
        name: String,
        /// On?
        is_on: bool,
        /// Codes of what was withdrawn.
        withdrawn: Vec<String>,
        /// Codes of what stays, because somebody has spoken of it.
        kept: Vec<String>,
    },
    /// Parts of a report package were ticked off.
    TickedOff {
        /// Of the matter.
        code: String,
        /// Names of the parts.
        parts: Vec<String>,
        /// Names of those that are still missing.
        missing: Vec<String>,
    },
    /// Nobody stands in for them any more.
    CameBack {
        /// Who.
        person: String,
    },
    /// 临时代理.
    StandsIn {
        /// Who is away.
        person: String,
        /// Who stands in.
        substitute: String,
        /// First day, in the office's zone.
        from_on: NaiveDate,
        /// Last day.
        until_on: NaiveDate,
    },
}

impl Text for OfficeDone {
    const TEMPLATE: &'static str = "desk_office.html";

    fn samples() -> Vec<Self> {
        let ticked = |parts, missing| OfficeDone::TickedOff {
            code: "BS-2026-03-0004".into(),
            parts,
            missing,
        };
        let switched = |is_on, withdrawn, kept| OfficeDone::Switched {
            name: "派驻机构季度督查".into(),
            is_on,
            withdrawn,
            kept,
        };
        vec![
            switched(true, Vec::new(), Vec::new()),
            switched(false, vec!["DT-2026-0003".into()], vec!["DT-2026-0004".into()]),
            ticked(
                vec!["真实性承诺书".into()],
                vec!["移交信访件处理情况汇总表".into()],
            ),
            ticked(vec!["真实性承诺书".into()], Vec::new()),
            OfficeDone::CameBack {
                person: "甲五".into(),
            },
            OfficeDone::StandsIn {
                person: "甲五".into(),
                substitute: "甲六".into(),
                from_on: day(9, 28),
                until_on: day(10, 12),
            },
        ]
    }
}
