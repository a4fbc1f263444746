//! Who is to be told what about one matter now.

use super::board::concerns;
use super::climb::{climb_rungs, form_for};
use super::clue::goes_on_until;
use super::extension;
use super::house::{Books, House};
use super::ladder::climb_of;
use super::people::Finder;
use super::redate::{MOVED, is_extended, told_day};
use super::schedule::{Promise, Track, standing_promises};
use super::submitted::is_in_review;
use super::withdraw::{MERGED, WITHDRAWN, knows_of};
use crate::domain::contact::Person;
use crate::domain::ids::PersonId;
use crate::domain::matter::Matter;
use crate::domain::role::Role;
use crate::domain::rulebook::{Ends, Rulebook};
use crate::domain::rung::Rung;
use crate::domain::timeline::{Step, StepDay, due_occurrence};
use crate::store::{Planning, Work};
use anyhow::Result;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Form and step code of a takeover's first message.
pub const TAKEN_OVER: &str = "takeover";
/// Form and step code of the reminder of a promise whose day has passed.
pub const PROMISED: &str = "promised";

/// One thing to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// Code of the step, part of the notice's identity.
    pub step: String,
    /// The step's nominal day, part of the notice's identity.
    pub on: NaiveDate,
    /// Its form.
    pub form: String,
    /// To.
    pub person: PersonId,
}

/// What fires for a matter: tellings, and the roles that nobody holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Firing {
    /// One a person and step.
    pub tellings: Vec<Telling>,
    /// Roles that the step names and through which nobody is told.
    pub vacant: Vec<Vacancy>,
    /// The steps that fire, from below.
    pub fired: Vec<FiredStep>,
    /// The rungs that are climbed, from below.
    pub rungs: Vec<Rung>,
    /// Those of them through whose own roles nobody can be reached.
    pub passed: Vec<PassedRung>,
}

/// A step that fires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiredStep {
    /// Its code.
    pub step: String,
    /// Its nominal day.
    pub on: NaiveDate,
    /// Its form.
    pub form: String,
}

/// A rung that adds nobody who can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedRung {
    /// Code of the step.
    pub step: String,
    /// The roles that it adds.
    pub roles: Vec<Role>,
}

/// A role through which nobody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vacancy {
    /// The role.
    pub role: Role,
    /// It is held, but all who hold it must keep out of the matter (回避).
    pub is_avoided: bool,
}

/// Finds what fires for a matter now, after what has been planned. Of the steps up to the due day that were missed only
/// the last is told, as what it now is; rungs are climbed one by one.
///
/// # Errors
/// When its rulebook is missing or the database cannot be read.
pub async fn fire(
    work: &mut Work,
    house: &House,
    books: &Books,
    finder: &mut Finder<'_>,
    matter: &Matter,
    planning: &Planning,
) -> Result<Firing> {
    let mut firing = Firing::default();
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let track = Track::of(matter, &rulebook)?;
    let promises = standing_promises(matter, &work.list_replies(matter.id).await?);
    if matter.is_open() && !matter.is_silent() {
        let after = planning.planned_to_at.map(|at| books.local(at));
        let climb = climb_of(work, house, matter, &track, &rulebook, books).await?;
        let mut laid_out = track.lay_out(matter, planning, &climb, books, &house.office);
        if matter.due_on.is_some_and(|due_on| due_on < books.today()) {
            // What was to be told before the due day and was missed is told by the ladder.
            laid_out.retain(|told| !is_before_due(&track.timeline.steps[told.step]));
        }
        let rungs = track.rungs_ahead(matter, planning, &climb, books, &house.office);
        if let Some(rung) = rungs.first().filter(|rung| rung.at <= books.local(books.now)) {
            let climbing = (matter, &track, &*rulebook);
            climb_rungs(work, house, books, finder, climbing, *rung, &mut firing).await?;
        } else if let Some(due) = due_occurrence(&laid_out, books.local(books.now), after)
            && !is_in_review(work, house, books, matter).await?
        {
            let step = &track.timeline.steps[due.step];
            fire_step(work, finder, (matter, &rulebook), step, due.on, &mut firing).await?;
            firing
                .tellings
                .retain(|telling| !is_held(telling.person, &promises, step, books.today()));
            if track.rule.ends == Ends::Coded && is_before_due(step) && !step.at.is_due() {
                hold_what_goes_on(work, books, &rulebook, matter, &mut firing).await?;
            }
        }
        fire_promises(
            work,
            house,
            books,
            finder,
            matter,
            &promises,
            planning,
            &mut firing,
        )
        .await?;
    }
    if let Some(news) = &planning.news {
        let step = track.timeline.steps.first();
        fire_news(work, finder, matter, news, step, books.today(), &mut firing).await?;
    }
    Ok(firing)
}

async fn fire_step(
    work: &mut Work,
    finder: &mut Finder<'_>,
    (matter, rulebook): (&Matter, &Rulebook),
    step: &Step,
    on: NaiveDate,
    firing: &mut Firing,
) -> Result<()> {
    if matter.claimed_on.is_some() && !step.at.is_after_due() {
        return Ok(());
    }
    let form = match step.at {
        StepDay::Opened if matter.taken_over => TAKEN_OVER,
        _ => step.form.as_str(),
    };
    firing.fired.push(FiredStep {
        step: step.code.clone(),
        on,
        form: step.form.clone(),
    });
    let people = addressees(work, finder, matter, &step.to, &mut firing.vacant).await?;
    firing.tellings.extend(people.into_values().map(|person| Telling {
        step: step.code.clone(),
        on,
        form: form_for(rulebook, form, matter, &person),
        person: person.id,
    }));
    Ok(())
}

