//! What every verb needs: the store, the clock, the office's ways, and the books that days are counted with.

use super::circulation::Editions;
use crate::clock::Clock;
use crate::domain::calendar::{Calendar, YearTable};
use crate::domain::ids::OfficeId;
use crate::domain::refusal::Refusal;
use crate::domain::rulebook::{Rule, RuleCode, Rulebook};
use crate::domain::switch::Switch;
use crate::store::{Store, Work};
use crate::text::Texts;
use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

/// The house that the verbs work in; made once by `app`, shared by all doors.
pub struct House {
    /// The database.
    pub store: Store,
    /// Business time.
    pub clock: Clock,
    /// Everything that people read.
    pub texts: Arc<Texts>,
    /// The office.
    pub office: OfficeWays,
    /// When digests go out to those who have chosen nothing else.
    pub digest: DigestWays,
    /// Limits of planning, sending, binding.
    pub limits: Limits,
    /// Where evidence is kept.
    pub evidence_dir: PathBuf,
    /// Where papers are put.
    pub print_dir: PathBuf,
    /// The bot's user name, once it is known; makes deep links.
    pub bot_name: OnceLock<String>,
    /// Where workbooks are put to be imported, and where copies of them stay.
    pub import_dir: PathBuf,
    /// The kind of channel that chat steps travel by: `telegram` or `console`.
    pub chat: &'static str,
    /// Everybody is reachable: the console prints for all, bound or not.
    pub reaches_all: bool,
    /// Notices go by mail to those whom chat does not reach.
    pub mails_notices: bool,
    /// The maildir into which mail that came back is put.
    pub bounce_dir: Option<PathBuf>,
    /// Whether digests go by mail to those who have an address.
    pub mails_digests: bool,
    /// The digests that were made last.
    pub editions: Editions,
    /// Books that were read before.
    pub shelf: Shelf,
}

/// Books as they were read last, so that a verb that finds them unchanged need not read them again.
#[derive(Debug, Default)]
pub struct Shelf {
    /// By version; a version's content never changes.
    rulebooks: Mutex<HashMap<String, Arc<Rulebook>>>,
    /// With the papers that it was read from.
    calendar: Mutex<(Vec<String>, Arc<Calendar>)>,
    /// The rulebook in force with these switches set.
    switched: Mutex<(String, Vec<Switch>, Arc<Rulebook>)>,
}

/// How the office works; from the settings.
#[derive(Debug, Clone)]
pub struct OfficeWays {
    /// Row.
    pub id: OfficeId,
    /// 市委巡察办.
    pub name: String,
    /// Shown to people who are to call.
    pub duty_phone: Option<String>,
    /// Send times of a workday, local, in rising order.
    pub slots: Vec<NaiveTime>,
    /// Nothing is sent before, local.
    pub opens: NaiveTime,
    /// Nothing is sent after, and what arrives later arrives on the next workday, local.
    pub closes: NaiveTime,
    /// May early steps gather on the week's first workday?
    pub gather_weekly: bool,
}

/// When digests go out; from the settings.
#[derive(Debug, Clone)]
pub struct DigestWays {
    /// Day of the week.
    pub weekday: Weekday,
    /// Time of day, local.
    pub at: NaiveTime,
    /// How long before it is drafted.
    pub draft_before: TimeDelta,
    /// Only to those for whom something has changed.
    pub only_changed: bool,
}

/// Limits; from the settings.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Messages a planning run may send while its history is short.
    pub storm_limit: i64,
    /// How many times the usual number a run may send afterwards.
    pub storm_factor: i64,
    /// Runs that make a history.
    pub storm_history: i64,
    /// Matters planned in one transaction.
    pub batch: i64,
    /// How far ahead cadences open, in days.
    pub ahead_days: u64,
    /// Age in years beyond which an imported date is taken for a slip.
    pub oldest_years: u32,
    /// Age in years beyond which an event comes in with a warning.
    pub old_event_years: u32,
    /// Years after which an imported date is taken for a slip.
    pub furthest_years: u32,
    /// Hours for which a binding code is good.
    pub invite_hours: i64,
    /// Days for which a code on paper is good.
    pub paper_valid_days: i64,
    /// Wrong codes a chat may try.
    pub bind_attempts: i64,
    /// Minutes after which a question is forgotten.
    pub conversation_minutes: i64,
    /// Seconds for which a claimed address is leased, real time.
    pub lease_seconds: i64,
    /// Real seconds between tries, the last one repeated.
    pub retry_seconds: Vec<i64>,
    /// Tries before giving up.
    pub attempts: i64,
    /// Addresses claimed at once.
    pub claim_batch: i64,
    /// Largest file taken as evidence, in bytes.
    pub evidence_bytes: u64,
    /// Media types taken as evidence.
    pub evidence_types: Vec<String>,
}

/// What days are counted with, as it stands in the database: read once a verb.
#[derive(Debug, Clone)]
pub struct Books {
    /// The rulebook in force for what opens now.
    pub rulebook: Arc<Rulebook>,
    /// All imported holiday papers.
    pub calendar: Arc<Calendar>,
    /// The rulebook's zone.
    pub zone: Tz,
    /// Business instant at which they were read.
    pub now: DateTime<Utc>,
}

