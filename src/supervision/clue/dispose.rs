//! 处置方式, 四种形态 and numbers: entered at the office by command, as keys of the rulebook; never in chat.

use super::sight::may_record_clue;
use super::tie::get_clue;
use crate::domain::clue::Clue;
use crate::domain::ledger::Actor;
use crate::domain::refusal::Refusal;
use crate::domain::rulebook::ClueWord;
use crate::store::Act;
use crate::supervision::house::House;
use crate::supervision::refused::refuse;
use anyhow::Result;

/// More people or cases than one clue leads to: a slip of the hand.
const MOST_COUNTED: i64 = 99_999;

/// What became of a clue; absent fields stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Disposal {
    /// Key or name of the 处置方式.
    pub way: Option<String>,
    /// Key or name of the 四种形态.
    pub form: Option<String>,
    /// Numbers by key or name: 立案, 处分, 移送司法.
    pub counts: Vec<(String, i64)>,
    /// 优先办理, or no longer.
    pub priority: Option<bool>,
}

/// Enters what became of the clue of a code.
///
/// # Errors
/// Refused when there is no such clue, the rulebook knows no such word, or a number is below zero.
pub async fn dispose(
    house: &House,
    actor: Actor,
    code: &str,
    disposal: &Disposal,
) -> Result<Result<Clue, Refusal>> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let clue = get_clue(&mut work, house, code).await?;
    if let Err(refusal) = may_record_clue(&mut work, &books, actor, &clue).await? {
        return Ok(Err(refusal));
    }
    let words = &books.rulebook.clues;
    let mut after = clue.clone();
    if let Some(way) = &disposal.way {
        after.way = Some(known("way", &words.way, way)?);
    }
    if let Some(form) = &disposal.form {
        after.form = Some(known("form", &words.form, form)?);
    }
    for (key, number) in &disposal.counts {
        if !(0..=MOST_COUNTED).contains(number) {
            refuse!("{key} is a number of people or cases, not {number}");
        }
        after.counts.insert(known("count", &words.count, key)?, *number);
    }
    after.is_priority = disposal.priority.unwrap_or(clue.is_priority);
    let act = Act::new(actor, books.now, "clue.disposed");
    work.update(&act, &clue, &after).await?;
    work.commit().await?;
    Ok(Ok(after))
}

/// The key of a word that the rulebook knows.
fn known(what: &str, words: &[ClueWord], text: &str) -> Result<String> {
    match ClueWord::find(words, text.trim()) {
        Some(word) => Ok(word.code.clone()),
        None => {
            let known: Vec<String> = words
                .iter()
                .map(|word| format!("{} {}", word.code, word.names.first().map_or("", String::as_str)))
                .collect();
            refuse!(
                "the rulebook knows no {what} `{text}`; it knows {}",
                known.join(", ")
            )
        }
    }
}
