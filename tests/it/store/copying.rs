//! A copy holds every row of every table, and its ledger verifies like the original.

use crate::support::database::{Backend, Database, on_both};
use crate::support::office::{FINANCE_LEDGER, HOUSING_LEDGER, Office, workbook};
use chrono::TimeDelta;
use huiyin::domain::answer::Reply;
use huiyin::domain::binding::Binding;
use huiyin::domain::contact::{Holding, Person, Unit};
use huiyin::domain::finding::{Finding, Measure};
use huiyin::domain::inspection::{Event, Inspection, Round};
use huiyin::domain::matter::{Assignment, Matter};
use huiyin::domain::reply::Said;
use huiyin::domain::version::{CalendarYear, RulebookVersion};
use huiyin::store::{Store, Work, copy_into};
use huiyin::supervision::ImportOptions;

/// An office in the middle of its life: imports, notices told and waiting, an answer, a question, a hold.
async fn lived_in(backend: Backend) -> Office {
    let mut office = Office::on(backend).await;
    office.contacts().await;
    for name in ["甲一", "甲五", "甲六"] {
        office.binds(name).await;
    }
    office.imports(HOUSING_LEDGER).await;
    office.clock.advance(TimeDelta::microseconds(123_456));
    office
        .imports_bytes(
            &workbook(FINANCE_LEDGER),
            FINANCE_LEDGER,
            &ImportOptions::default(),
        )
        .await
        .unwrap();
    office.lives_until("2026-09-08 09:00").await;
    office
        .answers("甲五", "ZG-2026-03-0002-1", Said::Progress { percent: 30 })
        .await
        .unwrap();
    office.plans_at("2026-09-08 14:30").await;
    let mut work = office.work().await;
    let now = office.clock.now();
    work.hear("telegram", (1, 2), "3", "{}", now).await.unwrap();
    work.await_answer("telegram", "3", "{}", now).await.unwrap();
    work.new_invite(office.person("甲二").await.id, "hash", now, now)
        .await
        .unwrap();
    work.hold_storm(now, 2, 1, now).await.unwrap();
    work.commit().await.unwrap();
    office
}

async fn tables(copy: &Database) -> Vec<String> {
    let sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' \
               AND name NOT LIKE '\\_sqlx%' ESCAPE '\\' ORDER BY name";
    copy.texts(sql).await
}

/// All rows of all ledgered tables, as values.
async fn subjects(store: &Store) -> Vec<String> {
    async fn all<S: huiyin::store::Subject>(work: &mut Work) -> String {
        serde_json::to_string(&work.all::<S>().await.unwrap()).unwrap()
    }
    let work = &mut store.read().await.unwrap();
    vec![
        all::<Unit>(work).await,
        all::<Person>(work).await,
        all::<Holding>(work).await,
        all::<Round>(work).await,
        all::<Inspection>(work).await,
        all::<Event>(work).await,
        all::<Matter>(work).await,
        all::<Assignment>(work).await,
        all::<Finding>(work).await,
        all::<Measure>(work).await,
        all::<Reply>(work).await,
        all::<Binding>(work).await,
        all::<RulebookVersion>(work).await,
        all::<CalendarYear>(work).await,
    ]
}

/// What the planner and the flow hold, as values.
async fn flow(store: &Store) -> Vec<String> {
    let mut work = store.read().await.unwrap();
    let mut held = Vec::new();
    for matter in work.all::<Matter>().await.unwrap() {
        held.push(format!("{:?}", work.planning(matter.id).await.unwrap()));
        held.push(format!("{:?}", work.list_notices_of(matter.id).await.unwrap()));
    }
    held.push(format!("{:?}", work.list_waiting().await.unwrap()));
    held.push(format!("{:?}", work.list_attention(false).await.unwrap()));
    held.push(format!("{:?}", work.find_hold().await.unwrap()));
    held.push(format!("{:?}", work.find_invite("hash").await.unwrap()));
    held.push(format!("{:?}", work.run_history("plan", 99).await.unwrap()));
    held.push(format!("{:?}", work.ledger_head().await.unwrap()));
    held
}

async fn a_copy_is_whole_and_sound(backend: Backend) {
    let office = lived_in(backend).await;
    let copy = Backend::Sqlite.database().await;
    let target = copy.open().await;
    copy_into(&office.house.store, &target).await.unwrap();

    let (original, verified) = (
        office.verifies().await,
        target.read().await.unwrap().verify(None).await,
    );
    assert_eq!(original.trouble, None);
    assert_eq!(verified.unwrap(), original);
    for table in tables(&copy).await {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        let (here, there) = (office.database.number(&sql).await, copy.number(&sql).await);
        assert_eq!(there, here, "{table}");
    }
    assert_eq!(subjects(&target).await, subjects(&office.house.store).await);
    assert_eq!(flow(&target).await, flow(&office.house.store).await);
}

async fn a_copy_lives_on_by_itself(backend: Backend) {
    let office = lived_in(backend).await;
    let copy = Backend::Sqlite.database().await;
    let target = copy.open().await;
    copy_into(&office.house.store, &target).await.unwrap();
    let before = office.verifies().await;
    let mut work = target.begin().await.unwrap();
    let person: Person = work.get(1).await.unwrap();
    let act = super::fixture::act();
    let newcomer = super::fixture::person(&work.get(person.unit_id).await.unwrap(), "newcomer");
    work.insert(&act, newcomer).await.unwrap();
    work.commit().await.unwrap();

    let after = target.read().await.unwrap().verify(None).await.unwrap();
    assert_eq!((after.trouble, after.entries), (None, before.entries + 1));
    assert_eq!(
        office.verifies().await,
        before,
        "the original knows nothing of it"
    );
}

on_both!(a_copy_is_whole_and_sound, a_copy_lives_on_by_itself);
