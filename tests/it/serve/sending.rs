//! Sending: what is tried again is the same message, and nobody waits for somebody else's chat.

use crate::support::database::in_an_office;
use crate::support::office::{HOUSING_LEDGER, Office};
use crate::support::post::Letter;
use huiyin::channel::pace::{Limits, Pace};
use huiyin::domain::ledger::Actor;
use huiyin::domain::message::{Delivery, Outgoing, plain};
use huiyin::supervision::{deliver, register_group};
use std::num::NonZeroU32;
use std::sync::Mutex;
use std::time::{Duration, Instant};

in_an_office!(
    a_message_that_is_tried_again_keeps_its_numbers,
    a_group_that_must_wait_holds_up_nobody,
);

fn text(letter: &Letter) -> String {
    match &letter.message {
        Outgoing::Send { text, .. } => plain(text),
        other => panic!("{other:?} is no message"),
    }
}

async fn a_message_that_is_tried_again_keeps_its_numbers(office: &mut Office) {
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    office.house.limits.retry_seconds = vec![0];
    office.plans_at("2026-09-01 08:30").await;
    for _ in 0..3 {
        office.post.will(Delivery::Later {
            after: None,
            why: "the server is down".to_owned(),
        });
    }
    for letter in office.delivers().await {
        let text = text(&letter);
        assert!(text.contains("\n1. ") || text.contains('•'), "{text}");
    }
    let cards = "SELECT COUNT(DISTINCT outbox_id) FROM listing";
    let first_numbers = "SELECT COUNT(*) FROM listing WHERE number = 1";
    let last_numbers = "SELECT MAX(number) FROM listing";
    assert!(office.database.number(cards).await >= 5);
    assert_eq!(
        office.database.number(first_numbers).await,
        office.database.number(cards).await
    );
    assert_eq!(office.database.number(last_numbers).await, 20);
}

async fn a_group_that_must_wait_holds_up_nobody(office: &mut Office) {
    office.contacts().await;
    let group = "-100";
    let mut work = office.work().await;
    let books = office.house.books(&mut work).await.unwrap();
    let registered = register_group(&mut work, &office.house, &books, Actor::Operator, group, "通知").await;
    registered.unwrap();
    work.commit().await.unwrap();
    let limit = |number| NonZeroU32::new(number).unwrap();
    let pace = Mutex::new(Pace::new(Limits {
        overall_per_second: limit(1000),
        private_per_second: limit(1000),
        group_per_minute: limit(1),
    }));
    office.records("feedback", "市住建局", "3", "2026-08-31").await;
    office.plans_at("2026-09-01 08:30").await;
    office.records("feedback", "市财政局", "3", "2026-08-31").await;
    office.plans_at("2026-09-01 14:30").await;

    let start = Instant::now();
    while deliver(&office.house, &office.post, &pace).await.unwrap() > 0 {}
    assert!(
        start.elapsed() < Duration::from_secs(30),
        "nobody waited for the group's minute"
    );
    let letters = office.post.empty();
    let to_group = letters.iter().filter(|letter| letter.address == group).count();
    assert_eq!(to_group, 1, "{letters:?}");
    assert!(letters.len() > 2);
    let waiting = "SELECT COUNT(*) FROM outbox WHERE state = 'pending' AND attempts = 0";
    assert_eq!(office.database.number(waiting).await, 1, "put off, not tried");
    let leased = "SELECT COUNT(*) FROM address WHERE lease_token IS NOT NULL";
    assert_eq!(office.database.number(leased).await, 0);
}
