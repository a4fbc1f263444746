//! The outbox: leased, sent, settled; one message in flight an address, and no outcome without the lease.

use super::fixture::Fixture;
use crate::support::database::{Backend, on_both};
use crate::support::office::{at, day};
use chrono::{DateTime, TimeDelta, Utc};
use huiyin::domain::matter::Matter;
use huiyin::domain::notice::{Notice, NoticeState};
use huiyin::store::{Claimed, NewNotice, NewPart, Numbered, Settled, Work};

const CHANNEL: &str = "telegram";

fn now() -> DateTime<Utc> {
    at("2026-09-07 08:30")
}

fn later(seconds: i64) -> DateTime<Utc> {
    now() + TimeDelta::seconds(seconds)
}

impl Fixture {
    /// Enqueues a message of some parts for an address; gives the outbox rows.
    async fn enqueues(&self, address: &str, parts: i64) -> Vec<i64> {
        let mut work = self.work().await;
        let message = work
            .new_message(self.office, Some(self.person.id), "notices", now())
            .await
            .unwrap();
        let mut rows = Vec::new();
        for ordinal in 1..=parts {
            let part = NewPart {
                message,
                channel: CHANNEL,
                address,
                ordinal,
                parts,
                payload: (ordinal > 1).then_some("{}"),
                at: now(),
            };
            rows.push(work.enqueue(&part).await.unwrap());
        }
        work.commit().await.unwrap();
        rows
    }

    async fn claims(&self, token: &str, at: DateTime<Utc>) -> Vec<Claimed> {
        let mut work = self.work().await;
        let until = at + TimeDelta::seconds(60);
        let claimed = work.claim(CHANNEL, token, at, until, 10).await.unwrap();
        work.commit().await.unwrap();
        claimed
    }

    async fn settles(&self, part: &Claimed, token: &str, settled: Settled) -> bool {
        let mut work = self.work().await;
        let is_settled = work.settle(part, token, &settled, now()).await.unwrap();
        work.commit().await.unwrap();
        is_settled
    }

    async fn state(&self, outbox: i64) -> String {
        let sql = format!("SELECT state FROM outbox WHERE id = {outbox}");
        self.database.texts(&sql).await.remove(0)
    }
}

fn ids(parts: &[Claimed]) -> Vec<i64> {
    parts.iter().map(|part| part.id).collect()
}

fn sent(remote_id: &str) -> Settled {
    Settled::Sent(Some(remote_id.to_owned()))
}

/// Plans a notice of a matter and bundles it into an outbox row.
async fn bundles(work: &mut Work, fixture: &Fixture, matter: &Matter, step: &str, outbox: i64) -> Notice {
    let new = NewNotice {
        step,
        occurrence_on: day("2026-09-07"),
        person: fixture.person.id,
        channel: CHANNEL,
        form: "reminder",
        at: now(),
        state: NoticeState::Planned,
    };
    assert!(work.plan_notice(matter, &new).await.unwrap());
    let notice = work.list_unbundled().await.unwrap().pop().unwrap();
    work.bundle_notice(notice.id, outbox, Some(1)).await.unwrap();
    notice
}

async fn a_claim_tells_all_that_sending_needs(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let rows = fixture.enqueues("1", 2).await;
    let claimed = fixture.claims("token", now()).await;
    let part = &claimed[0];
    assert_eq!(ids(&claimed), [rows[0]]);
    assert_eq!(
        (part.kind.as_str(), part.channel.as_str(), part.address.as_str()),
        ("notices", CHANNEL, "1")
    );
    assert_eq!((part.ordinal, part.parts, part.attempts), (1, 2, 0));
    assert_eq!((part.person_id, part.slot_at), (Some(fixture.person.id.0), now()));
    assert_eq!(part.payload, None);
    assert_eq!(fixture.work().await.count_pending(CHANNEL).await.unwrap(), 2);
    assert_eq!(fixture.work().await.count_pending("console").await.unwrap(), 0);
}

async fn parts_leave_in_order_and_one_at_a_time(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let first = fixture.enqueues("1", 2).await;
    let second = fixture.enqueues("1", 1).await;
    let other = fixture.enqueues("2", 1).await;
    for expected in [vec![first[0], other[0]], vec![first[1]], vec![second[0]], vec![]] {
        let claimed = fixture.claims("a", now()).await;
        assert_eq!(ids(&claimed), expected);
        assert_eq!(
            fixture.claims("b", now()).await.len(),
            0,
            "all addresses are taken"
        );
        for part in &claimed {
            assert!(fixture.settles(part, "a", sent("7")).await);
        }
    }
    assert_eq!(fixture.work().await.count_pending(CHANNEL).await.unwrap(), 0);
}

