//! Holiday papers and what a calendar makes of them.

use super::day;
use huiyin::domain::calendar::{Calendar, Holiday, YearTable};

fn workdays_of(calendar: &Calendar, year: i32) -> usize {
    let first = day(&format!("{year}-01-01"));
    first
        .iter_days()
        .take_while(|day| *day < super::day(&format!("{}-01-01", year + 1)))
        .filter(|day| calendar.is_workday(*day))
        .count()
}

fn run_of(holiday: Holiday) -> (String, String) {
    (holiday.first_on.to_string(), holiday.last_on.to_string())
}

fn span(first: &str, last: &str) -> (String, String) {
    (first.to_owned(), last.to_owned())
}

fn paper_2027() -> YearTable {
    YearTable::parse(
        r#"{"$schema": "any", "year": 2027, "papers": ["p"], "days": [
            {"name": "元旦", "date": "2026-12-31", "isOffDay": true},
            {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
            {"name": "元旦", "date": "2027-01-03", "isOffDay": false},
            {"name": "春节", "date": "2027-02-06", "isOffDay": true}
        ]}"#,
    )
    .unwrap()
}

#[test]
fn published_years_have_the_workdays_of_their_papers() {
    let calendar = Calendar::embedded();
    assert_eq!(workdays_of(&calendar, 2025), 248);
    assert_eq!(workdays_of(&calendar, 2026), 248);
}

#[test]
fn a_year_without_a_paper_or_with_an_empty_one_has_weekends_and_fixed_days() {
    let empty = Calendar::embedded();
    assert_eq!(empty.table(2027).map(|table| table.days.len()), Some(0));
    for calendar in [empty, Calendar::default()] {
        // 261 weekdays of 2027; 1 January and 1 October are Fridays, the other fixed days weekend days.
        assert_eq!(workdays_of(&calendar, 2027), 259);
        assert!(!calendar.is_workday(day("2027-01-01")) && !calendar.is_workday(day("2027-10-01")));
        assert!(
            calendar.is_workday(day("2027-02-08")),
            "Spring Festival is not known yet"
        );
        assert!(!calendar.is_published(day("2027-06-01")));
    }
}

#[test]
fn a_paper_replaces_its_year_and_may_reach_into_the_december_before() {
    let before = Calendar::embedded();
    assert!(before.is_workday(day("2026-12-31")) && before.is_published(day("2026-12-31")));
    let after = before.with(paper_2027());
    assert!(!after.is_workday(day("2026-12-31")) && after.is_workday(day("2027-01-03")));
    assert!(after.is_published(day("2027-06-01")));
    assert!(
        after.is_workday(day("2027-10-01")),
        "a published paper has the only word"
    );

    let alone = Calendar::new([paper_2027()]);
    assert!(alone.is_published(day("2026-12-31")) && !alone.is_published(day("2026-12-30")));
}

#[test]
fn workdays_are_found_forwards_and_backwards() {
    let calendar = Calendar::embedded();
    assert_eq!(calendar.next_workday(day("2026-10-01")), day("2026-10-08"));
    assert_eq!(calendar.prev_workday(day("2026-10-07")), day("2026-09-30"));
    assert_eq!(calendar.next_workday(day("2026-10-10")), day("2026-10-10"));
    assert_eq!(
        calendar.sub_workdays(day("2026-10-10"), 3),
        Some(day("2026-09-30"))
    );
    assert_eq!(
        calendar.add_workdays(day("2026-10-03"), 0),
        Some(day("2026-10-03"))
    );
    assert_eq!(
        calendar.first_workday_of_week(day("2026-10-11")),
        Some(day("2026-10-08"))
    );
    assert_eq!(
        calendar.first_workday_of_week(day("2026-02-18")),
        None,
        "the whole week is Spring Festival"
    );
}

#[test]
fn the_ends_of_time_are_no_panic() {
    let calendar = Calendar::embedded();
    assert_eq!(calendar.add_workdays(day("9999-12-31"), 1), None);
    assert_eq!(calendar.add_workdays(day("2026-01-01"), u32::MAX), None);
    assert_eq!(calendar.sub_workdays(day("0001-01-01"), 1), None);
    assert_eq!(calendar.sub_workdays(day("2026-01-01"), u32::MAX), None);
    for end in [chrono::NaiveDate::MIN, chrono::NaiveDate::MAX] {
        calendar.next_workday(end);
        calendar.prev_workday(end);
        calendar.first_workday_of_week(end);
    }
}

