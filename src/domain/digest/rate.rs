//! A share of what there is, in hundredths of a percent.

use serde::{Serialize, Serializer};
use std::fmt;

/// So many of so many. There is no rate of nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    part: i64,
    of: i64,
}

impl Rate {
    /// None of nothing.
    pub fn of(part: i64, of: i64) -> Option<Rate> {
        (of > 0).then_some(Rate { part, of })
    }

    /// Hundredths of a percent, rounded half up.
    pub fn hundredths(self) -> i64 {
        (self.part * 20_000 + self.of) / (self.of * 2)
    }

    /// How many percentage points it is more than another.
    pub fn change_on(self, before: Rate) -> Points {
        Points(self.hundredths() - before.hundredths())
    }
}

/// Percentage points more or less, in hundredths: `+0.35`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Points(i64);

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, size) = (if self.0 < 0 { "-" } else { "+" }, self.0.unsigned_abs());
        write!(f, "{sign}{}.{:02}", size / 100, size % 100)
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = self.hundredths();
        write!(f, "{}.{:02}%", hundredths / 100, hundredths % 100)
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Rate;

    #[test]
    fn rates_are_rounded_to_hundredths_of_a_percent() {
        let shown = |part, of| Rate::of(part, of).map(|rate| rate.to_string());
        assert_eq!(shown(688, 697).as_deref(), Some("98.71%"));
        assert_eq!(shown(1, 3).as_deref(), Some("33.33%"));
        assert_eq!(shown(2, 3).as_deref(), Some("66.67%"));
        assert_eq!(shown(0, 5).as_deref(), Some("0.00%"));
        assert_eq!(shown(5, 5).as_deref(), Some("100.00%"));
        assert_eq!(shown(0, 0), None);
    }

    #[test]
    fn a_change_has_its_sign() {
        let change = |now, before| Some(Rate::of(now, 200)?.change_on(Rate::of(before, 200)?).to_string());
        assert_eq!(change(3, 1).as_deref(), Some("+1.00"));
        assert_eq!(change(1, 2).as_deref(), Some("-0.50"));
        assert_eq!(change(1, 1).as_deref(), Some("+0.00"));
    }
}
