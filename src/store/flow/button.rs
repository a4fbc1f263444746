//! Buttons: the card carries a short token, the meaning stays here.

use crate::domain::ids::PersonId;
use crate::store::work::on;
use crate::store::{Result, Work};
use chrono::{DateTime, Utc};

/// A button that was put on a card.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Button {
    /// What the card carries.
    pub token: String,
    /// The card.
    pub outbox_id: Option<i64>,
    /// Who may press it.
    pub person_id: i64,
    /// What it means, as JSON.
    pub press: String,
    /// Business instant of its first effective press.
    pub used_at: Option<DateTime<Utc>>,
}

impl Work {
    /// Keeps a button.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn new_button(
        &mut self,
        token: &str,
        outbox: Option<i64>,
        person: PersonId,
        press: &str,
        at: DateTime<Utc>,
    ) -> Result<()> {
        on!(self, |conn| {
            sqlx::query(
                "INSERT INTO button (token, outbox_id, person_id, press, made_at) VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(token)
            .bind(outbox)
            .bind(person.0)
            .bind(press)
            .bind(at)
            .execute(conn)
            .await?;
        });
        Ok(())
    }

    /// The button of a token.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_button(&mut self, token: &str) -> Result<Option<Button>> {
        Ok(on!(self, |conn| {
            sqlx::query_as("SELECT token, outbox_id, person_id, press, used_at FROM button WHERE token = $1")
                .bind(token)
                .fetch_optional(conn)
                .await?
        }))
    }

    /// Marks a button as pressed; `false` when it was before.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn use_button(&mut self, token: &str, at: DateTime<Utc>) -> Result<bool> {
        let touched = on!(self, |conn| {
            sqlx::query("UPDATE button SET used_at = $2 WHERE token = $1 AND used_at IS NULL")
                .bind(token)
                .bind(at)
                .execute(conn)
                .await?
                .rows_affected()
        });
        Ok(touched == 1)
    }
}
