//! Rows under the header: which are findings, which go on, which are none, and what is wrong with them.

use super::hostile::rewritten;
use super::support::{Book, HEADER, Put, defaults, ledger, numbers, places, plain, row};
use huiyin::intake::{Layout, LedgerColumn, StatusWord};

#[test]
fn rows_that_leave_number_and_finding_blank_go_on_with_the_finding_above() {
    let book = plain(&[
        row("1", "问题一", "措施一", "2026年9月30日"),
        vec!["", "", "措施二", "", "10月底前", ""],
        vec!["", "", "措施三", "甲二", "年底前", "已完成"],
        row("2", "问题二", "措施四", "2026年9月30日"),
    ])
    .ledger_of(Some("2026-08-31"));
    assert_eq!(book.problems, []);
    assert_eq!(numbers(&book), [(2, 1, 1), (3, 1, 2), (4, 1, 3), (5, 2, 1)]);
    let second = &book.rows[1];
    assert_eq!(
        (second.finding.as_str(), second.responsible[0].name.as_str()),
        ("问题一", "甲一")
    );
    assert_eq!(
        (second.status.word, second.status_raw.as_str()),
        (StatusWord::Open, "")
    );
    assert_eq!(book.rows[2].responsible[0].name, "甲二");
}

#[test]
fn rows_that_repeat_number_and_finding_go_on_too() {
    let mut book = plain(&[
        row("1", "问题一", "措施一", "2026年9月30日"),
        row("1", "问题一", "措施二", "2026年9月30日"),
        row("1", "问题一", "措施二", "2026年9月30日"),
    ]);
    let book = book.ledger();
    assert_eq!(numbers(&book), [(2, 1, 1), (3, 1, 2), (4, 1, 3)]);
    assert_eq!(places(&book.problems), [(4, "C")]);
    assert!(book.problems[0].why.contains("与第 3 行重复"));
}

#[test]
fn a_number_is_used_once_in_a_unit_and_round() {
    let book = plain(&[
        row("1", "问题一", "措施一", "2026年9月30日"),
        row("(二)", "问题二", "措施一", "2026年9月30日"),
        row("一、", "问题三", "措施一", "2026年9月30日"),
    ])
    .ledger();
    assert_eq!(places(&book.problems), [(4, "A")]);

    let header = ["序号", "被巡察单位", "轮次", "问题表述", "完成时限"];
    let city = Book::of(&[
        &header,
        &["1", "市甲局", "第一轮", "问题一", "2026年9月30日"],
        &["1", "市乙局", "第一轮", "问题一", "2026年9月30日"],
        &["1", "市乙局", "第二轮", "问题一", "2026年9月30日"],
        &["1", "市乙局", "第二轮", "问题二", "2026年9月30日"],
    ])
    .ledger();
    assert_eq!(city.layout, Layout::City);
    assert_eq!(places(&city.problems), [(5, "A")]);
}

#[test]
fn a_code_is_used_once_and_tells_rows_without_a_number_apart() {
    let book = Book::of(&[
        &["问题编号", "被巡察单位", "反馈问题", "整改措施", "整改时限"],
        &["ZG-1", "市甲局", "问题一", "措施一", "2026年9月30日"],
        &["ZG-2", "市甲局", "问题二", "措施一", "2026年9月30日"],
        &["ZG-3", "市乙局", "问题三", "措施一", "2026年9月30日"],
        &["", "", "", "措施二", "2026年9月30日"],
        &["ZG-1", "市乙局", "问题四", "措施一", "2026年9月30日"],
        &["", "市乙局", "问题五", "措施一", "2026年9月30日"],
    ])
    .ledger();
    assert_eq!(places(&book.problems), [(6, "A"), (7, "A")]);
    assert_eq!(numbers(&book)[..4], [(2, 1, 1), (3, 2, 1), (4, 1, 1), (5, 1, 2)]);
    assert_eq!(book.rows[3].code.as_deref(), Some("ZG-3"));
    assert_eq!(book.rows[3].unit.as_deref(), Some("市乙局"));
}

