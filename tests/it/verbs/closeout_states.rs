//! Every state, move and capacity: what a matter that ends by 销号 becomes, and what is refused.

use huiyin::domain::capacity::Capacity;
use huiyin::domain::ids::{MatterId, OfficeId, UnitId};
use huiyin::domain::matter::{Matter, MatterState};
use huiyin::domain::mode::DueMode;
use huiyin::domain::moves::{Ground, MoveKind, decide};
use huiyin::domain::refusal::Refusal;
use huiyin::domain::rulebook::{Ends, RuleCode};

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn matter(state: MatterState, mode: DueMode) -> Matter {
    Matter {
        id: MatterId(7),
        office_id: OfficeId(1),
        code: "ZG-2026-03-0003-1".into(),
        rule: RuleCode("R-ITEM".into()),
        rulebook: "2026.1".into(),
        unit_id: UnitId(2),
        inspection_id: None,
        parent_id: None,
        event_id: None,
        origin: "measure:3:1".into(),
        title: String::new(),
        started_on: day("2026-08-31"),
        opened_at: "2026-09-01T00:00:00Z".parse().unwrap(),
        mode,
        due_on: Some(day("2026-12-20")),
        original_due_on: Some(day("2026-12-20")),
        provisional: false,
        counts_from_on: None,
        due_revision: 0,
        cycle: 0,
        state,
        percent: None,
        claimed_on: None,
        taken_over: false,
        silenced: false,
        received_on: None,
        ended_on: None,
        merged_into: None,
    }
}

fn ground(ends: Ends, by: Capacity) -> Ground {
    Ground {
        ends,
        office_reviews: false,
        by,
        until: Some(day("2027-01-29")),
        today: day("2026-12-01"),
    }
}

/// The state that a move leads to; none where it is refused.
fn leads_to(state: MatterState, kind: MoveKind, by: Capacity) -> Option<MatterState> {
    use Capacity::*;
    use MatterState::*;
    let is_under_way = matches!(
        state,
        NotStarted | Acknowledged | InProgress | MostlyCompleted | Returned
    );
    let has_ended = matches!(state, Completed | ClosedOut | Standing | Withdrawn);
    match kind {
        MoveKind::Applied if is_under_way => matches!(by, Handler | Program).then_some(UnderReview),
        MoveKind::Confirmed if state == UnderReview => {
            matches!(by, SupervisingLeader | Principal).then_some(UnderReview)
        }
        MoveKind::Returned if state == UnderReview => (by != Handler).then_some(InProgress),
        MoveKind::ClosedOut if state == UnderReview => {
            matches!(by, Office | SupervisionSection).then_some(ClosedOut)
        }
        MoveKind::Extended if is_under_way && state != Returned => {
            matches!(by, Office | LeadingGroup).then_some(state)
        }
        MoveKind::Reopened if has_ended && state != Withdrawn => {
            matches!(by, Office | LeadingGroup).then_some(InProgress)
        }
        MoveKind::Withdrawn if !has_ended => (by == Office).then_some(Withdrawn),
        _ => None,
    }
}

#[test]
fn one_table_says_what_every_capacity_may_do_in_every_state() {
    let mut triples = 0;
    for state in MatterState::ALL {
        for kind in MoveKind::ALL {
            for by in Capacity::ALL {
                let before = matter(state, DueMode::Fixed);
                let after = decide(&before, ground(Ends::Closeout, by), kind, day("2026-11-30"));
                let reached = after.as_ref().ok().map(|after| after.state);
                let what = format!("{} of {} by {}: {after:?}", kind.key(), state.key(), by.key());
                assert_eq!(reached, leads_to(state, kind, by), "{what}");
                triples += 1;
            }
        }
    }
    let all = MatterState::ALL.len() * MoveKind::ALL.len() * Capacity::ALL.len();
    assert_eq!(triples, all);
}

#[test]
fn a_refused_move_has_its_reason() {
    let by = |state, kind, by| {
        let matter = matter(state, DueMode::Fixed);
        decide(&matter, ground(Ends::Closeout, by), kind, day("2026-11-30")).unwrap_err()
    };
    let code = || "ZG-2026-03-0003-1".to_owned();
    assert_eq!(
        by(MatterState::UnderReview, MoveKind::ClosedOut, Capacity::Team),
        Refusal::NotTheirMove {
            code: code(),
            kind: "closed_out".into(),
            by: "team".into()
        }
    );
    assert_eq!(
        by(MatterState::InProgress, MoveKind::ClosedOut, Capacity::Office),
        Refusal::MoveNotFitting {
            code: code(),
            kind: "closed_out".into(),
            ends: "closeout".into()
        }
    );
    assert_eq!(
        by(MatterState::ClosedOut, MoveKind::Applied, Capacity::Handler),
        Refusal::MatterClosed {
            code: code(),
            state: "closed_out".into()
        }
    );
}

#[test]
fn nothing_else_is_closed_out() {
    for ends in [
        Ends::Receipt,
        Ends::Review,
        Ends::Held,
        Ends::Coded,
        Ends::Decision,
    ] {
        for state in MatterState::ALL {
            for by in Capacity::ALL {
                for kind in [MoveKind::Applied, MoveKind::Confirmed, MoveKind::ClosedOut] {
                    let before = matter(state, DueMode::Fixed);
                    let after = decide(&before, ground(ends, by), kind, day("2026-11-30"));
                    assert!(after.is_err(), "{} {} {}", ends.key(), state.key(), kind.key());
                }
            }
        }
    }
}

#[test]
fn what_is_returned_has_a_day_of_its_own_and_what_goes_on_for_good_stands() {
    let decided = |mode, kind, by| {
        let before = Matter {
            received_on: Some(day("2026-11-20")),
            ..matter(MatterState::UnderReview, mode)
        };
        decide(&before, ground(Ends::Closeout, by), kind, day("2026-11-30")).unwrap()
    };
    let returned = decided(DueMode::Fixed, MoveKind::Returned, Capacity::Team);
    assert_eq!(
        (returned.due_on, returned.original_due_on, returned.due_revision),
        (Some(day("2027-01-29")), Some(day("2026-12-20")), 1)
    );
    assert_eq!((returned.received_on, returned.cycle), (None, 0));
    let closed = decided(DueMode::Fixed, MoveKind::ClosedOut, Capacity::Office);
    assert_eq!(
        (closed.was_on_time(day("2027-02-01")), closed.ended_on),
        (Some(true), Some(day("2026-11-30"))),
        "on time by the day of the application"
    );
    let standing = decided(DueMode::Standing, MoveKind::ClosedOut, Capacity::Office);
    assert_eq!(standing.state, MatterState::Standing);
    assert!(!standing.is_open());
}
