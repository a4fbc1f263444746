//! Planning: which step is told when, to whom, and only once.

use super::story::{story, with_a_plan};
use crate::support::database::in_an_office;
use crate::support::office::{HOUSING, Office, at, day};
use huiyin::domain::notice::{Notice, NoticeState};
use huiyin::supervision::Planned;

async fn a_matter_is_told_along_its_timeline(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-12-31 18:00").await;
    assert_eq!(
        story(office, &plan).await,
        [
            "09-01 08:30 opened: 甲一",
            "09-07 08:30 T-20: 甲一", // the 10th, gathered on Monday
            "09-14 08:30 T-10: 甲一 甲二 甲三",
            "09-24 14:30 T-3: 甲一 甲二 甲三", // the 27th is a day off, so the last slot before it
            "09-28 08:30 T-3: 甲一 甲二 甲三",
            "09-29 08:30 T-3: 甲一 甲二 甲三",
            "09-30 08:30 T: 甲一 甲二 甲三",
            "10-08 08:30 T+1: 甲一 甲二 甲三 甲四 丙二",
            "10-12 08:30 T+7: 丙二 丙三 戊二", // three workdays on (the 10th is worked); the unit hears when it is issued
            "10-15 08:30 T+15: 丙二 丙三 戊二 丁一",
            "10-30 08:30 T+30: 甲一 甲二 甲三 甲四 丙二 丙三 戊二 丁一 丁二",
        ]
    );
    assert_eq!(office.planning(&plan).await.next_step_at, None);
    let notices = office.notices(&plan).await;
    let told = |notice: &&Notice| notice.state == NoticeState::Told;
    let waited = notices.iter().filter(|notice| !told(notice));
    assert!(
        waited.clone().all(
            |notice| notice.state == NoticeState::Withdrawn && notice.step == "T-3" || notice.step == "T"
        ),
        "all arrived, of a leader's week the last: {:?}",
        waited.collect::<Vec<_>>()
    );
}

async fn without_gathering_every_step_has_its_own_day(office: &mut Office) {
    office.house.office.gather_weekly = false;
    let plan = with_a_plan(office).await;
    office.lives_until("2026-09-22 18:00").await;
    assert_eq!(
        story(office, &plan).await[1..],
        ["09-10 08:30 T-20: 甲一", "09-20 08:30 T-10: 甲一 甲二 甲三"], // a Sunday that is worked
    );
}

async fn a_short_period_drops_the_early_steps(office: &mut Office) {
    office.contacts().await;
    office.at("2026-09-02 10:00");
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let meeting = office.matter_of("R-MEET", HOUSING).await;
    office.lives_until("2026-09-08 12:00").await;
    assert_eq!(
        story(office, &meeting).await,
        [
            "09-02 14:30 opened: 甲一",
            "09-04 08:30 T-3: 甲一 甲二 甲三",
            "09-07 08:30 T: 甲一 甲二 甲三",
            "09-08 08:30 T+1: 甲一 甲二 甲三 甲四 丙二",
        ]
    );
}

async fn nothing_is_planned_outside_of_slots(office: &mut Office) {
    let plan = with_a_plan(office).await;
    for time in [
        "2026-09-01 08:29", // before the first slot
        "2026-09-01 17:30", // closed
        "2026-09-05 10:00", // a Saturday
        "2026-09-25 10:00", // 中秋节
    ] {
        assert_eq!(office.plans_at(time).await, Planned::NoSlot, "{time}");
    }
    assert_eq!(office.notices(&plan).await, []);
    let planned = office.plans_at("2026-09-20 08:30").await; // a Sunday that is worked
    assert!(matches!(planned, Planned::Ran { slot_at, .. } if slot_at == at("2026-09-20 08:30")));
}

