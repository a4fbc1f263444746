//! The storm guard: a run far beyond the usual stops, asks, is let go once, and is watched again.

use crate::support::database::in_an_office;
use crate::support::office::{FINANCE, FINANCE_LEDGER, HOUSING, HOUSING_LEDGER, Office, at, refusal};
use huiyin::supervision::{Planned, release};

/// 市住建局 and 市财政局 have just been taken over: a dozen people are to be told.
async fn before_a_storm(office: &mut Office, limit: i64) {
    office.house.limits.storm_limit = limit;
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    office.imports(FINANCE_LEDGER).await;
}

async fn notices(office: &Office) -> i64 {
    office.database.number("SELECT COUNT(*) FROM notice").await
}

async fn a_storm_is_held_and_asked_about(office: &mut Office) {
    before_a_storm(office, 3).await;
    let held = office.plans_at("2026-09-01 08:30").await;
    let Planned::Held { messages, usual } = held else {
        panic!("{held:?}");
    };
    assert!(messages > 3 && usual == 3, "{messages} {usual}");
    assert_eq!(notices(office).await, 0, "nothing was planned");
    let raised = office.attention().await;
    assert_eq!(raised.len(), 1);
    assert_eq!(
        (raised[0].kind.as_str(), raised[0].subject.as_str()),
        ("storm", "plan")
    );
    let asked = office.delivers().await;
    assert_eq!(asked.len(), 1, "the clerk is asked");
    assert_eq!(
        office.plans_at("2026-09-01 14:30").await,
        held,
        "and it stays held"
    );
    assert_eq!(office.delivers().await, [], "the clerk is asked once");
    assert_eq!(office.attention().await.len(), 1);
}

async fn a_released_storm_goes_once_and_the_guard_watches_again(office: &mut Office) {
    before_a_storm(office, 3).await;
    let Planned::Held { messages, .. } = office.plans_at("2026-09-01 08:30").await else {
        panic!("not held");
    };
    let hold = release(&office.house).await.unwrap();
    assert_eq!((hold.slot_at, hold.messages), (at("2026-09-01 08:30"), messages));
    let planned = office.plans_at("2026-09-01 08:45").await;
    assert!(
        matches!(planned, Planned::Ran { messages: sent, .. } if sent == messages),
        "{planned:?}"
    );
    assert_eq!(office.attention().await, []);
    office.delivers().await;

    office
        .records("notice_sent", HOUSING, "第三轮", "2026-09-01")
        .await;
    office
        .records("notice_sent", FINANCE, "第三轮", "2026-09-01")
        .await;
    office.house.limits.storm_limit = 1;
    let held = office.plans_at("2026-09-01 14:30").await;
    assert!(
        matches!(
            held,
            Planned::Held {
                messages: 2,
                usual: 1
            }
        ),
        "{held:?}"
    );
}

async fn a_storm_that_has_passed_is_forgotten(office: &mut Office) {
    before_a_storm(office, 3).await;
    office.plans_at("2026-09-01 08:30").await;
    office.house.limits.storm_limit = 300;
    let planned = office.plans_at("2026-09-01 14:30").await;
    assert!(matches!(planned, Planned::Ran { .. }), "{planned:?}");
    assert_eq!(office.attention().await, []);
    let nothing = refusal(release(&office.house).await);
    assert!(nothing.contains("holds nothing"), "{nothing}");
}

async fn what_is_usual_is_learnt_from_the_runs(office: &mut Office) {
    office.house.limits.storm_history = 3;
    office.house.limits.storm_factor = 2;
    before_a_storm(office, 1).await;
    let mut work = office.work().await;
    for (slot, messages) in [
        ("2026-08-27 08:30", 90),
        ("2026-08-28 08:30", 3),
        ("2026-08-31 08:30", 1),
    ] {
        work.write_run("plan", at(slot), at(slot), messages)
            .await
            .unwrap();
    }
    work.commit().await.unwrap();
    let held = office.plans_at("2026-09-01 08:30").await;
    assert!(
        matches!(held, Planned::Held { usual: 6, .. }),
        "twice the median of 1, 3, 90: {held:?}"
    );
}

in_an_office!(
    a_storm_is_held_and_asked_about,
    a_released_storm_goes_once_and_the_guard_watches_again,
    a_storm_that_has_passed_is_forgotten,
    what_is_usual_is_learnt_from_the_runs,
);
