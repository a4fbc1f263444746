//! Rounds and inspections, found by the way the office names them.

use super::house::House;
use crate::domain::contact::Unit;
use crate::domain::ids::{InspectionId, RoundId, UnitId};
use crate::domain::inspection::{Inspection, Round};
use crate::intake::round_of;
use crate::store::{Act, MatterFilter, Work};
use anyhow::Result;

/// The unit's open inspection: the only one with matters that have not ended.
///
/// # Errors
/// When the database cannot be read.
pub async fn find_open_inspection(work: &mut Work, unit: UnitId) -> Result<Option<Inspection>> {
    let mut open = Vec::new();
    for inspection in work.list_inspections(unit).await? {
        let filter = MatterFilter {
            inspection: Some(inspection.id),
            open_only: true,
            ..MatterFilter::default()
        };
        if !work.list_matters(&filter).await?.is_empty() {
            open.push(inspection);
        }
    }
    Ok(if open.len() == 1 { open.pop() } else { None })
}

/// The unit's inspection in a round, by whatever way its name is written; without a name its only one.
///
/// # Errors
/// When the database cannot be read.
pub async fn find_inspection(
    work: &mut Work,
    unit: UnitId,
    round: Option<&str>,
) -> Result<Option<Inspection>> {
    let mut found = work.list_inspections(unit).await?;
    if let Some(name) = round {
        let mut fitting = Vec::new();
        for inspection in found {
            let round: Round = work.get(inspection.round_id).await?;
            let is_meant = round_of(name).is_some_and(|(year, ordinal)| {
                i64::from(ordinal) == round.ordinal && year.is_none_or(|year| i64::from(year) == round.year)
            });
            if is_meant || round.name == name {
                fitting.push(inspection);
            }
        }
        found = fitting;
    }
    Ok(if found.len() == 1 { found.pop() } else { None })
}

/// Whether a text names a round, in whatever way.
pub fn is_a_round(name: &str) -> bool {
    round_of(name).is_some()
}

/// Finds a round by whatever way its name is written, or makes it; none when the text names no round. A name
/// without a year means the round of `year`, as does one that names that year.
///
/// # Errors
/// When the database refuses it.
pub async fn ensure_round(
    work: &mut Work,
    house: &House,
    act: &Act,
    name: &str,
    year: i32,
) -> Result<Option<Round>> {
    let Some((named_year, ordinal)) = round_of(name) else {
        return Ok(None);
    };
    let year = named_year.unwrap_or(year);
    let (dated, undated) = (format!("{year}-{ordinal}"), ordinal.to_string());
    let (round_key, other_key) = match named_year {
        Some(_) => (dated, undated),
        None => (undated, dated),
    };
    if let Some(round) = work.find_round(house.office.id, &round_key).await? {
        return Ok(Some(round));
    }
    let other = work.find_round(house.office.id, &other_key).await?;
    if let Some(round) = other.filter(|round| round.year == i64::from(year)) {
        return Ok(Some(round));
    }
    let round = Round {
        id: RoundId(0),
        office_id: house.office.id,
        round_key,
        name: name.to_owned(),
        year: i64::from(year),
        ordinal: i64::from(ordinal),
    };
    Ok(Some(work.insert(&act.doing("round.added"), round).await?))
}

/// Finds a unit's inspection in a round, or makes it.
///
/// # Errors
/// When the database refuses it.
pub async fn ensure_inspection(
    work: &mut Work,
    house: &House,
    act: &Act,
    unit: &Unit,
    round: &Round,
    team: Option<&str>,
) -> Result<Inspection> {
    let known = work.list_inspections(unit.id).await?;
    if let Some(known) = known
        .into_iter()
        .find(|inspection| inspection.round_id == round.id)
    {
        return Ok(known);
    }
    let inspection = Inspection {
        id: InspectionId(0),
        office_id: house.office.id,
        round_id: round.id,
        unit_id: unit.id,
        team: team.map(str::to_owned),
        grade: None,
    };
    Ok(work.insert(&act.doing("inspection.opened"), inspection).await?)
}