async fn a_slot_is_planned_once_and_late_comers_wait_for_the_next(office: &mut Office) {
    office.contacts().await;
    let planned = office.plans_at("2026-09-01 09:05").await;
    let expected = Planned::Ran {
        slot_at: at("2026-09-01 08:30"),
        notices: 0,
        messages: 0,
    };
    assert_eq!(planned, expected);
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    assert_eq!(office.plans_at("2026-09-01 14:29").await, Planned::AlreadyRun);
    assert_eq!(office.delivers().await, []);
    let planned = office.plans_at("2026-09-01 14:31").await;
    assert!(
        matches!(
            planned,
            Planned::Ran {
                messages: 1,
                notices: 7,
                ..
            }
        ),
        "{planned:?}"
    );
    assert_eq!(office.delivers().await.len(), 1, "seven matters, one message");
}

async fn missed_steps_are_told_once_as_what_they_now_are(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.plans_at("2026-09-01 08:30").await;
    // Nobody is there from T-20 to T-3, and again over the due day and the holiday.
    office.plans_at("2026-09-28 09:00").await;
    office.plans_at("2026-10-16 15:00").await;
    office.plans_at("2026-10-16 16:00").await;
    let told = story(office, &plan).await;
    assert_eq!(
        told,
        [
            "09-01 08:30 opened: 甲一",
            "09-28 09:00 T-3: 甲一 甲二 甲三",
            "10-16 15:00 T+1: 甲一 甲二 甲三 甲四 丙二", // no rung is skipped
        ]
    );
    assert_eq!(
        office.planning(&plan).await.next_step_at,
        Some(at("2026-10-21 08:30"))
    );
}

/// The process dies after a batch was kept and before the notices were bundled.
async fn what_was_planned_before_a_crash_is_sent_after_it(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.plans_at("2026-09-01 08:30").await;
    for sql in [
        "UPDATE notice SET state = 'planned', outbox_id = NULL",
        "DELETE FROM outbox",
        "DELETE FROM message",
        "DELETE FROM job_run WHERE job = 'plan'",
    ] {
        office.database.tamper(sql).await;
    }
    let planned = office.plans_at("2026-09-01 08:40").await;
    let expected = Planned::Ran {
        slot_at: at("2026-09-01 08:30"),
        notices: 0,
        messages: 1,
    };
    assert_eq!(planned, expected);
    assert_eq!(office.delivers().await.len(), 1);
    let notices = office.notices(&plan).await;
    assert_eq!(notices.len(), 1);
    assert_eq!(
        (notices[0].state, notices[0].occurrence_on),
        (NoticeState::Told, day("2026-09-01"))
    );
}

/// The process dies in the middle of the batches: the planner's bookkeeping of a matter is as it was.
async fn a_step_planned_again_makes_no_second_notice(office: &mut Office) {
    let plan = with_a_plan(office).await;
    let before = office.planning(&plan).await;
    office.plans_at("2026-09-01 08:30").await;
    office.delivers().await;
    let mut work = office.work().await;
    work.set_planning(plan.id, &before).await.unwrap();
    work.commit().await.unwrap();
    office.plans_at("2026-09-01 14:30").await;
    assert_eq!(office.delivers().await, []);
    assert_eq!(story(office, &plan).await, ["09-01 08:30 opened: 甲一"]);
}

async fn batches_of_any_size_plan_the_same(office: &mut Office) {
    office.house.limits.batch = 2;
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let planned = office.plans_at("2026-09-01 08:30").await;
    assert!(
        matches!(
            planned,
            Planned::Ran {
                messages: 1,
                notices: 7,
                ..
            }
        ),
        "{planned:?}"
    );
    assert_eq!(office.delivers().await.len(), 1);
}

in_an_office!(
    a_matter_is_told_along_its_timeline,
    without_gathering_every_step_has_its_own_day,
    a_short_period_drops_the_early_steps,
    nothing_is_planned_outside_of_slots,
    a_slot_is_planned_once_and_late_comers_wait_for_the_next,
    missed_steps_are_told_once_as_what_they_now_are,
    what_was_planned_before_a_crash_is_sent_after_it,
    a_step_planned_again_makes_no_second_notice,
    batches_of_any_size_plan_the_same,
);