async fn who_lost_the_lease_says_nothing(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let rows = fixture.enqueues("1", 1).await;
    let slow = fixture.claims("slow", now()).await.remove(0);
    assert_eq!(fixture.claims("early", later(59)).await.len(), 0);
    let quick = fixture.claims("quick", later(60)).await.remove(0);
    for outcome in [
        sent("1"),
        Settled::Gone("gone".to_owned()),
        Settled::Moved("9".to_owned()),
        Settled::Later(later(99), "later".to_owned()),
        Settled::Ended("gave_up", "why".to_owned()),
    ] {
        assert!(!fixture.settles(&slow, "slow", outcome).await);
        assert_eq!(fixture.state(rows[0]).await, "pending");
    }
    assert!(fixture.settles(&quick, "quick", sent("2")).await);
    assert!(
        !fixture.settles(&quick, "quick", sent("3")).await,
        "a lease settles once"
    );
    let remote = fixture.database.texts("SELECT remote_id FROM outbox").await;
    assert_eq!(remote, ["2"]);
}

async fn workers_never_share_an_address(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    for address in 0..12 {
        fixture.enqueues(&address.to_string(), 1).await;
    }
    let claims = (0..4).map(|worker| {
        let store = fixture.store.clone();
        tokio::spawn(async move {
            let mut work = store.begin().await.unwrap();
            let claimed = work
                .claim(CHANNEL, &worker.to_string(), now(), later(60), 5)
                .await
                .unwrap();
            work.commit().await.unwrap();
            claimed
        })
    });
    let mut all = Vec::new();
    for claim in claims.collect::<Vec<_>>() {
        all.extend(ids(&claim.await.unwrap()));
    }
    let claimed = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), claimed, "an address was claimed twice");
    all.extend(ids(&fixture.claims("last", now()).await));
    assert_eq!(all.len(), 12, "nothing is left behind");
}

async fn what_is_put_off_waits_and_counts(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    fixture.enqueues("1", 1).await;
    let part = fixture.claims("a", now()).await.remove(0);
    assert!(
        fixture
            .settles(&part, "a", Settled::Later(later(30), "busy".to_owned()))
            .await
    );
    assert_eq!(fixture.claims("b", later(29)).await.len(), 0);
    let part = fixture.claims("c", later(30)).await.remove(0);
    assert_eq!(part.attempts, 1);
    assert_eq!(fixture.database.texts("SELECT why FROM outbox").await, ["busy"]);
    assert!(fixture.settles(&part, "c", sent("1")).await);
    fixture.enqueues("1", 1).await;
    assert_eq!(
        fixture.claims("d", later(30)).await.len(),
        1,
        "success ends the waiting"
    );
}

async fn told_is_what_arrived(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let rows = fixture.enqueues("1", 2).await;
    let mut work = fixture.work().await;
    let first = bundles(&mut work, &fixture, &fixture.matter, "T-3", rows[0]).await;
    let second = bundles(&mut work, &fixture, &fixture.matter, "T", rows[1]).await;
    let dropped = bundles(&mut work, &fixture, &fixture.matter, "T+1", rows[0]).await;
    work.mark_notice(dropped.id, NoticeState::Withdrawn)
        .await
        .unwrap();
    let in_first = work.list_notices_in(rows[0]).await.unwrap();
    assert_eq!(
        in_first.iter().map(|notice| notice.id).collect::<Vec<_>>(),
        [first.id]
    );
    work.commit().await.unwrap();

    let part = fixture.claims("a", now()).await.remove(0);
    fixture.settles(&part, "a", sent("1")).await;
    let notices = fixture
        .work()
        .await
        .list_notices_of(fixture.matter.id)
        .await
        .unwrap();
    let states: Vec<_> = notices
        .iter()
        .map(|notice| (notice.id, notice.state, notice.told_at))
        .collect();
    assert_eq!(
        states,
        [
            (first.id, NoticeState::Told, Some(now())),
            (second.id, NoticeState::Bundled, None),
            (dropped.id, NoticeState::Withdrawn, None),
        ]
    );
}

async fn an_address_that_is_gone_ends_all_that_waits_for_it(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let (first, second) = (
        fixture.enqueues("1", 1).await[0],
        fixture.enqueues("1", 1).await[0],
    );
    let other = fixture.enqueues("2", 1).await[0];
    let mut work = fixture.work().await;
    bundles(&mut work, &fixture, &fixture.matter, "T", second).await;
    work.commit().await.unwrap();
    let part = fixture.claims("a", now()).await.remove(0);
    assert!(
        fixture
            .settles(&part, "a", Settled::Gone("blocked".to_owned()))
            .await
    );
    assert_eq!(fixture.state(first).await, "gone");
    assert_eq!(fixture.state(second).await, "gone");
    assert_eq!(fixture.state(other).await, "pending");
    let notices = fixture
        .work()
        .await
        .list_notices_of(fixture.matter.id)
        .await
        .unwrap();
    assert_eq!(notices[0].state, NoticeState::Unreachable);
}

