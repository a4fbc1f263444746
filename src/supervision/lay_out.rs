//! Laying out: which notices of one person are still true, in which order, under which numbers, in which parts.

use super::closeout;
use super::clue::one_line_a_clue;
use super::decision::{facts, is_decision};
use super::extension;
use super::firing::{PROMISED, TAKEN_OVER};
use super::house::{Books, House};
use super::moves::ENDED;
use super::outward::{Disclosed, Seer};
use super::paper::number_of;
use super::reconcile;
use super::redate::moved_line;
use super::schedule::standing_promises;
use super::withdraw::{MERGED, knows_of, tells_of_withdrawal};
use crate::domain::disclosure::Shown;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::notice::{Notice, NoticeState};
use crate::domain::rulebook::ChannelKind;
use crate::domain::secrecy::without_mobile_numbers;
use crate::store::Work;
use crate::text::{Entry, Fact, Line, Notices, Place, Section};
use anyhow::Result;
use chrono::NaiveDate;

/// A notice that is still true, with its matter as its reader may see it.
pub struct Live {
    /// The notice.
    pub notice: Notice,
    /// Its matter.
    pub matter: Matter,
    /// What is shown of it; none where it is only counted.
    pub line: Option<Line>,
    /// Another line of the same clue stands for it.
    pub is_folded: bool,
}

impl Live {
    /// The gravest first, each under its number; what is only counted has none and comes last.
    pub fn put_in_order(live: &mut [Live]) {
        live.sort_by_key(|live| {
            let due_on = live.matter.due_on;
            let gravity = gravity(&live.notice.form);
            (live.line.is_none(), gravity, due_on.is_none(), due_on)
        });
        for (number, live) in (1..).zip(live) {
            live.notice.number = live.line.is_some().then_some(number);
        }
    }
}

/// The notices that are still true, as a kind of channel may show them; the others are withdrawn.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn live_notices(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    notices: &[Notice],
    kind: ChannelKind,
) -> Result<Vec<Live>> {
    let mut live = Vec::new();
    for notice in notices {
        let matter: Matter = work.get(notice.matter_id).await?;
        let disclosed = Disclosed::of(work, house, books, &matter).await?;
        let shown = disclosed.shown(Some(seer), kind)?;
        let takes_notes = kind == ChannelKind::Chat && disclosed.takes_notes(seer)?;
        if shown == Shown::Withheld || !is_true(work, notice, &matter).await? {
            work.mark_notice(notice.id, NoticeState::Withdrawn).await?;
            continue;
        }
        let line = match shown {
            Shown::Full(outward) | Shown::Neutral(outward) => {
                let mut line = line_of(work, house, notice, &matter, outward.into()).await?;
                if kind == ChannelKind::Mail {
                    line = line.neutral();
                }
                if takes_notes {
                    line.facts.extend(reason_told(work, notice, &matter).await?);
                }
                Some(line)
            }
            Shown::Counted | Shown::Withheld => None,
        };
        let notice = notice.clone();
        live.push(Live {
            notice,
            matter,
            line,
            is_folded: false,
        });
    }
    fold_clues(work, house, &mut live).await?;
    Ok(live)
}

/// Why something was refused or sent back, where a notice tells of it. The words of whoever decided pass where the
/// reader's own about the matter may.
async fn reason_told(work: &mut Work, notice: &Notice, matter: &Matter) -> Result<Option<Fact>> {
    let reason = match notice.form.as_str() {
        extension::REFUSED => extension::why_refused(work, matter).await?,
        closeout::SENT_BACK => closeout::why_sent_back(work, matter).await?,
        _ => None,
    };
    let told = |reason: String| Fact {
        key: "why_not",
        value: without_mobile_numbers(&reason),
    };
    Ok(reason.map(told))
}

/// One line a clue.
async fn fold_clues(work: &mut Work, house: &House, live: &mut [Live]) -> Result<()> {
    let shown: Vec<&Matter> = live
        .iter()
        .filter(|live| live.line.is_some())
        .map(|live| &live.matter)
        .collect();
    let folded = one_line_a_clue(work, house, &shown).await?;
    for live in live.iter_mut().filter(|live| folded.contains(&live.matter.id)) {
        live.line = None;
        live.is_folded = true;
    }
    Ok(())
}

/// Whether a notice still says what is: its matter is open, has not moved or been reopened, and its reader has
/// not answered since it was planned.
async fn is_true(work: &mut Work, notice: &Notice, matter: &Matter) -> Result<bool> {
    if tells_of_withdrawal(notice) {
        let known = work.list_notices_of(matter.id).await?;
        let is_known = known
            .iter()
            .any(|known| known.person_id == notice.person_id && knows_of(known));
        return Ok(is_known && matter.state == MatterState::Withdrawn);
    }
    if notice.form == ENDED {
        return Ok(matter.state == MatterState::Completed);
    }
    if !matter.is_open() || notice.cycle != matter.cycle || notice.due_revision != matter.due_revision {
        return Ok(false);
    }
    if [super::redate::MOVED, super::undo::UNDONE, extension::REFUSED].contains(&notice.form.as_str()) {
        return Ok(true);
    }
    let replies = work.list_replies(matter.id).await?;
    let has_answered = replies
        .iter()
        .any(|reply| reply.person_id == notice.person_id && reply.answered_at >= notice.planned_at);
    Ok(!has_answered)
}

