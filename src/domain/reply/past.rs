//! What has happened: 已报送, 已召开 with its day, and days that lie behind.

use super::UnclearWhy;
use super::day::{InMonth, month_and_day};
use super::item::Item;
use super::scan::Scan;
use chrono::{Datelike, Days, Months, NaiveDate};

const SUBMITTED: &str = "\
    已报送 已经报送 报送了 已报送了 已上报 已经上报 上报了 已报 已提交 已递交 已送达 已送出 已寄出 已按期报送 \
    已按时报送 已报送完毕 已报送巡察办 已报巡察办 已报送材料 已报送方案 已报送报告 材料已报送 方案已报送 报告已报送 \
    已报送整改方案 已报送月报 月报已报送";
const HELD: &str = "\
    已召开 已经召开 召开了 已召开会议 已召开了 会议已召开 会已召开 已开会 会议已开 已按期召开 已如期召开 已召开完毕";
const HELD_ON: &str = "召开 已召开 召开了 已经召开 开会 召开会议 开的会 已召开会议";

/// Reads 已报送 or 已召开, with or without the day.
pub(super) fn read(scan: &mut Scan, today: NaiveDate) -> Option<Item> {
    scan.attempt(|scan| submitted(scan, today))
        .or_else(|| scan.attempt(|scan| held_on(scan, today)))
        .or_else(|| scan.attempt(|scan| held(scan, today)))
}

/// 已报送, 已于9月28日报送: the day that counts is 收件日, not this one.
fn submitted(scan: &mut Scan, today: NaiveDate) -> Option<Item> {
    if scan.eat("已于 已经于").is_some() {
        day(scan, today)?;
        scan.eat("报送 上报 提交 递交 送达 寄出")?;
    } else {
        scan.eat(SUBMITTED)?;
    }
    scan.at_boundary().then_some(Item::Submitted)
}

/// 已于9月5日召开, 9月5日已召开; 9月5日召开 may tell of a plan.
fn held_on(scan: &mut Scan, today: NaiveDate) -> Option<Item> {
    let is_told = scan.eat("已于 已经于 已在").is_some();
    let on = day(scan, today)?;
    scan.spaces();
    let word = scan.eat(HELD_ON)?;
    let is_past = is_told || word.contains('已') || word.contains('了') || word.contains('的');
    scan.at_boundary().then_some(if is_past {
        Item::Held(Some(on))
    } else {
        Item::Doubt(UnclearWhy::DayUnclear)
    })
}

/// 已召开, 已召开 9月5日, 已召开(9月5日).
fn held(scan: &mut Scan, today: NaiveDate) -> Option<Item> {
    scan.eat(HELD)?;
    let on = scan.attempt(|scan| {
        while scan.eat_char(|c| matches!(c, ' ' | ',' | '(' | ':')).is_some() {}
        let on = day(scan, today)?;
        scan.eat_char(|c| c == ')');
        scan.at_boundary().then_some(on)
    });
    scan.at_boundary().then_some(Item::Held(on))
}

/// Reads the latest such day on or before `today` (office's zone): 9月5日, 9.5, 昨天, 2026-09-05.
pub(super) fn day(scan: &mut Scan, today: NaiveDate) -> Option<NaiveDate> {
    [near, year_first, month_first, dotted, day_of_month]
        .into_iter()
        .find_map(|reader| scan.attempt(|scan| reader(scan, today)))
}

fn near(scan: &mut Scan, today: NaiveDate) -> Option<NaiveDate> {
    let behind = match scan.eat("今天 今日 昨天 昨日 前天 大前天")? {
        "今天" | "今日" => 0,
        "昨天" | "昨日" => 1,
        "前天" => 2,
        _ => 3,
    };
    today.checked_sub_days(Days::new(behind))
}

fn year_first(scan: &mut Scan, _: NaiveDate) -> Option<NaiveDate> {
    let year = i32::try_from(scan.digits().filter(|year| (1000..10_000).contains(year))?).ok()?;
    if scan.eat("年").is_some() {
        let (month, day) = month_and_day(scan)?;
        return day.of(year, month);
    }
    let sign = scan.eat_char(|c| "-./".contains(c))?;
    let month = scan.digits()?;
    scan.eat_char(|c| c == sign)?;
    NaiveDate::from_ymd_opt(year, month, scan.digits()?)
}

fn month_first(scan: &mut Scan, today: NaiveDate) -> Option<NaiveDate> {
    let (month, day) = month_and_day(scan)?;
    last_of(month, day, today)
}

fn dotted(scan: &mut Scan, today: NaiveDate) -> Option<NaiveDate> {
    let month = scan.digits()?;
    scan.eat_char(|c| ".-/".contains(c))?;
    let day = scan.digits()?;
    scan.eat("日 号");
    last_of(month, InMonth::Day(day), today)
}

/// 5日, 5号: of this month or the one before.
fn day_of_month(scan: &mut Scan, today: NaiveDate) -> Option<NaiveDate> {
    let day = InMonth::Day(scan.numeral()?);
    scan.eat("日 号")?;
    let months = (0..2).filter_map(|behind| today.with_day(1)?.checked_sub_months(Months::new(behind)));
    let mut days = months.filter_map(|month| day.of(month.year(), month.month()));
    days.find(|on| *on <= today)
}

fn last_of(month: u32, day: InMonth, today: NaiveDate) -> Option<NaiveDate> {
    let this = today.year();
    [this, this.saturating_sub(1)]
        .into_iter()
        .find_map(|year| day.of(year, month).filter(|on| *on <= today))
}
