//! What must not be kept is found however it is spelt, and ordinary answers are let in. All numbers are made
//! up: published examples, or figures with a computed check figure.

use huiyin::domain::secrecy::{Hit, SecretKind, find, mask, may_leave};
use proptest::prelude::*;

fn words() -> Vec<String> {
    ["问题线索", "举报", "立案", "初核"].map(String::from).to_vec()
}

fn kinds(text: &str) -> Vec<SecretKind> {
    find(text, &words()).into_iter().map(|hit| hit.kind).collect()
}

#[test]
fn id_numbers_in_any_spelling() {
    for text in [
        "110101199003070970",
        "身份证号110101199003070970的人员",
        "11010519491231002X",
        "11010519491231002x,已约谈",
        "110105 19491231 002X",
        "110105-1949-1231-002X",
        "1101 0519 4912 3100 2X",
        "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105491231002",
        "110105 491231 002",
    ] {
        assert_eq!(kinds(text), [SecretKind::IdNumber], "{text}");
    }
    for text in [
        "110105194913310025",
        "990105194912310021",
        "1101 0519 4912 3100 21",
        "110105491331002",
    ] {
        assert_eq!(kinds(text), [], "{text}: no such day, place or check figure");
    }
}

#[test]
fn bank_cards_in_any_spelling() {
    for text in [
        "6222020000000000000",
        "卡号:4111111111111111",
        "4111 1111 1111 1111",
        "6222-0200-0000-0000-000",
        "622202 0000000000000",
        "６２２２０２０００００００００００００",
    ] {
        assert_eq!(kinds(text), [SecretKind::BankCard], "{text}");
    }
    assert_eq!(kinds("4111111111111112"), [], "fails the Luhn check");
}

#[test]
fn secret_words_also_spaced_out() {
    for text in ["收到举报", "收到举 报", "举　报件", "举\u{200b}报"] {
        assert_eq!(kinds(text), [SecretKind::SecretWord], "{text}");
    }
    assert_eq!(kinds("问 题 线 索 2 件"), [SecretKind::SecretWord]);
    assert_eq!(
        kinds("列举报表"),
        [SecretKind::SecretWord],
        "better asked twice than leaked once"
    );
}

#[test]
fn phone_numbers_come_in_but_do_not_leave() {
    assert_eq!(kinds("联系电话13800000000"), []);
    assert!(!may_leave("联系电话13800000000", &words()));
    assert!(may_leave("值班电话0395-3100000", &words()));
    assert!(may_leave("修订党组会议议事规则", &words()));
    assert!(!may_leave("举报件办理", &words()));
}

#[test]
fn hits_are_ordered_and_masked_in_place() {
    let text = "举报人 11010519491231002X 卡 4111 1111 1111 1111 完";
    let hits = find(text, &words());
    assert_eq!(hits.len(), 3);
    assert_eq!(
        mask(text, &hits),
        "**人 ****************** 卡 ******************* 完"
    );
}

fn id_number() -> impl Strategy<Value = String> {
    (110_000u32..660_000, 1940i32..2020, 1u32..13, 1u32..29, 0u32..1000).prop_map(
        |(place, year, month, day, order)| {
            let body = format!("{place}{year}{month:02}{day:02}{order:03}");
            let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
            let sum: u32 = body
                .chars()
                .zip(weights)
                .map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight)
                .sum();
            format!(
                "{body}{}",
                ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum as usize % 11]
            )
        },
    )
}

fn card() -> impl Strategy<Value = String> {
    "62[0-9]{13,16}".prop_map(|body| {
        let doubled = |(place, c): (usize, char)| match (place % 2, c.to_digit(10).unwrap_or(0)) {
            (1, figure) => figure,
            (_, figure) => figure * 2 - if figure > 4 { 9 } else { 0 },
        };
        let sum: u32 = body.chars().rev().enumerate().map(doubled).sum();
        format!("{body}{}", (10 - sum % 10) % 10)
    })
}

/// The same figures, grouped by a sign.
fn spelt(number: &str, sign: &str, group: usize) -> String {
    let figures: Vec<char> = number.chars().collect();
    let groups: Vec<String> = figures
        .chunks(group)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(sign)
}

/// What answers ordinarily hold.
fn ordinary() -> impl Strategy<Value = String> {
    prop_oneof![
        (2020..2030i32, 1..13u32, 1..29u32).prop_map(|(y, m, d)| format!("{y}年{m}月{d}日")),
        (2020..2030i32, 1..13u32, 1..29u32).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")),
        (2020..2030i32, 1..13u32, 1..29u32).prop_map(|(y, m, d)| format!("{y}{m:02}{d:02}")),
        (1..60u32, 1..10_000u32, 1..9u32)
            .prop_map(|(round, item, measure)| format!("ZG-2026-{round:02}-{item:04}-{measure}")),
        (1..100_000_000u32).prop_map(|amount| format!("{amount}.50元")),
        (1..10_000u32).prop_map(|amount| format!("{amount}万元")),
        (0..101u32).prop_map(|percent| format!("{percent}%")),
        Just("13800000000".to_owned()),
        Just("0395-3171898".to_owned()),
        Just("已挂网招标".to_owned()),
    ]
}

proptest! {
    #[test]
    fn a_masked_text_holds_nothing_more(
        number in prop_oneof![id_number(), card()],
        sign in prop::sample::select(vec!["", " ", "-"]),
        before in "[收到 0-9完成举报,-]{0,12}",
        after in "[收到 0-9完成举报,-]{0,12}",
    ) {
        let text = format!("{before}，{}，{after}", spelt(&number, sign, 4));
        let hits = find(&text, &words());
        prop_assert!(!hits.is_empty(), "{}", text);
        let masked = mask(&text, &hits);
        prop_assert_eq!(find(&masked, &words()), Vec::<Hit>::new(), "{} was masked as {}", text, masked);
    }

    #[test]
    fn ordinary_answers_are_let_in(
        pieces in prop::collection::vec(ordinary(), 1..8),
        between in prop::sample::select(vec![" ", ",", "，", ";", "\n", ""]),
    ) {
        let text = if between.is_empty() { pieces.join("与") } else { pieces.join(between) };
        prop_assert_eq!(find(&text, &words()), Vec::<Hit>::new(), "{}", text);
    }

    #[test]
    fn any_text_can_be_searched(text in "\\PC*") {
        let hits = find(&text, &words());
        mask(&text, &hits);
    }
}
