//! 对账销号: the application of a measure or a finding, the chain of decisions on it, and what it ends with.

mod apply;
mod decided;
mod false_report;
mod grant;
mod list;
mod send_back;
mod spot_check;
mod spot_result;
mod standing;
mod step;
mod withdrawal;

pub use apply::{AppliedFor, Applying, apply, apply_in, takes_words};
pub use decided::{applicants, decided, facts};
pub use list::{
    ApplicationLine, ApplicationSheet, DecisionLine, applications_of, list_applications, show_applications,
    to_apply_for, under_review,
};
pub use send_back::{SENT_BACK, why_sent_back};
pub use spot_check::{Drawn, SpotLine, draw_spot_checks, draw_spot_checks_in, list_spot_checks};
pub use spot_result::{SpotEnded, SpotFinding, end_spot_check, end_spot_check_in};
pub use standing::is_checked_no_more;
pub use withdrawal::follow_withdrawal;

use super::house::{Books, House};
use super::schedule::Track;
use crate::domain::capacity::Capacity;
use crate::domain::closeout::{Application, ApplicationState};
use crate::domain::finding::Finding;
use crate::domain::ids::FindingId;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::moves::{Ground, Move, MoveKind};
use crate::store::{Act, Work};
use crate::supervision::moves::NewMove;
use anyhow::Result;
use chrono::NaiveDate;

/// What begins the origin of a step's matter: `closeout:APPLICATION:RULE`.
pub const ORIGIN: &str = "closeout";

/// The ground of a close-out move of a matter.
async fn ground(
    work: &mut Work,
    house: &House,
    books: &Books,
    matter: &Matter,
    by: Capacity,
    until: Option<NaiveDate>,
) -> Result<Ground> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    Ok(Ground {
        ends: Track::of(matter, &rulebook)?.rule.ends,
        office_reviews: false,
        by,
        until,
        today: books.today(),
    })
}

/// A move that a decision makes: as it was given.
fn as_decided(kind: MoveKind, made: &Move) -> NewMove {
    NewMove {
        kind,
        on: made.moved_on,
        giver: made.giver_id,
        via: made.via,
        document: made.document.clone(),
        reason: made.reason.clone(),
        fix_by: None,
        pledge: None,
    }
}

/// The measures of a finding that were not withdrawn, in lock order, with their matters.
async fn measures_of(
    work: &mut Work,
    finding: FindingId,
) -> Result<Vec<(crate::domain::finding::Measure, Matter)>> {
    let mut found = Vec::new();
    for measure in work.list_measures(finding).await? {
        let matter: Matter = work.get(measure.matter_id).await?;
        if matter.state != MatterState::Withdrawn {
            found.push((measure, matter));
        }
    }
    found.sort_by_key(|(_, matter)| matter.id);
    Ok(found)
}

/// The last application of a matter in its present cycle.
async fn last_application(work: &mut Work, matter: &Matter) -> Result<Option<Application>> {
    let all = work.list_applications(matter.id).await?;
    Ok(all.into_iter().rfind(|one| one.cycle == matter.cycle))
}

/// Ends an application that stands.
async fn end_application(
    work: &mut Work,
    act: &Act,
    application: &Application,
    state: ApplicationState,
    on: NaiveDate,
) -> Result<()> {
    let after = Application {
        state,
        ended_on: Some(on),
        ..application.clone()
    };
    work.update(&act.doing("application.ended"), application, &after)
        .await?;
    Ok(())
}

/// The finding of a matter: its own, or that of its measure.
async fn finding_over(work: &mut Work, matter: &Matter) -> Result<Option<Finding>> {
    if let Some(measure) = work.find_measure_of(matter.id).await? {
        return Ok(work.find(measure.finding_id).await?);
    }
    Ok(work.find_finding_of(matter.id).await?)
}
