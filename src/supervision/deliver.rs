//! Delivering: claim under a lease, render, send with no transaction open, settle with the lease's token.

use super::bind::{end_binding, random_text};
use super::group::{end_group, move_group};
use super::house::House;
use super::mail_gone::close_mail;
use super::refused::with_retries;
use super::render::{Prepared, prepare};
use crate::channel::Channel;
use crate::channel::pace::Pace;
use crate::clock::real_now;
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::PersonId;
use crate::domain::ledger::Actor;
use crate::domain::letter::MAIL;
use crate::domain::message::{Delivery, Outgoing};
use crate::store::{Act, Claimed, Settled, Work};
use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::stream::{FuturesUnordered, StreamExt};
use std::sync::Mutex;
use std::time::{Duration, Instant};

const TOKEN_LENGTH: usize = 16;

/// The longest wait for an address's turn under its lease; what must wait longer gives the lease back, so that
/// one slow chat neither outlives its lease nor holds up the others.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Sends what one channel can send now, one message in flight an address; gives how many parts it claimed.
///
/// # Errors
/// When the database cannot be read or written; what was claimed is claimed again when its lease has run out.
pub async fn deliver(house: &House, channel: &dyn Channel, pace: &Mutex<Pace>) -> Result<usize> {
    let token = random_text(TOKEN_LENGTH)?;
    let now = real_now();
    let until = now + TimeDelta::seconds(house.limits.lease_seconds);
    let at_once = channel.at_once().map_or(i64::MAX, |most| i64::from(most.get()));
    let most = house.limits.claim_batch.min(at_once);
    let mut work = house.store.begin().await?;
    let claimed = work.claim(channel.kind(), &token, now, until, most).await?;
    work.commit().await?;
    let count = claimed.len();
    let mut flights: FuturesUnordered<_> = claimed
        .iter()
        .map(|part| deliver_part(house, channel, pace, part, &token))
        .collect();
    let mut first_fault = Ok(());
    while let Some(outcome) = flights.next().await {
        if first_fault.is_ok() {
            first_fault = outcome;
        }
    }
    first_fault.map(|()| count)
}

async fn deliver_part(
    house: &House,
    channel: &dyn Channel,
    pace: &Mutex<Pace>,
    part: &Claimed,
    token: &str,
) -> Result<()> {
    let outgoing = match with_retries(|| prepare(house, part)).await {
        Ok(Prepared::Send(outgoing)) => outgoing,
        Ok(Prepared::Nothing) => {
            let settled = Settled::Ended("withdrawn", "nothing of it was true any more".to_owned());
            return settle(house, part, token, settled).await;
        }
        Err(error) => {
            let why = format!("it could not be prepared: {error:#}");
            let later = outcome_of(house, part, Delivery::Later { after: None, why });
            return settle(house, part, token, later).await;
        }
    };
    if let Err(wait) = take_turn(pace, &part.address, &outgoing).await {
        let from = real_now() + TimeDelta::from_std(wait).unwrap_or_default();
        return settle(house, part, token, Settled::PutOff(from)).await;
    }
    let delivery = channel.send(&part.address, &outgoing).await;
    let settled = match outcome_of(house, part, delivery) {
        // A waiting sign on a button ends by itself: nobody has missed anything.
        Settled::Ended(_, why) if matches!(outgoing, Outgoing::AnswerPress { .. }) => {
            Settled::Ended("dropped", why)
        }
        settled => settled,
    };
    settle(house, part, token, settled).await
}

/// Waits for the address's turn, or says how long it would be if that is too long. Answers to presses need none.
async fn take_turn(
    pace: &Mutex<Pace>,
    address: &str,
    outgoing: &Outgoing,
) -> std::result::Result<(), Duration> {
    if matches!(outgoing, Outgoing::AnswerPress { .. }) {
        return Ok(());
    }
    let wait = {
        let mut pace = pace.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let now = Instant::now();
        let at = pace.ready_at(address, now);
        let wait = at.saturating_duration_since(now);
        if wait > LONGEST_WAIT {
            return Err(wait);
        }
        pace.take(address, at);
        wait
    };
    tokio::time::sleep(wait).await;
    Ok(())
}

fn outcome_of(house: &House, part: &Claimed, delivery: Delivery) -> Settled {
    match delivery {
        Delivery::Sent { remote_id } => Settled::Sent(remote_id),
        Delivery::Later { after, why } if part.attempts + 1 < house.limits.attempts => {
            Settled::Later(real_now() + delay(house, part, after), why)
        }
        Delivery::Later { why, .. } => Settled::Ended("gave_up", why),
        Delivery::Moved { address } => Settled::Moved(address),
        Delivery::Gone { why } => Settled::Gone(why),
        Delivery::Rejected { why } => Settled::Ended("rejected", why),
    }
}

