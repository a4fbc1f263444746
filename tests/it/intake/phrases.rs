//! 整改时限, in the spellings of clerks.

use super::support::day;
use chrono::{Datelike, NaiveDate};
use huiyin::intake::{Due, DuePhrase, DueRefusal};
use proptest::prelude::*;

/// With the feedback of 31 August 2026.
fn read(text: &str) -> Result<(String, Option<NaiveDate>, bool), DueRefusal> {
    let due = Due::parse(text)?;
    let phrase = due.phrase.resolve_year(day("2026-08-31"))?;
    let on = match phrase {
        DuePhrase::Fixed(on) => Some(on),
        _ => None,
    };
    Ok((phrase.to_string(), on, due.then_standing))
}

fn means(day_text: &str, spellings: &str) {
    for text in spellings.split(" | ") {
        assert_eq!(
            read(text),
            Ok(("fixed".to_owned(), Some(day(day_text)), false)),
            "{text}"
        );
    }
}

fn mode(expected: &str, then_standing: bool, spellings: &str) {
    for text in spellings.split(" | ") {
        assert_eq!(
            read(text),
            Ok((expected.to_owned(), None, then_standing)),
            "{text}"
        );
    }
}

fn refused(refusal: DueRefusal, spellings: &str) {
    for text in spellings.split(" | ") {
        assert_eq!(read(text), Err(refusal), "{text}");
    }
}

#[test]
fn a_whole_date_is_that_day() {
    means(
        "2026-09-30",
        "2026年9月30日 | 2026.9.30 | 2026.09.30 | 2026/9/30 | 2026-09-30 | 2026-9-30 | 20260930 | \
         ２０２６年９月３０日 | 2026 年 9 月 30 日 |  2026年9月30日。 | 2026年9月30号 | \
         2026年9月30 | 2026年9月30日前 | 2026年9月30日之前 | 2026年9月30日以前 | \
         2026年9月30日前完成 | 2026.9.30前 | 截至2026年9月30日 | 于2026年9月30日前完成整改 | \
         二〇二六年九月三十日 | 二○二六年九月三十日前 | 二O二六年九月三十日 | \
         2026-09-30 00:00:00 | 2026-09-30T00:00:00Z | 26年9月30日 | 2026—9—30 | 2026.9.30日 | \
         2026年9月30日前整改到位 | 2026年9月30日\n前完成 | 9月30日 | 九月三十日前",
    );
}

#[test]
fn parts_of_a_year_end_on_their_last_day() {
    means(
        "2026-10-31",
        "2026年10月底前 | 10月底 | 10月末 | 十月底前 | 2026年10月 | 2026.10 | 10月份 | \
         2026年10月下旬 | 2026年10月底前完成",
    );
    means(
        "2026-11-20",
        "11月中旬 | 11月中旬前 | 2026年11月中旬 | 十一月中旬",
    );
    means("2027-01-10", "2027年1月上旬 | 1月上旬 | 明年1月上旬");
    means("2027-02-28", "2月底 | 2027年2月末前");
    means("2028-02-29", "2028年2月底");
    means(
        "2026-12-31",
        "年底前 | 年内 | 年底 | 2026年底前 | 2026年年底前 | 2026年内 | 2026年末 | 今年底 | 今年内 | \
         本年底前 | 2026年 | 下半年 | 2026年下半年 | 第四季度 | 四季度 | 2026年第四季度 | 4季度 | \
         四季度末前 | 年度内 | 2026年度内 | 当年年底",
    );
    means(
        "2027-06-30",
        "上半年 | 2027年上半年 | 明年上半年 | 第二季度 | 2027年2季度",
    );
    means("2027-03-31", "一季度 | 第一季度 | 明年3月底 | 次年3月底前 | 3月");
    means("2026-09-30", "三季度 | 第3季度");
}

#[test]
fn a_day_before_the_feedback_is_next_years() {
    means("2026-08-31", "8月31日");
    means("2027-08-30", "8月30日");
    means("2026-08-31", "8月底");
    refused(DueRefusal::NoSuchDay, "2月29日");
}

#[test]
fn a_tail_may_say_what_follows() {
    let spellings = "2026年12月31日,并长期坚持 | 2026年12月31日前完成,长期坚持 | 2026年底前完成并长期坚持 | \
         2026年底前取得阶段性成效,持续推进 | 年底前(长期坚持) | 2026年12月底前完成,并常态化推进";
    for text in spellings.split(" | ") {
        assert_eq!(
            read(text),
            Ok(("fixed".to_owned(), Some(day("2026-12-31")), true)),
            "{text}"
        );
    }
}

#[test]
fn phrases_without_a_day_keep_their_mode() {
    mode(
        "relative 3 months",
        false,
        "3个月内 | 三个月内 | 3个月 | 三个月以内 | ３个月之内 | 反馈之日起3个月内 | \
         收到反馈意见后三个月内完成",
    );
    mode("relative 6 months", false, "半年内 | 半年 | 六个月内");
    mode("relative 1 year", false, "一年内 | 1年内 | 1年");
    mode("relative 2 years", false, "两年内");
    mode(
        "relative 15 workdays",
        false,
        "15个工作日内 | 十五个工作日 | 15工作日内",
    );
    mode("relative 30 days", false, "30天内 | 30日内 | 三十天内 | 30天");
    mode("relative 2 weeks", false, "两周内 | 2个星期内 | 二周内");
    mode(
        "concentrated",
        false,
        "集中整改期内 | 集中整改期间 | 集中整改期结束前 | 集中整改期满前 | 集中整改期限内 | \
         集中整改期内完成",
    );
    mode("immediate", false, "立行立改 | 即知即改 | 立即整改 |  立行立改。");
    mode("immediate", true, "立行立改,并长期坚持 | 立行立改、长期坚持");
    mode("relative 3 months", true, "3个月内完成,并长期坚持");
    mode(
        "standing",
        false,
        "长期坚持 | 持续推进 | 长期 | 常态化 | 长期坚持,持续推进 | 常态化推进",
    );
}

