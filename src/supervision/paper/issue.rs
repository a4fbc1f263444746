//! 签发 and 缓发: a paper gets its number, the unit's people are told in the next slot; what nothing stands on any more is
//! withdrawn.

use super::draft::roles_of_unit;
use super::order::{may_issue, register_items, registered_with};
use super::{ISSUE_RULE, PAPER, origin_of};
use crate::domain::deadline::{Roll, count};
use crate::domain::ids::{MatterId, PaperId, PersonId};
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::moves::{Move, MoveKind, Via};
use crate::domain::notice::NoticeState;
use crate::domain::refusal::Refusal;
use crate::domain::rulebook::{Form, RuleCode};
use crate::domain::supervision_paper::{Paper, PaperItem, PaperState, counter_of};
use crate::store::{Act, NewNotice, Work};
use crate::supervision::annul::lock_open;
use crate::supervision::decision::{About, may_decide};
use crate::supervision::due::find_due;
use crate::supervision::firing::addressees;
use crate::supervision::house::{Books, House};
use crate::supervision::moves::{NewMove, make_move};
use crate::supervision::open::{Opening, next_code, open};
use crate::supervision::people::Finder;
use crate::supervision::plan::raise_unreachable;
use crate::supervision::reach::way_to;
use crate::supervision::refused::refuse;
use crate::supervision::schedule::Track;
use crate::supervision::withdraw::withdraw;
use crate::text::Fact;
use anyhow::{Context, Result};
use chrono::Datelike;
use serde::Serialize;

/// A paper after 签发 or 缓发.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssuedPaper {
    /// The paper.
    pub paper: Paper,
    /// Codes of the matters that it opened.
    pub opened: Vec<String>,
    /// Numbers under which what it names is registered (挂号督办).
    pub registered: Vec<String>,
}

/// The paper with its number and the days that count from its issue.
///
/// # Errors
/// When a day cannot be counted or the database refuses it.
pub async fn number_paper(
    work: &mut Work,
    books: &Books,
    paper: Paper,
    form: &Form,
    issued_by: Option<PersonId>,
) -> Result<Paper> {
    let today = books.today();
    let year = i64::from(today.year());
    let counter = counter_of(paper.office_id, &form.code, year);
    let due_on = match form.due {
        Some(period) => Some(count(today, period, Roll::Next, &books.calendar)?.due_on),
        None => None,
    };
    Ok(Paper {
        state: PaperState::Issued,
        year: Some(year),
        number: Some(work.next_number(&counter).await?),
        due_on,
        issued_on: Some(today),
        issued_by,
        ..paper
    })
}

/// What a decision about a paper says: how it is called and how many matters stand on it.
///
/// # Errors
/// When the database cannot be read.
pub async fn facts(work: &mut Work, house: &House, paper: PaperId) -> Result<Vec<Fact>> {
    let paper: Paper = work.get(paper).await?;
    let rulebook = house.rulebook(work, &paper.rulebook).await?;
    let form = rulebook.form(&paper.form).context("a paper without a form")?;
    let standing = standing_items(work, &paper).await?.len();
    let fact = |key, value| Fact { key, value };
    Ok(vec![
        fact("paper", form.name.clone()),
        fact("matters", standing.to_string()),
    ])
}

/// What a decision about a paper sets off: 同意 issues it, 退回 puts it off.
///
/// # Errors
/// When the database refuses it.
pub async fn decided(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    paper: PaperId,
    made: &Move,
) -> Result<Vec<String>> {
    let paper = lock_paper(work, paper).await?;
    if !paper.state.waits() {
        return Ok(Vec::new());
    }
    if made.kind == MoveKind::Passed {
        let by = made.giver_id.or(act.actor.person());
        return Ok(issue(work, house, books, act, paper, by).await?.opened);
    }
    let after = Paper {
        state: PaperState::Deferred,
        reason: made.reason.clone(),
        ..paper.clone()
    };
    work.update(&act.doing("paper.deferred"), &paper, &after).await?;
    Ok(Vec::new())
}

async fn lock_paper(work: &mut Work, id: PaperId) -> Result<Paper> {
    match work.lock_row::<Paper>(id).await? {
        Some(paper) => Ok(paper),
        None => refuse!("no paper {id}; `huiyin paper list` shows all"),
    }
}