#[test]
fn notes_totals_headings_and_repeated_headers_are_no_findings() {
    let mut book = plain(&[
        vec!["一、党的领导方面"],
        row("1", "问题一", "措施一", "2026年9月30日"),
        vec!["", "", "", "", "", ""],
        HEADER.to_vec(),
        vec!["", "", "措施二", "", "2026年9月30日", ""],
        vec!["二、党的建设方面"],
        row("2", "注重形式", "说明情况", "2026年9月30日"),
        vec!["3"],
        vec!["合计", "2", "3"],
        vec!["注:1.本表一式三份。"],
        vec!["2.长期坚持事项请注明。"],
        vec!["填报人:", "张三", "审核人:", "李四"],
    ]);
    book.merge(1, 0, 1, 5, "一、党的领导方面");
    let book = book.ledger();
    assert_eq!(book.problems, []);
    assert_eq!(numbers(&book), [(3, 1, 1), (6, 1, 2), (8, 2, 1)]);
    let categories: Vec<_> = book
        .rows
        .iter()
        .map(|row| row.category.as_deref().unwrap())
        .collect();
    assert_eq!(
        categories,
        ["一、党的领导方面", "一、党的领导方面", "二、党的建设方面"]
    );
    assert_eq!(book.warnings, ["第 9 行只有序号,没有内容,未读取"]);
}

#[test]
fn a_finding_without_a_measure_is_read_with_a_warning() {
    let rows: Vec<Vec<&str>> = (1..=12).map(|_| row("", "问题", "", "2026年9月30日")).collect();
    let numbers: Vec<String> = (1..=12).map(|number: u32| number.to_string()).collect();
    let rows: Vec<Vec<&str>> = rows
        .into_iter()
        .zip(&numbers)
        .map(|(mut row, number)| {
            row[0] = number;
            row
        })
        .collect();
    let book = plain(&rows).ledger();
    assert_eq!((book.problems.len(), book.rows[0].measure.as_deref()), (0, None));
    assert_eq!(
        book.warnings,
        ["第 2、3、4、5、6、7、8、9、10、11 等 12 行没有整改措施"]
    );
}

#[test]
fn a_row_that_cannot_be_placed_says_so() {
    let book = plain(&[
        vec!["", "", "措施零", "", "2026年9月30日", ""],
        row("1", "问题一", "措施一", "2026年9月30日"),
        row("", "问题二", "措施一", "2026年9月30日"),
        row("1.5", "问题三", "措施一", "2026年9月30日"),
        row("4", "", "措施一", "2026年9月30日"),
    ])
    .ledger();
    assert_eq!(places(&book.problems), [(2, "B"), (4, "A"), (5, "A"), (6, "B")]);
}

#[test]
fn all_that_is_wrong_in_a_row_is_told_at_once() {
    let mut book = plain(&[row("1", "", "措施一", "尽快")]);
    let book = book
        .put(1, 5, Put::Text("差不多了"))
        .put(1, 3, Put::Formula("=A1&\"甲\""))
        .ledger();
    assert_eq!(places(&book.problems), [(2, "D")]);
    let why = &book.problems[0].why;
    for word in [
        "公式",
        "B 列“反馈问题”",
        "E 列“整改时限”(尽快)",
        "F 列“完成情况”(差不多了)",
    ] {
        assert!(why.contains(word), "{word} in {why}");
    }
}

#[test]
fn formulas_and_errors_are_refused_where_they_are_read() {
    let mut book = plain(&[
        row("1", "问题一", "措施一", "2026年9月30日"),
        row("2", "问题二", "措施一", "2026年9月30日"),
    ]);
    book.put(1, 4, Put::Formula("=DATE(2026,9,30)"))
        .put(1, 9, Put::Formula("=E2-TODAY()"));
    let read = book.ledger();
    assert_eq!(places(&read.problems), [(2, "E")]);
    assert_eq!(read.problems[0].cell, "=DATE(2026,9,30)");
    let bytes = rewritten(
        &plain(&[row("1", "问题一", "措施一", "x")]).bytes(),
        "xl/worksheets/sheet1.xml",
        |xml| {
            let from = xml.find("<c r=\"E2\"").unwrap();
            let to = from + xml[from..].find("</c>").unwrap();
            format!("{}<c r=\"E2\" t=\"e\"><v>#REF!</v>{}", &xml[..from], &xml[to..])
        },
    );
    let read = ledger(&bytes, &defaults());
    assert_eq!(places(&read.problems), [(2, "E")]);
    assert_eq!(read.problems[0].cell, "#REF!");
}

#[test]
fn a_problem_can_be_made_at_any_column() {
    let book = plain(&[row("1", "问题一", "措施一", "2026年9月30日")]).ledger();
    let problem = book.problem(
        &book.rows[0],
        LedgerColumn::Responsible,
        "甲一",
        "人员不在通讯录中",
    );
    assert_eq!(
        (problem.row, problem.column.as_str(), problem.header.as_str()),
        (2, "D", "责任人")
    );
}