impl Shelf {
    /// A rulebook with the office's switches set.
    fn switched(&self, rulebook: &Arc<Rulebook>, switches: Vec<Switch>) -> Arc<Rulebook> {
        if switches.is_empty() {
            return rulebook.clone();
        }
        let mut known = self
            .switched
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if known.0 != rulebook.version || known.1 != switches {
            let mut switched = Rulebook::clone(rulebook);
            for switch in &switches {
                if let Some(rule) = switched.rules.iter_mut().find(|rule| rule.code == switch.rule) {
                    rule.enabled = switch.is_on;
                }
            }
            *known = (rulebook.version.clone(), switches, Arc::new(switched));
        }
        known.2.clone()
    }
}

impl Books {
    /// The business day.
    pub fn today(&self) -> NaiveDate {
        self.local(self.now).date()
    }

    /// An instant as local time of the zone.
    pub fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&self.zone).naive_local()
    }

    /// A local time of the zone as an instant; a time that a change of the clocks skips is taken as UTC.
    pub fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        local
            .and_local_timezone(self.zone)
            .earliest()
            .map_or_else(|| local.and_utc(), |at| at.to_utc())
    }

    /// The instant at which a local day begins.
    pub fn midnight(&self, day: NaiveDate) -> DateTime<Utc> {
        self.instant(day.and_time(NaiveTime::MIN))
    }

    /// A rule of the rulebook in force.
    ///
    /// # Errors
    /// When the rulebook has no such rule.
    pub fn rule(&self, code: &RuleCode) -> Result<&Rule> {
        self.rulebook
            .rule(code)
            .with_context(|| format!("rulebook {} has no rule {}", self.rulebook.version, code.0))
    }
}

impl House {
    /// Runs a verb in a unit of work of its own; what it refuses leaves nothing.
    ///
    /// # Errors
    /// When the database cannot be read or written, or the verb fails.
    pub async fn alone<T>(
        &self,
        verb: impl AsyncFnOnce(&mut Work, &Books) -> Result<Result<T, Refusal>>,
    ) -> Result<Result<T, Refusal>> {
        let mut work = self.store.begin().await?;
        let books = self.books(&mut work).await?;
        let done = verb(&mut work, &books).await?;
        if done.is_ok() {
            work.commit().await?;
        }
        Ok(done)
    }

    /// Reads the books.
    ///
    /// # Errors
    /// When the database holds no rulebook, or one that cannot be read.
    pub async fn books(&self, work: &mut Work) -> Result<Books> {
        let version = work
            .current_rulebook()
            .await?
            .context("no rulebook has been adopted")?;
        let rulebook = self.parsed(&version.version, &version.content)?;
        let switches = work.list_switches(self.office.id).await?;
        let rulebook = self.shelf.switched(&rulebook, switches);
        let papers = work.list_calendar_years().await?;
        let zone = rulebook
            .zone
            .parse()
            .with_context(|| format!("zone {}", rulebook.zone))?;
        Ok(Books {
            rulebook,
            calendar: self.calendar(papers.into_iter().map(|paper| paper.content).collect())?,
            zone,
            now: self.clock.now(),
        })
    }

    /// The rulebook that a matter was made under.
    ///
    /// # Errors
    /// When the database does not hold it.
    pub async fn rulebook(&self, work: &mut Work, version: &str) -> Result<Arc<Rulebook>> {
        if let Some(known) = self.lock_rulebooks().get(version) {
            return Ok(known.clone());
        }
        let stored = work
            .find_rulebook(version)
            .await?
            .with_context(|| format!("rulebook {version} is not in the database"))?;
        self.parsed(version, &stored.content)
    }

    fn calendar(&self, papers: Vec<String>) -> Result<Arc<Calendar>> {
        let mut known = self
            .shelf
            .calendar
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if known.0 != papers {
            let tables = papers.iter().map(|paper| YearTable::parse(paper));
            let tables: Vec<YearTable> = tables
                .collect::<Result<_, _>>()
                .context("a holiday paper in the database")?;
            *known = (papers, Arc::new(Calendar::new(tables)));
        }
        Ok(known.1.clone())
    }

    fn parsed(&self, version: &str, content: &str) -> Result<Arc<Rulebook>> {
        if let Some(known) = self.lock_rulebooks().get(version) {
            return Ok(known.clone());
        }
        let parsed = Rulebook::parse(content).map_err(|problems| {
            let first = problems.first().map(ToString::to_string).unwrap_or_default();
            anyhow::anyhow!("rulebook {version} in the database cannot be read: {first}")
        })?;
        let parsed = Arc::new(parsed);
        self.lock_rulebooks().insert(version.to_owned(), parsed.clone());
        Ok(parsed)
    }

    fn lock_rulebooks(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Rulebook>>> {
        self.shelf
            .rulebooks
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
