//! Which days offices work: weekdays, corrected by the yearly holiday papers.

use chrono::NaiveDate;
use std::collections::BTreeMap;

/// One year's paper in the holiday-cn form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearTable {
    /// The year of the paper (a December day may stand in the next year's).
    pub year: i32,
    /// Named days, off or worked.
    pub days: Vec<SpecialDay>,
}

/// A day that a holiday paper names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialDay {
    /// 国庆节, 春节 ...
    pub name: String,
    /// The calendar day.
    pub on: NaiveDate,
    /// Off, or a weekend day that is worked.
    pub is_off: bool,
}

/// All known papers together.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    pub(crate) tables: BTreeMap<i32, YearTable>,
}
