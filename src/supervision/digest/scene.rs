//! What the ledger said by an instant: its images laid over each other up to there, in one pass.

use crate::domain::answer::Reply;
use crate::domain::clue::Clue;
use crate::domain::contact::{Office, Person, Unit};
use crate::domain::digest::Movement;
use crate::domain::finding::{Finding, Measure};
use crate::domain::ids::{ClueId, EventId, InspectionId, MatterId, MoveId, PaperId, PersonId, UnitId};
use crate::domain::inspection::{Event, Inspection};
use crate::domain::ledger::Entry;
use crate::domain::matter::Matter;
use crate::domain::moves::{Move, MoveKind};
use crate::domain::rulebook::{Rule, Rulebook};
use crate::domain::rung::Rung;
use crate::domain::supervision_paper::{Paper, PaperState};
use crate::store::{Subject, Work};
use crate::supervision::house::House;
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Entries read at once.
const BATCH: i64 = 1_000;

/// What stands in the ledger so far, as far as a digest counts it.
#[derive(Default)]
pub struct Scene {
    /// Matters as they stand.
    pub matters: BTreeMap<MatterId, Matter>,
    /// Those of findings.
    pub findings: BTreeSet<MatterId>,
    /// Those of measures.
    pub measures: BTreeSet<MatterId>,
    /// Units.
    pub units: BTreeMap<UnitId, Unit>,
    /// Inspections.
    pub inspections: BTreeMap<InspectionId, Inspection>,
    /// When matters came, as the ledger's order has it.
    opened: BTreeMap<MatterId, DateTime<Utc>>,
    /// Clues, with when they came.
    pub clues: BTreeMap<ClueId, (DateTime<Utc>, Clue)>,
    /// Papers that wait for 签发, with the unit that they are for.
    pub drafted: BTreeMap<PaperId, UnitId>,
    /// The office's name.
    pub office: Option<String>,
    /// Number and hash of the last entry.
    pub head: (i64, String),
    events: BTreeMap<EventId, ClueId>,
    at: DateTime<Utc>,
    moves: BTreeMap<MoveId, (DateTime<Utc>, Move)>,
    undone: BTreeSet<MoveId>,
    ends: Vec<(DateTime<Utc>, MatterId)>,
    spoken: HashMap<MatterId, Vec<Reply>>,
    served: HashMap<PersonId, UnitId>,
    rungs: HashMap<MatterId, Rung>,
    rulebooks: HashMap<String, Arc<Rulebook>>,
}

/// Replays the ledger once and shows it as it stood at each of some instants, in rising order: whatever stands before
/// the first entry that was made at the instant or later. The ledger is only ever appended to, so what is shown for an
/// instant that is over never changes.
///
/// # Errors
/// When the database cannot be read, or what `show` ends with.
pub async fn replay(
    work: &mut Work,
    house: &House,
    instants: &[DateTime<Utc>],
    mut show: impl FnMut(usize, &Scene) -> Result<()>,
) -> Result<()> {
    let (mut scene, mut shown) = (Scene::default(), 0);
    loop {
        let lines = work.ledger_after(scene.head.0, BATCH).await?;
        if lines.is_empty() || shown == instants.len() {
            break;
        }
        for line in lines {
            while instants.get(shown).is_some_and(|until| *until <= line.entry.at) {
                show(shown, &scene)?;
                shown += 1;
            }
            scene.take(&line.entry)?;
            scene.head = (line.entry.seq, line.hash);
            scene.read_rulebook(work, house, line.entry.matter_id).await?;
        }
    }
    (shown..instants.len()).try_for_each(|place| show(place, &scene))
}

impl Scene {
    /// Two at once may enter what they did in another order than they did it: what stands behind an entry came no
    /// earlier, so that nothing falls between two periods.
    fn take(&mut self, entry: &Entry) -> Result<()> {
        self.at = self.at.max(entry.at);
        let Some(image) = entry.after.as_deref() else {
            return Ok(());
        };
        match entry.subject.as_str() {
            Matter::TABLE => self.take_matter(read(image)?),
            Move::TABLE => self.take_move(read(image)?),
            Finding::TABLE => drop(self.findings.insert(read::<Finding>(image)?.matter_id)),
            Measure::TABLE => drop(self.measures.insert(read::<Measure>(image)?.matter_id)),
            Person::TABLE => {
                let person: Person = read(image)?;
                self.served.insert(person.id, person.unit_id);
            }
            Office::TABLE => self.office = Some(read::<Office>(image)?.name),
            Unit::TABLE => {
                let unit: Unit = read(image)?;
                self.units.insert(unit.id, unit);
            }
            Inspection::TABLE => {
                let inspection: Inspection = read(image)?;
                self.inspections.insert(inspection.id, inspection);
            }
            Clue::TABLE => {
                let clue: Clue = read(image)?;
                let since = self.clues.get(&clue.id).map_or(self.at, |(since, _)| *since);
                self.clues.insert(clue.id, (since, clue));
            }
            Event::TABLE => {
                let event: Event = read(image)?;
                self.events.extend(event.clue_id.map(|clue| (event.id, clue)));
            }
            Reply::TABLE => {
                let reply: Reply = read(image)?;
                self.spoken.entry(reply.matter_id).or_default().push(reply);
            }
            Rung::TABLE => {
                let rung: Rung = read(image)?;
                self.rungs.insert(rung.matter_id, rung);
            }
            Paper::TABLE => {
                let paper: Paper = read(image)?;
                match paper.state {
                    PaperState::Drafted => self.drafted.insert(paper.id, paper.unit_id),
                    _ => self.drafted.remove(&paper.id),
                };
            }
            _ => {}
        }
        Ok(())
    }

