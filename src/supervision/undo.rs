//! 撤销收件: a move that was entered by mistake is taken back, and with it what it set off.

use super::answer::secret_in;
use super::board::get_matter;
use super::event::standing_event_of;
use super::event_mended::count_again;
use super::fix::is_fix;
use super::house::{Books, House};
use super::moves::ENDED;
use super::open::arm;
use super::recorder::may_record;
use super::resolution::END_OF;
use super::schedule::Track;
use super::submitted::raise_submitted;
use super::withdraw::{is_touched, take_back_opening};
use crate::domain::ids::{MatterId, MoveId};
use crate::domain::inspection::Event;
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::moves::{Move, MoveKind, Via, last_standing, take_back};
use crate::domain::notice::NoticeState;
use crate::domain::refusal::Refusal;
use crate::domain::rulebook::{Ends, Rule};
use crate::store::{Act, MatterFilter, Planning, Work};
use anyhow::{Context, Result};

/// The form in which it is told that a matter has not ended after all, and its step code.
pub const UNDONE: &str = "undone";

/// A move that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The matter, as it is again.
    pub matter: Matter,
    /// Which move it was.
    pub kind: MoveKind,
    /// Codes of other matters that had ended with it and are open again.
    pub reopened: Vec<String>,
    /// Codes of the matters that it had opened and nobody has spoken of: withdrawn.
    pub withdrawn: Vec<String>,
    /// Codes of those that somebody has: they stay.
    pub kept: Vec<String>,
}

/// Takes back the last move of the matter of a code.
///
/// # Errors
/// Refused when there is no such matter; a fault when the database cannot be read or written.
pub async fn undo_move(
    house: &House,
    actor: Actor,
    code: &str,
    reason: &str,
) -> Result<Result<Undone, Refusal>> {
    house
        .alone(async |work, books| {
            let matter = get_matter(work, house, code).await?;
            undo_move_in(work, house, books, actor, matter.id, reason).await
        })
        .await
}

/// The same within a unit of work.
///
/// # Errors
/// When the database cannot be read or written; nothing has been written when it refuses.
pub async fn undo_move_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    id: MatterId,
    reason: &str,
) -> Result<Result<Undone, Refusal>> {
    if let Some(found) = secret_in(books, &[Some(reason)]) {
        return Ok(Err(Refusal::SecretContent { found }));
    }
    let Some(matter) = work.lock_matter(id).await? else {
        return Ok(Err(Refusal::ButtonGone));
    };
    if let Err(refusal) = may_record(work, house, books, actor, &matter).await? {
        return Ok(Err(refusal));
    }
    let made = match undoable(work, house, &matter).await? {
        Ok(made) => made,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let undoing = Undoing {
        house,
        books,
        act: Act::new(actor, books.now, "matter.undone").because(reason),
    };
    let mut undone = Undone {
        kind: made.kind,
        reopened: Vec::new(),
        withdrawn: Vec::new(),
        kept: Vec::new(),
        matter,
    };
    undoing.undo_all(work, made, &mut undone).await?;
    Ok(Ok(undone))
}

/// The move that may be taken back: the last one that stands, unless the matter ended with its 补正, where the
/// mistake is.
async fn undoable(work: &mut Work, house: &House, matter: &Matter) -> Result<Result<Move, Refusal>> {
    let code = || matter.code.clone();
    if matter.state == MatterState::Withdrawn {
        return Ok(Err(Refusal::MatterClosed {
            code: code(),
            state: matter.state.key().to_owned(),
        }));
    }
    let ends = rule_of(work, house, matter).await?.ends;
    if matches!(ends, Ends::Decision | Ends::Closeout) {
        return Ok(Err(Refusal::DecisionStands { code: code() }));
    }
    let moves = work.list_moves(matter.id).await?;
    let Some(made) = last_standing(matter, &moves).cloned() else {
        return Ok(Err(Refusal::NothingToUndo { code: code() }));
    };
    for under in children(work, matter).await? {
        let moves = work.list_moves(under.id).await?;
        let passed = last_standing(&under, &moves);
        if made.via == Via::Program
            && passed.is_some_and(|passed| passed.recorded_at == made.recorded_at)
            && is_fix(&rule_of(work, house, &under).await?)
        {
            return Ok(Err(Refusal::UndoneThere {
                code: code(),
                there: under.code,
            }));
        }
    }
    Ok(Ok(made))
}

async fn children(work: &mut Work, matter: &Matter) -> Result<Vec<Matter>> {
    let under = MatterFilter {
        parent: Some(matter.id),
        ..MatterFilter::default()
    };
    Ok(work.list_matters(&under).await?)
}

async fn rule_of(work: &mut Work, house: &House, matter: &Matter) -> Result<Rule> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    Ok(Track::of(matter, &rulebook)?.rule.clone())
}

