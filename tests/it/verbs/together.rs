//! Many at once: no change is lost, nothing happens twice, the ledger has no gap.

use super::story::with_a_plan;
use crate::support::database::{Backend, on_both};
use crate::support::office::{HOUSING, HOUSING_LEDGER, Office, day};
use huiyin::domain::ids::{EventId, MatterId};
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::Matter;
use huiyin::domain::reply::Said;
use huiyin::store::{Act, MatterFilter, Store};
use huiyin::supervision::{NewEvent, Planned, correct_event, open_due_matters, plan, record, with_retries};
use std::sync::Arc;

const TASKS: i64 = 8;
const ROUNDS: i64 = 5;

/// An office that tasks can share.
async fn shared(backend: Backend) -> Arc<Office> {
    let office = Office::on(backend).await;
    office.contacts().await;
    Arc::new(office)
}

/// Adds one percent to each of these matters, in this order.
async fn add_one(store: &Store, act: &Act, matters: &[MatterId]) -> anyhow::Result<()> {
    let mut work = store.begin().await?;
    for id in matters {
        let before = work.lock_matter(*id).await?.unwrap();
        tokio::task::yield_now().await;
        let after = Matter {
            percent: Some(before.percent.unwrap_or(0) + 1),
            ..before.clone()
        };
        work.update(act, &before, &after).await?;
    }
    work.commit().await?;
    Ok(())
}

/// Counts each of these matters up, again and again, in this order.
async fn count_up(office: Arc<Office>, ids: Vec<MatterId>, rounds: i64) {
    let act = Act::new(Actor::System, office.clock.now(), "test.counted");
    for _ in 0..rounds {
        with_retries(|| add_one(&office.house.store, &act, &ids))
            .await
            .unwrap();
    }
}

async fn three_matters(office: &Office) -> Vec<MatterId> {
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let all = MatterFilter::default();
    let mut matters = office.reads().await.list_matters(&all).await.unwrap();
    matters.sort_by_key(|matter| matter.id);
    matters.iter().map(|matter| matter.id).take(3).collect()
}

/// Every matter was counted up by every task, and the ledger tells of each time.
async fn were_counted(office: &Office, ids: &[MatterId], times: i64) {
    for id in ids {
        let mut work = office.reads().await;
        let matter: Matter = work.get(*id).await.unwrap();
        assert_eq!(matter.percent, Some(times));
        let story = work.ledger_of(*id).await.unwrap();
        let counted = story.iter().filter(|line| line.entry.action == "test.counted");
        assert_eq!(counted.count() as i64, times);
    }
    office.is_sound().await;
}

async fn no_change_is_lost(backend: Backend) {
    let office = shared(backend).await;
    let ids = three_matters(&office).await;
    let tasks: Vec<_> = (0..TASKS)
        .map(|_| tokio::spawn(count_up(office.clone(), ids.clone(), ROUNDS)))
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    were_counted(&office, &ids, TASKS * ROUNDS).await;
}

/// Two take the same matters in opposite order, and run into each other.
async fn a_deadlock_is_run_again(backend: Backend) {
    let office = shared(backend).await;
    let ids = three_matters(&office).await;
    let backwards: Vec<MatterId> = ids.iter().rev().copied().collect();
    let one = tokio::spawn(count_up(office.clone(), ids.clone(), 2));
    let other = tokio::spawn(count_up(office.clone(), backwards, 2));
    one.await.unwrap();
    other.await.unwrap();
    were_counted(&office, &ids, 4).await;
}

