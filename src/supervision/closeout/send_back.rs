//! 退回: what was applied for is under way again, with its own 补正 day; of a finding all of its measures.

use super::{as_decided, end_application, ground, last_application, measures_of};
use crate::domain::capacity::Capacity;
use crate::domain::closeout::{Application, ApplicationState};
use crate::domain::finding::Measure;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::moves::{Move, MoveKind, decide};
use crate::store::{Act, Planning, Work};
use crate::supervision::due::count_rule;
use crate::supervision::house::{Books, House};
use crate::supervision::moves::enter;
use crate::supervision::open::arm;
use anyhow::{Context, Result, anyhow};
use chrono::NaiveDate;

/// The form in which it is told that an application was sent back, and its step code.
pub const SENT_BACK: &str = "sent_back";

/// Sends back what an application is about.
pub(super) async fn send_back(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    (application, about): (&Application, &Matter),
    (made, by): (&Move, Capacity),
    fix_by: Option<NaiveDate>,
) -> Result<()> {
    let until = match fix_by {
        Some(day) => day,
        None => {
            let rule = books.rule(&books.rulebook.closeout.fix)?;
            let counted = count_rule(&books.rulebook, rule, made.moved_on, books)?;
            counted.due_on.context("a rule that gives no period")?
        }
    };
    let act = act.doing("matter.returned");
    end_application(work, &act, application, ApplicationState::Returned, made.moved_on).await?;
    let sending = Sending {
        house,
        books,
        act: &act,
        made,
        until,
    };
    sending.one(work, about, by).await?;
    if let Some(measure) = work.find_measure_of(about.id).await? {
        return unconfirm(work, &act, &measure).await;
    }
    let Some(finding) = work.find_finding_of(about.id).await? else {
        return Ok(());
    };
    for (measure, matter) in measures_of(work, finding.id).await? {
        let Some(matter) = work.lock_matter(matter.id).await? else {
            continue;
        };
        if matter.state != MatterState::UnderReview {
            continue;
        }
        if let Some(last) = last_application(work, &matter).await? {
            end_application(work, &act, &last, ApplicationState::Returned, made.moved_on).await?;
        }
        sending.one(work, &matter, Capacity::Program).await?;
        unconfirm(work, &act, &measure).await?;
    }
    Ok(())
}

/// Why a matter was last sent back in its present cycle.
///
/// # Errors
/// When the database cannot be read.
pub async fn why_sent_back(work: &mut Work, matter: &Matter) -> Result<Option<String>> {
    let moves = work.list_moves(matter.id).await?;
    let is_return = |made: &Move| made.kind == MoveKind::Returned && made.cycle == matter.cycle;
    Ok(moves.into_iter().rfind(is_return).and_then(|made| made.reason))
}

/// A measure has to be confirmed again.
pub async fn unconfirm(work: &mut Work, act: &Act, measure: &Measure) -> Result<()> {
    let after = Measure {
        confirmed_on: None,
        ..measure.clone()
    };
    work.update(&act.doing("measure.changed"), measure, &after)
        .await?;
    Ok(())
}

struct Sending<'a> {
    house: &'a House,
    books: &'a Books,
    act: &'a Act,
    made: &'a Move,
    until: NaiveDate,
}

impl Sending<'_> {
    async fn one(&self, work: &mut Work, matter: &Matter, by: Capacity) -> Result<()> {
        let ground = ground(work, self.house, self.books, matter, by, Some(self.until)).await?;
        let after = decide(matter, ground, MoveKind::Returned, self.made.moved_on)
            .map_err(|why| anyhow!("{why:?}"))?;
        let new = as_decided(MoveKind::Returned, self.made);
        enter(work, self.house, self.books, self.act, (matter, &after), &new).await?;
        let planning = Planning {
            armed_at: Some(self.books.now),
            planned_to_at: Some(self.books.now),
            next_step_at: None,
            news: Some(SENT_BACK.to_owned()),
        };
        arm(work, self.house, self.books, &after, planning).await
    }
}
