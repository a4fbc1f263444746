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
use std::collections::BTreeMap;
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

/// Half of the tasks take the matters in the wrong order, and run into deadlocks.
async fn no_change_is_lost(backend: Backend) {
    let office = shared(backend).await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let all = office
        .reads()
        .await
        .list_matters(&MatterFilter::default())
        .await
        .unwrap();
    let ids: Vec<MatterId> = all.iter().map(|matter| matter.id).take(3).collect();
    let tasks: Vec<_> = (0..TASKS)
        .map(|task| {
            let (office, mut ids) = (office.clone(), ids.clone());
            if task % 2 == 1 {
                ids.reverse();
            }
            tokio::spawn(async move {
                let act = Act::new(Actor::System, office.clock.now(), "test.counted");
                for _ in 0..ROUNDS {
                    tries_until_done(&office.house.store, &act, &ids).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    for id in ids {
        let matter: Matter = office.reads().await.get(id).await.unwrap();
        assert_eq!(matter.percent, Some(TASKS * ROUNDS));
        let story = office.reads().await.ledger_of(id).await.unwrap();
        let counted = story
            .iter()
            .filter(|line| line.entry.action == "test.counted")
            .count();
        assert_eq!(counted as i64, TASKS * ROUNDS);
    }
    office.is_sound().await;
}

/// A verb is rerun a few times; eight tasks that fight for the same rows on purpose may need more.
async fn tries_until_done(store: &Store, act: &Act, ids: &[MatterId]) {
    while let Err(error) = with_retries(|| add_one(store, act, ids)).await {
        let error = error.downcast::<huiyin::store::StoreError>().unwrap();
        assert!(error.wants_another_try(), "{error}");
    }
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

async fn two_planners_tell_everything_once(backend: Backend) {
    let mut office = Office::on(backend).await;
    office.house.limits.batch = 3;
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    for slot in ["2026-09-01 08:30", "2026-09-07 08:30", "2026-09-28 08:30"] {
        office.at(slot);
        let (one, other, third) = tokio::join!(plan(&office.house), plan(&office.house), plan(&office.house));
        let ran = [one.unwrap(), other.unwrap(), third.unwrap()];
        let sent: i64 = ran
            .iter()
            .map(|planned| match planned {
                Planned::Ran { messages, .. } => *messages,
                Planned::AlreadyRun => 0,
                other => panic!("{other:?}"),
            })
            .sum();
        let mut letters: BTreeMap<String, usize> = BTreeMap::new();
        for letter in office.delivers().await {
            *letters.entry(letter.address).or_default() += 1;
        }
        assert!(letters.values().all(|count| *count == 1), "{slot}: {letters:?}");
        assert_eq!(letters.len() as i64, sent, "{slot}");
    }
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
    let corrects = |on: &'static str| correct_event(&office.house, Actor::Operator, event, day(on), on);
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
    let records = || record(&office.house, Actor::Operator, HOUSING, Some("第三轮"), &new);
    let (one, other) = tokio::join!(records(), records());
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.event_id, other.event_id);
    assert!(one.is_new != other.is_new, "{one:?} {other:?}");
    office.matter_of("R-PLAN", HOUSING).await;
    office.is_sound().await;
}

async fn what_comes_up_opens_once_however_many_look(backend: Backend) {
    let office = shared(backend).await;
    let opens = || open_due_matters(&office.house);
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
    everybodys_answer_is_kept,
    two_planners_tell_everything_once,
    two_who_correct_an_event_both_have_their_say,
    an_event_that_two_record_is_recorded_once,
    what_comes_up_opens_once_however_many_look,
    an_import_and_answers_do_not_lose_each_other,
);
