//! 身份证号: 18 places with a check figure (GB 11643), or the 15 of before 1999.

use chrono::NaiveDate;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_FIGURES: &[u8; 11] = b"10X98765432";
/// First two figures of the places where a number may be issued (GB/T 2260).
const PROVINCES: &str = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 \
                         71 81 82 83";

/// Whether the figures are an ID number; `sizes` is how they were grouped. One mistyped figure still points
/// at a person, so in one piece a place and a birthday are enough.
pub(super) fn is_id_number(figures: &str, sizes: &[usize]) -> bool {
    let in_one_piece = sizes.len() == 1 && has_province(figures);
    match figures.len() {
        18 => has_birthday(&figures[6..14]) && (in_one_piece || has_check_figure(figures)),
        15 => {
            let is_grouped_so = in_one_piece || (sizes == [6, 6, 3] && has_province(figures));
            is_grouped_so && has_birthday(&format!("19{}", &figures[6..12])) && !figures.ends_with('X')
        }
        _ => false,
    }
}

fn has_province(figures: &str) -> bool {
    PROVINCES
        .split_whitespace()
        .any(|province| figures.starts_with(province))
}

fn has_birthday(figures: &str) -> bool {
    let is_of_our_time = figures.starts_with("19") || figures.starts_with("20");
    is_of_our_time && NaiveDate::parse_from_str(figures, "%Y%m%d").is_ok()
}

fn has_check_figure(figures: &str) -> bool {
    let Some((check, body)) = figures.as_bytes().split_last() else {
        return false;
    };
    let sum: u32 = body
        .iter()
        .zip(WEIGHTS)
        .map(|(figure, weight)| u32::from(figure.wrapping_sub(b'0')) * weight)
        .sum();
    body.iter().all(u8::is_ascii_digit) && CHECK_FIGURES[sum as usize % 11] == *check
}
