//! 办结: nothing more is asked of a clue; and the moves of its matters that come of themselves.

use crate::domain::answer::SaidKind;
use crate::domain::clue::Clue;
use crate::domain::matter::Matter;
use crate::domain::moves::{MoveKind, decide};
use crate::domain::rulebook::Ends;
use crate::store::{Act, Work};
use crate::supervision::house::{Books, House};
use crate::supervision::moves::{enter, ground_of, of_itself};
use crate::supervision::schedule::Track;
use crate::supervision::withdraw::withdraw;
use anyhow::Result;
use chrono::NaiveDate;

/// Concludes the clue of a matter whose 办结件 has been received; gives the codes of its other matters that ended.
///
/// # Errors
/// When the database refuses it.
pub async fn conclude_rest(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    ended: &Matter,
) -> Result<Vec<String>> {
    match work.clue_of_matter(ended.id).await? {
        Some(clue) if clue.is_open() => {
            let on = ended.ended_on.unwrap_or(books.today());
            conclude(work, house, books, act, &clue, on).await
        }
        _ => Ok(Vec::new()),
    }
}

/// Concludes an open clue on a day; gives the codes of the matters that ended with it.
///
/// # Errors
/// When the database refuses it.
pub async fn conclude(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    clue: &Clue,
    on: NaiveDate,
) -> Result<Vec<String>> {
    let after = Clue {
        concluded_on: Some(on),
        ..clue.clone()
    };
    work.update(&act.doing("clue.concluded"), clue, &after).await?;
    let mut ended = Vec::new();
    for matter in work.list_clue_matters(clue.id).await? {
        let Some(matter) = work.lock_matter(matter.id).await?.filter(Matter::is_open) else {
            continue;
        };
        let concluded = make_of_itself(work, house, books, act, &matter, MoveKind::Concluded, on).await?;
        if !concluded {
            // It begins only after that day, or ends otherwise.
            withdraw(work, house, books, act, &matter).await?;
        }
        ended.push(matter.code);
    }
    Ok(ended)
}

/// 收件 of a clue's feedback is that of its 办结件 where the custodian's last word was 办结.
///
/// # Errors
/// When the database cannot be read.
pub async fn received_as(work: &mut Work, matter: &Matter, ends: Ends, kind: MoveKind) -> Result<MoveKind> {
    if (kind, ends) != (MoveKind::Received, Ends::Coded) {
        return Ok(kind);
    }
    let replies = work.list_replies(matter.id).await?;
    let last = replies
        .iter()
        .rfind(|reply| reply.cycle == matter.cycle && reply.said != SaidKind::Acknowledged);
    Ok(match last.map(|reply| reply.said) {
        Some(SaidKind::Concluded) => MoveKind::Concluded,
        _ => kind,
    })
}

/// Makes a move of a locked matter that comes of itself; `false` where it does not fit the matter.
///
/// # Errors
/// When the database refuses it.
pub async fn make_of_itself(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    matter: &Matter,
    kind: MoveKind,
    on: NaiveDate,
) -> Result<bool> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let rule = Track::of(matter, &rulebook)?.rule;
    let Ok(after) = decide(matter, ground_of(rule, books.today()), kind, on) else {
        return Ok(false);
    };
    enter(work, house, books, act, (matter, &after), &of_itself(kind, on)).await?;
    Ok(true)
}