async fn fire_news(
    work: &mut Work,
    finder: &mut Finder<'_>,
    matter: &Matter,
    news: &str,
    step: Option<&Step>,
    today: NaiveDate,
    firing: &mut Firing,
) -> Result<()> {
    let people: BTreeSet<PersonId> = if [WITHDRAWN, MERGED].contains(&news) {
        who_know(work, matter, today).await?
    } else if news == extension::REFUSED {
        extension::asker_of(work, matter, today)
            .await?
            .into_iter()
            .collect()
    } else {
        let Some(step) = step else { return Ok(()) };
        let people = addressees(work, finder, matter, &step.to, &mut firing.vacant).await?;
        let mut people: BTreeSet<PersonId> = people.into_keys().collect();
        if is_extended(news) {
            people.extend(who_know(work, matter, today).await?);
            people.extend(extension::asker_of(work, matter, today).await?);
        }
        people
    };
    let form = news.split(':').next().unwrap_or(news);
    for person in people {
        if form == MOVED && told_day(work, matter, person).await? == Some(matter.due_on) {
            continue; // the day went and came back before they heard of it
        }
        firing.tellings.retain(|telling| telling.person != person);
        firing.tellings.push(Telling {
            step: news.to_owned(),
            on: today,
            form: form.to_owned(),
            person,
        });
    }
    Ok(())
}

/// Whoever was told of a matter, or will have been when what is under way arrives, and is still there.
async fn who_know(work: &mut Work, matter: &Matter, today: NaiveDate) -> Result<BTreeSet<PersonId>> {
    let mut people = BTreeSet::new();
    for notice in work
        .list_notices_of(matter.id)
        .await?
        .iter()
        .filter(|it| knows_of(it))
    {
        let person: Person = work.get(notice.person_id).await?;
        if person.is_here_on(today) {
            people.insert(person.id);
        }
    }
    Ok(people)
}

/// Who is told through some roles today; those through which nobody is are kept.
///
/// # Errors
/// When the database cannot be read.
pub async fn addressees(
    work: &mut Work,
    finder: &mut Finder<'_>,
    matter: &Matter,
    roles: &[Role],
    vacant: &mut Vec<Vacancy>,
) -> Result<BTreeMap<PersonId, Person>> {
    let mut people = BTreeMap::new();
    for role in roles {
        let found = finder.find(work, matter, *role).await?;
        if found.is_empty() {
            vacant.push(Vacancy {
                role: role.where_nobody_is_named(),
                is_avoided: !finder.holders(work, matter, *role).await?.is_empty(),
            });
        }
        people.extend(found.into_iter().map(|person| (person.id, person)));
    }
    Ok(people)
}

/// Whether somebody has promised a day that has not passed: they are not reminded before it.
fn is_held(person: PersonId, promises: &[Promise], step: &Step, today: NaiveDate) -> bool {
    is_before_due(step)
        && promises
            .iter()
            .any(|promise| promise.person == person && promise.promised_on >= today)
}

fn is_before_due(step: &Step) -> bool {
    !step.at.is_after_due() && step.at != StepDay::Opened
}

/// Whoever has said of a clue that it goes on is not reminded before its day, for as long as the rulebook holds that.
async fn hold_what_goes_on(
    work: &mut Work,
    books: &Books,
    rulebook: &Rulebook,
    matter: &Matter,
    firing: &mut Firing,
) -> Result<()> {
    let replies = work.list_replies(matter.id).await?;
    let mut kept = Vec::new();
    for telling in firing.tellings.drain(..) {
        let until = goes_on_until(matter, &replies, telling.person, rulebook, books)?;
        if until.is_none_or(|until| until < books.today()) {
            kept.push(telling);
        }
    }
    firing.tellings = kept;
    Ok(())
}

/// Reminds of promises whose day has passed; nobody who no longer has to do with the matter.
#[expect(
    clippy::too_many_arguments,
    reason = "promises of a matter, and where all of it stands"
)]
async fn fire_promises(
    work: &mut Work,
    house: &House,
    books: &Books,
    finder: &mut Finder<'_>,
    matter: &Matter,
    promises: &[Promise],
    planning: &Planning,
    firing: &mut Firing,
) -> Result<()> {
    for promise in promises {
        let Some(at) = promise.reminded_at(books, &house.office) else {
            continue;
        };
        let is_due = at <= books.now && planning.planned_to_at.is_none_or(|after| at > after);
        let is_told = firing
            .tellings
            .iter()
            .any(|telling| telling.person == promise.person);
        if is_due && !is_told && concerns(work, house, finder, matter, promise.person).await? {
            firing.tellings.push(Telling {
                step: PROMISED.to_owned(),
                on: promise.promised_on,
                form: PROMISED.to_owned(),
                person: promise.person,
            });
        }
    }
    Ok(())
}
