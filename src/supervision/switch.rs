//! Recurring duties switched on and off for the office.

use super::house::{Books, House};
use super::refused::{refuse, refuse_secrets};
use super::withdraw::withdraw;
use crate::domain::ids::SwitchId;
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::rulebook::{Rule, RuleCode};
use crate::domain::switch::{Switch, is_switchable};
use crate::store::{Act, MatterFilter, Work};
use anyhow::Result;
use serde::Serialize;

/// A recurring duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DutyLine {
    /// Code of its rule.
    pub code: String,
    /// Its full name.
    pub name: String,
    /// Whether it opens anything.
    pub is_on: bool,
    /// How many of its matters are open.
    pub open: usize,
}

/// A duty that was switched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Switched {
    /// Its full name.
    pub name: String,
    /// On?
    pub is_on: bool,
    /// Codes of open matters that were withdrawn.
    pub withdrawn: Vec<String>,
    /// Codes of open matters that stay, because somebody has spoken of them.
    pub kept: Vec<String>,
}

/// The recurring duties, in the order of the rulebook.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_duties(house: &House) -> Result<Vec<DutyLine>> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    list_duties_in(&mut work, &books).await
}

/// The same within a unit of work.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_duties_in(work: &mut Work, books: &Books) -> Result<Vec<DutyLine>> {
    let mut lines = Vec::new();
    for rule in books.rulebook.rules.iter().filter(|rule| is_switchable(rule)) {
        lines.push(DutyLine {
            code: rule.code.0.clone(),
            name: rule.name.clone(),
            is_on: rule.enabled,
            open: open_of(work, rule).await?.len(),
        });
    }
    Ok(lines)
}

async fn open_of(work: &mut Work, rule: &Rule) -> Result<Vec<Matter>> {
    let filter = MatterFilter {
        rule: Some(rule.code.clone()),
        open_only: true,
        ..MatterFilter::default()
    };
    let mut open = work.list_matters(&filter).await?;
    open.sort_by_key(|matter| matter.id);
    Ok(open)
}

/// Switches a duty. Switched off, it opens nothing more, and what is open and nobody has spoken of is withdrawn;
/// switched on, it opens from its next occurrence.
///
/// # Errors
/// Refused when there is no such duty, or it is so already.
pub async fn switch_duty(
    house: &House,
    actor: Actor,
    code: &str,
    is_on: bool,
    reason: &str,
) -> Result<Switched> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let switched = switch_duty_in(&mut work, house, &books, actor, code, is_on, reason).await?;
    work.commit().await?;
    Ok(switched)
}

/// The same within a unit of work.
///
/// # Errors
/// As [`switch_duty`]; nothing has been written when it refuses.
pub async fn switch_duty_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    code: &str,
    is_on: bool,
    reason: &str,
) -> Result<Switched> {
    refuse_secrets("the reason", reason)?;
    let code = RuleCode(code.trim().to_uppercase());
    let Some(rule) = books.rulebook.rule(&code).filter(|rule| is_switchable(rule)) else {
        refuse!("{code} is no recurring duty; `huiyin duty list` shows them");
    };
    if rule.enabled == is_on {
        refuse!("{code} is {} already", if is_on { "on" } else { "off" });
    }
    let act = Act::new(actor, books.now, "duty.switched").because(reason);
    let switch = Switch {
        id: SwitchId(0),
        office_id: house.office.id,
        rule: code,
        is_on,
    };
    let known = work.list_switches(house.office.id).await?;
    match known.into_iter().find(|known| known.rule == switch.rule) {
        Some(known) => {
            let after = Switch {
                is_on,
                ..known.clone()
            };
            work.update(&act, &known, &after).await?;
        }
        None => {
            work.insert(&act, switch).await?;
        }
    }
    let mut switched = Switched {
        name: rule.name.clone(),
        is_on,
        withdrawn: Vec::new(),
        kept: Vec::new(),
    };
    if !is_on {
        withdraw_unspoken(work, house, books, &act, rule, &mut switched).await?;
    }
    Ok(switched)
}

async fn withdraw_unspoken(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
    switched: &mut Switched,
) -> Result<()> {
    for matter in open_of(work, rule).await? {
        let Some(matter) = work.lock_matter(matter.id).await?.filter(Matter::is_open) else {
            continue;
        };
        let is_untouched =
            work.list_replies(matter.id).await?.is_empty() && work.list_moves(matter.id).await?.is_empty();
        if is_untouched {
            withdraw(work, house, books, act, &matter).await?;
            switched.withdrawn.push(matter.code);
        } else {
            switched.kept.push(matter.code);
        }
    }
    Ok(())
}
