//! What opens by itself: the calendar's cadences, and rules that follow another rule's day or end.
//! Each opens once per (rule, unit, origin), also after downtime.

use super::clue::tie_of;
use super::due::{DueFound, Supposed, day_of_rule, find_due};
use super::event::applies_to;
use super::extension::lapse_extensions;
use super::house::{Books, House};
use super::open::{Opening, next_code, open};
use super::redate::origin_after;
use super::repetition::{open_repetition, open_repetitions};
use super::resolution::END_OF;
use super::round::office_unit;
use crate::domain::cadence::{CadenceOccurrence, occurrences};
use crate::domain::contact::Unit;
use crate::domain::ids::{InspectionId, PersonId};
use crate::domain::inspection::Inspection;
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::mode::DueMode;
use crate::domain::role::Role;
use crate::domain::rulebook::{Cadence, Each, Rule, Start, Until};
use crate::store::{Act, MatterFilter, Work};
use anyhow::Result;
use chrono::{Days, NaiveDate};

/// Name of the job in `job_run`.
const JOB: &str = "cadence";

/// Opens everything that has come up; gives the codes.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn open_due_matters(house: &House) -> Result<Vec<String>> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let act = Act::new(Actor::System, books.now, "matter.opened");
    let mut opened = Vec::new();
    let since = work
        .last_run_at(JOB)
        .await?
        .map_or(books.today(), |at| books.local(at).date());
    for rule in books.rulebook.rules.iter().filter(|rule| rule.enabled) {
        match &rule.start {
            Start::Cadence(cadence) => {
                opened.extend(open_occurrences(&mut work, house, &books, &act, rule, cadence, since).await?);
            }
            Start::DayOf(_) | Start::EndOf(_) if rule.by_selection => {}
            Start::DayOf(_) | Start::EndOf(_) => {
                opened.extend(open_followers(&mut work, house, &books, &act, rule).await?);
            }
            Start::Event(_) | Start::Row(_) => {}
        }
        if rule.repeat.is_some() {
            opened.extend(open_repetitions(&mut work, house, &books, &act, rule).await?);
        }
    }
    lapse_extensions(&mut work, house, &books, &act).await?;
    let midnight = books.instant(books.today().into());
    work.write_run(JOB, midnight, books.now, 0).await?;
    work.commit().await?;
    Ok(opened)
}

/// What a cadence opens one matter for.
struct Target {
    unit: Unit,
    inspection: Option<InspectionId>,
    /// The stretch in which it opens anything.
    from_on: Option<NaiveDate>,
    to_on: Option<NaiveDate>,
}

impl Target {
    fn of_unit(unit: Unit) -> Target {
        Target {
            unit,
            inspection: None,
            from_on: None,
            to_on: None,
        }
    }

    fn takes(&self, day: NaiveDate) -> bool {
        self.from_on.is_none_or(|from| from < day) && self.to_on.is_none_or(|to| day <= to)
    }

    fn origin(&self, occurrence: &CadenceOccurrence) -> String {
        match self.inspection {
            Some(inspection) => format!("{}:{inspection}", occurrence.period_key),
            None => occurrence.period_key.clone(),
        }
    }
}

async fn open_occurrences(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
    cadence: &Cadence,
    since: NaiveDate,
) -> Result<Vec<String>> {
    let until = books.today().checked_add_days(Days::new(house.limits.ahead_days));
    let ahead = occurrences(cadence, since, until.unwrap_or(since), &books.calendar);
    let mut opened = Vec::new();
    if ahead.is_empty() {
        return Ok(opened);
    }
    for target in targets_of(work, house, books, rule).await? {
        for occurrence in ahead.iter().filter(|occurrence| target.takes(occurrence.day)) {
            let origin = target.origin(occurrence);
            if work
                .find_matter_of(&rule.code, target.unit.id, &origin)
                .await?
                .is_none()
            {
                opened.push(open_occurrence(work, house, books, act, rule, &target, occurrence).await?);
            }
        }
    }
    Ok(opened)
}

async fn open_occurrence(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
    target: &Target,
    occurrence: &CadenceOccurrence,
) -> Result<String> {
    let opening = Opening {
        unit_id: target.unit.id,
        inspection_id: target.inspection,
        parent_id: None,
        event_id: None,
        origin: target.origin(occurrence),
        code: next_code(work, rule, target.inspection, occurrence.day).await?,
        title: format!("{} {}", rule.name, occurrence.period_key),
        started_on: occurrence.starts_on.min(books.today()),
        due: DueFound::of_occurrence(occurrence, rule, &books.calendar),
        state: MatterState::NotStarted,
        claimed_on: None,
        taken_over: false,
        people: Vec::new(),
    };
    Ok(open(work, house, books, act, rule, opening).await?.code)
}

/// What a rule opens for: inspections in their stretch, units of its categories, or the office itself. Rounds
/// are opened for by their events.
async fn targets_of(work: &mut Work, house: &House, books: &Books, rule: &Rule) -> Result<Vec<Target>> {
    match rule.each {
        Each::Round => Ok(Vec::new()),
        Each::Inspection => inspections_of(work, books, rule).await,
        Each::Unit => {
            let mut units: Vec<Unit> = work.all().await?;
            units.retain(|unit| !rule.applies_to.is_empty() && applies_to(rule, unit));
            Ok(units.into_iter().map(Target::of_unit).collect())
        }
        Each::Office => {
            let unit = office_unit(work, house, books, &rule.to).await?;
            Ok(unit.into_iter().map(Target::of_unit).collect())
        }
    }
}

