//! 办结: nothing more is asked of a clue.

use crate::domain::clue::Clue;
use crate::domain::matter::Matter;
use crate::domain::moves::MoveKind;
use crate::store::{Act, Work};
use crate::supervision::house::{Books, House};
use crate::supervision::moves::make_of_itself;
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
