//! Statements, targets and notes.

use super::days::{day, today};
use huiyin::domain::reply::{
    Answer, Command, ExtensionReason, Parsed, Said, Target, Unclear, UnclearWhy, parse,
};

fn answers(text: &str) -> Vec<Answer> {
    match parse(text, today()) {
        Parsed::Answers(answers) => answers,
        other => panic!("`{text}` was read as {other:?}"),
    }
}

fn unclear(text: &str) -> Unclear {
    match parse(text, today()) {
        Parsed::Unclear(unclear) => unclear,
        other => panic!("`{text}` was read as {other:?}"),
    }
}

fn says(text: &str) -> (Said, Option<String>) {
    let mut answers = answers(text);
    assert_eq!(answers.len(), 1, "`{text}` holds one answer");
    let answer = answers.remove(0);
    assert_eq!(answer.target, Target::None, "`{text}` names no matter");
    (answer.said, answer.note)
}

fn received() -> Said {
    Said::Acknowledged { promised_on: None }
}

fn progress(percent: u8) -> Said {
    Said::Progress { percent }
}

#[test]
fn receipt_in_its_many_forms() {
    for text in [
        "收到",
        "收到了",
        "已收到",
        "好的收到",
        "好的,收到",
        "收到!",
        " 收到。",
        "收到👍",
        "已收悉。",
        "收到，谢谢",
    ] {
        assert_eq!(says(text), (received(), None), "{text}");
    }
    assert_eq!(
        says("收到,我们马上落实"),
        (received(), Some("我们马上落实".into()))
    );
}

#[test]
fn receipt_with_a_promised_day() {
    let promised = (
        Said::Acknowledged {
            promised_on: Some(day(2026, 10, 8)),
        },
        None,
    );
    for text in [
        "收到,10月8日前报送",
        "收到，10月8日前报送",
        "收到 10月8号前报送",
        "收到10.8前报送",
        "收到,10月8日前",
        "10月8日前报送",
        "收到,预计10月8日前反馈",
        "收到。10月8日之前一定报送。",
        "收到，１０月８日前报送",
        "收到,十月八日前报送",
        "收到,10 月 8 日 前 报送",
        "收到,10月8日报送",
        "收到,10月8日下班前报送",
    ] {
        assert_eq!(says(text), promised, "{text}");
    }
    let said = (
        Said::Acknowledged {
            promised_on: Some(day(2026, 10, 8)),
        },
        Some("整改方案".into()),
    );
    assert_eq!(says("收到,10月8日前报送整改方案"), said);
}

#[test]
fn progress_in_figures_and_words() {
    for text in [
        "整改中 60%",
        "整改中60%",
        "整改中,60%",
        "进度 60%",
        "进度60%",
        "进度：60％",
        "60%",
        "完成60%",
        "已完成60%",
        "完成 60 %",
        "六成",
        "完成六成",
        "百分之六十",
        "进度60",
        "目前进度60%",
        "收到,进度60%",
        "整改进度达到60%",
        "正在整改,进度约60%",
        "完成率60.5%",
    ] {
        assert_eq!(says(text), (progress(60), None), "{text}");
    }
    assert_eq!(
        says("进度60% 已挂网招标"),
        (progress(60), Some("已挂网招标".into()))
    );
    assert_eq!(
        says("进度60%已挂网招标"),
        (progress(60), Some("已挂网招标".into()))
    );
    assert_eq!(
        says("进度60%。已挂网招标，下周开标（第二次）。"),
        (progress(60), Some("已挂网招标，下周开标（第二次）".into()))
    );
    assert_eq!(
        says("进度60%,3 家单位已约谈"),
        (progress(60), Some("3 家单位已约谈".into()))
    );
}

#[test]
fn states_short_of_the_end() {
    for text in [
        "整改中",
        "正在整改",
        "正在办理中",
        "目前正在推进",
        "整改中,还没完成",
    ] {
        assert_eq!(says(text), (Said::InProgress, None), "{text}");
    }
    for text in ["基本完成", "已基本完成整改", "基本完成。"] {
        assert_eq!(says(text), (Said::MostlyCompleted, None), "{text}");
    }
    let official = says("基本完成，取得阶段性成果并持续整改");
    assert_eq!(
        official,
        (Said::MostlyCompleted, Some("取得阶段性成果并持续整改".into()))
    );
}

