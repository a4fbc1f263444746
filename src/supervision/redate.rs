//! Moving a matter's due day: a new revision arms the steps still ahead, and the change is told.

use super::due::DueFound;
use super::house::{Books, House};
use super::open::arm;
use super::recount::Recount;
use super::withdraw::tells_of_withdrawal;
use crate::domain::ids::{MatterId, PersonId};
use crate::domain::matter::{Matter, MatterState};
use crate::domain::notice::Notice;
use crate::domain::rulebook::{RuleCode, Start};
use crate::store::{Act, Planning, Work};
use crate::text::{Moved, MovedWhy};
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeSet;

/// The form in which a moved date is told; its step code is this and why: `moved:calendar`.
pub const MOVED: &str = "moved";

/// A due day that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MovedDay {
    /// Code of the matter.
    pub code: String,
    /// Before.
    pub from: Option<NaiveDate>,
    /// Now.
    pub to: Option<NaiveDate>,
}

/// Moves due days by one act and for one reason; what hangs from a day moves with it.
pub struct Mover<'a> {
    house: &'a House,
    books: &'a Books,
    act: Act,
    why: MovedWhy,
    recount: Recount,
    /// Matters whose due day changed.
    pub moved: Vec<MovedDay>,
    /// Codes of matters whose day stayed and is no longer 暂定.
    pub confirmed: Vec<String>,
}

impl<'a> Mover<'a> {
    /// Nothing has moved yet.
    pub fn new(house: &'a House, books: &'a Books, act: &Act, why: MovedWhy) -> Mover<'a> {
        Mover {
            house,
            books,
            act: act.doing("matter.redated"),
            why,
            recount: Recount::default(),
            moved: Vec::new(),
            confirmed: Vec::new(),
        }
    }

    /// Locks an open matter and counts it again from what it hangs on now; the matter, if nothing of it changed.
    ///
    /// # Errors
    /// When it cannot be counted or the database refuses it.
    pub async fn recount(&mut self, work: &mut Work, id: MatterId) -> Result<Option<Matter>> {
        let Some(matter) = work.lock_matter(id).await?.filter(Matter::is_open) else {
            return Ok(None);
        };
        let rulebook = self.house.rulebook(work, &matter.rulebook).await?;
        let started_on = self.recount.start_of(work, self.books, &matter).await?;
        let counting = self
            .recount
            .due_of(work, self.books, &rulebook, &matter, started_on);
        let found = counting.await?;
        let restarted = Matter {
            started_on,
            ..matter.clone()
        };
        if restarted == matter && found == DueFound::kept(&matter) {
            return Ok(Some(matter));
        }
        self.move_to(work, &matter, restarted, found).await?;
        Ok(None)
    }

    /// Gives a locked matter the due day that was found, with a ledger entry; `before` is the matter as locked,
    /// `after` carries whatever else changes with it. People are told only when the day itself changed.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn move_to(
        &mut self,
        work: &mut Work,
        before: &Matter,
        after: Matter,
        found: DueFound,
    ) -> Result<()> {
        let has_moved = found.due_on != before.due_on;
        let after = self.dated(after, found, has_moved);
        work.update(&self.act, before, &after).await?;
        self.arm(work, &after, has_moved).await?;
        if has_moved {
            self.moved.push(MovedDay {
                code: after.code.clone(),
                from: before.due_on,
                to: after.due_on,
            });
            self.lead_followers(work, &after).await?;
        } else if before.provisional && !after.provisional {
            self.confirmed.push(after.code.clone());
        }
        if let Some(above) = after.parent_id {
            Box::pin(self.follow_measures(work, above)).await?;
        }
        Ok(())
    }

    fn dated(&self, matter: Matter, found: DueFound, has_moved: bool) -> Matter {
        let today = self.books.today();
        let is_overdue = found.due_on.is_some_and(|due| due < today);
        Matter {
            due_on: found.due_on,
            provisional: found.provisional,
            mode: found.mode,
            due_revision: matter.due_revision + i64::from(has_moved),
            counts_from_on: if has_moved {
                is_overdue.then_some(today)
            } else {
                matter.counts_from_on
            },
            ..matter
        }
    }

    /// Arms the steps that are still ahead. A matter that nobody has been told of is told as one that opens.
    async fn arm(&self, work: &mut Work, matter: &Matter, has_moved: bool) -> Result<()> {
        let planning = if !has_moved {
            work.planning(matter.id).await?
        } else if work.list_notices_of(matter.id).await?.iter().any(is_told) {
            Planning {
                armed_at: Some(self.books.now),
                planned_to_at: Some(self.books.now),
                next_step_at: None,
                news: (!matter.is_silent()).then(|| format!("{MOVED}:{}", key_of(self.why))),
            }
        } else {
            Planning::default()
        };
        arm(work, self.house, self.books, matter, planning).await
    }

    /// Counts what started on a matter's day again: what follows it, and its repetition.
    async fn lead_followers(&mut self, work: &mut Work, leader: &Matter) -> Result<()> {
        let rulebook = self.house.rulebook(work, &leader.rulebook).await?;
        let rules = rulebook.rules.iter().chain(&self.books.rulebook.rules);
        let hanging: BTreeSet<(&RuleCode, String)> = rules
            .filter_map(|rule| match &rule.start {
                Start::DayOf(code) if *code == leader.rule => Some((&rule.code, origin_after(leader))),
                _ if rule.code == leader.rule && rule.repeat.is_some() => {
                    Some((&rule.code, origin_repeating(leader)))
                }
                _ => None,
            })
            .collect();
        for (rule, origin) in hanging {
            if let Some(follower) = work.find_matter_of(rule, leader.unit_id, &origin).await? {
                Box::pin(self.recount(work, follower.id)).await?;
            }
        }
        Ok(())
    }

    /// Gives an open finding the day of the latest of its measures; whatever else stands above a matter keeps its
    /// own.
    ///
    /// # Errors
    /// When its rulebook is missing or the database refuses it.
    pub async fn follow_measures(&mut self, work: &mut Work, above: MatterId) -> Result<()> {
        let finding: Matter = work.get(above).await?;
        let rulebook = self.house.rulebook(work, &finding.rulebook).await?;
        if finding.rule != rulebook.measures.finding || !finding.is_open() {
            return Ok(());
        }
        let Some(register) = work.find_finding_of(above).await? else {
            return Ok(());
        };
        let mut measures: Vec<Matter> = Vec::new();
        for measure in work.list_measures(register.id).await? {
            measures.push(work.get(measure.matter_id).await?);
        }
        measures.retain(|measure| measure.state != MatterState::Withdrawn);
        let found = DueFound::latest(measures.iter().map(DueFound::kept));
        if measures.is_empty() || found == DueFound::kept(&finding) {
            return Ok(());
        }
        self.move_to(work, &finding, finding.clone(), found).await
    }
}

