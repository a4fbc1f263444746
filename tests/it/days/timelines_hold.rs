//! What holds for every timeline and every plan.

use super::timelines::slots;
use chrono::{Days, NaiveDate, NaiveDateTime};
use huiyin::domain::calendar::Calendar;
use huiyin::domain::timeline::{Gather, Light, Plan, Repeat, Step, StepDay, Timeline, occurrences};
use proptest::prelude::*;
use std::collections::HashSet;
use std::sync::LazyLock;

static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::embedded);

fn any_step(at: StepDay) -> impl Strategy<Value = Step> {
    let repeat = prop_oneof![
        Just(None),
        Just(Some(Repeat::Workdays)),
        Just(Some(Repeat::Weekly))
    ];
    let gather = prop_oneof![Just(None), Just(Some(Gather::Weekly))];
    (repeat, gather).prop_map(move |(repeat, gather)| Step {
        code: at.to_string(),
        at,
        light: Light::Green,
        to: Vec::new(),
        by: Vec::new(),
        form: String::new(),
        repeat,
        gather,
    })
}

/// Rising steps, in calendar days or in workdays.
fn any_timeline() -> impl Strategy<Value = Timeline> {
    let counts = prop::collection::btree_set(-40..40i32, 0..8);
    let days = (counts, any::<bool>()).prop_map(|(counts, workdays)| {
        let day = move |count| {
            if workdays {
                StepDay::Workdays(count)
            } else {
                StepDay::Days(count)
            }
        };
        [StepDay::Opened]
            .into_iter()
            .chain(counts.into_iter().map(day))
            .collect::<Vec<_>>()
    });
    let steps = days.prop_flat_map(|days| days.into_iter().map(any_step).collect::<Vec<_>>());
    steps.prop_map(|steps| Timeline {
        name: String::new(),
        basis: String::new(),
        quiet: false,
        steps,
    })
}

#[derive(Debug)]
struct Matter {
    opened_at: NaiveDateTime,
    started_on: NaiveDate,
    due_on: Option<NaiveDate>,
    counts_from_on: Option<NaiveDate>,
    weekly_gather: bool,
}

fn any_matter() -> impl Strategy<Value = Matter> {
    let opened = (0..700u64, 0..24 * 60u32);
    let days = (
        0..20u64,
        prop::option::weighted(0.9, 0..160u64),
        prop::option::of(0..30u64),
    );
    (opened, days, any::<bool>()).prop_map(
        |((opened, minute), (started, due, counts_from), weekly_gather)| {
            let opened_on = super::day("2025-01-01") + Days::new(opened);
            let opened_at = opened_on.and_hms_opt(minute / 60, minute % 60, 0).unwrap();
            Matter {
                opened_at,
                started_on: opened_on - Days::new(started),
                due_on: due.map(|days| opened_on - Days::new(40) + Days::new(days)),
                counts_from_on: counts_from.map(|days| opened_on + Days::new(days)),
                weekly_gather,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn occurrences_keep_the_promises_of_the_office(timeline in any_timeline(), matter in any_matter()) {
        let plan = Plan {
            opened_on: matter.opened_at.date(),
            opened_at: matter.opened_at,
            started_on: matter.started_on,
            due_on: matter.due_on,
            counts_from_on: matter.counts_from_on,
            slots: &slots(),
            until: matter.opened_at.date() + Days::new(200),
            weekly_gather: matter.weekly_gather,
        };
        let told = occurrences(&timeline, &plan, &CALENDAR);
        prop_assert!(told.is_sorted_by_key(|occurrence| occurrence.at));
        let identities: HashSet<_> = told.iter().map(|occurrence| (occurrence.step, occurrence.on)).collect();
        prop_assert_eq!(identities.len(), told.len());
        prop_assert_eq!(told.iter().filter(|occurrence| occurrence.on == plan.opened_on && occurrence.step == 0).count(), 1);
        for occurrence in &told {
            let step = &timeline.steps[occurrence.step];
            prop_assert!(CALENDAR.is_workday(occurrence.at.date()), "{:?}", occurrence);
            prop_assert!(plan.slots.contains(&occurrence.at.time()));
            prop_assert!(occurrence.at >= plan.opened_at);
            if step.at == StepDay::Opened {
                continue;
            }
            let due = plan.due_on.expect("without a due day only the opening is told");
            if step.at.is_after_due() {
                prop_assert!(occurrence.at.date() >= occurrence.on && occurrence.on > due);
            } else {
                prop_assert!(occurrence.at.date() <= due);
                prop_assert!(step.at.is_due() || occurrence.on > plan.opened_on.max(plan.started_on));
            }
        }
    }
}
