//! One declaration a ledgered table: its columns, its row, and both directions between row and domain type.

use super::{Result, StoreError, Work};
use serde::{Serialize, de::DeserializeOwned};
use std::future::Future;

/// The embedded migrations of one kind of database, in order; both kinds have the same.
macro_rules! migrations {
    ($kind:literal) => {
        migrations!($kind:
            1 "spine" "0001_spine.sql",
            2 "desk" "0002_desk.sql",
            3 "round_event" "0003_round_event.sql",
            4 "attention_part" "0004_attention_part.sql",
            5 "listed" "0005_listed.sql",
            6 "mend" "0006_mend.sql",
            7 "clue" "0007_clue.sql",
            8 "paper" "0008_paper.sql",
            9 "import_request" "0009_import_request.sql",
            10 "follow_up" "0010_follow_up.sql",
            11 "office_ways" "0011_office_ways.sql",
            12 "part" "0012_part.sql",
            13 "decision" "0013_decision.sql",
            14 "closeout" "0014_closeout.sql",
            15 "ladder" "0015_ladder.sql",
            16 "extension" "0016_extension.sql",
            17 "leading_group" "0017_leading_group.sql",
            18 "mail" "0018_mail.sql",
            19 "circulation" "0019_circulation.sql"
        )
    };
    ($kind:literal: $($number:literal $name:literal $file:literal),+) => {
        &[$(($number, $name, include_str!(concat!("../../migrations/", $kind, "/", $file)))),+]
    };
}

pub(super) const SQLITE_MIGRATIONS: &[(i64, &str, &str)] = migrations!("sqlite");
pub(super) const POSTGRES_MIGRATIONS: &[(i64, &str, &str)] = migrations!("postgres");

/// A domain type that lives in one row, and whose every change the ledger keeps as an image. Images are kept for
/// ever as they were written: a field that is added later needs a serde default, which says what the rows before
/// it meant.
pub trait Subject: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + Sized + 'static {
    /// The table, and the kind of subject in the ledger.
    const TABLE: &'static str;

    /// Row id; 0 before the row is inserted.
    fn row_id(&self) -> i64;

    /// Sets the id that the database gave.
    fn set_row_id(&mut self, id: i64);

    /// The matter in whose story its changes stand.
    fn matter_id(&self) -> Option<i64>;

    /// Writes a new row and gives its id.
    fn write_new(&self, work: &mut Work) -> impl Future<Output = Result<i64>> + Send;

    /// Writes all columns of a locked row.
    fn write_over(&self, work: &mut Work) -> impl Future<Output = Result<()>> + Send;

    /// All rows in order of id.
    fn all(work: &mut Work) -> impl Future<Output = Result<Vec<Self>>> + Send;

    /// The ids of all rows, in order.
    fn ids(work: &mut Work) -> impl Future<Output = Result<Vec<i64>>> + Send;

    /// One row.
    fn find(work: &mut Work, id: i64) -> impl Future<Output = Result<Option<Self>>> + Send;

    /// One row, which nobody else may write until this work ends.
    fn lock(work: &mut Work, id: i64) -> impl Future<Output = Result<Option<Self>>> + Send;
}

/// Reads a stored word as a domain value, or names the row that holds nonsense.
pub(super) fn word<T>(
    read: impl FnOnce(&str) -> Option<T>,
    text: &str,
    table: &'static str,
    column: &'static str,
    row: i64,
) -> Result<T> {
    read(text).ok_or_else(|| StoreError::Inconsistent {
        table,
        column,
        row,
        value: text.to_owned(),
    })
}

pub(super) fn insert_sql(table: &str, columns: &[&str]) -> String {
    let places: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
    format!(
        "INSERT INTO {table} ({}) VALUES ({}) RETURNING id",
        columns.join(", "),
        places.join(", ")
    )
}

pub(super) fn update_sql(table: &str, columns: &[&str]) -> String {
    let sets: Vec<String> = columns
        .iter()
        .zip(2..)
        .map(|(column, n)| format!("{column} = ${n}"))
        .collect();
    format!("UPDATE {table} SET {} WHERE id = $1", sets.join(", "))
}

