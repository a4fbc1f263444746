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
    /// Somebody else changed the row after it was read.
    #[error("{table} {row} was changed by somebody else meanwhile")]
    Overtaken {
        /// Table.
        table: &'static str,
        /// Row id.
        row: i64,
    },
    /// An image of the ledger is of no form that this program knows.
    #[error("ledger entry {seq} cannot be read by this program: {error}")]
    Image {
        /// Number of the entry.
        seq: i64,
        /// What the reader says.
        error: serde_json::Error,
    },
    /// A database URL that cannot be read, or of another kind.
    #[error("{0}")]
    Url(String),
    /// The PostgreSQL server does not answer, or lets nobody of that name in.
    #[error(
        "PostgreSQL at {server} cannot be used: {why}; is it running, and do the database and the user exist?"
    )]
    Server {
        /// Host and port or socket, database and user; never the password.
        server: String,
        /// What the server or the system says.
        why: String,
    },
}

impl StoreError {
    /// Whether the same work would find another state now: somebody else was first (a row changed or appeared
    /// meanwhile), or the database ended it for others' sake (serialisation failure, deadlock, busy).
    pub fn wants_another_try(&self) -> bool {
        match self {
            StoreError::Overtaken { .. } => true,
            StoreError::Database(sqlx::Error::Database(error)) => {
                self.is_duplicate()
                    || matches!(error.code().as_deref(), Some("40001" | "40P01" | "5" | "517"))
            }
            _ => false,
        }
    }

    /// The column whose value cannot be read as what it must be, when that is the fault.
    pub fn unreadable_column(&self) -> Option<String> {
        match self {
            StoreError::Inconsistent { column, .. } => Some((*column).to_owned()),
            StoreError::Database(sqlx::Error::ColumnDecode { index, .. }) => {
                Some(index.trim_matches('"').to_owned())
            }
            _ => None,
        }
    }

    /// Whether a unique index refused the row.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, StoreError::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}
