//! A leader's card: who hears of a matter only as a leader hears once a week, besides a first red. Nothing is dropped:
//! what waits goes with the week's first run, each matter as what it then is.

use super::decision::is_decision;
use super::house::{Books, House};
use super::people::Finder;
use super::plan::JOB;
use super::schedule::Track;
use crate::domain::ids::PersonId;
use crate::domain::matter::Matter;
use crate::domain::notice::{Notice, NoticeState};
use crate::domain::role::Role;
use crate::domain::rulebook::RuleCode;
use crate::store::Work;
use anyhow::Result;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// The policy that names the leaders.
const CARD: &str = "L-CARD";

/// Which notices of leaders go in a slot.
pub struct Cards {
    /// Roles that hear once a week; none where the rulebook has no such policy.
    leaders: Vec<Role>,
    /// Whether this is the week's first run.
    is_due: bool,
    /// The last run: what waits since before it waits for the week's card.
    last_run_at: Option<DateTime<Utc>>,
}

impl Cards {
    /// Before the slot's run is written.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(work: &mut Work, house: &House, books: &Books, slot_at: DateTime<Utc>) -> Result<Cards> {
        let policy = books.rulebook.policy(&RuleCode(CARD.to_owned()));
        let monday = books.calendar.first_workday_of_week(books.today());
        let first = monday.zip(house.office.slots.first());
        let first = first.map(|(day, slot)| books.instant(day.and_time(*slot)));
        Ok(Cards {
            last_run_at: work.last_run_at(JOB).await?,
            leaders: policy.map(|policy| policy.roles.clone()).unwrap_or_default(),
            is_due: match first {
                Some(first) => !work.ran_between(JOB, first, slot_at).await?,
                None => true,
            },
        })
    }

    /// Which of a person's notices go now. Of those that have waited the last of each matter stands for the others,
    /// which are withdrawn.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn going(
        &self,
        work: &mut Work,
        house: &House,
        finder: &mut Finder<'_>,
        notices: &[Notice],
    ) -> Result<Vec<Notice>> {
        let person = notices[0].person_id;
        if !self.may_lead(work, person).await? {
            return Ok(notices.to_vec());
        }
        let (mut going, mut told) = (Vec::new(), BTreeSet::new());
        for notice in notices
            .iter()
            .rev()
            .filter(|notice| self.is_due || !self.waits(notice))
        {
            let matter: Matter = work.get(notice.matter_id).await?;
            if !self.is_card(work, house, finder, &matter, person).await? {
                going.push(notice.clone());
            } else if told.contains(&matter.id) {
                work.mark_notice(notice.id, NoticeState::Withdrawn).await?;
            } else if self.is_due || is_first_red(work, house, &matter, notice).await? {
                told.insert(matter.id);
                going.push(notice.clone());
            }
        }
        going.reverse();
        Ok(going)
    }

    /// Whether a run before this one has let a leader's notice wait.
    fn waits(&self, notice: &Notice) -> bool {
        let was_bundled = notice.number.is_some();
        !was_bundled && self.last_run_at.is_some_and(|last| notice.planned_at <= last)
    }

    /// Whether somebody holds any of the roles at all, or is named for one.
    async fn may_lead(&self, work: &mut Work, person: PersonId) -> Result<bool> {
        if self.leaders.is_empty() {
            return Ok(false);
        }
        let holdings = work.list_holdings(person).await?;
        if holdings.iter().any(|held| self.leaders.contains(&held.role)) {
            return Ok(true);
        }
        let named = work.list_assignments_of(person).await?;
        Ok(named.iter().any(|named| self.leaders.contains(&named.role)))
    }

    /// Whether somebody hears of a matter only as a leader: neither is it their own duty, nor theirs to decide.
    async fn is_card(
        &self,
        work: &mut Work,
        house: &House,
        finder: &mut Finder<'_>,
        matter: &Matter,
        person: PersonId,
    ) -> Result<bool> {
        if is_decision(work, house, matter).await? {
            return Ok(false);
        }
        let rulebook = house.rulebook(work, &matter.rulebook).await?;
        let track = Track::of(matter, &rulebook)?;
        let steps = track.timeline.steps.iter();
        let mut roles: Vec<Role> = steps.flat_map(|step| step.to.clone()).collect();
        roles.extend(&track.rule.to);
        roles.sort_unstable();
        roles.dedup();
        let mut leads = false;
        for role in roles {
            let found = finder.find(work, matter, role).await?;
            if found.iter().any(|holder| holder.id == person) {
                if !self.leaders.contains(&role) || track.rule.to.contains(&role) {
                    return Ok(false);
                }
                leads = true;
            }
        }
        Ok(leads)
    }
}

/// Whether a notice is the first of a rung that somebody is told of a matter's present date.
async fn is_first_red(work: &mut Work, house: &House, matter: &Matter, notice: &Notice) -> Result<bool> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let track = Track::of(matter, &rulebook)?;
    let is_rung = |notice: &Notice| {
        let mut steps = track.timeline.steps.iter();
        steps.any(|step| step.code == notice.step && step.at.is_after_due())
    };
    let is_told = |other: &Notice| {
        other.id < notice.id
            && other.person_id == notice.person_id
            && other.cycle == notice.cycle
            && other.due_revision == notice.due_revision
            && (other.state.is_told() || other.state == NoticeState::Bundled)
            && is_rung(other)
    };
    let is_first = !work.list_notices_of(matter.id).await?.iter().any(is_told);
    Ok(is_first && is_rung(notice))
}
