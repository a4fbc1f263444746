//! Asking for more time: checked on the locked matter, entered with the matter in which it is decided.

use super::open_decision;
use crate::domain::contact::Person;
use crate::domain::extension::{Extension, ExtensionState, Terms, Window, admit};
use crate::domain::ids::{ExtensionId, MatterId};
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::moves::Via;
use crate::domain::refusal::Refusal;
use crate::domain::rulebook::{ClueWord, EXTENSION, Ends, Policy, Rule, RuleCode, Rulebook};
use crate::domain::secrecy::without_mobile_numbers;
use crate::store::{Act, MatterFilter, Work};
use crate::supervision::answer::{Proxy, lock_for, secret_in};
use crate::supervision::board::get_matter;
use crate::supervision::due::{Supposed, find_limit};
use crate::supervision::house::{Books, House};
use crate::supervision::outward::{Disclosed, Seer};
use crate::supervision::person::find_person;
use crate::supervision::recorder::may_record;
use crate::supervision::refused::refuse;
use crate::supervision::schedule::Track;
use crate::text::ExtensionDone;
use anyhow::Result;
use chrono::NaiveDate;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewExtension {
    /// Key or name of the reason's category.
    pub cause: String,
    /// The new day, in the office's zone.
    pub wanted_on: NaiveDate,
    /// Words beside it.
    pub note: Option<String>,
}

/// A request that was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The request.
    pub extension: Extension,
    /// Code of the matter.
    pub code: String,
    /// The matter in which it is decided.
    pub decision: Matter,
    /// The words beside it were not taken.
    pub note_dropped: bool,
}

impl Asked {
    /// What came of it, in words.
    pub fn in_words(&self, today: NaiveDate) -> ExtensionDone {
        ExtensionDone::Asked {
            on: today,
            code: self.code.clone(),
            due_on: self.extension.due_on,
            wanted_on: self.extension.wanted_on,
            decision: self.decision.code.clone(),
            decide_by_on: self.decision.due_on,
            note_dropped: self.note_dropped,
        }
    }
}

/// Asks for more time for the matter of a code; somebody by name, whose request the office records.
///
/// # Errors
/// Refused when there is no such matter, person or category; a fault when the database fails.
pub async fn ask_extension(
    house: &House,
    code: &str,
    giver: &str,
    new: &NewExtension,
    proxy: Option<&Proxy>,
) -> Result<Result<Asked, Refusal>> {
    house
        .alone(async |work, books| {
            let matter = get_matter(work, house, code).await?;
            let giver: Person = find_person(work, house, giver).await?;
            let seer = Seer::of(work, books, giver).await?;
            ask_extension_in(work, house, books, &seer, matter.id, new, proxy).await
        })
        .await
}

/// The same within a unit of work.
///
/// # Errors
/// As there; nothing has been written when it refuses.
pub async fn ask_extension_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    id: MatterId,
    new: &NewExtension,
    proxy: Option<&Proxy>,
) -> Result<Result<Asked, Refusal>> {
    let document = proxy.and_then(|proxy| proxy.document.clone());
    if let Some(found) = secret_in(books, &[new.note.as_deref(), document.as_deref()]) {
        return Ok(Err(Refusal::SecretContent { found }));
    }
    let asked_on = proxy.map_or(books.today(), |proxy| proxy.given_on);
    let (matter, window, rule) = match admit_asker(work, house, books, seer, id, proxy).await? {
        Ok(admitted) => admitted,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Err(refusal) = window.takes(new.wanted_on) {
        return Ok(Err(refusal));
    }
    let causes = &books.rulebook.extensions.cause;
    let Some(cause) = ClueWord::find(causes, &new.cause) else {
        let known = ClueWord::shown(causes).join(", ");
        refuse!("`{}` is no category of reasons; there are: {known}", new.cause);
    };
    let disclosed = Disclosed::of(work, house, books, &matter).await?;
    let takes_notes = disclosed.takes_notes(seer)?;
    let note = new.note.as_deref().filter(|_| takes_notes);
    let note = note.map(without_mobile_numbers);
    let actor = proxy.map_or(Actor::Person(seer.person.id), |proxy| proxy.recorder);
    let act = Act::new(actor, books.now, "extension.asked");
    let asked = Extension {
        id: ExtensionId(0),
        matter_id: matter.id,
        cycle: matter.cycle,
        cause: cause.code.clone(),
        due_on: window.due_on,
        wanted_on: new.wanted_on,
        note,
        giver_id: seer.person.id,
        via: proxy.map_or(Via::Chat, |proxy| proxy.via),
        document,
        recorded_by: proxy.and_then(|proxy| proxy.recorder.person()),
        asked_on,
        asked_at: books.now,
        state: ExtensionState::Asked,
        decided_on: None,
    };
    let asked = work.insert(&act, asked).await?;
    let decision = open_decision(work, house, books, &act, &rule, (&matter, &asked)).await?;
    Ok(Ok(Asked {
        extension: asked,
        code: matter.code,
        decision,
        note_dropped: new.note.is_some() && !takes_notes,
    }))
}

/// What somebody could ask for now, on the locked matter.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn may_ask(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    id: MatterId,
) -> Result<Result<Window, Refusal>> {
    let admitted = admit_asker(work, house, books, seer, id, None).await?;
    Ok(admitted.map(|(_, window, _)| window))
}

