//! Ledgers laid out as no two offices lay them out alike: sheets, headers, and what stands above the table.

use super::support::{Book, HEADER, Put, day, defaults, ledger, places, plain, row};
use huiyin::intake::{Defaults, DuePhrase, StatusWord};
use rust_xlsxwriter::Workbook;

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
    let blank = Book::of(&[
        &["填报单位:    反馈时间:    年  月  日"],
        &["填报单位:", "填报人:甲一"],
        HEADER,
    ])
    .ledger();
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
