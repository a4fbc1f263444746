//! Holds the counters of codes against the codes that they gave.

use super::Trouble;
use crate::domain::circulation::counter_of_issues;
use crate::domain::code::{numbered, stem_and_number};
use crate::domain::ids::OfficeId;
use crate::domain::supervision_paper::counter_of;
use crate::store::work::on;
use crate::store::{Result, Work};
use std::collections::BTreeMap;

/// Codes that a counter gave: not those that came with a workbook, nor those of measures, which are numbered
/// within their finding.
const COUNTED: &str = "SELECT code FROM matter m \
    WHERE NOT EXISTS (SELECT 1 FROM measure WHERE matter_id = m.id) \
    AND NOT EXISTS (SELECT 1 FROM finding WHERE matter_id = m.id AND given_code = m.code) \
    UNION ALL SELECT number FROM registration";

impl Work {
    /// The first counter that does not stand at the highest number that it gave.
    pub(super) async fn compare_counters(&mut self) -> Result<Option<Trouble>> {
        let codes: Vec<String> = on!(self, |conn| {
            sqlx::query_scalar(COUNTED).fetch_all(conn).await?
        });
        let papers: Vec<(i64, String, i64, i64)> = on!(self, |conn| {
            sqlx::query_as("SELECT office_id, form, year, number FROM paper WHERE number IS NOT NULL")
                .fetch_all(conn)
                .await?
        });
        let mut codes = codes;
        codes.extend(papers.into_iter().map(|(office, form, year, number)| {
            numbered(&counter_of(OfficeId(office), &form, year), number)
        }));
        let issues: Vec<(i64, i64, i64)> = on!(self, |conn| {
            sqlx::query_as("SELECT office_id, year, number FROM digest_issue")
                .fetch_all(conn)
                .await?
        });
        codes.extend(
            issues
                .into_iter()
                .map(|(office, year, number)| numbered(&counter_of_issues(OfficeId(office), year), number)),
        );
        let counters: Vec<(String, i64)> = on!(self, |conn| {
            sqlx::query_as("SELECT name, value FROM counter")
                .fetch_all(conn)
                .await?
        });
        let mut stems: BTreeMap<&str, (Option<i64>, i64)> = BTreeMap::new();
        for (name, value) in &counters {
            stems.entry(name).or_default().0 = Some(*value);
        }
        for (stem, number) in codes.iter().filter_map(|code| stem_and_number(code)) {
            let highest = &mut stems.entry(stem).or_default().1;
            *highest = number.max(*highest);
        }
        Ok(stems
            .into_iter()
            .find(|(_, (value, highest))| *value != Some(*highest))
            .map(|(stem, (value, highest))| Trouble::Counter {
                stem: stem.to_owned(),
                value,
                highest,
            }))
    }
}
