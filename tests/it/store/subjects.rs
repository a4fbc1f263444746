//! Every ledgered row comes back as it was written, full and with everything left out that may be.

use super::fixture::{Fixture, act, matter, person, unit};
use crate::support::database::{Backend, on_both};
use crate::support::office::{at, day};
use huiyin::domain::answer::{Evidence, Reply, SaidKind};
use huiyin::domain::binding::{Binding, ChatGroup};
use huiyin::domain::contact::{Holding, Listed, Person, Unit};
use huiyin::domain::deadline::Roll;
use huiyin::domain::finding::{Finding, Measure};
use huiyin::domain::ids::{BindingId, EventId, EvidenceId, FindingId, HoldingId, MeasureId, MoveId, ReplyId};
use huiyin::domain::ids::{InspectionId, RoundId};
use huiyin::domain::inspection::{Event, Inspection, Round};
use huiyin::domain::matter::{Assignment, Matter, MatterState};
use huiyin::domain::mode::DueMode;
use huiyin::domain::moves::{Move, MoveKind, Via};
use huiyin::domain::role::Role;
use huiyin::domain::version::{CalendarYear, RulebookVersion};
use huiyin::store::{StoreError, Subject};
use std::fmt::Debug;

/// Writes one row, turns it into another, and reads it back both times.
pub async fn survives<S: Subject + Debug>(fixture: &Fixture, first: S, second: S) {
    let mut work = fixture.work().await;
    let written = work.insert(&act(), first).await.unwrap();
    let id = written.row_id();
    assert_eq!(work.get::<S>(id).await.unwrap(), written);

    let mut changed = second;
    changed.set_row_id(id);
    work.update(&act(), &written, &changed).await.unwrap();
    work.commit().await.unwrap();

    let mut work = fixture.store.read().await.unwrap();
    assert_eq!(work.find::<S>(id).await.unwrap().as_ref(), Some(&changed));
    assert!(work.all::<S>().await.unwrap().contains(&changed));
    assert!(matches!(
        work.get::<S>(id + 99).await,
        Err(StoreError::Missing { table, row }) if table == S::TABLE && row == id + 99
    ));
}

