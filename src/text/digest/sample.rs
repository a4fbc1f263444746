//! Digests to try templates on: a whole week, a quiet unit, a quarter with more than a letter shows.

use super::sheet::{
    DigestBar, DigestChange, DigestClues, DigestGroup, DigestLine, DigestRank, DigestRung, DigestScope,
    DigestSheet, DigestSoon, DigestTasks, DigestWeek, InnerCount,
};
use crate::domain::digest::{Movements, Rate, States, Timeliness};
use crate::text::sample::{day, overdue, soon};

pub(in crate::text) fn sheets() -> Vec<DigestSheet> {
    let week = week();
    let unit = DigestSheet {
        scope: DigestScope::Unit,
        name: Some("市住建局".into()),
        inner: None,
        clues: None,
        tasks: None,
        completion: vec![rank(2, true, "市住建局")],
        on_time: Vec::new(),
        ..week.clone()
    };
    let quiet = DigestSheet {
        scope: DigestScope::Team,
        name: Some("市委第一巡察组".into()),
        groups: Vec::new(),
        soon: Vec::new(),
        overdue: Vec::new(),
        bars: Vec::new(),
        completion: Vec::new(),
        compared: false,
        abridged: true,
        ..unit.clone()
    };
    let quarter = DigestSheet {
        kind: "quarter",
        key: "2026-Q3".into(),
        number: 3,
        first_on: day(7, 1),
        last_on: day(9, 30),
        next_on: day(10, 1),
        most: 1,
        ..week.clone()
    };
    vec![week, unit, quiet, quarter]
}

fn week() -> DigestSheet {
    DigestSheet {
        office: "市委巡察办".into(),
        scope: DigestScope::Whole,
        name: None,
        kind: "week",
        key: "2026-W39".into(),
        year: 2026,
        number: 39,
        first_on: day(9, 21),
        last_on: day(9, 27),
        next_on: day(9, 28),
        groups: vec![group("finding"), group("measure"), group("unit")],
        inner: Some(InnerCount { open: 2, overdue: 1 }),
        soon_days: 7,
        later_days: 14,
        soon: vec![DigestSoon {
            unit: "市住建局".into(),
            soon: vec![line(Some(-2), None)],
            later: Vec::new(),
        }],
        overdue: vec![line(Some(10), Some("T+7")), line(Some(3), None)],
        most: 15,
        clues: Some(DigestChange {
            now: clues(5),
            before: clues(4),
        }),
        completion: vec![
            rank(1, false, "市财政局"),
            rank(2, true, "市住建局"),
            rank(2, true, "市水利局"),
        ],
        on_time: vec![rank(1, false, "市住建局")],
        tasks: Some(DigestTasks {
            waiting: vec![line(Some(-2), None)],
            silent: 1,
            papers: 1,
        }),
        weeks: (28..40).map(|number| trend(number, i64::from(number))).collect(),
        bars: vec![bar("市住建局", 4), bar("市财政局", 9)],
        issue: Some(36),
        entries: 1_234,
        head: "3f5b1c0de9a7".into(),
        compared: true,
        abridged: false,
        overdue_by_parts: Vec::new(),
        rest: Vec::new(),
    }
}

fn trend(number: u32, count: i64) -> DigestWeek {
    DigestWeek {
        number,
        on: day(9, 27),
        open: 60 - count,
        overdue: count / 6,
        closed: count - 28,
    }
}

fn states(closed: i64) -> States {
    States {
        total: 13 + closed,
        not_started: 2,
        in_progress: 8,
        mostly_completed: 2,
        closed,
        standing: 1,
        overdue: 3,
    }
}

fn bar(unit: &str, closed: i64) -> DigestBar {
    DigestBar {
        unit: unit.into(),
        states: states(closed),
    }
}

fn group(key: &'static str) -> DigestGroup {
    let (now, before) = (states(9), states(7));
    let due = Timeliness {
        on_time: 4,
        late: 1,
        missing: 1,
    };
    let movements = Movements {
        opened: 3,
        applied: 2,
        closed: 2,
        returned: 1,
        extended: 1,
        reopened: 0,
    };
    DigestGroup {
        key,
        states: DigestChange { now, before },
        movements: DigestChange {
            now: movements,
            before: Movements::default(),
        },
        due: DigestChange {
            now: due,
            before: due,
        },
        completion: now.completion(),
        completion_change: now
            .completion()
            .zip(before.completion())
            .map(|(now, before)| now.change_on(before)),
        mostly: Rate::of(now.mostly_completed, now.total),
        on_time: due.rate(),
    }
}

fn line(days: Option<i64>, step: Option<&str>) -> DigestLine {
    let is_overdue = days.is_some_and(|days| days > 0);
    DigestLine {
        matter: if is_overdue {
            overdue().matter
        } else {
            soon().matter
        },
        owner: "市住建局".into(),
        rung: step.map(|step| DigestRung {
            step: step.into(),
            form: "supervise".into(),
            name: Some("督办单".into()).filter(|_| step != "T+1"),
        }),
        days,
        heard: if step.is_some() { "answered" } else { "silent" },
    }
}

fn rank(place: usize, tied: bool, unit: &str) -> DigestRank {
    DigestRank {
        place,
        of: 3,
        tied,
        rate: states(9).completion().expect("a sample has findings"),
        unit: unit.into(),
    }
}

fn clues(total: i64) -> DigestClues {
    DigestClues {
        total,
        opened: 1,
        fed_back: 3,
        concluded: 2,
        overdue: 0,
    }
}