/// Locks the matter where more time may be asked for it; gives what may be asked for, and the rule of its decision.
async fn admit_asker(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    id: MatterId,
    proxy: Option<&Proxy>,
) -> Result<Result<(Matter, Window, Rule), Refusal>> {
    let matter = match lock_for(work, house, books, seer, id).await? {
        Ok(matter) => matter,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let code = || matter.code.clone();
    if let Some(proxy) = proxy
        && let Err(refusal) = may_record(work, house, books, proxy.recorder, &matter).await?
    {
        return Ok(Err(refusal));
    }
    let asked_on = proxy.map_or(books.today(), |proxy| proxy.given_on);
    if asked_on > books.today() {
        let day = asked_on;
        return Ok(Err(Refusal::DayAhead { code: code(), day }));
    }
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let rule = Track::of(&matter, &rulebook)?.rule;
    if rule.ends == Ends::Coded {
        return Ok(Err(Refusal::CodedOnly { code: code() }));
    }
    let under = MatterFilter {
        parent: Some(matter.id),
        ..MatterFilter::default()
    };
    if rule.code == rulebook.measures.finding && !work.list_matters(&under).await?.is_empty() {
        return Ok(Err(Refusal::DueOfMeasures { code: code() }));
    }
    let Some((policy, decides)) = procedure(books, rule) else {
        return Ok(Err(Refusal::ExtensionNone { code: code() }));
    };
    let terms = terms(work, books, &rulebook, &matter, policy).await?;
    let known = work.list_extensions(matter.id).await?;
    let window = admit(&matter, &known, &terms, asked_on, &books.calendar);
    Ok(window.map(|window| (matter, window, decides.clone())))
}

/// The policy for a matter's rule and the rule of its decision, as the rulebook in force has them: how something is
/// asked is seen by the day on which it is asked.
pub(super) fn procedure<'b>(books: &'b Books, rule: &Rule) -> Option<(&'b Policy, &'b Rule)> {
    let book = &books.rulebook;
    let usual = RuleCode(EXTENSION.to_owned());
    let now = book.rule(&rule.code).unwrap_or(rule);
    let policy = book.policy(now.extension.as_ref().unwrap_or(&usual))?;
    let decides = book.rule(policy.decided_by.as_ref()?)?;
    decides.enabled.then_some((policy, decides))
}

/// What the rulebook says for a matter; the outer day is of the rulebook that the matter was made under.
pub(super) async fn terms(
    work: &mut Work,
    books: &Books,
    rulebook: &Rulebook,
    matter: &Matter,
    policy: &Policy,
) -> Result<Terms> {
    let outer = rulebook.rule(&matter.rule).and_then(|rule| rule.outer.as_ref());
    let supposed = Supposed::default();
    let limit = find_limit(work, books, rulebook, outer, matter.inspection_id, &supposed);
    Ok(Terms {
        before: policy.before,
        at_most: policy.at_most,
        times: policy.times,
        outer_on: limit.await?,
    })
}
