//! Drafting: what fires for a unit in one slot in one form stands on one paper.

use super::issue::number_paper;
use super::{ISSUE_RULE, origin_of};
use crate::domain::contact::Unit;
use crate::domain::ids::{PaperId, PaperItemId};
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::role::{Role, RoleScope};
use crate::domain::rulebook::{Form, RuleCode, Rulebook};
use crate::domain::supervision_paper::{Paper, PaperItem, PaperState};
use crate::store::{Act, Work};
use crate::supervision::due::find_due;
use crate::supervision::firing::{FiredStep, Firing};
use crate::supervision::house::{Books, House};
use crate::supervision::open::{Opening, next_code, open};
use crate::supervision::schedule::Track;
use anyhow::Result;
use chrono::{DateTime, Utc};

/// Whether a form's paper goes to the unit whose duty a matter is: nobody writes to a unit for what others owe.
fn goes_to_unit(track: &Track<'_>) -> bool {
    let first = track.rule.to.first();
    first.is_some_and(|role| role.scope() == RoleScope::Unit && *role != Role::ClueCustodian)
}

/// Whether the unit's people are told of a step only when its paper is issued.
pub fn waits_for_issue(rulebook: &Rulebook, track: &Track<'_>, form: &str) -> bool {
    let form = rulebook.form(form);
    goes_to_unit(track) && form.is_some_and(|form| form.paper.is_some() && form.signed)
}

/// Of some roles those of the unit itself.
pub fn roles_of_unit(roles: &[Role]) -> Vec<Role> {
    let mut roles = roles.to_vec();
    roles.retain(|role| role.scope() == RoleScope::Unit);
    roles
}

/// Of some roles those outside of the unit.
pub fn roles_beside_unit(roles: &[Role]) -> Vec<Role> {
    let mut roles = roles.to_vec();
    roles.retain(|role| role.scope() != RoleScope::Unit);
    roles
}

/// Puts a matter on the papers of the steps that fire for it, each once.
///
/// # Errors
/// When the database refuses it.
pub async fn draft_papers(
    work: &mut Work,
    house: &House,
    books: &Books,
    slot_at: DateTime<Utc>,
    matter: &Matter,
    firing: &Firing,
) -> Result<()> {
    if firing.fired.is_empty() {
        return Ok(());
    }
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    if !goes_to_unit(&Track::of(matter, &rulebook)?) {
        return Ok(());
    }
    for fired in &firing.fired {
        let form = rulebook.form(&fired.form).filter(|form| form.paper.is_some());
        let Some(form) = form else { continue };
        if stands_on_paper(work, matter, fired).await? {
            continue;
        }
        let paper = paper_for(work, house, books, slot_at, matter, form).await?;
        let item = PaperItem {
            id: PaperItemId(0),
            paper_id: paper.id,
            matter_id: matter.id,
            cycle: matter.cycle,
            due_revision: matter.due_revision,
            step: fired.step.clone(),
            occurrence_on: fired.on,
            due_on: matter.due_on,
        };
        let act = Act::new(Actor::System, books.now, "paper.listed");
        work.insert(&act, item).await?;
    }
    Ok(())
}

/// Whether a step that repeats has put its matter on a paper before.
async fn stands_on_paper(work: &mut Work, matter: &Matter, fired: &FiredStep) -> Result<bool> {
    let papers = work.list_papers_of(matter.id).await?;
    Ok(papers.iter().any(|(item, _)| {
        item.step == fired.step && item.cycle == matter.cycle && item.due_revision == matter.due_revision
    }))
}

/// The paper of a unit, form and slot: the one that was begun, or a new one, which is issued by itself or waits for 签发.
async fn paper_for(
    work: &mut Work,
    house: &House,
    books: &Books,
    slot_at: DateTime<Utc>,
    matter: &Matter,
    form: &Form,
) -> Result<Paper> {
    // Of two planners the second finds what the first has begun.
    work.lock_row::<Unit>(matter.unit_id).await?;
    let state = if form.signed {
        PaperState::Drafted
    } else {
        PaperState::Issued
    };
    let begun = work
        .find_paper(matter.unit_id, &form.code, slot_at, state)
        .await?;
    if let Some(paper) = begun {
        return Ok(paper);
    }
    let mut paper = Paper {
        id: PaperId(0),
        office_id: house.office.id,
        unit_id: matter.unit_id,
        form: form.code.clone(),
        rulebook: matter.rulebook.clone(),
        state: PaperState::Drafted,
        drafted_on: books.today(),
        drafted_at: slot_at,
        year: None,
        number: None,
        due_on: None,
        issued_on: None,
        issued_by: None,
        reason: None,
    };
    if !form.signed {
        paper = number_paper(work, books, paper, form, None).await?;
        let act = Act::new(Actor::System, books.now, "paper.issued");
        return Ok(work.insert(&act, paper).await?);
    }
    let act = Act::new(Actor::System, books.now, "paper.drafted");
    let paper = work.insert(&act, paper).await?;
    ask_for_issue(work, house, books, &act, &paper, matter, form).await?;
    Ok(paper)
}

/// Opens the decision of 签发, with its own due day and climb.
async fn ask_for_issue(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    paper: &Paper,
    matter: &Matter,
    form: &Form,
) -> Result<()> {
    let rule = books.rulebook.rule(&RuleCode(ISSUE_RULE.to_owned()));
    let Some(rule) = rule.filter(|rule| rule.enabled) else {
        return Ok(());
    };
    let due = find_due(work, books, rule, books.today(), matter.inspection_id).await?;
    let opening = Opening {
        unit_id: paper.unit_id,
        inspection_id: matter.inspection_id,
        parent_id: None, // a paper is about several
        event_id: None,
        origin: origin_of(paper.id),
        code: next_code(work, rule, matter.inspection_id, books.today()).await?,
        title: format!("{} {}", rule.name, form.name),
        started_on: books.today(),
        due,
        state: MatterState::NotStarted,
        claimed_on: None,
        taken_over: false,
        people: Vec::new(),
    };
    open(work, house, books, act, rule, opening).await?;
    Ok(())
}
