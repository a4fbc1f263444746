//! Offices and the counters of codes; neither is in the ledger.

use crate::domain::ids::OfficeId;
use crate::store::work::on;
use crate::store::{Result, Work};

/// 巡察办: the owner of all rows.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Office {
    /// Row.
    pub id: i64,
    /// Short key.
    pub code: String,
    /// 市委巡察办.
    pub name: String,
}

impl Work {
    /// The office of a code.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_office(&mut self, code: &str) -> Result<Option<Office>> {
        Ok(on!(self, |conn| {
            sqlx::query_as("SELECT id, code, name FROM office WHERE code = $1")
                .bind(code)
                .fetch_optional(conn)
                .await?
        }))
    }

    /// The office of a code, made where it is missing, named as given.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn ensure_office(&mut self, code: &str, name: &str) -> Result<OfficeId> {
        let id: i64 = on!(self, |conn| {
            sqlx::query_scalar(
                "INSERT INTO office (code, name) VALUES ($1, $2) \
                 ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id",
            )
            .bind(code)
            .bind(name)
            .fetch_one(conn)
            .await?
        });
        Ok(OfficeId(id))
    }

    /// The next number of a counter, from 1, without gaps; locks the counter until commit.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn next_number(&mut self, counter: &str) -> Result<i64> {
        Ok(on!(self, |conn| {
            sqlx::query_scalar(
                "INSERT INTO counter (name, value) VALUES ($1, 1) \
                 ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value",
            )
            .bind(counter)
            .fetch_one(conn)
            .await?
        }))
    }
}