/// Issues a locked paper; what nothing stands on any more is withdrawn instead.
async fn issue(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    paper: Paper,
    by: Option<PersonId>,
) -> Result<IssuedPaper> {
    let standing = standing_items(work, &paper).await?;
    if standing.is_empty() {
        let after = Paper {
            state: PaperState::Withdrawn,
            ..paper.clone()
        };
        work.update(&act.doing("paper.withdrawn"), &paper, &after).await?;
        return Ok(IssuedPaper {
            paper: after,
            opened: Vec::new(),
            registered: Vec::new(),
        });
    }
    let rulebook = house.rulebook(work, &paper.rulebook).await?;
    let form = rulebook.form(&paper.form).context("a paper without a form")?;
    let after = number_paper(work, books, paper.clone(), form, by).await?;
    work.update(&act.doing("paper.issued"), &paper, &after).await?;
    let registered = register_items(work, house, books, act, form, &standing).await?;
    for (item, matter) in &standing {
        tell_unit(work, house, books, &after, item, matter).await?;
    }
    let opened = open_receipt(work, house, books, act, &after, form, &standing).await?;
    Ok(IssuedPaper {
        paper: after,
        opened,
        registered,
    })
}

/// What still stands on a paper.
async fn standing_items(work: &mut Work, paper: &Paper) -> Result<Vec<(PaperItem, Matter)>> {
    let mut standing = Vec::new();
    for item in work.list_paper_items(paper.id).await? {
        let matter: Matter = work.get(item.matter_id).await?;
        if item.stands(&matter) {
            standing.push((item, matter));
        }
    }
    Ok(standing)
}

/// Plans the notices of a rung for the unit's own people; they go in the next slot.
async fn tell_unit(
    work: &mut Work,
    house: &House,
    books: &Books,
    paper: &Paper,
    item: &PaperItem,
    matter: &Matter,
) -> Result<()> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let track = Track::of(matter, &rulebook)?;
    let mut steps = track.timeline.steps.iter();
    let Some(step) = steps.find(|step| step.code == item.step) else {
        return Ok(());
    };
    let mut finder = Finder::new(house, books.today());
    let roles = roles_of_unit(&step.to);
    for person in addressees(work, &mut finder, matter, &roles, &mut Vec::new())
        .await?
        .into_keys()
    {
        let way = way_to(work, house, person).await?;
        let new = NewNotice {
            step: &step.code,
            occurrence_on: item.occurrence_on,
            person,
            channel: house.chat,
            form: &paper.form,
            at: books.now,
            state: match way {
                Some(_) => NoticeState::Planned,
                None => NoticeState::Unreachable,
            },
        };
        work.plan_notice(matter, &new).await?;
        if way.is_none() {
            raise_unreachable(work, house, person).await?;
        }
    }
    Ok(())
}

/// Opens the 签收 of a paper; none for a paper that is itself about one.
async fn open_receipt(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    paper: &Paper,
    form: &Form,
    standing: &[(PaperItem, Matter)],
) -> Result<Vec<String>> {
    let rule = form.opens.as_ref().and_then(|code| books.rulebook.rule(code));
    let is_of_paper = |matter: &Matter| About::read(&matter.origin).is_some_and(|about| about.kind == PAPER);
    let about = standing.iter().find(|(_, matter)| !is_of_paper(matter));
    let (Some(rule), Some((_, about))) = (rule.filter(|rule| rule.enabled), about) else {
        return Ok(Vec::new());
    };
    let opening = Opening {
        unit_id: paper.unit_id,
        inspection_id: about.inspection_id,
        parent_id: None,
        event_id: None,
        origin: origin_of(paper.id),
        code: next_code(work, rule, about.inspection_id, books.today()).await?,
        title: format!("{} {}", rule.name, form.name),
        started_on: books.today(),
        due: find_due(work, books, rule, books.today(), about.inspection_id).await?,
        state: MatterState::NotStarted,
        claimed_on: None,
        taken_over: false,
        people: Vec::new(),
    };
    let opened = Box::pin(open(work, house, books, act, rule, opening)).await?;
    Ok(vec![opened.code])
}

/// 签发 recorded by the office or the director.
///
/// # Errors
/// Refused when there is no such paper, or it waits for nothing.
pub async fn issue_paper(
    house: &House,
    actor: Actor,
    id: PaperId,
    by: Option<PersonId>,
) -> Result<Result<IssuedPaper, Refusal>> {
    decide_paper(house, actor, id, by, MoveKind::Passed, None).await
}

