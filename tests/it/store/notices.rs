//! A notice is unique by matter, cycle, due revision, step, day, person and channel.

use super::fixture::Fixture;
use crate::support::database::{Backend, on_both};
use crate::support::office::{at, day};
use huiyin::domain::matter::Matter;
use huiyin::domain::notice::NoticeState;
use huiyin::store::NewNotice;

async fn a_notice_is_planned_once(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let other = fixture.adds("other").await;
    let base = NewNotice {
        step: "T",
        occurrence_on: day("2026-09-07"),
        person: fixture.person.id,
        channel: "telegram",
        form: "reminder",
        at: at("2026-09-07 08:30"),
        state: NoticeState::Planned,
    };
    let mut work = fixture.work().await;
    let matter = fixture.matter.clone();
    let moved = Matter {
        due_revision: 1,
        ..matter.clone()
    };
    let reopened = Matter {
        cycle: 1,
        ..matter.clone()
    };
    let as_of = |change: fn(&mut NewNotice)| {
        let mut new = base.clone();
        change(&mut new);
        new
    };
    for (matter, new) in [
        (&matter, base.clone()),
        (&moved, base.clone()),
        (&reopened, base.clone()),
        (&matter, as_of(|new| new.step = "T+1")),
        (&matter, as_of(|new| new.occurrence_on = day("2026-09-08"))),
        (&matter, as_of(|new| new.channel = "mail")),
        (
            &matter,
            NewNotice {
                person: other.id,
                ..base.clone()
            },
        ),
    ] {
        assert!(work.plan_notice(matter, &new).await.unwrap());
        assert!(!work.plan_notice(matter, &new).await.unwrap(), "{new:?}");
    }
    assert!(
        !work
            .plan_notice(&matter, &as_of(|new| new.form = "urge"))
            .await
            .unwrap()
    );
    assert_eq!(work.list_notices_of(matter.id).await.unwrap().len(), 7);
    let unbundled = work.list_unbundled().await.unwrap();
    let people: Vec<_> = unbundled.iter().map(|notice| notice.person_id).collect();
    assert!(people.is_sorted(), "{people:?}");
}

on_both!(a_notice_is_planned_once);
