//! Inbox, conversations, invitations, buttons, runs, holds, attention, counters.

use super::fixture::Fixture;
use crate::support::database::{Backend, on_both};
use crate::support::office::at;
use chrono::{DateTime, TimeDelta, Utc};
use huiyin::store::{NewPart, Settled};

const CHANNEL: &str = "telegram";

fn now() -> DateTime<Utc> {
    at("2026-09-07 08:30")
}

fn minutes(count: i64) -> TimeDelta {
    TimeDelta::minutes(count)
}

async fn an_update_is_heard_once_handled_once_and_then_forgotten(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let mut work = fixture.work().await;
    assert_eq!(work.last_update(CHANNEL, 7).await.unwrap(), None);
    for (bot, update, address, is_new) in [
        (7, 100, "1", true),
        (7, 101, "2", true),
        (7, 102, "1", true),
        (7, 101, "2", false),
        (8, 101, "2", true),
    ] {
        let heard = work
            .hear(CHANNEL, (bot, update), address, "{}", now())
            .await
            .unwrap();
        assert_eq!(heard, is_new, "{bot}/{update}");
    }
    assert_eq!(work.last_update(CHANNEL, 7).await.unwrap(), Some(102));
    assert_eq!(work.last_update(CHANNEL, 8).await.unwrap(), Some(101));
    assert_eq!(work.last_update("console", 7).await.unwrap(), None);

    let waiting = work.list_waiting().await.unwrap();
    let order: Vec<&str> = waiting.iter().map(|heard| heard.address.as_str()).collect();
    assert_eq!(order, ["1", "2", "1", "2"]);
    work.count_failure(waiting[0].id).await.unwrap();
    assert!(work.finish_heard(waiting[1].id, "answered", now()).await.unwrap());
    assert!(!work.finish_heard(waiting[1].id, "answered", now()).await.unwrap());
    work.commit().await.unwrap();
    let waiting = fixture.work().await.list_waiting().await.unwrap();
    assert_eq!((waiting.len(), waiting[0].attempts), (3, 1));
    assert_eq!(waiting[0].content.as_deref(), Some("{}"));
    let kept = "SELECT COUNT(*) FROM inbox WHERE handled_at IS NOT NULL AND content IS NOT NULL";
    assert_eq!(
        fixture.database.number(kept).await,
        0,
        "what was handled is erased"
    );
}

async fn a_question_is_forgotten_in_time(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let mut work = fixture.work().await;
    let until = now() + minutes(30);
    work.await_answer(CHANNEL, "1", "first", now()).await.unwrap();
    assert_eq!(work.awaiting(CHANNEL, "1", now()).await.unwrap(), None);
    work.await_answer(CHANNEL, "1", "second", until).await.unwrap();
    let asked = work.awaiting(CHANNEL, "1", now()).await.unwrap();
    assert_eq!(asked.as_deref(), Some("second"));
    assert_eq!(work.awaiting(CHANNEL, "2", now()).await.unwrap(), None);
    assert_eq!(work.awaiting(CHANNEL, "1", until).await.unwrap(), None);
    work.end_conversation(CHANNEL, "1").await.unwrap();
    assert_eq!(work.awaiting(CHANNEL, "1", now()).await.unwrap(), None);
}

async fn an_invitation_is_used_once_and_replaces_earlier_ones(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let (person, other) = (fixture.person.id, fixture.adds("other").await.id);
    let until = now() + TimeDelta::hours(24);
    let mut work = fixture.work().await;
    work.new_invite(person, "old", now(), until).await.unwrap();
    work.new_invite(other, "of another", now(), until).await.unwrap();
    work.new_invite(person, "new", now() + minutes(1), until)
        .await
        .unwrap();
    let old = work.find_invite("old").await.unwrap().unwrap();
    let new = work.find_invite("new").await.unwrap().unwrap();
    let untouched = work.find_invite("of another").await.unwrap().unwrap();
    assert_eq!((old.expires_at, old.used_at), (now() + minutes(1), None));
    assert_eq!((new.person_id, new.expires_at), (person.0, until));
    assert_eq!(untouched.expires_at, until);
    assert_eq!(work.find_invite("none").await.unwrap(), None);

    assert!(work.use_invite(new.id, now()).await.unwrap());
    assert!(!work.use_invite(new.id, now()).await.unwrap());
    work.new_invite(person, "newest", now() + minutes(2), until)
        .await
        .unwrap();
    let used = work.find_invite("new").await.unwrap().unwrap();
    assert_eq!(
        (used.expires_at, used.used_at),
        (until, Some(now())),
        "a used one stays as it was"
    );
}

async fn wrong_codes_count_for_a_while(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let mut work = fixture.work().await;
    let since = now() - TimeDelta::hours(24);
    assert_eq!(work.wrong_codes(CHANNEL, "1", since).await.unwrap(), (0, None));
    work.set_wrong_codes(CHANNEL, "1", 1, now() - minutes(5))
        .await
        .unwrap();
    work.set_wrong_codes(CHANNEL, "1", 2, now()).await.unwrap();
    assert_eq!(
        work.wrong_codes(CHANNEL, "1", since).await.unwrap(),
        (2, Some(now()))
    );
    assert_eq!(work.wrong_codes(CHANNEL, "1", now()).await.unwrap(), (0, None));
    assert_eq!(work.wrong_codes(CHANNEL, "2", since).await.unwrap(), (0, None));
}

