//! Thirteen months of an office: what happens in each, and everything that was sent.

use super::{GROUP, plant};
use crate::support::office::{FINANCE, HOUSING_LEDGER, Office};
use crate::support::post::Letter;
use chrono::{Months, NaiveDate};
use huiyin::domain::contact::{Person, Unit};
use huiyin::domain::ids::MatterId;
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::Matter;
use huiyin::domain::moves::{MoveKind, Via};
use huiyin::domain::reply::Said;
use huiyin::domain::resolution::ResolutionKind;
use huiyin::domain::role::Role;
use huiyin::store::{MatterFilter, Work};
use huiyin::supervision::{
    Applying, NewEvent, NewExtension, NewMove, NewResolution, Refused, Seer, Spoken, apply_in,
    ask_extension_in, deciders, is_decision, make_move, may_know, open_due_matters, record_event,
    register_group, resolve_in, take_answer,
};

/// The day on which the story ends.
fn last_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 9, 30).unwrap()
}

/// Lives through it; gives what was sent.
pub async fn lived(office: &Office) -> Vec<Letter> {
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    office.records("feedback", FINANCE, "第三轮", "2026-08-31").await;
    office.imports("问题线索移交台账.xlsx").await;
    has_a_group(office).await;
    plant(office).await;
    let mut letters = Vec::new();
    let mut month = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
    let mut number = 0;
    while month < last_day() {
        letters.extend(office.lives_until(&format!("{month} 18:00")).await);
        month_of(office, number).await;
        plant(office).await;
        month = (month + Months::new(1)).min(last_day());
        number += 1;
    }
    letters.extend(office.lives_until("2027-09-30 18:00").await);
    letters
}

async fn has_a_group(office: &Office) {
    let mut work = office.work().await;
    let books = office.house.books(&mut work).await.unwrap();
    register_group(
        &mut work,
        &office.house,
        &books,
        Actor::Operator,
        GROUP,
        "整改联络",
    )
    .await
    .unwrap();
    work.commit().await.unwrap();
}

/// What is done in a month: answers, receipts, returns, events, decisions of the leading group.
async fn month_of(office: &Office, number: usize) {
    open_due_matters(&office.house).await.unwrap();
    let open = open_matters(office).await;
    for (at, matter) in open
        .iter()
        .enumerate()
        .filter(|(at, _)| (at + number).is_multiple_of(3))
    {
        answers(office, matter, at + number).await;
    }
    for (_, matter) in open.iter().enumerate().filter(|(at, _)| (at + number) % 4 == 1) {
        applies(office, matter).await;
        asks_for_time(office, matter).await;
    }
    for matter in open_matters(office).await {
        decides(office, &matter, number).await;
    }
    for (at, matter) in open.iter().enumerate().filter(|(at, _)| (at + number) % 5 == 1) {
        let kinds = [
            MoveKind::Received,
            MoveKind::Returned,
            MoveKind::Held,
            MoveKind::Passed,
        ];
        moves(office, matter, kinds[(at + number) % kinds.len()]).await;
    }
    let kinds = [
        "notice_sent",
        "order_sent",
        "field_end",
        "issue_found",
        "plan_received",
    ];
    happens(office, kinds[number % kinds.len()]).await;
    if let Some(overdue) = open.iter().find(|matter| matter.due_on < Some(office.today())) {
        resolves(office, overdue.id, ResolutionKind::ALL[number % 4]).await;
    }
}

async fn open_matters(office: &Office) -> Vec<Matter> {
    let open = MatterFilter {
        open_only: true,
        ..MatterFilter::default()
    };
    office.reads().await.list_matters(&open).await.unwrap()
}

/// Somebody whom a matter concerns says something of it, in words of their own.
async fn answers(office: &Office, matter: &Matter, which: usize) {
    let mut work = office.work().await;
    let books = office.house.books(&mut work).await.unwrap();
    let said = match which % 4 {
        0 => Said::Acknowledged { promised_on: None },
        1 => Said::Progress { percent: 40 },
        2 => Said::Acknowledged {
            promised_on: office.today().checked_add_days(chrono::Days::new(4)),
        },
        _ => Said::Completed,
    };
    if let Some(seer) = concerned(office, &mut work, matter).await {
        let spoken = Spoken {
            said: &said,
            note: Some("已开会研究"),
            proxy: None,
        };
        // What may not be said of a matter is refused, and that is all.
        let _ = take_answer(&mut work, &office.house, &books, &seer, matter.id, spoken)
            .await
            .unwrap();
    }
    work.commit().await.unwrap();
}