/// Taking back, by one act.
struct Undoing<'a> {
    house: &'a House,
    books: &'a Books,
    act: Act,
}

impl Undoing<'_> {
    /// Takes a move back, and those above that it made of itself.
    async fn undo_all(&self, work: &mut Work, made: Move, undone: &mut Undone) -> Result<()> {
        let (mut matter, mut made) = (undone.matter.clone(), made);
        loop {
            let rule = rule_of(work, self.house, &matter).await?;
            let (before, left) = images(work, &matter, made.id).await?;
            let restored = take_back(&matter, &before, &left);
            self.enter(work, &made, (&matter, &restored), &rule).await?;
            self.take_back_fixes(work, &matter, &made, undone).await?;
            if !left.is_open() {
                self.take_back_end(work, &left, &rule, undone).await?;
            }
            if matter.id == undone.matter.id {
                undone.matter = restored;
            } else {
                undone.reopened.push(restored.code);
            }
            let Some(above) = matter.parent_id.filter(|_| is_fix(&rule)) else {
                return Ok(());
            };
            let Some(above) = work.lock_matter(above).await? else {
                return Ok(());
            };
            let moves = work.list_moves(above.id).await?;
            let followed = last_standing(&above, &moves)
                .filter(|last| last.via == Via::Program && last.recorded_at == made.recorded_at);
            let Some(followed) = followed.cloned() else {
                return Ok(());
            };
            (matter, made) = (above, followed);
        }
    }

    /// Writes the taking back, and what the planner is to tell.
    async fn enter(
        &self,
        work: &mut Work,
        made: &Move,
        (matter, restored): (&Matter, &Matter),
        rule: &Rule,
    ) -> Result<()> {
        let taken_back = Move {
            id: MoveId(0),
            kind: MoveKind::Undone,
            moved_on: self.books.today(),
            giver_id: None,
            via: Via::Desk,
            document: None,
            reason: Some(self.act.reason.clone()),
            undoes: Some(made.id),
            pledge: None,
            recorded_by: self.act.actor.person(),
            recorded_at: self.books.now,
            ..made.clone()
        };
        work.insert(&self.act, taken_back).await?;
        work.update(&self.act, matter, restored).await?;
        let planning = work.planning(matter.id).await?;
        let notices = work.list_notices_of(matter.id).await?;
        let is_told = notices.iter().any(|notice| {
            notice.form == ENDED && matches!(notice.state, NoticeState::Told | NoticeState::Bundled)
        });
        let news = if is_told && restored.is_open() && !matter.is_open() {
            Some(UNDONE.to_owned())
        } else {
            planning.news.clone().filter(|news| news != ENDED)
        };
        let planning = Planning { news, ..planning };
        arm(work, self.house, self.books, restored, planning).await?;
        raise_submitted(work, self.house, self.books, restored, rule.ends).await
    }

    /// The 补正 that a 退回 opened.
    async fn take_back_fixes(
        &self,
        work: &mut Work,
        matter: &Matter,
        made: &Move,
        undone: &mut Undone,
    ) -> Result<()> {
        let origin = format!("move:{}", made.id);
        let opened = children(work, matter).await?;
        let fixes = opened.into_iter().filter(|fix| fix.origin == origin);
        self.take_back_opened(work, fixes.collect(), undone).await
    }

    /// What followed an end, and the event that it was.
    async fn take_back_end(
        &self,
        work: &mut Work,
        ended: &Matter,
        rule: &Rule,
        undone: &mut Undone,
    ) -> Result<()> {
        let of_unit = MatterFilter {
            unit: Some(ended.unit_id),
            ..MatterFilter::default()
        };
        let origin = format!("{END_OF}:{}", ended.id);
        let matters = work.list_matters(&of_unit).await?;
        let followers = matters.into_iter().filter(|matter| matter.origin == origin);
        self.take_back_opened(work, followers.collect(), undone).await?;
        if let Some(event) = self.event_of(work, ended, rule).await? {
            self.take_back_event(work, &event, undone).await?;
        }
        Ok(())
    }

    /// The standing event that an end is, unless the end of another matter is the same event.
    async fn event_of(&self, work: &mut Work, ended: &Matter, rule: &Rule) -> Result<Option<Event>> {
        let (Some(kind), Some(on)) = (&rule.ends_as, ended.ended_on) else {
            return Ok(None);
        };
        let event = standing_event_of(work, kind, ended.unit_id, ended.inspection_id, on).await?;
        let Some(event) = event.filter(|event| event.happened_on == on) else {
            return Ok(None);
        };
        let of_unit = MatterFilter {
            unit: Some(ended.unit_id),
            inspection: ended.inspection_id,
            rule: Some(ended.rule.clone()),
            ..MatterFilter::default()
        };
        let ends_too = |other: &Matter| {
            other.id != ended.id && other.state == MatterState::Completed && other.ended_on == Some(on)
        };
        let is_shared = work.list_matters(&of_unit).await?.iter().any(ends_too);
        Ok((!is_shared).then_some(event))
    }

    async fn take_back_event(&self, work: &mut Work, event: &Event, undone: &mut Undone) -> Result<()> {
        let withdrawn = Event {
            withdrawn: true,
            ..event.clone()
        };
        work.update(&self.act.doing("event.withdrawn"), event, &withdrawn)
            .await?;
        let opened = MatterFilter {
            event: Some(event.id),
            ..MatterFilter::default()
        };
        let opened = work.list_matters(&opened).await?;
        self.take_back_opened(work, opened, undone).await?;
        count_again(work, self.house, self.books, &self.act, &withdrawn).await?;
        Ok(())
    }

    /// Withdraws what was opened and nobody has spoken of.
    async fn take_back_opened(
        &self,
        work: &mut Work,
        mut opened: Vec<Matter>,
        undone: &mut Undone,
    ) -> Result<()> {
        opened.sort_by_key(|matter| matter.id);
        for matter in opened {
            let Some(matter) = work.lock_matter(matter.id).await? else {
                continue;
            };
            if matter.state == MatterState::Withdrawn {
                continue;
            }
            if !matter.is_open() || is_touched(work, matter.id).await? {
                undone.kept.push(matter.code);
                continue;
            }
            take_back_opening(work, self.house, self.books, &self.act, &matter).await?;
            undone.withdrawn.push(matter.code);
        }
        Ok(())
    }
}

/// What a matter was before a move and after it, as the ledger keeps it: the matter's entry follows the move's.
async fn images(work: &mut Work, matter: &Matter, made: MoveId) -> Result<(Matter, Matter)> {
    let story = work.ledger_of(matter.id).await?;
    let mut entries = story.into_iter().map(|line| line.entry);
    entries
        .find(|entry| entry.subject == "matter_move" && entry.subject_id == made.0)
        .with_context(|| format!("the ledger has no entry of move {made}"))?;
    let entry = entries.find(|entry| entry.subject == "matter");
    let images = entry.and_then(|entry| entry.before.zip(entry.after));
    let (before, left) =
        images.with_context(|| format!("the ledger does not say what move {made} changed"))?;
    Ok((serde_json::from_str(&before)?, serde_json::from_str(&left)?))
}
