//! Adopted rulebooks and imported holiday papers.

use crate::domain::version::{CalendarYear, RulebookVersion};
use crate::store::work::on;
use crate::store::{Result, Work};
use chrono::{DateTime, Utc};

mod rulebook {
    use crate::domain::version::RulebookVersion;
    use crate::store::table::table;
    use chrono::{DateTime, Utc};

    table! {
        RulebookVersion as "rulebook_version", story |_| None,
        columns |version| {
            version: String = version.version.as_str(),
            content: String = version.content.as_str(),
            adopted_at: DateTime<Utc> = version.adopted_at,
        }
        read |row| Ok(RulebookVersion {
            id: row.id,
            version: row.version,
            content: row.content,
            adopted_at: row.adopted_at,
        })
    }
}

mod calendar {
    use crate::domain::version::CalendarYear;
    use crate::store::table::table;
    use chrono::{DateTime, Utc};

    table! {
        CalendarYear as "calendar_year", story |_| None,
        columns |year| {
            year: i64 = year.year,
            content: String = year.content.as_str(),
            imported_at: DateTime<Utc> = year.imported_at,
        }
        read |row| Ok(CalendarYear {
            id: row.id,
            year: row.year,
            content: row.content,
            imported_at: row.imported_at,
        })
    }
}

impl Work {
    /// The rulebook in force: the one adopted last.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn current_rulebook(&mut self) -> Result<Option<RulebookVersion>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM rulebook_version ORDER BY id DESC LIMIT 1")
                .fetch_optional(conn)
                .await?
        });
        match id {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }

    /// The rulebook that was in force before a business instant.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn rulebook_before(&mut self, until: DateTime<Utc>) -> Result<Option<RulebookVersion>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT id FROM rulebook_version WHERE adopted_at < $1 ORDER BY id DESC LIMIT 1",
            )
            .bind(until)
            .fetch_optional(conn)
            .await?
        });
        match id {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }

    /// A rulebook by the version name that matters keep; the last one of that name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_rulebook(&mut self, version: &str) -> Result<Option<RulebookVersion>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM rulebook_version WHERE version = $1 ORDER BY id DESC LIMIT 1")
                .bind(version)
                .fetch_optional(conn)
                .await?
        });
        match id {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }

    /// The imported holiday papers.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_calendar_years(&mut self) -> Result<Vec<CalendarYear>> {
        self.all().await
    }
}
