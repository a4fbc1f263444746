//! What ties a matter to its clue: the event that opened it, and what follows from that.

use crate::domain::answer::{Reply, SaidKind};
use crate::domain::clue::Clue;
use crate::domain::code::numbered;
use crate::domain::deadline::{Roll, count};
use crate::domain::half_width::fold;
use crate::domain::ids::{ClueId, EventId, PersonId};
use crate::domain::inspection::Event;
use crate::domain::matter::Matter;
use crate::domain::role::Role;
use crate::domain::rulebook::{Ends, Rule, RuleCode, Rulebook};
use crate::store::Work;
use crate::supervision::due::DueFound;
use crate::supervision::house::{Books, House};
use crate::supervision::refused::refuse;
use crate::supervision::schedule::Track;
use anyhow::Result;
use chrono::NaiveDate;
use std::collections::HashSet;

/// The policy that says how long 继续办理 holds reminders.
const HOLD_POLICY: &str = "C-HOLD";

/// The clue of what is about to be opened.
#[derive(Debug, Clone)]
pub struct Tie(Clue);

/// The clue of what an event opens.
///
/// # Errors
/// When the database cannot be read.
pub async fn tie_of(work: &mut Work, event: Option<EventId>) -> Result<Option<Tie>> {
    let Some(event) = event else { return Ok(None) };
    let clue = work.get::<Event>(event).await?.clue_id;
    Ok(match clue {
        Some(clue) => Some(Tie(work.get(clue).await?)),
        None => None,
    })
}

impl Tie {
    /// The next code of its matters: the clue's own and a number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next_code(&self, work: &mut Work) -> Result<String> {
        let number = work.next_number(&self.0.code).await?;
        Ok(numbered(&self.0.code, number))
    }

    /// Who is named on its matters.
    pub fn people(&self) -> Vec<(Role, PersonId, bool)> {
        let custodian = self.0.custodian_id;
        custodian
            .map(|person| (Role::ClueCustodian, person, false))
            .into_iter()
            .collect()
    }

    /// The day that the register gives its first feedback.
    pub fn due(&self, rule: &Rule) -> Option<DueFound> {
        let is_feedback = rule.repeat.is_some();
        self.0.feedback_on.filter(|_| is_feedback).map(DueFound::fixed)
    }
}

/// A clue by code.
///
/// # Errors
/// Refused when there is none.
pub async fn get_clue(work: &mut Work, house: &House, code: &str) -> Result<Clue> {
    let code = fold(code).to_uppercase();
    match work.find_clue(house.office.id, &code).await? {
        Some(clue) => Ok(clue),
        None => refuse!("no clue {code}; `huiyin clue list` shows all"),
    }
}

/// Whether a matter takes coded answers alone.
///
/// # Errors
/// When its rulebook is missing.
pub async fn is_coded(work: &mut Work, house: &House, matter: &Matter) -> Result<bool> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    Ok(Track::of(matter, &rulebook)?.rule.ends == Ends::Coded)
}

/// The matter of a clue that an answer to the clue itself is about: of those that are open and not reported as done,
/// else of those that are open, the one that is due first.
///
/// # Errors
/// When the database cannot be read.
pub async fn first_open(work: &mut Work, house: &House, clue: ClueId) -> Result<Option<Matter>> {
    let mut open = Vec::new();
    for matter in work.list_clue_matters(clue).await? {
        if matter.is_open() && is_coded(work, house, &matter).await? {
            open.push(matter);
        }
    }
    open.sort_by_key(rank);
    Ok(open.into_iter().next())
}

/// The first of a clue's matters is the one that waits for its custodian, then the one that is due first.
fn rank(matter: &Matter) -> (bool, bool, Option<NaiveDate>, i64) {
    (
        matter.claimed_on.is_some(),
        matter.due_on.is_none(),
        matter.due_on,
        matter.id.0,
    )
}

/// The matters for which no line is shown, because another of the same clue stands for them.
///
/// # Errors
/// When the database cannot be read.
pub async fn one_line_a_clue(
    work: &mut Work,
    house: &House,
    matters: &[&Matter],
) -> Result<HashSet<crate::domain::ids::MatterId>> {
    let mut coded: Vec<&Matter> = Vec::new();
    for matter in matters {
        if matter.is_open() && is_coded(work, house, matter).await? {
            coded.push(matter);
        }
    }
    coded.sort_by_key(|matter| rank(matter));
    let (mut seen, mut folded) = (HashSet::new(), HashSet::new());
    for matter in coded {
        let Some(clue) = work.clue_of_matter(matter.id).await? else {
            continue;
        };
        if !seen.insert(clue.id) {
            folded.insert(matter.id);
        }
    }
    Ok(folded)
}

/// Until when somebody is not reminded of a matter before its day: they have said that it goes on.
///
/// # Errors
/// When the policy's period cannot be counted.
pub fn goes_on_until(
    matter: &Matter,
    replies: &[Reply],
    person: PersonId,
    rulebook: &Rulebook,
    books: &Books,
) -> Result<Option<NaiveDate>> {
    let own = replies
        .iter()
        .rfind(|reply| reply.person_id == person && reply.cycle == matter.cycle);
    let Some(own) = own.filter(|reply| reply.said == SaidKind::GoesOn) else {
        return Ok(None);
    };
    let said_on = own.given_on.unwrap_or(books.local(own.answered_at).date());
    let policy = rulebook.policy(&RuleCode(HOLD_POLICY.to_owned()));
    let Some(period) = policy.and_then(|policy| policy.at_most) else {
        return Ok(None);
    };
    Ok(Some(count(said_on, period, Roll::None, &books.calendar)?.due_on))
}
