//! Who sees the rows of clues: whoever sits at the machine, the office's own who never served in its units, and
//! their custodian. To everybody else they are not there.

use super::tie::is_coded;
use crate::domain::clue::Clue;
use crate::domain::contact::{Person, Unit};
use crate::domain::disclosure::Shown;
use crate::domain::inspection::Inspection;
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::refusal::Refusal;
use crate::domain::rulebook::{ChannelKind, Register};
use crate::store::Work;
use crate::supervision::board::get_matter;
use crate::supervision::house::{Books, House};
use crate::supervision::outward::{Disclosed, Seer};
use crate::supervision::refused::refuse;
use anyhow::Result;

/// Through whose eyes rows are seen.
#[derive(Debug)]
pub struct Sight(Option<Seer>);

impl Sight {
    /// Those of whoever acts.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(work: &mut Work, books: &Books, actor: Actor) -> Result<Sight> {
        Ok(Sight(match actor {
            Actor::Person(id) => {
                let person: Person = work.get(id).await?;
                Some(Seer::of(work, books, person).await?)
            }
            _ => None,
        }))
    }

    /// Whether a matter is there for them; whatever is no clue's is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn shows(
        &self,
        work: &mut Work,
        house: &House,
        books: &Books,
        matter: &Matter,
    ) -> Result<bool> {
        let Some(seer) = &self.0 else { return Ok(true) };
        let rulebook = house.rulebook(work, &matter.rulebook).await?;
        let register = rulebook.rule(&matter.rule).map(|rule| rule.register);
        if register != Some(Register::Clue) && !is_coded(work, house, matter).await? {
            return Ok(true);
        }
        let disclosed = Disclosed::of(work, house, books, matter).await?;
        if seer.is_office() {
            return Ok(!disclosed.is_avoided_by(seer)?);
        }
        let shown = disclosed.shown(Some(seer), ChannelKind::Chat)?;
        Ok(matches!(shown, Shown::Full(_) | Shown::Neutral(_)))
    }

    /// Whether the register's row of a clue is there for them: it is the office's.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn shows_clue(&self, work: &mut Work, clue: &Clue) -> Result<bool> {
        match &self.0 {
            None => Ok(true),
            Some(seer) => Ok(seer.is_office() && !is_avoided(work, clue, &seer.person).await?),
        }
    }
}

/// Refuses a matter that is not there for whoever asks.
///
/// # Errors
/// Refused in the words of a matter that there is none of.
pub async fn see(house: &House, actor: Actor, code: &str) -> Result<()> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let matter = get_matter(&mut work, house, code).await?;
    let sight = Sight::of(&mut work, &books, actor).await?;
    if !sight.shows(&mut work, house, &books, &matter).await? {
        refuse!("no matter {code}; `huiyin matter list` shows all");
    }
    Ok(())
}

/// Whether somebody may record anything of a clue: the office's own who never served in its units, and whoever sits
/// at the machine.
///
/// # Errors
/// When the database cannot be read.
pub async fn may_record_clue(
    work: &mut Work,
    books: &Books,
    actor: Actor,
    clue: &Clue,
) -> Result<Result<(), Refusal>> {
    let Actor::Person(id) = actor else {
        return Ok(Ok(()));
    };
    let person: Person = work.get(id).await?;
    let seer = Seer::of(work, books, person).await?;
    Ok(
        match (seer.is_office(), is_avoided(work, clue, &seer.person).await?) {
            (false, _) => Err(Refusal::NotAtDesk),
            (true, true) => Err(Refusal::Avoidance),
            (true, false) => Ok(()),
        },
    )
}

/// 回避: somebody who served in the organ or in the inspected unit.
async fn is_avoided(work: &mut Work, clue: &Clue, person: &Person) -> Result<bool> {
    let mut units = vec![clue.organ_id];
    if let Some(inspection) = clue.inspection_id {
        units.push(work.get::<Inspection>(inspection).await?.unit_id);
    }
    for unit in units {
        let unit: Unit = work.get(unit).await?;
        let names = [Some(unit.name.as_str()), unit.alias.as_deref()];
        let served = |former: &String| names.iter().flatten().any(|name| former.trim() == name.trim());
        if person.former_units.iter().any(served) {
            return Ok(true);
        }
    }
    Ok(false)
}
