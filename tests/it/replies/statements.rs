//! What is said of one matter.

use super::days::day;
use super::reading::{answers, progress, received, says, unclear};
use huiyin::domain::reply::{ExtensionReason, Said, UnclearWhy};

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
        "收到 10月8日报",
        "好的,10月8日前报送",
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
        "整改中(60%)",
        "大约60%",
        "60%左右",
        "已达六成左右",
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
fn what_was_sent_in() {
    for text in [
        "已报送",
        "方案已报送",
        "已上报。",
        "已于9月10日报送",
        "收到,已报送",
        "已报送整改方案",
    ] {
        assert_eq!(says(text), (Said::Submitted, None), "{text}");
    }
    assert_eq!(
        says("已报送,走内网"),
        (Said::Submitted, Some("走内网".into())),
        "what goes with it is a note"
    );
    assert_eq!(unclear("已报送,进度60%").why, UnclearWhy::Contradicting);
}

#[test]
fn a_meeting_that_was_held_has_a_day() {
    let held = (
        Said::Held {
            on: Some(day(2026, 9, 5)),
        },
        None,
    );
    for text in [
        "已召开 9月5日",
        "已召开，9月5日",
        "9月5日已召开",
        "已于9月5日召开",
        "会议已召开（9月5日）",
        "已召开:2026-09-05",
        "9.5已召开",
        "5日已召开",
    ] {
        assert_eq!(says(text), held, "{text}");
    }
    assert_eq!(says("已召开"), (Said::Held { on: None }, None));
    assert_eq!(
        says("12月20日已召开").0,
        Said::Held {
            on: Some(day(2025, 12, 20))
        },
        "the last such day"
    );
    assert_eq!(
        unclear("9月25日召开").why,
        UnclearWhy::DayUnclear,
        "a plan, or a meeting of last year?"
    );
}
