//! 填月报: a walk through a person's own open measures, a question each. Every answer is taken at once, as if it had
//! been written; the walk lives in the chat's conversation, so a restart loses nothing of it.

use crate::bot::press::{Awaiting, Press};
use crate::bot::visit::Visit;
use crate::domain::disclosure::Shown;
use crate::domain::ids::MatterId;
use crate::domain::matter::Matter;
use crate::domain::message::{Button, Markup};
use crate::domain::reply::{Answer, Parsed, Said, Target, parse};
use crate::domain::rulebook::ChannelKind;
use crate::supervision::{Disclosed, Spoken, Taken, open_month_of, random_text, take_answer};
use crate::text::{Label, Line, MonthAsk, MonthDone};
use anyhow::Result;
use serde::{Deserialize, Serialize};

/// Long enough that two walks of a chat never share one.
const TOKEN_LENGTH: usize = 10;
/// What the buttons offer for progress; any other is written.
const OFFERED: [u8; 3] = [25, 50, 75];
/// Buttons in one row.
const ROW: usize = 3;

/// A walk on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthWalk {
    /// Tells it from the chat's other walks.
    token: String,
    /// Code of the report.
    report: String,
    /// The measures that are still to be asked about; the first is being asked.
    ahead: Vec<MatterId>,
    /// How many there were.
    of: usize,
    /// What was recorded: code and words.
    said: Vec<(String, String)>,
}

/// What a button of a walk means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MonthPress {
    walk: String,
    /// What is said of this measure; none stops the walk.
    says: Option<(MatterId, Said)>,
}

impl MonthWalk {
    /// What is said when nobody goes on with it.
    pub fn timed_out(&self) -> MonthDone {
        MonthDone::Stopped {
            said: self.said.len(),
            timed_out: true,
        }
    }
}

