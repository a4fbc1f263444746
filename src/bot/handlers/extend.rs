//! 申请延期: a short conversation. Category, day, words where the matter takes any, a last look; then it waits for its
//! decision. It lives in the chat's conversation, so a restart loses nothing of it.

use crate::bot::press::{Awaiting, Press};
use crate::bot::visit::Visit;
use crate::domain::extension::Window;
use crate::domain::ids::MatterId;
use crate::domain::matter::Matter;
use crate::domain::message::{Button, Markup};
use crate::domain::reply::{ExtensionReason, read_day_ahead};
use crate::domain::rulebook::ClueWord;
use crate::supervision::{Disclosed, NewExtension, ask_extension_in, may_ask, random_text};
use crate::text::{ExtensionAsk, ExtensionDone, Label};
use anyhow::Result;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Long enough that two conversations of a chat never share one.
const TOKEN_LENGTH: usize = 10;
/// Longest words that are kept.
const LONGEST: usize = 200;
/// Buttons in one row.
const ROW: usize = 3;

/// A request as far as it has been given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtendWalk {
    /// Tells it from the chat's other ones.
    token: String,
    matter: MatterId,
    /// Key of the category.
    cause: Option<String>,
    wanted_on: Option<NaiveDate>,
    /// Words; empty where there are none.
    note: Option<String>,
}

/// What a button means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtendPress {
    walk: String,
    gives: Gives,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Gives {
    Cause(String),
    Day(NaiveDate),
    NoNote,
    Confirm,
    Cancel,
}

/// What was written with 延期: the day and the category, as far as they were named.
#[derive(Debug, Clone, Default)]
pub struct Wished<'a> {
    /// The new day.
    pub to: Option<NaiveDate>,
    /// The category.
    pub reason: Option<ExtensionReason>,
    /// The words beside it.
    pub note: Option<&'a str>,
}

impl ExtendWalk {
    /// The words beside it.
    fn words(&self) -> Option<String> {
        self.note.clone().filter(|note| !note.is_empty())
    }

    /// What is asked next.
    fn asks(&self) -> &'static str {
        match self {
            ExtendWalk { cause: None, .. } => "cause",
            ExtendWalk { wanted_on: None, .. } => "day",
            ExtendWalk { note: None, .. } => "note",
            ExtendWalk { .. } => "confirm",
        }
    }
}

/// Begins, where more time may be asked for.
pub async fn begin(visit: &mut Visit<'_>, matter: &Matter, wished: Wished<'_>) -> Result<()> {
    let Some(seer) = visit.seer.clone() else {
        return Ok(());
    };
    let may = may_ask(visit.work, visit.house, visit.books, &seer, matter.id).await?;
    let window = match may {
        Ok(window) => window,
        Err(refusal) => return visit.refuse(refusal),
    };
    if let Some(Err(refusal)) = wished.to.map(|day| window.takes(day)) {
        visit.refuse(refusal)?;
    }
    let disclosed = Disclosed::of(visit.work, visit.house, visit.books, matter).await?;
    let note = if disclosed.takes_notes(&seer)? {
        wished.note.map(str::to_owned)
    } else {
        Some(String::new())
    };
    let key = wished.reason.map(key_of);
    let known = key.and_then(|key| ClueWord::find(&visit.books.rulebook.extensions.cause, key));
    let walk = ExtendWalk {
        token: random_text(TOKEN_LENGTH)?,
        matter: matter.id,
        cause: known.map(|word| word.code.clone()),
        wanted_on: wished.to.filter(|day| window.takes(*day).is_ok()),
        note,
    };
    ask(visit, &walk, &window, false).await
}

/// The rulebook's key of a category that was read from words.
fn key_of(reason: ExtensionReason) -> &'static str {
    match reason {
        ExtensionReason::Funding => "funding",
        ExtensionReason::Policy => "policy",
        ExtensionReason::Litigation => "litigation",
        ExtensionReason::TermChange => "term_change",
        ExtensionReason::Other => "other",
    }
}

/// A button of the conversation.
pub async fn press(visit: &mut Visit<'_>, press: ExtendPress) -> Result<()> {
    let mut walk = match visit.awaiting().await? {
        Some(Awaiting::Extension { walk }) if walk.token == press.walk => walk,
        _ => return visit.say(&ExtensionDone::Stale),
    };
    match (press.gives, walk.asks()) {
        (Gives::Cancel, _) => {
            visit.end_conversation().await?;
            return visit.say(&ExtensionDone::Cancelled);
        }
        (Gives::Confirm, "confirm") => return finish(visit, &walk).await,
        (Gives::Cause(key), "cause") => walk.cause = Some(key),
        (Gives::Day(day), "day") => walk.wanted_on = Some(day),
        (Gives::NoNote, "note") => walk.note = Some(String::new()),
        _ => return visit.say(&ExtensionDone::Stale),
    }
    go_on(visit, &walk, false).await
}

