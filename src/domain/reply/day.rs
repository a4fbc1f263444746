//! Days as people write them: 10月8日, 10.8前, 下周五, 明天, 月底, 3天内.

use super::UnclearWhy;
use super::scan::Scan;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// What ends a phrase of the kind "by that day".
pub(super) const BEFORE: &str = "前 之前 以前";

/// A day that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub on: NaiveDate,
    /// The phrase names no year and its day had passed in this one.
    pub next_year: bool,
    /// The phrase itself says "by": 3天内.
    pub is_limit: bool,
}

/// A phrase that is a day; which one may be in doubt.
pub(super) type Phrase = Result<Day, UnclearWhy>;

impl Day {
    fn on(on: Option<NaiveDate>) -> Phrase {
        on.map(|on| Day {
            on,
            next_year: false,
            is_limit: false,
        })
        .ok_or(UnclearWhy::DayUnclear)
    }
}

/// Reads a day phrase. `after_to`: it follows 到, so that 10.20 can be nothing but a day.
pub(super) fn read(scan: &mut Scan, today: NaiveDate, after_to: bool) -> Option<Phrase> {
    let readers = [
        within,
        near,
        weekday,
        named_month,
        month_end,
        year_first,
        month_first,
        day_of_month,
    ];
    readers
        .into_iter()
        .find_map(|reader| scan.attempt(|scan| reader(scan, today)))
        .or_else(|| scan.attempt(|scan| dotted(scan, today, after_to)))
        .map(|phrase| {
            phrase.and_then(|day| {
                if day.on < today {
                    Err(UnclearWhy::DayPast)
                } else {
                    Ok(day)
                }
            })
        })
}

/// 3天内, 两周内; 5个工作日内 needs the calendar and is asked about.
fn within(scan: &mut Scan, today: NaiveDate) -> Option<Phrase> {
    let count = scan.numeral()?;
    scan.spaces();
    let unit = scan.eat("天 日 周 个星期 星期 个工作日 工作日 个月")?;
    scan.eat("内 以内 之内")?;
    let on = match unit {
        "天" | "日" => today.checked_add_days(Days::new(count.into())),
        "周" | "个星期" | "星期" => today.checked_add_days(Days::new(u64::from(count) * 7)),
        "个月" => today.checked_add_months(Months::new(count)),
        _ => None,
    };
    Some(Day::on(on).map(|day| Day {
        is_limit: true,
        ..day
    }))
}

fn near(scan: &mut Scan, today: NaiveDate) -> Option<Phrase> {
    let ahead = match scan.eat("今天 今日 明天 明日 后天 大后天")? {
        "今天" | "今日" => 0,
        "明天" | "明日" => 1,
        "后天" => 2,
        _ => 3,
    };
    Some(Day::on(today.checked_add_days(Days::new(ahead))))
}

/// 周五 is the next one; 本周五 and 下周五 count weeks from Monday.
fn weekday(scan: &mut Scan, today: NaiveDate) -> Option<Phrase> {
    let week = scan.eat("本 这 这个 下 下个 下下 下下个");
    scan.eat("周 星期 礼拜")?;
    let figure = scan.eat_char(|c| "一二三四五六日天".contains(c))?;
    let place = "一二三四五六日".chars().position(|c| c == figure).unwrap_or(6);
    let monday = today.week(Weekday::Mon).checked_first_day();
    let weeks = match week {
        Some("下" | "下个") => 1,
        Some("下下" | "下下个") => 2,
        Some(_) => 0,
        None if place < today.weekday().num_days_from_monday() as usize => 1,
        None => 0,
    };
    Some(Day::on(monday.and_then(|monday| {
        monday.checked_add_days(Days::new(weeks * 7 + place as u64))
    })))
}

/// 本月20日, 下月底.
fn named_month(scan: &mut Scan, today: NaiveDate) -> Option<Phrase> {
    let ahead = match scan.eat("本月 这个月 下月 下个月")? {
        "本月" | "这个月" => 0,
        _ => 1,
    };
    let month = today.with_day(1)?.checked_add_months(Months::new(ahead))?;
    let day = in_month(scan)?;
    Some(Day::on(day.of(month.year(), month.month())))
}

