//! A city's flat ledger: several units and rounds in one sheet, rows that move, days long ago, marked papers.

use crate::support::database::in_an_office;
use crate::support::office::{FINANCE, HOUSING, Office, day, refusal};
use crate::support::sheet::table;
use huiyin::supervision::{ImportOptions, ImportReport};

const HEAD: &[&str] = &[
    "被巡察单位",
    "附件数",
    "问题编号",
    "轮次",
    "整改时限",
    "反馈问题",
    "责任人",
    "完成情况",
];
const ROWS: [&[&str]; 4] = [
    &[
        HOUSING,
        "2",
        "W-1",
        "第三轮",
        "2026年10月底前",
        "会议记录不规范",
        "甲五",
        "未启动",
    ],
    &[
        HOUSING,
        "",
        "W-2",
        "第二轮",
        "2026.12.20",
        "账实不符",
        "甲六",
        "60%",
    ],
    &[
        FINANCE,
        "1",
        "W-3",
        "第三轮",
        "2026-9-30",
        "制度缺失",
        "乙五",
        "√",
    ],
    &[
        FINANCE,
        "",
        "W-4",
        "第2轮",
        "２０２６年９月３０日",
        "台账缺项",
        "",
        "整改中",
    ],
];

async fn takes(office: &Office, rows: &[&[&str]]) -> ImportReport {
    let above: [&[&str]; 4] = [&[], &["全市整改台账"], &[], HEAD];
    let bytes = table(&[above.as_slice(), rows].concat());
    office
        .imports_bytes(&bytes, "全市.xlsx", &ImportOptions::default())
        .await
        .unwrap()
}

async fn several_inspections_come_in_twice_unchanged(office: &mut Office) {
    office.contacts().await;
    let first = takes(office, &ROWS).await;
    assert_eq!(
        (first.kind, first.created, first.kept),
        ("city_ledger", 4, true),
        "{first:?}"
    );
    assert!(
        first.warnings.iter().any(|warning| warning.contains("附件数")),
        "{:?}",
        first.warnings
    );
    assert_eq!(office.database.number("SELECT COUNT(*) FROM inspection").await, 4);
    let before = office.verifies().await;
    let again = takes(office, &ROWS).await;
    assert_eq!(
        (again.unchanged, again.changed, again.created),
        (4, 0, 0),
        "{again:?}"
    );
    assert_eq!(office.verifies().await, before);
}

async fn a_row_that_moved_is_the_same_matter(office: &mut Office) {
    office.contacts().await;
    takes(office, &ROWS).await;
    let before = office.verifies().await;
    let mut turned = ROWS;
    turned.reverse();
    let again = takes(office, &turned).await;
    assert_eq!((again.unchanged, again.gone.len()), (4, 0), "{again:?}");
    assert_eq!(office.verifies().await, before);
    assert_eq!(
        office.matter("w-2-1").await.title,
        "账实不符",
        "a code in small letters"
    );
    assert_eq!(office.matter(" Ｗ－２－1 ").await.code, "W-2-1");
}

async fn a_feedback_long_ago_is_taken_with_a_warning(office: &mut Office) {
    office.contacts().await;
    let far = office.records("feedback", FINANCE, "第一轮", "2019-03-01").await;
    assert!(far.warnings[0].contains("2019-03-01"), "{far:?}");
    let near = office.records("feedback", FINANCE, "第三轮", "2026-08-31").await;
    assert!(near.warnings.is_empty(), "{near:?}");

    let ledger = |on: &str| {
        let title = format!("反馈时间:{on}");
        let rows: [&[&str]; 4] = [
            &["填报单位:市住建局", "轮次:第三轮"],
            &[&title],
            &["序号", "反馈问题", "责任人", "整改时限"],
            &["1", "会议记录不规范", "甲五", "2020年3月31日"],
        ];
        table(&rows)
    };
    let dry = ImportOptions {
        dry_run: true,
        ..ImportOptions::default()
    };
    let old = office
        .imports_bytes(&ledger("2020年1月2日"), "台账.xlsx", &dry)
        .await
        .unwrap();
    assert!(
        old.warnings
            .iter()
            .any(|warning| warning.contains("2020-01-02 距今")),
        "{old:?}"
    );
    let ahead = office
        .imports_bytes(&ledger("2026年9月2日"), "台账.xlsx", &dry)
        .await;
    assert!(matches!(&ahead, Ok(report) if !report.errors.is_empty()) || ahead.is_err());
}

async fn a_marked_paper_leaves_nothing_behind(office: &mut Office) {
    office.contacts().await;
    let before = office.verifies().await;
    let mut marked = ROWS.to_vec();
    marked.push(&["", "", "", "", "", "", "", "机密★1年"]);
    let refused = takes(office, &marked).await;
    assert_eq!(
        (refused.errors.len(), refused.kept),
        (1, false),
        "{:?}",
        refused.errors
    );
    assert_eq!(
        (refused.errors[0].row, refused.errors[0].column.as_str()),
        (9, "H")
    );
    let bytes = table(&[HEAD, ROWS[0]]);
    let named = office
        .imports_bytes(&bytes, "机密-台账.xlsx", &ImportOptions::default())
        .await;
    assert!(refusal(named).contains("the file's name bears a secrecy mark"));
    let proof = huiyin::supervision::NewEvent {
        kind: "feedback".to_owned(),
        happened_on: day("2026-08-31"),
        proof: "【机密】反馈意见".to_owned(),
    };
    let actor = huiyin::domain::ledger::Actor::Operator;
    let recorded = huiyin::supervision::record(&office.house, actor, HOUSING, Some("第三轮"), &proof).await;
    assert!(refusal(recorded).contains("the proof bears a secrecy mark"));
    assert_eq!(office.verifies().await, before);
}

in_an_office!(
    several_inspections_come_in_twice_unchanged,
    a_row_that_moved_is_the_same_matter,
    a_feedback_long_ago_is_taken_with_a_warning,
    a_marked_paper_leaves_nothing_behind,
);
