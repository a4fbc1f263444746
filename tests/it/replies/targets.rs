//! Which matter is meant.

use super::days::day;
use super::reading::{answers, progress, unclear};
use huiyin::domain::reply::{Answer, Said, Target};

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
