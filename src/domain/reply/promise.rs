//! Days that a person names for themselves: 10月8日前报送, 延期到10月20日.

use super::UnclearWhy;
use super::day::{self, BEFORE};
use super::item::Item;
use super::scan::Scan;
use chrono::NaiveDate;

const INTENTS: &str = "预计 计划 拟 拟于 将 将于 会在 于 在 争取 力争 确保 保证 承诺 我们";
const HOURS: &str = "上午 中午 下午 早上 晚上 下班 早 晚";
const ADVERBS: &str = "一定 可以 可 能 能够 会 将 全部 全面";
/// Words that promise an answer; what is to be reported may follow (报送整改方案).
const REPORTS: &str = "报送 上报 报告 报来 反馈 提交 报进展 报结果 报材料 回复 答复 送达";
/// Words that promise where nothing follows; 完成招标 is something else.
const FINISHES: &str = "完成 整改完成 完成整改 整改到位 办结 报 交";
/// 10月8日前报送不了 promises nothing.
const REFUSALS: [&str; 5] = ["不", "未", "没", "难", "无法"];
/// Openings of phrases that name a time without a day.
const VAGUE: &str = "\
    本周 这周 下周 周末 本月 这个月 下月 下个月 月初 月中 月内 年前 年内 节前 国庆 中秋 春节 元旦 \
    清明 五一 端午";
const EXTENSIONS: &str = "延期 申请延期 拟延期 拟申请延期 请求延期 需延期 需要延期 要延期 延长 申请延长 推迟";

/// Reads a promise, or a phrase that looks like one and is in doubt.
pub(super) fn read(scan: &mut Scan, today: NaiveDate) -> Option<Item> {
    scan.attempt(|scan| {
        while scan.eat(INTENTS).is_some() {}
        scan.spaces();
        scan.attempt(|scan| by_day(scan, today))
            .or_else(|| scan.attempt(vague))
    })
}

fn by_day(scan: &mut Scan, today: NaiveDate) -> Option<Item> {
    let phrase = day::read(scan, today, false)?;
    scan.eat(HOURS);
    scan.spaces();
    let is_limit = scan.eat(BEFORE).is_some() || phrase.is_ok_and(|day| day.is_limit);
    scan.eat("内");
    scan.spaces();
    let ends = scan.at_boundary();
    let clause = scan.clause();
    let acts = does(scan);
    if REFUSALS.iter().any(|word| clause.contains(word)) && (is_limit || acts) {
        scan.word();
        return Some(Item::NotDone);
    }
    match phrase {
        _ if !is_limit && !acts => ends.then_some(Item::BareDay),
        _ if !acts && !ends => None,
        Err(why) => Some(Item::Doubt(why)),
        // A day that has passed this year is next year's only where 前 says that it is still to come.
        Ok(day) if day.next_year && !is_limit => Some(Item::Doubt(UnclearWhy::DayUnclear)),
        Ok(day) => Some(Item::Promise(day.on)),
    }
}

/// 一定报送, 完成; 完成了 tells of the past.
fn does(scan: &mut Scan) -> bool {
    let verb = |scan: &mut Scan| {
        scan.eat(ADVERBS);
        let goes_on = scan.eat(REPORTS).is_some() && scan.clone().eat("了").is_none();
        (goes_on || (scan.eat(FINISHES).is_some() && scan.at_boundary())).then_some(())
    };
    scan.attempt(verb).is_some()
}

/// 本周内报送, 国庆节前完成, 10月前: a time, but no day.
fn vague(scan: &mut Scan) -> Option<Item> {
    let opens = scan.clone().eat(VAGUE).is_some() || opens_with_month(*scan);
    let clause = scan.clause();
    let closes = [REPORTS, FINISHES, BEFORE, "内"]
        .iter()
        .flat_map(|words| words.split(' '))
        .any(|word| clause.ends_with(word));
    if !opens || !closes || clause.contains('已') {
        return None;
    }
    scan.word();
    Some(Item::Doubt(UnclearWhy::DayUnclear))
}

fn opens_with_month(mut scan: Scan) -> bool {
    scan.numeral().is_some() && scan.eat("月 个工作日 个月").is_some()
}

/// Reads 延期, with the day where one is named.
pub(super) fn extension(scan: &mut Scan, today: NaiveDate) -> Option<Item> {
    scan.attempt(|scan| {
        let names_day = match scan.eat("延至 延到") {
            Some(_) => true,
            None => {
                scan.eat(EXTENSIONS)?;
                scan.eat("到 至").is_some()
            }
        };
        scan.spaces();
        match day::read(scan, today, true).filter(|_| names_day) {
            Some(Ok(day)) => {
                scan.eat(BEFORE);
                does(scan);
                Some(Item::Extension(Some(day.on)))
            }
            Some(Err(why)) => Some(Item::Doubt(why)),
            None if names_day => Some(Item::Doubt(UnclearWhy::DayUnclear)),
            None => (scan.at_boundary() || scan.clone().numeral().is_some()).then_some(Item::Extension(None)),
        }
    })
}
