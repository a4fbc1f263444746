//! Numbers in Arabic or Chinese figures.

use super::scan::Scan;

const FIGURES: &str = "零一二三四五六七八九";

impl Scan<'_> {
    /// A run of one to nine Arabic figures.
    pub fn digits(&mut self) -> Option<u32> {
        self.attempt(|scan| {
            let mut figures = String::new();
            while let Some(c) = scan.eat_char(|c| c.is_ascii_digit()) {
                figures.push(c);
            }
            if figures.len() > 9 {
                None
            } else {
                figures.parse().ok()
            }
        })
    }

    /// Arabic figures, or Chinese ones up to 九十九.
    pub fn numeral(&mut self) -> Option<u32> {
        self.digits().or_else(|| self.attempt(chinese))
    }
}

/// 六, 十二, 六十, 二十一; figures in a row (七八) are no number.
fn chinese(scan: &mut Scan) -> Option<u32> {
    let tens = figure(scan);
    let number = match scan.eat("十") {
        None => tens?,
        Some(_) => tens.unwrap_or(1) * 10 + figure(scan).unwrap_or(0),
    };
    if figure(&mut scan.clone()).is_some() {
        None
    } else {
        Some(number)
    }
}

fn figure(scan: &mut Scan) -> Option<u32> {
    if scan.eat("两").is_some() {
        return Some(2);
    }
    let c = scan.peek()?;
    let value = FIGURES.chars().position(|figure| figure == c)?;
    scan.next();
    u32::try_from(value).ok()
}
