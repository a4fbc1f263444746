//! Why a matter is due when it is.

use super::Text;
use super::sample::day;
use crate::domain::calendar::Rest;
use crate::domain::deadline::Trace;
use crate::domain::period::{Period, PeriodUnit};
use crate::domain::rulebook::Sureness;
use crate::domain::timeline::Light;
use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

/// Start and proof, rule and basis, the counting, the timeline behind and ahead. Days and times are in the
/// zone of the rulebook.
#[derive(Debug, Clone, Serialize)]
pub struct Why {
    /// Of the matter.
    pub code: String,
    /// The event that opened it.
    pub start: Option<StartLine>,
    /// T0.
    pub started_on: NaiveDate,
    /// Code of the rule.
    pub rule: String,
    /// Its name.
    pub rule_name: String,
    /// Version of the rulebook that it was made under.
    pub rulebook: String,
    /// Source of the rule.
    pub basis: String,
    /// How sure the source is.
    pub sure: Sureness,
    /// The counting; empty where a document gives the day.
    pub counting: Vec<Trace>,
    /// The due day.
    pub due_on: Option<NaiveDate>,
    /// The due day at first.
    pub original_due_on: Option<NaiveDate>,
    /// 建议报送日.
    pub suggested_on: Option<NaiveDate>,
    /// 暂定.
    pub provisional: bool,
    /// Steps, behind and ahead.
    pub timeline: Vec<StepLine>,
}

/// The event that a matter counts from.
#[derive(Debug, Clone, Serialize)]
pub struct StartLine {
    /// 反馈.
    pub name: String,
    /// Its day.
    pub on: NaiveDate,
    /// What proves it.
    pub proof: String,
}

/// One step of the timeline.
#[derive(Debug, Clone, Serialize)]
pub struct StepLine {
    /// `T-10`.
    pub step: String,
    /// Its day.
    pub on: NaiveDate,
    /// When it will go out; none for a step behind.
    pub at: Option<NaiveDateTime>,
    /// Its light.
    pub light: Option<Light>,
    /// Who was told.
    pub told: Vec<String>,
}

impl Text for Why {
    const TEMPLATE: &'static str = "why.txt";

    fn samples() -> Vec<Self> {
        let (due, slot) = (day(10, 8), day(9, 28).and_hms_opt(8, 30, 0));
        let step = |step: &str, on, at, told: &[&str]| StepLine {
            step: step.into(),
            on,
            at,
            light: Some(Light::Yellow),
            told: told.iter().map(|name| (*name).to_owned()).collect(),
        };
        let counted = Why {
            code: "BS-2026-03-0001".into(),
            start: Some(StartLine {
                name: "反馈".into(),
                on: day(9, 1),
                proof: "反馈会签收单".into(),
            }),
            started_on: day(9, 1),
            rule: "R-PLAN".into(),
            rule_name: "整改方案和三个清单报送".into(),
            rulebook: "2026.1".into(),
            basis: "2024年修订条例，有关通知".into(),
            sure: Sureness::Weak,
            counting: traces(due),
            due_on: Some(due),
            original_due_on: Some(day(9, 30)),
            suggested_on: Some(day(9, 30)),
            provisional: true,
            timeline: vec![
                step("T-20", day(9, 18), None, &["甲一", "甲五"]),
                step("T-10", day(9, 28), slot, &[]),
            ],
        };
        let given = Why {
            start: None,
            counting: Vec::new(),
            due_on: None,
            original_due_on: None,
            suggested_on: None,
            provisional: false,
            timeline: Vec::new(),
            ..counted.clone()
        };
        vec![counted, given]
    }
}

const UNITS: [PeriodUnit; 5] = [
    PeriodUnit::Days,
    PeriodUnit::Weeks,
    PeriodUnit::Months,
    PeriodUnit::Years,
    PeriodUnit::Workdays,
];

/// One of every kind.
fn traces(due: NaiveDate) -> Vec<Trace> {
    let holiday = Rest::Holiday("国庆节".into());
    let mut traces = vec![
        Trace::StartExcluded { on: day(9, 1) },
        Trace::Clamped {
            wanted_day: 31,
            to: day(9, 30),
        },
        Trace::CrossedHoliday {
            name: "国庆节".into(),
            from: day(10, 1),
            to: day(10, 7),
        },
        Trace::MakeUpWorkday { on: day(9, 20) },
        Trace::Rolled {
            from: day(10, 1),
            to: due,
            why: holiday,
        },
        Trace::Rolled {
            from: day(10, 1),
            to: due,
            why: Rest::Weekend,
        },
        Trace::Unpublished { year: 2027 },
    ];
    traces.extend(UNITS.map(|unit| Trace::Added {
        period: Period::new(1, unit),
        to: day(10, 1),
    }));
    traces
}
