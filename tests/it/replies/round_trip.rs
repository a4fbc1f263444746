//! Whatever is written, the parser answers; and what we write ourselves, it reads back.

use super::days::{day, today};
use chrono::{Days, NaiveDate};
use huiyin::domain::reply::{Answer, ExtensionReason, Parsed, Said, Target, parse};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn later() -> impl Strategy<Value = NaiveDate> {
    (0u64..4000).prop_map(|ahead| today() + Days::new(ahead))
}

fn earlier() -> impl Strategy<Value = NaiveDate> {
    (0u64..4000).prop_map(|behind| today() - Days::new(behind))
}

fn reason() -> impl Strategy<Value = Option<ExtensionReason>> {
    use ExtensionReason::{Funding, Litigation, Other, Policy, TermChange};
    prop::option::of(prop::sample::select(vec![
        Funding, Policy, Litigation, TermChange, Other,
    ]))
}

fn said() -> impl Strategy<Value = Said> {
    prop_oneof![
        prop::option::of(later()).prop_map(|promised_on| Said::Acknowledged { promised_on }),
        (0u8..100).prop_map(|percent| Said::Progress { percent }),
        Just(Said::InProgress),
        Just(Said::MostlyCompleted),
        Just(Said::Unchanged),
        Just(Said::Completed),
        Just(Said::Submitted),
        prop::option::of(earlier()).prop_map(|on| Said::Held { on }),
        (prop::option::of(later()), reason()).prop_map(|(to, reason)| Said::Extension { to, reason }),
    ]
}

/// Pieces that mean something, in any order.
fn babble() -> impl Strategy<Value = String> {
    let pieces = vec![
        "收到",
        "已完成",
        "完成",
        "未",
        "没",
        "60%",
        "六成",
        "进度",
        "2",
        "10",
        "月",
        "日",
        "号",
        "前",
        "周五",
        "下",
        "延期",
        "到",
        "至",
        "-",
        "、",
        ",",
        ";",
        "。",
        " ",
        "\n",
        ".",
        "全部",
        "ZG-2026-03",
        "基本",
        "天内",
        "年",
        "2026",
        "成",
        "百分之",
        "十",
        "第",
        "项",
        "99999999999",
        "报送",
        "?",
        "了",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..24).prop_map(|pieces| pieces.concat())
}

#[test]
fn a_message_as_long_as_may_be_is_read_at_once() {
    let started = Instant::now();
    for piece in [
        "1、",
        "收到",
        "十",
        "10月",
        "2 已完成;",
        "1-200、",
        "60%",
        "全部",
        "预计",
        "目前",
        "ZG-1 ",
        "周",
    ] {
        parse(&piece.repeat(4096 / piece.chars().count()), today());
    }
    assert!(
        started.elapsed() < Duration::from_secs(20),
        "{:?}",
        started.elapsed()
    );
}

proptest! {
    #[test]
    fn any_text_gets_an_answer(text in "\\PC*") {
        parse(&text, today());
    }

    #[test]
    fn babble_gets_an_answer_at_the_ends_of_time(text in babble()) {
        for on in [today(), day(2024, 2, 29), NaiveDate::MAX, NaiveDate::MIN] {
            parse(&text, on);
        }
    }

    #[test]
    fn what_denies_is_no_claim(
        before in prop::sample::select(vec!["", "2 ", "收到,", "整改", "目前"]),
        denial in prop::sample::select(vec!["未", "没", "没有", "还没", "尚未", "无法", "不能", "未能", "难以", "并未"]),
        word in prop::sample::select(vec!["完成", "办结", "完成整改", "整改完成", "整改到位", "全部完成", "基本完成"]),
        after in prop::sample::select(vec!["", "。", ",正在推进", " 60%"]),
    ) {
        if let Parsed::Answers(answers) = parse(&format!("{before}{denial}{word}{after}"), today()) {
            let claims = |answer: &Answer| matches!(answer.said, Said::Completed | Said::MostlyCompleted);
            prop_assert!(!answers.iter().any(claims), "{answers:?}");
        }
    }

    #[test]
    fn the_canonical_form_reads_back(said in said(), number in prop::option::of(1u32..200)) {
        let target = number.map_or(Target::None, Target::Number);
        let text = number.map_or(said.to_string(), |number| format!("{number} {said}"));
        match parse(&text, today()) {
            Parsed::Answers(answers) => {
                prop_assert_eq!(answers.len(), 1);
                prop_assert_eq!((&answers[0].target, &answers[0].said), (&target, &said), "{}", text);
            }
            other => prop_assert!(false, "`{}` was read as {:?}", text, other),
        }
    }
}
