//! 延期: asked for, decided, told; and whatever it was asked for, the clock goes on until somebody has decided.

use crate::support::database::in_an_office;
use crate::support::office::{HOUSING, HOUSING_LEDGER, Office, day};
use huiyin::domain::extension::ExtensionState;
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::{Matter, MatterState};
use huiyin::domain::moves::{MoveKind, Via};
use huiyin::domain::refusal::Refusal;
use huiyin::supervision::{
    Asked, Moved, NewExtension, NewMove, Proxy, ask_extension, list_extensions, move_matter,
    open_due_matters, take_back_extension, withdraw_matter,
};

/// The first measure that is due on 30 September; 甲八 and 甲六 handle it.
async fn a_measure(office: &Office) -> Matter {
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    let mut measures = office.matters_of("R-ITEM", HOUSING).await;
    measures.retain(|measure| measure.due_on == Some(day("2026-09-30")));
    measures.swap_remove(0)
}

fn until(wanted_on: &str) -> NewExtension {
    NewExtension {
        cause: "资金".to_owned(),
        wanted_on: day(wanted_on),
        note: None,
    }
}

async fn asks(office: &Office, code: &str, wanted_on: &str) -> Result<Asked, Refusal> {
    ask_extension(&office.house, code, "甲八", &until(wanted_on), None)
        .await
        .unwrap()
}

async fn decides(office: &Office, code: &str, kind: MoveKind, by: &str) -> Result<Moved, Refusal> {
    let giver = office.person(by).await;
    let new = NewMove {
        kind,
        on: office.today(),
        giver: None,
        via: Via::Chat,
        document: None,
        reason: (kind == MoveKind::Returned).then(|| "材料不足".to_owned()),
        fix_by: None,
        pledge: None,
    };
    move_matter(&office.house, Actor::Person(giver.id), code, &new)
        .await
        .unwrap()
}

async fn state(office: &Office, matter: &Matter) -> Vec<ExtensionState> {
    let asked = office.reads().await.list_extensions(matter.id).await.unwrap();
    asked.into_iter().map(|one| one.state).collect()
}

