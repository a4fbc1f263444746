//! How far: 进度 60%, 60%, 完成60%, 百分之六十, 六成.

use super::scan::Scan;

/// Words that open a statement of progress; after one with 进 a bare number is a percentage.
const LEADS: &str = "进度 整改进度 工作进度 总体进度 进展 整改进展 完成 已完成 完成率 完成进度";
const LINKS: &str = "达到 已达 已达到 达 到 为 是 约 约为 大约 :";
const ROUGHLY: &str = "左右 上下 以上";
/// `60%-70%` and `60%未完成` are not 60 %.
const SPOILERS: &str = "- ~ 至 到 未 没 不 尚 还";

/// Reads a percentage, rounded down to whole percent.
pub(super) fn read(scan: &mut Scan) -> Option<u32> {
    scan.eat("(");
    let lead = scan.eat(LEADS);
    scan.spaces();
    while scan.eat(LINKS).is_some() {
        scan.spaces();
    }
    let percent = scan
        .attempt(|scan| signed(scan, lead))
        .or_else(|| scan.attempt(hundredths))
        .or_else(|| scan.attempt(tenths))
        .or_else(|| scan.attempt(|scan| bare(scan, lead)))?;
    scan.eat(ROUGHLY);
    scan.eat(")");
    if scan.clone().eat(SPOILERS).is_some() {
        None
    } else {
        Some(percent)
    }
}

/// 60%, 62.5%; a bare 2.60% may be the second matter's 60 %.
fn signed(scan: &mut Scan, lead: Option<&str>) -> Option<u32> {
    let whole = scan.digits()?;
    if scan.eat_char(|c| c == '.').is_some() {
        scan.digits().filter(|_| lead.is_some() || whole >= 10)?;
    }
    scan.spaces();
    scan.eat_char(|c| c == '%').map(|_| whole)
}

/// 百分之六十, 百分之60, 百分之百.
fn hundredths(scan: &mut Scan) -> Option<u32> {
    scan.eat("百分之")?;
    let whole = if scan.eat("百").is_some() {
        100
    } else {
        scan.numeral()?
    };
    scan.at_boundary().then_some(whole)
}

/// 六成, 6成.
fn tenths(scan: &mut Scan) -> Option<u32> {
    let whole = scan.numeral().filter(|tenths| *tenths <= 10)? * 10;
    scan.eat("成 成多")?;
    (scan.at_boundary() || scan.clone().eat(ROUGHLY).is_some()).then_some(whole)
}

/// 进度60.
fn bare(scan: &mut Scan, lead: Option<&str>) -> Option<u32> {
    lead.filter(|lead| lead.contains("进"))?;
    let whole = scan.digits()?;
    let is_decimal = scan.clone().eat(".").is_some();
    (scan.at_boundary() && !is_decimal).then_some(whole)
}