/// Declares the row of a [`Subject`]: `column: stored type = expression of the value`, then how to read it.
macro_rules! table {
    (
        $subject:ty as $table:literal, story $story:expr,
        columns |$value:ident| { $($column:ident: $stored:ty = $expr:expr),+ $(,)? }
        read |$row:ident| $read:expr
    ) => {
        #[derive(sqlx::FromRow)]
        struct Row {
            id: i64,
            $($column: $stored),+
        }

        const COLUMNS: &[&str] = &[$(stringify!($column)),+];

        impl Row {
            fn read(self) -> $crate::store::Result<$subject> {
                let $row = self;
                $read
            }
        }

        impl $crate::store::table::Subject for $subject {
            const TABLE: &'static str = $table;

            fn row_id(&self) -> i64 {
                i64::from(self.id)
            }

            fn set_row_id(&mut self, id: i64) {
                self.id = id.into();
            }

            fn matter_id(&self) -> Option<i64> {
                let story: fn(&$subject) -> Option<i64> = $story;
                story(self)
            }

            async fn write_new(&self, work: &mut $crate::store::Work) -> $crate::store::Result<i64> {
                static SQL: std::sync::LazyLock<String> =
                    std::sync::LazyLock::new(|| $crate::store::table::insert_sql($table, COLUMNS));
                let $value = self;
                let sql: &'static str = &SQL;
                let id: i64 = $crate::store::work::on!(work, |conn| {
                    sqlx::query_scalar(sql)$(.bind($expr))+.fetch_one(conn).await?
                });
                Ok(id)
            }

            async fn write_over(&self, work: &mut $crate::store::Work) -> $crate::store::Result<()> {
                static SQL: std::sync::LazyLock<String> =
                    std::sync::LazyLock::new(|| $crate::store::table::update_sql($table, COLUMNS));
                let $value = self;
                let sql: &'static str = &SQL;
                $crate::store::work::on!(work, |conn| {
                    sqlx::query(sql).bind(i64::from(self.id))$(.bind($expr))+.execute(conn).await?;
                });
                Ok(())
            }

            async fn all(work: &mut $crate::store::Work) -> $crate::store::Result<Vec<Self>> {
                let rows: Vec<Row> = $crate::store::work::on!(work, |conn| {
                    sqlx::query_as(concat!("SELECT * FROM ", $table, " ORDER BY id")).fetch_all(conn).await?
                });
                rows.into_iter().map(Row::read).collect()
            }

            async fn ids(work: &mut $crate::store::Work) -> $crate::store::Result<Vec<i64>> {
                Ok($crate::store::work::on!(work, |conn| {
                    sqlx::query_scalar(concat!("SELECT id FROM ", $table, " ORDER BY id")).fetch_all(conn).await?
                }))
            }

            async fn find(work: &mut $crate::store::Work, id: i64) -> $crate::store::Result<Option<Self>> {
                let row: Option<Row> = $crate::store::work::on!(work, |conn| {
                    sqlx::query_as(concat!("SELECT * FROM ", $table, " WHERE id = $1"))
                        .bind(id)
                        .fetch_optional(conn)
                        .await?
                });
                row.map(Row::read).transpose()
            }

            async fn lock(work: &mut $crate::store::Work, id: i64) -> $crate::store::Result<Option<Self>> {
                let sql = match work.tx {
                    // A work that writes holds the whole file from its beginning.
                    $crate::store::work::Tx::Sqlite(_) => concat!("SELECT * FROM ", $table, " WHERE id = $1"),
                    $crate::store::work::Tx::Postgres(_) => {
                        concat!("SELECT * FROM ", $table, " WHERE id = $1 FOR NO KEY UPDATE")
                    }
                };
                let row: Option<Row> = $crate::store::work::on!(work, |conn| {
                    sqlx::query_as(sql).bind(id).fetch_optional(conn).await?
                });
                row.map(Row::read).transpose()
            }
        }
    };
}

pub(super) use table;

impl Work {
    /// One row by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find<S: Subject>(&mut self, id: impl Into<i64>) -> Result<Option<S>> {
        S::find(self, id.into()).await
    }

    /// One row that must be there.
    ///
    /// # Errors
    /// When it is not, or the database cannot be read.
    pub async fn get<S: Subject>(&mut self, id: impl Into<i64>) -> Result<S> {
        let row = id.into();
        S::find(self, row)
            .await?
            .ok_or(StoreError::Missing { table: S::TABLE, row })
    }

    /// One row, which nobody else may write until this work ends.
    ///
    /// # Errors
    /// When the database cannot lock it.
    pub async fn lock_row<S: Subject>(&mut self, id: impl Into<i64>) -> Result<Option<S>> {
        S::lock(self, id.into()).await
    }

    /// All rows, in order of id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn all<S: Subject>(&mut self) -> Result<Vec<S>> {
        S::all(self).await
    }

    /// The rows of these ids, in their order.
    pub(super) async fn get_each<S: Subject>(&mut self, ids: Vec<i64>) -> Result<Vec<S>> {
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            rows.push(self.get(id).await?);
        }
        Ok(rows)
    }
}
