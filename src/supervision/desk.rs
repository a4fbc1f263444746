//! The desk's verbs, each in a unit of work of its own: a move of a matter, and an answer recorded for its giver.

use super::answer::{Proxy, Spoken, Taken, take_answer};
use super::board::{Names, concerns, get_matter};
use super::clue::is_coded;
use super::house::{Books, House};
use super::moves::{Moved, NewMove, make_move};
use super::outward::Seer;
use super::people::Finder;
use super::person::find_person;
use crate::domain::contact::Person;
use crate::domain::ids::{MatterId, PersonId, UnitId};
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::refusal::Refusal;
use crate::domain::reply::{Parsed, Said, Target, UnclearWhy, parse, read_coded};
use crate::domain::rulebook::Register;
use crate::store::{MatterFilter, Work};
use anyhow::Result;

/// Records a move of the matter of a code.
///
/// # Errors
/// Refused when there is no such matter; a fault when the database cannot be read or written.
pub async fn move_matter(
    house: &House,
    actor: Actor,
    code: &str,
    new: &NewMove,
) -> Result<Result<Moved, Refusal>> {
    house
        .alone(async |work, books| {
            let matter = get_matter(work, house, code).await?;
            make_move(work, house, books, actor, matter.id, new).await
        })
        .await
}

/// Records for somebody what they said of a matter, in the words that they would write in chat.
///
/// # Errors
/// Refused when there is no such matter or person; a fault when the database cannot be read or written.
pub async fn record_answer(
    house: &House,
    code: &str,
    giver: &str,
    text: &str,
    proxy: &Proxy,
) -> Result<Result<Vec<Taken>, Refusal>> {
    house
        .alone(async |work, books| {
            let matter = get_matter(work, house, code).await?;
            let giver = find_person(work, house, giver).await?;
            record_answer_in(work, house, books, matter.id, &giver, text, proxy).await
        })
        .await
}

/// The same within a unit of work. What cannot be taken after something was is among that one's `but`.
///
/// # Errors
/// When the database cannot be read or written; nothing has been written when it refuses.
pub async fn record_answer_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    matter: MatterId,
    giver: &Person,
    text: &str,
    proxy: &Proxy,
) -> Result<Result<Vec<Taken>, Refusal>> {
    let about: Matter = work.get(matter).await?;
    if is_coded(work, house, &about).await? {
        return record_coded(work, house, books, &about, giver, text, proxy).await;
    }
    let answers = match parse(text, books.today()) {
        Parsed::Answers(answers) => answers,
        Parsed::Unclear(unclear) => return Ok(Err(Refusal::Unclear { why: unclear.why })),
        Parsed::Command(_) => {
            let why = UnclearWhy::NotUnderstood;
            return Ok(Err(Refusal::Unclear { why }));
        }
    };
    let numbered = answers.iter().find_map(|answer| match answer.target {
        Target::Number(number) => Some(number),
        _ => None,
    });
    if let Some(number) = numbered {
        return Ok(Err(Refusal::NumberUnknown { number }));
    }
    let seer = Seer::of(work, books, giver.clone()).await?;
    let mut taken: Vec<Taken> = Vec::new();
    for answer in &answers {
        let spoken = Spoken {
            said: &answer.said,
            note: answer.note.as_deref(),
            proxy: Some(proxy),
        };
        match (
            take_answer(work, house, books, &seer, matter, spoken).await?,
            taken.last_mut(),
        ) {
            (Ok(one), _) => taken.push(one),
            (Err(refusal), Some(last)) => last.but.push(refusal),
            (Err(refusal), None) => return Ok(Err(refusal)),
        }
    }
    Ok(Ok(taken))
}

/// Of a clue nothing is recorded but a coded answer.
async fn record_coded(
    work: &mut Work,
    house: &House,
    books: &Books,
    matter: &Matter,
    giver: &Person,
    text: &str,
    proxy: &Proxy,
) -> Result<Result<Vec<Taken>, Refusal>> {
    let code = matter.code.clone();
    let Some((None, coded)) = read_coded(text) else {
        return Ok(Err(Refusal::CodedOnly { code }));
    };
    let seer = Seer::of(work, books, giver.clone()).await?;
    let spoken = Spoken {
        said: &Said::Coded { coded },
        note: None,
        proxy: Some(proxy),
    };
    let taken = take_answer(work, house, books, &seer, matter.id, spoken).await?;
    Ok(taken.map(|taken| vec![taken]))
}

/// What waits for the office's word, by due day: reported as sent in or held, received and not reviewed.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_waiting_in(work: &mut Work) -> Result<Vec<Matter>> {
    let mut matters = open_matters(work).await?;
    matters.retain(|matter| {
        matter.state == MatterState::UnderReview || matter.claimed_on.is_some() && !matter.is_silent()
    });
    Ok(matters)
}

/// All open matters, by due day.
///
/// # Errors
/// When the database cannot be read.
pub async fn open_matters(work: &mut Work) -> Result<Vec<Matter>> {
    let open = MatterFilter {
        open_only: true,
        ..MatterFilter::default()
    };
    Ok(work.list_matters(&open).await?)
}

/// Overdue matters of which nobody has said anything in their present cycle, with their unit and the days that they
/// are overdue, the longest first. Findings speak through their measures; clues are nobody's but their custodian's.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_unanswered(
    work: &mut Work,
    house: &House,
    books: &Books,
) -> Result<Vec<(String, Matter, i64)>> {
    let mut unanswered = Vec::new();
    let mut names = Names::default();
    for matter in open_matters(work).await? {
        let days = matter.days_left(books.today()).filter(|left| *left < 0);
        let Some(days) = days.filter(|_| !matter.is_silent()) else {
            continue;
        };
        let rulebook = house.rulebook(work, &matter.rulebook).await?;
        let is_clue = rulebook
            .rule(&matter.rule)
            .is_some_and(|rule| rule.register == Register::Clue);
        let replies = work.list_replies(matter.id).await?;
        let is_answered = replies.iter().any(|reply| reply.cycle == matter.cycle);
        if !is_clue && !is_answered && matter.rule != rulebook.measures.finding {
            unanswered.push((names.of_unit(work, matter.unit_id).await?, matter, -days));
        }
    }
    unanswered.sort_by_key(|(_, _, days)| std::cmp::Reverse(*days));
    Ok(unanswered)
}

/// Who serves in a unit today.
///
/// # Errors
/// When the database cannot be read.
pub async fn people_of_unit(work: &mut Work, unit: UnitId) -> Result<Vec<Person>> {
    let mut people: Vec<Person> = work.all().await?;
    people.retain(|person| person.unit_id == unit && person.left_on.is_none());
    Ok(people)
}

/// Whether somebody has to do with a matter: named on it, or holding a role that it speaks to.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_concerned(
    work: &mut Work,
    house: &House,
    books: &Books,
    matter: &Matter,
    person: PersonId,
) -> Result<bool> {
    let mut finder = Finder::new(house, books.today());
    concerns(work, house, &mut finder, matter, person).await
}