/// What a person writes while it is on its way. What cannot be taken is asked again.
pub async fn write(visit: &mut Visit<'_>, mut walk: ExtendWalk, text: &str) -> Result<&'static str> {
    let text = text.trim();
    let today = visit.books.today();
    let is_taken = match walk.asks() {
        "cause" => {
            let known = ClueWord::find(&visit.books.rulebook.extensions.cause, text);
            walk.cause = known.map(|word| word.code.clone());
            walk.cause.is_some()
        }
        "day" => {
            walk.wanted_on = read_day_ahead(text, today);
            walk.wanted_on.is_some()
        }
        "note" if text.chars().count() <= LONGEST => {
            walk.note = Some(text.to_owned());
            true
        }
        _ => false,
    };
    go_on(visit, &walk, !is_taken).await?;
    Ok("extension")
}

/// Asks what is missing; ends where the matter no longer takes a request.
async fn go_on(visit: &mut Visit<'_>, walk: &ExtendWalk, unclear: bool) -> Result<()> {
    let Some(seer) = visit.seer.clone() else {
        return Ok(());
    };
    let may = may_ask(visit.work, visit.house, visit.books, &seer, walk.matter).await?;
    let window = match may {
        Ok(window) => window,
        Err(refusal) => {
            visit.end_conversation().await?;
            return visit.refuse(refusal);
        }
    };
    match walk.wanted_on.map(|day| window.takes(day)) {
        Some(Err(refusal)) => {
            visit.refuse(refusal)?;
            let walk = ExtendWalk {
                wanted_on: None,
                ..walk.clone()
            };
            ask(visit, &walk, &window, false).await
        }
        _ => ask(visit, walk, &window, unclear).await,
    }
}

async fn ask(visit: &mut Visit<'_>, walk: &ExtendWalk, window: &Window, unclear: bool) -> Result<()> {
    visit
        .await_answer(&Awaiting::Extension { walk: walk.clone() })
        .await?;
    let causes = visit.books.rulebook.extensions.cause.clone();
    let named = |word: &ClueWord| word.names.first().unwrap_or(&word.code).clone();
    let label = |label| visit.house.texts.label(label).to_owned();
    let (confirm, cancel) = (label(Label::Confirm), label(Label::Cancel));
    let none = visit.house.texts.word("desk_none", "document").to_owned();
    let mut offers: Vec<(String, Gives)> = match walk.asks() {
        "cause" => causes
            .iter()
            .map(|word| (named(word), Gives::Cause(word.code.clone())))
            .collect(),
        "day" => window
            .offers()
            .into_iter()
            .map(|day| (day.to_string(), Gives::Day(day)))
            .collect(),
        "note" => vec![(none, Gives::NoNote)],
        _ => vec![(confirm, Gives::Confirm)],
    };
    offers.push((cancel, Gives::Cancel));
    let mut buttons = Vec::new();
    for (label, gives) in offers {
        buttons.push(button(visit, walk, label, gives).await?);
    }
    let cause = walk.cause.as_deref();
    let question = ExtensionAsk {
        on: visit.books.today(),
        code: window.code.clone(),
        asks: walk.asks(),
        unclear,
        due_on: window.due_on,
        latest_on: window.latest_on,
        cause: cause.and_then(|key| ClueWord::find(&causes, key)).map(named),
        wanted_on: walk.wanted_on,
        note: walk.words(),
    };
    let rows = buttons.chunks(ROW).map(<[Button]>::to_vec).collect();
    visit.ask(&question, Markup::Buttons(rows))
}

async fn button(visit: &mut Visit<'_>, walk: &ExtendWalk, label: String, gives: Gives) -> Result<Button> {
    let person = visit.presser();
    let press = Press::Extension(ExtendPress {
        walk: walk.token.clone(),
        gives,
    });
    visit.labelled(label, person, &press).await
}

/// Enters the request.
async fn finish(visit: &mut Visit<'_>, walk: &ExtendWalk) -> Result<()> {
    let (Some(seer), Some(cause), Some(wanted_on)) = (visit.seer.clone(), walk.cause.clone(), walk.wanted_on)
    else {
        return visit.say(&ExtensionDone::Stale);
    };
    let new = NewExtension {
        cause,
        wanted_on,
        note: walk.words(),
    };
    visit.end_conversation().await?;
    let (work, house, books) = (&mut *visit.work, visit.house, visit.books);
    match ask_extension_in(work, house, books, &seer, walk.matter, &new, None).await? {
        Ok(asked) => visit.say(&asked.in_words(books.today())),
        Err(refusal) => visit.refuse(refusal),
    }
}
