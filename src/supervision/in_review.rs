//! Where what was handed in lies in review: meanwhile it is no delay of the unit's.

use super::closeout::under_review;
use super::house::{Books, House};
use super::schedule::Track;
use super::submitted::{is_in_review, lies_with_office};
use crate::domain::matter::{Matter, MatterState};
use crate::domain::role::Role;
use crate::domain::rulebook::Ends;
use crate::store::Work;
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

/// With whom something lies in review; keys are stable for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct InReview {
    /// Key of the role that has the word.
    pub role: &'static str,
    /// Until when it is to be given.
    pub until_on: Option<NaiveDate>,
}

/// With whom a matter lies in review; none for what lies with its unit, also where a step within the unit is late.
///
/// # Errors
/// When its rulebook is missing or the database cannot be read.
pub async fn review_of(
    work: &mut Work,
    house: &House,
    books: &Books,
    matter: &Matter,
) -> Result<Option<InReview>> {
    if matter.state != MatterState::UnderReview {
        return Ok(None);
    }
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let track = Track::of(matter, &rulebook)?;
    if track.rule.ends != Ends::Closeout {
        let lies = lies_with_office(matter, &track, &rulebook, books)?;
        return Ok(lies.then_some(InReview {
            role: Role::OfficeClerk.key(),
            until_on: None,
        }));
    }
    if !is_in_review(work, house, books, matter).await? {
        return Ok(None);
    }
    let step = under_review(work, house, matter).await?;
    Ok(step.map(|step| InReview {
        role: step.role,
        until_on: step.due_on,
    }))
}
