//! What several stories begin with, and how they are told.

use crate::support::office::{HOUSING, Office};
use chrono_tz::Asia::Shanghai;
use huiyin::domain::ids::PersonId;
use huiyin::domain::matter::Matter;
use std::collections::BTreeMap;

/// An office in which only one matter is left to be told: the plan of 市住建局, due on 30 September.
pub async fn with_a_plan(office: &Office) -> Matter {
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    office
        .database
        .tamper("UPDATE matter SET next_step_at = NULL WHERE rule <> 'R-PLAN'")
        .await;
    office.matter_of("R-PLAN", HOUSING).await
}

/// What was told about a matter: local time of planning, step, names in the order of the contacts.
pub async fn story(office: &Office, matter: &Matter) -> Vec<String> {
    let mut lines: BTreeMap<String, BTreeMap<PersonId, String>> = BTreeMap::new();
    let told = office.told(matter).await;
    for (notice, (step, name)) in office.notices(matter).await.into_iter().zip(told) {
        let local = notice.planned_at.with_timezone(&Shanghai);
        let line = format!("{} {step}", local.format("%m-%d %H:%M"));
        lines.entry(line).or_default().insert(notice.person_id, name);
    }
    let join = |names: BTreeMap<_, String>| names.into_values().collect::<Vec<_>>().join(" ");
    lines
        .into_iter()
        .map(|(line, names)| format!("{line}: {}", join(names)))
        .collect()
}
