//! Ledgers laid out as no two offices lay them out alike.

use super::support::{Book, Put, day, defaults, ledger, places};
use huiyin::intake::{Defaults, Due, DuePhrase, Layout, LedgerColumn, StatusWord};
use rust_xlsxwriter::{Format, Workbook};

const HEADER: &[&str] = &["序号", "反馈问题", "整改措施", "责任人", "整改时限", "完成情况"];

fn row<'a>(number: &'a str, finding: &'a str, measure: &'a str, due: &'a str) -> Vec<&'a str> {
    vec![number, finding, measure, "甲一", due, "整改中"]
}

/// A unit's ledger of these rows under the plain header.
fn plain(rows: &[Vec<&str>]) -> Book {
    let mut all: Vec<&[&str]> = vec![HEADER];
    all.extend(rows.iter().map(Vec::as_slice));
    Book::of(&all)
}

/// Number and position of each row.
fn numbers(book: &huiyin::intake::LedgerBook) -> Vec<(u32, u32, u32)> {
    book.rows
        .iter()
        .map(|row| (row.row, row.problem, row.position))
        .collect()
}

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
    ])
    .ledger();
    assert_eq!(places(&book.problems), [(6, "A")]);
    assert_eq!(
        numbers(&book),
        [(2, 1, 1), (3, 2, 1), (4, 1, 1), (5, 1, 2), (6, 2, 1)]
    );
    assert_eq!(book.rows[3].code.as_deref(), Some("ZG-3"));
    assert_eq!(book.rows[3].unit.as_deref(), Some("市乙局"));
}

#[test]
fn columns_are_known_by_many_names_in_any_order() {
    let header = [
        "备 注",
        "目前\n状态",
        "整改期限(年月日)*",
        "具体责任人",
        "责任股室",
        "牵头领导",
        "措施类型",
        "具体措施",
        "具体表现",
        "问题分类",
        "是否重点",
        "问题序号",
    ];
    let cells = [
        "甲乙丙",
        "进行中",
        "2026/9/30",
        "甲八(牵头)、甲六",
        "办公室",
        "甲三",
        "建章立制",
        "措施一",
        "问题一",
        "党的领导",
        "是",
        "①",
    ];
    let book = Book::of(&[&header, &cells]).ledger();
    assert_eq!(book.problems, []);
    let row = &book.rows[0];
    assert_eq!(
        (row.problem, row.finding.as_str(), row.measure.as_deref()),
        (1, "问题一", Some("措施一"))
    );
    assert_eq!(
        (row.category.as_deref(), row.department.as_deref()),
        (Some("党的领导"), Some("办公室"))
    );
    assert_eq!((row.leaders[0].name.as_str(), row.responsible.len()), ("甲三", 2));
    assert_eq!(
        (row.measure_kind.as_deref(), row.note.as_deref()),
        (Some("建章立制"), Some("甲乙丙"))
    );
    assert_eq!((row.status.word, row.focus), (StatusWord::InProgress, true));
}

#[test]
fn a_full_width_header_and_one_with_a_hint_are_the_same() {
    for due in [
        "整改时限",
        "整 改 时 限",
        "整改时限（必填）",
        "整改\n时限：",
        "完成时间（计划）",
        "预计完成时间",
        "整改完成时限要求",
    ] {
        let book = Book::of(&[&["序号", "反馈问题", due], &["1", "问题一", "2026年9月30日"]]).ledger();
        assert_eq!(
            book.rows[0].due.unwrap().phrase,
            DuePhrase::Fixed(day("2026-09-30")),
            "{due}"
        );
    }
}

#[test]
fn the_planned_time_is_due_and_the_actual_time_is_not() {
    let book = Book::of(&[
        &[
            "序号",
            "反馈问题",
            "实际完成时间",
            "完成时间",
            "计划完成时间",
            "完成情况",
        ],
        &[
            "1",
            "问题一",
            "2026年7月1日",
            "2026年7月2日",
            "2026年9月30日",
            "已完成",
        ],
    ])
    .ledger();
    assert_eq!(book.rows[0].due_raw, "2026年9月30日");
}

