//! 延期: more time for a matter, asked for early enough, not too often and not too far (domain.md 2.5). The rulebook
//! has the numbers.

use super::calendar::Calendar;
use super::deadline::{Roll, count, last_start};
use super::ids::{ExtensionId, MatterId, PersonId};
use super::matter::Matter;
use super::moves::Via;
use super::period::Period;
use super::refusal::Refusal;
use chrono::{DateTime, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Days that are offered beside the last one possible.
const OFFERED: u32 = 3;

/// A request for more time. Days are days of the office's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Row.
    pub id: ExtensionId,
    /// For.
    pub matter_id: MatterId,
    /// The matter's cycle when it was asked.
    pub cycle: i64,
    /// Key of the reason's category in the rulebook.
    pub cause: String,
    /// The due day when it was asked.
    pub due_on: NaiveDate,
    /// The day asked for.
    pub wanted_on: NaiveDate,
    /// Words beside it, where the matter takes any.
    pub note: Option<String>,
    /// Who asks.
    pub giver_id: PersonId,
    /// How it reached the office.
    pub via: Via,
    /// Number of the document.
    pub document: Option<String>,
    /// 代录: who recorded it for them.
    pub recorded_by: Option<PersonId>,
    /// The day on which it was given; whether it is in time is seen by this day.
    pub asked_on: NaiveDate,
    /// Business instant.
    pub asked_at: DateTime<Utc>,
    /// Where it stands.
    pub state: ExtensionState,
    /// The day on which it was decided, lapsed or taken back.
    pub decided_on: Option<NaiveDate>,
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionState {
    /// Nobody has decided; the old day stands.
    Asked,
    /// 同意: the new day stands.
    Granted,
    /// 不同意.
    Refused,
    /// The matter ended first, or its day moved past what was asked.
    Lapsed,
    /// Taken back.
    Withdrawn,
}

impl ExtensionState {
    const ALL: [ExtensionState; 5] = [
        ExtensionState::Asked,
        ExtensionState::Granted,
        ExtensionState::Refused,
        ExtensionState::Lapsed,
        ExtensionState::Withdrawn,
    ];

    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            ExtensionState::Asked => "asked",
            ExtensionState::Granted => "granted",
            ExtensionState::Refused => "refused",
            ExtensionState::Lapsed => "lapsed",
            ExtensionState::Withdrawn => "withdrawn",
        }
    }

    /// The state of a stable key.
    pub fn from_key(key: &str) -> Option<ExtensionState> {
        ExtensionState::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// What the rulebook says about more time for one matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// It must be asked for so long before the due day.
    pub before: Option<Period>,
    /// At most so long, from the due day.
    pub at_most: Option<Period>,
    /// How often it may be granted; without a number always, with 0 never.
    pub times: Option<u32>,
    /// A day that not even an extension may pass.
    pub outer_on: Option<NaiveDate>,
}

/// What may be asked for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Of the matter.
    pub code: String,
    /// The due day that stands; the new one lies behind it.
    pub due_on: NaiveDate,
    /// The last day that may be asked for.
    pub latest_on: Option<NaiveDate>,
    /// That day is the outer one, not the length of an extension.
    pub is_outer: bool,
}

/// Whether more time may be asked for on a day; `known` are the requests so far.
///
/// # Errors
/// Refused where the rulebook allows none, one waits or was granted, the matter has no day, or it is too late.
pub fn admit(
    matter: &Matter,
    known: &[Extension],
    terms: &Terms,
    asked_on: NaiveDate,
    calendar: &Calendar,
) -> Result<Window, Refusal> {
    let code = || matter.code.clone();
    let (Some(due_on), false) = (matter.due_on, terms.times == Some(0)) else {
        return Err(Refusal::ExtensionNone { code: code() });
    };
    let of_cycle = || known.iter().filter(|one| one.cycle == matter.cycle);
    if let Some(waiting) = of_cycle().find(|one| one.state == ExtensionState::Asked) {
        return Err(Refusal::ExtensionWaiting {
            code: code(),
            asked_on: waiting.asked_on,
            wanted_on: waiting.wanted_on,
        });
    }
    let granted: Vec<&Extension> = of_cycle()
        .filter(|one| one.state == ExtensionState::Granted)
        .collect();
    if let (Some(times), Some(last)) = (terms.times, granted.last())
        && granted.len() >= usize::try_from(times).unwrap_or(usize::MAX)
    {
        return Err(Refusal::ExtensionSpent {
            code: code(),
            times,
            wanted_on: last.wanted_on,
        });
    }
    let until = match terms.before {
        Some(before) => last_start(due_on, before, calendar),
        None => Some(due_on),
    };
    match until {
        Some(until_on) if asked_on <= until_on => {}
        until_on => {
            return Err(Refusal::ExtensionLate {
                code: code(),
                due_on,
                until_on,
            });
        }
    }
    let window = window(code(), due_on, terms, calendar);
    match window.latest_on {
        Some(latest_on) if latest_on <= due_on => Err(Refusal::ExtensionTooFar {
            code: code(),
            latest_on,
            outer: window.is_outer,
        }),
        _ => Ok(window),
    }
}

/// What an extension of a day may be.
pub fn window(code: String, due_on: NaiveDate, terms: &Terms, calendar: &Calendar) -> Window {
    let longest = terms
        .at_most
        .map(|most| count(due_on, most, Roll::None, calendar));
    let longest = longest.and_then(Result::ok).map(|deadline| deadline.due_on);
    let is_outer = match (longest, terms.outer_on) {
        (Some(longest), Some(outer)) => outer < longest,
        (longest, outer) => longest.is_none() && outer.is_some(),
    };
    Window {
        code,
        due_on,
        latest_on: [longest, terms.outer_on].into_iter().flatten().min(),
        is_outer,
    }
}

impl Window {
    /// Whether a day may be asked for.
    ///
    /// # Errors
    /// Refused when it is no later day, or too late a one.
    pub fn takes(&self, wanted_on: NaiveDate) -> Result<(), Refusal> {
        let code = || self.code.clone();
        if wanted_on <= self.due_on {
            return Err(Refusal::ExtensionNotLater {
                code: code(),
                due_on: self.due_on,
            });
        }
        match self.latest_on {
            Some(latest_on) if wanted_on > latest_on => Err(Refusal::ExtensionTooFar {
                code: code(),
                latest_on,
                outer: self.is_outer,
            }),
            _ => Ok(()),
        }
    }

    /// Days to choose from: full months on, and the last one possible.
    pub fn offers(&self) -> Vec<NaiveDate> {
        let months = (1..=OFFERED).filter_map(|months| self.due_on.checked_add_months(Months::new(months)));
        let mut offers: Vec<NaiveDate> = months.chain(self.latest_on).collect();
        offers.retain(|day| self.takes(*day).is_ok());
        offers.sort_unstable();
        offers.dedup();
        offers
    }
}
