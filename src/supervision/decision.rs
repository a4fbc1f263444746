//! 审批: a decision is a matter of its own, so it has its own day, reminders and climb. Who may take it, and what
//! follows from it.

use super::closeout;
use super::extension;
use super::house::{Books, House};
use super::paper;
use super::people::Finder;
use super::recorder::may_record;
use super::resolution;
use super::schedule::Track;
use crate::domain::contact::Person;
use crate::domain::ids::{ApplicationId, PaperId, PersonId};
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::moves::Move;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::domain::rulebook::{Ends, Rule};
use crate::store::{Act, Work};
use crate::text::Fact;
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;

/// What a decision is about, as the origin of its matter says it: `KIND:ROW` or `KIND:ROW:STEP`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About<'a> {
    /// Of what kind the row is.
    pub kind: &'a str,
    /// The row.
    pub row: i64,
    /// Which of several decisions about it.
    pub step: Option<&'a str>,
}

impl<'a> About<'a> {
    /// Reads an origin; none where it names no row.
    pub fn read(origin: &'a str) -> Option<About<'a>> {
        let mut parts = origin.splitn(3, ':');
        Some(About {
            kind: parts.next()?,
            row: parts.next()?.parse().ok()?,
            step: parts.next(),
        })
    }
}

/// Who asked for what is decided: they do not decide it.
async fn applicants(work: &mut Work, about: About<'_>) -> Result<Vec<PersonId>> {
    match about.kind {
        extension::EXTENSION => extension::applicants(work, about.row).await,
        // One line a kind.
        paper::PAPER => Ok(Vec::new()), // the ladder drafts it
        closeout::ORIGIN => closeout::applicants(work, ApplicationId(about.row)).await,
        resolution::ORIGIN => resolution::proposers(work, about).await,
        // What is drafted is asked for by nobody who decides.
        resolution::END_OF => Ok(Vec::new()),
        other => bail!("nobody decides about `{other}`"),
    }
}

/// What a decision sets off; gives the codes of what it opened. `fix_by` is the 补正 day that whoever sends
/// something back has named.
///
/// # Errors
/// When nothing is known of what it is about, or the database refuses it.
pub async fn decided(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    step: &Matter,
    (made, fix_by): (&Move, Option<NaiveDate>),
) -> Result<Vec<String>> {
    let about = about_of(step)?;
    match about.kind {
        extension::EXTENSION => extension::decided(work, house, books, act, about.row, made).await,
        // One line a kind.
        paper::PAPER => paper::decided(work, house, books, act, PaperId(about.row), made).await,
        closeout::ORIGIN => {
            let application = (ApplicationId(about.row), step);
            closeout::decided(work, house, books, act, application, made, fix_by).await
        }
        resolution::ORIGIN | resolution::END_OF => {
            resolution::decided(work, house, books, act, about, made).await
        }
        other => bail!("nothing follows from a decision about `{other}`"),
    }
}

/// What whoever decides must know and may be told in chat: numbers and days, no words.
///
/// # Errors
/// When nothing is known of what it is about, or the database cannot be read.
pub async fn facts(work: &mut Work, house: &House, step: &Matter) -> Result<Vec<Fact>> {
    let about = about_of(step)?;
    match about.kind {
        extension::EXTENSION => extension::facts(work, house, about.row).await,
        // One line a kind.
        paper::PAPER => paper::facts(work, house, PaperId(about.row)).await,
        closeout::ORIGIN => closeout::facts(work, ApplicationId(about.row)).await,
        resolution::ORIGIN | resolution::END_OF => resolution::facts(work, about).await,
        other => bail!("nothing is known of a decision about `{other}`"),
    }
}

fn about_of(step: &Matter) -> Result<About<'_>> {
    About::read(&step.origin).with_context(|| format!("{} is about nothing: {}", step.code, step.origin))
}

/// Whether a matter is a decision.
///
/// # Errors
/// When its rulebook lacks its rule.
pub async fn is_decision(work: &mut Work, house: &House, matter: &Matter) -> Result<bool> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    Ok(Track::of(matter, &rulebook)?.rule.ends == Ends::Decision)
}

/// How somebody may decide a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deciding {
    /// 同意.
    Agrees,
    /// 签署, with the pledge.
    Signs,
}

