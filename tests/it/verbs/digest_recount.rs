//! A slow recount of a digest: the tables as they stand, one question at a time, and the rulebook as its file has it.

use crate::support::office::Office;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Asia::Shanghai;
use huiyin::domain::clue::Clue;
use huiyin::domain::digest::DigestPeriod;
use huiyin::domain::finding::{Finding, Measure};
use huiyin::domain::ids::{MatterId, UnitId};
use huiyin::domain::inspection::Event;
use huiyin::domain::matter::{Matter, MatterState};
use huiyin::domain::moves::{Move, MoveKind};

/// In the order in which they are shown.
pub const GROUPS: [&str; 5] = ["finding", "measure", "check", "unit", "organ"];

/// A group as people would count it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub group: String,
    /// All, 未启动, 整改中, 基本完成, 长期坚持, 已销号, 逾期.
    pub states: [i64; 7],
    /// 新增, 申请, 销号, 退回, 延期, 重启.
    pub movements: [i64; 6],
    /// 按期, 迟报, 未报 of what was due in the period.
    pub due: [i64; 3],
    /// 完成率 of findings, 累计按期率 of reports.
    pub rate: Option<String>,
}

impl Count {
    /// Open, overdue, closed.
    pub fn trend(&self) -> [i64; 3] {
        let [total, .., standing, closed, overdue] = self.states;
        [total - standing - closed, overdue, standing + closed]
    }
}

/// What has ended by now.
pub async fn ended(office: &Office) -> Vec<MatterId> {
    let matters: Vec<Matter> = office.reads().await.all().await.unwrap();
    matters
        .iter()
        .filter(|it| !it.is_open())
        .map(|it| it.id)
        .collect()
}

/// So many of so many, in percent with two decimals, rounded half up.
pub fn percent(part: i64, of: i64) -> Option<String> {
    let hundredths = (part * 10_000 * 2 + of).checked_div(of * 2)?;
    Some(format!("{}.{:02}%", hundredths / 100, hundredths % 100))
}

pub fn midnight(on: NaiveDate) -> DateTime<Utc> {
    let local = on.and_time(NaiveTime::MIN);
    Shanghai.from_local_datetime(&local).unwrap().to_utc()
}

/// The tables at the end of a period, for the whole office or one unit.
pub struct Tables {
    pub matters: Vec<Matter>,
    pub measures: Vec<Measure>,
    pub clues: Vec<Clue>,
    pub events: Vec<Event>,
    pub moves: Vec<Move>,
    /// The first day, and the first after the period.
    pub days: (NaiveDate, NaiveDate),
    findings: Vec<Finding>,
    rulebook: toml::Table,
}

impl Tables {
    pub async fn read(office: &Office, period: DigestPeriod, unit: Option<UnitId>) -> Tables {
        let mut work = office.reads().await;
        let mut matters: Vec<Matter> = work.all().await.unwrap();
        matters.retain(|it| it.state != MatterState::Withdrawn);
        let rulebook = std::fs::read_to_string("config/rulebook/default.toml").unwrap();
        let mut tables = Tables {
            matters,
            findings: work.all().await.unwrap(),
            measures: work.all().await.unwrap(),
            clues: work.all().await.unwrap(),
            events: work.all().await.unwrap(),
            moves: work.all().await.unwrap(),
            days: (period.first_on(), period.last_on() + Days::new(1)),
            rulebook: rulebook.parse().unwrap(),
        };
        // A unit reads of what it owes itself.
        if let Some(unit) = unit {
            let own = |it: &&Matter| it.unit_id == unit && tables.is_a_units(it);
            tables.matters = tables.matters.iter().filter(own).cloned().collect();
        }
        tables
    }

    fn rows(&self, list: &str) -> impl Iterator<Item = &toml::Table> {
        let rows = self.rulebook[list].as_array().unwrap();
        rows.iter().map(|row| row.as_table().unwrap())
    }

    fn rule(&self, matter: &Matter, field: &str) -> &str {
        let rule = self
            .rows("rule")
            .find(|rule| rule["code"].as_str() == Some(&matter.rule.0));
        rule.unwrap()[field].as_str().unwrap()
    }

    /// Who is asked first.
    pub fn first_role(&self, matter: &Matter) -> &str {
        let rule = self
            .rows("rule")
            .find(|rule| rule["code"].as_str() == Some(&matter.rule.0));
        rule.unwrap()["to"][0].as_str().unwrap()
    }

    /// Whether those of a unit are asked first.
    pub fn is_a_units(&self, matter: &Matter) -> bool {
        [
            "handler",
            "liaison",
            "supervising_leader",
            "principal",
            "unit_office",
            "clue_custodian",
        ]
        .contains(&self.first_role(matter))
    }

    pub fn clue_of(&self, matter: &Matter) -> Option<&Clue> {
        let event = self
            .events
            .iter()
            .find(|event| Some(event.id) == matter.event_id)?;
        self.clues.iter().find(|clue| Some(clue.id) == event.clue_id)
    }

