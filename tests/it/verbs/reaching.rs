//! Who cannot be reached is known to the office: vacant roles, unbound people, closed chats.

use super::story::with_a_plan;
use crate::support::database::in_an_office;
use crate::support::office::{HOUSING, Office};
use crate::support::post::Letter;
use chrono::{DateTime, Utc};
use huiyin::domain::binding::ChatGroup;
use huiyin::domain::contact::{Person, Unit};
use huiyin::domain::ids::PaperId;
use huiyin::domain::ledger::Actor;
use huiyin::domain::message::Delivery;
use huiyin::domain::notice::NoticeState;
use huiyin::domain::refusal::Refusal;
use huiyin::domain::role::Role;
use huiyin::domain::supervision_paper::PaperState;
use huiyin::store::Act;
use huiyin::supervision::{
    PersonFacts, bind, check_code, invite, issue_paper, leave, list_papers, set_person,
};
use huiyin::text::Attention;

/// What the office must look at: kind and subject.
async fn raised(office: &Office) -> Vec<String> {
    let open = office.attention().await;
    open.into_iter()
        .map(|it| format!("{} {}", it.kind, it.subject))
        .collect()
}

/// When the office was told of the day's phone list.
async fn list_told_at(office: &Office) -> Option<DateTime<Utc>> {
    let open = office.attention().await;
    open.iter().find(|it| it.kind == "phone_list").unwrap().told_at
}

fn addresses(letters: &[Letter]) -> Vec<&str> {
    letters.iter().map(|letter| letter.address.as_str()).collect()
}

async fn a_vacant_role_is_raised_once_and_settled_by_filling_it(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-09-29 18:00").await;
    assert_eq!(raised(office).await, [""; 0]);
    office.lives_until("2026-10-08 18:00").await; // T and T+7 name 单位办公室, which nobody holds
    let vacancy = format!("nobody_in_role unit_office@{}", plan.unit_id);
    assert_eq!(raised(office).await, [vacancy.as_str()]);
    office.appoints(HOUSING, "甲六", Role::UnitOffice).await;
    assert_eq!(raised(office).await, [""; 0]);
    office.lives_until("2026-10-13 18:00").await;
    assert_eq!(raised(office).await, [""; 0]);
    let director = office.person("丙三").await.id;
    for paper in list_papers(&office.house, Some(PaperState::Drafted))
        .await
        .unwrap()
    {
        let issued = issue_paper(&office.house, Actor::Operator, PaperId(paper.id), Some(director)).await;
        issued.unwrap().unwrap();
    }
    let told = office.told(&plan).await;
    assert!(told.contains(&("T+7".to_owned(), "甲六".to_owned())), "{told:?}");
}

async fn a_role_of_no_unit_is_vacant_once_for_all_units(office: &mut Office) {
    with_a_plan(office).await;
    let liaison = office.person("丙二").await;
    leave(&office.house, Actor::Operator, "丙二", None).await.unwrap();
    office.lives_until("2026-10-08 18:00").await;
    let vacancy = "nobody_in_role office_liaison".to_owned();
    assert!(
        raised(office).await.contains(&vacancy),
        "{:?}",
        raised(office).await
    );
    let open = office.attention().await;
    let item = open.iter().find(|it| it.subject == "office_liaison").unwrap();
    let told = Attention::from_stored(&item.kind, &item.detail).unwrap();
    let role = Role::OfficeLiaison;
    assert_eq!(told, Attention::NobodyInRole { role, unit: None });
    let unit: Unit = office.reads().await.get(liaison.unit_id).await.unwrap();
    office.appoints(&unit.name, "丙九", role).await;
    assert!(!raised(office).await.contains(&vacancy));
}

/// Gives a person a former unit.
async fn once_served(office: &Office, name: &str, former: &str) {
    let person = office.person(name).await;
    let mut work = office.work().await;
    let unit: Unit = work.get(person.unit_id).await.unwrap();
    let facts = PersonFacts {
        former_units: Some(vec![former.to_owned()]),
        ..PersonFacts::default()
    };
    let act = Act::new(Actor::Operator, office.clock.now(), "person.set");
    set_person(&mut work, &office.house, &act, &unit, name, &facts)
        .await
        .unwrap();
    work.commit().await.unwrap();
}

async fn a_clerk_is_told_nothing_of_their_former_unit(office: &mut Office) {
    office.contacts().await;
    office.binds("丙一").await;
    once_served(office, "丙一", HOUSING).await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    assert_eq!(office.lives_until("2026-09-01 12:00").await, []);
    let open = office.attention().await;
    assert!(!open.is_empty() && open.iter().all(|it| it.told_at.is_none()));
    let clerk = office.person("丙一").await;
    let unit: Unit = office.reads().await.get(clerk.unit_id).await.unwrap();
    office.appoints(&unit.name, "丙八", Role::OfficeClerk).await;
    office.binds("丙八").await;
    let letters = office.lives_until("2026-09-04 18:00").await;
    assert_eq!(addresses(&letters), ["chat-丙八"]);
    assert!(list_told_at(office).await.is_some());
}