/// 月底 of this month, 年底 of this year.
fn month_end(scan: &mut Scan, today: NaiveDate) -> Option<Phrase> {
    let month = match scan.eat("月底 月末 年底 年末 今年底 本年底")? {
        "月底" | "月末" => today.month(),
        _ => 12,
    };
    Some(Day::on(InMonth::Last.of(today.year(), month)))
}

/// 2026年10月8日, 2026年底, 2026-10-08, 2026.10.8, 2026/10/8.
fn year_first(scan: &mut Scan, _: NaiveDate) -> Option<Phrase> {
    let year = i32::try_from(scan.digits().filter(|year| (1000..10_000).contains(year))?).ok()?;
    scan.spaces();
    if scan.eat("年底 年末").is_some() {
        return Some(Day::on(InMonth::Last.of(year, 12)));
    }
    if scan.eat("年").is_some() {
        let (month, day) = month_and_day(scan)?;
        return Some(Day::on(day.of(year, month)));
    }
    let sign = scan.eat_char(|c| "-./".contains(c))?;
    let month = scan.digits()?;
    scan.eat_char(|c| c == sign)?;
    let day = scan.digits()?;
    Some(Day::on(NaiveDate::from_ymd_opt(year, month, day)))
}

/// 10月8日, 10月底, 10月中旬.
fn month_first(scan: &mut Scan, today: NaiveDate) -> Option<Phrase> {
    let (month, day) = month_and_day(scan)?;
    Some(next_of(month, day, today))
}

/// 10.8前, 10/8前, 10-8前.
fn dotted(scan: &mut Scan, today: NaiveDate, after_to: bool) -> Option<Phrase> {
    let month = scan.digits()?;
    scan.eat_char(|c| ".-/".contains(c))?;
    let day = scan.digits()?;
    scan.eat("日 号");
    let is_day = after_to || scan.clone().eat(BEFORE).is_some();
    is_day.then(|| next_of(month, InMonth::Day(day), today))
}

/// 8日, 8号: of this month or the next.
fn day_of_month(scan: &mut Scan, today: NaiveDate) -> Option<Phrase> {
    let day = InMonth::Day(scan.numeral()?);
    scan.spaces();
    scan.eat("日 号")?;
    let months = (0..2).filter_map(|ahead| today.with_day(1)?.checked_add_months(Months::new(ahead)));
    let mut days = months.filter_map(|month| day.of(month.year(), month.month()));
    Some(Day::on(days.find(|on| *on >= today)))
}

/// 10月8日: the month, and the day in it.
pub(super) fn month_and_day(scan: &mut Scan) -> Option<(u32, InMonth)> {
    let month = scan.numeral()?;
    scan.spaces();
    scan.eat("月 月份")?;
    Some((month, in_month(scan)?))
}

/// A day of a month that is still unknown.
#[derive(Clone, Copy)]
pub(super) enum InMonth {
    Day(u32),
    Last,
}

impl InMonth {
    pub(super) fn of(self, year: i32, month: u32) -> Option<NaiveDate> {
        match self {
            InMonth::Day(day) => NaiveDate::from_ymd_opt(year, month, day),
            InMonth::Last => NaiveDate::from_ymd_opt(year, month, 1)?
                .checked_add_months(Months::new(1))?
                .pred_opt(),
        }
    }
}

/// 8日, 底; 上旬, 中旬 and 下旬 end on the 10th, the 20th and the last day.
fn in_month(scan: &mut Scan) -> Option<InMonth> {
    scan.spaces();
    match scan.eat("底 末 上旬 中旬 下旬") {
        Some("上旬") => return Some(InMonth::Day(10)),
        Some("中旬") => return Some(InMonth::Day(20)),
        Some(_) => return Some(InMonth::Last),
        None => {}
    }
    let day = scan.numeral()?;
    scan.spaces();
    scan.eat("日 号")?;
    Some(InMonth::Day(day))
}

/// The next such day on or after `today`; none in this year and the next is a doubt.
fn next_of(month: u32, day: InMonth, today: NaiveDate) -> Phrase {
    let this = today.year();
    let found = [this, this.saturating_add(1)].into_iter().find_map(|year| {
        let on = day.of(year, month).filter(|on| *on >= today)?;
        Some(Day {
            on,
            next_year: year != this,
            is_limit: false,
        })
    });
    found.ok_or(UnclearWhy::DayUnclear)
}
