//! Recording a move of a matter, and everything that follows from it: the event that its end is, what opens then,
//! the 补正 of what is sent back, and the end of what had been sent back.

use super::answer::secret_in;
use super::cadence::open_after_end;
use super::clue::{conclude_rest, received_as, record_clue_end};
use super::decision::{affected, decided, may_agree, may_decide};
use super::event::{NewEvent, insert_event, standing_event_of};
use super::fix::{is_fix, open_fixes};
use super::house::{Books, House};
use super::open::arm;
use super::parts::missing_parts;
use super::recorder::may_record;
use super::schedule::Track;
use super::submitted::raise_submitted;
use super::waiting::decided_there;
use crate::domain::capacity::Capacity;
use crate::domain::ids::{MatterId, MoveId, PersonId};
use crate::domain::inspection::Event;
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::moves::{Ground, Move, MoveKind, Via, decide, last_standing};
use crate::domain::refusal::Refusal;
use crate::domain::role::RoleScope;
use crate::domain::rulebook::{Ends, Rule};
use crate::store::{Act, MatterFilter, Planning, Work};
use anyhow::Result;
use chrono::NaiveDate;

/// The form in which the end of a matter is told, and its step code.
pub const ENDED: &str = "ended";

/// A move to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMove {
    /// Which.
    pub kind: MoveKind,
    /// The day that counts, in the office's zone.
    pub on: NaiveDate,
    /// Who handed it in, said it or decided it, where that is not the recorder.
    pub giver: Option<PersonId>,
    /// How it reached the office.
    pub via: Via,
    /// Number of the document.
    pub document: Option<String>,
    /// Why; needed to send something back.
    pub reason: Option<String>,
    /// For what is sent back: the last day of its 补正, instead of the rulebook's.
    pub fix_by: Option<NaiveDate>,
    /// 真实性承诺: SHA-256 of the text that its giver saw and confirmed.
    pub pledge: Option<String>,
}

impl NewMove {
    /// What is sent back wants a reason; it is asked for once it is sure that the move is possible.
    fn lacks_reason(&self) -> bool {
        let reason = self.reason.as_deref().unwrap_or_default();
        self.kind == MoveKind::Returned && reason.trim().is_empty()
    }
}

/// A move that was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The matter after it.
    pub matter: Matter,
    /// Codes of the matters that it opened.
    pub opened: Vec<String>,
    /// Codes of the other matters that ended with it.
    pub ended: Vec<String>,
    /// What it decided about, as that stands now.
    pub about: Option<Matter>,
}

/// Records a move of a matter by somebody of the office.
///
/// # Errors
/// When the database fails.
pub async fn make_move(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    id: MatterId,
    new: &NewMove,
) -> Result<Result<Moved, Refusal>> {
    if let Some(found) = secret_in(books, &[new.reason.as_deref(), new.document.as_deref()]) {
        return Ok(Err(Refusal::SecretContent { found }));
    }
    let Some(matter) = work.lock_matter(id).await? else {
        return Ok(Err(Refusal::ButtonGone));
    };
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let rule = Track::of(&matter, &rulebook)?.rule;
    if let Err(refusal) = admit(work, house, books, actor, (&matter, rule), new).await? {
        return Ok(Err(refusal));
    }
    let new = &NewMove {
        kind: received_as(work, &matter, rule.ends, new.kind).await?,
        ..new.clone()
    };
    let after = match decide(&matter, ground_of(rule, books.today()), new.kind, new.on) {
        Ok(after) => after,
        Err(refusal) if rule.ends == Ends::Decision => return Ok(Err(refusal)),
        Err(refusal) => return Ok(Err(known_cause(work, house, &matter, new.kind, refusal).await?)),
    };
    if new.lacks_reason() {
        return Ok(Err(Refusal::ReasonMissing { code: matter.code }));
    }
    let act = Act::new(actor, books.now, action_of(new.kind)).because(new.reason.clone().unwrap_or_default());
    let made = enter(work, house, books, &act, (&matter, &after), new).await?;
    let mut moved = Moved {
        matter: after,
        opened: Vec::new(),
        ended: Vec::new(),
        about: None,
    };
    if new.kind == MoveKind::Returned && rule.ends == Ends::Review {
        open_fixes(work, house, books, &act, &made, new, &mut moved).await?;
    }
    let is_refused = rule.ends == Ends::Decision && new.kind == MoveKind::Returned;
    if !moved.matter.is_open() && !is_refused {
        follow_end(work, house, books, &act, rule, &mut moved).await?;
    }
    if rule.ends == Ends::Decision {
        let taken = (&made, new.fix_by);
        let opened = Box::pin(decided(work, house, books, &act, &moved.matter, taken)).await?;
        moved.opened.extend(opened);
        moved.about = affected(work, &moved.matter).await?;
    }
    if new.kind == MoveKind::Concluded {
        let rest = conclude_rest(work, house, books, &act, &moved.matter).await?;
        moved.ended.extend(rest);
    }
    Ok(Ok(moved))
}

