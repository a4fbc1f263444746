//! What the office must look at, until somebody says that it is settled.

use super::firing::Vacancy;
use super::house::{Books, House};
use super::refused::refuse;
use crate::domain::ids::UnitId;
use crate::domain::role::{Role, RoleScope};
use crate::store::Work;
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};

/// Something to look at; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AttentionLine {
    /// Row; `attention --settle` takes it.
    pub id: i64,
    /// `nobody_in_role`, `nobody_may_be_told`, `nobody_reachable`, `address_gone`, `gave_up`, `storm` ...
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

const NOBODY_IN_ROLE: &str = "nobody_in_role";
const NOBODY_MAY_BE_TOLD: &str = "nobody_may_be_told";

/// What a vacant role is raised under: a unit's own once for each unit, any other once.
fn vacant(role: Role, unit: UnitId) -> String {
    match role.scope() {
        RoleScope::Unit => format!("{}@{unit}", role.key()),
        RoleScope::Team | RoleScope::Office => role.key().to_owned(),
    }
}

/// Tells the office that nobody is told of a unit's matters through a role: it is vacant, or all who hold it must
/// keep out.
///
/// # Errors
/// When the database refuses it.
pub async fn raise_vacancy(
    work: &mut Work,
    house: &House,
    books: &Books,
    vacancy: Vacancy,
    unit: UnitId,
    unit_name: &str,
) -> Result<()> {
    let Vacancy { role, is_avoided } = vacancy;
    let (kind, subject) = if is_avoided {
        (NOBODY_MAY_BE_TOLD, format!("{}@{unit}", role.key()))
    } else {
        (NOBODY_IN_ROLE, vacant(role, unit))
    };
    let names_unit = is_avoided || role.scope() == RoleScope::Unit;
    let detail = serde_json::json!({ "role": role.key(), "unit": names_unit.then_some(unit_name) });
    work.raise(house.office.id, kind, &subject, &detail.to_string(), books.now)
        .await?;
    Ok(())
}

/// Somebody holds a role from now on: what was raised for want of them is settled. Whether they must keep out of
/// a matter too shows when it is told next.
///
/// # Errors
/// When the database refuses it.
pub async fn settle_vacancy(work: &mut Work, role: Role, unit: UnitId, at: DateTime<Utc>) -> Result<()> {
    work.settle_attention_about(NOBODY_IN_ROLE, &vacant(role, unit), at)
        .await?;
    let avoided = match role.scope() {
        RoleScope::Unit => format!("{}@{unit}", role.key()),
        RoleScope::Team | RoleScope::Office => format!("{}@", role.key()),
    };
    work.settle_attention_under(NOBODY_MAY_BE_TOLD, &avoided, at)
        .await?;
    Ok(())
}
