//! The ladder: rungs in order, none skipped, gaps kept, answers that hold once, promises that pass.

use super::timelines::{slots, standard};
use super::{at, day};
use chrono::{Days, NaiveDate, NaiveTime};
use huiyin::domain::calendar::Calendar;
use huiyin::domain::period::{Period, PeriodUnit};
use huiyin::domain::rung::Cause;
use huiyin::domain::timeline::{
    Answered, Climb, NextRung, Plan, Timeline, next_rung, repetitions, rungs_ahead,
};
use proptest::prelude::*;
use std::sync::LazyLock;

static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::embedded);

fn workdays(count: u32) -> Option<Period> {
    Some(Period::new(count, PeriodUnit::Workdays))
}

fn climb() -> Climb {
    Climb {
        gap: workdays(3),
        hold: workdays(5),
        ..Climb::default()
    }
}

fn plan(due: NaiveDate, slots: &[NaiveTime]) -> Plan<'_> {
    Plan {
        opened_on: day("2026-01-05"),
        opened_at: at("2026-01-05 09:00"),
        started_on: day("2026-01-05"),
        due_on: Some(due),
        counts_from_on: None,
        slots,
        until: due + Days::new(90),
        weekly_gather: true,
    }
}

fn line(timeline: &Timeline, rung: &NextRung) -> String {
    format!(
        "{} {}",
        timeline.steps[rung.step].code,
        rung.at.format("%m-%d %H:%M")
    )
}

fn next(due: &str, climb: &Climb) -> (String, Cause) {
    let (timeline, slots) = (standard(), slots());
    let rung = next_rung(&timeline, &plan(day(due), &slots), climb, &CALENDAR).unwrap();
    (line(&timeline, &rung), rung.cause)
}

/// The index of a step.
fn step(code: &str) -> usize {
    standard()
        .steps
        .iter()
        .position(|step| step.code == code)
        .unwrap()
}

fn stands_on(code: &str, since: &str) -> Climb {
    Climb {
        last: Some((step(code), day(since))),
        ..climb()
    }
}

#[test]
fn after_the_long_holiday_rungs_come_one_by_one() {
    let (timeline, slots) = (standard(), slots());
    let ahead = rungs_ahead(&timeline, &plan(day("2026-09-30"), &slots), &climb(), &CALENDAR);
    let lines: Vec<_> = ahead.iter().map(|rung| line(&timeline, rung)).collect();
    assert_eq!(
        lines,
        [
            "T+1 10-08 08:30",
            "T+7 10-12 08:30", // the 10th is worked: 9, 10, 12
            "T+15 10-15 08:30",
            "T+30 10-30 08:30",
        ]
    );
}

#[test]
fn an_answer_holds_the_next_rung_no_longer_than_it_may() {
    let answered = |on: &str, promised: Option<&str>| Climb {
        answer: Some(Answered {
            on: day(on),
            promised_on: promised.map(day),
        }),
        promised_on: promised.map(day),
        ..stands_on("T+1", "2026-11-03")
    };
    let due = |line: &str| (line.to_owned(), Cause::Due);
    // Due on Monday 2 November; T+7 is Monday the 9th.
    assert_eq!(
        next("2026-11-02", &stands_on("T+1", "2026-11-03")),
        due("T+7 11-09 08:30")
    );
    assert_eq!(
        next("2026-11-02", &answered("2026-11-06", None)),
        due("T+7 11-13 08:30")
    );
    assert_eq!(
        next("2026-11-02", &answered("2026-11-03", None)),
        due("T+7 11-10 08:30"),
        "held five workdays"
    );
    let promised = (String::from("T+7 11-06 08:30"), Cause::Promise);
    assert_eq!(
        next("2026-11-02", &answered("2026-11-04", Some("2026-11-05"))),
        promised,
        "the first slot after the promised day, three workdays after the red one"
    );
    assert_eq!(
        next("2026-11-02", &answered("2026-11-04", Some("2026-11-30"))),
        due("T+7 11-11 08:30"),
        "a promise far ahead holds no longer than any answer"
    );
    let lies = Climb {
        lies_until: Some(day("2026-11-12")),
        ..stands_on("T+1", "2026-11-03")
    };
    assert_eq!(next("2026-11-02", &lies), due("T+7 11-13 08:30"));
}