/// How somebody may decide a matter, if they may.
///
/// # Errors
/// When the database cannot be read.
pub async fn deciding(
    work: &mut Work,
    house: &House,
    books: &Books,
    matter: &Matter,
    person: PersonId,
) -> Result<Option<Deciding>> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let rule = Track::of(matter, &rulebook)?.rule;
    if rule.ends != Ends::Decision {
        return Ok(None);
    }
    let admitted = admit_decider(work, house, books, matter, rule, person).await?;
    let how = if rule.pledge {
        Deciding::Signs
    } else {
        Deciding::Agrees
    };
    Ok(admitted.is_ok().then_some(how))
}

/// Who may take a decision today.
///
/// # Errors
/// When the database cannot be read.
pub async fn deciders(work: &mut Work, house: &House, books: &Books, matter: &Matter) -> Result<Vec<Person>> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let rule = Track::of(matter, &rulebook)?.rule;
    let mut finder = Finder::new(house, books.today());
    let mut people = finder.answering(work, matter, deciding_role(rule)?).await?;
    let own = applicants(work, about_of(matter)?).await?;
    people.retain(|person| !own.contains(&person.id));
    Ok(people)
}

/// Whether a decision may be recorded: by whoever may take it, or by the office for them (代录).
///
/// # Errors
/// When the database cannot be read.
pub async fn may_decide(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    (matter, rule): (&Matter, &Rule),
    giver: Option<PersonId>,
) -> Result<Result<(), Refusal>> {
    let mut may_see_names = true;
    let decider = match (giver, actor) {
        (Some(giver), actor) if actor.person() != Some(giver) => {
            if let Err(refusal) = may_record(work, house, books, actor, matter).await? {
                return Ok(Err(refusal));
            }
            giver
        }
        (Some(own), _) | (None, Actor::Person(own)) => {
            may_see_names = may_record(work, house, books, actor, matter).await?.is_ok();
            own
        }
        (None, _) => {
            let code = matter.code.clone();
            return Ok(Err(Refusal::DeciderMissing { code }));
        }
    };
    let admitted = admit_decider(work, house, books, matter, rule, decider).await?;
    let Err(Refusal::NotInRole { code }) = admitted else {
        return Ok(admitted);
    };
    let able = if may_see_names {
        deciders(work, house, books, matter).await?
    } else {
        Vec::new()
    };
    Ok(Err(Refusal::NotDeciding {
        code,
        role: deciding_role(rule)?.key().to_owned(),
        names: able.into_iter().map(|person| person.name).collect(),
    }))
}

/// Whether what is decided may be agreed to now, whoever decides.
///
/// # Errors
/// When the database cannot be read.
pub async fn may_agree(work: &mut Work, house: &House, step: &Matter) -> Result<Result<(), Refusal>> {
    match about_of(step)? {
        about if about.kind == paper::PAPER => {
            paper::may_issue(work, house, &step.code, PaperId(about.row)).await
        }
        _ => Ok(Ok(())),
    }
}

/// The matter on which a decision has an effect: what was applied for, or what is to have more time; none for papers
/// and for what the leading group proposes.
///
/// # Errors
/// When the database cannot be read.
pub async fn affected(work: &mut Work, step: &Matter) -> Result<Option<Matter>> {
    let kind = About::read(&step.origin).map(|about| about.kind);
    let has_effect = kind.is_some_and(|kind| [closeout::ORIGIN, extension::EXTENSION].contains(&kind));
    match step.parent_id.filter(|_| has_effect) {
        Some(parent) => Ok(Some(work.get(parent).await?)),
        None => Ok(None),
    }
}

/// Whoever holds the rule's first role decides; nobody on what they asked for, nobody on their former unit.
async fn admit_decider(
    work: &mut Work,
    house: &House,
    books: &Books,
    matter: &Matter,
    rule: &Rule,
    decider: PersonId,
) -> Result<Result<(), Refusal>> {
    let code = || matter.code.clone();
    let role = deciding_role(rule)?;
    let mut finder = Finder::new(house, books.today());
    let answering = finder.answering(work, matter, role).await?;
    if !answering.iter().any(|person| person.id == decider) {
        let holders = finder.holders(work, matter, role).await?;
        let is_avoided = holders.iter().any(|person| person.id == decider);
        return Ok(Err(if is_avoided {
            Refusal::Avoidance
        } else {
            Refusal::NotInRole { code: code() }
        }));
    }
    let is_own = applicants(work, about_of(matter)?).await?.contains(&decider);
    Ok(if is_own {
        Err(Refusal::OwnApplication { code: code() })
    } else {
        Ok(())
    })
}

/// The role that decides: the first that the rule names.
fn deciding_role(rule: &Rule) -> Result<Role> {
    let first = rule.to.first().copied();
    first.with_context(|| format!("rule {} is nobody's duty", rule.code))
}
