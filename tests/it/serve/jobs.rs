//! The alarm clock and what it wakes.

use chrono::{DateTime, NaiveTime, TimeZone};
use chrono_tz::Asia::Shanghai;
use chrono_tz::Tz;
use croner::parser::{CronParser, Seconds};
use huiyin::jobs::{ALL, Alarm, Bell, Job, Jobs, Stopper, Task, verb};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(10);

#[test]
fn jobs_have_names_of_their_own_and_ring_when_the_table_says() {
    let names: BTreeSet<_> = ALL.iter().map(|job| job.name).collect();
    assert_eq!(names.len(), ALL.len());
    let slots = [(8, 30), (14, 30)].map(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0).unwrap());
    let start = Shanghai.with_ymd_and_hms(2026, 9, 1, 8, 28, 30).unwrap();
    let parser = CronParser::builder().seconds(Seconds::Required).build();
    let mut table = String::new();
    for job in ALL {
        writeln!(table, "{}: {}", job.name, job.does).unwrap();
        for cron in job.crons(&slots) {
            let cron_text = parser.parse(&cron).unwrap();
            // As the scheduler asks.
            let next = |at: &DateTime<Tz>| cron_text.find_next_occurrence(at, false).ok();
            let rings = std::iter::successors(next(&start), next).take(4);
            let times: Vec<_> = rings.map(|at| at.format("%d %H:%M:%S").to_string()).collect();
            writeln!(table, "  {cron:<18} {}", times.join(", ")).unwrap();
        }
    }
    insta::assert_snapshot!(table, @r"
    open: opens what the calendar, the days of other matters and their ends bring
      0 5 * * * *        01 09:05:00, 01 10:05:00, 01 11:05:00, 01 12:05:00
    plan: plans the present slot, if it was not planned
      0 30 8 * * *       01 08:30:00, 02 08:30:00, 03 08:30:00, 04 08:30:00
      0 30 14 * * *      01 14:30:00, 02 14:30:00, 03 14:30:00, 04 14:30:00
      0 2/5 * * * *      01 08:32:00, 01 08:37:00, 01 08:42:00, 01 08:47:00
    handle: handles what was heard and still waits; new words ring it too
      */10 * * * * *     01 08:28:40, 01 08:28:50, 01 08:29:00, 01 08:29:10
    import: looks at the workbooks that clerks ask for, and imports those that they have confirmed
      */5 * * * * *      01 08:28:35, 01 08:28:40, 01 08:28:45, 01 08:28:50
    silent: sends the week's list of what waits for a word, if it was not sent
      0 30 8 * * *       01 08:30:00, 02 08:30:00, 03 08:30:00, 04 08:30:00
      0 30 14 * * *      01 14:30:00, 02 14:30:00, 03 14:30:00, 04 14:30:00
      0 3/5 * * * *      01 08:33:00, 01 08:38:00, 01 08:43:00, 01 08:48:00
    circulate: drafts the week's digest, and sends it to those whose time has come
      0 30 8 * * *       01 08:30:00, 02 08:30:00, 03 08:30:00, 04 08:30:00
      0 30 14 * * *      01 14:30:00, 02 14:30:00, 03 14:30:00, 04 14:30:00
      0 0/5 * * * *      01 08:30:00, 01 08:35:00, 01 08:40:00, 01 08:45:00
    deliver: sends what waits in the outbox and may leave now; new messages ring it too
      * * * * * *        01 08:28:31, 01 08:28:32, 01 08:28:33, 01 08:28:34
    mail: sends the mail that waits in the outbox and may leave now
      */2 * * * * *      01 08:28:32, 01 08:28:34, 01 08:28:36, 01 08:28:38
    ");
}

/// Counts its runs, and does what it is told in each.
struct Counter(Arc<AtomicU32>);

impl Counter {
    fn task(job: &'static Job, bell: &Bell, each: fn(u32) -> anyhow::Result<()>) -> (Task, Counter) {
        let runs = Arc::new(AtomicU32::new(0));
        let counter = Counter(runs.clone());
        let task = Task {
            job,
            bell: bell.clone(),
            lanes: 1,
            verb: verb(move || {
                let runs = runs.clone();
                async move { each(runs.fetch_add(1, Ordering::SeqCst) + 1) }
            }),
        };
        (task, counter)
    }

    async fn reaches(&self, runs: u32) {
        let reached = async {
            while self.0.load(Ordering::SeqCst) < runs {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let in_time = tokio::time::timeout(PATIENCE, reached).await;
        assert!(
            in_time.is_ok(),
            "{} of {runs} runs",
            self.0.load(Ordering::SeqCst)
        );
    }
}

#[tokio::test]
async fn a_fault_or_a_panic_costs_one_run() {
    let bell = Bell::default();
    let (task, counter) = Counter::task(ALL[0], &bell, |run| match run {
        1 => panic!("the first run"),
        2 => anyhow::bail!("the second"),
        _ => Ok(()),
    });
    let (stopper, stop) = Stopper::new();
    let mut jobs = Jobs::default();
    let beat = Alarm::Beat(Duration::from_millis(10));
    jobs.start(vec![task], &beat, &stop).await.unwrap();
    counter.reaches(5).await;
    stopper.stop();
    assert!(jobs.finish(PATIENCE).await);
}

#[tokio::test]
async fn the_scheduler_rings_by_the_wall_clock() {
    let bell = Bell::default();
    let every_second = ALL.into_iter().find(|job| job.name == "deliver").unwrap();
    let (task, counter) = Counter::task(every_second, &bell, |_| Ok(()));
    let (stopper, stop) = Stopper::new();
    let mut jobs = Jobs::default();
    let alarm = Alarm::Cron {
        zone: Shanghai,
        slots: Vec::new(),
    };
    jobs.start(vec![task], &alarm, &stop).await.unwrap();
    counter.reaches(3).await; // one at the start, two by the clock
    stopper.stop();
    assert!(jobs.finish(PATIENCE).await);
}

#[tokio::test]
async fn a_run_that_hangs_holds_up_no_other_lane_and_is_cut_off_in_the_end() {
    let bell = Bell::default();
    let runs = Arc::new(AtomicU32::new(0));
    let counter = Counter(runs.clone());
    let task = Task {
        job: ALL[0],
        bell: bell.clone(),
        lanes: 2,
        verb: verb(move || {
            let runs = runs.clone();
            async move {
                if runs.fetch_add(1, Ordering::SeqCst) == 0 {
                    std::future::pending::<()>().await;
                }
                Ok(())
            }
        }),
    };
    let (stopper, stop) = Stopper::new();
    let mut jobs = Jobs::default();
    let never = Alarm::Beat(Duration::from_secs(3600));
    jobs.start(vec![task], &never, &stop).await.unwrap();
    counter.reaches(2).await;
    bell.ring();
    bell.ring(); // while the free lane may still be busy: heard once
    counter.reaches(3).await;
    stopper.stop();
    assert!(!jobs.finish(Duration::from_millis(50)).await);
}