async fn inspections_of(work: &mut Work, books: &Books, rule: &Rule) -> Result<Vec<Target>> {
    let mut targets = Vec::new();
    let Some(during) = &rule.during else {
        return Ok(targets);
    };
    for inspection in work.all::<Inspection>().await? {
        let Some(from) = work.find_event(&during.from, inspection.id).await? else {
            continue;
        };
        if rule.until == Some(Until::AllFindingsClosed)
            && all_findings_closed(work, books, inspection.id).await?
        {
            continue;
        }
        let to_on = match &during.to {
            Some(code) => {
                day_of_rule(
                    work,
                    books,
                    &books.rulebook,
                    code,
                    inspection.id,
                    &Supposed::default(),
                )
                .await?
            }
            None => None,
        };
        targets.push(Target {
            unit: work.get(inspection.unit_id).await?,
            inspection: Some(inspection.id),
            from_on: Some(from.happened_on),
            to_on,
        });
    }
    Ok(targets)
}

/// Whether every finding of an inspection is closed.
///
/// # Errors
/// When the database cannot be read.
pub async fn all_findings_closed(work: &mut Work, books: &Books, inspection: InspectionId) -> Result<bool> {
    let findings = MatterFilter {
        inspection: Some(inspection),
        rule: Some(books.rulebook.measures.finding.clone()),
        open_only: true,
        ..MatterFilter::default()
    };
    Ok(work.list_matters(&findings).await?.is_empty())
}

/// Opens the matters of a rule that follows another rule's day or end.
async fn open_followers(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
) -> Result<Vec<String>> {
    let (leader, by_end) = match &rule.start {
        Start::DayOf(code) => (code, false),
        Start::EndOf(code) => (code, true),
        _ => return Ok(Vec::new()),
    };
    let filter = MatterFilter {
        rule: Some(leader.clone()),
        ..MatterFilter::default()
    };
    let mut opened = Vec::new();
    for matter in work.list_matters(&filter).await? {
        let (origin, day) = if by_end {
            (format!("{END_OF}:{}", matter.id), matter.ended_on)
        } else {
            (origin_after(&matter), matter.due_on)
        };
        let Some(day) = day.filter(|day| *day <= books.today()) else {
            continue;
        };
        if matter.state == MatterState::Withdrawn || is_opened(work, rule, &matter, &origin).await? {
            continue;
        }
        opened.push(open_after(work, house, books, act, rule, &matter, origin, day).await?);
    }
    Ok(opened)
}

/// Opens what follows the end of one matter, at once.
///
/// # Errors
/// When the database refuses it.
pub async fn open_after_end(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    ended: &Matter,
) -> Result<Vec<String>> {
    let mut opened = Vec::new();
    let follows = |rule: &&Rule| matches!(&rule.start, Start::EndOf(code) if *code == ended.rule);
    for rule in books
        .rulebook
        .rules
        .iter()
        .filter(|rule| rule.enabled)
        .filter(follows)
    {
        let origin = format!("{END_OF}:{}", ended.id);
        let Some(day) = ended.ended_on else { continue };
        if !is_opened(work, rule, ended, &origin).await? {
            opened.push(open_after(work, house, books, act, rule, ended, origin, day).await?);
        }
    }
    let own = books.rulebook.rule(&ended.rule).filter(|rule| rule.enabled);
    if let Some(rule) = own.filter(|rule| rule.repeat.is_some()) {
        opened.extend(open_repetition(work, house, books, act, rule, ended).await?);
    }
    Ok(opened)
}

/// Whether a rule has opened that before.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_opened(work: &mut Work, rule: &Rule, matter: &Matter, origin: &str) -> Result<bool> {
    Ok(work
        .find_matter_of(&rule.code, matter.unit_id, origin)
        .await?
        .is_some())
}

/// Opens what a rule says after another matter.
///
/// # Errors
/// When a day cannot be counted or the database refuses it.
#[expect(
    clippy::too_many_arguments,
    reason = "one call that names everything an opening needs"
)]
pub async fn open_after(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
    leader: &Matter,
    origin: String,
    day: NaiveDate,
) -> Result<String> {
    let tie = tie_of(work, leader.event_id).await?;
    let due = match rule.repeat {
        Some(period) if rule.code == leader.rule => {
            let deadline = crate::domain::deadline::count(day, period, rule.roll, &books.calendar)?;
            DueFound::counted(&deadline, DueMode::Counted(period, rule.roll))
        }
        _ => find_due(work, books, rule, day, leader.inspection_id).await?,
    };
    let opening = Opening {
        unit_id: leader.unit_id,
        inspection_id: leader.inspection_id,
        parent_id: leader.parent_id.filter(|_| rule.code == leader.rule),
        event_id: leader.event_id,
        origin,
        code: match &tie {
            Some(tie) => tie.next_code(work).await?,
            None => next_code(work, rule, leader.inspection_id, books.today()).await?,
        },
        title: rule.name.clone(),
        started_on: day,
        due,
        state: MatterState::NotStarted,
        claimed_on: None,
        taken_over: false,
        people: match &tie {
            Some(tie) => tie.people(),
            None if rule.code == leader.rule => named_on(work, leader).await?,
            None => Vec::new(),
        },
    };
    Ok(open(work, house, books, act, rule, opening).await?.code)
}

/// Who is named on a matter stays named on what repeats it.
async fn named_on(work: &mut Work, leader: &Matter) -> Result<Vec<(Role, PersonId, bool)>> {
    let named = work.list_assignments(leader.id).await?;
    let named = named.into_iter().filter(|named| named.ended_on.is_none());
    Ok(named
        .map(|named| (named.role, named.person_id, named.is_lead))
        .collect())
}
