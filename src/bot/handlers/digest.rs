//! 周报: what a reader chooses of theirs, and 暂缓 by the office.

use crate::bot::press::{CirculatePress, DigestPress, NewChoice, Press};
use crate::bot::visit::Visit;
use crate::domain::contact::Person;
use crate::domain::half_width::fold;
use crate::domain::ids::{DigestIssueId, PersonId};
use crate::domain::ledger::Actor;
use crate::domain::message::{Button, Markup};
use crate::domain::refusal::Refusal;
use crate::supervision::{
    ChosenDigest, Refused, Seer, choose_digest_in, chosen_by, find_person, hold_digest_in, release_digest_in,
};
use crate::text::{Circulation, DigestChosen, Label, hour};
use anyhow::Result;
use chrono::{NaiveTime, Weekday};

/// The days that the buttons offer.
const OFFERED: [Weekday; 5] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
];

/// `/digest`, `/digest 15:00`; for the office `/digest 甲一 15:00` too.
pub async fn show(visit: &mut Visit<'_>, words: Option<&str>) -> Result<&'static str> {
    let words: Vec<&str> = words.unwrap_or_default().split_whitespace().collect();
    let whose = match words.first() {
        Some(name) if read_time(name).is_none() => named(visit, name).await?,
        _ => None,
    };
    let time = words.get(usize::from(whose.is_some())).copied();
    let of = whose.as_ref().map(|person| person.id);
    let Some(person) = whose.or_else(|| visit.person().cloned()) else {
        return Ok("ignored");
    };
    let chosen = chosen_by(visit.work, visit.house, visit.books, &person).await?;
    match (chosen, time.map(read_time)) {
        (None, _) => visit.refuse(Refusal::NoDigest)?,
        (Some(_), Some(Some(at))) => {
            let new = NewChoice {
                at: Some(at),
                ..NewChoice::default()
            };
            choose(visit, DigestPress { of, new }).await?;
        }
        (Some(chosen), time) => say(visit, of, &chosen, time.is_some()).await?,
    }
    Ok("digest")
}

/// Whom the office means; nobody else names anybody.
async fn named(visit: &mut Visit<'_>, name: &str) -> Result<Option<Person>> {
    if !visit.seer.as_ref().is_some_and(Seer::is_office) {
        return Ok(None);
    }
    match find_person(visit.work, visit.house, name).await {
        Err(error) if error.is::<Refused>() => Ok(None),
        found => found.map(Some),
    }
}

/// `15:00`, `9:05`, with either kind of colon.
fn read_time(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(&fold(text), "%H:%M").ok()
}

/// Takes what is chosen of a digest: a reader's own, or by the office that of somebody else.
pub async fn choose(visit: &mut Visit<'_>, press: DigestPress) -> Result<()> {
    let Some(seer) = visit.seer.clone() else {
        return Ok(());
    };
    let person = match press.of {
        Some(_) if !seer.is_office() => return visit.refuse(Refusal::ButtonGone),
        Some(id) => visit.work.get(id).await?,
        None => seer.person.clone(),
    };
    let actor = Actor::Person(seer.person.id);
    match choose_digest_in(visit.work, visit.house, visit.books, actor, &person, press.new).await? {
        Ok(chosen) => say(visit, press.of, &chosen, false).await,
        Err(refusal) => visit.refuse(refusal),
    }
}

async fn say(
    visit: &mut Visit<'_>,
    of: Option<PersonId>,
    chosen: &ChosenDigest,
    unclear: bool,
) -> Result<()> {
    let mut rows = Vec::new();
    if chosen.wanted {
        let mut days = Vec::new();
        for day in OFFERED {
            let label = visit.house.texts.word("weekday", &key_of(day)).to_owned();
            let new = NewChoice {
                weekday: Some(day),
                ..NewChoice::default()
            };
            let press = Press::Digest(DigestPress { of, new });
            days.push(visit.labelled(label, visit.presser(), &press).await?);
        }
        rows.push(days);
    }
    rows.push(switches(visit, of, chosen).await?);
    let office = &visit.house.office;
    let text = DigestChosen {
        name: of.map(|_| chosen.name.clone()),
        weekday: key_of(chosen.weekday),
        at: hour(chosen.at),
        wants: chosen.wants(),
        by: chosen.by,
        opens: hour(office.opens),
        closes: hour(office.closes),
        is_office: visit.seer.as_ref().is_some_and(Seer::is_office),
        unclear,
    };
    visit.ask(&text, Markup::Buttons(rows))
}

/// What is switched from one to the other.
async fn switches(visit: &mut Visit<'_>, of: Option<PersonId>, chosen: &ChosenDigest) -> Result<Vec<Button>> {
    let changed = if chosen.only_changed {
        Label::EveryWeek
    } else {
        Label::OnlyChanged
    };
    let wanted = if chosen.wanted {
        Label::StopDigest
    } else {
        Label::WantDigest
    };
    let mut row = Vec::new();
    if chosen.wanted {
        let new = NewChoice {
            only_changed: Some(!chosen.only_changed),
            ..NewChoice::default()
        };
        let press = Press::Digest(DigestPress { of, new });
        row.push(visit.button(changed, visit.presser(), &press).await?);
    }
    let new = NewChoice {
        wanted: Some(!chosen.wanted),
        ..NewChoice::default()
    };
    let press = Press::Digest(DigestPress { of, new });
    row.push(visit.button(wanted, visit.presser(), &press).await?);
    Ok(row)
}

fn key_of(day: Weekday) -> String {
    day.to_string().to_lowercase()
}

/// 暂缓 and 放行.
pub async fn circulate(visit: &mut Visit<'_>, press: CirculatePress) -> Result<bool> {
    let Some(seer) = visit.seer.as_ref().filter(|seer| seer.is_office()) else {
        visit.refuse(Refusal::ButtonGone)?;
        return Ok(false);
    };
    let actor = Actor::Person(seer.person.id);
    let CirculatePress { issue, hold } = press;
    let done = if hold {
        hold_digest_in(visit.work, visit.books, actor, issue).await?
    } else {
        release_digest_in(visit.work, visit.books, actor, issue).await?
    };
    match done {
        Err(refusal) => visit.refuse(refusal)?,
        Ok(issue) if hold => {
            let sent = visit.work.count_digests_sent(issue.id).await?;
            let held = Circulation::Held {
                year: issue.year,
                number: issue.number,
                sent,
            };
            let markup = let_go(visit, issue.id).await?;
            visit.ask(&held, markup)?;
        }
        Ok(issue) => visit.say(&Circulation::Released {
            year: issue.year,
            number: issue.number,
        })?,
    }
    Ok(false)
}

async fn let_go(visit: &mut Visit<'_>, issue: DigestIssueId) -> Result<Markup> {
    let press = Press::Circulate(CirculatePress { issue, hold: false });
    let button = visit.button(Label::LetGo, visit.presser(), &press).await?;
    Ok(Markup::Buttons(vec![vec![button]]))
}
