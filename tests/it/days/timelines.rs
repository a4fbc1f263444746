//! Stories of timelines around National Day and Spring Festival 2026.

use super::{at, day};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use huiyin::domain::calendar::Calendar;
use huiyin::domain::timeline::{
    Light, Occurrence, Plan, StepDay, Timeline, due_occurrence, light_on, next_after, occurrences,
};

pub(super) fn standard() -> Timeline {
    toml::from_str(include_str!("../../data/timeline.toml")).unwrap()
}

pub(super) fn slots() -> [NaiveTime; 2] {
    [(8, 30), (14, 30)].map(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

/// A matter told along the default timeline; slots at 08:30 and 14:30.
struct Story {
    opened_at: NaiveDateTime,
    started_on: NaiveDate,
    due_on: Option<NaiveDate>,
    counts_from_on: Option<NaiveDate>,
    weekly_gather: bool,
    until: NaiveDate,
}

impl Story {
    fn new(opened_at: &str, due_on: &str) -> Self {
        let opened_at = at(opened_at);
        let due_on = day(due_on);
        Story {
            opened_at,
            started_on: opened_at.date(),
            due_on: Some(due_on),
            counts_from_on: None,
            weekly_gather: true,
            until: due_on + chrono::Days::new(45),
        }
    }

    fn told(&self) -> Vec<Occurrence> {
        let plan = Plan {
            opened_on: self.opened_at.date(),
            opened_at: self.opened_at,
            started_on: self.started_on,
            due_on: self.due_on,
            counts_from_on: self.counts_from_on,
            slots: &slots(),
            until: self.until,
            weekly_gather: self.weekly_gather,
        };
        occurrences(&standard(), &plan, &Calendar::embedded())
    }

    /// `T-3 of 09-27 on 09-24 14:30`, a line an occurrence.
    fn lines(&self) -> Vec<String> {
        let steps = standard().steps;
        let line = |told: Occurrence| {
            format!(
                "{} of {} on {}",
                steps[told.step].code,
                told.on.format("%m-%d"),
                told.at.format("%m-%d %H:%M")
            )
        };
        self.told().into_iter().map(line).collect()
    }
}

#[test]
fn a_month_that_ends_before_national_day() {
    assert_eq!(
        Story::new("2026-08-31 10:00", "2026-09-30").lines(),
        [
            "opened of 08-31 on 08-31 14:30",
            "T-20 of 09-10 on 09-07 08:30",
            "T-10 of 09-20 on 09-14 08:30",
            "T-3 of 09-27 on 09-24 14:30",
            "T-3 of 09-28 on 09-28 08:30",
            "T-3 of 09-29 on 09-29 08:30",
            "T of 09-30 on 09-30 08:30",
            "T+1 of 10-01 on 10-08 08:30",
            "T+7 of 10-07 on 10-08 08:30",
            "T+15 of 10-15 on 10-15 08:30",
            "T+30 of 10-30 on 10-30 08:30",
            "T+30 of 11-06 on 11-06 08:30",
            "T+30 of 11-13 on 11-13 08:30",
        ]
    );
}

#[test]
fn without_gathering_a_worked_sunday_is_its_own_day() {
    let story = Story {
        weekly_gather: false,
        ..Story::new("2026-08-31 10:00", "2026-09-30")
    };
    assert_eq!(
        story.lines()[1..3],
        ["T-20 of 09-10 on 09-10 08:30", "T-10 of 09-20 on 09-20 08:30"]
    );
}

#[test]
fn around_spring_festival_reminders_come_before_it_and_escalation_after() {
    let gathered = Story::new("2026-01-12 09:00", "2026-02-27").lines();
    assert_eq!(
        gathered[1..7],
        [
            "T-20 of 02-07 on 02-02 08:30",
            "T-10 of 02-17 on 02-09 08:30",
            "T-3 of 02-24 on 02-24 08:30",
            "T-3 of 02-25 on 02-25 08:30",
            "T-3 of 02-26 on 02-26 08:30",
            "T of 02-27 on 02-27 08:30",
        ]
    );
    assert_eq!(
        gathered[7], "T+1 of 02-28 on 02-28 08:30",
        "a Saturday that is worked"
    );
    let alone = Story {
        weekly_gather: false,
        ..Story::new("2026-01-12 09:00", "2026-02-27")
    }
    .lines();
    assert_eq!(
        alone[1..3],
        ["T-20 of 02-07 on 02-06 14:30", "T-10 of 02-17 on 02-14 14:30"]
    );
}

#[test]
fn two_weeks_of_escalation_that_meet_after_the_holiday_are_told_once() {
    let lines = Story::new("2025-12-15 09:00", "2026-01-16").lines();
    assert_eq!(
        lines[lines.len() - 2..],
        ["T+30 of 02-15 on 02-24 08:30", "T+30 of 03-01 on 03-02 08:30"]
    );
}

#[test]
fn short_periods_drop_the_early_steps() {
    let two_days = Story::new("2026-09-07 10:00", "2026-09-09").lines();
    assert_eq!(
        two_days[..3],
        [
            "opened of 09-07 on 09-07 14:30",
            "T of 09-09 on 09-09 08:30",
            "T+1 of 09-10 on 09-10 08:30",
        ]
    );
    let three_weeks = Story::new("2026-09-09 08:00", "2026-09-30").lines();
    assert_eq!(
        three_weeks[1], "T-20 of 09-10 on 09-10 08:30",
        "its Monday lies before the opening"
    );
}

#[test]
fn the_period_may_have_begun_after_the_opening() {
    let ahead = Story {
        started_on: day("2026-09-12"),
        ..Story::new("2026-08-31 10:00", "2026-09-30")
    };
    assert_eq!(
        ahead.lines()[..2],
        ["opened of 08-31 on 08-31 14:30", "T-10 of 09-20 on 09-14 08:30"]
    );
}

#[test]
fn a_matter_that_opens_on_its_due_day_is_told_while_a_slot_is_left() {
    let morning = Story::new("2026-09-30 10:00", "2026-09-30").lines();
    assert_eq!(
        morning[..2],
        ["opened of 09-30 on 09-30 14:30", "T of 09-30 on 09-30 14:30"]
    );
    let evening = Story::new("2026-09-30 15:00", "2026-09-30").lines();
    assert_eq!(
        evening[..2],
        ["opened of 09-30 on 10-08 08:30", "T+1 of 10-01 on 10-08 08:30"]
    );
}

#[test]
fn a_rest_day_opens_in_the_first_slot_after_it_and_a_slot_counts_to_the_minute() {
    assert_eq!(
        Story::new("2026-10-03 10:00", "2026-12-30").lines()[0],
        "opened of 10-03 on 10-08 08:30"
    );
    assert_eq!(
        Story::new("2026-09-07 08:30", "2026-12-30").lines()[0],
        "opened of 09-07 on 09-07 08:30"
    );
    assert_eq!(
        Story::new("2026-09-07 14:31", "2026-12-30").lines()[0],
        "opened of 09-07 on 09-08 08:30"
    );
}

#[test]
fn a_reminder_whose_slot_has_passed_takes_the_next_one_before_the_due_day() {
    let friday_evening = Story::new("2026-11-20 16:00", "2026-11-24");
    assert_eq!(
        friday_evening.lines()[..3],
        [
            "opened of 11-20 on 11-23 08:30",
            "T-3 of 11-21 on 11-23 08:30",
            "T of 11-24 on 11-24 08:30",
        ]
    );
}

#[test]
fn history_counts_from_the_takeover() {
    let takeover = Story {
        counts_from_on: Some(day("2026-09-01")),
        ..Story::new("2026-09-01 10:00", "2026-06-30")
    };
    assert_eq!(
        takeover.lines(),
        [
            "opened of 09-01 on 09-01 14:30",
            "T+1 of 09-02 on 09-02 08:30",
            "T+7 of 09-08 on 09-08 08:30",
            "T+15 of 09-16 on 09-16 08:30",
            "T+30 of 10-01 on 10-08 08:30",
        ]
    );
}

#[test]
fn a_standing_matter_is_told_when_it_opens_and_without_slots_nothing_is() {
    let standing = Story {
        due_on: None,
        ..Story::new("2026-09-01 10:00", "2026-12-31")
    };
    assert_eq!(standing.lines(), ["opened of 09-01 on 09-01 14:30"]);
    let opened_at = at("2026-09-01 10:00");
    let plan = Plan {
        opened_on: opened_at.date(),
        opened_at,
        started_on: opened_at.date(),
        due_on: Some(day("2026-12-31")),
        counts_from_on: None,
        slots: &[],
        until: day("2027-12-31"),
        weekly_gather: true,
    };
    assert!(occurrences(&standard(), &plan, &Calendar::embedded()).is_empty());
}

#[test]
fn the_light_follows_the_calendar_and_not_the_slots() {
    let calendar = Calendar::embedded();
    let light = |today: &str, counts_from| {
        light_on(
            &standard(),
            Some(day("2026-09-30")),
            counts_from,
            day(today),
            &calendar,
        )
    };
    assert_eq!(
        light("2026-09-09", None),
        Light::None,
        "T-20 was gathered on 09-07"
    );
    assert_eq!(light("2026-09-10", None), Light::Green);
    assert_eq!(light("2026-09-30", None), Light::Yellow);
    assert_eq!(light("2026-10-01", None), Light::Red, "be it a rest day");
    assert_eq!(
        light("2026-10-20", Some(day("2026-10-20"))),
        Light::Yellow,
        "overdue, taken over today"
    );
    assert_eq!(light("2026-10-21", Some(day("2026-10-20"))), Light::Red);
    assert_eq!(
        light_on(&standard(), None, None, day("2030-01-01"), &calendar),
        Light::None
    );
}

#[test]
fn missed_steps_are_told_once_as_what_they_now_are() {
    let told = Story::new("2026-08-31 10:00", "2026-09-30").told();
    let codes = |occurrence: Option<&Occurrence>| {
        occurrence.map(|occurrence| standard().steps[occurrence.step].code.clone())
    };
    let due = |now: &str, after: Option<&str>| codes(due_occurrence(&told, at(now), after.map(at)));
    assert_eq!(due("2026-08-31 14:29", None), None);
    assert_eq!(due("2026-08-31 14:30", None).as_deref(), Some("opened"));
    assert_eq!(
        due("2026-09-28 08:30", Some("2026-09-07 08:30")).as_deref(),
        Some("T-3")
    );
    assert_eq!(
        due("2026-10-09 12:00", Some("2026-09-07 08:30")).as_deref(),
        Some("T+7")
    );
    assert_eq!(due("2026-10-09 12:00", Some("2026-10-08 08:30")), None);
    assert_eq!(
        codes(next_after(&told, at("2026-10-09 12:00"))).as_deref(),
        Some("T+15")
    );
    assert_eq!(next_after(&told, at("2027-01-01 00:00")), None);
}

#[test]
fn step_days_are_written_as_they_are_read() {
    for text in [
        "opened",
        "due",
        "-20 days",
        "-1 day",
        "+1 day",
        "-3 workdays",
        "+5 workdays",
    ] {
        assert_eq!(text.parse::<StepDay>().unwrap().to_string(), text);
    }
    for text in ["", "20 days", "+1 month", "+x days", "later"] {
        assert!(text.parse::<StepDay>().is_err(), "{text}");
    }
    let calendar = Calendar::embedded();
    let beside = |text: &str| {
        text.parse::<StepDay>()
            .unwrap()
            .beside(day("2026-09-30"), &calendar)
    };
    assert_eq!(beside("-3 workdays"), Some(day("2026-09-24")));
    assert_eq!(beside("+2 workdays"), Some(day("2026-10-09")));
    assert_eq!(beside("opened"), None);
}
