//! Addresses from which mail came back: told by the relay at once, or later by a mail in the folder of bounces.

use super::house::House;
use crate::channel::mail::bounce::{Bounce, read_bounces};
use crate::domain::contact::{Person, Unit};
use crate::domain::letter::MAIL;
use crate::store::{ClosedAddress, Work};
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use std::fs;
use std::path::{Path, PathBuf};

/// Kind of the attention that tells the office of an address that takes no mail.
pub const MAIL_GONE: &str = "mail_gone";
/// Kind of the attention that tells the office of one letter that came back.
const MAIL_RETURNED: &str = "mail_returned";
/// A maildir's mark of what was read.
const READ: &str = ":2,S";
/// A larger mail tells of no bounce that is worth its memory.
const LARGEST: u64 = 32 * 1024 * 1024;

/// Closes a mail address: whoever has it is called from now on, and the office is told.
///
/// # Errors
/// When the database refuses it.
pub async fn close_mail(
    work: &mut Work,
    house: &House,
    address: &str,
    why: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    if work.close_address(MAIL, address, why, now).await? {
        tell(work, house, MAIL_GONE, address, now).await?;
    }
    Ok(())
}

async fn tell(work: &mut Work, house: &House, kind: &str, address: &str, now: DateTime<Utc>) -> Result<()> {
    for person in work.list_persons_with_mail(house.office.id, address).await? {
        let unit: Unit = work.get(person.unit_id).await?;
        let detail = serde_json::json!({ "person": person.name, "unit": unit.name }).to_string();
        work.raise(house.office.id, kind, &person.id.to_string(), &detail, now)
            .await?;
    }
    Ok(())
}

/// Opens a mail address again; `false` when it was not closed.
///
/// # Errors
/// When the database refuses it.
pub async fn open_mail(house: &House, address: &str) -> Result<bool> {
    let mut work = house.store.begin().await?;
    let was_closed = work.open_address(MAIL, address).await?;
    for person in work.list_persons_with_mail(house.office.id, address).await? {
        forget_mail_gone(&mut work, &person, house.clock.now()).await?;
    }
    work.commit().await?;
    Ok(was_closed)
}

/// Nobody need look at a person's old mail address any more.
///
/// # Errors
/// When the database refuses it.
pub async fn forget_mail_gone(work: &mut Work, person: &Person, now: DateTime<Utc>) -> Result<()> {
    work.settle_attention_about(MAIL_GONE, &person.id.to_string(), now)
        .await?;
    Ok(())
}

/// The closed mail addresses, the last one first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_closed_mail(house: &House) -> Result<Vec<ClosedAddress>> {
    Ok(house.store.read().await?.list_closed_addresses(MAIL).await?)
}

/// Reads the maildir of bounces: what is new there, and what a reader has moved without having looked at it. Gives
/// how many letters of ours came back. What was read stays, marked as read; what cannot be read stays as it is.
///
/// # Errors
/// When the folder or the database cannot be read; what was not read is read the next time.
pub async fn take_bounces(house: &House) -> Result<usize> {
    let Some(folder) = &house.bounce_dir else {
        return Ok(0);
    };
    let mut returned = 0;
    for path in unread(folder)? {
        match read(&path) {
            Ok(bytes) => {
                returned += take_mail(house, &bytes).await?;
                mark_read(folder, &path)?;
            }
            Err(error) => tracing::warn!(file = %path.display(), %error, "a returned mail cannot be read"),
        }
    }
    Ok(returned)
}

fn unread(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut unread = Vec::new();
    for within in ["new", "cur"] {
        let within = folder.join(within);
        if !within.exists() {
            continue;
        }
        for entry in fs::read_dir(&within).with_context(|| within.display().to_string())? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let is_read = name
                .rsplit_once(":2,")
                .is_some_and(|(_, flags)| flags.contains('S'));
            if path.is_file() && !is_read && !name.starts_with('.') {
                unread.push(path);
            }
        }
    }
    unread.sort();
    Ok(unread)
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    if fs::metadata(path)?.len() > LARGEST {
        return Ok(Vec::new());
    }
    fs::read(path)
}

/// Into `cur`, under a name that says that it was read.
fn mark_read(folder: &Path, path: &Path) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = match name.rsplit_once(":2,") {
        Some((name, flags)) => format!("{name}:2,{flags}S"),
        None => format!("{name}{READ}"),
    };
    let cur = folder.join("cur");
    fs::create_dir_all(&cur).with_context(|| cur.display().to_string())?;
    fs::rename(path, cur.join(name)).with_context(|| path.display().to_string())
}

async fn take_mail(house: &House, bytes: &[u8]) -> Result<usize> {
    let mut taken = 0;
    for bounce in read_bounces(bytes) {
        let mut work = house.store.begin().await?;
        taken += usize::from(take_bounce(&mut work, house, &bounce).await?);
        work.commit().await?;
    }
    Ok(taken)
}

/// Only what we have sent can come back: a mail that names none of ours closes no address, whoever wrote it.
async fn take_bounce(work: &mut Work, house: &House, bounce: &Bounce) -> Result<bool> {
    let now = house.clock.now();
    let Bounce {
        message_id,
        address,
        is_gone,
        why,
    } = bounce;
    let Some(part) = work.find_sent_mail(MAIL, address, message_id).await? else {
        tracing::info!(message_id, "a mail that is none of ours came back");
        return Ok(false);
    };
    let is_news = work.take_back_sent(part, why).await?;
    if *is_gone {
        close_mail(work, house, address, why, now).await?;
    } else if is_news {
        tell(work, house, MAIL_RETURNED, address, now).await?;
    }
    Ok(is_news)
}