/// What must be so before a move is decided: who records or decides it may, a 补正 is dealt with in its own matter, and of
/// a report package nothing is missing.
async fn admit(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    (matter, rule): (&Matter, &Rule),
    new: &NewMove,
) -> Result<Result<(), Refusal>> {
    let may = if rule.ends == Ends::Decision && matter.is_open() {
        may_decide(work, house, books, actor, (matter, rule), new.giver).await?
    } else {
        may_record(work, house, books, actor, matter).await?
    };
    if let Err(refusal) = may {
        return Ok(Err(refusal));
    }
    if rule.ends == Ends::Decision
        && new.kind == MoveKind::Passed
        && let Err(refusal) = may_agree(work, house, matter).await?
    {
        return Ok(Err(refusal));
    }
    let code = matter.code.clone();
    if let Some(day) = new.fix_by.filter(|day| *day < books.today()) {
        let started_on = books.today();
        return Ok(Err(Refusal::DayBeforeStart {
            code,
            day,
            started_on,
        }));
    }
    if let Some(fix) = open_fix(work, matter).await? {
        let fix = fix.code;
        return Ok(Err(Refusal::FixUnderWay { code, fix }));
    }
    let is_received = new.kind == MoveKind::Received && matter.is_open();
    let missing = if is_received {
        missing_parts(work, house, matter).await?
    } else {
        Vec::new()
    };
    Ok(if missing.is_empty() {
        Ok(())
    } else {
        Err(Refusal::PartsMissing { code, missing })
    })
}

/// Why a move is refused, where that is known better: it is decided elsewhere, or stands already.
async fn known_cause(
    work: &mut Work,
    house: &House,
    matter: &Matter,
    kind: MoveKind,
    refusal: Refusal,
) -> Result<Refusal> {
    let stands = standing_already(work, matter, kind).await?;
    let there = decided_there(work, house, matter, kind).await?;
    Ok(there.or(stands).unwrap_or(refusal))
}

/// What a move is refused for where the same one stands already, as with another 收件日.
async fn standing_already(work: &mut Work, matter: &Matter, kind: MoveKind) -> Result<Option<Refusal>> {
    let moves = work.list_moves(matter.id).await?;
    let last = last_standing(matter, &moves).filter(|last| last.kind == kind);
    Ok(last.map(|last| Refusal::UndoFirst {
        code: matter.code.clone(),
        kind: kind.key().to_owned(),
        day: last.moved_on,
    }))
}

/// What a rule gives a move to stand on.
pub fn ground_of(rule: &Rule, today: NaiveDate) -> Ground {
    Ground {
        ends: rule.ends,
        office_reviews: office_reviews(rule),
        by: match (rule.ends, rule.to.first()) {
            (Ends::Decision, Some(role)) => Capacity::of(*role),
            _ => Capacity::Office,
        },
        until: None,
        today,
    }
}

/// Whether the duty of a rule is the office's own review: what it reviews came with the event that opened it.
pub fn office_reviews(rule: &Rule) -> bool {
    rule.ends == Ends::Review
        && rule
            .to
            .first()
            .is_some_and(|role| role.scope() == RoleScope::Office)
}

fn action_of(kind: MoveKind) -> &'static str {
    match kind {
        MoveKind::Received => "matter.received",
        MoveKind::NotReceived => "matter.not_received",
        MoveKind::Passed => "matter.passed",
        MoveKind::Returned => "matter.returned",
        MoveKind::Held => "matter.held",
        MoveKind::Concluded => "matter.concluded",
        MoveKind::Undone => "matter.undone",
        MoveKind::Reopened => "matter.reopened",
        MoveKind::Applied => "matter.applied",
        MoveKind::Confirmed => "matter.confirmed",
        MoveKind::ClosedOut => "matter.closed_out",
        MoveKind::Extended => "matter.redated",
        MoveKind::Withdrawn => "matter.withdrawn",
    }
}

