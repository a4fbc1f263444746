//! Digests: their figures are those of a slow recount, and what is over stays as it was.

use super::closeout::{begun, confirmed};
use super::digest_recount::{Count, Tables, ended};
use super::random::{Happening, any_happening, happens};
use crate::support::database::{Backend, in_an_office};
use crate::support::office::{FINANCE, FINANCE_LEDGER, HOUSING, Office, at, day};
use chrono::Days;
use huiyin::domain::digest::{DigestPeriod, PeriodKind};
use huiyin::domain::ids::MatterId;
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::Matter;
use huiyin::domain::moves::{MoveKind, Via};
use huiyin::supervision::{
    DigestError, NewMove, Rendered, Scope, Slice, draft_digests, move_matter, reader_named,
};
use huiyin::text::DigestSheet;
use proptest::prelude::*;

const WHOLE: Scope = Scope::Whole { to_act: true };

fn week(key: &str) -> DigestPeriod {
    DigestPeriod::read(PeriodKind::Week, key).unwrap()
}

fn slice(scope: Scope) -> Slice {
    Slice {
        scope,
        avoided: Vec::new(),
    }
}

async fn sheet(office: &Office, period: DigestPeriod, scope: Scope) -> DigestSheet {
    draft_digests(&office.house, period)
        .await
        .unwrap()
        .sheet(&slice(scope))
}

async fn of_somebody(office: &Office, period: DigestPeriod, name: &str) -> Option<DigestSheet> {
    let slice = reader_named(&office.house, name).await.unwrap()?.slice;
    Some(draft_digests(&office.house, period).await.unwrap().sheet(&slice))
}

fn rendered(office: &Office, sheet: &DigestSheet) -> Rendered {
    Rendered::of(&office.house.texts, sheet).unwrap()
}

fn shown(sheet: &DigestSheet) -> Vec<Count> {
    let of = |group: &huiyin::text::DigestGroup| {
        let (s, m, d) = (group.states.now, group.movements.now, group.due.now);
        Count {
            group: group.key.to_owned(),
            states: [
                s.total,
                s.not_started,
                s.in_progress,
                s.mostly_completed,
                s.standing,
                s.closed,
                s.overdue,
            ],
            movements: [m.opened, m.applied, m.closed, m.returned, m.extended, m.reopened],
            due: [d.on_time, d.late, d.missing],
            rate: group.completion.or(group.on_time).map(|rate| rate.to_string()),
        }
    };
    sheet.groups.iter().map(of).collect()
}

/// Counts the tables as they stand now. `before`: what had ended before the period.
async fn recount(office: &Office, period: DigestPeriod, before: &[MatterId]) -> Vec<Count> {
    Tables::read(office, period, None).await.counts(before)
}

async fn a_finding_closed_this_week_counts_this_week(office: &mut Office) {
    begun(office).await;
    office.imports(FINANCE_LEDGER).await;
    let before = recount(office, week("2026-W45"), &[]).await;
    let sign = confirmed(office, "ZG-2026-03-0003", "甲六", "甲三").await;
    assert!(!sign.is_empty());
    holds_its_meeting(office).await;
    let counts = recount(office, week("2026-W45"), &[]).await;
    assert_ne!(before, counts);
    office.at("2026-11-09 08:30");
    let sheet = sheet(office, week("2026-W45"), WHOLE).await;
    assert_eq!(shown(&sheet), counts);
    let moved = |group: usize| sheet.groups[group].movements.now;
    assert_eq!((moved(0).applied, moved(1).applied, moved(3).closed), (1, 2, 1));
    let last = sheet.weeks.last().unwrap();
    assert_eq!(last.open, sheet.groups[0].states.now.open());
    let waiting = sheet.tasks.unwrap().waiting;
    let finding = waiting
        .iter()
        .filter(|line| line.matter.code().starts_with("ZG-2026-03-0003"));
    assert_eq!(finding.count(), 3, "two measures, and the finding itself");
}

/// The office records that 市住建局 has met.
async fn holds_its_meeting(office: &Office) {
    let meeting = office.matter_of("R-MEET", HOUSING).await;
    let held = NewMove {
        kind: MoveKind::Held,
        on: office.today(),
        giver: None,
        via: Via::Desk,
        document: None,
        reason: None,
        fix_by: None,
        pledge: None,
    };
    move_matter(&office.house, Actor::Operator, &meeting.code, &held)
        .await
        .unwrap()
        .unwrap();
}

async fn what_is_over_stays_as_it_was(office: &mut Office) {
    begun(office).await;
    office.at("2026-11-09 08:30");
    let first = sheet(office, week("2026-W45"), WHOLE).await;
    let first_bytes = rendered(office, &first);
    let verified = office.verifies().await;
    assert_eq!(
        (first.entries, first.head.as_str()),
        (verified.entries, verified.head.as_str())
    );
    confirmed(office, "ZG-2026-03-0003", "甲六", "甲三").await;
    office.lives_until("2026-12-08 09:00").await;
    let again = sheet(office, week("2026-W45"), WHOLE).await;
    assert_eq!(rendered(office, &again), first_bytes, "byte for byte");
    let later = sheet(office, week("2026-W48"), WHOLE).await;
    assert!(later.entries > first.entries);
    let month = DigestPeriod::read(PeriodKind::Month, "2026-11").unwrap();
    let month = sheet(office, month, WHOLE).await;
    assert_eq!(month.groups[1].movements.now.applied, 2);
    assert_eq!(month.groups[1].states.before.total, 0, "nothing the year before");
}

