//! What is agreed: a measure is confirmed, with the last one its finding applies; a finding and its measures are
//! closed out.

use super::apply::write;
use super::standing::check_from_now;
use super::{as_decided, ground, measures_of};
use crate::domain::capacity::Capacity;
use crate::domain::closeout::Application;
use crate::domain::finding::{Finding, Measure};
use crate::domain::matter::{Matter, MatterState};
use crate::domain::moves::{Move, MoveKind, Via, decide};
use crate::store::{Act, Work};
use crate::supervision::house::{Books, House};
use crate::supervision::moves::{Moved, enter, follow_end};
use crate::supervision::schedule::Track;
use anyhow::{Result, anyhow};

/// A measure is confirmed; with the last one, its finding applies.
pub(super) async fn confirm(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    (measure, matter): (&Measure, &Matter),
    (made, by): (&Move, Capacity),
) -> Result<Vec<String>> {
    let ground = ground(work, house, books, matter, by, None).await?;
    let after =
        decide(matter, ground, MoveKind::Confirmed, made.moved_on).map_err(|why| anyhow!("{why:?}"))?;
    let act = act.doing("matter.confirmed");
    let new = as_decided(MoveKind::Confirmed, made);
    enter(work, house, books, &act, (matter, &after), &new).await?;
    let confirmed = Measure {
        confirmed_on: Some(made.moved_on),
        ..measure.clone()
    };
    work.update(&act.doing("measure.confirmed"), measure, &confirmed)
        .await?;
    let finding: Finding = work.get(measure.finding_id).await?;
    apply_for_finding(work, house, books, &act, &finding).await
}

/// The finding applies once all that is left of its measures is confirmed.
pub(super) async fn apply_for_finding(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    finding: &Finding,
) -> Result<Vec<String>> {
    let mut open = measures_of(work, finding.id).await?;
    open.retain(|(_, matter)| matter.is_open());
    let is_ready = |(measure, matter): &(Measure, Matter)| {
        measure.confirmed_on.is_some() && matter.state == MatterState::UnderReview
    };
    let above = work.lock_matter(finding.matter_id).await?;
    let chain = books.rulebook.closeout.of_finding(finding.is_focus);
    let (Some(above), Some(first)) = (above, chain.first()) else {
        return Ok(Vec::new());
    };
    if open.is_empty() || !open.iter().all(is_ready) {
        return Ok(Vec::new());
    }
    let ground = ground(work, house, books, &above, Capacity::Program, None).await?;
    let Ok(after) = decide(&above, ground, MoveKind::Applied, books.today()) else {
        return Ok(Vec::new());
    };
    let mut evidence = 0;
    for (_, matter) in &open {
        evidence += i64::try_from(work.list_evidence(matter.id).await?.len())?;
    }
    let application = Application {
        evidence,
        applied_on: books.today(),
        applied_at: books.now,
        via: Via::Program,
        ..Application::blank(&above)
    };
    let act = act.doing("matter.applied");
    let (_, step) = write(work, house, books, &act, (&above, &after), application, first).await?;
    Ok(vec![step.code])
}

/// 销号 of a finding and of its measures.
pub(super) async fn close_out(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    (finding, above): (&Finding, &Matter),
    (made, by): (&Move, Capacity),
) -> Result<Vec<String>> {
    let act = act.doing("matter.closed_out");
    let mut matters = vec![above.clone()];
    for (_, matter) in measures_of(work, finding.id).await? {
        let locked = work.lock_matter(matter.id).await?;
        matters.extend(locked.filter(|matter| matter.state == MatterState::UnderReview));
    }
    let mut opened = Vec::new();
    for matter in matters {
        let ground = ground(work, house, books, &matter, by, None).await?;
        let after =
            decide(&matter, ground, MoveKind::ClosedOut, made.moved_on).map_err(|why| anyhow!("{why:?}"))?;
        let new = as_decided(MoveKind::ClosedOut, made);
        enter(work, house, books, &act, (&matter, &after), &new).await?;
        if after.state == MatterState::Standing {
            opened.push(check_from_now(work, house, books, &act, &after, made.moved_on).await?);
        }
        let rulebook = house.rulebook(work, &after.rulebook).await?;
        let rule = Track::of(&after, &rulebook)?.rule;
        let mut moved = Moved {
            matter: after,
            opened: Vec::new(),
            ended: Vec::new(),
            about: None,
        };
        follow_end(work, house, books, &act, rule, &mut moved).await?;
        opened.extend(moved.opened);
    }
    Ok(opened)
}