#[test]
fn a_header_of_two_rows_is_read_without_merged_cells_too() {
    let book = Book::of(&[
        &["序号", "反馈问题", "", "整改落实", "", "", "责任", ""],
        &[
            "",
            "类别",
            "内容",
            "措施内容",
            "措施类型",
            "时限",
            "领导",
            "责任人",
        ],
        &[
            "1",
            "党的领导",
            "问题一",
            "措施一",
            "建章立制",
            "10月底",
            "甲三",
            "甲八",
        ],
    ])
    .ledger_of(Some("2026-08-31"));
    assert_eq!(book.problems, []);
    let row = &book.rows[0];
    assert_eq!((row.row, row.measure.as_deref()), (3, Some("措施一")));
    assert_eq!(row.responsible[0].name, "甲八");
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
fn unit_round_and_feedback_day_stand_above_the_table_in_many_ways() {
    let tops: [&[&str]; 7] = [
        &["填报单位:市住建局    轮次:第三轮    反馈时间:2026年8月31日    单位:项"],
        &["填报单位（盖章）：市住建局　巡察轮次：第3轮　巡察反馈时间：2026.8.31"],
        &[
            "填报单位:",
            "市住建局",
            "轮次:",
            "第三轮",
            "反馈日期:",
            "2026-08-31",
        ],
        &["被巡察单位:中共市住建局党组 轮次:三 反馈时间:二〇二六年八月三十一日"],
        &["中共市住建局党组第三轮巡察反馈问题整改台账(2026年8月31日反馈)"],
        &[
            "十二届市委第三轮巡察市住建局党组反馈意见整改台账",
            "反馈日:2026年8月31日",
        ],
        &["单位名称:市住建局轮次:第三轮反馈时间:2026 年 8 月 31 日 填报人:甲一"],
    ];
    for top in tops {
        let book = Book::of(&[top, HEADER, &row("1", "问题一", "措施一", "11月中旬")]).ledger();
        assert_eq!(book.problems, [], "{top:?}");
        assert_eq!(book.unit.as_deref(), Some("市住建局"), "{top:?}");
        assert_eq!(
            book.round
                .as_deref()
                .unwrap()
                .replace('3', "三")
                .trim_matches(['第', '轮']),
            "三",
            "{top:?}"
        );
        assert_eq!(book.feedback_on, Some(day("2026-08-31")), "{top:?}");
        assert_eq!(
            book.rows[0].due.unwrap().phrase,
            DuePhrase::Fixed(day("2026-11-20")),
            "{top:?}"
        );
        assert_eq!(book.rows[0].unit.as_deref(), Some("市住建局"));
    }
}

#[test]
fn a_date_cell_above_the_table_is_the_feedback_day() {
    let bytes = Book::of(&[
        &[Put::Text("反馈时间："), Put::Date(2026, 8, 31)],
        &HEADER.iter().map(|text| Put::Text(text)).collect::<Vec<_>>(),
    ])
    .bytes();
    assert_eq!(ledger(&bytes, &defaults()).feedback_on, Some(day("2026-08-31")));
}

#[test]
fn a_blank_form_above_the_table_says_nothing_and_a_false_day_is_a_problem() {
    let blank = Book::of(&[&["填报单位:    反馈时间:    年  月  日"], HEADER]).ledger();
    assert_eq!(
        (blank.unit, blank.feedback_on, blank.problems.len()),
        (None, None, 0)
    );
    let wrong = Book::of(&[&["填报单位:市住建局 反馈时间:2026年2月30日"], HEADER]).ledger();
    assert_eq!(places(&wrong.problems), [(1, "A")]);
}

#[test]
fn an_option_fills_in_and_must_not_contradict() {
    let options = Defaults {
        unit: Some("市住建局".to_owned()),
        round: Some("第3轮".to_owned()),
        feedback_on: Some(day("2026-08-31")),
        ..defaults()
    };
    let silent = plain(&[row("1", "问题一", "措施一", "年底前")]).bytes();
    let book = ledger(&silent, &options);
    assert_eq!(
        (book.unit.as_deref(), book.round.as_deref()),
        (Some("市住建局"), Some("第3轮"))
    );
    assert_eq!(
        book.rows[0].due.unwrap().phrase,
        DuePhrase::Fixed(day("2026-12-31"))
    );

    let same = Book::of(&[&["填报单位:市住建局 轮次:第三轮 反馈时间:2026年8月31日"], HEADER]).bytes();
    assert_eq!(ledger(&same, &options).problems, []);

    let other = Book::of(&[&["填报单位:市财政局 轮次:第三轮 反馈时间:2026年3月20日"], HEADER]).bytes();
    let problems = ledger(&other, &options).problems;
    assert_eq!(places(&problems), [(1, "A")]);
    assert!(problems[0].why.contains("“市住建局”") && problems[0].why.contains("“2026-08-31”"));
    assert!(problems[0].cell.contains("市财政局"));
}

#[test]
fn a_phrase_without_a_year_waits_for_the_feedback_day() {
    let mut book = plain(&[
        row("1", "问题一", "措施一", "11月中旬"),
        row("2", "问题二", "措施一", "3个月内"),
        row("3", "问题三", "措施一", "10月15日,并长期坚持"),
        row("4", "问题四", "措施一", "12月1日"),
    ])
    .ledger();
    assert_eq!(book.problems, []);
    book.resolve_years(|row| (row.problem < 4).then(|| day("2026-08-31")));
    assert_eq!(
        book.rows[0].due.unwrap().phrase,
        DuePhrase::Fixed(day("2026-11-20"))
    );
    let standing = Due {
        phrase: DuePhrase::Fixed(day("2026-10-15")),
        then_standing: true,
    };
    assert_eq!(book.rows[2].due, Some(standing));
    assert_eq!(places(&book.problems), [(5, "E")]);
    assert_eq!(
        (book.problems[0].cell.as_str(), book.problems[0].header.as_str()),
        ("12月1日", "整改时限")
    );
}

#[test]
fn dates_in_cells_are_read_and_bare_numbers_only_as_whole_dates() {
    let due = |cell: Put<'_>| {
        let mut book = plain(&[row("1", "问题一", "措施一", "")]);
        book.put(1, 4, cell).ledger()
    };
    let fixed = |cell| due(cell).rows[0].due.map(|due| due.phrase);
    assert_eq!(
        fixed(Put::Date(2026, 12, 1)),
        Some(DuePhrase::Fixed(day("2026-12-01")))
    );
    assert_eq!(due(Put::Date(2026, 12, 1)).rows[0].due_raw, "2026-12-01");
    assert_eq!(
        fixed(Put::Number(20_261_220.0)),
        Some(DuePhrase::Fixed(day("2026-12-20")))
    );
    for number in [46_000.0, 2026.1, 2026.0, -3.0, 20_261_340.0] {
        let book = due(Put::Number(number));
        assert_eq!(places(&book.problems), [(2, "E")], "{number}");
        assert!(book.problems[0].why.contains("数字"), "{number}");
    }
}

