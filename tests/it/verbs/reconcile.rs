//! 三方对账: the office's copy goes out, another comes back; what agrees is stamped, every difference is answered once.

use crate::support::database::in_an_office;
use crate::support::office::{HOUSING, HOUSING_LEDGER, Office, refusal};
use crate::support::sheet::table;
use huiyin::domain::ledger::Actor;
use huiyin::domain::reconciliation::{CopyRow, Differs, Side};
use huiyin::intake::read_copy;
use huiyin::supervision::{ReconcileReport, export_copy, reconcile, stamps_of};

async fn an_exported_copy(office: &Office) -> Vec<CopyRow> {
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    let copy = export_copy(&office.house, HOUSING).await.unwrap();
    let book = read_copy(&copy.bytes).unwrap();
    assert_eq!(book.problems, []);
    assert_eq!(book.rows.len(), copy.rows);
    book.rows.into_iter().map(|(_, row)| row).collect()
}

/// A copy as a unit would fill it in.
fn copy_of(rows: &[CopyRow]) -> Vec<u8> {
    let words = |row: &CopyRow| {
        let state = match row.state.as_str() {
            "open" => "未启动",
            "in_progress" => "正在整改",
            "mostly_completed" => "基本完成",
            "standing" => "长期坚持",
            _ => "已完成",
        };
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        [
            row.code.clone(),
            state.to_owned(),
            day(row.due_on),
            day(row.finished_on),
            row.evidence.to_string(),
        ]
    };
    let head = ["编号", "完成情况", "整改时限", "完成日期", "佐证材料件数"].map(str::to_owned);
    let all: Vec<[String; 5]> = std::iter::once(head).chain(rows.iter().map(words)).collect();
    let cells: Vec<Vec<&str>> = all
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let slices: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
    table(&slices)
}

async fn compares(office: &Office, bytes: &[u8], side: Side) -> anyhow::Result<ReconcileReport> {
    let clerk = office.person("丙一").await.id;
    reconcile(&office.house, Actor::Person(clerk), bytes, "对账表.xlsx", side).await
}

async fn the_offices_own_copy_agrees_and_is_stamped(office: &mut Office) {
    let rows = an_exported_copy(office).await;
    let report = compares(office, &copy_of(&rows), Side::Unit).await.unwrap();
    assert!(report.kept);
    assert_eq!((report.agreed, report.differing.len()), (rows.len(), 0));
    assert_eq!(office.matters_of("R-DIFF", HOUSING).await, []);
    let mut work = office.reads().await;
    let stamps = stamps_of(&mut work, &office.house, &rows[0].code).await.unwrap();
    assert_eq!(
        (stamps[0].side, stamps[0].by.as_deref()),
        (Side::Unit, Some("丙一"))
    );
    assert_eq!(stamps[0].on, office.today());
}

async fn a_difference_is_a_matter_until_a_later_copy_agrees(office: &mut Office) {
    let rows = an_exported_copy(office).await;
    let mut theirs = rows.clone();
    theirs[1].evidence += 2;
    theirs[1].due_on = theirs[1].due_on.and_then(|day| day.succ_opt());
    let missing = theirs.remove(3).code;
    theirs.push(CopyRow {
        code: "ZG-2026-03-0999".to_owned(),
        ..theirs[0].clone()
    });
    let report = compares(office, &copy_of(&theirs), Side::Unit).await.unwrap();
    assert_eq!(report.agreed, rows.len() - 2);
    let of = |code: &str| report.differing.iter().find(|line| line.code == code).unwrap();
    assert_eq!(of(&rows[1].code).differs, [Differs::Due, Differs::Evidence]);
    assert_eq!(of(&missing).differs, [Differs::NotThere]);
    assert_eq!(of("ZG-2026-03-0999").differs, [Differs::NotHere]);
    let matters = office.matters_of("R-DIFF", HOUSING).await;
    assert_eq!(matters.len(), 3);
    assert!(
        matters
            .iter()
            .all(|matter| matter.is_open() && matter.due_on.is_some())
    );
    assert_eq!(office.matters_of("R-DIFFT", HOUSING).await, []);

    let again = compares(office, &copy_of(&theirs), Side::Unit).await.unwrap();
    assert!(again.differing.iter().all(|line| line.is_known));
    assert_eq!(
        office.matters_of("R-DIFF", HOUSING).await.len(),
        3,
        "asked once while open"
    );
    let team = compares(office, &copy_of(&theirs), Side::Team).await.unwrap();
    assert!(
        team.differing.iter().all(|line| !line.is_known),
        "the other side answers for itself"
    );

    let agreed = compares(office, &copy_of(&rows), Side::Unit).await.unwrap();
    assert_eq!(
        agreed.settled.len(),
        2,
        "the code that only they had is not in it any more"
    );
    let open = office.matters_of("R-DIFF", HOUSING).await;
    assert_eq!(open.iter().filter(|matter| matter.is_open()).count(), 1);
}

async fn a_finding_keeps_its_day_while_its_difference_is_answered(office: &mut Office) {
    let rows = an_exported_copy(office).await;
    let findings = office.matters_of("R-FIND", HOUSING).await;
    let finding = findings.iter().find(|it| it.due_on.is_some()).unwrap();
    let mut theirs = rows.clone();
    theirs.retain(|row| row.code != finding.code);
    compares(office, &copy_of(&theirs), Side::Unit).await.unwrap();
    assert_eq!(office.matter(&finding.code).await.due_on, finding.due_on);
}

async fn what_cannot_be_read_changes_nothing(office: &mut Office) {
    let rows = an_exported_copy(office).await;
    let head = ["编号", "状态", "整改时限", "完成日期", "佐证材料件数"];
    let bad = table(&[
        &head,
        &[rows[0].code.as_str(), "整改中", "2026年9月30日", "", "三"],
        &[rows[1].code.as_str(), "差不多了", "有空就办", "", "1"],
        &[rows[1].code.as_str(), "整改中", "", "", ""],
        &["第三项", "整改中", "", "", ""],
    ]);
    let report = compares(office, &bad, Side::Unit).await.unwrap();
    assert!(!report.kept);
    let places: Vec<(u32, &str)> = report
        .problems
        .iter()
        .map(|it| (it.row, it.column.as_str()))
        .collect();
    assert_eq!(places, [(2, "E"), (3, "B"), (5, "A")]);
    assert_eq!(office.matters_of("R-DIFF", HOUSING).await, []);
    let strangers = table(&[&head, &["ZG-2099-01-0001", "整改中", "", "", ""]]);
    assert!(refusal(compares(office, &strangers, Side::Unit).await).contains("none of its codes"));
    let other = table(&[&["姓名", "电话"], &["甲", "1"]]);
    assert!(refusal(compares(office, &other, Side::Unit).await).contains("编号"));
}

in_an_office!(
    the_offices_own_copy_agrees_and_is_stamped,
    a_difference_is_a_matter_until_a_later_copy_agrees,
    a_finding_keeps_its_day_while_its_difference_is_answered,
    what_cannot_be_read_changes_nothing,
);
