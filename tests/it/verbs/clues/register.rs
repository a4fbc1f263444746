//! The register of clues: imported, imported again, counted.

use super::{DISCIPLINE, FIRST, PERSONNEL, REGISTER, clue, matter, matters, registers, with_one};
use crate::support::database::in_an_office;
use crate::support::office::{Office, day, refusal};
use huiyin::domain::ledger::Actor;
use huiyin::supervision::{Disposal, Figure, dispose, list_clues, stats};

async fn the_register_opens_what_the_organs_must_do_and_says_nothing(office: &mut Office) {
    office.contacts().await;
    let report = office.imports(REGISTER).await;
    assert_eq!(
        (report.kind, report.created, report.kept),
        ("clues", 4, true),
        "{report:?}"
    );
    assert_eq!(
        report.opened.len(),
        6,
        "signing and feedback of those that are open"
    );
    let first = matter(office, "XS-2026-03-001", "C-FEED").await;
    assert_eq!(
        (first.code.as_str(), first.due_on),
        ("XS-2026-03-001-0002", Some(day("2026-11-20")))
    );
    assert_eq!(
        matter(office, "XS-2026-03-003", "C-FEED").await.due_on,
        Some(day("2026-11-21")),
        "the register's own day, on a Saturday"
    );
    assert!(
        matters(office, "XS-2026-03-004").await.is_empty(),
        "it was concluded before"
    );
    let again = office.imports(REGISTER).await;
    assert_eq!((again.created, again.changed, again.unchanged), (0, 0, 4));
    assert!(again.opened.is_empty() && again.kept);
    for text in office
        .database
        .texts(
            "SELECT image_after FROM ledger WHERE image_after IS NOT NULL AND subject <> 'rulebook_version'",
        )
        .await
    {
        assert!(
            !text.contains("函询") && !text.contains("违纪"),
            "keys, no words: {text}"
        );
    }
}

async fn routes_send_a_clue_where_the_rulebook_says(office: &mut Office) {
    office.contacts().await;
    let row = |code, organ, category| [code, "2026年9月1日", organ, "", category, "", "", "", ""];
    let report = registers(
        office,
        &[
            row("XS-2026-03-021", "", "违纪违法"),
            row("XS-2026-03-022", "", "选人用人"),
            row("XS-2026-03-023", "市审计局", "选人用人"),
        ],
        false,
    )
    .await;
    assert!(report.kept, "{report:?}");
    assert_eq!(report.warnings.len(), 1, "one goes elsewhere than its route");
    let organs: Vec<_> = list_clues(&office.house, Actor::Operator, None, false)
        .await
        .unwrap();
    let organs: Vec<_> = organs.iter().map(|clue| clue.organ.as_str()).collect();
    assert_eq!(organs, [DISCIPLINE, PERSONNEL, "市审计局"]);
    let lost = registers(office, &[row("XS-2026-03-024", "", "其他")], false).await;
    assert!(lost.errors[0].why.contains("承办单位") && !lost.kept);
}

async fn what_the_register_says_otherwise_wants_to_be_allowed(office: &mut Office) {
    with_one(office).await;
    let mut changed = FIRST;
    changed[1] = "2026年8月31日";
    changed[3] = "戊一";
    changed[5] = "是";
    changed[6] = "谈话函询";
    let refused = registers(office, &[changed], false).await;
    assert!(!refused.kept && refused.refusal.is_some());
    let fields: Vec<_> = refused.differences.iter().map(|it| it.field).collect();
    assert_eq!(fields, ["transferred_on", "custodian", "priority", "way"]);
    assert_eq!(clue(office, FIRST[0]).await.way, None);
    assert!(registers(office, &[changed], true).await.kept);
    let kept = clue(office, FIRST[0]).await;
    assert_eq!((kept.way.as_deref(), kept.is_priority), (Some("inquiry"), true));
    let feedback = matter(office, FIRST[0], "C-FEED").await;
    assert_eq!(
        (feedback.started_on, feedback.due_on),
        (day("2026-08-31"), Some(day("2026-11-30")))
    );
    let named = office.reads().await.list_assignments(feedback.id).await.unwrap();
    assert_eq!(named[0].person_id, office.person("戊一").await.id);
    let mut concluded = changed;
    concluded[8] = "是";
    assert!(registers(office, &[concluded], true).await.kept);
    assert!(
        matters(office, FIRST[0])
            .await
            .iter()
            .all(|matter| !matter.is_open())
    );
    assert_eq!(registers(office, &[concluded], false).await.unchanged, 1);
}

async fn what_became_of_clues_is_counted_beside_the_year_before(office: &mut Office) {
    office.contacts().await;
    let row = |code, on, way| [code, on, "市纪委监委", "", "违纪违法", "", way, "", "否"];
    registers(
        office,
        &[
            row("XS-2025-01-001", "2025年9月1日", "谈话函询"),
            row("XS-2025-01-002", "2025年9月1日", "初步核实"),
            row("XS-2026-03-001", "2026年8月20日", "谈话函询"),
            row("XS-2026-03-002", "2026年8月20日", ""),
            row("XS-2026-03-003", "2026年8月20日", ""),
        ],
        false,
    )
    .await;
    let (house, actor) = (&office.house, Actor::Operator);
    let disposal = Disposal {
        way: Some("初步核实".into()),
        form: Some("2".into()),
        counts: vec![("filed".into(), 1), ("处分".into(), 2)],
        priority: Some(true),
    };
    dispose(house, actor, "XS-2026-03-002", &disposal)
        .await
        .unwrap()
        .unwrap();
    let unknown = Disposal {
        way: Some("约谈".into()),
        ..Disposal::default()
    };
    assert!(refusal(dispose(house, actor, "XS-2026-03-002", &unknown).await).contains("inquiry"));
    let first = &list_clues(house, actor, None, false).await.unwrap()[0];
    assert_eq!(first.code, "XS-2026-03-002", "priority first");
    let stats = stats(house, actor, Some(2026)).await.unwrap();
    let figure = |of: &str, key: Option<&str>| -> Figure {
        let mut figures = stats.figures.iter();
        figures
            .find(|it| it.of == of && it.key.as_deref() == key)
            .unwrap()
            .clone()
    };
    let plain = |it: Figure| (it.now, it.before, it.change, it.percent);
    assert_eq!(plain(figure("total", None)), (3, 2, 1, Some(50.0)));
    assert_eq!(plain(figure("way", Some("inquiry"))), (1, 1, 0, Some(0.0)));
    assert_eq!(
        plain(figure("form", Some("2"))),
        (1, 0, 1, None),
        "no base, no percent"
    );
    assert_eq!(plain(figure("count", Some("punished"))), (2, 0, 2, None));
    assert_eq!(
        plain(figure("overdue", None)),
        (3, 2, 1, Some(50.0)),
        "nobody has signed"
    );
}

in_an_office!(
    the_register_opens_what_the_organs_must_do_and_says_nothing,
    routes_send_a_clue_where_the_rulebook_says,
    what_the_register_says_otherwise_wants_to_be_allowed,
    what_became_of_clues_is_counted_beside_the_year_before,
);
