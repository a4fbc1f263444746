//! Faults of the store.

/// What can go wrong below the verbs.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A row says what no row may say.
    #[error("inconsistent data in {table}.{column} of row {row}: `{value}`")]
    Inconsistent {
        /// Table.
        table: &'static str,
        /// Column.
        column: &'static str,
        /// Row id.
        row: i64,
        /// What stands there.
        value: String,
    },
    /// A row that must be there is not.
    #[error("no {table} with id {row}")]
    Missing {
        /// Table.
        table: &'static str,
        /// Row id.
        row: i64,
    },
    /// A database URL of another kind.
    #[error("database.url must begin with sqlite:// or postgres://")]
    UnknownUrl,
}

impl StoreError {
    /// Whether the database asks to run the same work again (serialisation failure, deadlock).
    pub fn wants_another_try(&self) -> bool {
        let StoreError::Database(sqlx::Error::Database(error)) = self else {
            return false;
        };
        matches!(error.code().as_deref(), Some("40001" | "40P01" | "5" | "517"))
    }

    /// Whether a unique index refused the row.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, StoreError::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}
