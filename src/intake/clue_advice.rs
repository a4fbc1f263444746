//! What the clerk is told about rows of a clue register that only the rulebook and the contacts could judge.

/// No organ, and no route that gives one.
pub const NO_ORGAN: &str = "没有写承办单位,该类别也没有规定的移交去向;请补写承办单位";
/// A route whose organ is in no contacts, or is several units.
pub const ORGAN_UNCLEAR: &str = "按类别应移交的单位在通讯录中没有,或不止一个;请写明承办单位";
/// Somebody who does not serve in the organ.
pub const NOT_IN_ORGAN: &str =
    "承办单位的通讯录中没有这个人;请核对姓名,或先补充通讯录,或留空由该单位专管员承办";
/// Somebody who must keep out of it.
pub const AVOIDS: &str = "此人曾在被巡察单位任职,应当回避;请改写其他专管员";
/// A day that has not come.
pub const DAY_AHEAD: &str = "移交日期尚未到;只登记已经移交的线索";
/// A round without a unit, or a unit without a round.
pub const HALF_INSPECTION: &str = "被巡察单位和轮次须同时写明,或都留空";
/// A round that has no number.
pub const NO_ROUND: &str = "轮次看不懂;请写 第三轮、2026年第三轮 等";

/// A word that the rulebook does not know, with those that it does.
pub fn unknown_word(known: &[&str]) -> String {
    format!("期限规则中没有这个词;请写 {},或留空", known.join("、"))
}

/// A clue that goes elsewhere than its category's route.
pub fn off_route(row: u32, code: &str, organ: &str, route: &str) -> String {
    format!("第 {row} 行:{code} 按类别应移交“{route}”,台账写的是“{organ}”,以台账为准")
}
