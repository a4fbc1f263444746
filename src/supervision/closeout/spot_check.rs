//! 抽查: a seeded lot over what was closed out; each finding drawn opens a check of the office.

use crate::domain::ids::SpotCheckId;
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::rulebook::RuleCode;
use crate::domain::spot_check::{Lot, SpotCheck, SpotResult, draw};
use crate::store::{Act, MatterFilter, Work};
use crate::supervision::board::Names;
use crate::supervision::due::find_due;
use crate::supervision::house::{Books, House};
use crate::supervision::open::{Opening, next_code, open};
use crate::supervision::refused::refuse;
use anyhow::{Context, Result};
use chrono::NaiveDate;
use serde::Serialize;

/// A lot that was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawn {
    /// How, so that it can be drawn again.
    #[serde(flatten)]
    pub lot: Lot,
    /// What it drew.
    pub checks: Vec<SpotLine>,
}

/// A finding that is looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpotLine {
    /// Code of the check.
    pub code: String,
    /// Code of the finding.
    pub finding: String,
    /// Its unit.
    pub unit: String,
    /// It is the 复核 of what a principal signed whose other finding was false.
    pub recheck: bool,
    /// The day it was drawn.
    pub drawn_on: NaiveDate,
    /// Until when it is to be looked at.
    pub due_on: Option<NaiveDate>,
    /// The seed of its lot.
    pub seed: Option<i64>,
    /// What was found.
    pub result: Option<&'static str>,
}

/// Draws a lot over all findings that are closed and were not drawn since.
///
/// # Errors
/// Refused when nothing can be drawn, or the rulebook knows no 抽查.
pub async fn draw_spot_checks(house: &House, actor: Actor, count: usize, seed: i64) -> Result<Drawn> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let drawn = draw_spot_checks_in(&mut work, house, &books, actor, count, seed).await?;
    work.commit().await?;
    Ok(drawn)
}

/// The same within a unit of work.
///
/// # Errors
/// As [`draw_spot_checks`]; nothing has been written when it refuses.
pub async fn draw_spot_checks_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    count: usize,
    seed: i64,
) -> Result<Drawn> {
    let pool = pool(work, books).await?;
    if pool.is_empty() || count == 0 {
        refuse!("no finding is closed that was not drawn since; nothing can be drawn");
    }
    let named = pool.iter().map(|matter| (matter.code.clone(), matter.cycle));
    let (lot, codes) = draw(named.collect(), count, seed);
    let act = Act::new(actor, books.now, "spot_check.drawn");
    let mut names = Names::default();
    let mut checks = Vec::new();
    for code in codes {
        let finding = pool.iter().find(|matter| matter.code == code);
        let finding = finding.context("a finding that was not in the pool")?;
        let rule = &books.rulebook.closeout.spot;
        let (row, check) = open_check(work, house, books, &act, rule, finding, Some(lot.clone())).await?;
        checks.push(line_of(work, &mut names, &row, &check, finding).await?);
    }
    Ok(Drawn { lot, checks })
}

/// The findings that are closed and were not drawn in their present cycle.
async fn pool(work: &mut Work, books: &Books) -> Result<Vec<Matter>> {
    let findings = MatterFilter {
        rule: Some(books.rulebook.measures.finding.clone()),
        ..MatterFilter::default()
    };
    let mut pool = work.list_matters(&findings).await?;
    pool.retain(is_closed);
    let drawn: Vec<SpotCheck> = work.all().await?;
    pool.retain(|finding| {
        !drawn
            .iter()
            .any(|check| check.finding_id == finding.id && check.cycle == finding.cycle)
    });
    Ok(pool)
}

/// Whether a finding counts as done.
pub(super) fn is_closed(matter: &Matter) -> bool {
    matches!(matter.state, MatterState::ClosedOut | MatterState::Standing)
}

/// Opens the check of a finding.
pub(super) async fn open_check(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &RuleCode,
    finding: &Matter,
    lot: Option<Lot>,
) -> Result<(SpotCheck, Matter)> {
    let rule = books.rule(rule)?;
    let code = next_code(work, rule, finding.inspection_id, books.today()).await?;
    let opening = Opening {
        unit_id: finding.unit_id,
        inspection_id: finding.inspection_id,
        parent_id: Some(finding.id),
        event_id: None,
        origin: format!("spot_check:{}:{code}", finding.id),
        title: format!("{} {}", rule.name, finding.code),
        code,
        started_on: books.today(),
        due: find_due(work, books, rule, books.today(), finding.inspection_id).await?,
        state: MatterState::NotStarted,
        claimed_on: None,
        taken_over: false,
        people: Vec::new(),
    };
    let check = open(work, house, books, act, rule, opening).await?;
    let row = SpotCheck {
        id: SpotCheckId(0),
        office_id: house.office.id,
        finding_id: finding.id,
        cycle: finding.cycle,
        matter_id: check.id,
        lot,
        drawn_on: books.today(),
        result: None,
        ended_on: None,
    };
    Ok((work.insert(act, row).await?, check))
}

/// All checks, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_spot_checks(house: &House) -> Result<Vec<SpotLine>> {
    let mut work = house.store.read().await?;
    let mut names = Names::default();
    let mut lines = Vec::new();
    for row in work.all::<SpotCheck>().await? {
        let check: Matter = work.get(row.matter_id).await?;
        let finding: Matter = work.get(row.finding_id).await?;
        lines.push(line_of(&mut work, &mut names, &row, &check, &finding).await?);
    }
    Ok(lines)
}

async fn line_of(
    work: &mut Work,
    names: &mut Names,
    row: &SpotCheck,
    check: &Matter,
    finding: &Matter,
) -> Result<SpotLine> {
    Ok(SpotLine {
        code: check.code.clone(),
        finding: finding.code.clone(),
        unit: names.of_unit(work, finding.unit_id).await?,
        recheck: row.lot.is_none(),
        drawn_on: row.drawn_on,
        due_on: check.due_on,
        seed: row.lot.as_ref().map(|lot| lot.seed),
        result: row.result.map(SpotResult::key),
    })
}
