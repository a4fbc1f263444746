//! The days that a digest is about.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// A week, month, quarter or year of the calendar; weeks are ISO weeks, from Monday to Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DigestPeriod {
    kind: PeriodKind,
    first_on: NaiveDate,
    last_on: NaiveDate,
}

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PeriodKind {
    /// 周.
    Week,
    /// 月.
    Month,
    /// 季度.
    Quarter,
    /// 年.
    Year,
}

impl PeriodKind {
    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            PeriodKind::Week => "week",
            PeriodKind::Month => "month",
            PeriodKind::Quarter => "quarter",
            PeriodKind::Year => "year",
        }
    }

    fn months(self) -> u32 {
        match self {
            PeriodKind::Week => 0,
            PeriodKind::Month => 1,
            PeriodKind::Quarter => 3,
            PeriodKind::Year => 12,
        }
    }
}

impl DigestPeriod {
    /// The period of a kind in which a day lies; none at the end of the calendar.
    pub fn around(kind: PeriodKind, day: NaiveDate) -> Option<DigestPeriod> {
        let (first_on, last_on) = if kind == PeriodKind::Week {
            let first = day.week(Weekday::Mon).checked_first_day()?;
            (first, first.checked_add_days(Days::new(6))?)
        } else {
            let month = day.month0() - day.month0() % kind.months() + 1;
            let first = NaiveDate::from_ymd_opt(day.year(), month, 1)?;
            let next = first.checked_add_months(Months::new(kind.months()))?;
            (first, next.pred_opt()?)
        };
        Some(DigestPeriod {
            kind,
            first_on,
            last_on,
        })
    }

    /// Reads `2026-W37`, `2026-09`, `2026-Q3` or `2026`, as the kind is written.
    pub fn read(kind: PeriodKind, text: &str) -> Option<DigestPeriod> {
        let day = match kind {
            PeriodKind::Week => {
                let (year, week) = text.split_once("-W")?;
                NaiveDate::from_isoywd_opt(year.parse().ok()?, week.parse().ok()?, Weekday::Mon)
            }
            PeriodKind::Month => format!("{text}-01").parse().ok(),
            PeriodKind::Quarter => {
                let (year, quarter) = text.split_once("-Q")?;
                let quarter: u32 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
                NaiveDate::from_ymd_opt(year.parse().ok()?, quarter * 3 - 2, 1)
            }
            PeriodKind::Year => NaiveDate::from_ymd_opt(text.parse().ok()?, 1, 1),
        };
        let period = DigestPeriod::around(kind, day?)?;
        (period.key() == text).then_some(period)
    }

    /// As it is written.
    pub fn key(self) -> String {
        let year = self.first_on.year();
        match self.kind {
            PeriodKind::Week => {
                let week = self.first_on.iso_week();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            PeriodKind::Month => format!("{year:04}-{:02}", self.first_on.month()),
            PeriodKind::Quarter => format!("{year:04}-Q{}", self.first_on.month0() / 3 + 1),
            PeriodKind::Year => format!("{year:04}"),
        }
    }

    /// How long it is.
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// The year that it is called by; of a week the ISO year.
    pub fn year(self) -> i32 {
        match self.kind {
            PeriodKind::Week => self.first_on.iso_week().year(),
            _ => self.first_on.year(),
        }
    }

    /// Its number in the year, from 1.
    pub fn number(self) -> u32 {
        match self.kind {
            PeriodKind::Week => self.first_on.iso_week().week(),
            PeriodKind::Year => 1,
            kind => self.first_on.month0() / kind.months() + 1,
        }
    }

    /// Its first day.
    pub fn first_on(self) -> NaiveDate {
        self.first_on
    }

    /// Its last day.
    pub fn last_on(self) -> NaiveDate {
        self.last_on
    }

    /// The first day after it: the day as of which its digest counts what is overdue, for the period is over.
    pub fn next_on(self) -> NaiveDate {
        self.last_on.succ_opt().unwrap_or(self.last_on)
    }

    /// The period that its figures are held against: of a week the week before, else the same one of the year before.
    pub fn compared_with(self) -> Option<DigestPeriod> {
        let day = match self.kind {
            PeriodKind::Week => self.first_on.checked_sub_days(Days::new(7)),
            _ => self.first_on.checked_sub_months(Months::new(12)),
        };
        DigestPeriod::around(self.kind, day?)
    }

    /// The last weeks that were over by its end, oldest first.
    pub fn weeks_until_end(self, count: usize) -> Vec<DigestPeriod> {
        let last =
            DigestPeriod::around(PeriodKind::Week, self.last_on).filter(|week| week.last_on <= self.last_on);
        let last = last.or_else(|| DigestPeriod::around(PeriodKind::Week, self.last_on)?.compared_with());
        let mut weeks: Vec<_> = std::iter::successors(last, |week| week.compared_with())
            .take(count)
            .collect();
        weeks.reverse();
        weeks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: PeriodKind, text: &str) -> Option<(String, String)> {
        let period = DigestPeriod::read(kind, text)?;
        Some((period.first_on.to_string(), period.last_on.to_string()))
    }

    fn days(first: &str, last: &str) -> Option<(String, String)> {
        Some((first.to_owned(), last.to_owned()))
    }

    #[test]
    fn periods_are_read_as_they_are_written() {
        use PeriodKind::{Month, Quarter, Week, Year};
        assert_eq!(read(Week, "2026-W37"), days("2026-09-07", "2026-09-13"));
        assert_eq!(read(Week, "2026-W01"), days("2025-12-29", "2026-01-04"));
        assert_eq!(read(Week, "2026-W53"), days("2026-12-28", "2027-01-03"));
        assert_eq!(read(Month, "2028-02"), days("2028-02-01", "2028-02-29"));
        assert_eq!(read(Quarter, "2026-Q3"), days("2026-07-01", "2026-09-30"));
        assert_eq!(read(Year, "2026"), days("2026-01-01", "2026-12-31"));
        for (kind, wrong) in [
            (Week, "2025-W53"),
            (Week, "2026-W7"),
            (Month, "2026-13"),
            (Quarter, "2026-Q5"),
        ] {
            assert_eq!(read(kind, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_week_is_held_against_the_last_and_a_month_against_the_last_years() {
        let compared = |kind, text| {
            DigestPeriod::read(kind, text)?
                .compared_with()
                .map(DigestPeriod::key)
        };
        assert_eq!(
            compared(PeriodKind::Week, "2026-W01").as_deref(),
            Some("2025-W52")
        );
        assert_eq!(compared(PeriodKind::Month, "2026-09").as_deref(), Some("2025-09"));
        assert_eq!(
            compared(PeriodKind::Quarter, "2026-Q1").as_deref(),
            Some("2025-Q1")
        );
    }

    #[test]
    fn the_trend_ends_with_the_last_week_that_is_over() {
        let weeks = |kind, text| -> Option<Vec<String>> {
            let weeks = DigestPeriod::read(kind, text)?.weeks_until_end(2);
            Some(weeks.into_iter().map(DigestPeriod::key).collect())
        };
        let expected = |keys: [&str; 2]| Some(keys.map(str::to_owned).to_vec());
        assert_eq!(
            weeks(PeriodKind::Week, "2026-W37"),
            expected(["2026-W36", "2026-W37"])
        );
        assert_eq!(
            weeks(PeriodKind::Month, "2026-09"),
            expected(["2026-W38", "2026-W39"])
        );
        assert_eq!(
            weeks(PeriodKind::Month, "2026-05"),
            expected(["2026-W21", "2026-W22"])
        );
    }
}
