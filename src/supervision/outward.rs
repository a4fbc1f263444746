//! From a matter to what one reader may see of it, and to what one writer may hand in.

use super::house::{Books, House};
use super::schedule::Track;
use crate::domain::contact::{Person, Unit};
use crate::domain::disclosure::{Facts, Reader, Shown, inbound, outward};
use crate::domain::ids::{InspectionId, PersonId};
use crate::domain::inspection::Inspection;
use crate::domain::matter::Matter;
use crate::domain::role::Role;
use crate::domain::rulebook::{ChannelKind, Ends, Inbound, Register, Rulebook};
use crate::store::Work;
use anyhow::Result;
use std::sync::Arc;

/// A person as disclosure sees them.
#[derive(Debug, Clone)]
pub struct Seer {
    /// The person.
    pub person: Person,
    /// What they hold today.
    pub roles: Vec<Role>,
}

impl Seer {
    /// Looks up what a person holds today.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(work: &mut Work, books: &Books, person: Person) -> Result<Seer> {
        let holdings = work.list_holdings(person.id).await?;
        let today = books.today();
        let roles = holdings
            .into_iter()
            .filter(|held| held.is_held_on(today))
            .map(|held| held.role)
            .collect();
        Ok(Seer { person, roles })
    }

    /// Whether they serve in the 巡察办.
    pub fn is_office(&self) -> bool {
        self.roles.iter().any(|role| role.is_office())
    }

    fn reader(&self) -> Reader<'_> {
        Reader {
            person_id: self.person.id,
            unit_id: self.person.unit_id,
            former_unit_names: &self.person.former_units,
            roles: &self.roles,
        }
    }
}

/// The inspection that a matter comes from, or that its clue was found in.
///
/// # Errors
/// When the database cannot be read.
pub async fn inspection_of(work: &mut Work, matter: &Matter) -> Result<Option<InspectionId>> {
    if matter.inspection_id.is_some() {
        return Ok(matter.inspection_id);
    }
    let clue = work.clue_of_matter(matter.id).await?;
    Ok(clue.and_then(|clue| clue.inspection_id))
}

/// Who is named to keep a clue, and is still there.
async fn custodian_of(work: &mut Work, matter: &Matter) -> Result<Option<PersonId>> {
    for assignment in work.list_assignments(matter.id).await? {
        if assignment.role == Role::ClueCustodian {
            let person: Person = work.get(assignment.person_id).await?;
            return Ok(person.left_on.is_none().then_some(person.id));
        }
    }
    Ok(None)
}

/// A matter with what disclosure must know beside it.
pub struct Disclosed<'a> {
    matter: &'a Matter,
    unit: Unit,
    inspected: Option<Unit>,
    custodian: Option<PersonId>,
    rulebook: Arc<Rulebook>,
    books: &'a Books,
}

impl<'a> Disclosed<'a> {
    /// Looks up what is needed.
    ///
    /// # Errors
    /// When the database cannot be read or its rulebook is missing.
    pub async fn of(
        work: &mut Work,
        house: &House,
        books: &'a Books,
        matter: &'a Matter,
    ) -> Result<Disclosed<'a>> {
        let unit: Unit = work.get(matter.unit_id).await?;
        let inspected = match inspection_of(work, matter).await? {
            Some(id) => {
                let inspection: Inspection = work.get(id).await?;
                (inspection.unit_id != unit.id).then_some(inspection.unit_id)
            }
            None => None,
        };
        let inspected = match inspected {
            Some(id) => Some(work.get::<Unit>(id).await?),
            None => None,
        };
        let rulebook = house.rulebook(work, &matter.rulebook).await?;
        let is_clue = Track::of(matter, &rulebook)?.rule.register == Register::Clue;
        let custodian = if is_clue {
            custodian_of(work, matter).await?
        } else {
            None
        };
        Ok(Disclosed {
            matter,
            unit,
            inspected,
            custodian,
            rulebook,
            books,
        })
    }

    /// What a reader may see of it by a kind of channel.
    ///
    /// # Errors
    /// When its rule is not in its rulebook.
    pub fn shown(&self, seer: Option<&Seer>, channel: ChannelKind) -> Result<Shown> {
        let track = Track::of(self.matter, &self.rulebook)?;
        let reader = seer.map(Seer::reader);
        let facts = self.facts(&track);
        Ok(outward(
            &facts,
            reader.as_ref(),
            &self.rulebook,
            channel,
            self.books.today(),
        ))
    }

    /// What a writer may hand in on it by private chat.
    ///
    /// # Errors
    /// When its rule is not in its rulebook.
    pub fn taken(&self, seer: &Seer) -> Result<Inbound> {
        let track = Track::of(self.matter, &self.rulebook)?;
        Ok(inbound(
            &self.facts(&track),
            &seer.reader(),
            &self.rulebook,
            ChannelKind::Chat,
        ))
    }

    /// Whether a writer may hand in words on it, and may therefore be told words about it.
    ///
    /// # Errors
    /// When its rule is not in its rulebook.
    pub fn takes_notes(&self, seer: &Seer) -> Result<bool> {
        Ok(matches!(self.taken(seer)?, Inbound::Notes | Inbound::Files))
    }

    /// 回避: somebody who served in one of its units.
    ///
    /// # Errors
    /// When its rule is not in its rulebook.
    pub fn is_avoided_by(&self, seer: &Seer) -> Result<bool> {
        let track = Track::of(self.matter, &self.rulebook)?;
        Ok(self.facts(&track).is_avoided_by(&seer.reader()))
    }

    fn facts<'f>(&'f self, track: &'f Track<'_>) -> Facts<'f> {
        let matter = self.matter;
        Facts {
            code: &matter.code,
            rule: &matter.rule,
            register: track.rule.register,
            secrecy: track.rule.secrecy,
            neutral: &track.rule.neutral,
            title: Some(&matter.title),
            unit_id: matter.unit_id,
            unit_name: &self.unit.name,
            unit_alias: Some(self.unit.outward_name()),
            inspected_unit: self.inspected.as_ref().map(|unit| unit.name.as_str()),
            custodian: self.custodian,
            coded: track.rule.ends == Ends::Coded,
            due_on: matter.due_on,
            original_due_on: matter.original_due_on,
            provisional: matter.provisional,
            light: track.light(matter, self.books),
            percent: matter.percent.and_then(|percent| u8::try_from(percent).ok()),
            claimed: matter.claimed_on.is_some(),
            counts_from_on: matter.counts_from_on,
            state: matter.state.key(),
        }
    }
}
