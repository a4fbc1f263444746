//! How fast messages leave.

use huiyin::channel::pace::{Limits, Pace};
use proptest::prelude::*;
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

const SECOND: Duration = Duration::from_secs(1);

fn limits(overall_per_second: u32, private_per_second: u32, group_per_minute: u32) -> Limits {
    let [overall_per_second, private_per_second, group_per_minute] =
        [overall_per_second, private_per_second, group_per_minute].map(|n| NonZeroU32::new(n).unwrap());
    Limits {
        overall_per_second,
        private_per_second,
        group_per_minute,
    }
}

#[test]
fn a_person_gets_one_a_second_and_a_group_its_share_of_a_minute() {
    let mut pace = Pace::new(limits(25, 1, 2));
    let start = Instant::now();
    pace.take("1001", start);
    assert_eq!(pace.ready_at("1001", start), start + SECOND);
    assert_eq!(pace.ready_at("1002", start), start, "others need not wait");
    assert_eq!(pace.ready_at("1001", start + SECOND), start + SECOND);

    pace.take("-2001", start);
    assert_eq!(pace.ready_at("-2001", start), start);
    pace.take("-2001", start + SECOND);
    assert_eq!(pace.ready_at("-2001", start + 2 * SECOND), start + 60 * SECOND);
}

#[test]
fn all_together_keep_to_the_overall_limit() {
    let mut pace = Pace::new(limits(2, 1, 1));
    let start = Instant::now();
    pace.take("1001", start);
    pace.take("1002", start + SECOND / 4);
    assert_eq!(pace.ready_at("1003", start + SECOND / 2), start + SECOND);
    pace.take("1003", start + SECOND);
    assert_eq!(pace.ready_at("1004", start + SECOND), start + SECOND + SECOND / 4);
}

/// A deliverer with a queue for each address that always serves the address that is ready first.
fn deliver(limits: Limits, queues: &[(String, u32)]) -> Vec<(Duration, String)> {
    let start = Instant::now();
    let (mut pace, mut now, mut left) = (Pace::new(limits), start, Vec::new());
    let mut queues = queues.to_vec();
    while !queues.is_empty() {
        let ready = |(address, _): &(String, u32)| pace.ready_at(address, now);
        let (at, first) = (0..queues.len()).map(|n| (ready(&queues[n]), n)).min().unwrap();
        now = at;
        pace.take(&queues[first].0, now);
        left.push((now - start, queues[first].0.clone()));
        queues[first].1 -= 1;
        queues.retain(|(_, waiting)| *waiting > 0);
    }
    left
}

fn most_in_any(span: Duration, instants: &[Duration]) -> usize {
    let within = |&from: &Duration| {
        instants
            .iter()
            .filter(|&&at| at >= from && at < from + span)
            .count()
    };
    instants.iter().map(within).max().unwrap_or(0)
}

proptest! {
    #[test]
    fn no_limit_is_passed_in_any_span_and_everybody_is_served(
        overall in 1..30u32, private in 1..4u32, group in 1..20u32,
        people in prop::collection::vec(1..12u32, 1..12), groups in prop::collection::vec(1..30u32, 0..3),
    ) {
        let person = |(n, &waiting): (usize, &u32)| (format!("{}", 1001 + n), waiting);
        let group_of = |(n, &waiting): (usize, &u32)| (format!("-{}", 2001 + n), waiting);
        let queues: Vec<_> =
            people.iter().enumerate().map(person).chain(groups.iter().enumerate().map(group_of)).collect();
        let left = deliver(limits(overall, private, group), &queues);

        let all: Vec<_> = left.iter().map(|(at, _)| *at).collect();
        prop_assert!(most_in_any(SECOND, &all) <= overall as usize);
        let total: u32 = queues.iter().map(|(_, waiting)| waiting).sum();
        for (address, waiting) in &queues {
            let own: Vec<_> = left.iter().filter(|(_, to)| to == address).map(|(at, _)| *at).collect();
            prop_assert_eq!(own.len(), *waiting as usize);
            let (limit, span) = if address.starts_with('-') { (group, 60 * SECOND) } else { (private, SECOND) };
            prop_assert!(most_in_any(span, &own) <= limit as usize);
            let share = span * (waiting - 1) / limit + span;
            let behind_all_others = SECOND * total / overall + SECOND;
            prop_assert!(*own.last().unwrap() <= share + behind_all_others, "{} starved", address);
        }
    }
}
