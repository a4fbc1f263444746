//! Statutory days of a fixed date, from `config/calendar/fixed.toml`.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use std::sync::LazyLock;

/// A holiday that needs no paper.
#[derive(Deserialize)]
pub(super) struct FixedHoliday {
    pub name: String,
    /// Month and day, both from 1.
    pub days: Vec<(u32, u32)>,
}

#[derive(Deserialize)]
struct FixedFile {
    holiday: Vec<FixedHoliday>,
}

static FIXED: LazyLock<Vec<FixedHoliday>> = LazyLock::new(|| {
    let file: FixedFile = toml::from_str(include_str!("../../../config/calendar/fixed.toml"))
        .expect("the embedded file is read by every test of the calendar");
    file.holiday
});

/// All holidays of a fixed date, in the order of the year.
pub(super) fn fixed_holidays() -> &'static [FixedHoliday] {
    &FIXED
}

/// The fixed holiday that a day belongs to.
pub(super) fn fixed_holiday(day: NaiveDate) -> Option<&'static FixedHoliday> {
    FIXED
        .iter()
        .find(|holiday| holiday.days.contains(&(day.month(), day.day())))
}