/// However little or much patience a server asks for.
const SHORTEST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_PATIENCE: Duration = Duration::from_secs(24 * 3600);

fn delay(house: &House, part: &Claimed, after: Option<Duration>) -> TimeDelta {
    if let Some(after) = after {
        let wait = after.clamp(SHORTEST_WAIT, LONGEST_PATIENCE);
        return TimeDelta::from_std(wait).unwrap_or_default();
    }
    let tried = usize::try_from(part.attempts).unwrap_or(usize::MAX);
    let seconds = house
        .limits
        .retry_seconds
        .get(tried)
        .or(house.limits.retry_seconds.last());
    TimeDelta::seconds(seconds.copied().unwrap_or_default())
}

/// Real time between tries to settle: a message that was sent must not be sent again because the database was
/// busy for a moment.
const SETTLE_AGAIN: [Duration; 4] = [
    Duration::from_millis(100),
    Duration::from_millis(500),
    Duration::from_secs(2),
    Duration::from_secs(5),
];

async fn settle(house: &House, part: &Claimed, token: &str, settled: Settled) -> Result<()> {
    for wait in SETTLE_AGAIN {
        match settle_once(house, part, token, &settled).await {
            Ok(()) => return Ok(()),
            Err(error) => {
                tracing::warn!(
                    outbox.id = part.id,
                    error = format!("{error:#}"),
                    "settling will be tried again"
                );
            }
        }
        tokio::time::sleep(wait).await;
    }
    settle_once(house, part, token, &settled).await
}

async fn settle_once(house: &House, part: &Claimed, token: &str, settled: &Settled) -> Result<()> {
    let mut work = house.store.begin().await?;
    let now = house.clock.now();
    if !work.settle(part, token, settled, now).await? {
        tracing::warn!(
            outbox.id = part.id,
            "the lease on a message was lost before it was settled"
        );
        return Ok(());
    }
    match settled {
        Settled::Gone(why) => close_address(&mut work, house, part, why, now).await?,
        Settled::Moved(to) => {
            let act = Act::new(Actor::System, now, "group.moved");
            move_group(&mut work, house, &act, &part.address, to).await?;
        }
        Settled::Ended(state @ ("gave_up" | "rejected"), why) => {
            tracing::error!(outbox.id = part.id, state, why, "a message was not sent");
            raise_given_up(&mut work, house, part, why, now).await?;
        }
        Settled::Later(_, why) => tracing::info!(outbox.id = part.id, why, "a message will be tried again"),
        Settled::Sent(_) | Settled::PutOff(_) | Settled::Ended(..) => {}
    }
    work.commit().await.context("settling a message")
}

/// The address is closed for good: the binding or registration that it had ends, and the office is told. A
/// stranger's chat had none.
async fn close_address(
    work: &mut Work,
    house: &House,
    part: &Claimed,
    why: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    if part.channel == MAIL {
        return close_mail(work, house, &part.address, why, now).await;
    }
    let act = Act::new(Actor::System, now, "binding.ended").because(why);
    if let Some(binding) = work.find_binding_of_address(&part.channel, &part.address).await? {
        end_binding(work, &act, &binding).await?;
        let (person, subject) = (Some(binding.person_id), binding.person_id.to_string());
        raise(work, house, person, "address_gone", &subject, why, now).await?;
    }
    if end_group(work, house, &act.doing("group.ended"), &part.address).await? {
        raise(work, house, None, "address_gone", &part.address, why, now).await?;
    }
    Ok(())
}

/// The office is told of a message that did not reach a person or a registered group.
async fn raise_given_up(
    work: &mut Work,
    house: &House,
    part: &Claimed,
    why: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let person = part.person_id.map(PersonId);
    if person.is_none() && work.find_group(&part.channel, &part.address).await?.is_none() {
        return Ok(());
    }
    let subject = format!("outbox:{}", part.id);
    raise(work, house, person, "gave_up", &subject, why, now).await
}

async fn raise(
    work: &mut Work,
    house: &House,
    person: Option<PersonId>,
    kind: &str,
    subject: &str,
    why: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let (mut name, mut unit) = (None, None);
    if let Some(id) = person {
        let somebody: Person = work.get(id).await?;
        unit = Some(work.get::<Unit>(somebody.unit_id).await?.name);
        name = Some(somebody.name);
    }
    let detail = serde_json::json!({ "person": name, "unit": unit, "why": why }).to_string();
    work.raise(house.office.id, kind, subject, &detail, now).await?;
    Ok(())
}