/// Writes a decided move: its row, the matter, and what the planner is to tell.
///
/// # Errors
/// When the database refuses it.
pub async fn enter(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    (before, after): (&Matter, &Matter),
    new: &NewMove,
) -> Result<Move> {
    let made = Move {
        id: MoveId(0),
        matter_id: before.id,
        cycle: before.cycle,
        kind: new.kind,
        moved_on: new.on,
        giver_id: new.giver,
        via: new.via,
        document: new.document.clone(),
        reason: new.reason.clone(),
        undoes: None,
        pledge: new.pledge.clone(),
        recorded_by: act.actor.person(),
        recorded_at: books.now,
    };
    let made = work.insert(act, made).await?;
    work.update(act, before, after).await?;
    let rulebook = house.rulebook(work, &after.rulebook).await?;
    let ends = Track::of(after, &rulebook)?.rule.ends;
    let planning = work.planning(before.id).await?;
    // Whoever decides has seen what came of it.
    let news = (!after.is_open() && ends != Ends::Decision).then(|| ENDED.to_owned());
    arm(work, house, books, after, Planning { news, ..planning }).await?;
    raise_submitted(work, house, books, after, ends).await?;
    Ok(made)
}

/// The open 补正 of a matter that was sent back.
async fn open_fix(work: &mut Work, matter: &Matter) -> Result<Option<Matter>> {
    if matter.state != MatterState::Returned {
        return Ok(None);
    }
    let under = MatterFilter {
        parent: Some(matter.id),
        open_only: true,
        ..MatterFilter::default()
    };
    Ok(work.list_matters(&under).await?.into_iter().next())
}

/// What the end of a matter sets off: the event that it is, the rules that follow it, and the end of what had been
/// sent back where this was its 补正.
pub async fn follow_end(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
    moved: &mut Moved,
) -> Result<()> {
    let (mut ended, mut rule) = (moved.matter.clone(), rule.clone());
    loop {
        if let Some(kind) = &rule.ends_as {
            moved
                .opened
                .extend(record_end(work, house, books, act, kind, &ended).await?);
        }
        moved
            .opened
            .extend(open_after_end(work, house, books, act, &ended).await?);
        let Some(above) = ended.parent_id.filter(|_| is_fix(&rule)) else {
            return Ok(());
        };
        let Some(above) = work.lock_matter(above).await? else {
            return Ok(());
        };
        let on = ended.ended_on.unwrap_or(books.today());
        let rulebook = house.rulebook(work, &above.rulebook).await?;
        rule = Track::of(&above, &rulebook)?.rule.clone();
        let Ok(after) = decide(&above, ground_of(&rule, books.today()), MoveKind::Passed, on) else {
            return Ok(());
        };
        let new = of_itself(MoveKind::Passed, on);
        enter(work, house, books, act, (&above, &after), &new).await?;
        moved.ended.push(after.code.clone());
        ended = after;
    }
}

/// A move that comes of itself.
pub fn of_itself(kind: MoveKind, on: NaiveDate) -> NewMove {
    NewMove {
        kind,
        on,
        giver: None,
        via: Via::Program,
        document: None,
        reason: None,
        fix_by: None,
        pledge: None,
    }
}

/// Records the event that an end is, unless it stands; gives what it opened.
async fn record_end(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    kind: &str,
    ended: &Matter,
) -> Result<Vec<String>> {
    let on = ended.ended_on.unwrap_or(books.today());
    if let Some(clue) = work.clue_of_matter(ended.id).await? {
        let new = NewEvent {
            kind: kind.to_owned(),
            happened_on: on,
            proof: ended.code.clone(),
        };
        return Ok(record_clue_end(work, house, books, act, &clue, &new)
            .await?
            .opened);
    }
    if standing_event_of(work, kind, ended.unit_id, ended.inspection_id, on)
        .await?
        .is_some()
    {
        return Ok(Vec::new());
    }
    let event = Event {
        id: 0.into(),
        office_id: house.office.id,
        kind: kind.to_owned(),
        unit_id: ended.unit_id,
        inspection_id: ended.inspection_id,
        round_id: None,
        clue_id: None,
        happened_on: on,
        proof: ended.code.clone(),
        withdrawn: false,
    };
    Ok(insert_event(work, house, books, act, event).await?.opened)
}
