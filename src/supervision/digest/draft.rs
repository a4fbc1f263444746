//! All digests of a period at once: one pass over the ledger, one count of every matter; a slice only adds up.

use super::cells::{Place, Tallies, tally};
use super::clues::{ClueCount, clues};
use super::lines::{Listed, list};
use super::scene::{Scene, replay};
use crate::domain::contact::Unit;
use crate::domain::digest::{DigestPeriod, Group, Look, Ranked, Tally, rank};
use crate::domain::ids::{InspectionId, UnitId};
use crate::domain::inspection::Inspection;
use crate::domain::rulebook::{RuleCode, Rulebook};
use crate::store::Work;
use crate::supervision::house::{Books, House};
use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// The policy that says what a digest looks ahead to and how far back.
const POLICY: &str = "D-DIGEST";

/// Why a period has no digest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key} is not over: its digest can be made from {from_on} on")]
pub struct DigestError {
    /// The period.
    pub key: String,
    /// The first day after it.
    pub from_on: NaiveDate,
}

/// What all digests of a period are made of.
pub struct Drafts {
    /// The period.
    pub period: DigestPeriod,
    /// The first instant after it.
    pub(super) ended_at: DateTime<Utc>,
    pub(super) office: String,
    /// 期号, where it was issued.
    pub(super) issue: Option<i64>,
    pub(super) ahead: Ahead,
    pub(super) now: Tallies,
    pub(super) before: Tallies,
    /// Whether the ledger had begun in the period that it is held against.
    pub(super) compared: bool,
    /// Oldest first, from the ledger's first.
    pub(super) weeks: Vec<(DigestPeriod, Tallies)>,
    pub(super) lines: BTreeMap<Place, Vec<Listed>>,
    /// Of the period, and of the one that it is held against.
    pub(super) clues: (Vec<ClueCount>, Vec<ClueCount>),
    pub(super) units: BTreeMap<UnitId, Unit>,
    /// Those that came later; one of their people may ask for the digest of a time before them.
    pub(super) later: BTreeMap<UnitId, Unit>,
    pub(super) inspections: BTreeMap<InspectionId, Inspection>,
    /// By completion of findings.
    pub(super) completion: Vec<Ranked<UnitId>>,
    /// By what came on time of what a unit had to send in.
    pub(super) on_time: Vec<Ranked<UnitId>>,
    /// Units for which papers wait for 签发, each once a paper.
    pub(super) papers: Vec<UnitId>,
    pub(super) head: (i64, String),
}

/// What the rulebook says of digests.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ahead {
    /// Days: what is due next.
    pub soon: i64,
    /// Days: what is due after that.
    pub later: i64,
    /// Weeks of the trend.
    pub weeks: usize,
    /// Lines of a list in a letter; the workbook has them all.
    pub lines: usize,
}

impl Ahead {
    fn of(rulebook: &Rulebook) -> Result<Ahead> {
        let figure = |name: &str| {
            let policy = rulebook.policy(&RuleCode(POLICY.to_owned()));
            let figure = policy.and_then(|policy| policy.figures.get(name)).copied();
            figure.with_context(|| format!("rulebook {} has no {POLICY}.{name}", rulebook.version))
        };
        Ok(Ahead {
            soon: figure("soon_days")?,
            later: figure("later_days")?,
            weeks: usize::try_from(figure("weeks")?)?,
            lines: usize::try_from(figure("lines")?)?,
        })
    }
}

/// Makes the digests of a period that is over; what was entered in the ledger since then does not change them.
///
/// # Errors
/// [`DigestError`] when it is not over; else when the database cannot be read.
pub async fn draft_digests(house: &House, period: DigestPeriod) -> Result<Drafts> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let look = look(&books, period);
    if books.now < look.until {
        let (key, from_on) = (period.key(), period.next_on());
        return Err(DigestError { key, from_on }.into());
    }
    let rulebook = match work.rulebook_before(look.until).await? {
        Some(adopted) => house.rulebook(&mut work, &adopted.version).await?,
        None => books.rulebook.clone(),
    };
    let pass = Pass::of(&rulebook, period)?;
    pass.run(&mut work, house, &books).await
}

fn look(books: &Books, period: DigestPeriod) -> Look {
    Look {
        from: books.midnight(period.first_on()),
        until: books.midnight(period.next_on()),
        first_on: period.first_on(),
        next_on: period.next_on(),
    }
}

