//! Places of units by a rate.

use super::rate::Rate;
use serde::Serialize;

/// Somebody's place. Who has the same rate has the same place, and the place behind them is left out (1, 1, 3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ranked<T> {
    /// From 1.
    pub place: usize,
    /// How many are ranked.
    pub of: usize,
    /// Whether somebody has the same place.
    pub tied: bool,
    /// By what.
    pub rate: Rate,
    /// Whose.
    pub who: T,
}

/// Ranks, the highest rate first; equal ones stay in the order given. Rates that are shown alike are alike.
pub fn rank<T>(rates: impl IntoIterator<Item = (T, Rate)>) -> Vec<Ranked<T>> {
    let mut rates: Vec<(T, Rate)> = rates.into_iter().collect();
    rates.sort_by_key(|(_, rate)| std::cmp::Reverse(rate.hundredths()));
    let shown: Vec<i64> = rates.iter().map(|(_, rate)| rate.hundredths()).collect();
    let place = |rate: i64| shown.iter().filter(|other| **other > rate).count() + 1;
    let alike = |rate: i64| shown.iter().filter(|other| **other == rate).count();
    rates
        .into_iter()
        .map(|(who, rate)| Ranked {
            place: place(rate.hundredths()),
            of: shown.len(),
            tied: alike(rate.hundredths()) > 1,
            rate,
            who,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Rate, rank};

    #[test]
    fn equal_rates_share_a_place() {
        let rates = [("a", 1, 2), ("b", 3, 3), ("c", 2, 4), ("d", 0, 4)];
        let rates = rates
            .into_iter()
            .filter_map(|(who, part, of)| Some((who, Rate::of(part, of)?)));
        let places: Vec<_> = rank(rates)
            .into_iter()
            .map(|it| (it.who, it.place, it.tied))
            .collect();
        assert_eq!(
            places,
            [("b", 1, false), ("a", 2, true), ("c", 2, true), ("d", 4, false)]
        );
    }
}