async fn a_period_that_is_not_over_has_no_digest(office: &mut Office) {
    begun(office).await;
    let error = draft_digests(&office.house, week("2026-W45"))
        .await
        .err()
        .unwrap();
    let expected = DigestError {
        key: "2026-W45".to_owned(),
        from_on: day("2026-11-09"),
    };
    assert_eq!(error.downcast::<DigestError>().unwrap(), expected);
    office.at("2026-11-09 00:00");
    draft_digests(&office.house, week("2026-W45")).await.unwrap();
}

async fn everybody_reads_their_own_part(office: &mut Office) {
    begun(office).await;
    office.imports(FINANCE_LEDGER).await;
    office.lives_until("2026-12-07 09:00").await;
    let period = week("2026-W49");
    let unit = of_somebody(office, period, "甲一").await.unwrap();
    assert_eq!(unit.name.as_deref(), Some(HOUSING));
    assert!(
        unit.completion
            .iter()
            .all(|rank| rank.unit == HOUSING && rank.of == 2)
    );
    assert!(unit.clues.is_none() && unit.tasks.is_none() && unit.inner.is_none());
    assert!(!unit.overdue.is_empty() && unit.overdue.iter().all(|line| line.owner == HOUSING));
    assert!(
        unit.overdue
            .iter()
            .any(|line| line.rung.is_some() && line.heard == "silent")
    );
    let other = of_somebody(office, period, FINANCE).await.unwrap();
    let whole = of_somebody(office, period, "丙一").await.unwrap();
    let total = |sheet: &DigestSheet| sheet.groups[0].states.now.total;
    assert_eq!(total(&unit) + total(&other), total(&whole));
    assert!(whole.tasks.is_some() && whole.clues.is_some());
    assert!(
        of_somebody(office, period, "甲五").await.is_none(),
        "handlers get none"
    );
    let text = rendered(office, &whole).words;
    for matter in office.reads().await.all::<Matter>().await.unwrap() {
        for told in [&text.plain, &text.html, &text.drawing] {
            assert!(
                !told.contains(&matter.title),
                "{} says what it is about",
                matter.code
            );
        }
    }
}

async fn nobody_reads_of_a_unit_that_they_once_served_in(office: &mut Office) {
    begun(office).await;
    office.imports(FINANCE_LEDGER).await;
    office.lives_until("2026-12-07 09:00").await;
    let seen = of_somebody(office, week("2026-W49"), "丙二").await.unwrap();
    let words = rendered(office, &seen).words;
    let former = &office.person("丙二").await.former_units[0];
    assert!(!words.html.contains(former) && !words.plain.contains(former) && !words.drawing.contains(former));
    assert!(seen.groups[0].states.now.total > 0, "of the others they do");
}

in_an_office!(
    a_finding_closed_this_week_counts_this_week,
    what_is_over_stays_as_it_was,
    a_period_that_is_not_over_has_no_digest,
    everybody_reads_their_own_part,
    nobody_reads_of_a_unit_that_they_once_served_in,
);

async fn weeks_are_recounted(weeks: Vec<Vec<Happening>>) {
    let office = Office::on(Backend::Sqlite).await;
    office.contacts().await;
    office.imports(FINANCE_LEDGER).await;
    office.clock.set(at("2026-09-07 10:00"));
    let mut recounted = Vec::new();
    let (mut period, mut before) = (week("2026-W37"), Vec::new());
    for happenings in weeks {
        for happening in happenings
            .into_iter()
            .filter(|it| !matches!(it, Happening::Hours(_)))
        {
            happens(&office, happening).await;
        }
        recounted.push((period, recount(&office, period, &before).await));
        before = ended(&office).await;
        let monday = period.last_on() + Days::new(1);
        office.clock.set(at(&format!("{monday} 10:00")));
        period = DigestPeriod::around(PeriodKind::Week, monday).unwrap();
    }
    for (period, counts) in &recounted {
        let sheet = sheet(&office, *period, WHOLE).await;
        assert_eq!(&shown(&sheet), counts, "{}", period.key());
        for (week, counts) in recounted.iter().filter(|(week, _)| week <= period) {
            let shown = sheet.weeks.iter().find(|shown| shown.on == week.last_on());
            let shown = shown.map(|it| [it.open, it.overdue, it.closed]);
            assert_eq!(
                shown,
                Some(counts[0].trend()),
                "{} as the trend of {}",
                week.key(),
                period.key()
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, max_shrink_iters: 60, ..Default::default() })]

    #[test]
    fn digests_agree_with_a_slow_recount(
        weeks in prop::collection::vec(prop::collection::vec(any_happening(), 1..8), 1..6)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(weeks_are_recounted(weeks));
    }
}