async fn the_office_is_told_when_the_message_has_arrived(office: &mut Office) {
    office.contacts().await;
    office.binds("丙一").await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    office.plans_at("2026-09-01 08:30").await;
    assert_eq!(list_told_at(office).await, None, "it has only been written");
    office.plans_at("2026-09-01 14:30").await;
    let letters = office.delivers().await;
    assert_eq!(addresses(&letters), ["chat-丙一"], "once");
    assert_eq!(list_told_at(office).await, Some(office.clock.now()));
}

async fn whoever_is_not_bound_is_raised_once_and_settled_by_binding(office: &mut Office) {
    office.contacts().await;
    office.binds("丙一").await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let letters = office.lives_until("2026-09-01 18:00").await;
    let liaison = office.person("甲一").await;
    let unreachable = format!("nobody_reachable {}", liaison.id);
    assert_eq!(raised(office).await, [unreachable.as_str(), "phone_list "]);
    assert_eq!(
        addresses(&letters),
        ["chat-丙一"],
        "the office's clerk is told of the list"
    );
    let plan = office.matter_of("R-PLAN", HOUSING).await;
    assert_eq!(office.notices(&plan).await[0].state, NoticeState::Unreachable);
    assert!(list_told_at(office).await.is_some());
    assert_eq!(
        office.lives_until("2026-09-04 08:00").await,
        [],
        "the office is told once"
    );

    let mut work = office.work().await;
    let books = office.house.books(&mut work).await.unwrap();
    let given = invite(&mut work, &office.house, &books, &liaison, None)
        .await
        .unwrap();
    let checked = check_code(&mut work, &office.house, &books, "77", &given.code)
        .await
        .unwrap();
    let (invite, person) = checked.unwrap();
    let bound = bind(&mut work, &office.house, &books, "77", invite.id, &person)
        .await
        .unwrap();
    work.commit().await.unwrap();
    assert_eq!(bound.unwrap().person_id, liaison.id);
    assert_eq!(raised(office).await, ["phone_list "]);
    let letters = office.lives_until("2026-09-04 18:00").await;
    assert!(addresses(&letters).contains(&"77"), "{letters:?}");
}

async fn without_a_clerk_who_can_be_reached_it_waits_on_the_list(office: &mut Office) {
    office.contacts().await;
    office.binds("乙一").await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    assert_eq!(office.lives_until("2026-09-01 18:00").await, []);
    assert_eq!(office.attention().await[0].told_at, None);
    office.binds("丙一").await;
    let letters = office.lives_until("2026-09-04 18:00").await;
    assert_eq!(addresses(&letters), ["chat-丙一"]);
}

async fn a_chat_that_is_closed_ends_the_binding_and_tells_the_office(office: &mut Office) {
    office.contacts().await;
    office.binds("甲一").await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let why = "Forbidden: bot was blocked by the user".to_owned();
    office.post.will(Delivery::Gone { why });
    assert_eq!(office.lives_until("2026-09-01 12:00").await, []);
    let liaison = office.person("甲一").await;
    assert_eq!(raised(office).await, [format!("address_gone {}", liaison.id)]);
    let bound = office.reads().await.list_bindings(liaison.id).await.unwrap();
    assert_eq!(bound, []);
    let plan = office.matter_of("R-PLAN", HOUSING).await;
    assert_eq!(office.notices(&plan).await[0].state, NoticeState::Unreachable);
}

async fn a_message_that_nobody_takes_is_raised(office: &mut Office) {
    office.house.limits.attempts = 1;
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let rejected = Delivery::Rejected {
        why: "can't parse entities".to_owned(),
    };
    let late = Delivery::Later {
        after: None,
        why: "502".to_owned(),
    };
    for (time, delivery, count) in [("2026-09-01 08:30", rejected, 1), ("2026-09-04 08:30", late, 2)] {
        office.post.will(delivery);
        office.plans_at(time).await;
        office.delivers().await;
        let raised = raised(office).await;
        assert_eq!(raised.len(), count, "{raised:?}");
        assert!(
            raised.iter().all(|it| it.starts_with("gave_up outbox:")),
            "{raised:?}"
        );
    }
    let letters = office.lives_until("2026-09-07 18:00").await;
    let clerk = huiyin::supervision::console_address(office.person("丙一").await.id);
    assert!(
        addresses(&letters).contains(&clerk.as_str()),
        "the clerk is told: {letters:?}"
    );
}

