//! What is asked about instead of guessed.

use super::days::today;
use super::reading::unclear;
use huiyin::domain::reply::{Command, Parsed, Said, Target, UnclearWhy, parse};

#[test]
fn what_is_not_done_is_never_read_as_done() {
    for text in [
        "没完成",
        "未完成",
        "还没完成",
        "无法完成",
        "尚未完成",
        "没有完成",
        "完成不了",
        "2 未完成",
        "无法按期完成",
        "收到,10月8日前完成不了",
        "10月8日前无法报送",
        "收到,无法完成",
        "60%,没完成",
    ] {
        assert_eq!(unclear(text).why, UnclearWhy::NotDone, "{text}");
    }
    for text in [
        "完成2项",
        "已完成招标",
        "已完成初稿",
        "2项已完成",
        "完成一半",
        "不算完成",
        "快完成了",
        "即将完成",
        "争取完成",
        "已完成?",
        "完成了吗",
        "已完成了吗？",
        "60%未完成",
        "还差40%",
        "完成后报送",
        "未能全部完成",
        "没有全部完成",
        "已完成,但验收未通过",
        "已完成 60% 的一半 30%",
        "完成时间未定",
        "已完成部分",
        "已完成,还有一项没办",
    ] {
        let parsed = parse(text, today());
        assert!(
            matches!(parsed, Parsed::Unclear(_)),
            "`{text}` was read as {parsed:?}"
        );
    }
}

#[test]
fn doubt_is_asked_about() {
    for (text, why) in [
        ("", UnclearWhy::NotUnderstood),
        ("👍", UnclearWhy::NotUnderstood),
        ("2", UnclearWhy::NotUnderstood),
        ("好的", UnclearWhy::NotUnderstood),
        ("已挂网招标", UnclearWhy::NotUnderstood),
        ("已完成 2", UnclearWhy::NotUnderstood),
        ("什么时候报?", UnclearWhy::Question),
        ("进度150%", UnclearWhy::PercentOver),
        ("进度100%", UnclearWhy::MaybeCompleted),
        ("百分之百", UnclearWhy::MaybeCompleted),
        ("已完成,进度60%", UnclearWhy::Contradicting),
        ("进度60%,进度70%", UnclearWhy::Contradicting),
        ("整改中,已完成", UnclearWhy::Contradicting),
        ("2 已完成;2 进度60%", UnclearWhy::Contradicting),
        ("已完成,10月8日前报送", UnclearWhy::Contradicting),
        ("已完成,2 进度60%", UnclearWhy::Contradicting),
        ("收到,本周内报送", UnclearWhy::DayUnclear),
        ("收到,国庆节前报送", UnclearWhy::DayUnclear),
        ("收到,10月前报送", UnclearWhy::DayUnclear),
        ("收到,5个工作日内报送", UnclearWhy::DayUnclear),
        ("收到,2月30日前报送", UnclearWhy::DayUnclear),
        ("收到,10月8日", UnclearWhy::DayUnclear),
        ("收到,9月8日报送", UnclearWhy::DayUnclear),
        ("收到,2026年9月8日前报送", UnclearWhy::DayPast),
        ("收到,本周一前报送", UnclearWhy::DayPast),
        ("2.60%", UnclearWhy::NotUnderstood),
        ("1.收到2.已完成", UnclearWhy::NotUnderstood),
        ("1、已完成2、60%", UnclearWhy::NotUnderstood),
        ("2收到3收到", UnclearWhy::NotUnderstood),
        ("1已完成2进度60%", UnclearWhy::NotUnderstood),
        ("今天已完成", UnclearWhy::NotUnderstood),
        ("30%-60%", UnclearWhy::NotUnderstood),
    ] {
        assert_eq!(unclear(text).why, why, "{text}");
    }
    assert_eq!(unclear("2 已完成;3 已挂网招标").about, [Target::Number(3)]);
}

#[test]
fn a_question_offers_what_may_be_meant() {
    assert_eq!(UnclearWhy::MaybeCompleted.suggestions()[0], Said::Completed);
    assert!(!UnclearWhy::NotDone.suggestions().contains(&Said::Completed));
}

#[test]
fn phrases_of_the_reply_keyboard() {
    for (text, command) in [
        ("我的待办", Command::Todo),
        ("报进展", Command::Report),
        (" 帮助。", Command::Help),
    ] {
        assert_eq!(parse(text, today()), Parsed::Command(command), "{text}");
    }
    assert!(matches!(parse("帮助企业复工", today()), Parsed::Unclear(_)));
}
