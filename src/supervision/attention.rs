//! What the office must look at, until somebody says that it is settled.

use super::house::House;
use super::refused::refuse;
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};

/// Something to look at; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AttentionLine {
    /// Row; `attention --settle` takes it.
    pub id: i64,
    /// `nobody_in_role`, `nobody_reachable`, `address_gone`, `gave_up`, `storm` ...
    pub kind: String,
    /// Whom or what it is about, and why.
    pub detail: Map<String, Value>,
    /// Business instant.
    pub raised_at: DateTime<Utc>,
    /// Business instant at which somebody of the office was told by chat.
    pub told_at: Option<DateTime<Utc>>,
}

/// Everything that is open, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_attention(house: &House) -> Result<Vec<AttentionLine>> {
    let mut work = house.store.read().await?;
    let mut lines = Vec::new();
    for item in work.list_attention(false).await? {
        lines.push(AttentionLine {
            id: item.id,
            detail: serde_json::from_str(&item.detail).with_context(|| format!("attention {}", item.id))?,
            kind: item.kind,
            raised_at: item.raised_at,
            told_at: item.told_at,
        });
    }
    Ok(lines)
}

/// Settles one.
///
/// # Errors
/// Refused when it is not open.
pub async fn settle_attention(house: &House, id: i64) -> Result<()> {
    let mut work = house.store.begin().await?;
    if !work.settle_attention(id, house.clock.now()).await? {
        refuse!("{id} is not open; `huiyin attention` shows what is");
    }
    work.commit().await?;
    Ok(())
}
