//! The clock of the business: days, slots, promises, invitations and the ledger take their time from here.
//!
//! **Two clocks, never compared.** Business time comes from one [`Clock`], read once a run; it may stand still
//! or run fast (`play`, `--clock`, `--speed`). Leases, waiting times after failures, pace and timeouts use
//! [`real_now`], which nobody can move. An instant of the one is never set against an instant of the other.

use chrono::{DateTime, NaiveDate, NaiveDateTime, SubsecRound, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// Digits kept of a second: PostgreSQL keeps microseconds, and what is stored must be what was meant.
const MICROSECONDS: u16 = 6;

/// The real instant (UTC, whole microseconds), whatever the business clock says.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the real time comes in"
)]
pub fn real_now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(MICROSECONDS)
}

/// The business clock; a clone shows the same time.
#[derive(Debug, Clone)]
pub struct Clock(Hands);

#[derive(Debug, Clone)]
enum Hands {
    Real,
    Manual(ManualClock),
    Fast {
        start: DateTime<Utc>,
        since: Instant,
        speed: u32,
    },
}

/// A clock that moves only when told to: for `play` and for tests.
#[derive(Debug, Clone)]
pub struct ManualClock(Arc<Mutex<DateTime<Utc>>>);

impl Clock {
    /// The real time.
    pub fn system() -> Self {
        Clock(Hands::Real)
    }

    /// Always `at`: one command under `--clock`.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        ManualClock::new(at).clock()
    }

    /// Runs from `start` on, `speed` business seconds in one real second: `serve --clock --speed`.
    pub fn virtual_from(start: DateTime<Utc>, speed: u32) -> Self {
        Clock(Hands::Fast {
            start,
            since: Instant::now(),
            speed,
        })
    }

    /// The business instant: UTC, whole microseconds.
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Hands::Real => real_now(),
            Hands::Manual(hands) => hands.now(),
            Hands::Fast { start, since, speed } => {
                let passed = TimeDelta::from_std(since.elapsed().saturating_mul(*speed)).ok();
                let now = passed.and_then(|passed| start.checked_add_signed(passed));
                now.unwrap_or(DateTime::<Utc>::MAX_UTC)
                    .trunc_subsecs(MICROSECONDS)
            }
        }
    }

    /// The business instant as people in `zone` read it.
    pub fn local(&self, zone: Tz) -> DateTime<Tz> {
        self.now().with_timezone(&zone)
    }

    /// The calendar day in `zone`.
    pub fn today(&self, zone: Tz) -> NaiveDate {
        self.local(zone).date_naive()
    }
}

impl ManualClock {
    /// Stands at `at`.
    pub fn new(at: DateTime<Utc>) -> Self {
        ManualClock(Arc::new(Mutex::new(at.trunc_subsecs(MICROSECONDS))))
    }

    /// The clock to hand out; it shows what this one is set to.
    pub fn clock(&self) -> Clock {
        Clock(Hands::Manual(self.clone()))
    }

    /// What it is set to: UTC, whole microseconds.
    pub fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves it to `at`, forward or back.
    pub fn set(&self, at: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = at.trunc_subsecs(MICROSECONDS);
    }

    /// Moves it on by `by`.
    pub fn advance(&self, by: TimeDelta) {
        self.set(self.now() + by);
    }
}

/// Why a text is no time for `--clock`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no time; write `2026-09-01`, `2026-09-01 08:00` or `2026-09-01T08:00+08:00`")]
pub struct ClockTextError(pub String);

/// Reads what `--clock` is given: an instant with its offset, or a local time or day (its start) in `zone`.
/// Seconds may be left out, and a space may stand for the `T`.
///
/// # Errors
/// The text is none of these, or `zone` skipped that time.
pub fn parse_clock(text: &str, zone: Tz) -> Result<DateTime<Utc>, ClockTextError> {
    let written = text.trim().replacen(' ', "T", 1);
    let instant = with_offset(&written).or_else(|| local(&written, zone));
    instant
        .map(|at| at.trunc_subsecs(MICROSECONDS))
        .ok_or_else(|| ClockTextError(text.to_owned()))
}

fn with_offset(text: &str) -> Option<DateTime<Utc>> {
    let seconds = DateTime::parse_from_rfc3339(text);
    let minutes = || DateTime::parse_from_str(&text.replace('Z', "+00:00"), "%Y-%m-%dT%H:%M%:z");
    Some(seconds.or_else(|_| minutes()).ok()?.to_utc())
}

fn local(text: &str, zone: Tz) -> Option<DateTime<Utc>> {
    let time = |format| NaiveDateTime::parse_from_str(text, format).ok();
    let day = || text.parse::<NaiveDate>().ok()?.and_hms_opt(0, 0, 0);
    let local = time("%Y-%m-%dT%H:%M")
        .or_else(|| time("%Y-%m-%dT%H:%M:%S%.f"))
        .or_else(day)?;
    Some(zone.from_local_datetime(&local).earliest()?.to_utc())
}