#[test]
fn holidays_wait_for_the_calendar() {
    let holiday = |text: &str| {
        Due::parse(text)
            .unwrap()
            .phrase
            .resolve_year(day("2026-08-31"))
            .unwrap()
    };
    let before = |name, year| DuePhrase::BeforeHoliday { name, year };
    for text in "国庆节前 | 国庆前 | 十一前 | 国庆假期前 | 国庆节之前完成".split(" | ")
    {
        assert_eq!(holiday(text), before("国庆节", None), "{text}");
    }
    assert_eq!(holiday("春节前"), before("春节", None));
    assert_eq!(holiday("2027年春节前"), before("春节", Some(2027)));
    assert_eq!(holiday("明年春节前"), before("春节", Some(2027)));
    assert_eq!(holiday("元旦前"), before("元旦", None));
    assert_eq!(holiday("五一前"), before("劳动节", None));
    assert_eq!(holiday("2027年五一劳动节前"), before("劳动节", Some(2027)));
    means("2026-11-30", "十一月底");
}

#[test]
fn what_is_in_doubt_is_refused() {
    refused(
        DueRefusal::NoDay,
        "尽快 | 适时 | 近期 | 待定 | 本月底 | 下月底 | 下周 | 月底前 | 按上级要求 | 每年12月底前 | \
         国庆节 | 国庆期间 | 3个月前 | 0天内 | 15日 | 两三个月内 | 十五日前 | 2026 | 9.30 | \
         2026年9月30日后 | 一个半月内 | 年前 | 立行立改,2026年9月30日前",
    );
    refused(
        DueRefusal::NoSuchDay,
        "2026年2月30日 | 2026-13-01 | 2026年13月 | 9月31日 | 20261301 | 2026.0.1 | 2026年9月0日",
    );
    refused(
        DueRefusal::Span,
        "9-10月 | 9月至10月 | 2026年9月1日至2026年9月30日 | 2026年9月30日、2026年12月31日 | \
         2026年9-12月",
    );
    refused(
        DueRefusal::Before,
        "10月前 | 2026年10月之前 | 四季度前 | 2026年前 | 上半年前 | 2026.10前",
    );
    refused(DueRefusal::Within, "3月内");
    refused(DueRefusal::Empty, " |   |  | 。");
    let long = "2026年9月30日".repeat(20);
    refused(DueRefusal::NoDay, &long);
}

/// `2026` as `二〇二六`.
fn numeral_year(year: i32) -> String {
    year.to_string()
        .chars()
        .map(|c| {
            "〇一二三四五六七八九"
                .chars()
                .nth(c as usize - '0' as usize)
                .unwrap()
        })
        .collect()
}

/// `31` as `三十一`.
fn numeral(number: u32) -> String {
    let digit = |n: u32| {
        "〇一二三四五六七八九"
            .chars()
            .nth(n as usize)
            .unwrap()
            .to_string()
    };
    let (tens, ones) = (number / 10, number % 10);
    let tens = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        n => digit(n) + "十",
    };
    if ones == 0 { tens } else { tens + &digit(ones) }
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_ascii_graphic() {
                char::from_u32(c as u32 + 0xfee0).unwrap()
            } else {
                c
            }
        })
        .collect()
}

fn spellings(on: NaiveDate) -> Vec<String> {
    let (y, m, d) = (on.year(), on.month(), on.day());
    let plain = format!("{y}年{m}月{d}日");
    vec![
        full_width(&plain),
        format!("{}年{}月{}日", numeral_year(y), numeral(m), numeral(d)),
        format!("{y}.{m}.{d}"),
        format!("{y}/{m}/{d}"),
        format!("{y}-{m:02}-{d:02}"),
        format!("{y}{m:02}{d:02}"),
        format!(" {y} 年 {m:02} 月 {d:02} 日 "),
        format!("{plain}前"),
        format!("{plain}之前完成"),
        plain,
    ]
}

#[test]
fn every_day_is_read_back_from_every_spelling() {
    let days = day("2023-12-01")
        .iter_days()
        .take_while(|on| *on < day("2029-02-01"));
    for on in days {
        for text in spellings(on) {
            assert_eq!(
                Due::parse(&text).map(|due| due.phrase),
                Ok(DuePhrase::Fixed(on)),
                "{text}"
            );
        }
    }
}

#[test]
fn every_day_without_a_year_is_the_next_such_day() {
    let feedback = day("2026-08-31");
    for on in feedback.iter_days().take(365) {
        let text = format!("{}月{}日", on.month(), on.day());
        let phrase = Due::parse(&text).unwrap().phrase.resolve_year(feedback);
        assert_eq!(phrase, Ok(DuePhrase::Fixed(on)), "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in any::<String>()) {
        let _ = read(&text);
    }

    #[test]
    fn no_phrase_is_too_strange(words in proptest::collection::vec(proptest::sample::select(vec![
        "2026", "年", "月", "日", "第", "季度", "十", "二", "〇", "9", "30", "底", "前", "内", "个", "工作日", "半年", "上",
        "旬", "国庆节", "春节", "集中整改期", "立行立改", "长期坚持", "-", ".", "/", ",", "(", ")", " ", "完成", "并", "明年", "百",
    ]), 0..12)) {
        let _ = read(&words.concat());
    }
}
