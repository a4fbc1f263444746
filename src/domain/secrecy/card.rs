//! 银行卡号: 16 to 19 figures that pass the Luhn check (ISO/IEC 7812).

/// Whether the figures are a bank card number; `sizes` is how they were grouped.
pub(super) fn is_bank_card(figures: &str, sizes: &[usize]) -> bool {
    (16..=19).contains(&figures.len())
        && is_issued_to_banks(figures)
        && is_grouped_like_a_card(sizes)
        && passes_luhn(figures)
}

/// Banks are given 3 to 9 and 22 to 27; so nothing that begins with a year is a card.
fn is_issued_to_banks(figures: &str) -> bool {
    matches!(figures.as_bytes(), [b'3'..=b'9', ..] | [b'2', b'2'..=b'7', ..])
}

/// In one piece, in fours, as six and the rest, or figure by figure.
fn is_grouped_like_a_card(sizes: &[usize]) -> bool {
    let Some((last, others)) = sizes.split_last() else {
        return false;
    };
    let in_fours = others.iter().all(|size| *size == 4) && (1..=4).contains(last);
    others.is_empty() || in_fours || others == [6] || sizes.iter().all(|size| *size == 1)
}

/// Every second figure from the right counts double, less nine above nine; the sum ends in 0.
fn passes_luhn(figures: &str) -> bool {
    let mut sum = 0;
    for (place, c) in figures.chars().rev().enumerate() {
        let Some(figure) = c.to_digit(10) else {
            return false;
        };
        sum += match place % 2 {
            0 => figure,
            _ if figure > 4 => figure * 2 - 9,
            _ => figure * 2,
        };
    }
    sum % 10 == 0
}