/// The origin of what follows a matter's day.
pub fn origin_after(leader: &Matter) -> String {
    format!("day_of:{}", leader.id)
}

/// The origin of a matter's repetition.
pub fn origin_repeating(leader: &Matter) -> String {
    format!("repeat:{}", leader.id)
}

/// Whether a notice has told of its matter's day.
fn is_told(notice: &Notice) -> bool {
    notice.state.is_told() && !tells_of_withdrawal(notice)
}

/// The due day that a person was last told of a matter; none when they were told of none of its days.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn told_day(
    work: &mut Work,
    matter: &Matter,
    person: PersonId,
) -> Result<Option<Option<NaiveDate>>> {
    let notices = work.list_notices_of(matter.id).await?;
    let mut told = notices.iter().rev();
    let Some(last) = told.find(|notice| notice.person_id == person && is_told(notice)) else {
        return Ok(None);
    };
    for line in work.ledger_of(matter.id).await? {
        let image = line.entry.after.filter(|_| line.entry.subject == "matter");
        let Some(image) = image else { continue };
        let then: Matter = serde_json::from_str(&image)?;
        if then.due_revision == last.due_revision {
            return Ok(Some(then.due_on));
        }
    }
    Ok(None)
}

/// Whether news are of an extension that was granted.
pub fn is_extended(news: &str) -> bool {
    news.strip_prefix(MOVED)
        .is_some_and(|rest| rest.strip_prefix(':') == Some(key_of(MovedWhy::Extension)))
}

fn key_of(why: MovedWhy) -> &'static str {
    match why {
        MovedWhy::Event => "event",
        MovedWhy::Calendar => "calendar",
        MovedWhy::Rulebook => "rulebook",
        MovedWhy::Import => "import",
        MovedWhy::Office => "office",
        MovedWhy::Extension => "extension",
    }
}

/// What a notice of a moved date says: the day that its reader knows, and why it is another now.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn moved_line(work: &mut Work, notice: &Notice, matter: &Matter) -> Result<Option<Moved>> {
    let Some(key) = notice
        .step
        .strip_prefix(MOVED)
        .and_then(|rest| rest.strip_prefix(':'))
    else {
        return Ok(None);
    };
    let all = [
        MovedWhy::Event,
        MovedWhy::Calendar,
        MovedWhy::Rulebook,
        MovedWhy::Import,
        MovedWhy::Office,
        MovedWhy::Extension,
    ];
    let Some(why) = all.into_iter().find(|why| key_of(*why) == key) else {
        return Ok(None);
    };
    let from = told_day(work, matter, notice.person_id).await?;
    Ok(Some(Moved {
        from: from.flatten(),
        why,
    }))
}
