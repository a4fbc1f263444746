//! The sample workbooks, against what they are known to mean.

use super::support::{contacts, day, defaults, ledger, places, sample};
use huiyin::domain::role::Role;
use huiyin::intake::{Defaults, DuePhrase, Layout, MeasureRow, merge_problems};
use serde_json::{Value, json};

fn as_expected(row: &MeasureRow) -> Value {
    let due = row.due.unwrap();
    let on = match due.phrase {
        DuePhrase::Fixed(day) => Some(day.to_string()),
        _ => None,
    };
    json!({
        "row": row.row,
        "problem": row.problem,
        "measure": row.measure,
        "due": on,
        "mode": due.phrase.to_string(),
        "status": row.status.word,
        "raw": row.due_raw,
    })
}

#[test]
fn a_units_ledger_is_read_row_by_row_as_expected() {
    for unit in ["市住建局", "市财政局"] {
        let book = ledger(&sample(&format!("整改台账-{unit}.xlsx")), &defaults());
        let expected: Value =
            serde_json::from_slice(&sample(&format!("整改台账-{unit}.expected.json"))).unwrap();
        assert_eq!(book.problems, []);
        assert_eq!(book.warnings, Vec::<String>::new());
        assert_eq!(book.layout, Layout::Unit);
        assert_eq!(book.unit.as_deref(), expected["unit"].as_str());
        assert_eq!(book.round.as_deref(), Some("第三轮"));
        assert_eq!(
            book.feedback_on.map(|day| day.to_string()).as_deref(),
            expected["feedback_on"].as_str()
        );
        let rows: Vec<Value> = book.rows.iter().map(as_expected).collect();
        assert_eq!(Value::from(rows), expected["measures"]);
    }
}

#[test]
fn merged_cells_give_their_words_to_every_measure() {
    let book = ledger(&sample("整改台账-市住建局.xlsx"), &defaults());
    let (first, second) = (&book.rows[0], &book.rows[1]);
    assert_eq!((first.position, second.position), (1, 2));
    assert_eq!(second.finding, "党组会议记录不规范,部分议题未记录表决情况");
    assert_eq!(second.category.as_deref(), Some("党的领导"));
    assert_eq!(second.measure_kind.as_deref(), Some("建章立制"));
    assert_eq!(second.department.as_deref(), Some("办公室"));
    let names: Vec<_> = second
        .responsible
        .iter()
        .map(|person| (person.name.as_str(), person.lead))
        .collect();
    assert_eq!(names, [("甲八", false), ("甲六", false)]);
    assert_eq!(second.leaders[0].name, "甲三");
    let leading = &book.rows[3].responsible;
    assert!(leading.len() == 1 && leading[0].name == "甲六" && leading[0].lead);
}

#[test]
fn the_citys_ledger_is_read_whole_and_fast() {
    let bytes = sample("全市整改台账-10647.xlsx");
    let start = std::time::Instant::now();
    let book = ledger(&bytes, &defaults());
    let took = start.elapsed();
    assert_eq!(book.layout, Layout::City);
    assert_eq!((book.rows.len(), book.problems.len()), (10_647, 0));
    assert!(book.warnings.is_empty(), "{:?}", book.warnings);
    let last = book.rows.last().unwrap();
    assert_eq!((last.row, last.code.as_deref()), (10_648, Some("ZG-2026-10647")));
    let units: std::collections::HashSet<_> = book.rows.iter().map(|row| &row.unit).collect();
    assert_eq!(units.len(), 304);
    assert!(
        book.rows
            .iter()
            .all(|row| row.due.is_some() && row.team.is_some() && row.round.is_some())
    );
    assert!(cfg!(debug_assertions) || took.as_secs() < 1, "{took:?}");
}

#[test]
fn the_bad_ledger_has_its_problems_where_they_are() {
    let book = ledger(&sample("坏台账.xlsx"), &defaults());
    // Rows 5 and 6 (unknown unit, unknown person) are for whoever knows units and people.
    let expected = [
        (2, "C"),
        (3, "F"),
        (4, "F"),
        (7, "F"),
        (8, "G"),
        (9, "F"),
        (10, "A"),
        (11, "C"),
        (12, "C"),
    ];
    assert_eq!(places(&book.problems), expected);
    let told: Vec<String> = book
        .problems
        .iter()
        .map(|problem| {
            format!(
                "{}{} {} [{}] {}",
                problem.column, problem.row, problem.header, problem.cell, problem.why
            )
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn the_importers_findings_join_those_of_the_file() {
    let book = ledger(&sample("坏台账.xlsx"), &defaults());
    assert_eq!(book.rows.len(), 11);
    let unknown: Vec<_> = book
        .rows
        .iter()
        .filter_map(|row| {
            let unit = row.unit.as_deref()?;
            let stranger = row.responsible.iter().find(|person| person.name == "查无此人");
            if unit != "市住建局" {
                Some(book.problem(row, huiyin::intake::LedgerColumn::Unit, unit, "单位不在通讯录中"))
            } else {
                let name = &stranger?.name;
                Some(book.problem(
                    row,
                    huiyin::intake::LedgerColumn::Responsible,
                    name,
                    "人员不在通讯录中",
                ))
            }
        })
        .collect();
    assert_eq!(places(&unknown), [(5, "B"), (6, "E")]);
    let all = merge_problems(book.problems.into_iter().chain(unknown));
    let rows: Vec<u32> = all.iter().map(|problem| problem.row).collect();
    assert_eq!(rows, (2..=12).collect::<Vec<_>>());
}

#[test]
fn a_card_number_is_never_repeated() {
    let book = ledger(&sample("坏台账.xlsx"), &defaults());
    let all = format!("{book:?}");
    assert!(!all.contains("110101199003070970"));
    assert!(all.contains("110*************70"));
}

#[test]
fn an_old_date_is_found_with_and_without_a_feedback_day() {
    for feedback_on in [None, Some(day("2026-08-31"))] {
        let book = ledger(
            &sample("坏台账.xlsx"),
            &Defaults {
                feedback_on,
                ..defaults()
            },
        );
        assert!(places(&book.problems).contains(&(9, "F")));
    }
}

#[test]
fn contacts_are_read_with_roles_mails_and_former_units() {
    let book = contacts(&sample("通讯录.xlsx"));
    assert_eq!(book.problems, []);
    assert_eq!(book.rows.len(), 27);
    let liaison = &book.rows[0];
    assert_eq!(
        (liaison.row, liaison.unit.as_str(), liaison.name.as_str()),
        (2, "市住建局", "甲一")
    );
    assert_eq!(liaison.role, Some(Role::Liaison));
    assert_eq!(liaison.post.as_deref(), Some("办公室主任"));
    assert_eq!(liaison.mail.as_deref(), Some("zjj1@zjj.example"));
    let roles = |role| book.rows.iter().filter(|row| row.role == Some(role)).count();
    assert_eq!(
        (
            roles(Role::Handler),
            roles(Role::InspectionTeam),
            roles(Role::ClueCustodian)
        ),
        (8, 2, 3)
    );
    assert_eq!(
        (roles(Role::OversightRoom), roles(Role::LeadingGroupHead)),
        (1, 1)
    );
    let avoiding: Vec<_> = book
        .rows
        .iter()
        .filter(|row| !row.former_units.is_empty())
        .map(|row| row.name.as_str())
        .collect();
    assert_eq!(avoiding, ["丙二", "丙五"]);
}
