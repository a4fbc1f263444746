//! What the find and list functions fit, and in which order they give it.

use super::fixture::{Fixture, act, person, unit};
use crate::support::database::{Backend, on_both};
use crate::support::office::{at, day};
use huiyin::domain::answer::{Evidence, Reply, SaidKind};
use huiyin::domain::binding::{Binding, ChatGroup};
use huiyin::domain::contact::{Holding, Person};
use huiyin::domain::finding::{Finding, Measure};
use huiyin::domain::ids::{
    BindingId, EventId, EvidenceId, FindingId, HoldingId, MeasureId, PersonId, ReplyId, UnitId,
};
use huiyin::domain::inspection::Event;
use huiyin::domain::role::Role;
use huiyin::domain::version::RulebookVersion;
use huiyin::store::Work;

async fn hold(work: &mut Work, person: &Person, role: Role, from: Option<&str>, until: Option<&str>) {
    let holding = Holding {
        id: HoldingId(0),
        person_id: person.id,
        unit_id: person.unit_id,
        role,
        from_on: from.map(day),
        until_on: until.map(day),
    };
    work.insert(&act(), holding).await.unwrap();
}

fn names(people: Vec<Person>) -> Vec<String> {
    people.into_iter().map(|person| person.name).collect()
}

async fn units_and_people_are_found_by_name(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let mut work = fixture.work().await;
    let other = work.insert(&act(), unit(fixture.office, "other")).await.unwrap();
    let namesake = work.insert(&act(), person(&other, "person")).await.unwrap();

    assert_eq!(
        work.find_unit(fixture.office, "other").await.unwrap(),
        Some(other)
    );
    assert_eq!(work.find_unit(fixture.office, "Other").await.unwrap(), None);
    let here = work.find_person(fixture.unit.id, "person").await.unwrap();
    assert_eq!(here.as_ref(), Some(&fixture.person));
    assert_eq!(work.find_person(fixture.unit.id, "nobody").await.unwrap(), None);
    let both = work.list_persons_named(fixture.office, "person").await.unwrap();
    assert_eq!(both, [fixture.person, namesake]);
}

async fn holders_hold_from_the_first_day_to_the_last(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let (was, will, gone) = (
        fixture.adds("was").await,
        fixture.adds("will").await,
        fixture.adds("gone").await,
    );
    let mut work = fixture.work().await;
    hold(&mut work, &fixture.person, Role::Liaison, None, None).await;
    hold(&mut work, &was, Role::Liaison, None, Some("2026-09-30")).await;
    hold(&mut work, &will, Role::Liaison, Some("2026-10-01"), None).await;
    hold(&mut work, &gone, Role::Liaison, None, None).await;
    hold(&mut work, &will, Role::Principal, None, None).await;
    let left = Person {
        left_on: Some(day("2026-10-01")),
        ..gone.clone()
    };
    work.update(&act(), &gone, &left).await.unwrap();

    for (on, holders) in [
        ("2026-09-30", ["person", "was", "gone"].as_slice()),
        ("2026-10-01", &["person", "will"]),
    ] {
        let of_unit = work
            .list_holders(Role::Liaison, fixture.unit.id, day(on))
            .await
            .unwrap();
        assert_eq!(names(of_unit), holders, "{on}");
        let of_office = work
            .list_office_holders(Role::Liaison, fixture.office, day(on))
            .await
            .unwrap();
        assert_eq!(names(of_office), holders, "{on}");
    }
    let nobody = work
        .list_holders(Role::Liaison, UnitId(0), day("2026-09-30"))
        .await
        .unwrap();
    assert_eq!(nobody, []);
    assert_eq!(work.list_holdings(will.id).await.unwrap().len(), 2);
}

async fn events_and_inspections_are_found(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let (event, inspection) = (&fixture.event, fixture.inspection.id);
    let mut work = fixture.work().await;
    let found = work.find_event("feedback", inspection).await.unwrap();
    assert_eq!(found.as_ref(), Some(event));
    assert_eq!(work.find_event("notice_sent", inspection).await.unwrap(), None);
    assert_eq!(
        work.list_inspections(fixture.unit.id).await.unwrap(),
        std::slice::from_ref(&fixture.inspection)
    );
    let round = work.find_round(fixture.office, "3").await.unwrap().unwrap();
    assert_eq!(round.id, fixture.inspection.round_id);

    let taken_back = Event {
        withdrawn: true,
        ..event.clone()
    };
    work.update(&act(), event, &taken_back).await.unwrap();
    assert_eq!(work.find_event("feedback", inspection).await.unwrap(), None);
    let alone = Event {
        id: EventId(0),
        inspection_id: None,
        ..event.clone()
    };
    let alone = work.insert(&act(), alone).await.unwrap();
    let of_unit = work.list_unit_events("feedback", fixture.unit.id).await.unwrap();
    assert_eq!(of_unit, [alone]);
}

async fn an_inspection_has_one_standing_event_of_a_kind(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let again = Event {
        id: EventId(0),
        ..fixture.event.clone()
    };
    let error = fixture.work().await.insert(&act(), again).await.unwrap_err();
    assert!(error.is_duplicate(), "{error}");
}