async fn a_granted_day_is_told_to_all_who_knew_the_old_one(office: &mut Office) {
    let measure = a_measure(office).await;
    office.lives_until("2026-09-10 09:00").await;
    let knew: Vec<String> = office
        .told(&measure)
        .await
        .into_iter()
        .map(|(_, name)| name)
        .collect();
    assert!(knew.contains(&"甲六".to_owned()));

    let asked = asks(office, &measure.code, "2026-12-30").await.unwrap();
    assert_eq!(asked.decision.parent_id, Some(measure.id));
    assert_eq!(
        asked.decision.due_on,
        Some(day("2026-09-15")),
        "within 3 workdays"
    );
    assert_eq!(office.matter(&measure.code).await.due_on, Some(day("2026-09-30")));
    let again = asks(office, &measure.code, "2026-10-30").await;
    assert!(matches!(again, Err(Refusal::ExtensionWaiting { .. })));

    office.at("2026-09-11 09:00");
    let refused = decides(office, &asked.decision.code, MoveKind::Passed, "丙一").await;
    let Err(Refusal::NotDeciding { role, names, .. }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(
        (role.as_str(), names.as_slice()),
        ("office_director", &["丙三".to_owned()][..])
    );
    decides(office, &asked.decision.code, MoveKind::Passed, "丙三")
        .await
        .unwrap();
    let extended = office.matter(&measure.code).await;
    assert_eq!(
        (extended.due_on, extended.original_due_on),
        (Some(day("2026-12-30")), Some(day("2026-09-30")))
    );
    assert_eq!(extended.due_revision, measure.due_revision + 1);
    assert_eq!(state(office, &measure).await, [ExtensionState::Granted]);
    let mut under = office.matters_of("R-ITEM", HOUSING).await;
    under.retain(|other| other.parent_id == measure.parent_id);
    let latest = under.iter().filter_map(|other| other.due_on).max();
    let finding = office.matters_of("R-FIND", HOUSING).await;
    let finding = finding
        .iter()
        .find(|finding| Some(finding.id) == measure.parent_id);
    assert_eq!(
        finding.unwrap().due_on,
        latest,
        "a finding is due with its last measure"
    );

    office.plans_at("2026-09-11 14:30").await;
    let told = office.told(&measure).await;
    let news: Vec<&str> = told
        .iter()
        .filter(|(step, _)| step == "moved:extension")
        .map(|(_, name)| name.as_str())
        .collect();
    for name in &knew {
        assert!(news.contains(&name.as_str()), "{name} knew: {news:?}");
    }
    let spent = asks(office, &measure.code, "2027-01-30").await;
    assert!(matches!(spent, Err(Refusal::ExtensionSpent { .. })), "{spent:?}");
}

async fn a_refused_one_is_told_to_its_asker_alone_with_the_reason(office: &mut Office) {
    let measure = a_measure(office).await;
    office.lives_until("2026-09-10 09:00").await;
    let asked = asks(office, &measure.code, "2026-11-30").await.unwrap();
    decides(office, &asked.decision.code, MoveKind::Returned, "丙三")
        .await
        .unwrap();
    assert_eq!(office.matter(&measure.code).await.due_on, Some(day("2026-09-30")));
    office.plans_at("2026-09-10 14:30").await;
    let told = office.told(&measure).await;
    let news = told.iter().filter(|(step, _)| step == "extension_refused");
    assert_eq!(news.map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["甲八"]);
    let letters = office.delivers().await;
    let letters: Vec<_> = letters
        .iter()
        .map(|letter| serde_json::to_string(&letter.message).unwrap())
        .collect();
    let letters = letters.join("\n");
    assert!(
        letters.contains("延期未获批准") && letters.contains("材料不足"),
        "{letters}"
    );
    assert!(
        asks(office, &measure.code, "2026-11-30").await.is_ok(),
        "it may be asked again in time"
    );
}

async fn late_and_far_ones_say_until_when(office: &mut Office) {
    let measure = a_measure(office).await;
    let far = asks(office, &measure.code, "2026-12-31").await;
    assert!(
        matches!(far, Err(Refusal::ExtensionTooFar { latest_on, outer: false, .. }) if latest_on == day("2026-12-30"))
    );
    let same = asks(office, &measure.code, "2026-09-30").await;
    assert!(matches!(same, Err(Refusal::ExtensionNotLater { .. })));
    office.at("2026-09-28 09:00");
    let late = asks(office, &measure.code, "2026-11-30").await;
    assert!(
        matches!(late, Err(Refusal::ExtensionLate { until_on: Some(until), .. }) if until < day("2026-09-28")),
        "{late:?}"
    );
    let clerk = office.person("丙一").await;
    let proxy = Proxy {
        recorder: Actor::Person(clerk.id),
        via: Via::Paper,
        given_on: day("2026-09-20"),
        document: Some("市住建局函〔2026〕3号".to_owned()),
    };
    let new = until("2026-11-30");
    let in_time = ask_extension(&office.house, &measure.code, "甲八", &new, Some(&proxy));
    let asked = in_time.await.unwrap().unwrap();
    assert_eq!(asked.extension.recorded_by, Some(clerk.id));
    assert_eq!(
        asked.extension.asked_on,
        day("2026-09-20"),
        "what was handed in counts by its day"
    );
}

async fn an_undecided_one_stops_no_clock_and_lapses_with_its_matter(office: &mut Office) {
    let measure = a_measure(office).await;
    let asked = asks(office, &measure.code, "2026-11-30").await.unwrap();
    office.lives_until("2026-10-09 09:00").await;
    let told = office.told(&measure).await;
    assert!(
        told.iter().any(|(step, _)| step.starts_with("T+")),
        "the ladder goes on: {told:?}"
    );
    let reviewers = office.told(&asked.decision).await;
    assert!(
        reviewers
            .iter()
            .any(|(step, name)| step == "T+1" && name == "丙三")
    );
    withdraw_matter(&office.house, Actor::Operator, &measure.code, "重复")
        .await
        .unwrap()
        .unwrap();
    open_due_matters(&office.house).await.unwrap();
    assert_eq!(state(office, &measure).await, [ExtensionState::Lapsed]);
    assert_eq!(
        office.matter(&asked.decision.code).await.state,
        MatterState::Withdrawn
    );
}

async fn the_end_of_the_concentrated_period_is_the_leading_groups(office: &mut Office) {
    a_measure(office).await;
    let period = office.matter_of("R-CONC", HOUSING).await;
    let report = office.matter_of("R-RPT1", HOUSING).await;
    let old = period.due_on;
    assert_eq!(report.due_on, old, "due on the same day");
    let new = until("2027-04-30");
    let asked = ask_extension(&office.house, &period.code, "甲一", &new, None);
    let asked = asked.await.unwrap().unwrap();
    assert_eq!(asked.decision.rule.0, "E-DECLG");
    let office_alone = decides(office, &asked.decision.code, MoveKind::Passed, "丙三").await;
    assert!(matches!(office_alone, Err(Refusal::NotDeciding { .. })));
    decides(office, &asked.decision.code, MoveKind::Passed, "丁一")
        .await
        .unwrap();
    assert_eq!(office.matter(&report.code).await.due_on, Some(day("2027-04-30")));
    let measures = office.matters_of("R-ITEM", HOUSING).await;
    assert!(measures.iter().all(|measure| measure.due_on != old));
}

async fn who_asked_takes_it_back(office: &mut Office) {
    let measure = a_measure(office).await;
    asks(office, &measure.code, "2026-11-30").await.unwrap();
    let (own, other) = (office.person("甲八").await.id, office.person("甲五").await.id);
    let takes_back = async |by| {
        take_back_extension(&office.house, Actor::Person(by), &measure.code, "已落实资金")
            .await
            .unwrap()
    };
    assert_eq!(takes_back(other).await, Err(Refusal::NotAtDesk));
    assert!(takes_back(own).await.is_ok());
    assert!(matches!(
        takes_back(own).await,
        Err(Refusal::ExtensionGone { .. })
    ));
    let open = list_extensions(&office.house, Actor::Operator, true)
        .await
        .unwrap();
    assert_eq!(open, []);
    let all = list_extensions(&office.house, Actor::Operator, false)
        .await
        .unwrap();
    assert_eq!((all[0].state, all[0].cause.as_str()), ("withdrawn", "资金"));
}

in_an_office!(
    a_granted_day_is_told_to_all_who_knew_the_old_one,
    a_refused_one_is_told_to_its_asker_alone_with_the_reason,
    late_and_far_ones_say_until_when,
    an_undecided_one_stops_no_clock_and_lapses_with_its_matter,
    the_end_of_the_concentrated_period_is_the_leading_groups,
    who_asked_takes_it_back,
);
