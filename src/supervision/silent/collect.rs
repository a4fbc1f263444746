//! Collecting: open, told, and overdue or told long ago, with no word since; and what is overdue of which nobody was
//! ever told.

use crate::domain::contact::{Person, Unit};
use crate::domain::disclosure::Shown;
use crate::domain::ids::UnitId;
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::notice::{Notice, NoticeState};
use crate::domain::rulebook::{ChannelKind, Ends, Register, RuleCode};
use crate::store::Work;
use crate::supervision::board::Names;
use crate::supervision::desk::open_matters;
use crate::supervision::house::{Books, House};
use crate::supervision::outward::{Disclosed, Seer};
use crate::supervision::schedule::Track;
use anyhow::Result;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The policy that says after how long silence is listed.
pub const POLICY: &str = "R-SILENT";
/// How people were told by telephone.
const PHONE: &str = "phone";

/// Everything that waits for a word; keys are stable for programs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SilentList {
    /// By unit, the worst first.
    pub units: Vec<SilentUnit>,
    /// Clues and whatever else may only be counted for the reader.
    pub counted: usize,
}

/// A unit's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SilentUnit {
    /// The name that may leave.
    pub unit: String,
    /// The worst first.
    pub matters: Vec<SilentMatter>,
}

/// A matter of which nobody has spoken since they were told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SilentMatter {
    /// Code.
    pub code: String,
    /// The name that may leave.
    pub kind: String,
    /// Due day.
    pub due_on: Option<NaiveDate>,
    /// First due day, where it is another.
    pub original_due_on: Option<NaiveDate>,
    /// Calendar days overdue; 0 where it is not.
    pub overdue: i64,
    /// The day on which people were told last, in the office's zone; none where nobody was ever told.
    pub told_on: Option<NaiveDate>,
    /// Days since.
    pub silent: Option<i64>,
    /// Who was told that day.
    pub told: Vec<String>,
    /// How: the kind of channel, or `phone`.
    pub via: Option<String>,
}

impl SilentList {
    /// How many matters it names.
    pub fn matters(&self) -> usize {
        self.units.iter().map(|unit| unit.matters.len()).sum()
    }

    /// Those among them that are overdue.
    pub fn overdue(&self) -> usize {
        let matters = self.units.iter().flat_map(|unit| &unit.matters);
        matters.filter(|matter| matter.overdue > 0).count()
    }

    /// Those among them of which nobody was ever told.
    pub fn untold(&self) -> usize {
        let matters = self.units.iter().flat_map(|unit| &unit.matters);
        matters.filter(|matter| matter.told_on.is_none()).count()
    }
}

/// Lists what is silent, as somebody may see it; nobody sees anything of a unit that they once served in (回避), and of
/// clues nobody but their custodian sees more than a number. `days`: silent so long, instead of the rulebook's.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_silent(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    days: Option<i64>,
) -> Result<SilentList> {
    let seer = match actor {
        Actor::Person(id) => {
            let person: Person = work.get(id).await?;
            Some(Seer::of(work, books, person).await?)
        }
        _ => None,
    };
    let (mut list, mut units) = (SilentList::default(), BTreeMap::<UnitId, SilentUnit>::new());
    for matter in open_matters(work).await? {
        let Some(told) = silence(work, house, books, &matter, days).await? else {
            continue;
        };
        match sight(work, house, books, seer.as_ref(), &matter).await? {
            Sight::Hidden => {}
            Sight::Counted => list.counted += 1,
            Sight::Named(kind) => {
                let line = line_of(work, books, &matter, kind, &told).await?;
                let unit: Unit = work.get(matter.unit_id).await?;
                let entry = units.entry(unit.id).or_insert_with(|| SilentUnit {
                    unit: unit.outward_name().to_owned(),
                    matters: Vec::new(),
                });
                entry.matters.push(line);
            }
        }
    }
    list.units = units.into_values().collect();
    for unit in &mut list.units {
        unit.matters.sort_by_key(|it| Reverse((it.overdue, it.silent)));
    }
    let worst = |unit: &SilentUnit| unit.matters.first().map(|it| (it.overdue, it.silent));
    list.units
        .sort_by_key(|unit| Reverse((worst(unit), unit.matters.len())));
    Ok(list)
}