async fn registers_and_answers_are_listed(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let under = [fixture.opens("ZG-1-1").await, fixture.opens("ZG-1-2").await];
    let mut work = fixture.work().await;
    let finding = Finding {
        id: FindingId(0),
        matter_id: fixture.matter.id,
        inspection_id: fixture.inspection.id,
        number: 1,
        given_code: None,
        category: None,
        is_focus: false,
    };
    let finding = work.insert(&act(), finding).await.unwrap();
    for (matter, position) in under.iter().zip([2, 1]) {
        let measure = Measure {
            id: MeasureId(0),
            matter_id: matter.id,
            finding_id: finding.id,
            position,
            kind: None,
            department: None,
            phrase: String::new(),
            then_standing: false,
            status: String::new(),
            leaders: String::new(),
            responsible: String::new(),
            confirmed_on: None,
        };
        work.insert(&act(), measure).await.unwrap();
    }
    let measures = work.list_measures(finding.id).await.unwrap();
    let positions: Vec<i64> = measures.iter().map(|measure| measure.position).collect();
    assert_eq!(positions, [1, 2]);
    assert_eq!(
        work.list_findings(fixture.inspection.id).await.unwrap(),
        [finding]
    );

    let reply = Reply {
        id: ReplyId(0),
        matter_id: fixture.matter.id,
        person_id: fixture.person.id,
        cycle: 0,
        said: SaidKind::Completed,
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
    let reply = work.insert(&act(), reply).await.unwrap();
    assert_eq!(work.list_replies(fixture.matter.id).await.unwrap(), [reply]);
    assert_eq!(work.list_replies(under[0].id).await.unwrap(), []);
    let evidence = Evidence {
        id: EvidenceId(0),
        matter_id: fixture.matter.id,
        person_id: fixture.person.id,
        name: "a.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: 1,
        sha256: "00".to_owned(),
        received_at: at("2026-09-01 09:00"),
    };
    let evidence = work.insert(&act(), evidence).await.unwrap();
    assert_eq!(work.list_evidence(fixture.matter.id).await.unwrap(), [evidence]);
}

async fn bindings_and_groups_that_stand_are_found(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let (now, person) = (at("2026-09-01 09:00"), fixture.person.id);
    let mut work = fixture.work().await;
    let binding = |person: PersonId, address: &str| Binding {
        id: BindingId(0),
        person_id: person,
        channel: "telegram".to_owned(),
        address: address.to_owned(),
        bound_at: now,
        ended_at: None,
    };
    let ended = Binding {
        ended_at: Some(now),
        ..binding(person, "1")
    };
    work.insert(&act(), ended).await.unwrap();
    assert_eq!(work.find_binding("telegram", person).await.unwrap(), None);
    assert_eq!(work.find_binding_of_address("telegram", "1").await.unwrap(), None);
    let open = work.insert(&act(), binding(person, "1")).await.unwrap();
    let found = work.find_binding_of_address("telegram", "1").await.unwrap();
    assert_eq!(found.as_ref(), Some(&open));
    assert_eq!(work.find_binding("console", person).await.unwrap(), None);
    assert_eq!(work.list_bindings(person).await.unwrap(), [open]);

    let group = ChatGroup {
        id: 0,
        office_id: fixture.office,
        channel: "telegram".to_owned(),
        address: "-1".to_owned(),
        purpose: "purpose".to_owned(),
        registered_at: now,
        ended_at: None,
    };
    let group = work.insert(&act(), group).await.unwrap();
    assert_eq!(work.find_group("telegram", "-1").await.unwrap(), Some(group));
    assert_eq!(work.find_group("telegram", "-2").await.unwrap(), None);
}

async fn the_rulebook_adopted_last_is_in_force(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let mut work = fixture.work().await;
    assert_eq!(work.current_rulebook().await.unwrap(), None);
    for (version, content) in [("1", "old"), ("2", "other"), ("1", "new")] {
        let version = RulebookVersion {
            id: 0,
            version: version.to_owned(),
            content: content.to_owned(),
            adopted_at: at("2026-09-01 09:00"),
        };
        work.insert(&act(), version).await.unwrap();
    }
    assert_eq!(work.current_rulebook().await.unwrap().unwrap().content, "new");
    assert_eq!(work.find_rulebook("1").await.unwrap().unwrap().content, "new");
    assert_eq!(work.find_rulebook("2").await.unwrap().unwrap().content, "other");
    assert_eq!(work.find_rulebook("3").await.unwrap(), None);
    assert_eq!(work.list_calendar_years().await.unwrap(), []);
}

on_both!(
    units_and_people_are_found_by_name,
    holders_hold_from_the_first_day_to_the_last,
    events_and_inspections_are_found,
    an_inspection_has_one_standing_event_of_a_kind,
    registers_and_answers_are_listed,
    bindings_and_groups_that_stand_are_found,
    the_rulebook_adopted_last_is_in_force,
);
