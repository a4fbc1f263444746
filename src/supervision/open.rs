//! Opening a matter: code, due day, takeover, first step.

use super::due::DueFound;
use super::house::{Books, House};
use super::ladder::climb_of;
use super::schedule::{Track, next_step_at};
use super::withdraw::is_taken_back;
use crate::domain::code::numbered;
use crate::domain::ids::{EventId, InspectionId, MatterId, PersonId, UnitId};
use crate::domain::inspection::{Inspection, Round};
use crate::domain::matter::{Assignment, Matter, MatterState};
use crate::domain::role::Role;
use crate::domain::rulebook::Rule;
use crate::store::{Act, Planning, Work};
use anyhow::Result;
use chrono::{Datelike, NaiveDate};

/// Everything that is known about a matter before it is opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The unit that must act.
    pub unit_id: UnitId,
    /// The inspection that it comes from.
    pub inspection_id: Option<InspectionId>,
    /// A measure's finding.
    pub parent_id: Option<MatterId>,
    /// The event that opens it.
    pub event_id: Option<EventId>,
    /// What opens it, unique per rule and unit.
    pub origin: String,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// T0.
    pub started_on: NaiveDate,
    /// Its due day.
    pub due: DueFound,
    /// Where it stands.
    pub state: MatterState,
    /// Reported as done on that day.
    pub claimed_on: Option<NaiveDate>,
    /// Part of a first import.
    pub taken_over: bool,
    /// Persons named on it.
    pub people: Vec<(Role, PersonId, bool)>,
}

/// Opens a matter. One that is already overdue counts its later steps from today (历史逾期). Where a matter of the
/// same code was opened by mistake and taken back, it is that one again, in a new cycle.
///
/// # Errors
/// When the database refuses it.
pub async fn open(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
    opening: Opening,
) -> Result<Matter> {
    let freed = work.find_matter(house.office.id, &opening.code).await?;
    let freed = freed.filter(is_taken_back);
    let today = books.today();
    let is_overdue = opening.due.due_on.is_some_and(|due| due < today);
    let matter = Matter {
        id: freed.as_ref().map_or(MatterId(0), |freed| freed.id),
        office_id: house.office.id,
        code: opening.code,
        rule: rule.code.clone(),
        rulebook: books.rulebook.version.clone(),
        unit_id: opening.unit_id,
        inspection_id: opening.inspection_id,
        parent_id: opening.parent_id,
        event_id: opening.event_id,
        origin: opening.origin,
        title: opening.title,
        started_on: opening.started_on,
        opened_at: books.now,
        mode: opening.due.mode,
        due_on: opening.due.due_on,
        original_due_on: opening.due.due_on,
        provisional: opening.due.provisional,
        counts_from_on: is_overdue.then_some(today),
        due_revision: freed.as_ref().map_or(0, |freed| freed.due_revision + 1),
        cycle: freed.as_ref().map_or(0, |freed| freed.cycle + 1),
        state: opening.state,
        percent: None,
        claimed_on: opening.claimed_on,
        taken_over: opening.taken_over,
        silenced: opening.claimed_on.is_some(),
        received_on: None,
        ended_on: None,
        merged_into: None,
    };
    let matter = match freed {
        Some(freed) => reopen(work, books, act, &freed, matter).await?,
        None => work.insert(&act.doing("matter.opened"), matter).await?,
    };
    for (role, person_id, is_lead) in opening.people {
        let assignment = Assignment {
            id: 0,
            matter_id: matter.id,
            person_id,
            role,
            is_lead,
            ended_on: None,
        };
        work.insert(&act.doing("matter.assigned"), assignment).await?;
    }
    arm(work, house, books, &matter, Planning::default()).await?;
    Ok(matter)
}

/// Opens a matter again that was taken back; whoever was named on it then no longer is.
async fn reopen(work: &mut Work, books: &Books, act: &Act, freed: &Matter, matter: Matter) -> Result<Matter> {
    work.update(&act.doing("matter.opened_again"), freed, &matter)
        .await?;
    for assignment in work.list_assignments(matter.id).await? {
        let ended = Assignment {
            ended_on: Some(books.today()),
            ..assignment.clone()
        };
        work.update(&act.doing("matter.unassigned"), &assignment, &ended)
            .await?;
    }
    Ok(matter)
}

/// Writes the bookkeeping of a matter with its next step found anew.
///
/// # Errors
/// When its rulebook is missing or the database refuses it.
pub async fn arm(
    work: &mut Work,
    house: &House,
    books: &Books,
    matter: &Matter,
    planning: Planning,
) -> Result<()> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let promises = super::schedule::standing_promises(matter, &work.list_replies(matter.id).await?);
    let track = Track::of(matter, &rulebook)?;
    let climb = climb_of(work, house, matter, &track, &rulebook, books).await?;
    let next_step_at = next_step_at(
        matter,
        &planning,
        &climb,
        &promises,
        &rulebook,
        books,
        &house.office,
    )?;
    work.set_planning(
        matter.id,
        &Planning {
            next_step_at,
            ..planning
        },
    )
    .await?;
    Ok(())
}

/// The next code of a rule: `ZG-2026-03-0031` within a round, `DT-2026-0007` outside any.
///
/// # Errors
/// When the database cannot be read.
pub async fn next_code(
    work: &mut Work,
    rule: &Rule,
    inspection: Option<InspectionId>,
    today: NaiveDate,
) -> Result<String> {
    let stem = match inspection {
        Some(id) => {
            let inspection: Inspection = work.get(id).await?;
            let round: Round = work.get(inspection.round_id).await?;
            format!("{}-{}-{:02}", rule.prefix, round.year, round.ordinal)
        }
        None => format!("{}-{}", rule.prefix, today.year()),
    };
    let number = work.next_number(&stem).await?;
    Ok(numbered(&stem, number))
}
