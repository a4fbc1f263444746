//! Status words, numbers and names as they stand in cells.

use super::support::{Book, Put};
use huiyin::intake::{Status, StatusWord};

fn word(text: &str) -> Option<StatusWord> {
    Status::parse(text).map(|status| status.word)
}

#[test]
fn status_words_mean_what_the_field_means() {
    use StatusWord::*;
    let table: [(StatusWord, &[&str]); 5] = [
        (Open, &["", "未启动", "未完成", "待整改", " 未 完 成 ", "×", "0%"]),
        (
            InProgress,
            &[
                "正在整改",
                "整改中",
                "进行中",
                "推进中",
                "60%",
                "６０％",
                "进度60%",
                "已完成60%",
                "完成约99.5%",
            ],
        ),
        (
            MostlyCompleted,
            &["基本完成", "基本完成,取得阶段性成果并持续整改"],
        ),
        (
            Completed,
            &[
                "已完成",
                "完成",
                "√",
                "✓",
                "是",
                "已整改",
                "100%",
                "整改完成",
                "已完成。",
            ],
        ),
        (
            Standing,
            &[
                "已完成并长期坚持",
                "已完成,长期坚持",
                "已完成(长期坚持)",
                "长期坚持",
            ],
        ),
    ];
    for (meaning, spellings) in table {
        for text in spellings {
            assert_eq!(word(text), Some(meaning), "{text}");
        }
    }
    for text in ["差不多了", "120%", "%", "-5%", "x%", "已召开会议"] {
        assert_eq!(word(text), None, "{text}");
    }
    assert_eq!(Status::parse("60%").unwrap().percent, Some(60));
}

/// The status that the cell gives, and whether it is a problem.
fn status_of(cell: Put<'_>) -> (StatusWord, bool) {
    let mut book = Book::of(&[
        &["序号", "反馈问题", "整改时限", "完成情况"],
        &["1", "问题一", "2026年9月30日", ""],
    ]);
    let book = book.put(1, 3, cell).ledger();
    (book.rows[0].status.word, !book.problems.is_empty())
}

#[test]
fn a_number_cell_is_a_share_and_a_truth_is_yes_or_no() {
    assert_eq!(status_of(Put::Number(0.6)), (StatusWord::InProgress, false));
    assert_eq!(status_of(Put::Number(1.0)), (StatusWord::Completed, false));
    assert_eq!(status_of(Put::Number(60.0)), (StatusWord::Open, true));
    assert_eq!(status_of(Put::Truth(true)), (StatusWord::Completed, false));
    assert_eq!(status_of(Put::Truth(false)), (StatusWord::Open, false));
}

fn number_of<'a>(cell: impl Into<Put<'a>>) -> Option<u32> {
    let mut book = Book::of(&[
        &["序号", "反馈问题", "整改时限"],
        &["", "问题一", "2026年9月30日"],
    ]);
    let book = book.put(1, 0, cell.into()).ledger();
    book.problems.is_empty().then(|| book.rows[0].problem)
}

#[test]
fn a_number_has_many_forms() {
    let forms = [
        "7",
        "7.",
        "7、",
        "(7)",
        "（七）",
        "(七)",
        "七、",
        "七",
        "⑦",
        "⑺",
        "㈦",
        "7.0",
        " 7 ",
        "第七项",
        "【7】",
    ];
    for form in forms {
        assert_eq!(number_of(form), Some(7), "{form}");
    }
    assert_eq!(number_of(7.0), Some(7));
    for (form, number) in [
        ("十", 10),
        ("（十一）", 11),
        ("二十", 20),
        ("三十二", 32),
        ("一百零五", 105),
        ("㉑", 21),
        ("㊱", 36),
        ("⑳", 20),
    ] {
        assert_eq!(number_of(form), Some(number), "{form}");
    }
    for form in ["0", "1.1", "1-1", "一二", "甲"] {
        assert_eq!(number_of(form), None, "{form}");
    }
    assert_eq!(number_of(1.5), None);
}

fn people_of(cell: &str) -> Vec<(String, bool)> {
    let book = Book::of(&[
        &["序号", "反馈问题", "责任人", "整改时限"],
        &["1", "问题一", cell, "2026年9月30日"],
    ])
    .ledger();
    book.rows[0]
        .responsible
        .iter()
        .map(|person| (person.name.clone(), person.lead))
        .collect()
}

#[test]
fn several_people_stand_in_one_cell() {
    for cell in [
        "甲八、甲六",
        "甲八,甲六",
        "甲八，甲六",
        "甲八;甲六",
        "甲八/甲六",
        "甲八 甲六",
        "甲八\n甲六",
        "甲八、甲六、甲八",
        "甲八0395-3171898、甲六 13800138000",
        "甲八(科长)、甲六同志",
        "甲八(电话:0395-3171898)、甲六",
    ] {
        assert_eq!(
            people_of(cell),
            [("甲八".to_owned(), false), ("甲六".to_owned(), false)],
            "{cell}"
        );
    }
    for cell in [
        "甲八(牵头)、甲六",
        "甲八（牵头）甲六",
        "牵头:甲八;甲六",
        "甲八 牵头 甲六",
        "甲八[牵头]、甲六",
    ] {
        assert_eq!(
            people_of(cell),
            [("甲八".to_owned(), true), ("甲六".to_owned(), false)],
            "{cell}"
        );
    }
    assert_eq!(
        people_of("张　三、李四光"),
        [("张三".to_owned(), false), ("李四光".to_owned(), false)]
    );
    assert_eq!(people_of("欧阳 修"), [("欧阳修".to_owned(), false)]);
    assert_eq!(people_of("0395-3171898"), []);
}

/// Whether a note of these words is refused.
fn is_refused(cell: Put<'_>) -> bool {
    let mut book = Book::of(&[
        &["序号", "反馈问题", "整改时限", "备注"],
        &["1", "问题一", "2026年9月30日", ""],
    ]);
    let book = book.put(1, 3, cell).ledger();
    let masked = book.problems.iter().all(|problem| problem.cell.contains('*'));
    assert!(masked, "{cell:?}: {:?}", book.problems);
    !book.problems.is_empty()
}

#[test]
fn card_numbers_are_refused_and_other_numbers_are_not() {
    let cards = [
        "11010519491231002X",
        "身份证11010519491231002x。",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110101199003070970",
        "13800138000 110101199003070970",
        "110105491231002",
        "6222021234567890128",
        "4111 1111 1111 1111",
        "卡号:4111-1111-1111-1111",
    ];
    for card in cards {
        assert!(is_refused(Put::Text(card)), "{card}");
    }
    let others = [
        "0395-3171898",
        "13800138000、13900139000",
        "91410100MA40TEST1X",
        "2026-10-15至2026-12-20",
        "XM202600000000001234",
        "4111111111111112",
        "990101199003070970",
        "20260930143000123",
        "文号2026-0001",
    ];
    for other in others {
        assert!(!is_refused(Put::Text(other)), "{other}");
    }
    assert!(is_refused(Put::Number(110_101_199_003_070_976.0)));
    assert!(!is_refused(Put::Number(13_800_138_000.0)));
}

#[test]
fn a_card_number_outside_the_table_is_refused_too() {
    let book = Book::of(&[
        &["填报人:11010519491231002X"] as &[&str],
        &["序号", "反馈问题", "整改时限", "身份证"],
        &["1", "问题一", "2026年9月30日", "11010519491231002X"],
    ])
    .ledger();
    assert_eq!(super::support::places(&book.problems), [(1, "A"), (3, "D")]);
}