/// The instants at which one pass over the ledger looks up.
struct Pass {
    period: DigestPeriod,
    ahead: Ahead,
    weeks: Vec<DigestPeriod>,
    /// All periods that are counted, by their end, the period itself last.
    stops: Vec<DigestPeriod>,
}

impl Pass {
    fn of(rulebook: &Rulebook, period: DigestPeriod) -> Result<Pass> {
        let ahead = Ahead::of(rulebook)?;
        let weeks = period.weeks_until_end(ahead.weeks);
        let mut stops: Vec<DigestPeriod> = weeks.iter().copied().chain(period.compared_with()).collect();
        stops.retain(|stop| *stop != period);
        stops.sort_by_key(|stop| (stop.last_on(), stop.kind()));
        stops.dedup();
        stops.push(period);
        Ok(Pass {
            period,
            ahead,
            weeks,
            stops,
        })
    }

    async fn run(&self, work: &mut Work, house: &House, books: &Books) -> Result<Drafts> {
        let looks: Vec<Look> = self.stops.iter().map(|stop| look(books, *stop)).collect();
        let instants: Vec<DateTime<Utc>> = looks.iter().map(|look| look.until).collect();
        let mut counted: BTreeMap<DigestPeriod, Tallies> = BTreeMap::new();
        let mut begun = BTreeSet::new();
        let mut clues_before = Vec::new();
        let (mut drafts, against) = (None, self.period.compared_with());
        replay(work, house, &instants, |place, scene| {
            let (stop, look) = (self.stops[place], &looks[place]);
            counted.insert(stop, tally(scene, look)?);
            begun.extend((scene.head.0 > 0).then_some(stop));
            if against == Some(stop) {
                clues_before = clues(scene, look)?;
            }
            if stop == self.period {
                drafts = Some(self.draft(house, books, scene, look)?);
            }
            Ok(())
        })
        .await?;
        let mut drafts = drafts.context("the ledger was not read to the period's end")?;
        let of = |stop: &DigestPeriod| counted.get(stop).cloned().unwrap_or_default();
        drafts.now = of(&self.period);
        drafts.before = against.as_ref().map(of).unwrap_or_default();
        let weeks = self.weeks.iter().filter(|week| begun.contains(week));
        drafts.weeks = weeks.map(|week| (*week, of(week))).collect();
        drafts.compared = against.is_some_and(|stop| begun.contains(&stop));
        drafts.clues.1 = clues_before;
        let mut units: Vec<Unit> = work.all().await?;
        units.retain(|unit| !drafts.units.contains_key(&unit.id));
        drafts.later = units.into_iter().map(|unit| (unit.id, unit)).collect();
        let issue = work.find_issue(house.office.id, &self.period.key()).await?;
        drafts.issue = issue.map(|issue| issue.number);
        drafts.rank();
        Ok(drafts)
    }

    fn draft(&self, house: &House, books: &Books, scene: &Scene, look: &Look) -> Result<Drafts> {
        Ok(Drafts {
            period: self.period,
            ended_at: look.until,
            office: scene.office.clone().unwrap_or_else(|| house.office.name.clone()),
            issue: None,
            ahead: self.ahead,
            now: Tallies::new(),
            before: Tallies::new(),
            compared: false,
            weeks: Vec::new(),
            lines: list(scene, look, |day| books.midnight(day))?,
            clues: (clues(scene, look)?, Vec::new()),
            units: scene.units.clone(),
            later: BTreeMap::new(),
            inspections: scene.inspections.clone(),
            completion: Vec::new(),
            on_time: Vec::new(),
            papers: scene.drafted.values().copied().collect(),
            head: scene.head.clone(),
        })
    }
}

impl Drafts {
    /// Figures by unit, of what each owes.
    pub(super) fn by_unit(tallies: &Tallies) -> BTreeMap<UnitId, Tally> {
        let mut units: BTreeMap<UnitId, Tally> = BTreeMap::new();
        let owed = tallies.iter().filter(|(place, _)| place.owed && !place.inner);
        for (place, tally) in owed {
            *units.entry(place.unit).or_default() += tally;
        }
        units
    }

    fn rank(&mut self) {
        let units = Self::by_unit(&self.now);
        let completion = |tally: &Tally| tally.of(Group::Finding).states.completion();
        let on_time = |tally: &Tally| tally.of(Group::Unit).ever.rate();
        self.completion = rank(
            units
                .iter()
                .filter_map(|(unit, tally)| Some((*unit, completion(tally)?))),
        );
        self.on_time = rank(
            units
                .iter()
                .filter_map(|(unit, tally)| Some((*unit, on_time(tally)?))),
        );
    }
}
