//! The inbox: keep first, handle after, erase when handled. A fault or a panic costs one update, not the bot.

use super::route::{Plan, plan, route};
use super::visit::{Speech, Visit};
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::PersonId;
use crate::domain::message::{ChatKind, Heard, Incoming, Words};
use crate::domain::secrecy::{self, SecretKind};
use crate::supervision::{Books, House, Posting, Seer, Waiting, Work, post, with_retries};
use anyhow::{Context, Result};
use async_trait::async_trait;
use chrono::TimeDelta;
use futures_util::FutureExt;
use futures_util::stream::{self, StreamExt};
use serde::{Deserialize, Serialize};
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::time::Duration;

/// How often handling an update is tried before it is given up and the office is told.
const TRIES: i64 = 3;
/// Chats that are handled side by side.
const SIDE_BY_SIDE: usize = 4;

/// Real time that one file may take; the updates of other chats wait for it.
const FETCH_WITHIN: Duration = Duration::from_secs(60);
/// Business time for which a file that cannot be fetched is tried again without counting.
const FETCH_FOR: TimeDelta = TimeDelta::days(1);

/// A file could not be fetched now; that is no fault of the update.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("a file could not be fetched")]
struct FetchLater;

/// Fetches files that people send.
#[async_trait]
pub trait Files: Send + Sync {
    /// Fetches a file to a path; gives its size and the hash of its content.
    async fn fetch(&self, file_id: &str, max_bytes: u64, to: &Path) -> Result<Fetched>;
}

/// What became of a fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// It lies at the path.
    Here {
        /// Size.
        bytes: u64,
        /// SHA-256, lower-case hex.
        sha256: String,
    },
    /// It is larger than allowed.
    TooLarge,
    /// The channel has it no more.
    Gone,
}

/// An update as kept: without whatever must not be kept.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    pub incoming: Incoming,
    pub secret: Option<SecretKind>,
}

/// Keeps one update, once, with forbidden content taken out of it. After this it may be confirmed.
///
/// # Errors
/// When it cannot be kept; then it must not be confirmed.
pub async fn keep(house: &House, incoming: Incoming) -> Result<bool> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let ids = (incoming.bot_id, incoming.update_id);
    let address = incoming.chat.clone();
    let kept = without_secrets(incoming, &books.rulebook.secret_words);
    let content = serde_json::to_string(&kept)?;
    let is_new = work.hear(house.chat, ids, &address, &content, books.now).await?;
    work.commit().await?;
    Ok(is_new)
}

/// The last update of a bot that was kept.
///
/// # Errors
/// When the database cannot be read.
pub async fn last_update(house: &House, bot_id: i64) -> Result<Option<i64>> {
    Ok(house.store.read().await?.last_update(house.chat, bot_id).await?)
}

fn without_secrets(mut incoming: Incoming, words: &[String]) -> Kept {
    let mut found = None;
    let mut clean = |text: &mut Words| {
        if let Some(hit) = secrecy::find(text, words).first() {
            found = Some(hit.kind);
            *text = String::new().into();
        }
    };
    match &mut incoming.what {
        Heard::Text { text, .. } => clean(text),
        Heard::File { name, caption, .. } => {
            name.iter_mut().for_each(&mut clean);
            caption.iter_mut().for_each(&mut clean);
        }
        _ => {}
    }
    Kept {
        incoming,
        secret: found,
    }
}

/// Handles everything that waits; gives how many updates were handled.
///
/// # Errors
/// When the database cannot be read. A fault in one update is logged and counted, and does not stop the rest.
pub async fn handle_waiting(house: &House, files: &dyn Files) -> Result<usize> {
    let waiting = house.store.read().await?.list_waiting().await?;
    let mut chats: Vec<Vec<Waiting>> = Vec::new();
    for update in waiting {
        match chats.iter_mut().find(|chat| chat[0].address == update.address) {
            Some(chat) => chat.push(update),
            None => chats.push(vec![update]),
        }
    }
    let handled = stream::iter(chats)
        .map(|chat| handle_chat(house, files, chat))
        .buffer_unordered(SIDE_BY_SIDE)
        .collect::<Vec<_>>()
        .await;
    Ok(handled.into_iter().sum())
}

/// Handles the updates of one chat in order; one that fails holds the later ones back until it is given up.
async fn handle_chat(house: &House, files: &dyn Files, updates: Vec<Waiting>) -> usize {
    let mut handled = 0;
    for update in updates {
        let outcome = AssertUnwindSafe(with_retries(|| handle(house, files, &update)))
            .catch_unwind()
            .await;
        let is_later = matches!(&outcome, Ok(Err(error)) if error.is::<FetchLater>());
        if is_later && house.clock.now() - update.received_at < FETCH_FOR {
            tracing::warn!(
                inbox.id = update.id,
                "a file could not be fetched; it will be tried again"
            );
            break;
        }
        let fault = match outcome {
            Ok(Ok(())) => {
                handled += 1;
                continue;
            }
            Ok(Err(error)) => format!("{error:#}"),
            Err(_) => "panicked".to_owned(),
        };
        tracing::error!(
            inbox.id = update.id,
            attempts = update.attempts,
            fault,
            "an update was not handled"
        );
        if let Err(error) = count_fault(house, &update).await {
            tracing::error!(
                inbox.id = update.id,
                error = format!("{error:#}"),
                "the failure was not counted"
            );
        }
        break;
    }
    handled
}