/// Whoever the matter concerns applies for its close-out, in words of their own.
async fn applies(office: &Office, matter: &Matter) {
    let mut work = office.work().await;
    let books = office.house.books(&mut work).await.unwrap();
    let Some(seer) = concerned(office, &mut work, matter).await else {
        return;
    };
    let applying = Applying {
        done: Some("已逐项整改到位"),
        proxy: None,
    };
    let applied = apply_in(
        &mut work,
        &office.house,
        &books,
        &seer.person,
        matter.id,
        applying,
    )
    .await;
    if applied.unwrap().is_ok() {
        work.commit().await.unwrap();
    }
}

/// The first whom a matter concerns.
async fn concerned(office: &Office, work: &mut Work, matter: &Matter) -> Option<Seer> {
    let books = office.house.books(work).await.unwrap();
    for person in work.all::<Person>().await.unwrap() {
        let seer = Seer::of(work, &books, person).await.unwrap();
        if may_know(work, &office.house, &books, &seer, matter)
            .await
            .unwrap()
        {
            return Some(seer);
        }
    }
    None
}

/// Or for more time.
async fn asks_for_time(office: &Office, matter: &Matter) {
    let mut work = office.work().await;
    let books = office.house.books(&mut work).await.unwrap();
    let Some(due_on) = matter.due_on else { return };
    let new = NewExtension {
        cause: "资金".to_owned(),
        wanted_on: due_on + Months::new(1),
        note: Some("资金尚未到位".to_owned()),
    };
    let Some(seer) = concerned(office, &mut work, matter).await else {
        return;
    };
    let asked = ask_extension_in(&mut work, &office.house, &books, &seer, matter.id, &new, None).await;
    if asked.unwrap().is_ok() {
        work.commit().await.unwrap();
    }
}

/// What waits for a decision is agreed to, and now and then sent back.
async fn decides(office: &Office, matter: &Matter, number: usize) {
    let mut work = office.work().await;
    if !is_decision(&mut work, &office.house, matter).await.unwrap() {
        return;
    }
    let books = office.house.books(&mut work).await.unwrap();
    let deciders = deciders(&mut work, &office.house, &books, matter).await.unwrap();
    let Some(decider) = deciders.first() else { return };
    let new = NewMove {
        kind: if number.is_multiple_of(3) {
            MoveKind::Returned
        } else {
            MoveKind::Passed
        },
        on: office.today(),
        giver: None,
        via: Via::Chat,
        document: None,
        reason: Some("说明不充分".into()),
        fix_by: None,
        pledge: None,
    };
    let actor = Actor::Person(decider.id);
    let done = make_move(&mut work, &office.house, &books, actor, matter.id, &new).await;
    if done.unwrap().is_ok() {
        work.commit().await.unwrap();
    }
}

async fn moves(office: &Office, matter: &Matter, kind: MoveKind) {
    let mut work = office.work().await;
    let books = office.house.books(&mut work).await.unwrap();
    let new = NewMove {
        kind,
        on: office.today(),
        giver: None,
        via: Via::Paper,
        document: Some("收文12号".into()),
        reason: Some("材料不全".into()),
        fix_by: None,
        pledge: None,
    };
    let done = make_move(&mut work, &office.house, &books, Actor::Operator, matter.id, &new).await;
    if done.unwrap().is_ok() {
        work.commit().await.unwrap();
    }
}

async fn happens(office: &Office, kind: &str) {
    let mut work = office.work().await;
    let books = office.house.books(&mut work).await.unwrap();
    let unit: Unit = work.all().await.unwrap().into_iter().next().unwrap();
    let new = NewEvent {
        kind: kind.to_owned(),
        happened_on: office.today(),
        proof: "会议记录".to_owned(),
    };
    match record_event(
        &mut work,
        &office.house,
        &books,
        Actor::Operator,
        &unit,
        None,
        &new,
    )
    .await
    {
        Ok(_) => work.commit().await.unwrap(),
        Err(error) => assert!(error.is::<Refused>(), "{error:?}"),
    }
}

async fn resolves(office: &Office, about: MatterId, kind: ResolutionKind) {
    let mut work = office.work().await;
    let books = office.house.books(&mut work).await.unwrap();
    let leader = work
        .list_office_holders(Role::LeadingGroupHead, office.house.office.id, office.today())
        .await
        .unwrap()
        .remove(0);
    let new = NewResolution {
        about: vec![about],
        kind,
        by: leader.id,
        via: Via::Paper,
        document: Some("批示件7号".into()),
        on: office.today(),
        due_on: None,
    };
    let done = resolve_in(&mut work, &office.house, &books, Actor::Operator, &new).await;
    if done.unwrap().is_ok() {
        work.commit().await.unwrap();
    }
}
