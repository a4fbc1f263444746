//! What the office must look at.

use super::Text;
use super::sample::day;
use crate::domain::role::Role;
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// Something that the office must look at, with what its text needs. Times are in the office's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "detail", rename_all = "snake_case")]
pub enum Attention {
    /// Nobody holds a role that a step tells.
    NobodyInRole {
        /// The role.
        role: Role,
        /// Where nobody holds it; none where the role is not of a unit.
        unit: Option<String>,
    },
    /// Everybody who holds a role that a step tells must keep out of a unit's matters (回避).
    NobodyMayBeTold {
        /// The role.
        role: Role,
        /// The unit.
        unit: String,
    },
    /// Somebody has no account and was told nothing.
    NobodyReachable {
        /// Name.
        person: String,
        /// Their unit.
        unit: String,
    },
    /// The day's 电话清单 lies in the folder of papers.
    PhoneList {
        /// Name of the file.
        file: String,
        /// How many people stand on it.
        people: usize,
        /// How many matters they are to be told of.
        matters: usize,
    },
    /// Nothing will arrive at an address any more: the bot was blocked, the group is gone.
    AddressGone {
        /// Name; none for a group.
        person: Option<String>,
        /// Their unit.
        unit: Option<String>,
    },
    /// A message could not be delivered for so long that it was given up.
    GaveUp {
        /// Name; none for a group.
        person: Option<String>,
        /// Their unit.
        unit: Option<String>,
    },
    /// Some get the digest neither by mail nor by chat.
    DigestUnsent {
        /// 期号.
        number: i64,
        /// Their names.
        people: Vec<String>,
    },
    /// An issue of the digest was held until its week was over.
    DigestLapsed {
        /// The year that its number counts in.
        year: i64,
        /// 期号.
        number: i64,
    },
    /// The storm guard holds a run.
    Storm {
        /// What the run would send.
        messages: i64,
        /// What goes without asking.
        usual: i64,
    },
    /// A unit says that it has sent something in, or held a meeting; the office has not said so.
    Submitted {
        /// Of the matter.
        code: String,
        /// Which unit.
        unit: String,
        /// A meeting.
        held: bool,
        /// The day that they name.
        on: Option<NaiveDate>,
    },
    /// The custodian of a clue says that its feedback has been sent in; the office has not said so.
    ClueSubmitted {
        /// Of the matter.
        code: String,
    },
    /// A rung of the ladder adds nobody who can be reached, and the one above was climbed at once.
    RungVacant {
        /// Of the matter.
        code: String,
        /// Which unit; none for a clue.
        unit: Option<String>,
        /// Code of the step.
        step: String,
        /// The roles that it adds.
        roles: Vec<Role>,
    },
    /// Nobody is left who may take a decision.
    NobodyDecides {
        /// Of the decision's matter.
        code: String,
        /// Whose application it is about.
        unit: String,
        /// Who would decide.
        role: Role,
    },
    /// A 抽查 found a close-out to be false: 问责 is suggested to the leading group.
    FalseReport {
        /// Of the finding.
        code: String,
        /// The unit.
        unit: String,
        /// How many others go to 复核.
        rechecks: usize,
    },
    /// A mail address takes nothing any more.
    MailGone {
        /// Name.
        person: String,
        /// Their unit.
        unit: String,
    },
    /// One mail came back.
    MailReturned {
        /// Name.
        person: String,
        /// Their unit.
        unit: String,
    },
    /// A message from somebody could not be handled.
    InboxFailed {
        /// Name, where the account is bound.
        person: Option<String>,
        /// When it came.
        at: NaiveDateTime,
    },
}

impl Attention {
    /// From its kind and the JSON of its detail, as they are stored.
    ///
    /// # Errors
    /// When the kind is unknown or the detail does not fit it.
    pub fn from_stored(kind: &str, detail: &str) -> Result<Attention, serde_json::Error> {
        let detail: serde_json::Value = serde_json::from_str(detail)?;
        serde_json::from_value(serde_json::json!({ "kind": kind, "detail": detail }))
    }

