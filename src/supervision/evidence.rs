//! 佐证材料: a file that answers a matter is kept where the disclosure table takes files.

use super::answer::lock_for;
use super::house::{Books, House};
use super::outward::{Disclosed, Seer};
use crate::domain::answer::Evidence;
use crate::domain::ids::{EvidenceId, MatterId};
use crate::domain::ledger::Actor;
use crate::domain::refusal::Refusal;
use crate::domain::rulebook::Inbound;
use crate::store::{Act, Work};
use anyhow::Result;

/// A file as offered.
#[derive(Debug, Clone)]
pub struct Offered<'a> {
    /// Its name as sent.
    pub name: &'a str,
    /// Its media type as sent.
    pub media_type: &'a str,
    /// Its size as announced, in bytes.
    pub bytes: Option<u64>,
}

/// A file that lies in the evidence folder under its hash.
#[derive(Debug, Clone, Copy)]
pub struct FetchedFile<'a> {
    /// As offered.
    pub offered: &'a Offered<'a>,
    /// Its size.
    pub bytes: u64,
    /// Of its content, lower-case hex.
    pub sha256: &'a str,
}

/// Whether a file would be taken for a matter; asked before it is fetched.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn check_evidence(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    id: MatterId,
    offered: &Offered<'_>,
) -> Result<Result<(), Refusal>> {
    let matter = match lock_for(work, house, books, seer, id).await? {
        Ok(matter) => matter,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let disclosed = Disclosed::of(work, house, books, &matter).await?;
    Ok(if disclosed.taken(seer)? != Inbound::Files {
        Err(Refusal::EvidenceNotTaken { code: matter.code })
    } else if !house
        .limits
        .evidence_types
        .iter()
        .any(|taken| taken == offered.media_type)
    {
        Err(Refusal::FileTypeRefused {
            taken: house.limits.evidence_types.clone(),
        })
    } else if offered
        .bytes
        .is_some_and(|bytes| bytes > house.limits.evidence_bytes)
    {
        Err(Refusal::FileTooLarge {
            limit: house.limits.evidence_bytes,
        })
    } else {
        Ok(())
    })
}

/// Enters a file that lies in the evidence folder under its hash.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn keep_evidence(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    id: MatterId,
    fetched: &FetchedFile<'_>,
) -> Result<Result<Evidence, Refusal>> {
    let FetchedFile {
        offered,
        bytes,
        sha256,
    } = *fetched;
    if let Err(refusal) = check_evidence(work, house, books, seer, id, offered).await? {
        return Ok(Err(refusal));
    }
    let known = work.list_evidence(id).await?;
    if let Some(same) = known.into_iter().find(|evidence| evidence.sha256 == sha256) {
        return Ok(Ok(same));
    }
    let act = Act::new(Actor::Person(seer.person.id), books.now, "evidence.taken");
    let evidence = Evidence {
        id: EvidenceId(0),
        matter_id: id,
        person_id: seer.person.id,
        name: safe_name(offered.name),
        media_type: offered.media_type.to_owned(),
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        sha256: sha256.to_owned(),
        received_at: books.now,
    };
    Ok(Ok(work.insert(&act, evidence).await?))
}

const NAME_LIMIT: usize = 80;

/// A name without folders, control characters and leading dots.
fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|'))
        .take(NAME_LIMIT)
        .collect();
    let clean = clean.trim_start_matches('.').trim();
    if clean.is_empty() {
        "file".to_owned()
    } else {
        clean.to_owned()
    }
}