async fn everybodys_answer_is_kept(backend: Backend) {
    let office = shared(backend).await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let code = office.matter_of("R-PLAN", HOUSING).await.code;
    let tasks: Vec<_> = ["甲一", "甲二", "甲三", "甲四", "丙二", "丙三", "丁一", "丁二"]
        .into_iter()
        .map(|name| {
            let (office, code) = (office.clone(), code.clone());
            tokio::spawn(async move {
                for percent in 1..=5 {
                    office
                        .answers(name, &code, Said::Progress { percent })
                        .await
                        .unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let plan = office.matter(&code).await;
    let replies = office.reads().await.list_replies(plan.id).await.unwrap();
    assert_eq!(replies.len(), 40);
    office.is_sound().await;
}

fn messages_of(planned: &Planned) -> i64 {
    match planned {
        Planned::Ran { messages, .. } => *messages,
        Planned::AlreadyRun => 0,
        other => panic!("{other:?}"),
    }
}

async fn two_planners_tell_everything_once(backend: Backend) {
    let mut office = Office::on(backend).await;
    office.house.limits.batch = 3;
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    let mut sent = 0;
    for slot in ["2026-09-01 08:30", "2026-09-07 08:30", "2026-09-28 08:30"] {
        office.at(slot);
        let (one, other, third) = tokio::join!(plan(&office.house), plan(&office.house), plan(&office.house));
        let ran = [one.unwrap(), other.unwrap(), third.unwrap()];
        sent += ran.iter().map(messages_of).sum::<i64>();
        office.delivers().await;
    }
    let messages = "SELECT COUNT(*) FROM message WHERE kind = 'notices'";
    assert_eq!(office.database.number(messages).await, sent);
    let twice =
        format!("SELECT COUNT(*) FROM ({messages} GROUP BY person_id, slot_at HAVING COUNT(*) > 1) AS twice");
    assert_eq!(
        office.database.number(&twice).await,
        0,
        "one message a person and slot"
    );
    let open = "SELECT COUNT(*) FROM notice WHERE state <> 'told'";
    assert_eq!(office.database.number(open).await, 0);
    office.is_sound().await;
}

async fn two_who_correct_an_event_both_have_their_say(backend: Backend) {
    let office = shared(backend).await;
    let event: EventId = office
        .records("feedback", HOUSING, "第三轮", "2026-08-31")
        .await
        .event_id;
    let house = &office.house;
    let corrects = |on: &'static str| async move {
        with_retries(|| correct_event(house, Actor::Operator, event, day(on), on)).await
    };
    let (one, other) = tokio::join!(corrects("2026-08-24"), corrects("2026-08-26"));
    one.unwrap();
    other.unwrap();
    let story = office.reads().await.ledger_after(0, 9_999).await.unwrap();
    let corrections = story
        .iter()
        .filter(|line| line.entry.action == "event.corrected")
        .count();
    assert_eq!(corrections, 2);
    let (plan, event) = (
        office.matter_of("R-PLAN", HOUSING).await,
        office
            .reads()
            .await
            .get::<huiyin::domain::inspection::Event>(event)
            .await
            .unwrap(),
    );
    assert_eq!(plan.started_on, event.happened_on);
    office.is_sound().await;
}

async fn an_event_that_two_record_is_recorded_once(backend: Backend) {
    let office = shared(backend).await;
    let new = NewEvent {
        kind: "feedback".to_owned(),
        happened_on: day("2026-08-31"),
        proof: "test".to_owned(),
    };
    let records = || with_retries(|| record(&office.house, Actor::Operator, HOUSING, Some("第三轮"), &new));
    let (one, other) = tokio::join!(records(), records());
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.event_id, other.event_id);
    assert!(one.is_new != other.is_new, "{one:?} {other:?}");
    office.matter_of("R-PLAN", HOUSING).await;
    office.is_sound().await;
}

async fn what_comes_up_opens_once_however_many_look(backend: Backend) {
    let office = shared(backend).await;
    let opens = || with_retries(|| open_due_matters(&office.house));
    let (one, other, third) = tokio::join!(opens(), opens(), opens());
    let mut opened = [one.unwrap(), other.unwrap(), third.unwrap()].concat();
    let count = opened.len();
    opened.sort();
    opened.dedup();
    assert!(count > 0 && opened.len() == count, "{opened:?}");
    office.is_sound().await;
}

/// An import and the answers to what it changes run into each other, and both are whole in the end.
async fn an_import_and_answers_do_not_lose_each_other(backend: Backend) {
    let office = Arc::new(Office::on(backend).await);
    let plan = with_a_plan(&office).await;
    let answering = {
        let (office, code) = (office.clone(), plan.code.clone());
        tokio::spawn(async move {
            for percent in 1..=10 {
                office
                    .answers("甲一", &code, Said::Progress { percent })
                    .await
                    .unwrap();
            }
        })
    };
    let report = office.imports(HOUSING_LEDGER).await;
    answering.await.unwrap();
    assert!(report.kept, "{report:?}");
    assert_eq!(office.matter(&plan.code).await.percent, Some(10));
    office.is_sound().await;
}

on_both!(
    no_change_is_lost,
    a_deadlock_is_run_again,
    everybodys_answer_is_kept,
    two_planners_tell_everything_once,
    two_who_correct_an_event_both_have_their_say,
    an_event_that_two_record_is_recorded_once,
    what_comes_up_opens_once_however_many_look,
    an_import_and_answers_do_not_lose_each_other,
);