#[test]
fn a_workbook_that_counts_from_1904_has_the_same_days() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["序号", "反馈问题", "整改时限"]).unwrap();
    sheet.write_row(1, 0, ["1", "问题一"]).unwrap();
    let serial = (day("2026-12-01") - day("1904-01-01")).num_days() as f64;
    let format = Format::new().set_num_format("yyyy/m/d");
    sheet.write_number_with_format(1, 2, serial, &format).unwrap();
    let bytes = super::hostile::rewritten(&workbook.save_to_buffer().unwrap(), "xl/workbook.xml", |xml| {
        assert!(xml.contains("<workbookPr "));
        xml.replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
    });
    let book = ledger(&bytes, &defaults());
    assert_eq!(
        book.rows[0].due.unwrap().phrase,
        DuePhrase::Fixed(day("2026-12-01"))
    );
}

#[test]
fn a_completed_measure_needs_no_date_and_a_standing_one_is_standing() {
    let cells = |status| vec!["1", "问题一", "措施一", "甲一", "", status];
    let completed = plain(&[cells("√")]).ledger();
    assert_eq!((completed.rows[0].due, completed.problems.len()), (None, 0));
    let standing = plain(&[cells("长期坚持")]).ledger();
    assert_eq!(standing.rows[0].due.unwrap().phrase, DuePhrase::Standing);
    let open = plain(&[cells("整改中")]).ledger();
    assert_eq!(places(&open.problems), [(2, "E")]);
}

#[test]
fn a_due_day_must_be_near_the_feedback_day() {
    let book = plain(&[
        row("1", "问题一", "措施一", "2023年8月30日"),
        row("2", "问题二", "措施一", "2023年8月31日"),
        row("3", "问题三", "措施一", "3026年9月30日"),
        row("4", "问题四", "措施一", "2026年8月1日"),
        vec!["5", "问题五", "措施一", "", "2026年8月1日", "已完成"],
    ])
    .ledger_of(Some("2026-08-31"));
    assert_eq!(places(&book.problems), [(2, "E"), (4, "E")]);
    assert_eq!(book.warnings, ["第 3、5 行整改时限早于反馈时间"]);
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
    let bytes = super::hostile::rewritten(
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
fn the_first_visible_sheet_with_known_headers_counts() {
    let mut workbook = Workbook::new();
    workbook
        .add_worksheet()
        .set_name("说明")
        .unwrap()
        .write_string(0, 0, "请先读本说明")
        .unwrap();
    let hidden = workbook.add_worksheet().set_name("底稿").unwrap();
    hidden.write_row(0, 0, ["序号", "反馈问题", "整改时限"]).unwrap();
    hidden.set_hidden(true);
    for name in ["台账", "另一本"] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, ["序号", "反馈问题", "整改时限"]).unwrap();
        sheet.write_row(1, 0, ["1", "问题一", "2026年9月30日"]).unwrap();
    }
    let book = ledger(&workbook.save_to_buffer().unwrap(), &defaults());
    assert_eq!((book.sheet.as_str(), book.rows.len()), ("台账", 1));
    assert!(
        book.warnings.iter().any(|warning| warning.contains("另一本")),
        "{:?}",
        book.warnings
    );
}

#[test]
fn a_city_row_without_a_unit_takes_the_one_above_the_table_or_is_a_problem() {
    let rows: [&[&str]; 2] = [
        &["序号", "单位名称", "问题内容", "整改时限"],
        &["1", "", "问题一", "2026年9月30日"],
    ];
    let book = Book::of(&rows).ledger();
    assert_eq!(places(&book.problems), [(2, "B")]);
    let book = Book::of(&[&["填报单位:市甲局"], rows[0], rows[1]]).ledger();
    assert_eq!(
        (book.problems.len(), book.rows[0].unit.as_deref()),
        (0, Some("市甲局"))
    );
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

impl Book {
    /// Read with that feedback day as an option.
    fn ledger_of(&mut self, feedback_on: Option<&str>) -> huiyin::intake::LedgerBook {
        ledger(
            &self.bytes(),
            &Defaults {
                feedback_on: feedback_on.map(day),
                ..defaults()
            },
        )
    }
}
