//! A slice's sheet: figures added up, lines chosen, nothing counted again.

use super::cells::Tallies;
use super::clues::ClueCount;
use super::draft::Drafts;
use super::lines::{Heard, Listed};
use super::slice::{Scope, Slice};
use crate::domain::digest::{DigestPeriod, Group, GroupTally, Movements, Ranked, Rate, Tally};
use crate::domain::ids::UnitId;
use crate::text::{
    DigestBar, DigestChange, DigestClues, DigestGroup, DigestLine, DigestRank, DigestScope, DigestSheet,
    DigestSoon, DigestTasks, DigestWeek, InnerCount,
};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// In the order in which they are shown.
const GROUPS: [Group; 5] = [
    Group::Finding,
    Group::Measure,
    Group::Check,
    Group::Unit,
    Group::Organ,
];

impl Drafts {
    /// What a slice's digest says.
    pub fn sheet(&self, slice: &Slice) -> DigestSheet {
        let period = self.period;
        let lines = self.lines_of(slice);
        let is_whole = matches!(slice.scope, Scope::Whole { .. });
        let sum = |tallies: &Tallies, inner| self.sum(slice, tallies, inner);
        let (now, before) = (sum(&self.now, false), sum(&self.before, false));
        DigestSheet {
            office: self.office.clone(),
            scope: match slice.scope {
                Scope::Whole { .. } => DigestScope::Whole,
                Scope::Unit(_) => DigestScope::Unit,
                Scope::Team(_) => DigestScope::Team,
            },
            name: self.name_of(slice),
            kind: period.kind().key(),
            key: period.key(),
            year: period.year(),
            number: period.number(),
            first_on: period.first_on(),
            last_on: period.last_on(),
            next_on: period.next_on(),
            groups: GROUPS
                .into_iter()
                .map(|group| group_of(group, now.of(group), before.of(group)))
                .collect(),
            inner: is_whole.then(|| inner_count(&sum(&self.now, true))),
            soon_days: self.ahead.soon,
            later_days: self.ahead.later,
            soon: self.soon(&lines),
            overdue: overdue(&lines, false),
            overdue_by_parts: overdue(&lines, true),
            most: self.ahead.lines,
            clues: is_whole.then(|| self.clues_of(slice)),
            completion: self.ranks(slice, &self.completion),
            on_time: self.ranks(slice, &self.on_time),
            tasks: matches!(slice.scope, Scope::Whole { to_act: true }).then(|| self.tasks(slice, &lines)),
            weeks: self
                .weeks
                .iter()
                .map(|(week, tallies)| week_of(*week, &sum(tallies, false)))
                .collect(),
            bars: self.bars(slice),
            issue: self.issue,
            entries: self.head.0,
            head: self.head.1.clone(),
            compared: self.compared,
            abridged: self.units.keys().any(|unit| self.avoids(slice, *unit)),
            rest: self.rest(&lines),
        }
    }

    fn name_of(&self, slice: &Slice) -> Option<String> {
        match slice.scope {
            Scope::Whole { .. } => None,
            Scope::Unit(id) | Scope::Team(id) => Some(self.unit_name(id)),
        }
    }

    fn unit_name(&self, id: UnitId) -> String {
        let unit = self.units.get(&id).or(self.later.get(&id));
        unit.map_or_else(String::new, |unit| unit.outward_name().to_owned())
    }

    fn sum(&self, slice: &Slice, tallies: &Tallies, inner: bool) -> Tally {
        let mut sum = Tally::default();
        for (place, tally) in tallies.iter().filter(|(place, _)| place.inner == inner) {
            if self.holds(slice, place) {
                sum += tally;
            }
        }
        sum
    }

    /// By code.
    fn lines_of(&self, slice: &Slice) -> Vec<&Listed> {
        let own = self.lines.iter().filter(|(place, _)| self.holds(slice, place));
        let mut lines: Vec<&Listed> = own.flat_map(|(_, listed)| listed).collect();
        lines.sort_by_key(|listed| listed.matter.code());
        lines
    }

    /// Units in the order of what comes first.
    fn soon(&self, lines: &[&Listed]) -> Vec<DigestSoon> {
        let ahead = lines
            .iter()
            .filter(|it| it.left.is_some_and(|left| (0..self.ahead.later).contains(&left)));
        let mut ahead: Vec<&&Listed> = ahead.collect();
        ahead.sort_by_key(|it| it.due_on);
        let mut units: Vec<DigestSoon> = Vec::new();
        for listed in ahead {
            let known = units.iter().position(|unit| unit.unit == listed.owner);
            let place = known.unwrap_or_else(|| {
                units.push(DigestSoon {
                    unit: listed.owner.clone(),
                    soon: Vec::new(),
                    later: Vec::new(),
                });
                units.len() - 1
            });
            let is_soon = listed.left.is_some_and(|left| left < self.ahead.soon);
            let unit = &mut units[place];
            let lines = if is_soon { &mut unit.soon } else { &mut unit.later };
            lines.push(line_of(listed));
        }
        units
    }

    /// What is open and neither overdue nor due soon.
    fn rest(&self, lines: &[&Listed]) -> Vec<DigestLine> {
        let is_ahead = |it: &Listed| it.left.is_some_and(|left| left < self.ahead.later);
        let rest = lines.iter().filter(|it| !is_overdue(it) && !is_ahead(it));
        rest.map(|it| line_of(it)).collect()
    }

