//! What comes between a reader's turn and their letter: 暂缓, another address, another week.

use super::circulation::{at, ids, settled};
use crate::support::database::in_an_office;
use crate::support::office::Office;
use crate::support::post::{Letter, Post};
use chrono::Weekday;
use huiyin::domain::circulation::DigestIssue;
use huiyin::domain::contact::Person;
use huiyin::domain::ledger::Actor;
use huiyin::domain::refusal::Refusal;
use huiyin::store::Act;
use huiyin::supervision::{NewChoice, choose_digest, circulate, hold_digest, release_digest};
use std::collections::BTreeSet;

const READER: &str = "丁一";

/// The time comes, and nothing leaves yet.
async fn enqueues(office: &Office, time: &str) -> usize {
    office.at(time);
    circulate(&office.house).await.unwrap().sent
}

async fn mails(office: &Office) -> Vec<Letter> {
    office.delivers_by(&Post::new("mail")).await
}

async fn issue(office: &Office, period: &str) -> DigestIssue {
    let found = office
        .reads()
        .await
        .find_issue(office.house.office.id, period)
        .await;
    found.unwrap().unwrap()
}

async fn raised(office: &Office, kind: &str) -> Vec<String> {
    let attention = office.attention().await;
    let own = attention.into_iter().filter(|item| item.kind == kind);
    own.map(|item| item.detail).collect()
}

async fn chooses(office: &Office, weekday: Weekday, hour: &str) {
    let new = NewChoice {
        weekday: Some(weekday),
        at: hour.parse().ok(),
        ..NewChoice::default()
    };
    let chosen = choose_digest(&office.house, Actor::Operator, READER, new).await;
    chosen.unwrap().unwrap();
}

async fn what_was_held_before_it_left_leaves_when_it_is_let_go(office: &mut Office) {
    settled(office).await;
    at(office, "2026-09-07 08:00").await;
    let enqueued = enqueues(office, "2026-09-07 08:30").await;
    assert!(enqueued > 3);
    let held = hold_digest(&office.house, Actor::Operator, "2026-W36").await;
    held.unwrap().unwrap();
    assert!(mails(office).await.is_empty(), "it waits, relay or not");
    let id = issue(office, "2026-W36").await.id;
    assert_eq!(office.reads().await.count_digests_sent(id).await.unwrap(), 0);
    assert_eq!(enqueues(office, "2026-09-07 09:00").await, 0);
    let released = release_digest(&office.house, Actor::Operator, "2026-W36").await;
    released.unwrap().unwrap();
    assert_eq!(enqueues(office, "2026-09-07 09:05").await, enqueued);
    let left = mails(office).await;
    assert_eq!((left.len(), ids(&left).len()), (enqueued, enqueued), "once each");
    let sent = office.reads().await.count_digests_sent(id).await.unwrap();
    assert_eq!(usize::try_from(sent).unwrap(), enqueued);
    office.is_sound().await;
}

async fn what_is_held_until_its_week_is_over_lapses_and_the_office_hears(office: &mut Office) {
    settled(office).await;
    at(office, "2026-09-07 08:00").await;
    let held = hold_digest(&office.house, Actor::Operator, "2026-W36").await;
    held.unwrap().unwrap();
    assert!(raised(office, "digest_lapsed").await.is_empty());
    let (next, ..) = at(office, "2026-09-14 08:00").await;
    assert!(next.drafted);
    let lapsed = raised(office, "digest_lapsed").await;
    assert!(
        lapsed.len() == 1 && lapsed[0].contains("\"number\":1"),
        "{lapsed:?}"
    );
    for outcome in [
        release_digest(&office.house, Actor::Operator, "2026-W36").await,
        hold_digest(&office.house, Actor::Operator, "2026-W36").await,
    ] {
        assert_eq!(outcome.unwrap(), Err(Refusal::DigestNotNow));
    }
}

async fn who_has_another_address_by_then_gets_it_there(office: &mut Office) {
    settled(office).await;
    at(office, "2026-09-07 08:00").await;
    enqueues(office, "2026-09-07 08:30").await;
    let person = office.person(READER).await;
    let moved = Person {
        mail: Some("another@example.cn".to_owned()),
        ..person.clone()
    };
    let mut work = office.work().await;
    let act = Act::new(Actor::Operator, office.house.clock.now(), "person.changed");
    work.update(&act, &person, &moved).await.unwrap();
    work.commit().await.unwrap();
    let theirs = format!("digest-2026-W36-p{}", person.id);
    assert!(!ids(&mails(office).await).contains(&theirs), "not to the old one");
    assert_eq!(enqueues(office, "2026-09-07 08:35").await, 1);
    let left = mails(office).await;
    assert_eq!(ids(&left), BTreeSet::from([theirs]));
    assert_eq!(left[0].address, "another@example.cn");
}

async fn a_week_has_its_number_in_its_own_year(office: &mut Office) {
    settled(office).await;
    let (drafted, ..) = at(office, "2027-01-04 08:00").await;
    assert!(drafted.drafted);
    at(office, "2027-01-11 08:00").await;
    let number = async |period| {
        let issue = issue(office, period).await;
        (issue.year, issue.number)
    };
    assert_eq!(number("2026-W53").await, (2026, 1));
    assert_eq!(number("2027-W01").await, (2027, 1));
}

async fn who_is_called_later_in_the_week_is_told_of_too(office: &mut Office) {
    settled(office).await;
    office.binds("丙一").await;
    office.house.mails_digests = false;
    chooses(office, Weekday::Wed, "15:00:00").await;
    at(office, "2026-09-07 08:00").await;
    at(office, "2026-09-07 08:30").await;
    let monday = raised(office, "digest_unsent").await;
    assert!(monday.len() == 1 && !monday[0].contains(READER), "{monday:?}");
    at(office, "2026-09-09 15:00").await;
    let wednesday = raised(office, "digest_unsent").await;
    assert!(
        wednesday.iter().any(|told| told.contains(READER)),
        "{wednesday:?}"
    );
}

async fn who_wants_it_before_the_others_has_it_before_them(office: &mut Office) {
    settled(office).await;
    office.house.digest.weekday = Weekday::Wed;
    chooses(office, Weekday::Mon, "08:30:00").await;
    let (drafted, ..) = at(office, "2026-09-07 08:00").await;
    assert!(drafted.drafted);
    let (monday, _, mails) = at(office, "2026-09-07 08:30").await;
    assert_eq!((monday.sent, mails.len()), (1, 1));
    assert!(enqueues(office, "2026-09-09 08:30").await > 3);
}

in_an_office!(
    what_was_held_before_it_left_leaves_when_it_is_let_go,
    what_is_held_until_its_week_is_over_lapses_and_the_office_hears,
    who_has_another_address_by_then_gets_it_there,
    a_week_has_its_number_in_its_own_year,
    who_is_called_later_in_the_week_is_told_of_too,
    who_wants_it_before_the_others_has_it_before_them,
);