/// The notices by which people were told last, where nobody has spoken since and it is time that somebody did; none of
/// what is overdue and was never told.
async fn silence(
    work: &mut Work,
    house: &House,
    books: &Books,
    matter: &Matter,
    days: Option<i64>,
) -> Result<Option<Vec<Notice>>> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let track = Track::of(matter, &rulebook)?;
    if matter.waits_for_review() || matter.is_silent() || track.rule.ends == Ends::Decision {
        return Ok(None);
    }
    let is_overdue = matter.days_left(books.today()).is_some_and(|left| left < 0);
    let replies = work.list_replies(matter.id).await?;
    let mut told = work.list_notices_of(matter.id).await?;
    told.retain(|notice| notice.cycle == matter.cycle && notice.state.is_told());
    let Some(last_at) = told.iter().filter_map(|notice| notice.told_at).max() else {
        let is_answered = replies.iter().any(|reply| reply.cycle == matter.cycle);
        // A finding speaks through its measures.
        let speaks = !track.timeline.quiet && matter.rule != rulebook.measures.finding;
        return Ok((is_overdue && speaks && !is_answered).then(Vec::new));
    };
    let told_on = day_of(books, last_at);
    let spoken = |at: DateTime<Utc>| day_of(books, at) >= told_on && at >= first_of(&told, books, told_on);
    if replies
        .iter()
        .any(|reply| reply.cycle == matter.cycle && spoken(reply.answered_at))
    {
        return Ok(None);
    }
    let policy = books.rulebook.policy(&RuleCode(POLICY.to_owned()));
    let long = match (days, policy.and_then(|policy| policy.at_least)) {
        (Some(days), _) => (books.today() - told_on).num_days() >= days,
        (None, Some(period)) => {
            let until = crate::domain::deadline::count(
                told_on,
                period,
                crate::domain::deadline::Roll::None,
                &books.calendar,
            )?;
            until.due_on <= books.today()
        }
        (None, None) => false,
    };
    told.retain(|notice| notice.told_at.is_some_and(|at| day_of(books, at) == told_on));
    Ok((is_overdue || long).then_some(told))
}

fn day_of(books: &Books, at: DateTime<Utc>) -> NaiveDate {
    books.local(at).date()
}

/// The first instant of a day at which somebody was told.
fn first_of(told: &[Notice], books: &Books, on: NaiveDate) -> DateTime<Utc> {
    let instants = told.iter().filter_map(|notice| notice.told_at);
    instants
        .filter(|at| day_of(books, *at) == on)
        .min()
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// What somebody sees of a matter.
enum Sight {
    /// Its code, and this name.
    Named(String),
    Counted,
    Hidden,
}

async fn sight(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: Option<&Seer>,
    matter: &Matter,
) -> Result<Sight> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let rule = Track::of(matter, &rulebook)?.rule;
    let is_clue = rule.register == Register::Clue || rule.ends == Ends::Coded;
    let disclosed = Disclosed::of(work, house, books, matter).await?;
    let shown = disclosed.shown(seer, ChannelKind::Chat)?;
    if let Some(seer) = seer
        && disclosed.is_avoided_by(seer)?
    {
        return Ok(Sight::Hidden);
    }
    Ok(match shown {
        Shown::Full(_) | Shown::Neutral(_) if !is_clue || seer.is_some() => {
            Sight::Named(rule.neutral.clone())
        }
        _ if is_clue => Sight::Counted,
        Shown::Counted => Sight::Counted,
        _ if seer.is_none() => Sight::Named(rule.neutral.clone()),
        _ => Sight::Hidden,
    })
}

async fn line_of(
    work: &mut Work,
    books: &Books,
    matter: &Matter,
    kind: String,
    told: &[Notice],
) -> Result<SilentMatter> {
    let mut names = Names::default();
    let mut people = Vec::new();
    for notice in told {
        let name = names.of(work, notice.person_id).await?;
        if !people.contains(&name) {
            people.push(name);
        }
    }
    let told_at = told.iter().filter_map(|notice| notice.told_at).max();
    let told_on = told_at.map(|at| day_of(books, at));
    let by_phone = told.iter().any(|notice| notice.state == NoticeState::Called);
    let channel = told.first().map_or(PHONE, |notice| notice.channel.as_str());
    Ok(SilentMatter {
        code: matter.code.clone(),
        kind,
        due_on: matter.due_on,
        original_due_on: matter
            .original_due_on
            .filter(|first| Some(*first) != matter.due_on),
        overdue: matter.days_left(books.today()).map_or(0, |left| (-left).max(0)),
        told_on,
        silent: told_on.map(|told_on| (books.today() - told_on).num_days()),
        told: people,
        via: told_on.map(|_| if by_phone { PHONE } else { channel }.to_owned()),
    })
}