#[test]
fn holidays_are_runs_of_days_off_with_their_weekends() {
    let calendar = Calendar::embedded();
    let run = |name: &str, year: i32| calendar.holiday(name, year).map(run_of);
    assert_eq!(run("国庆", 2026), Some(span("2026-10-01", "2026-10-07")));
    assert_eq!(
        run("中秋", 2023),
        Some(span("2023-09-29", "2023-10-06")),
        "found in a joint holiday"
    );
    assert_eq!(
        run("元旦", 2024),
        Some(span("2023-12-30", "2024-01-01")),
        "with the weekend before it"
    );
    assert_eq!(
        run("元旦", 2026),
        Some(span("2026-01-01", "2026-01-03")),
        "the Sunday is worked"
    );
    assert_eq!(calendar.holidays(2026).len(), 7);
}

#[test]
fn an_unpublished_year_still_offers_the_holidays_of_a_fixed_date() {
    let names: Vec<_> = Calendar::embedded()
        .holidays(2027)
        .into_iter()
        .map(|holiday| holiday.name)
        .collect();
    assert_eq!(names, ["元旦", "劳动节", "国庆节"]);
    let new_year = Calendar::embedded().holiday("元旦", 2027).map(run_of);
    assert_eq!(new_year, Some(span("2027-01-01", "2027-01-03")));
}

#[test]
fn before_a_holiday_means_its_last_workday_before() {
    let calendar = Calendar::embedded();
    assert_eq!(
        calendar.before_holiday("国庆", day("2026-08-31")),
        Some(day("2026-09-30"))
    );
    assert_eq!(
        calendar.before_holiday("国庆", day("2026-09-30")),
        Some(day("2026-09-30"))
    );
    assert_eq!(
        calendar.before_holiday("国庆节", day("2026-10-01")),
        Some(day("2027-09-30"))
    );
    assert_eq!(
        calendar.before_holiday("春节", day("2025-11-01")),
        Some(day("2026-02-14"))
    );
    assert_eq!(
        calendar.before_holiday("元旦", day("2023-12-01")),
        Some(day("2023-12-29"))
    );
    assert_eq!(
        calendar.before_holiday("春节", day("2026-03-01")),
        None,
        "its paper is not published"
    );
}

#[test]
fn a_file_that_is_no_paper_is_refused_with_the_place() {
    let refusal = |days: &str| {
        let json = format!(r#"{{"year": 2026, "days": {days}}}"#);
        YearTable::parse(&json).unwrap_err().to_string()
    };
    let first = r#"{"name": "元旦", "date": "2026-01-01", "isOffDay": true}"#;
    assert!(refusal("[").starts_with("line 1: "));
    assert!(refusal("{}").starts_with("line 1: invalid type: map"));
    assert_eq!(
        refusal(&format!("[{first}, {{}}]")),
        "days[1]: missing field `name`"
    );
    assert!(refusal(r#"[{"name": "x", "date": "2026-02-30", "isOffDay": true}]"#).starts_with("days[0]: "));
    assert_eq!(
        refusal(r#"[{"name": "x", "date": "2025-11-30", "isOffDay": true}]"#),
        "days[0]: 2025-11-30 is neither in 2026 nor in the December before"
    );
    assert_eq!(
        refusal(&format!("[{first}, {first}]")),
        "days[1]: 2026-01-01 stands in days[0] already"
    );
    assert_eq!(
        refusal(r#"[{"name": " ", "date": "2026-01-01", "isOffDay": true}]"#),
        "days[0]: 2026-01-01 has no name"
    );
    assert!(
        YearTable::parse(r#"{"year": 0, "days": []}"#)
            .unwrap_err()
            .to_string()
            .starts_with("year: ")
    );
    assert!(
        YearTable::parse(r#"{"days": []}"#)
            .unwrap_err()
            .to_string()
            .contains("missing field `year`")
    );
}
