//! A step of the chain: a decision on an application, as a matter of its own under what it is about.

use super::ORIGIN;
use super::decided::applicants;
use crate::domain::closeout::Application;
use crate::domain::contact::Unit;
use crate::domain::ids::{ApplicationId, PersonId};
use crate::domain::matter::{Matter, MatterState};
use crate::domain::role::Role;
use crate::domain::rulebook::{Rule, RuleCode};
use crate::store::{Act, Work};
use crate::supervision::due::find_due;
use crate::supervision::house::{Books, House};
use crate::supervision::open::{Opening, next_code, open};
use crate::supervision::people::Finder;
use anyhow::Result;

/// Kind of the attention that a step raises which nobody is left to decide.
pub const NOBODY_DECIDES: &str = "nobody_decides";

/// Opens a step. Where nobody is left who holds its rule's first role, those who hold the next one are named in
/// their place; where there is nobody at all, the office is told.
pub async fn open_step(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    about: &Matter,
    application: &Application,
    code: &RuleCode,
) -> Result<Matter> {
    let rule = books.rule(code)?;
    let own = applicants(work, application.id).await?;
    let (people, is_vacant) = deciders(work, house, books, rule, about, &own).await?;
    let opening = Opening {
        unit_id: about.unit_id,
        inspection_id: about.inspection_id,
        parent_id: Some(about.id),
        event_id: None,
        origin: origin(application.id, code),
        code: next_code(work, rule, about.inspection_id, books.today()).await?,
        title: format!("{} {}", rule.name, about.code),
        started_on: application.applied_on,
        due: find_due(work, books, rule, books.today(), about.inspection_id).await?,
        state: MatterState::NotStarted,
        claimed_on: None,
        taken_over: false,
        people,
    };
    let step = open(work, house, books, act, rule, opening).await?;
    if is_vacant {
        let unit: Unit = work.get(step.unit_id).await?;
        let role = rule.to.first().map(|role| role.key());
        let detail = serde_json::json!({ "code": step.code, "unit": unit.name, "role": role });
        work.raise(
            house.office.id,
            NOBODY_DECIDES,
            &step.code,
            &detail.to_string(),
            books.now,
        )
        .await?;
    }
    Ok(step)
}

/// The origin of a step's matter.
pub fn origin(application: ApplicationId, code: &RuleCode) -> String {
    format!("{ORIGIN}:{application}:{code}")
}

type Named = Vec<(Role, PersonId, bool)>;

/// Who is named on a step: those who are named on what it is about for its role, or who stand in for a role that
/// nobody is left to hold. And whether there is nobody.
async fn deciders(
    work: &mut Work,
    house: &House,
    books: &Books,
    rule: &Rule,
    about: &Matter,
    own: &[PersonId],
) -> Result<(Named, bool)> {
    let Some(first) = rule.to.first().copied() else {
        return Ok((Vec::new(), true));
    };
    let mut finder = Finder::new(house, books.today());
    for role in &rule.to {
        let mut left = finder.answering(work, about, *role).await?;
        left.retain(|person| !own.contains(&person.id));
        if left.is_empty() {
            continue;
        }
        let mut named = Named::new();
        if *role == first {
            let standing = work.list_assignments(about.id).await?;
            let of_role = standing.into_iter().filter(|one| one.role == first);
            named.extend(of_role.map(|one| (first, one.person_id, one.is_lead)));
        } else {
            named.extend(left.iter().map(|person| (first, person.id, false)));
        }
        return Ok((named, false));
    }
    Ok((Vec::new(), true))
}
