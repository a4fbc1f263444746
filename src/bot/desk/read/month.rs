//! Months that have begun.

use crate::bot::desk::form::Given;
use crate::bot::desk::slot::Slot;
use crate::domain::period::read_month;
use chrono::{Datelike, Months, NaiveDate};

/// The month that is written.
pub fn read(text: &str, today: NaiveDate) -> Vec<Given> {
    let month = read_month(text).filter(|first| *first <= today);
    month.into_iter().map(given).collect()
}

/// The present month and the one before.
pub fn latest(today: NaiveDate) -> Vec<Given> {
    let present = today.with_day(1);
    let last = present.and_then(|first| first.checked_sub_months(Months::new(1)));
    present.into_iter().chain(last).map(given).collect()
}

fn given(first: NaiveDate) -> Given {
    Given::new(Slot::Month, first, &first.format("%Y-%m").to_string())
}