async fn contacts_come_back(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let bare = unit(fixture.office, "巡察");
    let full = Unit {
        name: "it's; \"quoted\" %_\\".to_owned(),
        alias: Some("单位甲".to_owned()),
        category: Some("政府组成部门".to_owned()),
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;

    let bare = person(&fixture.unit, "somebody");
    let full = Person {
        post: Some("科员".to_owned()),
        phone: Some("0395-1".to_owned()),
        mail: Some("a@b.example".to_owned()),
        former_units: vec!["市财政局".to_owned(), "a \"b\"".to_owned()],
        left_on: Some(day("2026-12-31")),
        listed: Some(Listed {
            post: Some("科员".to_owned()),
            roles: vec![Role::Handler, Role::Liaison],
            ..Listed::default()
        }),
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;

    let bare = Holding {
        id: HoldingId(0),
        person_id: fixture.person.id,
        unit_id: fixture.unit.id,
        role: Role::Liaison,
        from_on: None,
        until_on: None,
    };
    let full = Holding {
        role: Role::LeadingGroupDeputy,
        from_on: Some(day("2024-02-29")),
        until_on: Some(day("2026-09-30")),
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;
}

async fn inspections_come_back(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let round = Round {
        id: RoundId(0),
        office_id: fixture.office,
        round_key: "2026-4".to_owned(),
        name: "2026年第四轮".to_owned(),
        year: 2026,
        ordinal: 4,
    };
    let renamed = Round {
        name: "第四轮".to_owned(),
        ..round.clone()
    };
    let mut work = fixture.work().await;
    let second_round = work
        .insert(
            &act(),
            Round {
                round_key: "5".to_owned(),
                ..round.clone()
            },
        )
        .await
        .unwrap();
    work.commit().await.unwrap();
    survives(&fixture, round, renamed).await;

    let bare = Inspection {
        id: InspectionId(0),
        round_id: second_round.id,
        team: None,
        ..fixture.inspection.clone()
    };
    let full = Inspection {
        team: Some("第三巡察组".to_owned()),
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;

    let bare = Event {
        id: EventId(0),
        inspection_id: None,
        ..fixture.event.clone()
    };
    let full = Event {
        kind: "notice_sent".to_owned(),
        inspection_id: Some(fixture.inspection.id),
        round_id: Some(fixture.inspection.round_id),
        proof: "文号〔2026〕3号".to_owned(),
        withdrawn: true,
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;
}

async fn matters_come_back(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let bare = matter(&fixture.unit, "BS-2");
    let full = Matter {
        inspection_id: Some(fixture.inspection.id),
        parent_id: Some(fixture.matter.id),
        event_id: Some(fixture.event.id),
        opened_at: at("2026-09-01 09:00") + chrono::TimeDelta::microseconds(123_456),
        mode: DueMode::Counted("15 workdays".parse().unwrap(), Roll::Next),
        due_on: Some(day("2026-09-30")),
        original_due_on: Some(day("2026-09-29")),
        provisional: true,
        counts_from_on: Some(day("2026-10-01")),
        due_revision: 2,
        cycle: 1,
        state: MatterState::UnderReview,
        percent: Some(60),
        claimed_on: Some(day("2026-09-28")),
        taken_over: true,
        silenced: true,
        ended_on: Some(day("9999-12-31")),
        merged_into: Some(fixture.matter.id),
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;

    let bare = Assignment {
        id: 0,
        matter_id: fixture.matter.id,
        person_id: fixture.person.id,
        role: Role::Handler,
        is_lead: false,
        ended_on: None,
    };
    let full = Assignment {
        is_lead: true,
        ended_on: Some(day("2026-09-30")),
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;
}

async fn findings_and_measures_come_back(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let (owner, under) = (fixture.opens("ZG-1").await, fixture.opens("ZG-1-1").await);
    let bare = Finding {
        id: FindingId(0),
        matter_id: fixture.matter.id,
        inspection_id: fixture.inspection.id,
        number: 1,
        given_code: None,
        category: None,
        is_focus: false,
    };
    let full = Finding {
        matter_id: owner.id,
        given_code: Some("ZG-2026-00001".to_owned()),
        category: Some("党的建设".to_owned()),
        is_focus: true,
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;

    let finding_id = fixture
        .work()
        .await
        .list_findings(fixture.inspection.id)
        .await
        .unwrap()[0]
        .id;
    let bare = Measure {
        id: MeasureId(0),
        matter_id: under.id,
        finding_id,
        position: 1,
        kind: None,
        department: None,
        phrase: String::new(),
        then_standing: false,
        status: String::new(),
        leaders: String::new(),
        responsible: String::new(),
        confirmed_on: None,
    };
    let full = Measure {
        position: 2,
        kind: Some("建章立制".to_owned()),
        department: Some("办公室".to_owned()),
        phrase: "2026年10月底前,并长期坚持".to_owned(),
        then_standing: true,
        status: "已完成".to_owned(),
        leaders: "甲二".to_owned(),
        responsible: "甲五(牵头)、甲六".to_owned(),
        confirmed_on: Some(day("2026-11-02")),
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;
}

async fn answers_come_back(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let bare = Reply {
        id: ReplyId(0),
        matter_id: fixture.matter.id,
        person_id: fixture.person.id,
        cycle: 0,
        said: SaidKind::Acknowledged,
        percent: None,
        promised_on: None,
        note: None,
        held_on: None,
        channel: "console".to_owned(),
        given_on: None,
        document: None,
        recorded_by: None,
        answered_at: at("2026-09-01 09:00"),
    };
    let full = Reply {
        said: SaidKind::Progress,
        percent: Some(0),
        promised_on: Some(day("2026-10-08")),
        note: Some("已挂网招标\n🙂".to_owned()),
        held_on: Some(day("2026-09-05")),
        channel: "paper".to_owned(),
        given_on: Some(day("2026-09-06")),
        document: Some("12号".to_owned()),
        recorded_by: Some(fixture.person.id),
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;

    let bare = Move {
        id: MoveId(0),
        matter_id: fixture.matter.id,
        cycle: 0,
        kind: MoveKind::Received,
        moved_on: day("2026-09-05"),
        giver_id: None,
        via: Via::Program,
        document: None,
        reason: None,
        undoes: None,
        pledge: None,
        recorded_by: None,
        recorded_at: at("2026-09-06 09:00"),
    };
    let full = Move {
        cycle: 2,
        kind: MoveKind::Returned,
        giver_id: Some(fixture.person.id),
        via: Via::Intranet,
        document: Some("12号".to_owned()),
        reason: Some("清单不全".to_owned()),
        undoes: None,
        pledge: None,
        recorded_by: Some(fixture.person.id),
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;

    let evidence = Evidence {
        id: EvidenceId(0),
        matter_id: fixture.matter.id,
        person_id: fixture.person.id,
        name: "会议记录.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: i64::MAX,
        sha256: "ab".repeat(32),
        received_at: at("2026-09-01 09:00"),
    };
    let renamed = Evidence {
        name: "b.pdf".to_owned(),
        ..evidence.clone()
    };
    survives(&fixture, evidence, renamed).await;
}

async fn bindings_groups_and_versions_come_back(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let now = at("2026-09-01 09:00");
    let open = Binding {
        id: BindingId(0),
        person_id: fixture.person.id,
        channel: "telegram".to_owned(),
        address: "42".to_owned(),
        bound_at: now,
        ended_at: None,
    };
    let ended = Binding {
        ended_at: Some(now),
        ..open.clone()
    };
    survives(&fixture, open, ended).await;

    let open = ChatGroup {
        id: 0,
        office_id: fixture.office,
        channel: "telegram".to_owned(),
        address: "-1".to_owned(),
        purpose: "联络员群".to_owned(),
        registered_at: now,
        ended_at: None,
    };
    let ended = ChatGroup {
        ended_at: Some(now),
        ..open.clone()
    };
    survives(&fixture, open, ended).await;

    let version = RulebookVersion {
        id: 0,
        version: "1".to_owned(),
        content: "a".repeat(100_000),
        adopted_at: now,
    };
    let other = RulebookVersion {
        content: "b".to_owned(),
        ..version.clone()
    };
    survives(&fixture, version, other).await;

    let year = CalendarYear {
        id: 0,
        year: 2026,
        content: "{}".to_owned(),
        imported_at: now,
    };
    let other = CalendarYear {
        content: "{ }".to_owned(),
        ..year.clone()
    };
    survives(&fixture, year, other).await;
}

async fn a_row_of_nonsense_is_named(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    fixture.database.tamper("UPDATE matter SET state = 'lost'").await;
    let error = fixture.work().await.get::<Matter>(fixture.matter.id).await;
    assert_eq!(
        error.unwrap_err().to_string(),
        format!(
            "inconsistent data in matter.state of row {}: `lost`",
            fixture.matter.id
        )
    );
}

on_both!(
    contacts_come_back,
    inspections_come_back,
    matters_come_back,
    findings_and_measures_come_back,
    answers_come_back,
    bindings_groups_and_versions_come_back,
    a_row_of_nonsense_is_named,
);
