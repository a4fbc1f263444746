//! Adopting a year's holiday paper: open dates are counted again, each with an entry, and people are told only
//! where the day changed.

use super::house::House;
use super::open::arm;
use super::redate::{MovedDay, Mover};
use super::refused::refuse;
use crate::domain::calendar::YearTable;
use crate::domain::ids::MatterId;
use crate::domain::ledger::Actor;
use crate::domain::version::CalendarYear;
use crate::store::{Act, MatterFilter, Work};
use crate::text::MovedWhy;
use anyhow::{Context, Result};
use serde::Serialize;

/// What a new paper did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct YearAdopted {
    /// The paper's year.
    pub year: i32,
    /// `false` when the same paper was there.
    pub is_new: bool,
    /// Matters whose due day changed.
    pub moved: Vec<MovedDay>,
    /// Codes of matters whose day stayed and is no longer 暂定.
    pub confirmed: Vec<String>,
}

/// Adopts a year's paper in the holiday-cn form.
///
/// # Errors
/// Refused when it has no days and the one in force has; a fault when it is not of that form, or the database
/// refuses it.
pub async fn adopt_year(house: &House, actor: Actor, content: &str) -> Result<YearAdopted> {
    let table = YearTable::parse(content).context("the holiday paper")?;
    let mut work = house.store.begin().await?;
    refuse_loss(&mut work, &table).await?;
    let now = house.clock.now();
    let act = Act::new(actor, now, "calendar.adopted");
    let year = table.year;
    if !keep_year(&mut work, &act, year, content).await? {
        return Ok(YearAdopted {
            year,
            is_new: false,
            moved: Vec::new(),
            confirmed: Vec::new(),
        });
    }
    let mut adopted = YearAdopted {
        year,
        is_new: true,
        moved: Vec::new(),
        confirmed: Vec::new(),
    };
    if work.current_rulebook().await?.is_some() {
        count_all_again(&mut work, house, &act, &mut adopted).await?;
    }
    work.commit().await?;
    Ok(adopted)
}

/// Refuses a paper without days where the days of its year are known.
///
/// # Errors
/// That refusal; a fault when the database cannot be read.
pub async fn refuse_loss(work: &mut Work, new: &YearTable) -> Result<()> {
    if !new.days.is_empty() {
        return Ok(());
    }
    let mut known = work.list_calendar_years().await?.into_iter();
    let Some(known) = known.find(|known| known.year == i64::from(new.year)) else {
        return Ok(());
    };
    let days = YearTable::parse(&known.content)
        .context("a holiday paper in the database")?
        .days
        .len();
    if days > 0 {
        refuse!(
            "this paper of {} names no day, and the one in force names {days}: it would make every date of that year \
             provisional again; import the published paper",
            new.year
        );
    }
    Ok(())
}

/// Keeps the paper; `false` when it is the one that is there.
async fn keep_year(work: &mut Work, act: &Act, year: i32, content: &str) -> Result<bool> {
    let known = work
        .list_calendar_years()
        .await?
        .into_iter()
        .find(|known| known.year == i64::from(year));
    let paper = CalendarYear {
        id: 0,
        year: i64::from(year),
        content: content.to_owned(),
        imported_at: act.at,
    };
    match known {
        Some(known) if known.content == content => return Ok(false),
        Some(known) => {
            work.update(
                act,
                &known,
                &CalendarYear {
                    id: known.id,
                    ..paper
                },
            )
            .await?;
        }
        None => {
            work.insert(act, paper).await?;
        }
    }
    Ok(true)
}

async fn count_all_again(work: &mut Work, house: &House, act: &Act, adopted: &mut YearAdopted) -> Result<()> {
    let books = house.books(work).await?;
    let open = MatterFilter {
        open_only: true,
        ..MatterFilter::default()
    };
    let mut ids: Vec<MatterId> = work
        .list_matters(&open)
        .await?
        .iter()
        .map(|matter| matter.id)
        .collect();
    ids.sort_unstable();
    let mut mover = Mover::new(house, &books, act, MovedWhy::Calendar);
    for id in ids {
        if let Some(unmoved) = mover.recount(work, id).await? {
            let planning = work.planning(id).await?;
            arm(work, house, &books, &unmoved, planning).await?;
        }
    }
    adopted.moved = mover.moved;
    adopted.confirmed = mover.confirmed;
    Ok(())
}
