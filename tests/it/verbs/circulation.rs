//! 发行: the week's digest is drafted, may be held, and comes to each reader once, on their day and by their way.

use crate::support::database::in_an_office;
use crate::support::office::{FINANCE, HOUSING_LEDGER, Office};
use crate::support::post::{Letter, Post};
use chrono::Weekday;
use huiyin::domain::calendar::Calendar;
use huiyin::domain::circulation::due_at;
use huiyin::domain::digest::{DigestPeriod, PeriodKind};
use huiyin::domain::ledger::Actor;
use huiyin::domain::message::Outgoing;
use huiyin::domain::refusal::Refusal;
use huiyin::supervision::{Circulated, NewChoice, choose_digest, circulate, hold_digest, release_digest};
use std::collections::BTreeSet;

/// What a look at the time comes to, and what leaves: by chat and by mail.
pub async fn at(office: &Office, time: &str) -> (Circulated, Vec<Letter>, Vec<Letter>) {
    office.at(time);
    let circulated = circulate(&office.house).await.unwrap();
    let mail = Post::new("mail");
    (
        circulated,
        office.delivers().await,
        office.delivers_by(&mail).await,
    )
}

pub fn ids(mails: &[Letter]) -> BTreeSet<String> {
    let id = |letter: &Letter| match &letter.message {
        Outgoing::Mail(mail) => mail.id.clone(),
        other => panic!("{other:?} is no mail"),
    };
    mails.iter().map(id).collect()
}

pub async fn settled(office: &Office) {
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
}

async fn each_reader_gets_it_once(office: &mut Office) {
    settled(office).await;
    let (early, ..) = at(office, "2026-09-07 07:55").await;
    assert_eq!(early, Circulated::default());
    let (drafted, chats, mails) = at(office, "2026-09-07 08:00").await;
    assert!(drafted.drafted && mails.is_empty());
    assert!(
        chats.iter().all(|letter| letter.reads().contains("暂缓")),
        "{chats:?}"
    );
    assert!(!chats.is_empty(), "the office hears of the draft");
    let (sent, _, mails) = at(office, "2026-09-07 08:30").await;
    assert!(sent.sent > 0);
    assert_eq!(
        (mails.len(), ids(&mails).len()),
        (sent.sent, sent.sent),
        "one each"
    );
    assert!(mails.iter().all(|mail| {
        ids(std::slice::from_ref(mail))
            .iter()
            .all(|id| id.starts_with("digest-2026-W36-"))
    }));
    let (again, chats, mails) = at(office, "2026-09-07 09:00").await;
    assert_eq!((again, chats.len(), mails.len()), (Circulated::default(), 0, 0));
    let (next, ..) = at(office, "2026-09-14 08:30").await;
    assert!(next.drafted, "the next week has its own");
    let mut work = office.reads().await;
    let issue = |period: &'static str| (period, office.house.office.id);
    for ((period, office), number) in [issue("2026-W36"), issue("2026-W37")].into_iter().zip(1..) {
        assert_eq!(
            work.find_issue(office, period).await.unwrap().unwrap().number,
            number
        );
    }
}

async fn what_is_held_goes_when_it_is_let_go(office: &mut Office) {
    settled(office).await;
    at(office, "2026-09-07 08:00").await;
    let held = hold_digest(&office.house, Actor::Operator, "2026-W36")
        .await
        .unwrap();
    assert!(held.unwrap().held_at.is_some());
    let again = hold_digest(&office.house, Actor::Operator, "2026-W36")
        .await
        .unwrap();
    assert_eq!(again, Err(Refusal::DigestSoAlready { held: true }));
    let (none, ..) = at(office, "2026-09-07 08:30").await;
    assert_eq!(none.sent, 0);
    release_digest(&office.house, Actor::Operator, "2026-W36")
        .await
        .unwrap()
        .unwrap();
    let (sent, ..) = at(office, "2026-09-07 10:00").await;
    assert!(sent.sent > 0);
    assert!(
        hold_digest(&office.house, Actor::Operator, "2026-W40")
            .await
            .is_err(),
        "there is no such draft"
    );
    office.is_sound().await;
}

async fn a_week_that_begins_with_a_holiday_waits_for_its_first_workday(office: &mut Office) {
    settled(office).await;
    let (none, ..) = at(office, "2026-10-05 08:30").await;
    assert_eq!(none, Circulated::default());
    let (sent, ..) = at(office, "2026-10-08 08:30").await;
    assert!(sent.drafted, "8 October is the first workday of the week");
}

