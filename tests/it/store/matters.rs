//! Matters: found, listed, locked; the planner's bookkeeping; the persons named on them.

use super::fixture::{Fixture, act, matter, unit};
use crate::support::database::{Backend, on_both};
use crate::support::office::{at, day};
use huiyin::domain::ids::{MatterId, UnitId};
use huiyin::domain::matter::{Assignment, Matter, MatterState};
use huiyin::domain::role::Role;
use huiyin::domain::rulebook::RuleCode;
use huiyin::store::{MatterFilter, Planning};

async fn matters_are_listed_by_every_condition(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let mut work = fixture.work().await;
    let elsewhere = work
        .insert(&act(), unit(fixture.office, "elsewhere"))
        .await
        .unwrap();
    let full = Matter {
        inspection_id: Some(fixture.inspection.id),
        parent_id: Some(fixture.matter.id),
        event_id: Some(fixture.event.id),
        rule: RuleCode("R-ITEM".to_owned()),
        due_on: Some(day("2026-09-30")),
        ..matter(&fixture.unit, "ZG-2")
    };
    work.insert(&act(), full).await.unwrap();
    for (code, due, state) in [
        ("ZG-1", "2026-09-30", MatterState::ClosedOut),
        ("ZG-3", "2026-09-29", MatterState::Withdrawn),
    ] {
        let ended = Matter {
            due_on: Some(day(due)),
            state,
            ..matter(&elsewhere, code)
        };
        work.insert(&act(), ended).await.unwrap();
    }
    let all = MatterFilter::default;
    let cases = [
        (all(), "ZG-3 ZG-1 ZG-2 BS-1"),
        (
            MatterFilter {
                open_only: true,
                ..all()
            },
            "ZG-2 BS-1",
        ),
        (
            MatterFilter {
                unit: Some(elsewhere.id),
                ..all()
            },
            "ZG-3 ZG-1",
        ),
        (
            MatterFilter {
                inspection: Some(fixture.inspection.id),
                ..all()
            },
            "ZG-2",
        ),
        (
            MatterFilter {
                parent: Some(fixture.matter.id),
                ..all()
            },
            "ZG-2",
        ),
        (
            MatterFilter {
                rule: Some(RuleCode("R-PLAN".to_owned())),
                ..all()
            },
            "ZG-3 ZG-1 BS-1",
        ),
        (
            MatterFilter {
                event: Some(fixture.event.id),
                ..all()
            },
            "ZG-2",
        ),
        (
            MatterFilter {
                due_before: Some(day("2026-09-30")),
                ..all()
            },
            "ZG-3",
        ),
    ];
    for (filter, codes) in cases {
        let found = work.list_matters(&filter).await.unwrap();
        let found: Vec<&str> = found.iter().map(|matter| matter.code.as_str()).collect();
        assert_eq!(found.join(" "), codes, "{filter:?}");
    }
}

async fn a_matter_is_found_by_code_and_by_what_opened_it(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let mut work = fixture.work().await;
    let found = work.find_matter(fixture.office, "BS-1").await.unwrap();
    assert_eq!(found.as_ref(), Some(&fixture.matter));
    assert_eq!(work.find_matter(fixture.office, "bs-1").await.unwrap(), None);
    let rule = RuleCode("R-PLAN".to_owned());
    let found = work.find_matter_of(&rule, fixture.unit.id, "BS-1").await.unwrap();
    assert_eq!(found.as_ref(), Some(&fixture.matter));
    assert_eq!(work.find_matter_of(&rule, UnitId(0), "BS-1").await.unwrap(), None);
    let locked = work.lock_matter(fixture.matter.id).await.unwrap();
    assert_eq!(locked.as_ref(), Some(&fixture.matter));
    assert_eq!(work.lock_matter(MatterId(99)).await.unwrap(), None);

    let twin = Matter {
        code: "BS-2".to_owned(),
        ..fixture.matter.clone()
    };
    assert!(work.insert(&act(), twin).await.unwrap_err().is_duplicate());
}

async fn planning_is_kept_beside_the_image(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let (matter, now) = (&fixture.matter, at("2026-09-07 08:30"));
    let mut work = fixture.work().await;
    assert_eq!(work.planning(matter.id).await.unwrap(), Planning::default());
    let planning = Planning {
        armed_at: Some(at("2026-09-02 10:00")),
        planned_to_at: Some(at("2026-09-03 08:30") + chrono::TimeDelta::microseconds(1)),
        next_step_at: Some(now),
        news: Some("moved".to_owned()),
    };
    work.set_planning(matter.id, &planning).await.unwrap();
    assert_eq!(work.planning(matter.id).await.unwrap(), planning);
    assert_eq!(work.earliest_step().await.unwrap(), Some(now));
    let just_before = now - chrono::TimeDelta::microseconds(1);
    assert_eq!(work.list_due_matters(just_before).await.unwrap(), []);
    assert_eq!(work.lock_due_matters(just_before, 9).await.unwrap(), []);
    assert_eq!(
        work.list_due_matters(now).await.unwrap().as_slice(),
        std::slice::from_ref(matter)
    );
    assert_eq!(work.lock_due_matters(now, 9).await.unwrap(), [matter.id]);
    work.set_planning(matter.id, &Planning::default()).await.unwrap();
    assert_eq!(work.earliest_step().await.unwrap(), None);
    work.commit().await.unwrap();
    let verified = fixture.work().await.verify(None).await.unwrap();
    assert_eq!(verified.trouble, None);
}

async fn assignments_that_stand_are_listed(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let (open, closed) = (&fixture.matter, fixture.opens("BS-2").await);
    let mut work = fixture.work().await;
    for (matter, ended) in [(open, None), (open, Some("2026-09-01")), (&closed, None)] {
        let assignment = Assignment {
            id: 0,
            matter_id: matter.id,
            person_id: fixture.person.id,
            role: Role::Handler,
            is_lead: true,
            ended_on: ended.map(day),
        };
        work.insert(&act(), assignment).await.unwrap();
    }
    let ended = Matter {
        state: MatterState::ClosedOut,
        ..closed.clone()
    };
    work.update(&act(), &closed, &ended).await.unwrap();
    assert_eq!(work.list_assignments(open.id).await.unwrap().len(), 1);
    assert_eq!(work.list_assignments(closed.id).await.unwrap().len(), 1);
    let of_person = work.list_assignments_of(fixture.person.id).await.unwrap();
    let matters: Vec<MatterId> = of_person.iter().map(|assignment| assignment.matter_id).collect();
    assert_eq!(matters, [open.id], "only what stands, on what is open");
}

on_both!(
    matters_are_listed_by_every_condition,
    a_matter_is_found_by_code_and_by_what_opened_it,
    planning_is_kept_beside_the_image,
    assignments_that_stand_are_listed,
);