    fn ranks(&self, slice: &Slice, ranks: &[Ranked<UnitId>]) -> Vec<DigestRank> {
        let own: Vec<UnitId> = self
            .now
            .keys()
            .filter(|place| self.holds(slice, place))
            .map(|it| it.unit)
            .collect();
        let shown = ranks.iter().filter(|rank| match slice.scope {
            Scope::Whole { .. } => !self.avoids(slice, rank.who),
            Scope::Unit(unit) => rank.who == unit && !self.avoids(slice, unit),
            Scope::Team(_) => own.contains(&rank.who),
        });
        let rank = |rank: &Ranked<UnitId>| DigestRank {
            place: rank.place,
            of: rank.of,
            tied: rank.tied,
            rate: rank.rate,
            unit: self.unit_name(rank.who),
        };
        shown.map(rank).collect()
    }

    fn tasks(&self, slice: &Slice, lines: &[&Listed]) -> DigestTasks {
        let waiting = lines.iter().filter(|it| it.heard == Heard::Report);
        let silent = lines
            .iter()
            .filter(|it| is_overdue(it) && !it.by_parts && it.heard == Heard::Nothing);
        let papers = self.papers.iter().filter(|unit| !self.avoids(slice, **unit));
        DigestTasks {
            waiting: waiting.map(|it| line_of(it)).collect(),
            silent: silent.count(),
            papers: papers.count(),
        }
    }

    fn clues_of(&self, slice: &Slice) -> DigestChange<DigestClues> {
        let is_avoided = |clue: &ClueCount| {
            clue.inspected
                .as_ref()
                .is_some_and(|it| slice.avoided.contains(it))
        };
        let sum = |clues: &[ClueCount]| {
            let own = clues
                .iter()
                .filter(|it| self.holds(slice, &it.place) && !is_avoided(it));
            own.fold(DigestClues::default(), |sum, it| sum + it.numbers)
        };
        DigestChange {
            now: sum(&self.clues.0),
            before: sum(&self.clues.1),
        }
    }

    /// Whether anything of a slice has changed in the period, what is only counted included.
    pub fn has_news(&self, slice: &Slice) -> bool {
        let is_whole = matches!(slice.scope, Scope::Whole { .. });
        let clues = self.clues_of(slice);
        let has_changed = |inner| {
            let (now, before) = (
                self.sum(slice, &self.now, inner),
                self.sum(slice, &self.before, inner),
            );
            GROUPS.into_iter().any(|group| {
                let (now, before) = (now.of(group), before.of(group));
                now.states != before.states || now.movements != Movements::default()
            })
        };
        has_changed(false) || is_whole && (has_changed(true) || clues.now != clues.before)
    }

    /// The most findings first.
    fn bars(&self, slice: &Slice) -> Vec<DigestBar> {
        let own = self
            .now
            .iter()
            .filter(|(place, _)| !place.inner && self.holds(slice, place));
        let own: Tallies = own.map(|(place, tally)| (*place, tally.clone())).collect();
        let units: BTreeMap<UnitId, Tally> = Drafts::by_unit(&own);
        let bar = |(id, tally): (UnitId, Tally)| DigestBar {
            unit: self.unit_name(id),
            states: tally.of(Group::Finding).states,
        };
        let mut bars: Vec<DigestBar> = units
            .into_iter()
            .map(bar)
            .filter(|bar| bar.states.total > 0)
            .collect();
        bars.sort_by_key(|bar| Reverse(bar.states.total));
        bars
    }
}

fn group_of(group: Group, now: GroupTally, before: GroupTally) -> DigestGroup {
    let is_finding = group == Group::Finding;
    let (completion, earlier) = (now.states.completion(), before.states.completion());
    DigestGroup {
        key: group.key(),
        states: DigestChange {
            now: now.states,
            before: before.states,
        },
        movements: DigestChange {
            now: now.movements,
            before: before.movements,
        },
        due: DigestChange {
            now: now.due,
            before: before.due,
        },
        completion: completion.filter(|_| is_finding),
        completion_change: completion
            .zip(earlier)
            .filter(|_| is_finding)
            .map(|(now, before)| now.change_on(before)),
        mostly: Rate::of(now.states.mostly_completed, now.states.total).filter(|_| is_finding),
        on_time: now
            .ever
            .rate()
            .filter(|_| group == Group::Unit || group == Group::Organ),
    }
}

fn inner_count(tally: &Tally) -> InnerCount {
    let states = || GROUPS.into_iter().map(|group| tally.of(group).states);
    InnerCount {
        open: states().map(|states| states.open()).sum(),
        overdue: states().map(|states| states.overdue).sum(),
    }
}

fn week_of(week: DigestPeriod, tally: &Tally) -> DigestWeek {
    let states = tally.of(Group::Finding).states;
    DigestWeek {
        number: week.number(),
        on: week.last_on(),
        open: states.open(),
        overdue: states.overdue,
        closed: states.closed + states.standing,
    }
}

fn is_overdue(listed: &Listed) -> bool {
    listed.left.is_some_and(|left| left < 0)
}

/// The longest first: what is overdue itself, or the findings whose overdue measures are there as well.
fn overdue(lines: &[&Listed], by_parts: bool) -> Vec<DigestLine> {
    let overdue = lines
        .iter()
        .filter(|it| is_overdue(it) && it.by_parts == by_parts);
    let mut overdue: Vec<&&Listed> = overdue.collect();
    overdue.sort_by_key(|it| it.left);
    overdue.into_iter().map(|it| line_of(it)).collect()
}

fn line_of(listed: &Listed) -> DigestLine {
    DigestLine {
        matter: listed.matter.clone(),
        owner: listed.owner.clone(),
        rung: listed.rung.clone(),
        days: listed.left.map(|left| -left),
        heard: listed.heard.key(),
    }
}