async fn readers_choose_their_day_and_only_what_is_new(office: &mut Office) {
    settled(office).await;
    let new = NewChoice {
        weekday: Some(Weekday::Wed),
        at: "15:00:00".parse().ok(),
        only_changed: Some(true),
        wanted: None,
    };
    let chosen = choose_digest(&office.house, Actor::Operator, "丁一", new)
        .await
        .unwrap()
        .unwrap();
    assert!(chosen.only_changed && chosen.weekday == Weekday::Wed);
    let night = NewChoice {
        at: "23:00:00".parse().ok(),
        ..NewChoice::default()
    };
    let refused = choose_digest(&office.house, Actor::Operator, "丁一", night)
        .await
        .unwrap();
    assert!(matches!(refused, Err(Refusal::OutsideHours { .. })));
    let none = choose_digest(&office.house, Actor::Operator, "甲五", new)
        .await
        .unwrap();
    assert!(matches!(none, Err(Refusal::NoDigest)), "a handler gets none");
    choose_digest(&office.house, Actor::Operator, "乙一", new)
        .await
        .unwrap()
        .unwrap();
    at(office, "2026-09-07 08:00").await;
    let (monday, ..) = at(office, "2026-09-07 08:30").await;
    assert!(monday.sent > 1);
    let (wednesday, _, mails) = at(office, "2026-09-09 15:00").await;
    assert_eq!(
        wednesday.sent, 1,
        "a whole ledger came in that week, and nothing of {FINANCE}"
    );
    let whose = office.person("丁一").await.id;
    assert_eq!(
        ids(&mails).into_iter().collect::<Vec<_>>(),
        [format!("digest-2026-W36-p{whose}")]
    );
    let (again, ..) = at(office, "2026-09-09 15:05").await;
    assert_eq!(again.sent, 0, "who has no news is not asked again");
}

#[test]
fn a_day_off_at_the_end_of_the_week_brings_the_digest_forward() {
    let (calendar, nine) = (Calendar::embedded(), "09:00:00".parse().unwrap());
    let due = |week: &str, weekday| {
        let period = DigestPeriod::read(PeriodKind::Week, week).unwrap();
        due_at(period, weekday, nine, &calendar).map(|due| due.date().to_string())
    };
    // 中秋 of 2026 is from Friday 25 to Sunday 27 September; the Sunday before it is worked.
    let of_w38 = |weekday| due("2026-W38", weekday);
    assert_eq!(of_w38(Weekday::Thu).as_deref(), Some("2026-09-24"));
    assert_eq!(of_w38(Weekday::Fri).as_deref(), Some("2026-09-24"));
    assert_eq!(of_w38(Weekday::Sun).as_deref(), Some("2026-09-24"));
    assert_eq!(due("2026-W37", Weekday::Sat).as_deref(), Some("2026-09-20"));
    assert_eq!(due("2026-W40", Weekday::Mon).as_deref(), Some("2026-10-08"));
}

async fn only_the_office_holds_it_back_and_sets_it_for_others(office: &mut Office) {
    settled(office).await;
    at(office, "2026-09-07 08:00").await;
    let principal = Actor::Person(office.person("甲一").await.id);
    let held = hold_digest(&office.house, principal, "2026-W36").await.unwrap();
    assert_eq!(held, Err(Refusal::NotAtDesk));
    let no_week = hold_digest(&office.house, Actor::Operator, "36").await;
    assert!(no_week.unwrap_err().to_string().contains("2026-W37"));
    let new = NewChoice {
        only_changed: Some(true),
        ..NewChoice::default()
    };
    let choose = async |name| choose_digest(&office.house, principal, name, new).await.unwrap();
    assert!(choose("甲一").await.unwrap().only_changed);
    assert_eq!(choose("乙一").await, Err(Refusal::NotAtDesk));
}

async fn without_an_address_it_comes_in_chat_and_without_either_the_office_hears(office: &mut Office) {
    settled(office).await;
    office.binds("丙一").await;
    office.house.mails_digests = false;
    at(office, "2026-09-07 08:00").await;
    let (sent, chats, mails) = at(office, "2026-09-07 08:30").await;
    assert!(sent.sent > 0 && mails.is_empty());
    let summary = chats
        .iter()
        .map(Letter::reads)
        .find(|text| text.contains("丙一同志"));
    assert!(summary.unwrap().contains("反馈问题"), "{FINANCE}");
    let unsent = async || {
        let mut attention = office.attention().await;
        attention.retain(|item| item.kind == "digest_unsent");
        attention
    };
    let raised = unsent().await;
    assert_eq!(raised.len(), 1);
    let mut work = office.work().await;
    let now = office.house.clock.now();
    assert!(work.settle_attention(raised[0].id, now).await.unwrap());
    work.commit().await.unwrap();
    at(office, "2026-09-07 08:35").await;
    assert!(unsent().await.is_empty(), "what was settled is not told again");
}

in_an_office!(
    each_reader_gets_it_once,
    what_is_held_goes_when_it_is_let_go,
    a_week_that_begins_with_a_holiday_waits_for_its_first_workday,
    readers_choose_their_day_and_only_what_is_new,
    only_the_office_holds_it_back_and_sets_it_for_others,
    without_an_address_it_comes_in_chat_and_without_either_the_office_hears,
);
