//! What the clerk is told about rows that only the database could judge.

use chrono::NaiveDate;

/// A unit that is in no contacts.
pub const UNKNOWN_UNIT: &str = "通讯录中没有这个单位;请核对名称,或先导入通讯录,或加 --create-missing";
/// A person who is in no contacts.
pub const UNKNOWN_PERSON: &str = "通讯录中没有这个人;请核对姓名,或先补充通讯录,或加 --create-missing";
/// A phrase that counts from the feedback day, which nobody has recorded.
pub const NEEDS_FEEDBACK: &str =
    "这个时限从反馈之日起算,而反馈时间未知;请在表头写明反馈时间,或用 --feedback-on 给出";
/// A holiday that no calendar knows yet.
pub const UNKNOWN_HOLIDAY: &str = "这个节假日的放假安排尚未发布;请写具体日期";

/// An event so long ago that its year may be a slip of the pen.
pub fn long_ago(happened_on: NaiveDate, years: u32) -> String {
    format!("{happened_on} 距今已超过 {years} 年;请核对年份,写错的用 event correct 更正")
}

/// Somebody who has left and whom a row makes responsible.
pub const HAS_LEFT: &str = "此人已离任;请改写接任的责任人";

/// Somebody who has left and still stands in the contacts.
pub fn left_contacts(row: u32, name: &str, unit: &str) -> String {
    format!("第 {row} 行:{unit} 的 {name} 已登记离任,本行未导入;如已回任,请先用 person set --back 登记")
}

/// Two rows that say something else of one person.
pub fn told_otherwise(row: u32, name: &str, first: u32) -> String {
    format!("第 {row} 行:{name} 的职务、电话、邮箱或单位类别与第 {first} 行不一致,以第 {first} 行为准")
}

/// A former unit that is in no contacts: 回避 would never find it.
pub fn unknown_former_unit(row: u32, name: &str, unit: &str) -> String {
    format!("第 {row} 行:{name} 的回避单位“{unit}”不在通讯录中;请核对单位名称,否则回避不起作用")
}

/// A person whom only another unit's contacts know.
pub fn known_elsewhere(row: u32, name: &str, unit: &str) -> String {
    format!("第 {row} 行:{name} 不在 {unit} 的通讯录中,其他单位有此人;确认前由 {unit} 联络员承办")
}
