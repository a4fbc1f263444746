//! What is counted. Findings, measures and the three clocks are counted apart and never meet in one rate.

use super::rate::Rate;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::moves::MoveKind;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// What is counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// 反馈问题.
    Finding,
    /// 整改措施.
    Measure,
    /// Whatever else runs on the clock of an item: the checks of what goes on (长期坚持).
    Check,
    /// A unit's own deadlines: plan, reports, publication.
    Unit,
    /// Deadlines of organs that received something, and of the office.
    Organ,
}

impl Group {
    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            Group::Finding => "finding",
            Group::Measure => "measure",
            Group::Check => "check",
            Group::Unit => "unit",
            Group::Organ => "organ",
        }
    }
}

/// A period as a tally sees it, with the instants between which something was recorded in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Its first instant.
    pub from: DateTime<Utc>,
    /// The first instant after it.
    pub until: DateTime<Utc>,
    /// Its first day.
    pub first_on: NaiveDate,
    /// The first day after it, as of which things are overdue.
    pub next_on: NaiveDate,
}

impl Look {
    /// Whether something was recorded in it.
    pub fn holds(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && at < self.until
    }
}

/// 总体: how many stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct States {
    /// All but what was withdrawn.
    pub total: i64,
    /// 未启动.
    pub not_started: i64,
    /// 整改中.
    pub in_progress: i64,
    /// 基本完成: not done, and shown apart.
    pub mostly_completed: i64,
    /// 已销号, 已办结.
    pub closed: i64,
    /// 长期坚持: counts as done.
    pub standing: i64,
    /// Open past the day; counted in its state as well.
    pub overdue: i64,
}

impl States {
    /// 完成率: (已销号 + 长期坚持) / all.
    pub fn completion(&self) -> Option<Rate> {
        Rate::of(self.closed + self.standing, self.total)
    }

    /// What is not done.
    pub fn open(&self) -> i64 {
        self.total - self.closed - self.standing
    }

    fn count(&mut self, matter: &Matter, today: NaiveDate) {
        self.total += 1;
        *match matter.state {
            MatterState::NotStarted | MatterState::Acknowledged => &mut self.not_started,
            MatterState::MostlyCompleted => &mut self.mostly_completed,
            MatterState::Standing => &mut self.standing,
            MatterState::Completed | MatterState::ClosedOut => &mut self.closed,
            _ => &mut self.in_progress,
        } += 1;
        self.overdue += i64::from(matter.is_overdue(today));
    }
}

impl AddAssign for States {
    fn add_assign(&mut self, other: States) {
        self.total += other.total;
        self.not_started += other.not_started;
        self.in_progress += other.in_progress;
        self.mostly_completed += other.mostly_completed;
        self.closed += other.closed;
        self.standing += other.standing;
        self.overdue += other.overdue;
    }
}

/// What moves a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// 新增.
    Opened,
    /// 申请销号.
    Applied,
    /// 销号, 办结.
    Closed,
    /// 退回.
    Returned,
    /// 延期批准.
    Extended,
    /// 重启.
    Reopened,
}

impl Movement {
    /// What a move of the office counts as; none where the end of the matter says it.
    pub fn of(kind: MoveKind) -> Option<Movement> {
        match kind {
            MoveKind::Applied => Some(Movement::Applied),
            MoveKind::Returned => Some(Movement::Returned),
            MoveKind::Extended => Some(Movement::Extended),
            MoveKind::Reopened => Some(Movement::Reopened),
            _ => None,
        }
    }
}

/// 本期: how often something was recorded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Movements {
    /// 新增.
    pub opened: i64,
    /// 申请销号.
    pub applied: i64,
    /// 销号, 办结.
    pub closed: i64,
    /// 退回.
    pub returned: i64,
    /// 延期批准.
    pub extended: i64,
    /// 重启.
    pub reopened: i64,
}

impl Movements {
    fn count(&mut self, movement: Movement) {
        *match movement {
            Movement::Opened => &mut self.opened,
            Movement::Applied => &mut self.applied,
            Movement::Closed => &mut self.closed,
            Movement::Returned => &mut self.returned,
            Movement::Extended => &mut self.extended,
            Movement::Reopened => &mut self.reopened,
        } += 1;
    }
}

impl AddAssign for Movements {
    fn add_assign(&mut self, other: Movements) {
        self.opened += other.opened;
        self.applied += other.applied;
        self.closed += other.closed;
        self.returned += other.returned;
        self.extended += other.extended;
        self.reopened += other.reopened;
    }
}

/// 报送情况 of what was due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Timeliness {
    /// Came by its day.
    pub on_time: i64,
    /// Came after it.
    pub late: i64,
    /// Has not come.
    pub missing: i64,
}

impl Timeliness {
    /// 按期率.
    pub fn rate(&self) -> Option<Rate> {
        Rate::of(self.on_time, self.on_time + self.late + self.missing)
    }

    fn count(&mut self, matter: &Matter, today: NaiveDate) {
        let has_come = matter.received_on.or(matter.ended_on).is_some();
        match matter.was_on_time(today) {
            Some(true) => self.on_time += 1,
            Some(false) if has_come => self.late += 1,
            Some(false) => self.missing += 1,
            None => {}
        }
    }
}

impl AddAssign for Timeliness {
    fn add_assign(&mut self, other: Timeliness) {
        self.on_time += other.on_time;
        self.late += other.late;
        self.missing += other.missing;
    }
}

/// The figures of one group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct GroupTally {
    /// At the end.
    pub states: States,
    /// In the period.
    pub movements: Movements,
    /// Of what was due in the period.
    pub due: Timeliness,
    /// Of all that was due by its end.
    pub ever: Timeliness,
}

impl AddAssign for GroupTally {
    fn add_assign(&mut self, other: GroupTally) {
        self.states += other.states;
        self.movements += other.movements;
        self.due += other.due;
        self.ever += other.ever;
    }
}

/// All figures of a period, by group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    groups: BTreeMap<Group, GroupTally>,
}

impl Tally {
    /// Of one group; zeros where there is nothing.
    pub fn of(&self, group: Group) -> GroupTally {
        self.groups.get(&group).copied().unwrap_or_default()
    }

    /// Counts a matter as it stood at the end; what was withdrawn counts nowhere.
    pub fn count(&mut self, group: Group, matter: &Matter, look: &Look) {
        if matter.state == MatterState::Withdrawn {
            return;
        }
        let tally = self.groups.entry(group).or_default();
        tally.states.count(matter, look.next_on);
        let Some(due_on) = matter.due_on.filter(|due| *due < look.next_on) else {
            return;
        };
        tally.ever.count(matter, look.next_on);
        if due_on >= look.first_on {
            tally.due.count(matter, look.next_on);
        }
    }

    /// Counts what happened to a matter of a group in the period.
    pub fn moved(&mut self, group: Group, movement: Movement) {
        self.groups.entry(group).or_default().movements.count(movement);
    }
}

impl AddAssign<&Tally> for Tally {
    fn add_assign(&mut self, other: &Tally) {
        for (group, tally) in &other.groups {
            *self.groups.entry(*group).or_default() += *tally;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::States;

    /// 昆明某区: 697 findings, 688 done, 4 基本完成, 5 not.
    #[test]
    fn the_published_rate_comes_out() {
        let states = States {
            total: 697,
            not_started: 2,
            in_progress: 3,
            mostly_completed: 4,
            closed: 680,
            standing: 8,
            overdue: 5,
        };
        let rate = states.completion().map(|rate| rate.to_string());
        assert_eq!(rate.as_deref(), Some("98.71%"));
        assert_eq!(states.open(), 9);
    }
}
