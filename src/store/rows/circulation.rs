//! Issues of the digest, and what readers have chosen.

use crate::domain::circulation::{DigestChoice, DigestIssue};
use crate::domain::ids::{OfficeId, PersonId};
use crate::store::work::on;
use crate::store::{Result, Work};

mod issue_row {
    use crate::domain::circulation::DigestIssue;
    use crate::store::table::table;
    use chrono::{DateTime, Utc};

    table! {
        DigestIssue as "digest_issue", story |_| None,
        columns |issue| {
            office_id: i64 = issue.office_id.0,
            period: String = issue.period.as_str(),
            year: i64 = issue.year,
            number: i64 = issue.number,
            drafted_at: DateTime<Utc> = issue.drafted_at,
            held_at: Option<DateTime<Utc>> = issue.held_at,
        }
        read |row| Ok(DigestIssue {
            id: row.id.into(),
            office_id: row.office_id.into(),
            period: row.period,
            year: row.year,
            number: row.number,
            drafted_at: row.drafted_at,
            held_at: row.held_at,
        })
    }
}

mod choice_row {
    use crate::domain::circulation::DigestChoice;
    use crate::store::table::{table, word};
    use chrono::{NaiveTime, Weekday};

    fn read_day(text: &str) -> Option<Weekday> {
        text.parse().ok()
    }

    fn read_time(text: &str) -> Option<NaiveTime> {
        NaiveTime::parse_from_str(text, "%H:%M").ok()
    }

    table! {
        DigestChoice as "digest_choice", story |_| None,
        columns |choice| {
            person_id: i64 = choice.person_id.0,
            weekday: String = choice.weekday.to_string(),
            at: String = choice.at.format("%H:%M").to_string(),
            only_changed: bool = choice.only_changed,
            wanted: bool = choice.wanted,
        }
        read |row| Ok(DigestChoice {
            id: row.id.into(),
            person_id: row.person_id.into(),
            weekday: word(read_day, &row.weekday, "digest_choice", "weekday", row.id)?,
            at: word(read_time, &row.at, "digest_choice", "at", row.id)?,
            only_changed: row.only_changed,
            wanted: row.wanted,
        })
    }
}

impl Work {
    /// The issue of an office for a period.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_issue(&mut self, office: OfficeId, period: &str) -> Result<Option<DigestIssue>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM digest_issue WHERE office_id = $1 AND period = $2")
                .bind(office.0)
                .bind(period)
                .fetch_all(conn)
                .await?
        });
        Ok(self.get_each(ids).await?.pop())
    }

    /// What a reader has chosen.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_digest_choice(&mut self, person: PersonId) -> Result<Option<DigestChoice>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM digest_choice WHERE person_id = $1")
                .bind(person.0)
                .fetch_all(conn)
                .await?
        });
        Ok(self.get_each(ids).await?.pop())
    }
}