async fn registers(office: &Office, address: &str) -> ChatGroup {
    let now = office.clock.now();
    let group = ChatGroup {
        id: 0,
        office_id: office.house.office.id,
        channel: office.house.chat.to_owned(),
        address: address.to_owned(),
        purpose: "联络员群".to_owned(),
        registered_at: now,
        ended_at: None,
    };
    let mut work = office.work().await;
    let act = Act::new(Actor::Operator, now, "group.registered");
    let group = work.insert(&act, group).await.unwrap();
    work.commit().await.unwrap();
    group
}

async fn a_group_hears_one_line_and_follows_its_move(office: &mut Office) {
    with_a_plan(office).await;
    let group = registers(office, "-1").await;
    let address = "-100".to_owned();
    office.post.will_at("-1", Delivery::Moved { address });
    office.plans_at("2026-09-01 08:30").await;
    let letters = office.delivers().await;
    assert_eq!(letters.len(), 2, "the liaison's message and the group's line");
    assert!(addresses(&letters).contains(&"-100"), "{letters:?}");
    let moved: ChatGroup = office.reads().await.get(group.id).await.unwrap();
    assert_eq!((moved.address.as_str(), moved.ended_at), ("-100", None));
    let next = office.lives_until("2026-09-07 18:00").await;
    assert!(addresses(&next).contains(&"-100"), "{next:?}");

    let why = "Forbidden: bot was kicked from the supergroup chat".to_owned();
    office.post.will_at("-100", Delivery::Gone { why });
    office.lives_until("2026-09-14 18:00").await;
    let ended: ChatGroup = office.reads().await.get(group.id).await.unwrap();
    assert!(ended.ended_at.is_some());
    assert_eq!(raised(office).await, ["address_gone -100"]);
}

async fn a_code_binds_once_in_time_and_not_by_guessing(office: &mut Office) {
    office.contacts().await;
    let (liaison, other) = (office.person("甲一").await, office.person("甲二").await);
    let code = invites(office, &liaison).await;
    office.at("2026-09-02 08:00");
    assert_eq!(tries(office, "7", &code).await, Err(Refusal::InviteExpired));
    let code = invites(office, &liaison).await;
    let replaced = code;
    let code = invites(office, &liaison).await;
    assert_eq!(tries(office, "7", &replaced).await, Err(Refusal::InviteExpired));
    assert_eq!(tries(office, "7", &code.to_lowercase()).await, Ok(liaison.id));
    assert_eq!(tries(office, "7", &code).await, Err(Refusal::InviteUsed));

    for attempts_left in [1, 0] {
        let wrong = Err(Refusal::InviteWrong { attempts_left });
        assert_eq!(tries(office, "7", "WRONG").await, wrong);
    }
    let good = invites(office, &other).await;
    let blocked = tries(office, "7", &good).await.unwrap_err();
    assert!(matches!(blocked, Refusal::InviteBlocked { .. }), "{blocked:?}");
    office.at("2026-09-03 09:00");
    let good = invites(office, &other).await;
    assert_eq!(
        tries(office, "7", &good).await,
        Ok(other.id),
        "the block has passed"
    );
    let bound = office
        .reads()
        .await
        .find_binding_of_address(office.house.chat, "7")
        .await
        .unwrap();
    assert_eq!(
        bound.unwrap().person_id,
        other.id,
        "an account speaks for one person"
    );
    assert_eq!(office.reads().await.list_bindings(liaison.id).await.unwrap(), []);
}

async fn invites(office: &Office, person: &Person) -> String {
    let mut work = office.work().await;
    let books = office.house.books(&mut work).await.unwrap();
    let given = invite(&mut work, &office.house, &books, person, None)
        .await
        .unwrap();
    work.commit().await.unwrap();
    given.code
}

/// Sends a code from a chat and, where it is right, confirms the name.
async fn tries(office: &Office, address: &str, code: &str) -> Result<huiyin::domain::ids::PersonId, Refusal> {
    let mut work = office.work().await;
    let books = office.house.books(&mut work).await.unwrap();
    let house = &office.house;
    let checked = check_code(&mut work, house, &books, address, code).await.unwrap();
    let outcome = match checked {
        Ok((invite, person)) => bind(&mut work, house, &books, address, invite.id, &person)
            .await
            .unwrap()
            .map(|binding| binding.person_id),
        Err(refusal) => Err(refusal),
    };
    work.commit().await.unwrap();
    outcome
}

in_an_office!(
    a_vacant_role_is_raised_once_and_settled_by_filling_it,
    a_role_of_no_unit_is_vacant_once_for_all_units,
    a_clerk_is_told_nothing_of_their_former_unit,
    the_office_is_told_when_the_message_has_arrived,
    whoever_is_not_bound_is_raised_once_and_settled_by_binding,
    without_a_clerk_who_can_be_reached_it_waits_on_the_list,
    a_chat_that_is_closed_ends_the_binding_and_tells_the_office,
    a_message_that_nobody_takes_is_raised,
    a_group_hears_one_line_and_follows_its_move,
    a_code_binds_once_in_time_and_not_by_guessing,
);