#[test]
fn completion_in_its_many_forms() {
    for text in [
        "已完成",
        "完成了",
        "已办结",
        "已整改完成",
        "完成",
        "已完成。",
        "整改已完成",
        "我局已完成整改",
        "该事项已办结",
        "收到,已完成",
        "已完成,100%",
        "已于9月1日完成",
        "已整改到位!",
    ] {
        assert_eq!(says(text), (Said::Completed, None), "{text}");
    }
    assert_eq!(
        says("已完成,制度已印发"),
        (Said::Completed, Some("制度已印发".into()))
    );
}

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
fn numbered_answers() {
    let two = |said, note: Option<&str>| Answer {
        target: Target::Number(2),
        said,
        note: note.map(Into::into),
    };
    let three = |said, note: Option<&str>| Answer {
        target: Target::Number(3),
        said,
        note: note.map(Into::into),
    };
    let both = vec![
        two(Said::Completed, None),
        three(progress(60), Some("已挂网招标")),
    ];
    for text in [
        "2 已完成;3 进度60% 已挂网招标",
        "2已完成;3进度60%已挂网招标",
        "2、已完成；3、进度60% 已挂网招标",
        "2. 已完成\n3. 进度60%，已挂网招标",
        "2.已完成 3.进度60% 已挂网招标",
        "2：已完成。3：进度60%。已挂网招标。",
        "2) 已完成\r\n3) 60% 已挂网招标",
        "２ 已完成；３ 进度６０％ 已挂网招标",
        "第2项已完成,第3项进度60% 已挂网招标",
        "(2)已完成;(3)进度60% 已挂网招标",
        "收到。2 已完成;3 进度60% 已挂网招标",
        "您好,2 已完成,3 60% 已挂网招标",
    ] {
        assert_eq!(answers(text), both, "{text}");
    }
    assert_eq!(answers("2 60%"), [two(progress(60), None)]);
    let promised = Said::Acknowledged {
        promised_on: Some(day(2026, 10, 8)),
    };
    for text in [
        "2 10月8日前报送",
        "2.10月8日前报送",
        "2、10.8前报送",
        "2 收到,10月8日前报送",
    ] {
        assert_eq!(answers(text), [two(promised.clone(), None)], "{text}");
    }
}

#[test]
fn one_answer_for_several_matters() {
    let targets = |text: &str| {
        answers(text)
            .into_iter()
            .map(|answer| answer.target)
            .collect::<Vec<_>>()
    };
    let three = [1, 2, 3].map(Target::Number);
    for text in [
        "1、2、3 收到",
        "1,2,3收到",
        "1 2 3 收到",
        "1-3 已完成",
        "1—3已完成",
        "1至3 已完成",
        "第1-3项已完成",
        "1和2、3 已完成",
        "1到3项 收到",
        "1～3 收到",
    ] {
        assert_eq!(targets(text), three, "{text}");
    }
    for text in [
        "全部收到",
        "全部已完成",
        "都收到了",
        "均已完成",
        "以上事项均已收到",
        "全部 收到",
    ] {
        assert_eq!(targets(text), [Target::All], "{text}");
    }
    assert_eq!(targets("1、2 收到;5 60%"), [1, 2, 5].map(Target::Number));
}

#[test]
fn matters_named_by_their_code() {
    let code = Target::Code("ZG-2026-03-0031-2".into());
    for text in [
        "ZG-2026-03-0031-2 已完成",
        "zg-2026-03-0031-2已完成",
        "ＺＧ－2026－03－0031－2：已完成",
    ] {
        let expected = Answer {
            target: code.clone(),
            said: Said::Completed,
            note: None,
        };
        assert_eq!(answers(text), [expected], "{text}");
    }
    assert_eq!(unclear("ZG-2026-03-0031-2").about, [code]);
}

#[test]
fn extensions_with_day_and_reason() {
    let until = |on, reason| Said::Extension { to: on, reason };
    let october = Some(day(2026, 10, 20));
    for (text, reason, note) in [
        (
            "延期到10月20日 资金未到位",
            Some(ExtensionReason::Funding),
            Some("资金未到位"),
        ),
        (
            "申请延期至10月20日,换届尚未结束",
            Some(ExtensionReason::TermChange),
            Some("换届尚未结束"),
        ),
        (
            "延至10.20 诉讼未决",
            Some(ExtensionReason::Litigation),
            Some("诉讼未决"),
        ),
        (
            "延期到2026年10月20日前,政策调整",
            Some(ExtensionReason::Policy),
            Some("政策调整"),
        ),
        (
            "延期到10月20日 人手不足",
            Some(ExtensionReason::Other),
            Some("人手不足"),
        ),
        ("延期到10月20日", None, None),
    ] {
        assert_eq!(
            says(text),
            (until(october, reason), note.map(Into::into)),
            "{text}"
        );
    }
    assert_eq!(says("申请延期"), (until(None, None), None));
    assert_eq!(unclear("延期到明年").why, UnclearWhy::DayUnclear);
}

#[test]
fn statements_that_agree_stand_side_by_side() {
    let said = |text| {
        answers(text)
            .into_iter()
            .map(|answer| answer.said)
            .collect::<Vec<_>>()
    };
    let promise = Said::Acknowledged {
        promised_on: Some(day(2026, 10, 8)),
    };
    assert_eq!(said("进度60%,10月8日前报送"), [progress(60), promise]);
    assert_eq!(said("基本完成 90%"), [progress(90), Said::MostlyCompleted]);
    let extension = Said::Extension {
        to: Some(day(2026, 10, 20)),
        reason: None,
    };
    assert_eq!(said("整改中,申请延期到10月20日"), [Said::InProgress, extension]);
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
