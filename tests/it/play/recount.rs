//! What a week's mail must say to a reader, by a slow recount of the tables.

use crate::support::office::Office;
use crate::verbs::digest_recount::{Count, Tables, midnight, percent};
use chrono::Days;
use huiyin::domain::answer::{Reply, SaidKind};
use huiyin::domain::clue::Clue;
use huiyin::domain::contact::{Person, Unit};
use huiyin::domain::digest::DigestPeriod;
use huiyin::domain::ids::{MatterId, PersonId, UnitId};
use huiyin::domain::matter::{Matter, MatterState};
use huiyin::domain::moves::{Move, MoveKind};
use huiyin::domain::rung::Rung;
use huiyin::domain::supervision_paper::{Paper, PaperState};
use huiyin::store::LedgerLine;
use std::collections::BTreeMap;

/// Lines of a list in a mail.
const LISTED: usize = 15;
/// The office.
const OFFICE: &str = "市委巡察办";
/// Days ahead that are told.
const AHEAD: (i64, i64) = (7, 14);
const DONE: [MatterState; 3] = [
    MatterState::Completed,
    MatterState::ClosedOut,
    MatterState::Standing,
];

/// Words that hold the ladder: 收到, 整改中, 基本完成, 已完成, 继续办理.
const HOLDING: [SaidKind; 5] = [
    SaidKind::Acknowledged,
    SaidKind::Progress,
    SaidKind::MostlyCompleted,
    SaidKind::Completed,
    SaidKind::GoesOn,
];

