//! Refusals, in words.

use super::Text;
use super::sample::{day, time, today};
use crate::domain::refusal::Refusal;
use crate::domain::reply::UnclearWhy;
use crate::domain::secrecy::SecretKind;
use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

/// Tells somebody why something is not done, and what to do instead.
#[derive(Debug, Clone, Serialize)]
pub struct TurnedDown {
    /// 市委巡察办.
    pub office: String,
    /// The office's telephone.
    pub duty_phone: Option<String>,
    /// The business day, in the office's zone.
    pub on: NaiveDate,
    /// Why.
    #[serde(flatten)]
    pub refusal: Refusal,
}

impl Text for TurnedDown {
    const TEMPLATE: &'static str = "turned_down.html";

    fn samples() -> Vec<Self> {
        let with = |refusal, duty_phone: Option<&str>| TurnedDown {
            office: "市委巡察办".into(),
            duty_phone: duty_phone.map(str::to_owned),
            on: today(),
            refusal,
        };
        let mut samples: Vec<Self> = refusals()
            .into_iter()
            .map(|refusal| with(refusal, Some("0395-3100000")))
            .collect();
        samples.push(with(Refusal::NotInRole { code: code() }, None));
        samples
    }
}

fn code() -> String {
    "ZG-2026-03-0031-2".into()
}

fn noon() -> NaiveDateTime {
    today().and_hms_opt(12, 5, 0).unwrap_or_default()
}

/// One of every kind.
fn refusals() -> Vec<Refusal> {
    let mut refusals = vec![
        Refusal::NotBound,
        Refusal::AlreadyBound {
            name: "甲五".into()
        },
        Refusal::InviteExpired,
        Refusal::InviteUsed,
        Refusal::InviteWrong { attempts_left: 3 },
        Refusal::InviteBlocked { until: noon() },
        Refusal::PrivateChatOnly,
        Refusal::GroupNotRegistered,
        Refusal::CodeUnknown { code: code() },
        Refusal::NumberUnknown { number: 9 },
        Refusal::NotInRole { code: code() },
        Refusal::Avoidance,
        Refusal::MatterClosed {
            code: code(),
            state: "closed_out".into(),
        },
        Refusal::ButtonStale {
            code: code(),
            by: "甲六".into(),
            at: noon(),
        },
        Refusal::ButtonGone,
        Refusal::NothingOpen,
        Refusal::EditsNotRead,
        Refusal::ForwardsNotRead,
        Refusal::PromisePastDue {
            code: code(),
            promised_on: day(10, 8),
            due_on: day(9, 30),
        },
        Refusal::CloseOutAtOffice { code: code() },
        Refusal::ExtensionAtOffice { code: code() },
        Refusal::CodedOnly {
            code: "XS-2026-03-001-0002".into(),
        },
        Refusal::NotesNotTaken { code: code() },
        Refusal::EvidenceNotTaken { code: code() },
        Refusal::FileTooLarge {
            limit: 20 * 1024 * 1024,
        },
        Refusal::FileTypeRefused {
            taken: vec!["jpg".into(), "pdf".into(), "docx".into()],
        },
    ];
    refusals.extend(desk_refusals());
    refusals.extend(mend_refusals());
    refusals.extend(extension_refusals());
    refusals.extend(closeout_refusals());
    refusals.extend(UnclearWhy::ALL.map(|why| Refusal::Unclear { why }));
    let found = [SecretKind::IdNumber, SecretKind::BankCard, SecretKind::SecretWord];
    refusals.extend(found.map(|found| Refusal::SecretContent { found }));
    refusals
}