    /// An end that is open again in the same cycle was a mistake; a reopening begins another cycle, and the end stays
    /// what it was.
    fn take_matter(&mut self, matter: Matter) {
        let at = self.at;
        self.opened.entry(matter.id).or_insert(at);
        let before = self.matters.get(&matter.id);
        let was_open = before.is_none_or(Matter::is_open);
        let same_cycle = before.is_some_and(|before| before.cycle == matter.cycle);
        if was_open && !matter.is_open() {
            self.ends.push((at, matter.id));
        } else if !was_open
            && matter.is_open()
            && same_cycle
            && let Some(last) = self.ends.iter().rposition(|(_, id)| *id == matter.id)
        {
            self.ends.remove(last);
        }
        self.matters.insert(matter.id, matter);
    }

    fn take_move(&mut self, made: Move) {
        self.undone.extend(made.undoes);
        self.moves.insert(made.id, (self.at, made));
    }

    async fn read_rulebook(&mut self, work: &mut Work, house: &House, matter: Option<i64>) -> Result<()> {
        let version = matter
            .and_then(|id| self.matters.get(&MatterId(id)))
            .map(|matter| &matter.rulebook);
        if let Some(version) = version
            .filter(|version| !self.rulebooks.contains_key(*version))
            .cloned()
        {
            let rulebook = house.rulebook(work, &version).await?;
            self.rulebooks.insert(version, rulebook);
        }
        Ok(())
    }

    /// A unit's name that may leave.
    pub fn unit_name(&self, id: UnitId) -> String {
        let unit = self.units.get(&id);
        unit.map_or_else(String::new, |unit| unit.outward_name().to_owned())
    }

    /// A matter's rulebook, and its rule there.
    ///
    /// # Errors
    /// When the rulebook lacks it.
    pub fn rule(&self, matter: &Matter) -> Result<(&Rulebook, &Rule)> {
        let rulebook = self.rulebooks.get(&matter.rulebook);
        let found = rulebook.and_then(|rulebook| Some((rulebook.as_ref(), rulebook.rule(&matter.rule)?)));
        found.with_context(|| format!("rulebook {} has no rule {}", matter.rulebook, matter.rule))
    }

    /// What happened, to which matter and when; what was taken back did not.
    pub fn movements(&self) -> impl Iterator<Item = (DateTime<Utc>, MatterId, Movement)> {
        let opened = self.opened.iter().map(|(id, at)| (*at, *id, Movement::Opened));
        let ends = self.ends.iter().map(|(at, id)| (*at, *id, Movement::Closed));
        let moves = self.moves.values();
        let moves = moves.filter(|(_, made)| !self.undone.contains(&made.id));
        let moves = moves.filter_map(|(at, made)| Some((*at, made.matter_id, Movement::of(made.kind)?)));
        opened.chain(ends).chain(moves)
    }

    /// The matters for which something came in that was asked of a clue.
    pub fn fed_back(&self) -> BTreeSet<MatterId> {
        let came = |made: &&Move| {
            matches!(made.kind, MoveKind::Received | MoveKind::Concluded) && !self.undone.contains(&made.id)
        };
        let moves = self.moves.values().map(|(_, made)| made);
        moves.filter(came).map(|made| made.matter_id).collect()
    }

    /// The clue that a matter is about.
    pub fn clue_of(&self, matter: &Matter) -> Option<ClueId> {
        matter.event_id.and_then(|event| self.events.get(&event)).copied()
    }

    /// The rung on which an overdue matter stands, climbed in its present cycle and for its present day.
    pub fn rung(&self, matter: &Matter) -> Option<&Rung> {
        let stands = |rung: &&Rung| rung.cycle == matter.cycle && rung.due_revision == matter.due_revision;
        self.rungs.get(&matter.id).filter(stands)
    }

    /// Whether those whose duty a matter is have said anything of it since an instant that would hold its ladder; not
    /// the leaders above them to whom it has climbed.
    pub fn is_answered_since(&self, matter: &Matter, rule: &Rule, since: DateTime<Utc>) -> bool {
        let theirs =
            |reply: &Reply| !rule.is_a_units() || self.served.get(&reply.person_id) == Some(&matter.unit_id);
        let replies = self.spoken.get(&matter.id).into_iter().flatten();
        replies
            .filter(|reply| reply.cycle == matter.cycle && reply.answered_at >= since)
            .any(|reply| reply.said.holds_the_ladder() && theirs(reply))
    }
}

fn read<T: DeserializeOwned>(image: &str) -> Result<T> {
    serde_json::from_str(image).context("an image in the ledger")
}
