//! Days in promises. Told on Wednesday, 2026-09-16.

use chrono::NaiveDate;
use huiyin::domain::reply::{Answer, Parsed, Said, parse};

pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

pub(super) fn today() -> NaiveDate {
    day(2026, 9, 16)
}

#[test]
fn a_promise_names_the_next_such_day() {
    for (phrase, year, month, on) in [
        ("今天", 2026, 9, 16),
        ("明天", 2026, 9, 17),
        ("明天下班前", 2026, 9, 17),
        ("后天", 2026, 9, 18),
        ("大后天", 2026, 9, 19),
        ("周五前", 2026, 9, 18),
        ("本周五前", 2026, 9, 18),
        ("这周日前", 2026, 9, 20),
        ("周二前", 2026, 9, 22),
        ("星期三前", 2026, 9, 16),
        ("下周五前", 2026, 9, 25),
        ("下星期天前", 2026, 9, 27),
        ("下下周一前", 2026, 9, 28),
        ("8号前", 2026, 10, 8),
        ("20日前", 2026, 9, 20),
        ("月底前", 2026, 9, 30),
        ("本月底前", 2026, 9, 30),
        ("本月20日前", 2026, 9, 20),
        ("下月底前", 2026, 10, 31),
        ("下个月5号前", 2026, 10, 5),
        ("10月底前", 2026, 10, 31),
        ("10月中旬前", 2026, 10, 20),
        ("年底前", 2026, 12, 31),
        ("2027年底前", 2027, 12, 31),
        ("3天内", 2026, 9, 19),
        ("两周内", 2026, 9, 30),
        ("9.20前", 2026, 9, 20),
        ("9/20前", 2026, 9, 20),
        ("9-20前", 2026, 9, 20),
        ("1月8日前", 2027, 1, 8),
        ("9月16日前", 2026, 9, 16),
        ("2026-10-08前", 2026, 10, 8),
        ("2026.10.8前", 2026, 10, 8),
        ("2026年10月8号前", 2026, 10, 8),
    ] {
        let text = format!("收到,{phrase}报送");
        let said = Said::Acknowledged {
            promised_on: Some(day(year, month, on)),
        };
        match parse(&text, today()) {
            Parsed::Answers(answers) => {
                let says: Vec<&Answer> = answers.iter().collect();
                assert_eq!(says.len(), 1, "{text}");
                assert_eq!((&says[0].said, &says[0].note), (&said, &None), "{text}");
            }
            other => panic!("`{text}` was read as {other:?}"),
        }
    }
}