/// An overdue matter: days, rung, how its line ends.
type Overdue = (i64, Option<String>, &'static str);

/// Everything that a mail says in figures.
pub struct Expected {
    /// By group.
    pub counts: Vec<Count>,
    overdue: BTreeMap<String, Overdue>,
    /// What must stand in the text as it is.
    parts: Vec<String>,
}

struct Recount {
    tables: Tables,
    units: BTreeMap<UnitId, Unit>,
    people: BTreeMap<PersonId, UnitId>,
    replies: Vec<Reply>,
    rungs: Vec<Rung>,
    papers: Vec<Paper>,
    ledger: Vec<LedgerLine>,
}

/// Counts at a week's end, for the whole office or a unit.
pub async fn expected(
    office: &Office,
    period: DigestPeriod,
    before: &[MatterId],
    unit: Option<UnitId>,
) -> Expected {
    let all = Tables::read(office, period, None).await;
    let mut work = office.reads().await;
    let units: Vec<Unit> = work.all().await.unwrap();
    let people: Vec<Person> = work.all().await.unwrap();
    let recount = Recount {
        people: people
            .into_iter()
            .map(|person| (person.id, person.unit_id))
            .collect(),
        tables: Tables::read(office, period, unit).await,
        units: units.into_iter().map(|unit| (unit.id, unit)).collect(),
        replies: work.all().await.unwrap(),
        rungs: work.all().await.unwrap(),
        papers: work.all().await.unwrap(),
        ledger: work.ledger_after(0, i64::MAX).await.unwrap(),
    };
    let head = recount.ledger.last().unwrap();
    let mut parts = vec![format!("（第 {} 条，{}）", head.entry.seq, &head.hash[..16])];
    parts.extend(recount.soon());
    parts.extend(recount.ranks(&all, unit, "完成率", completion));
    parts.extend(recount.ranks(&all, unit, "按期报送率", reported));
    if unit.is_none() {
        parts.extend([recount.inner(), recount.tasks(), recount.clues()]);
    }
    Expected {
        counts: recount.tables.counts(before),
        overdue: recount.overdue(),
        parts,
    }
}

fn completion(tables: &Tables, unit: UnitId) -> (i64, i64) {
    let own = tables
        .matters
        .iter()
        .filter(|it| it.unit_id == unit && tables.group_of(it) == Some("finding"));
    let done = own.clone().filter(|it| DONE.contains(&it.state));
    (done.count() as i64, own.count() as i64)
}

fn reported(tables: &Tables, unit: UnitId) -> (i64, i64) {
    tables.on_time(&|it| it.unit_id == unit && tables.group_of(it) == Some("unit") && tables.is_named(it))
}

fn waits(matter: &Matter) -> bool {
    matter.claimed_on.is_some() || matter.state == MatterState::UnderReview
}

impl Recount {
    fn listed(&self) -> impl Iterator<Item = &Matter> {
        let matters = self.tables.matters.iter();
        matters.filter(|it| it.is_open() && self.tables.group_of(it).is_some() && self.tables.is_named(it))
    }

    /// The office's name before what its own people are asked for, else the unit's.
    fn owner(&self, matter: &Matter) -> &str {
        let is_offices = [
            "office_clerk",
            "office_liaison",
            "office_director",
            "supervision_section",
        ]
        .contains(&self.tables.first_role(matter));
        if is_offices {
            OFFICE
        } else {
            self.units[&matter.unit_id].outward_name()
        }
    }

    fn soon(&self) -> Vec<String> {
        let mut owners: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
        for matter in self.listed() {
            let left = self.tables.left(matter);
            if let Some(left) = left.filter(|left| (0..AHEAD.1).contains(left)) {
                let counts = owners.entry(self.owner(matter)).or_default();
                counts.0 += i64::from(left < AHEAD.0);
                counts.1 += 1;
            }
        }
        let line = |(name, (soon, ahead))| {
            format!(
                "{name}：{} 天内 {soon} 项，{} 天内 {ahead} 项\n",
                AHEAD.0, AHEAD.1
            )
        };
        owners.into_iter().map(line).collect()
    }

    /// Places among all, of which a unit sees its own.
    fn ranks(
        &self,
        all: &Tables,
        unit: Option<UnitId>,
        title: &str,
        rate: fn(&Tables, UnitId) -> (i64, i64),
    ) -> Vec<String> {
        let rates = self.units.keys().filter_map(|unit| {
            let (part, of) = rate(all, *unit);
            Some((*unit, percent(part, of)?))
        });
        let rates: BTreeMap<UnitId, String> = rates.collect();
        let value = |rate: &String| rate.trim_end_matches('%').parse::<f64>().unwrap();
        let line = |(id, rate): (&UnitId, &String)| {
            let above = rates.values().filter(|other| value(other) > value(rate)).count();
            let alike = rates.values().filter(|other| value(other) == value(rate)).count();
            let tied = if alike > 1 { "（并列）" } else { "" };
            let (of, name) = (rates.len(), self.units[id].outward_name());
            format!("{title}　第 {} 位{tied}，共 {of} 家　{name}　{rate}\n", above + 1)
        };
        let shown = rates
            .iter()
            .filter(|(id, _)| unit.is_none_or(|unit| unit == **id));
        shown.map(line).collect()
    }

    /// What may be counted and not named.
    fn inner(&self) -> String {
        let matters = self.tables.matters.iter().filter(|it| !self.tables.is_named(it));
        let open = matters.filter(|it| self.tables.group_of(it).is_some() && it.is_open());
        let (open, overdue): (Vec<_>, Vec<_>) = (
            open.clone().collect(),
            open.filter(|it| self.tables.is_overdue(it)).collect(),
        );
        format!(
            "另有只计数、不列明的事项 {} 项，其中逾期 {} 项（不含内网移交事项）。",
            open.len(),
            overdue.len()
        )
    }

    fn tasks(&self) -> String {
        let waiting = self.listed().filter(|it| waits(it) && !it.silenced).count();
        let drafted = self
            .papers
            .iter()
            .filter(|it| it.state == PaperState::Drafted)
            .count();
        let overdue = self.overdue();
        let silent = overdue
            .values()
            .filter(|(_, _, answer)| *answer == "，未答复")
            .count();
        format!("待收件、待审核 {waiting} 项，待签发文书 {drafted} 份，逾期未答复 {silent} 项")
    }

    fn clues(&self) -> String {
        let of = |clue: &Clue| {
            let matters = self.tables.matters.iter();
            let own = matters.filter(|it| self.tables.clue_of(it).is_some_and(|of| of.id == clue.id));
            own.collect::<Vec<_>>()
        };
        let some = |wanted: &dyn Fn(&Clue) -> bool| self.tables.clues.iter().filter(|it| wanted(it)).count();
        let stands = |made: &&Move| {
            !self
                .tables
                .moves
                .iter()
                .any(|other| other.undoes == Some(made.id))
        };
        let came = [MoveKind::Received, MoveKind::Concluded];
        let has_come = |matter: &Matter| {
            let made = self
                .tables
                .moves
                .iter()
                .filter(|made| made.matter_id == matter.id);
            matter.rule.0 == "C-FEED" && made.filter(stands).any(|made| came.contains(&made.kind))
        };
        let entered = |clue: &Clue| {
            let mut own = self.ledger.iter().map(|line| &line.entry);
            let first = own.find(|it| it.subject == "clue" && it.subject_id == clue.id.0);
            first.unwrap().at
        };
        format!(
            "累计 {} 件，本期新增 {}，已反馈 {}，办结 {}，超期 {}",
            some(&|_| true),
            some(&|clue| self.tables.within(entered(clue))),
            some(&|clue| of(clue).iter().any(|it| has_come(it))),
            some(&|clue| clue.concluded_on.is_some()),
            some(&|clue| of(clue).iter().any(|it| self.tables.is_overdue(it))),
        )
    }

    /// Without the findings whose overdue measures are there.
    fn overdue(&self) -> BTreeMap<String, Overdue> {
        let overdue = self.listed().filter(|it| self.tables.is_overdue(it));
        let overdue = overdue.filter(|it| self.parts(it).all(|part| !self.tables.is_overdue(part)));
        let line = |it: &Matter| {
            let days = -self.tables.left(it).unwrap();
            let answer = match (waits(it), self.answered(it)) {
                (true, _) => "，已申报待核",
                (_, true) => "，已答复",
                _ => "，未答复",
            };
            let rung = self.rung(it).map(|rung| rung.step.clone());
            (it.code.clone(), (days, rung, answer))
        };
        overdue.map(line).collect()
    }

    /// A finding's open measures.
    fn parts(&self, finding: &Matter) -> impl Iterator<Item = &Matter> {
        let id = finding.id;
        let own = self
            .tables
            .matters
            .iter()
            .filter(move |it| it.parent_id == Some(id));
        own.filter(|it| it.is_open() && self.tables.group_of(it) == Some("measure"))
    }

    fn rung(&self, matter: &Matter) -> Option<&Rung> {
        let own = self.rungs.iter().filter(|rung| rung.matter_id == matter.id);
        let stands = |rung: &&Rung| rung.cycle == matter.cycle && rung.due_revision == matter.due_revision;
        own.filter(stands).max_by_key(|rung| rung.id.0)
    }

    /// Since its rung or else the day after its last; a finding by any of its measures.
    fn answered(&self, matter: &Matter) -> bool {
        let last = matter
            .due_on
            .map(|due| matter.counts_from_on.map_or(due, |from| from.max(due)));
        let since = self.rung(matter).map(|rung| rung.fired_at);
        let since = since.or(last.map(|last| midnight(last + Days::new(1))));
        let said = |reply: &Reply| {
            reply.matter_id == matter.id
                && reply.cycle == matter.cycle
                && since.is_some_and(|since| reply.answered_at >= since)
                && HOLDING.contains(&reply.said)
                && (!self.tables.is_a_units(matter) || self.people[&reply.person_id] == matter.unit_id)
        };
        let has_come = waits(matter) || matter.state == MatterState::Returned;
        has_come || self.replies.iter().any(said) || self.parts(matter).any(|it| self.answered(it))
    }
}

impl Expected {
    /// Whether a mail says so: its list of what is overdue, its subject, and what stands word for word.
    pub fn is_said_by(&self, subject: &str, text: &str) {
        assert!(
            subject.ends_with(&format!("：逾期 {} 项", self.overdue.len())),
            "{subject}: {text}"
        );
        for part in &self.parts {
            assert!(text.contains(part.as_str()), "{part} is not in {text}");
        }
        let listed: Vec<&str> = text.lines().filter(|line| line.contains("，已逾期 ")).collect();
        assert_eq!(listed.len(), self.overdue.len().min(LISTED), "{text}");
        let mut least = i64::MAX;
        for line in listed {
            let code = line.split(['　', ' ']).nth(1).unwrap();
            let (days, rung, answer) = &self.overdue[code];
            assert!(
                line.contains(&format!("，已逾期 {days} 天")),
                "{days} days: {line}"
            );
            let reached = rung.as_ref().map(|rung| format!("，已至 {rung}（"));
            assert_eq!(line.contains("，已至 "), reached.is_some(), "{rung:?}: {line}");
            assert!(
                reached.is_none_or(|reached| line.contains(&reached)),
                "{rung:?}: {line}"
            );
            assert!(line.ends_with(*answer), "{answer}: {line}");
            assert!(*days <= least, "the longest first: {text}");
            least = *days;
        }
    }
}