    /// What it counts as; none for steps, and for what is done about a clue.
    pub fn group_of(&self, matter: &Matter) -> Option<&'static str> {
        if self.rule(matter, "ends") == "decision" || self.clue_of(matter).is_some() {
            return None;
        }
        if self.findings.iter().any(|it| it.matter_id == matter.id) {
            return Some("finding");
        }
        if self.measures.iter().any(|it| it.matter_id == matter.id) {
            return Some("measure");
        }
        Some(match self.rule(matter, "clock") {
            "item" => "check",
            "unit" => "unit",
            _ => "organ",
        })
    }

    /// Whether a mail may name it, by the first row of the disclosure table that fits.
    pub fn is_named(&self, matter: &Matter) -> bool {
        let fits = |row: &toml::Table| {
            let holds = |key: &str, value: &str| row.get(key).is_none_or(|it| it.as_str() == Some(value));
            holds("rule", &matter.rule.0)
                && holds("register", self.rule(matter, "register"))
                && holds("secrecy", self.rule(matter, "secrecy"))
                && holds("channel", "mail")
        };
        let row = self.rows("disclosure").find(|row| fits(row)).unwrap();
        ["full", "neutral"].contains(&row["out"].as_str().unwrap())
    }

    pub fn within(&self, at: DateTime<Utc>) -> bool {
        midnight(self.days.0) <= at && at < midnight(self.days.1)
    }

    /// Days left on the first day after the period.
    pub fn left(&self, matter: &Matter) -> Option<i64> {
        let due = matter
            .counts_from_on
            .or(matter.due_on)
            .filter(|_| matter.due_on.is_some())?;
        Some((due - self.days.1).num_days())
    }

    pub fn is_overdue(&self, matter: &Matter) -> bool {
        matter.is_open() && self.left(matter).is_some_and(|left| left < 0)
    }

    /// Of a unit or of all that is here; on time, and all that was due by the period's end.
    pub fn on_time(&self, of: &dyn Fn(&Matter) -> bool) -> (i64, i64) {
        let due = self
            .matters
            .iter()
            .filter(|it| of(it) && it.due_on.is_some_and(|due| due < self.days.1));
        let on_time = due
            .clone()
            .filter(|it| it.received_on.or(it.ended_on) <= it.due_on && came(it));
        (on_time.count() as i64, due.count() as i64)
    }

    /// `before`: what had ended before the period.
    pub fn counts(&self, before: &[MatterId]) -> Vec<Count> {
        GROUPS
            .into_iter()
            .map(|group| self.count(group, before))
            .collect()
    }

    fn count(&self, group: &str, before: &[MatterId]) -> Count {
        use MatterState::*;
        let is_own = |it: &Matter| self.group_of(it) == Some(group) && self.is_named(it);
        let own: Vec<&Matter> = self.matters.iter().filter(|it| is_own(it)).collect();
        let some = |wanted: &dyn Fn(&Matter) -> bool| own.iter().filter(|it| wanted(it)).count() as i64;
        let states = |wanted: &[MatterState]| some(&|it: &Matter| wanted.contains(&it.state));
        let stands = |made: &&Move| !self.moves.iter().any(|other| other.undoes == Some(made.id));
        let moved = |kind: MoveKind| {
            let made = self
                .moves
                .iter()
                .filter(|made| made.kind == kind && self.within(made.recorded_at));
            let of_own = made
                .filter(stands)
                .filter(|made| own.iter().any(|it| it.id == made.matter_id));
            of_own.count() as i64
        };
        let is_due = |it: &Matter| {
            it.due_on
                .is_some_and(|due| self.days.0 <= due && due < self.days.1)
        };
        let by_day = |it: &Matter| it.received_on.or(it.ended_on) <= it.due_on;
        let counts = [
            some(&|_| true),
            states(&[NotStarted, Acknowledged]),
            states(&[InProgress, UnderReview, Returned]),
            states(&[MostlyCompleted]),
            states(&[Standing]),
            states(&[Completed, ClosedOut]),
            some(&|it| self.is_overdue(it)),
        ];
        let (on_time, ever) = self.on_time(&is_own);
        Count {
            group: group.to_owned(),
            states: counts,
            movements: [
                some(&|it| self.within(it.opened_at)),
                moved(MoveKind::Applied),
                some(&|it| !it.is_open() && !before.contains(&it.id)),
                moved(MoveKind::Returned),
                moved(MoveKind::Extended),
                moved(MoveKind::Reopened),
            ],
            due: [
                some(&|it| is_due(it) && came(it) && by_day(it)),
                some(&|it| is_due(it) && came(it) && !by_day(it)),
                some(&|it| is_due(it) && !came(it)),
            ],
            rate: match group {
                "finding" => percent(counts[4] + counts[5], counts[0]),
                "unit" | "organ" => percent(on_time, ever),
                _ => None,
            },
        }
    }
}

/// Whether something has come of it.
fn came(matter: &Matter) -> bool {
    matter.received_on.or(matter.ended_on).is_some()
}