async fn an_address_that_moved_takes_its_messages_along(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let rows = [
        fixture.enqueues("-1", 1).await[0],
        fixture.enqueues("-1", 1).await[0],
    ];
    let part = fixture.claims("a", now()).await.remove(0);
    assert!(
        fixture
            .settles(&part, "a", Settled::Moved("-100".to_owned()))
            .await
    );
    let part = fixture.claims("b", now()).await.remove(0);
    assert_eq!(
        (part.address.as_str(), part.id, part.attempts),
        ("-100", rows[0], 0)
    );
    fixture.settles(&part, "b", sent("1")).await;
    assert_eq!(ids(&fixture.claims("c", now()).await), [rows[1]]);
}

async fn a_part_that_ends_unsent_says_why(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let row = fixture.enqueues("1", 1).await[0];
    let part = fixture.claims("a", now()).await.remove(0);
    assert!(
        fixture
            .settles(&part, "a", Settled::Ended("rejected", "too long".to_owned()))
            .await
    );
    assert_eq!(fixture.state(row).await, "rejected");
    assert_eq!(
        fixture.database.texts("SELECT why FROM outbox").await,
        ["too long"]
    );
    assert_eq!(fixture.claims("b", now()).await.len(), 0);
}

async fn numbers_stand_for_the_matters_of_a_card(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let (one, two) = (fixture.matter.id, fixture.opens("BS-2").await.id);
    let early = fixture.enqueues("1", 1).await[0];
    let mut work = fixture.work().await;
    work.number_matters(early, &[(1, two)]).await.unwrap();
    work.commit().await.unwrap();
    let part = fixture.claims("a", now()).await.remove(0);
    fixture.settles(&part, "a", sent("77")).await;

    let parts = fixture.enqueues("1", 2).await;
    fixture.enqueues("1", 1).await; // an answer, without numbers
    let mut work = fixture.work().await;
    work.number_matters(parts[0], &[(1, two)]).await.unwrap();
    work.number_matters(parts[0], &[(1, one)]).await.unwrap();
    work.number_matters(parts[1], &[(2, two)]).await.unwrap();
    let pairs = |numbered: Vec<Numbered>| {
        let pair = |numbered: &Numbered| (numbered.number, numbered.matter_id);
        numbered.iter().map(pair).collect::<Vec<_>>()
    };
    let lately = work.numbered_lately(CHANNEL, "1").await.unwrap();
    assert_eq!(
        pairs(lately),
        [(1, two.0), (1, one.0), (2, two.0)],
        "what is under way may have arrived"
    );
    let replied_to = work.numbered_on_card(CHANNEL, "1", "77").await.unwrap();
    assert_eq!(pairs(replied_to), [(1, two.0)]);
    assert_eq!(work.numbered_on_card(CHANNEL, "1", "78").await.unwrap(), []);
    assert_eq!(work.numbered_lately(CHANNEL, "2").await.unwrap(), []);
    work.commit().await.unwrap();
    let part = fixture.claims("b", now()).await.remove(0);
    fixture.settles(&part, "b", sent("78")).await;
    let mut work = fixture.work().await;
    let lately = work.numbered_lately(CHANNEL, "1").await.unwrap();
    assert_eq!(pairs(lately), [(1, one.0), (2, two.0)], "the last that arrived");
}

/// A worker that finds its address emptied by another gives the lease back at once.
async fn no_lease_is_held_on_nothing(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    for _ in 0..40 {
        fixture.enqueues("1", 1).await;
    }
    let workers = (0..6).map(|worker| {
        let (store, token) = (fixture.store.clone(), worker.to_string());
        tokio::spawn(async move {
            loop {
                let mut work = store.begin().await.unwrap();
                let claimed = work.claim(CHANNEL, &token, now(), later(60), 5).await.unwrap();
                work.commit().await.unwrap();
                for part in &claimed {
                    let mut work = store.begin().await.unwrap();
                    assert!(work.settle(part, &token, &sent("1"), now()).await.unwrap());
                    work.commit().await.unwrap();
                }
                if claimed.is_empty()
                    && store.read().await.unwrap().count_pending(CHANNEL).await.unwrap() == 0
                {
                    return;
                }
            }
        })
    });
    for worker in workers.collect::<Vec<_>>() {
        worker.await.unwrap();
    }
    let leased = "SELECT COUNT(*) FROM address WHERE lease_token IS NOT NULL";
    assert_eq!(fixture.database.number(leased).await, 0);
}

on_both!(
    a_claim_tells_all_that_sending_needs,
    parts_leave_in_order_and_one_at_a_time,
    who_lost_the_lease_says_nothing,
    workers_never_share_an_address,
    what_is_put_off_waits_and_counts,
    told_is_what_arrived,
    an_address_that_is_gone_ends_all_that_waits_for_it,
    an_address_that_moved_takes_its_messages_along,
    a_part_that_ends_unsent_says_why,
    numbers_stand_for_the_matters_of_a_card,
    no_lease_is_held_on_nothing,
);