/// Begins a walk.
pub async fn begin(visit: &mut Visit<'_>) -> Result<&'static str> {
    let Some(person) = visit.person().cloned() else {
        return Ok("ignored");
    };
    let open = open_month_of(visit.work, visit.house, visit.books, &person).await?;
    match open {
        None => visit.say(&MonthDone::NothingDue)?,
        Some(open) if open.measures.is_empty() => visit.say(&MonthDone::NothingOpen)?,
        Some(open) => {
            let ahead: Vec<MatterId> = open.measures.iter().map(|matter| matter.id).collect();
            let walk = MonthWalk {
                token: random_text(TOKEN_LENGTH)?,
                report: open.report.code,
                of: ahead.len(),
                ahead,
                said: Vec::new(),
            };
            go_on(visit, walk, false).await?;
        }
    }
    Ok("month")
}

/// A button of a walk.
pub async fn press(visit: &mut Visit<'_>, press: MonthPress) -> Result<()> {
    let walk = match visit.awaiting().await? {
        Some(Awaiting::Month { walk }) if walk.token == press.walk => walk,
        _ => return visit.say(&MonthDone::Stale),
    };
    match press.says {
        None => stop(visit, &walk).await,
        Some((matter, said)) if walk.ahead.first() == Some(&matter) => {
            let (walk, _) = take(visit, walk, &said, None).await?;
            go_on(visit, passed(walk), false).await
        }
        Some(_) => visit.say(&MonthDone::Stale),
    }
}

/// What a person writes while a walk is on its way. What cannot be taken is asked again.
pub async fn write(visit: &mut Visit<'_>, mut walk: MonthWalk, text: &str) -> Result<&'static str> {
    let answers = match parse(text, visit.books.today()) {
        Parsed::Answers(answers) if answers.iter().all(|answer| answer.target == Target::None) => answers,
        _ => Vec::new(),
    };
    let is_unclear = answers.is_empty();
    let mut is_taken = false;
    for Answer { said, note, .. } in &answers {
        let took;
        (walk, took) = take(visit, walk, said, note.as_deref()).await?;
        is_taken |= took;
    }
    let walk = if is_taken { passed(walk) } else { walk };
    go_on(visit, walk, is_unclear).await?;
    Ok("month")
}

/// Takes what is said of the measure that is being asked about; tells why not, where it cannot be.
async fn take(
    visit: &mut Visit<'_>,
    mut walk: MonthWalk,
    said: &Said,
    note: Option<&str>,
) -> Result<(MonthWalk, bool)> {
    let (Some(seer), Some(matter)) = (visit.seer.clone(), walk.ahead.first().copied()) else {
        return Ok((walk, false));
    };
    let spoken = Spoken {
        said,
        note,
        proxy: None,
    };
    match take_answer(visit.work, visit.house, visit.books, &seer, matter, spoken).await? {
        Ok(Taken {
            matter, said, but, ..
        }) => {
            visit.refuse_all(but)?;
            walk.said.push((matter.code, said.to_string()));
            Ok((walk, true))
        }
        Err(refusal) => {
            visit.refuse(refusal)?;
            Ok((walk, false))
        }
    }
}

fn passed(mut walk: MonthWalk) -> MonthWalk {
    walk.ahead.remove(0);
    walk
}

/// Asks about the next measure that is still open, or says what came of it all.
async fn go_on(visit: &mut Visit<'_>, mut walk: MonthWalk, unclear: bool) -> Result<()> {
    while let Some(matter) = walk.ahead.first() {
        let matter: Matter = visit.work.get(*matter).await?;
        if let Some(line) = line_of(visit, &matter).await? {
            return ask(visit, &walk, &matter, line, unclear).await;
        }
        walk.ahead.remove(0);
    }
    visit.end_conversation().await?;
    visit.say(&MonthDone::Finished {
        report: walk.report,
        said: walk.said,
    })
}

/// The measure as the person may see it; none where it is over or may not be shown.
async fn line_of(visit: &mut Visit<'_>, matter: &Matter) -> Result<Option<Line>> {
    let disclosed = Disclosed::of(visit.work, visit.house, visit.books, matter).await?;
    Ok(match disclosed.shown(visit.seer.as_ref(), ChannelKind::Chat)? {
        Shown::Full(outward) | Shown::Neutral(outward) if matter.is_open() => Some(outward.into()),
        _ => None,
    })
}

async fn ask(
    visit: &mut Visit<'_>,
    walk: &MonthWalk,
    matter: &Matter,
    line: Line,
    unclear: bool,
) -> Result<()> {
    visit
        .await_answer(&Awaiting::Month { walk: walk.clone() })
        .await?;
    let mut buttons = Vec::new();
    let progress = OFFERED.map(|percent| Said::Progress { percent });
    for said in [Said::Unchanged]
        .into_iter()
        .chain(progress)
        .chain([Said::Completed])
    {
        let label = said.to_string();
        buttons.push(button(visit, walk, label, Some((matter.id, said))).await?);
    }
    let stop = visit.house.texts.label(Label::Cancel).to_owned();
    buttons.push(button(visit, walk, stop, None).await?);
    let question = MonthAsk {
        on: visit.books.today(),
        report: walk.report.clone(),
        number: walk.of - walk.ahead.len() + 1,
        of: walk.of,
        line,
        unclear,
    };
    let rows = buttons.chunks(ROW).map(<[Button]>::to_vec).collect();
    visit.ask(&question, Markup::Buttons(rows))
}

async fn button(
    visit: &mut Visit<'_>,
    walk: &MonthWalk,
    label: String,
    says: Option<(MatterId, Said)>,
) -> Result<Button> {
    let person = visit.presser();
    let press = Press::Month(MonthPress {
        walk: walk.token.clone(),
        says,
    });
    visit.labelled(label, person, &press).await
}

async fn stop(visit: &mut Visit<'_>, walk: &MonthWalk) -> Result<()> {
    visit.end_conversation().await?;
    visit.say(&MonthDone::Stopped {
        said: walk.said.len(),
        timed_out: false,
    })
}
