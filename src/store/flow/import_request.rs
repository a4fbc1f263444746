//! Workbooks that were asked for from the chat.

use crate::domain::ids::PersonId;
use crate::store::work::on;
use crate::store::{Result, Work};
use chrono::{DateTime, Utc};

/// A workbook that a clerk asked to import.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ImportRequest {
    /// Row.
    pub id: i64,
    /// Name in the import folder.
    pub file_name: String,
    /// Of the content that is meant, lower-case hex; empty before it was looked at.
    pub sha256: String,
    /// Who asked.
    pub person_id: i64,
    /// The chat that is told.
    pub address: String,
    /// Key of an [`ImportState`].
    pub state: String,
    /// How often it was tried in vain.
    pub attempts: i64,
}

/// How far a request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportState {
    /// To be looked at.
    Asked,
    /// Looked at: the clerk decides.
    Shown,
    /// To be imported.
    Confirmed,
    /// Imported, refused or cancelled.
    Over,
}

impl ImportState {
    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            ImportState::Asked => "asked",
            ImportState::Shown => "shown",
            ImportState::Confirmed => "confirmed",
            ImportState::Over => "over",
        }
    }
}

impl Work {
    /// Keeps a request.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn request_import(
        &mut self,
        file_name: &str,
        person: PersonId,
        address: &str,
        at: DateTime<Utc>,
    ) -> Result<()> {
        on!(self, |conn| {
            sqlx::query(
                "INSERT INTO import_request (file_name, sha256, person_id, address, state, attempts, asked_at) \
                 VALUES ($1, '', $2, $3, 'asked', 0, $4)",
            )
            .bind(file_name)
            .bind(person.0)
            .bind(address)
            .bind(at)
            .execute(conn)
            .await?;
        });
        Ok(())
    }

    /// A request.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_import_request(&mut self, id: i64) -> Result<Option<ImportRequest>> {
        Ok(on!(self, |conn| {
            sqlx::query_as("SELECT * FROM import_request WHERE id = $1")
                .bind(id)
                .fetch_optional(conn)
                .await?
        }))
    }

    /// The first request that the program has to do something for.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next_import_request(&mut self) -> Result<Option<ImportRequest>> {
        Ok(on!(self, |conn| {
            sqlx::query_as(
                "SELECT * FROM import_request WHERE state IN ('asked', 'confirmed') ORDER BY id LIMIT 1",
            )
            .fetch_optional(conn)
            .await?
        }))
    }

    /// Takes a request from one state to another, with the content that is meant; `false` when it was not in
    /// the first.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn move_import_request(
        &mut self,
        id: i64,
        from: ImportState,
        to: ImportState,
        sha256: &str,
    ) -> Result<bool> {
        let touched = on!(self, |conn| {
            sqlx::query(
                "UPDATE import_request SET state = $3, sha256 = $4, attempts = 0 WHERE id = $1 AND state = $2",
            )
            .bind(id)
            .bind(from.key())
            .bind(to.key())
            .bind(sha256)
            .execute(conn)
            .await?
            .rows_affected()
        });
        Ok(touched == 1)
    }

    /// Counts a try in vain.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn count_import_try(&mut self, id: i64) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("UPDATE import_request SET attempts = attempts + 1 WHERE id = $1")
                .bind(id)
                .execute(conn)
                .await?;
        });
        Ok(())
    }
}