async fn line_of(
    work: &mut Work,
    house: &House,
    notice: &Notice,
    matter: &Matter,
    line: Line,
) -> Result<Line> {
    let line = with_facts(work, house, matter, line).await?;
    let promises = standing_promises(matter, &work.list_replies(matter.id).await?);
    let own = promises.iter().find(|promise| promise.person == notice.person_id);
    let moved = moved_line(work, notice, matter).await?;
    let merged_into = match matter.merged_into.filter(|_| notice.form == MERGED) {
        Some(into) => Some(work.get::<Matter>(into).await?.code),
        None => None,
    };
    let forgotten_on = forgotten_day(work, notice, matter).await?;
    let paper = number_of(work, house, matter, &notice.step).await?;
    Ok(Line {
        paper: paper.map(Box::new),
        forgotten_on,
        promised_on: own.map(|promise| promise.promised_on),
        moved,
        merged_into,
        ..line
    })
}

/// A line of a decision says what it is about.
///
/// # Errors
/// When the database cannot be read.
pub async fn with_facts(work: &mut Work, house: &House, matter: &Matter, line: Line) -> Result<Line> {
    let is_difference = matter.origin.starts_with(reconcile::DIFFERENCE);
    if !is_difference && !is_decision(work, house, matter).await? {
        return Ok(line);
    }
    let about = match matter.parent_id {
        Some(parent) => Some(work.get::<Matter>(parent).await?.code),
        None => None,
    };
    let facts = if is_difference {
        reconcile::facts(work, matter).await?
    } else {
        facts(work, house, matter).await?
    };
    Ok(Line {
        deciding: !is_difference,
        about,
        facts,
        ..line
    })
}

/// The day that was promised and passed, where that made the matter climb.
async fn forgotten_day(work: &mut Work, notice: &Notice, matter: &Matter) -> Result<Option<NaiveDate>> {
    let rungs = work.list_rungs(matter).await?;
    let rung = rungs.iter().find(|rung| rung.step == notice.step);
    Ok(rung.and_then(|rung| rung.promised_on))
}

/// The parts of a person's message, each with its notices under the numbers that they keep from now on. What is
/// only counted has none and stands in the last.
///
/// # Errors
/// When its text cannot be made.
pub fn lay_out(house: &House, books: &Books, seer: &Seer, mut live: Vec<Live>) -> Result<Vec<Vec<Notice>>> {
    Live::put_in_order(&mut live);
    let texts = house
        .texts
        .parts(&listing_of(house, books, seer, &live, Place::default())?)?;
    let mut rest = live.into_iter().map(|live| live.notice);
    let mut parts: Vec<Vec<Notice>> = texts
        .iter()
        .map(|part| rest.by_ref().take(part.entries).collect())
        .collect();
    if let Some(last) = parts.last_mut() {
        last.extend(rest);
    }
    Ok(parts)
}

/// The list of one part.
///
/// # Errors
/// When there are more notices than can be counted.
pub fn listing_of(house: &House, books: &Books, seer: &Seer, live: &[Live], place: Place) -> Result<Notices> {
    let mut sections: Vec<Section> = Vec::new();
    for live in live {
        let (Some(line), form) = (live.line.clone(), &live.notice.form) else {
            continue;
        };
        let number = live.notice.number.map(u32::try_from).transpose()?;
        let entry = Entry::Matter(Line { number, ..line });
        match sections.last_mut().filter(|section| section.form == *form) {
            Some(section) => section.entries.push(entry),
            None => sections.push(Section {
                form: form.clone(),
                name: books.rulebook.form(form).map(|form| form.name.clone()),
                entries: vec![entry],
            }),
        }
    }
    let counted = live
        .iter()
        .filter(|live| live.line.is_none() && !live.is_folded)
        .count();
    Ok(Notices {
        office: house.office.name.clone(),
        on: books.today(),
        name: seer.person.name.clone(),
        sections,
        counted: u32::try_from(counted)?,
        place,
    })
}

/// The gravest first.
fn gravity(form: &str) -> usize {
    const ORDER: [&str; 13] = [
        "leading_group",
        "put_before",
        "admonish",
        "supervise",
        "urge",
        super::follow_up::REOPENED,
        super::closeout::SENT_BACK,
        PROMISED,
        super::redate::MOVED,
        super::undo::UNDONE,
        "reminder",
        TAKEN_OVER,
        "opened",
    ];
    ORDER
        .iter()
        .position(|known| *known == form)
        .unwrap_or(ORDER.len())
}