/// 缓发, with the reason.
///
/// # Errors
/// As [`issue_paper`].
pub async fn defer_paper(
    house: &House,
    actor: Actor,
    id: PaperId,
    by: Option<PersonId>,
    reason: &str,
) -> Result<Result<IssuedPaper, Refusal>> {
    decide_paper(house, actor, id, by, MoveKind::Returned, Some(reason.to_owned())).await
}

async fn decide_paper(
    house: &House,
    actor: Actor,
    id: PaperId,
    by: Option<PersonId>,
    kind: MoveKind,
    reason: Option<String>,
) -> Result<Result<IssuedPaper, Refusal>> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let paper = match work.find::<Paper>(id).await? {
        Some(paper) if paper.state == PaperState::Deferred && kind == MoveKind::Passed => paper,
        Some(paper) if paper.state == PaperState::Drafted => paper,
        Some(paper) => refuse!("paper {id} is {}; nothing is to be decided", paper.state.key()),
        None => refuse!("no paper {id}; `huiyin paper list` shows all"),
    };
    let rule = RuleCode(ISSUE_RULE.to_owned());
    let Some(step) = work.find_matter_of(&rule, paper.unit_id, &origin_of(id)).await? else {
        refuse!("nobody was asked for paper {id}: the rulebook had no rule {ISSUE_RULE} in force");
    };
    let done = if step.is_open() {
        let new = NewMove {
            kind,
            on: books.today(),
            giver: by,
            via: Via::Desk,
            document: None,
            reason,
            fix_by: None,
            pledge: None,
        };
        let made = make_move(&mut work, house, &books, actor, step.id, &new).await?;
        made.map(|moved| moved.opened)
    } else {
        issue_deferred(&mut work, house, &books, actor, (id, &step), by).await?
    };
    let opened = match done {
        Ok(opened) => opened,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let paper: Paper = work.get(id).await?;
    let registered = registered_with(&mut work, house, &paper).await?;
    work.commit().await?;
    Ok(Ok(IssuedPaper {
        paper,
        opened,
        registered,
    }))
}

/// What was put off is issued after all, by whoever may decide it.
async fn issue_deferred(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    (id, step): (PaperId, &Matter),
    by: Option<PersonId>,
) -> Result<Result<Vec<String>, Refusal>> {
    let rulebook = house.rulebook(work, &step.rulebook).await?;
    let rule = Track::of(step, &rulebook)?.rule;
    if let Err(refusal) = may_decide(work, house, books, actor, (step, rule), by).await? {
        return Ok(Err(refusal));
    }
    if let Err(refusal) = may_issue(work, house, &step.code, id).await? {
        return Ok(Err(refusal));
    }
    let paper = lock_paper(work, id).await?;
    let act = Act::new(actor, books.now, "paper.issued");
    let issued = issue(work, house, books, &act, paper, by.or(actor.person())).await?;
    Ok(Ok(issued.opened))
}

/// Withdraws drafts on which nothing stands any more, and the decisions that they wait for.
///
/// # Errors
/// When the database refuses it.
pub async fn withdraw_empty_papers(house: &House, books: &Books) -> Result<()> {
    let mut work = house.store.begin().await?;
    let rule = RuleCode(ISSUE_RULE.to_owned());
    for paper in work.list_papers(Some(PaperState::Drafted)).await? {
        if !standing_items(&mut work, &paper).await?.is_empty() {
            continue;
        }
        let step = work
            .find_matter_of(&rule, paper.unit_id, &origin_of(paper.id))
            .await?;
        let step: Option<MatterId> = step.map(|step| step.id);
        let act = Act::new(Actor::System, books.now, "paper.withdrawn");
        if let Some(step) = step
            && let Ok(step) = lock_open(&mut work, house, books, Actor::System, step).await?
        {
            withdraw(&mut work, house, books, &act, &step).await?;
        }
        let Some(paper) = work.lock_row::<Paper>(paper.id).await? else {
            continue;
        };
        let after = Paper {
            state: PaperState::Withdrawn,
            ..paper.clone()
        };
        work.update(&act, &paper, &after).await?;
    }
    Ok(work.commit().await?)
}
