//! What a clerk writes for a slot, read into a value; or what they may choose from, or what is wrong with it.

mod closeout;
mod clues;
mod events;
mod extension;
pub mod leading;
mod matters;
mod mend;
mod month;
mod papers;
mod people;
mod phone;
mod reviews;

pub use phone::UNIT;

use super::form::{Form, Given, NONE};
use super::slot::{KEEP, REDATE, Slot};
use crate::bot::visit::Visit;
use crate::domain::follow_up::FollowUpResult;
use crate::domain::moves::{MoveKind, Via};
use crate::domain::reply::{Parsed, parse, read_coded, read_day_ahead, read_past_day};
use crate::domain::secrecy::masked;
use crate::supervision::{is_a_round, list_import_files};
use anyhow::Result;
use chrono::NaiveDate;

/// Choices on one card.
pub const MOST: usize = 12;
/// Longest words that are kept.
const LONGEST: usize = 200;

/// What became of some words.
pub enum Read {
    /// This is meant.
    One(Given),
    /// Several fit.
    Several(Vec<Given>),
    /// Nothing fits: key of what is wrong.
    Wrong(&'static str),
}

impl Read {
    fn of(mut fitting: Vec<Given>, problem: &'static str) -> Read {
        match fitting.len() {
            0 => Read::Wrong(problem),
            1 => Read::One(fitting.remove(0)),
            _ => {
                fitting.truncate(MOST);
                Read::Several(fitting)
            }
        }
    }
}

/// Reads what was written for a slot.
pub async fn read(visit: &mut Visit<'_>, form: &Form, slot: Slot, text: &str) -> Result<Read> {
    let text = text.trim();
    let today = visit.books.today();
    let words = |problem| match text.chars().count() {
        0 => Read::Wrong("empty"),
        1..=LONGEST => Read::One(Given::new(slot, text, text)),
        _ => Read::Wrong(problem),
    };
    let day = |day: Option<NaiveDate>| match day {
        Some(day) => Read::One(Given::new(slot, day, &day.to_string())),
        None => Read::Wrong("day"),
    };
    Ok(match slot {
        Slot::Unit => Read::of(people::units(visit, slot, text).await?, "unit"),
        Slot::Matter | Slot::Reviewed | Slot::Packaged | Slot::Undone | Slot::Mended | Slot::Into => {
            let named = matters::named(visit, slot, text).await?;
            named.map_or(Read::Wrong("matter"), Read::One)
        }
        Slot::Clue => clues::named(visit, text)
            .await?
            .map_or(Read::Wrong("clue"), Read::One),
        Slot::Giver | Slot::Person | Slot::Heir | Slot::Substitute | Slot::Named => {
            Read::of(people::people(visit, slot, text).await?, "person")
        }
        Slot::Called => Read::of(phone::named(visit, text).await?, "called"),
        Slot::Month => Read::of(month::read(text, today), "month"),
        Slot::Day => day(read_past_day(text, today)),
        Slot::Due => day(mend::any_day(text, today)),
        Slot::FixBy | Slot::FromDay | Slot::UntilDay | Slot::NewDay => day(read_day_ahead(text, today)),
        Slot::Words if read_coded(text).is_some() => words("words"),
        Slot::Words => match parse(text, today) {
            Parsed::Answers(_) => words("words"),
            Parsed::Unclear(_) | Parsed::Command(_) => Read::Wrong("words"),
        },
        Slot::Count | Slot::Seed => closeout::number(slot, text),
        Slot::Document | Slot::Reason | Slot::Title | Slot::Done | Slot::Note => words("words"),
        Slot::Findings => reviews::codes(text).map_or(Read::Wrong("empty"), Read::One),
        Slot::Round if is_a_round(text) => words("words"),
        Slot::Round => Read::Wrong("choice"),
        // What is chosen may also be written.
        _ => {
            let fits = |choice: &Given| choice.shown == text || choice.value == text;
            let mut chosen = choices(visit, form, slot).await?;
            chosen.retain(fits);
            Read::of(chosen, "choice")
        }
    })
}

/// What may be chosen for a slot; empty where it is written.
pub async fn choices(visit: &mut Visit<'_>, form: &Form, slot: Slot) -> Result<Vec<Given>> {
    Ok(match slot {
        Slot::EventKind | Slot::RoundEvent => events::kinds(visit, slot),
        Slot::Round => events::rounds(visit, slot).await?,
        Slot::DutyOn | Slot::DutyOff => events::duties(visit, slot).await?,
        Slot::FromDay => {
            let today = visit.books.today();
            vec![Given::new(slot, today, &today.to_string())]
        }
        Slot::Event => events::events(visit, form).await?,
        Slot::Day => today_and_yesterday(visit, slot),
        Slot::Matter => matters::submitted(visit, slot).await?,
        Slot::Reviewed => matters::reviewed(visit).await?,
        Slot::Away => people::away(visit).await?,
        Slot::Packaged => matters::packaged(visit).await?,
        Slot::Part => matters::parts(visit, form).await?,
        Slot::Month => month::latest(visit.books.today()),
        Slot::Called => phone::people(visit).await?,
        Slot::Number => reviews::numbers(visit, form.task).await?,
        Slot::Findings => reviews::findings(visit, form).await?,
        Slot::Clue => clues::open(visit).await?,
        Slot::Custodian => clues::custodians(visit, form).await?,
        Slot::Decided
        | Slot::Decider
        | Slot::Climbed
        | Slot::Resolution
        | Slot::Leader
        | Slot::Registered => leading::choices(visit, form, slot).await?,
        Slot::File => files(visit, slot)?,
        Slot::Giver => people::givers(visit, form).await?,
        Slot::Undone => mend::undoable(visit, slot).await?,
        Slot::Cause | Slot::Extended | Slot::NewDay => extension::choices(visit, slot).await?,
        Slot::Paper => papers::latest(visit, slot).await?,
        Slot::Message => mend::messages(visit, slot).await?,
        Slot::Rule => mend::rules(visit, slot).await?,
        Slot::Import => mend::imports(visit, slot).await?,
        Slot::Role => mend::roles(visit, slot),
        Slot::Named => mend::people(visit, form, slot).await?,
        Slot::Checked | Slot::SpotResult => closeout::choices(visit, slot).await?,
        _ => always(visit, slot),
    })
}

/// The choices that are the same whatever was given.
fn always(visit: &Visit<'_>, slot: Slot) -> Vec<Given> {
    let texts = &visit.house.texts;
    match slot {
        Slot::ReviewResult => FollowUpResult::ALL
            .map(|result| Given::new(slot, result.key(), texts.word("follow_up_result", result.key())))
            .into(),
        Slot::Via => [Via::Phone, Via::Paper, Via::Intranet]
            .map(|via| Given::new(slot, via.key(), texts.word("via", via.key())))
            .into(),
        Slot::Verdict => [MoveKind::Passed, MoveKind::Returned]
            .map(|verdict| Given::new(slot, verdict.key(), texts.word("move", verdict.key())))
            .into(),
        Slot::Document | Slot::FixBy | Slot::Note | Slot::Done => {
            vec![Given::new(slot, NONE, texts.word("desk_none", slot.key()))]
        }
        Slot::UnitForm => papers::forms(visit, slot),
        Slot::Choice => [REDATE, KEEP]
            .map(|choice| Given::new(slot, choice, texts.word("rule_choice", choice)))
            .into(),
        _ => Vec::new(),
    }
}

/// The workbooks that wait in the import folder.
fn files(visit: &Visit<'_>, slot: Slot) -> Result<Vec<Given>> {
    let files = list_import_files(visit.house)?;
    let words = &visit.books.rulebook.secret_words;
    Ok(files
        .iter()
        .map(|file| Given::new(slot, file, &masked(file, words)))
        .collect())
}

fn today_and_yesterday(visit: &Visit<'_>, slot: Slot) -> Vec<Given> {
    let today = visit.books.today();
    let days = [Some(today), today.pred_opt()].into_iter().flatten();
    days.map(|day| Given::new(slot, day, &day.to_string())).collect()
}
