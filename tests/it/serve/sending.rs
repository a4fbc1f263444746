//! Sending: what is tried again is the same message, and nobody waits for somebody else's chat.

use crate::support::database::in_an_office;
use crate::support::office::{HOUSING, HOUSING_LEDGER, Office};
use crate::support::post::Letter;
use huiyin::channel::pace::{Limits, Pace};
use huiyin::domain::ledger::Actor;
use huiyin::domain::message::{Delivery, Outgoing, plain};
use huiyin::domain::reply::Said;
use huiyin::supervision::{deliver, register_group};
use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::Mutex;
use std::time::{Duration, Instant};

in_an_office!(
    a_long_message_is_laid_out_once_and_its_numbers_stay,
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

/// The number before each code in a text.
fn numbers(text: &str) -> BTreeMap<String, i64> {
    let entry = |line: &str| {
        let (number, rest) = line.split_once(". ")?;
        let code = rest.split_whitespace().find(|word| word.contains("-2026-"))?;
        Some((code.to_owned(), number.parse().ok()?))
    };
    text.lines().filter_map(entry).collect()
}

async fn a_long_message_is_laid_out_once_and_its_numbers_stay(office: &mut Office) {
    office.contacts().await;
    office.house.limits.retry_seconds = vec![3600];
    for round in ["三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"] {
        let round = format!("第{round}轮");
        office.records("feedback", HOUSING, &round, "2026-08-31").await;
    }
    office.plans_at("2026-09-01 08:30").await;
    let parts = office.database.number("SELECT COUNT(*) FROM outbox").await;
    assert!(parts >= 2, "it is in parts before any of them is claimed");
    let waiting = "SELECT code FROM notice n JOIN matter m ON m.id = n.matter_id \
                   WHERE n.state = 'bundled' AND n.outbox_id IS NOT NULL ORDER BY n.number";
    let codes = office.database.texts(waiting).await;
    assert_eq!(codes.len(), 70);
    let given: BTreeMap<String, i64> = codes.iter().cloned().zip(1..).collect();

    let much = NonZeroU32::MAX;
    let pace = Mutex::new(Pace::new(Limits {
        overall_per_second: much,
        private_per_second: much,
        group_per_minute: much,
    }));
    deliver(&office.house, &office.post, &pace).await.unwrap();
    let late = Delivery::Later {
        after: None,
        why: "no answer".to_owned(),
    };
    office.post.will(late);
    deliver(&office.house, &office.post, &pace).await.unwrap();
    let answered = codes.last().unwrap().clone();
    let said = Said::Progress { percent: 10 };
    office.answers("甲一", &answered, said).await.unwrap();
    office
        .database
        .run("UPDATE address SET not_before_at = NULL")
        .await
        .unwrap();
    let mut shown = BTreeMap::new();
    for letter in office.delivers().await {
        let text = text(&letter);
        assert!(text.encode_utf16().count() <= 4096);
        shown.extend(numbers(&text));
    }
    let expected: BTreeMap<String, i64> = given.into_iter().filter(|(code, _)| *code != answered).collect();
    assert_eq!(
        shown, expected,
        "who answered is spared it; all others keep their numbers"
    );
    let kept = "SELECT COUNT(*) FROM listing WHERE number = 70";
    assert_eq!(
        office.database.number(kept).await,
        1,
        "the lost part may have arrived: its numbers still stand for something"
    );
}
