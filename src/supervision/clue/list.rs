//! The register of clues, for the office: lists and single clues, codes only.

use super::sight::Sight;
use super::tie::get_clue;
use crate::domain::clue::Clue;
use crate::domain::inspection::{Inspection, Round};
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::moves::MoveKind;
use crate::domain::role::Role;
use crate::store::Work;
use crate::supervision::board::{MatterLine, Names, lines_of};
use crate::supervision::house::{Books, House};
use crate::supervision::person::get_unit;
use crate::supervision::refused::refuse;
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

/// A clue in a list; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClueLine {
    /// The office's code.
    pub code: String,
    /// 优先办理.
    pub priority: bool,
    /// Key of its category.
    pub category: Option<String>,
    /// The organ that has it.
    pub organ: String,
    /// 专管员: by name, or whoever holds the role in the organ.
    pub custodians: Vec<String>,
    /// 移交日 to that organ.
    pub transferred_on: NaiveDate,
    /// `open` or `concluded`.
    pub state: &'static str,
    /// The day of its conclusion.
    pub concluded_on: Option<NaiveDate>,
    /// The first due day of what is open.
    pub due_on: Option<NaiveDate>,
    /// Calendar days until then; negative when overdue.
    pub days_left: Option<i64>,
    /// How often its feedback has been received.
    pub fed_back: usize,
    /// Key of its 处置方式.
    pub way: Option<String>,
    /// Key of its 四种形态.
    pub form: Option<String>,
    /// Numbers by key.
    pub counts: BTreeMap<String, i64>,
}

/// A clue with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClueSheet {
    /// As in a list.
    #[serde(flatten)]
    pub line: ClueLine,
    /// 被巡察单位, where the register says so.
    pub inspected: Option<String>,
    /// 轮次, where the register says so.
    pub round: Option<String>,
    /// What happened to it in the organ that has it, by day.
    pub events: Vec<ClueEvent>,
    /// Its matters in whichever organ, the oldest first.
    pub matters: Vec<MatterLine>,
}

/// What happened to a clue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClueEvent {
    /// Key of its kind.
    pub kind: String,
    /// Name of its kind.
    pub name: String,
    /// The day, in the office's zone.
    pub happened_on: NaiveDate,
}

/// Lists the clues that whoever asks may see: open ones, or all; priority first, then those due first.
///
/// # Errors
/// Refused when the organ is unknown.
pub async fn list_clues(
    house: &House,
    actor: Actor,
    organ: Option<&str>,
    all: bool,
) -> Result<Vec<ClueLine>> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let organ = match organ {
        Some(name) => Some(get_unit(&mut work, house, name).await?.id),
        None => None,
    };
    let sight = Sight::of(&mut work, &books, actor).await?;
    let mut names = Names::default();
    let mut lines = Vec::new();
    for clue in work.all::<Clue>().await? {
        let is_wanted = (all || clue.is_open()) && organ.is_none_or(|organ| clue.organ_id == organ);
        if is_wanted && sight.shows_clue(&mut work, &clue).await? {
            lines.push(line_of(&mut work, &books, &mut names, &clue).await?);
        }
    }
    lines.sort_by(|one, other| rank(one).cmp(&rank(other)));
    Ok(lines)
}

fn rank(line: &ClueLine) -> (bool, bool, bool, Option<NaiveDate>, &str) {
    let is_concluded = line.concluded_on.is_some();
    (
        is_concluded,
        !line.priority,
        line.due_on.is_none(),
        line.due_on,
        &line.code,
    )
}

/// Shows the clue of a code.
///
/// # Errors
/// Refused when there is none, or none for whoever asks.
pub async fn show_clue(house: &House, actor: Actor, code: &str) -> Result<ClueSheet> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let clue = get_clue(&mut work, house, code).await?;
    let sight = Sight::of(&mut work, &books, actor).await?;
    if !sight.shows_clue(&mut work, &clue).await? {
        refuse!("no clue {}; `huiyin clue list` shows all", clue.code);
    }
    let mut names = Names::default();
    let (mut inspected, mut round) = (None, None);
    if let Some(inspection) = clue.inspection_id {
        let inspection: Inspection = work.get(inspection).await?;
        inspected = Some(names.of_unit(&mut work, inspection.unit_id).await?);
        round = Some(work.get::<Round>(inspection.round_id).await?.name);
    }
    let events = work.list_clue_events(clue.id, clue.organ_id).await?;
    let events = events.into_iter().map(|event| ClueEvent {
        name: books.rulebook.event_name(&event.kind).to_owned(),
        happened_on: event.happened_on,
        kind: event.kind,
    });
    let matters = work.list_clue_matters(clue.id).await?;
    Ok(ClueSheet {
        line: line_of(&mut work, &books, &mut names, &clue).await?,
        inspected,
        round,
        events: events.collect(),
        matters: lines_of(&mut work, house, &books, &matters).await?,
    })
}

async fn line_of(work: &mut Work, books: &Books, names: &mut Names, clue: &Clue) -> Result<ClueLine> {
    let matters = work.list_clue_matters(clue.id).await?;
    let open = matters.iter().filter(|matter| matter.is_open());
    let first = open.min_by_key(|matter| (matter.due_on.is_none(), matter.due_on));
    Ok(ClueLine {
        code: clue.code.clone(),
        priority: clue.is_priority,
        category: clue.category.clone(),
        organ: names.of_unit(work, clue.organ_id).await?,
        custodians: custodians_of(work, books, names, clue).await?,
        transferred_on: clue.transferred_on,
        state: if clue.is_open() { "open" } else { "concluded" },
        concluded_on: clue.concluded_on,
        due_on: first.and_then(|matter| matter.due_on),
        days_left: first.and_then(|matter| matter.days_left(books.today())),
        fed_back: feedbacks(work, books, &matters).await?.len(),
        way: clue.way.clone(),
        form: clue.form.clone(),
        counts: clue.counts.clone(),
    })
}

async fn custodians_of(
    work: &mut Work,
    books: &Books,
    names: &mut Names,
    clue: &Clue,
) -> Result<Vec<String>> {
    if let Some(custodian) = clue.custodian_id {
        return Ok(vec![names.of(work, custodian).await?]);
    }
    let holders = work.list_holders(Role::ClueCustodian, clue.organ_id, books.today());
    Ok(holders.await?.into_iter().map(|person| person.name).collect())
}

/// The days on which a clue's feedback was received: of the matters that repeat.
///
/// # Errors
/// When the database cannot be read.
pub async fn feedbacks(work: &mut Work, books: &Books, matters: &[Matter]) -> Result<Vec<NaiveDate>> {
    let mut received = Vec::new();
    for matter in matters {
        let rule = books.rulebook.rule(&matter.rule);
        if rule.is_none_or(|rule| rule.repeat.is_none()) {
            continue;
        }
        for made in work.list_moves(matter.id).await? {
            if matches!(made.kind, MoveKind::Received | MoveKind::Concluded) {
                received.push(made.moved_on);
            }
        }
    }
    Ok(received)
}
