//! 撤销导入: what was opened goes, what was answered stays, and the file can be imported again.

use crate::support::database::in_an_office;
use crate::support::office::{HOUSING, HOUSING_LEDGER, Office, refusal};
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::MatterState;
use huiyin::domain::reply::Said;
use huiyin::supervision::{ImportUndone, list_events, list_imports, show_matter, undo_import};

async fn undoes(office: &Office, id: i64) -> anyhow::Result<ImportUndone> {
    undo_import(&office.house, Actor::Operator, id, "导错了文件").await
}

async fn an_import_that_was_a_mistake_leaves_nothing_open(office: &mut Office) {
    office.contacts().await;
    let first = office.imports(HOUSING_LEDGER).await;
    let runs = list_imports(&office.house).await.unwrap();
    assert_eq!(runs.len(), 2, "the contacts too");
    assert_eq!(
        (runs[0].kind.as_str(), runs[0].unit.as_deref()),
        ("unit_ledger", Some(HOUSING))
    );
    let undone = undoes(office, runs[0].id).await.unwrap();
    assert_eq!((undone.kept.len(), undone.events), (0, 1));
    assert_eq!(undone.withdrawn.len(), runs[0].opened);
    assert!(
        list_events(&office.house, Some(HOUSING), false)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        office.lives_until("2026-09-30 18:00").await.is_empty(),
        "nobody hears of it"
    );
    assert!(refusal(undoes(office, runs[0].id).await).contains("has been undone"));
    assert!(refusal(undoes(office, runs[1].id).await).contains("opened no matters"));

    let again = office.imports(HOUSING_LEDGER).await;
    assert!(again.kept && again.takeover && again.feedback_is_new);
    assert_eq!((again.created, again.changed), (first.created, 0));
    assert_eq!(again.opened.len(), first.opened.len());
    let measure = office.matters_of("R-ITEM", HOUSING).await;
    assert!(measure.iter().any(huiyin::domain::matter::Matter::is_open));
    assert!(!office.lives_until("2026-10-31 18:00").await.is_empty());
    let unchanged = office.imports(HOUSING_LEDGER).await;
    assert_eq!((unchanged.created, unchanged.unchanged), (0, first.created));
    office.is_sound().await;
}

async fn what_was_answered_stays_with_what_stands_above_it(office: &mut Office) {
    office.contacts().await;
    let first = office.imports(HOUSING_LEDGER).await;
    let item = office.matters_of("R-ITEM", HOUSING).await.remove(0);
    let sheet = show_matter(&office.house, &item.code).await.unwrap();
    let handler = sheet.people[0].name.clone();
    office
        .answers(&handler, &item.code, Said::InProgress)
        .await
        .unwrap();
    let run = list_imports(&office.house).await.unwrap()[0].id;
    let undone = undoes(office, run).await.unwrap();
    assert_eq!(undone.events, 0, "something counts from the feedback still");
    let finding = sheet.parent.unwrap();
    assert!(
        undone.kept.contains(&item.code) && undone.kept.contains(&finding),
        "{undone:?}"
    );
    assert!(
        undone.kept.len() > first.opened.len(),
        "what the feedback opened stays with it"
    );
    assert!(office.matter(&item.code).await.is_open());

    let again = office.imports(HOUSING_LEDGER).await;
    assert_eq!(
        (again.created, again.unchanged),
        (first.created - 1, 1),
        "{:?}",
        again.refusal
    );
    let withdrawn = office.matters_of("R-ITEM", HOUSING).await;
    let open = withdrawn
        .iter()
        .filter(|matter| matter.state != MatterState::Withdrawn)
        .count();
    assert_eq!(open, first.created);
    office.is_sound().await;
}

in_an_office!(
    an_import_that_was_a_mistake_leaves_nothing_open,
    what_was_answered_stays_with_what_stands_above_it,
);