    fn phone_list() -> Attention {
        Attention::PhoneList {
            file: "电话清单-2026-09-28.docx".into(),
            people: 3,
            matters: 7,
        }
    }

    fn of_digests() -> [Attention; 2] {
        let (year, number) = (2026, 37);
        let people = vec!["甲五".into(), "乙一".into()];
        [
            Attention::DigestUnsent { number, people },
            Attention::DigestLapsed { year, number },
        ]
    }

    fn storm() -> Attention {
        Attention::Storm {
            messages: 420,
            usual: 90,
        }
    }

    fn nobody_decides() -> Attention {
        Attention::NobodyDecides {
            code: "SH-2026-03-0001".into(),
            unit: "市住建局".into(),
            role: Role::Principal,
        }
    }

    fn false_report() -> Attention {
        Attention::FalseReport {
            code: "ZG-2026-03-0031".into(),
            unit: "市住建局".into(),
            rechecks: 2,
        }
    }

    /// Of every kind about a role that one is missing in.
    fn of_roles(unit: Option<String>) -> Vec<Attention> {
        let vacant = |code: &str, unit, role| Attention::RungVacant {
            code: code.into(),
            unit,
            step: "T+15".into(),
            roles: vec![role],
        };
        vec![
            Attention::NobodyInRole {
                role: Role::SupervisingLeader,
                unit: unit.clone(),
            },
            Attention::NobodyInRole {
                role: Role::OfficeDirector,
                unit: None,
            },
            Attention::NobodyMayBeTold {
                role: Role::OfficeLiaison,
                unit: "市住建局".into(),
            },
            vacant("ZG-2026-03-0031-2", unit, Role::LeadingGroupDeputy),
            vacant("XS-2026-03-001-0002", None, Role::ClueCustodian),
        ]
    }

    /// One of every kind.
    pub(super) fn samples() -> Vec<Attention> {
        let (person, unit) = (|| Some("甲五".to_owned()), || Some("市住建局".to_owned()));
        let at = day(9, 28).and_hms_opt(9, 15, 0).unwrap_or_default();
        let mut samples = Attention::of_roles(unit());
        samples.extend([
            Attention::NobodyReachable {
                person: "甲五".into(),
                unit: "市住建局".into(),
            },
            Attention::phone_list(),
        ]);
        samples.extend(Attention::of_digests());
        samples.extend([
            Attention::AddressGone {
                person: person(),
                unit: unit(),
            },
            Attention::AddressGone {
                person: None,
                unit: None,
            },
            Attention::GaveUp {
                person: person(),
                unit: unit(),
            },
            Attention::GaveUp {
                person: None,
                unit: None,
            },
            Attention::storm(),
            Attention::Submitted {
                code: "BS-2026-03-0002".into(),
                unit: "市住建局".into(),
                held: false,
                on: Some(day(9, 28)),
            },
            Attention::Submitted {
                code: "HY-2026-03-0001".into(),
                unit: "市住建局".into(),
                held: true,
                on: Some(day(9, 5)),
            },
            Attention::ClueSubmitted {
                code: "XS-2026-03-001-0002".into(),
            },
            Attention::nobody_decides(),
            Attention::MailGone {
                person: "甲五".into(),
                unit: "市住建局".into(),
            },
            Attention::MailReturned {
                person: "甲五".into(),
                unit: "市住建局".into(),
            },
            Attention::false_report(),
            Attention::InboxFailed { person: person(), at },
            Attention::InboxFailed { person: None, at },
        ]);
        samples
    }
}

/// All that is open, for the operator's terminal; in chat it is a section of [`Notices`](super::Notices).
#[derive(Debug, Clone, Serialize)]
pub struct AttentionList {
    /// Oldest first.
    pub items: Vec<Attention>,
}

impl Text for AttentionList {
    const TEMPLATE: &'static str = "attention_list.txt";

    fn samples() -> Vec<Self> {
        vec![
            AttentionList {
                items: Attention::samples(),
            },
            AttentionList { items: Vec::new() },
        ]
    }
}
