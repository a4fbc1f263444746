//! The register of clues: codes come in, and nothing else does.

use super::support::{defaults, sample};
use crate::support::sheet::table;
use chrono::NaiveDate;
use huiyin::intake::{ClueBook, DuePhrase, IntakeError, Workbook, read};

const HEAD: [&str; 5] = ["线索编号", "移交日期", "承办单位", "类别", "是否办结"];
const ROW: [&str; 5] = ["XS-2026-03-001", "2026年8月20日", "市纪委监委", "违纪违法", "否"];

fn clues(bytes: &[u8]) -> Result<ClueBook, IntakeError> {
    match read(bytes, &defaults())? {
        Workbook::Clues(book) => Ok(book),
        other => panic!("no clue register: {other:?}"),
    }
}

fn with_column(header: &str, cell: &str) -> Result<ClueBook, IntakeError> {
    let (mut head, mut row) = (HEAD.to_vec(), ROW.to_vec());
    head.push(header);
    row.push(cell);
    clues(&table(&[&head, &row]))
}

fn why(rows: &[&[&str]]) -> String {
    let book = clues(&table(&[&[HEAD.as_slice()], rows].concat())).unwrap();
    let [problem] = book.problems.as_slice() else {
        panic!("{:?}", book.problems);
    };
    format!("{}{} {}", problem.column, problem.row, problem.why)
}

#[test]
fn the_sample_is_read_whole() {
    let book = clues(&sample("问题线索移交台账.xlsx")).unwrap();
    assert_eq!(book.problems, []);
    let codes: Vec<_> = book.rows.iter().map(|row| row.code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "XS-2026-03-001",
            "XS-2026-03-002",
            "XS-2026-03-003",
            "XS-2026-03-004"
        ]
    );
    let day = |day| NaiveDate::from_ymd_opt(2026, 8, day).unwrap();
    let days: Vec<_> = book.rows.iter().map(|row| row.transferred_on).collect();
    assert_eq!(days, [day(20), day(20), day(21), day(21)]);
    let due: Vec<_> = book.rows.iter().map(|row| row.due).collect();
    let months = "3 months".parse().unwrap();
    assert_eq!(
        due,
        [
            None,
            Some(DuePhrase::Relative(months)),
            Some(DuePhrase::Fixed(NaiveDate::from_ymd_opt(2026, 11, 21).unwrap())),
            Some(DuePhrase::Relative(months)),
        ]
    );
    assert!(book.rows[3].is_concluded && !book.rows[0].is_concluded);
    assert_eq!(book.rows[0].custodian.as_deref(), Some("戊一"));
}

#[test]
fn a_column_of_names_posts_or_contents_keeps_the_file_out_filled_or_not() {
    for header in [
        "被反映人",
        "姓名",
        "职务",
        "级别",
        "职级",
        "具体问题",
        "主要内容",
        "反映内容",
        "备注",
    ] {
        for cell in ["", "某某"] {
            match with_column(header, cell) {
                Err(IntakeError::ClueContent {
                    sheet,
                    column,
                    header: named,
                }) => assert_eq!(
                    (sheet.as_str(), column.as_str(), named.as_str()),
                    ("Sheet1", "F", header)
                ),
                other => panic!("{header}: {other:?}"),
            }
        }
    }
    let error = with_column("被反映人", "").unwrap_err().to_string();
    assert!(
        error.contains("column F `被反映人`") && error.contains("delete the column"),
        "{error}"
    );
    assert!(matches!(
        with_column("领导批示", ""),
        Err(IntakeError::ClueColumn { .. })
    ));
    assert!(with_column("序号", "1").is_ok() && with_column("轮次", "第三轮").is_ok());
}

#[test]
fn a_register_without_codes_is_known_by_whom_it_names_and_refused() {
    let bytes = table(&[
        &["被反映人姓名", "承办单位", "处置方式"],
        &["某某", "市纪委监委", "谈话函询"],
    ]);
    assert!(matches!(clues(&bytes), Err(IntakeError::ClueContent { .. })));
    let header = ["序号", "被反映人", "具体问题", "移交时间", "办理期限"];
    let bytes = table(&[&header, &["1", "甲一", "问题一", "2026年8月20日", "3个月内"]]);
    assert!(matches!(clues(&bytes), Err(IntakeError::ClueContent { .. })));
}

#[test]
fn texts_and_numbers_of_persons_are_row_errors() {
    let id = [
        "XS-2026-03-002",
        "2026年8月20日",
        "110101199003070970",
        "违纪违法",
        "否",
    ];
    assert!(why(&[&ROW, &id]).starts_with("C3 含有身份证号"));
    let long = "反映该单位在工程招投标中存在的若干情况以及相关人员的有关表现和处理建议";
    let text = ["XS-2026-03-002", "2026年8月20日", "市纪委监委", long, "否"];
    assert!(why(&[&text]).starts_with("D2 文字过长"), "{}", why(&[&text]));
    let words = ["某某收受礼金", "2026年8月20日", "市纪委监委", "", ""];
    assert!(why(&[&words]).starts_with("A2 线索编号只能由"));
    let twice = ["xs-2026-03-001", "2026年8月21日", "市纪委监委", "", ""];
    assert!(why(&[&ROW, &twice]).contains("与第 2 行的线索编号相同"));
    let beside = ["XS-2026-03-002", "2026年8月20日", "市纪委监委", "", "", "某某"];
    assert!(why(&[&beside]).starts_with("F2 这一列没有列名"));
    let undated = ["XS-2026-03-002", "8月下旬", "市纪委监委", "", ""];
    assert!(why(&[&undated]).starts_with("B2 移交日期看不懂"));
}

#[test]
fn what_a_problem_quotes_is_short() {
    let long = "反映该单位在工程招投标中存在的若干情况以及相关人员的有关表现和处理建议";
    let text = ["XS-2026-03-002", "2026年8月20日", "市纪委监委", long, "否"];
    let book = clues(&table(&[&HEAD, &text])).unwrap();
    assert_eq!(book.problems[0].cell, "反映该单位在工程…");
}