#[test]
fn the_top_rung_repeats_and_nothing_stands_above_it() {
    let (timeline, slots) = (standard(), slots());
    let plan = plan(day("2026-09-30"), &slots);
    let top = stands_on("T+30", "2026-10-30");
    assert_eq!(next_rung(&timeline, &plan, &top, &CALENDAR), None);
    let days: Vec<_> = repetitions(&timeline, &plan, &top, &CALENDAR)
        .iter()
        .take(2)
        .map(|told| told.at.to_string())
        .collect();
    assert_eq!(days, ["2026-11-06 08:30:00", "2026-11-13 08:30:00"]);
    assert!(repetitions(&timeline, &plan, &stands_on("T+7", "2026-10-12"), &CALENDAR).is_empty());
}

proptest! {
    /// Whatever day it is due on, however often the house was down, and whatever is answered between: every rung once,
    /// in order, on workdays, at least the gap apart, and never before its day.
    #[test]
    fn rungs_come_in_order_once_and_apart(
        offset in 0u64..500,
        downs in prop::collection::vec(0u64..40, 0..5),
        answers in prop::collection::vec((0u64..12, prop::option::of(0u64..20)), 0..5),
    ) {
        let (timeline, slots) = (standard(), slots());
        let due = day("2026-01-20") + Days::new(offset);
        let plan = plan(due, &slots);
        let mut climb = climb();
        let mut told: Vec<(usize, NaiveDate)> = Vec::new();
        for turn in 0.. {
            let undisturbed = next_rung(&timeline, &plan, &climb, &CALENDAR);
            if let (Some((after, promised)), Some((_, last))) = (answers.get(turn), climb.last) {
                let on = last + Days::new(*after);
                let promised_on = promised.map(|days| on + Days::new(days));
                climb.answer = Some(Answered { on, promised_on });
                climb.promised_on = promised_on;
            }
            let Some(rung) = next_rung(&timeline, &plan, &climb, &CALENDAR) else {
                prop_assert_eq!(undisturbed, None, "an answer takes no rung away");
                break;
            };
            let down = downs.get(turn).copied().unwrap_or(0);
            let fired_on = CALENDAR.next_workday(rung.at.date() + Days::new(down));
            prop_assert!(CALENDAR.is_workday(rung.at.date()));
            prop_assert!(rung.at.date() > due);
            if let Some((below, before)) = climb.last {
                prop_assert_eq!(rung.step, below + 1, "the next one, not a later one");
                prop_assert!(Some(rung.at.date()) >= CALENDAR.add_workdays(before, 3));
            }
            if rung.cause == Cause::Due {
                prop_assert!(rung.at.date() >= rung.on);
            } else {
                prop_assert!(rung.promised_on.is_some_and(|promised| rung.at.date() > promised));
            }
            if let (Some(answer), Some(plain)) = (climb.answer, undisturbed) {
                let most = CALENDAR.add_workdays(answer.on, 5).unwrap();
                prop_assert!(rung.at <= plain.at.max(CALENDAR.next_workday(most).and_time(slots[0])));
            }
            told.push((rung.step, fired_on));
            climb = Climb { last: Some((rung.step, fired_on)), gap: climb.gap, hold: climb.hold, ..Climb::default() };
        }
        let rungs = timeline.steps.iter().filter(|step| step.at.is_after_due()).count();
        prop_assert_eq!(told.len(), rungs);
        prop_assert!(told.windows(2).all(|pair| pair[0].1 < pair[1].1));
    }
}
