//! Whatever an office does in whatever order, the promises hold.

use super::calendars::paper_of_2027;
use crate::support::database::Backend;
use crate::support::office::{FINANCE, FINANCE_LEDGER, HOUSING, HOUSING_LEDGER, Office};
use chrono::{Days, TimeDelta};
use huiyin::domain::contact::Person;
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::Matter;
use huiyin::domain::notice::{Notice, NoticeState};
use huiyin::domain::reply::Said;
use huiyin::store::MatterFilter;
use huiyin::supervision::{
    NewEvent, Planned, Refused, adopt_year, correct_event, leave, open_due_matters, record, withdraw_event,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// One thing that happens in an office. Numbers choose among what there is.
#[derive(Debug, Clone)]
pub enum Happening {
    Hours(i64),
    Records {
        unit: usize,
        kind: usize,
        days_ago: u64,
    },
    Corrects {
        event: usize,
        days_ago: u64,
    },
    Withdraws {
        event: usize,
    },
    Imports {
        unit: usize,
    },
    Answers {
        person: usize,
        matter: usize,
        said: usize,
        days: u64,
    },
    Leaves {
        person: usize,
    },
    Paper,
    Opens,
    Plans,
    Delivers,
}

const UNITS: [&str; 2] = [HOUSING, FINANCE];
const KINDS: [&str; 4] = ["feedback", "notice_sent", "order_sent", "report_approved"];

pub fn any_happening() -> impl Strategy<Value = Happening> {
    use Happening::*;
    prop_oneof![
        4 => (1_i64..300).prop_map(Hours),
        2 => (0..2_usize, 0..4_usize, 0..40_u64)
            .prop_map(|(unit, kind, days_ago)| Records { unit, kind, days_ago }),
        1 => (0..9_usize, 0..40_u64).prop_map(|(event, days_ago)| Corrects { event, days_ago }),
        1 => (0..9_usize).prop_map(|event| Withdraws { event }),
        1 => (0..2_usize).prop_map(|unit| Imports { unit }),
        3 => (0..28_usize, 0..99_usize, 0..6_usize, 0..30_u64)
            .prop_map(|(person, matter, said, days)| Answers { person, matter, said, days }),
        1 => (0..28_usize).prop_map(|person| Leaves { person }),
        1 => Just(Paper),
        2 => Just(Opens),
        6 => Just(Plans),
        3 => Just(Delivers),
    ]
}

/// The outcome of something that may be refused, but must not fail.
fn may_be_refused<T>(outcome: anyhow::Result<T>) {
    if let Err(error) = outcome {
        assert!(error.is::<Refused>(), "{error:?}");
    }
}

fn said(number: usize, promised_on: chrono::NaiveDate) -> Said {
    match number {
        0 => Said::Acknowledged { promised_on: None },
        1 => Said::Acknowledged {
            promised_on: Some(promised_on),
        },
        2 => Said::Progress { percent: 50 },
        3 => Said::InProgress,
        4 => Said::MostlyCompleted,
        _ => Said::Completed,
    }
}

pub async fn happens(office: &Office, happening: Happening) {
    let (house, today) = (&office.house, office.today());
    match happening {
        Happening::Hours(hours) => office.clock.advance(TimeDelta::hours(hours)),
        Happening::Records { unit, kind, days_ago } => {
            let new = NewEvent {
                kind: KINDS[kind].to_owned(),
                happened_on: today - Days::new(days_ago),
                proof: String::new(),
            };
            may_be_refused(record(house, Actor::Operator, UNITS[unit], Some("第三轮"), &new).await);
        }
        Happening::Corrects { event, days_ago } => {
            let (event, on) = ((event as i64 + 1).into(), today - Days::new(days_ago));
            may_be_refused(correct_event(house, Actor::Operator, event, on, "").await);
        }
        Happening::Withdraws { event } => {
            let event = (event as i64 + 1).into();
            may_be_refused(withdraw_event(house, Actor::Operator, event, "").await);
        }
        Happening::Imports { unit } => {
            office.imports([HOUSING_LEDGER, FINANCE_LEDGER][unit]).await;
        }
        Happening::Answers {
            person,
            matter,
            said: number,
            days,
        } => {
            let mut work = office.reads().await;
            let people: Vec<Person> = work.all().await.unwrap();
            let matters: Vec<Matter> = work.all().await.unwrap();
            drop(work);
            if let Some(matter) = matters.get(matter) {
                let said = said(number, today + Days::new(days));
                let _taken_or_refused = office
                    .says(&people[person % people.len()], &matter.code, said)
                    .await;
            }
        }
        Happening::Leaves { person } => {
            may_be_refused(leave(house, Actor::Operator, &(person + 1).to_string(), None).await);
        }
        Happening::Paper => {
            adopt_year(house, Actor::Operator, &paper_of_2027())
                .await
                .unwrap();
        }
        Happening::Opens => {
            open_due_matters(house).await.unwrap();
        }
        Happening::Plans => {
            if let Planned::Ran { .. } = office.plans().await {
                nothing_is_left_behind(office).await;
            }
        }
        Happening::Delivers => {
            let before = told(office).await;
            office.delivers().await;
            only_what_is_true_was_told(office, &before).await;
        }
    }
}

async fn all_matters(office: &Office) -> Vec<Matter> {
    let all = MatterFilter::default();
    office.reads().await.list_matters(&all).await.unwrap()
}

/// After planning no step lies in the past.
async fn nothing_is_left_behind(office: &Office) {
    let now = office.clock.now();
    for matter in all_matters(office).await {
        let next = office.planning(&matter).await.next_step_at;
        assert!(
            next.is_none_or(|next| next > now),
            "{} at {next:?}, now {now}",
            matter.code
        );
        assert!(matter.is_open() || next.is_none(), "{} has ended", matter.code);
    }
}

async fn told(office: &Office) -> BTreeMap<i64, Notice> {
    let mut notices = BTreeMap::new();
    for matter in all_matters(office).await {
        for notice in office.notices(&matter).await {
            if notice.state == NoticeState::Told {
                notices.insert(notice.id.0, notice);
            }
        }
    }
    notices
}

/// What has just been told is about open matters as they are now, to people who are still there.
async fn only_what_is_true_was_told(office: &Office, before: &BTreeMap<i64, Notice>) {
    for (id, notice) in told(office).await {
        if before.contains_key(&id) {
            continue;
        }
        let mut work = office.reads().await;
        let matter: Matter = work.get(notice.matter_id).await.unwrap();
        let person: Person = work.get(notice.person_id).await.unwrap();
        assert!(person.left_on.is_none(), "{} has left: {notice:?}", person.name);
        if notice.step == "withdrawn" {
            assert!(!matter.is_open(), "{notice:?}");
        } else {
            assert!(matter.is_open(), "{} has ended: {notice:?}", matter.code);
            assert_eq!(notice.due_revision, matter.due_revision, "{notice:?}");
        }
    }
}

/// Per person and slot at most one message of notices.
async fn nobody_was_sent_two(office: &Office) {
    let twice = "SELECT COUNT(*) FROM (SELECT 1 FROM message WHERE kind = 'notices' \
                 GROUP BY person_id, slot_at HAVING COUNT(*) > 1) AS twice";
    assert_eq!(office.database.number(twice).await, 0);
}

async fn lives_through(happenings: Vec<Happening>) {
    let office = Office::on(Backend::Sqlite).await;
    office.contacts().await;
    for happening in happenings {
        happens(&office, happening).await;
    }
    office.is_sound().await;
    nobody_was_sent_two(&office).await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, max_shrink_iters: 200, ..Default::default() })]

    #[test]
    fn an_office_keeps_its_promises(happenings in prop::collection::vec(any_happening(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(lives_through(happenings));
    }
}
