//! Changing the contacts at the desk, one person at a time.

use super::contacts::{PersonSheet, sheet_of};
use super::house::House;
use super::person::{PersonFacts, end_role, ensure_unit, find_unit, get_unit, set_person};
use super::refused::{refuse, refuse_secrets};
use crate::domain::ledger::Actor;
use crate::domain::role::Role;
use crate::intake::{mail, phone};
use crate::store::{Act, Work};
use anyhow::Result;

/// What the office says of somebody.
#[derive(Debug, Clone, Default)]
pub struct PersonChange {
    /// Their unit.
    pub unit: String,
    /// Their name.
    pub name: String,
    /// What is known of them.
    pub facts: PersonFacts,
    /// Roles that they do not hold any more from today on.
    pub ended_roles: Vec<Role>,
    /// Make the unit if it is unknown, and take former units that are unknown.
    pub create_missing: bool,
}

/// Adds somebody to a unit or changes what is known of them.
///
/// # Errors
/// Refused when a unit is unknown, an address is none, a text holds what may not come in, a role that ends is
/// not held, or they have left.
pub async fn change_person(house: &House, actor: Actor, change: &PersonChange) -> Result<PersonSheet> {
    let mut facts = change.facts.clone();
    check_texts(change)?;
    check_addresses(&mut facts)?;
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let act = Act::new(actor, books.now, "person.changed");
    check_former_units(&mut work, house, &mut facts, change.create_missing).await?;
    let unit = if change.create_missing {
        ensure_unit(&mut work, house, &act, &change.unit, None).await?
    } else {
        get_unit(&mut work, house, &change.unit).await?
    };
    let (person, _) = set_person(&mut work, house, &act, &unit, &change.name, &facts).await?;
    for role in &change.ended_roles {
        if !end_role(&mut work, &books, &act, &person, unit.id, *role).await? {
            refuse!(
                "{} does not hold the role {} in {}; `huiyin person show` tells what they hold",
                person.name,
                role.key(),
                unit.name
            );
        }
    }
    let sheet = sheet_of(&mut work, house, &books, person).await?;
    work.commit().await?;
    Ok(sheet)
}

fn check_texts(change: &PersonChange) -> Result<()> {
    let facts = &change.facts;
    let texts = [
        ("the unit", Some(&change.unit)),
        ("the name", Some(&change.name)),
        ("--post", facts.post.as_ref()),
        ("--phone", facts.phone.as_ref()),
        ("--mail", facts.mail.as_ref()),
    ];
    let former = facts.former_units.iter().flatten();
    let texts = texts
        .into_iter()
        .filter_map(|(what, text)| Some((what, text?)))
        .chain(former.map(|unit| ("--former-unit", unit)));
    for (what, text) in texts {
        refuse_secrets(what, text)?;
    }
    Ok(())
}

/// Telephone numbers and mail addresses are kept in half-width form.
fn check_addresses(facts: &mut PersonFacts) -> Result<()> {
    if let Some(written) = &mut facts.phone {
        match phone(written) {
            Some(good) => *written = good,
            None => {
                refuse!("--phone `{written}` is no telephone number; write figures, such as 0395-3100000")
            }
        }
    }
    if let Some(written) = &mut facts.mail {
        match mail(written) {
            Some(good) => *written = good,
            None => refuse!("--mail `{written}` is no mail address; write one such as name@example.cn"),
        }
    }
    Ok(())
}

/// A former unit is kept under the name that its unit has: else 回避 would never find it.
async fn check_former_units(
    work: &mut Work,
    house: &House,
    facts: &mut PersonFacts,
    may_be_unknown: bool,
) -> Result<()> {
    for name in facts.former_units.iter_mut().flatten() {
        match find_unit(work, house, name).await? {
            Some(unit) => *name = unit.name,
            None if may_be_unknown => {}
            None => refuse!(
                "--former-unit `{name}` is no known unit, so nothing could be kept from them; correct the name, \
                 or take it as it is with --create-missing"
            ),
        }
    }
    Ok(())
}