async fn count_fault(house: &House, update: &Waiting) -> Result<()> {
    let mut work = house.store.begin().await?;
    work.count_failure(update.id).await?;
    if update.attempts + 1 >= TRIES {
        let now = house.clock.now();
        let binding = work.find_binding_of_address(house.chat, &update.address).await?;
        let (mut person, mut unit) = (None, None);
        if let Some(binding) = binding {
            let sender: Person = work.get(binding.person_id).await?;
            unit = Some(work.get::<Unit>(sender.unit_id).await?.name);
            person = Some(sender.name);
        }
        let books = house.books(&mut work).await?;
        let at = books.local(update.received_at);
        let detail = serde_json::json!({ "person": person, "unit": unit, "at": at }).to_string();
        work.finish_heard(update.id, "failed", now).await?;
        let subject = format!("inbox:{}", update.id);
        work.raise(house.office.id, "inbox_failed", &subject, &detail, now)
            .await?;
    }
    Ok(work.commit().await?)
}

async fn handle(house: &House, files: &dyn Files, update: &Waiting) -> Result<()> {
    let content = update.content.as_deref().context("an update without content")?;
    let kept: Kept = serde_json::from_str(content).context("the content of an update")?;
    let fetched = fetch_first(house, files, &kept).await?;
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let outcome = answer(house, &books, &mut work, &kept, fetched).await?;
    if work.finish_heard(update.id, outcome, books.now).await? {
        work.commit().await?;
    }
    Ok(())
}

/// Fetches the file that the update would keep, before the unit of work that keeps it: no transaction is open
/// while the network is asked.
async fn fetch_first(house: &House, files: &dyn Files, kept: &Kept) -> Result<Option<Fetched>> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let wanted = plan(&mut with_visit(house, &books, &mut work, kept).await?, kept).await?;
    drop(work);
    let Plan::Fetch { file_id } = wanted else {
        return Ok(None);
    };
    let part = house
        .evidence_dir
        .join(format!("{}.part", crate::supervision::random_text(16)?));
    let fetched = files.fetch(&file_id, house.limits.evidence_bytes, &part);
    let fetched = tokio::time::timeout(FETCH_WITHIN, fetched)
        .await
        .unwrap_or_else(|_| Err(anyhow::anyhow!("it took longer than {FETCH_WITHIN:?}")))
        .map_err(|error| error.context(FetchLater));
    if let Ok(Fetched::Here { sha256, .. }) = &fetched {
        std::fs::rename(&part, house.evidence_dir.join(sha256)).context("keeping a file")?;
    } else {
        let _ = std::fs::remove_file(&part);
    }
    fetched.map(Some)
}

async fn with_visit<'a>(
    house: &'a House,
    books: &'a Books,
    work: &'a mut Work,
    kept: &'a Kept,
) -> Result<Visit<'a>> {
    let incoming = &kept.incoming;
    let account = match incoming.chat_kind {
        ChatKind::Private => &incoming.chat,
        ChatKind::Group => &incoming.sender,
    };
    let seer = match work.find_binding_of_address(house.chat, account).await? {
        Some(binding) => {
            let person = work.get(binding.person_id).await?;
            Some(Seer::of(work, books, person).await?)
        }
        None => None,
    };
    Ok(Visit {
        house,
        books,
        work,
        address: &incoming.chat,
        seer,
        said: Vec::new(),
    })
}

async fn answer(
    house: &House,
    books: &Books,
    work: &mut Work,
    kept: &Kept,
    fetched: Option<Fetched>,
) -> Result<&'static str> {
    let mut visit = with_visit(house, books, work, kept).await?;
    let outcome = route(&mut visit, kept, fetched).await?;
    // What is said in a group is said to nobody alone, whoever asked for it.
    let is_private = kept.incoming.chat_kind == ChatKind::Private;
    let person = visit.person().filter(|_| is_private).map(|person| person.id);
    for speech in std::mem::take(&mut visit.said) {
        say(house, books, work, &kept.incoming.chat, person, &speech).await?;
    }
    Ok(outcome)
}

/// Enqueues what is said to a chat.
///
/// # Errors
/// When the database refuses it.
pub(super) async fn say(
    house: &House,
    books: &Books,
    work: &mut Work,
    address: &str,
    person: Option<PersonId>,
    speech: &Speech,
) -> Result<()> {
    let posting = Posting {
        person,
        address,
        kind: "answer",
        slot_at: books.now,
    };
    if let Some(last) = post(work, house, books, posting, &speech.parts).await? {
        work.number_matters(last, &speech.listed).await?;
    }
    Ok(())
}