async fn a_button_is_effective_once(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let mut work = fixture.work().await;
    work.new_button("token", None, fixture.person.id, "{\"press\":1}", now())
        .await
        .unwrap();
    let button = work.find_button("token").await.unwrap().unwrap();
    assert_eq!((button.person_id, button.outbox_id), (fixture.person.id.0, None));
    assert_eq!((button.press.as_str(), button.used_at), ("{\"press\":1}", None));
    assert!(work.use_button("token", now()).await.unwrap());
    assert!(!work.use_button("token", now() + minutes(1)).await.unwrap());
    assert_eq!(
        work.find_button("token").await.unwrap().unwrap().used_at,
        Some(now())
    );
    assert_eq!(work.find_button("other").await.unwrap(), None);
    assert!(!work.use_button("other", now()).await.unwrap());
}

async fn something_is_raised_once_until_it_is_settled(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let (office, mut work) = (fixture.office, fixture.work().await);
    for (kind, subject) in [("storm", "plan"), ("storm", "plan"), ("gave_up", "outbox:1")] {
        work.raise(office, kind, subject, "{}", now()).await.unwrap();
    }
    let open = work.list_attention(false).await.unwrap();
    assert_eq!(open.len(), 2);
    assert_eq!((open[0].kind.as_str(), open[0].told_at), ("storm", None));
    let part = NewPart {
        message: work
            .new_message(office, Some(fixture.person.id), "attention", now())
            .await
            .unwrap(),
        channel: CHANNEL,
        address: "1",
        ordinal: 1,
        parts: 1,
        payload: None,
        at: now(),
    };
    let row = work.enqueue(&part).await.unwrap();
    work.carry_attention(open[0].id, row).await.unwrap();
    let untold = [open[1].clone()];
    assert_eq!(
        work.list_attention(true).await.unwrap(),
        untold,
        "the other is under way"
    );
    assert_eq!(work.list_attention_in(row).await.unwrap(), [open[0].clone()]);
    assert_eq!(work.list_attention(false).await.unwrap()[0].told_at, None);
    let claimed = work
        .claim(CHANNEL, "t", now(), now() + minutes(1), 1)
        .await
        .unwrap();
    assert!(
        work.settle(&claimed[0], "t", &Settled::Sent(None), now())
            .await
            .unwrap()
    );
    assert_eq!(work.list_attention(false).await.unwrap()[0].told_at, Some(now()));
    assert_eq!(work.list_attention(true).await.unwrap(), untold);
    work.settle_attention_about("storm", "other", now())
        .await
        .unwrap();
    assert_eq!(work.list_attention(false).await.unwrap().len(), 2);
    work.settle_attention_about("storm", "plan", now()).await.unwrap();
    assert!(work.settle_attention(open[1].id, now()).await.unwrap());
    assert!(!work.settle_attention(open[1].id, now()).await.unwrap());
    assert_eq!(work.list_attention(false).await.unwrap(), []);
    work.raise(office, "storm", "plan", "{}", now()).await.unwrap();
    assert_eq!(
        work.list_attention(true).await.unwrap().len(),
        1,
        "it may come again"
    );
}

async fn a_slot_runs_once_and_the_history_is_the_newest(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let mut work = fixture.work().await;
    assert_eq!(work.last_run_at("plan").await.unwrap(), None);
    for (minute, messages) in [(0, 5), (1, 0), (2, 7), (3, 9)] {
        let slot = now() + minutes(minute);
        assert!(!work.has_run("plan", slot).await.unwrap());
        assert!(
            work.write_run("plan", slot, slot + minutes(1), messages)
                .await
                .unwrap()
        );
        assert!(!work.write_run("plan", slot, slot, 99).await.unwrap());
        assert!(work.has_run("plan", slot).await.unwrap());
        assert!(!work.has_run("cadence", slot).await.unwrap());
    }
    assert_eq!(work.last_run_at("plan").await.unwrap(), Some(now() + minutes(4)));
    assert_eq!(work.run_history("plan", 2).await.unwrap(), [9, 7]);
    assert_eq!(
        work.run_history("plan", 9).await.unwrap(),
        [9, 7, 5],
        "runs that sent something"
    );
}

async fn a_storm_is_held_released_and_spent(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let mut work = fixture.work().await;
    assert_eq!(work.find_hold().await.unwrap(), None);
    work.hold_storm(now(), 400, 300, now()).await.unwrap();
    let hold = work.find_hold().await.unwrap().unwrap();
    assert_eq!((hold.slot_at, hold.messages, hold.usual), (now(), 400, 300));
    assert_eq!(hold.released_at, None);
    work.release_hold(hold.id, now() + minutes(1)).await.unwrap();
    work.release_hold(hold.id, now() + minutes(2)).await.unwrap();
    let hold = work.find_hold().await.unwrap().unwrap();
    assert_eq!(hold.released_at, Some(now() + minutes(1)));
    work.spend_hold(hold.id, now() + minutes(3)).await.unwrap();
    assert_eq!(work.find_hold().await.unwrap(), None);
}

async fn counters_have_no_gaps(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    for expected in [1, 2, 2] {
        let mut work = fixture.work().await;
        assert_eq!(work.next_number("BS-2026").await.unwrap(), expected);
        if expected == 1 {
            work.commit().await.unwrap();
        }
    }
    assert_eq!(fixture.work().await.next_number("ZG-2026").await.unwrap(), 1);
}

on_both!(
    an_update_is_heard_once_handled_once_and_then_forgotten,
    a_question_is_forgotten_in_time,
    an_invitation_is_used_once_and_replaces_earlier_ones,
    wrong_codes_count_for_a_while,
    a_button_is_effective_once,
    something_is_raised_once_until_it_is_settled,
    a_slot_runs_once_and_the_history_is_the_newest,
    a_storm_is_held_released_and_spent,
    counters_have_no_gaps,
);