/// One of every kind that the desk gives.
fn desk_refusals() -> Vec<Refusal> {
    vec![
        Refusal::NotAtDesk,
        Refusal::MoveNotFitting {
            code: code(),
            kind: "passed".into(),
            ends: "receipt".into(),
        },
        Refusal::DayAhead {
            code: code(),
            day: day(10, 8),
        },
        Refusal::DayBeforeStart {
            code: code(),
            day: day(8, 20),
            started_on: day(8, 31),
        },
        Refusal::HeldDayMissing { code: code() },
        Refusal::ReasonMissing { code: code() },
        Refusal::DecideByButton { code: code() },
        Refusal::OwnApplication { code: code() },
        Refusal::DeciderMissing { code: code() },
        Refusal::DecisionStands { code: code() },
        Refusal::PartsMissing {
            code: code(),
            missing: vec!["移交信访件处理情况汇总表".into(), "真实性承诺书".into()],
        },
        Refusal::NotReopenable {
            code: code(),
            state: "in_progress".into(),
        },
        Refusal::FixUnderWay {
            code: code(),
            fix: "BS-2026-03-0019".into(),
        },
    ]
}

/// One of every kind that close-out gives.
fn closeout_refusals() -> Vec<Refusal> {
    vec![
        Refusal::NotTheirMove {
            code: code(),
            kind: "closed_out".into(),
            by: "team".into(),
        },
        Refusal::AppliedAlready {
            code: code(),
            day: day(9, 26),
        },
        Refusal::ApplyForMeasures { code: code() },
        Refusal::NotDeciding {
            code: "SP-2026-0004".into(),
            role: "office_director".into(),
            names: vec!["丙三".into()],
        },
        Refusal::NotDeciding {
            code: "SP-2026-0004".into(),
            role: "office_director".into(),
            names: Vec::new(),
        },
        Refusal::FalseReasonMissing {
            code: "CC-2026-03-0001".into(),
        },
        Refusal::SpotResultStands {
            code: "CC-2026-03-0001".into(),
            result: "genuine".into(),
            day: day(9, 26),
        },
        Refusal::DecidedThere {
            code: code(),
            decision: "SH-2026-03-0001".into(),
            role: "supervising_leader".into(),
            due_on: Some(day(10, 9)),
        },
        Refusal::LowerPaperFirst {
            code: "QF-2026-0004".into(),
            matter: code(),
            paper: "督办单".into(),
            id: 3,
            first: Some("QF-2026-0003".into()),
        },
    ]
}

/// One of every kind that a correction gives.
fn mend_refusals() -> Vec<Refusal> {
    let other = || "BS-2026-03-0019".to_owned();
    vec![
        Refusal::UndoFirst {
            code: code(),
            kind: "received".into(),
            day: day(9, 18),
        },
        Refusal::NothingToUndo { code: code() },
        Refusal::UndoneThere {
            code: code(),
            there: other(),
        },
        Refusal::NothingToChange { code: code() },
        Refusal::DueOfMeasures { code: code() },
        Refusal::PersonElsewhere {
            code: code(),
            name: "甲六".into(),
            role: "handler".into(),
        },
        Refusal::MergeUnlike {
            code: code(),
            into: other(),
        },
        Refusal::MergeOpenUnder {
            code: code(),
            open: 2,
        },
    ]
}

/// One of every kind that a request for more time gives.
fn extension_refusals() -> Vec<Refusal> {
    let late = |until_on| Refusal::ExtensionLate {
        code: code(),
        due_on: day(9, 30),
        until_on,
    };
    let too_far = |outer| Refusal::ExtensionTooFar {
        code: code(),
        latest_on: day(12, 30),
        outer,
    };
    vec![
        Refusal::ExtensionNone { code: code() },
        late(Some(day(9, 23))),
        late(None),
        Refusal::ExtensionSpent {
            code: code(),
            times: 1,
            wanted_on: day(9, 30),
        },
        Refusal::ExtensionWaiting {
            code: code(),
            asked_on: day(9, 22),
            wanted_on: day(12, 30),
        },
        Refusal::ExtensionNotLater {
            code: code(),
            due_on: day(9, 30),
        },
        too_far(false),
        too_far(true),
        Refusal::ExtensionGone { code: code() },
        Refusal::DigestSoAlready { held: true },
        Refusal::DigestSoAlready { held: false },
        Refusal::DigestNotNow,
        Refusal::NoDigest,
        Refusal::OutsideHours {
            opens: time(8, 30),
            closes: time(17, 30),
        },
    ]
}
