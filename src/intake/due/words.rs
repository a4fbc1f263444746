//! The words of time limits. Data: a new spelling is a new word here. Words are separated by blanks; where one
//! begins another, the longer one stands first.

use crate::domain::period::PeriodUnit;
use crate::intake::fold::squeeze;
use crate::intake::numeral::arabic;

/// 立行立改 and its kin.
pub(super) const IMMEDIATE: &str = "立行立改 即知即改 立即整改 立知立改 立整立改 立查立改 即行即改 马上整改";

/// 集中整改.
pub(super) const CONCENTRATED: &str = "集中整改期限 集中整改期间 集中整改阶段 集中整改期 集中整改";

/// What makes the end of a span a point: 集中整改期结束前.
pub(super) const ENDED: &str = "结束 届满 期满 满";

/// No due day.
pub(super) const STANDING: &str = "长期坚持 持续推进 长期推进 长期执行 长期落实 持续坚持 持续整改 \
    坚持常态化推进 坚持常态化 常态化推进 常态化坚持 常态化开展 常态化整改 常态化 长期整改 长期";

/// Words before a date that add nothing.
pub(super) const LEADS: &str = ", 截止到 截至 截止 预计于 预计 计划于 计划 确保 力争 于 在";

/// From the feedback date on.
pub(super) const FROM_FEEDBACK: &str = "自反馈之日起 自反馈之日 反馈之日起 自巡察反馈之日起 巡察反馈之日起 \
    自巡察反馈后 巡察反馈后 收到反馈意见之日起 收到反馈意见后 收到反馈后 反馈意见后 自反馈后 反馈后";

/// By the end of.
pub(super) const BEFORE: &str = "之前 以前 前";
/// In the course of.
pub(super) const WITHIN: &str = "之内 以内 内";

/// Words after a date that only say what shall be done by then.
pub(super) const DONE: &str = "全部完成整改 全面完成整改 基本完成整改 整改完成 整改完毕 整改到位 完成整改 \
    全部完成 全面完成 基本完成 完成 落实到位 办结 取得阶段性成效 取得阶段性成果 取得明显成效";

/// Between a date and 长期坚持.
pub(super) const AND: &str = ", 并且 并 且 同时 需";

/// The feedback date's year.
pub(super) const THIS_YEAR: &str = "今年 本年 当年";
/// The year after it.
pub(super) const NEXT_YEAR: &str = "明年 次年 翌年";

/// The end of the year that follows from the feedback date.
pub(super) const YEAR_END: &str = "年底 年末 年终";
/// The end of the year just named.
pub(super) const END: &str = "年底 年末 年终 底 末 终";

/// Names as in the holiday papers, with what clerks call them.
pub(super) const HOLIDAYS: [(&str, &str); 7] = [
    ("元旦", "元旦节 元旦"),
    ("春节", "春节"),
    ("清明节", "清明节 清明"),
    ("劳动节", "劳动节"),
    ("端午节", "端午节 端午"),
    ("中秋节", "中秋节 中秋"),
    ("国庆节", "国庆节 国庆"),
];

/// Holidays whose short names are numerals; what follows tells them from the number 51 and the month of 十一月.
const NUMERAL_HOLIDAYS: [(&str, &str); 12] = [
    ("五一国际劳动节", "劳动节"),
    ("五一劳动节", "劳动节"),
    ("五一节", "劳动节"),
    ("五一前", "劳动节前"),
    ("五一之前", "劳动节前"),
    ("五一假期", "劳动节假期"),
    ("五一小长假", "劳动节假期"),
    ("十一国庆节", "国庆节"),
    ("十一前", "国庆节前"),
    ("十一之前", "国庆节前"),
    ("十一假期", "国庆节假期"),
    ("十一长假", "国庆节假期"),
];

/// After a holiday's name.
pub(super) const DAYS_OFF: &str = "假期 长假 放假";

/// Units of a period. 日 is one only with 内: 15日 may be a day of the month.
pub(super) const UNITS: [(&str, PeriodUnit); 5] = [
    ("个工作日 工作日", PeriodUnit::Workdays),
    ("个月", PeriodUnit::Months),
    ("个星期 个礼拜 星期 周", PeriodUnit::Weeks),
    ("个自然日 自然日 天 日", PeriodUnit::Days),
    ("年", PeriodUnit::Years),
];

/// The words of a cell without blanks and full-width forms, numerals in digits, brackets and stops as commas,
/// a time of day cut off.
pub(super) fn tidy(text: &str) -> String {
    let punctuated = |c| match c {
        '(' | ';' | '、' | '。' => Some(','),
        ')' => None,
        c => Some(c),
    };
    let mut words: String = squeeze(without_time(text.trim()))
        .chars()
        .filter_map(punctuated)
        .collect();
    if words.contains("五一") || words.contains("十一") {
        for (numeral, name) in NUMERAL_HOLIDAYS {
            words = words.replace(numeral, name);
        }
    }
    arabic(&words).trim_end_matches([',', '.', '!']).to_owned()
}

/// `2026-09-30 00:00:00` as programs write it, without the hours.
fn without_time(text: &str) -> &str {
    let is_clock = |rest: &str| {
        rest.contains(':')
            && rest
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | 'Z'))
    };
    match text.split_once([' ', 'T']) {
        Some((day, rest)) if is_clock(rest) => day,
        _ => text,
    }
}
