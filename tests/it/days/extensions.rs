//! What may be asked for is never too late, too far or too often.

use super::day;
use chrono::{DateTime, Days, NaiveDate};
use huiyin::domain::calendar::Calendar;
use huiyin::domain::deadline::{Roll, count, last_start};
use huiyin::domain::extension::{Extension, ExtensionState, Terms, admit};
use huiyin::domain::ids::{ExtensionId, MatterId, PersonId};
use huiyin::domain::matter::{Matter, MatterState};
use huiyin::domain::mode::DueMode;
use huiyin::domain::moves::Via;
use huiyin::domain::refusal::Refusal;
use huiyin::domain::rulebook::RuleCode;
use proptest::prelude::*;

fn matter(due_on: Option<NaiveDate>) -> Matter {
    let started_on = day("2026-01-05");
    Matter {
        id: MatterId(1),
        office_id: 1.into(),
        code: "ZG-2026-03-0001-1".to_owned(),
        rule: RuleCode("R-ITEM".to_owned()),
        rulebook: "2026.1".to_owned(),
        unit_id: 1.into(),
        inspection_id: None,
        parent_id: None,
        event_id: None,
        origin: "measure:1".to_owned(),
        title: String::new(),
        started_on,
        opened_at: DateTime::UNIX_EPOCH,
        mode: DueMode::Fixed,
        due_on,
        original_due_on: due_on,
        provisional: false,
        counts_from_on: None,
        due_revision: 0,
        cycle: 0,
        state: MatterState::InProgress,
        percent: None,
        claimed_on: None,
        taken_over: false,
        silenced: false,
        received_on: None,
        ended_on: None,
        merged_into: None,
    }
}

fn known(state: ExtensionState, cycle: i64) -> Extension {
    Extension {
        id: ExtensionId(1),
        matter_id: MatterId(1),
        cycle,
        cause: "funding".to_owned(),
        due_on: day("2026-09-30"),
        wanted_on: day("2026-10-30"),
        note: None,
        giver_id: PersonId(1),
        via: Via::Chat,
        document: None,
        recorded_by: None,
        asked_on: day("2026-09-01"),
        asked_at: DateTime::UNIX_EPOCH,
        state,
        decided_on: None,
    }
}

/// R-EXTREQ.
fn usual(outer_on: Option<NaiveDate>) -> Terms {
    Terms {
        before: Some("5 workdays".parse().unwrap()),
        at_most: Some("3 months".parse().unwrap()),
        times: Some(1),
        outer_on,
    }
}

fn asks(on: &str, known: &[Extension], terms: &Terms) -> Result<Option<NaiveDate>, Refusal> {
    let matter = matter(Some(day("2026-10-12")));
    let window = admit(&matter, known, terms, day(on), &Calendar::embedded())?;
    Ok(window.latest_on)
}

#[test]
fn five_workdays_before_the_day_skip_the_national_holiday() {
    let terms = usual(None);
    // 12 October 2026 is a Monday; 1 to 7 October are off, the 10th is worked.
    let last = last_start(
        day("2026-10-12"),
        "5 workdays".parse().unwrap(),
        &Calendar::embedded(),
    )
    .unwrap();
    assert_eq!(asks(&last.to_string(), &[], &terms), Ok(Some(day("2027-01-12"))));
    let after = last.succ_opt().unwrap();
    assert_eq!(
        asks(&after.to_string(), &[], &terms),
        Err(Refusal::ExtensionLate {
            code: "ZG-2026-03-0001-1".to_owned(),
            due_on: day("2026-10-12"),
            until_on: Some(last),
        })
    );
    assert!(
        last < day("2026-10-01"),
        "{last}: the holiday is no time to ask in"
    );
}

#[test]
fn once_and_one_at_a_time_in_each_cycle() {
    let terms = usual(None);
    let on = "2026-09-01";
    assert!(matches!(
        asks(on, &[known(ExtensionState::Asked, 0)], &terms),
        Err(Refusal::ExtensionWaiting { .. })
    ));
    assert!(matches!(
        asks(on, &[known(ExtensionState::Granted, 0)], &terms),
        Err(Refusal::ExtensionSpent { times: 1, .. })
    ));
    let over = [
        ExtensionState::Refused,
        ExtensionState::Lapsed,
        ExtensionState::Withdrawn,
    ];
    assert!(asks(on, &over.map(|state| known(state, 0)), &terms).is_ok());
    assert!(
        asks(on, &[known(ExtensionState::Granted, 7)], &terms).is_ok(),
        "another cycle"
    );
    let never = Terms {
        times: Some(0),
        ..terms
    };
    assert!(matches!(
        asks(on, &[], &never),
        Err(Refusal::ExtensionNone { .. })
    ));
}

#[test]
fn what_may_last_no_longer_is_told_before_a_day_is_named() {
    let outer = usual(Some(day("2026-10-12")));
    assert!(matches!(
        asks("2026-09-01", &[], &outer),
        Err(Refusal::ExtensionTooFar { outer: true, .. })
    ));
    let matter = matter(None);
    let standing = admit(
        &matter,
        &[],
        &usual(None),
        day("2026-09-01"),
        &Calendar::embedded(),
    );
    assert!(matches!(standing, Err(Refusal::ExtensionNone { .. })));
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..900).prop_map(|days| day("2025-06-01") + Days::new(days))
}

proptest! {
    #[test]
    fn what_is_taken_is_later_within_bounds_and_in_time(
        due_on in any_day(),
        asked_on in any_day(),
        wanted_on in any_day(),
        outer_on in proptest::option::of(any_day()),
        workdays in 0_u32..12,
        months in 1_u32..7,
    ) {
        let calendar = Calendar::embedded();
        let terms = Terms {
            before: Some(format!("{workdays} workdays").parse().unwrap()),
            at_most: Some(format!("{months} months").parse().unwrap()),
            times: Some(1),
            outer_on,
        };
        let matter = matter(Some(due_on));
        let Ok(window) = admit(&matter, &[], &terms, asked_on, &calendar) else {
            return Ok(());
        };
        let lead = count(asked_on, terms.before.unwrap(), Roll::None, &calendar).unwrap();
        prop_assert!(lead.due_on <= due_on);
        for offer in window.offers() {
            prop_assert!(window.takes(offer).is_ok());
        }
        if window.takes(wanted_on).is_ok() {
            let longest = count(due_on, terms.at_most.unwrap(), Roll::None, &calendar).unwrap();
            prop_assert!(due_on < wanted_on && wanted_on <= longest.due_on);
            prop_assert!(outer_on.is_none_or(|outer| wanted_on <= outer));
        }
    }
}
