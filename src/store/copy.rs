//! Copies a whole database into a fresh SQLite one, row by row as the columns say, from either kind.

use super::connect::Pool;
use super::work::Tx;
use super::{Result, Store, StoreError, Work};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::postgres::PgRow;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{AssertSqlSafe, Column, Row, Sqlite, TypeInfo, ValueRef};

/// One value of a row, whichever database it came from.
enum Value {
    Null,
    Integer(i64),
    Text(String),
    Day(NaiveDate),
    Instant(DateTime<Utc>),
    Truth(bool),
}

/// Copies everything from one store into another, which must be a fresh SQLite store. What is copied is one
/// consistent picture. Leases and waiting times stay behind: nobody is sending for the copy.
///
/// # Errors
/// When one of them cannot be read or written, or the target is not SQLite.
pub async fn copy_into(source: &Store, target: &Store) -> Result<()> {
    let Pool::Sqlite(pool) = target.pool() else {
        return Err(StoreError::Url("a copy goes into sqlite:// only".to_owned()));
    };
    let mut picture = source.read().await?;
    let mut connection = pool.acquire().await?;
    sqlx::query("PRAGMA foreign_keys = OFF")
        .execute(&mut *connection)
        .await?;
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
         AND name NOT LIKE '_sqlx_%'",
    )
    .fetch_all(&mut *connection)
    .await?;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
    sqlx::query("DELETE FROM ledger_head")
        .execute(&mut *connection)
        .await?;
    for table in tables {
        for row in read_table(&mut picture, &table).await? {
            write_row(&mut connection, &table, row).await?;
        }
    }
    sqlx::query("UPDATE address SET not_before_at = NULL, lease_token = NULL, lease_until_at = NULL")
        .execute(&mut *connection)
        .await?;
    sqlx::query("COMMIT").execute(&mut *connection).await?;
    sqlx::query("PRAGMA foreign_keys = ON")
        .execute(&mut *connection)
        .await?;
    Ok(())
}

type Cells = Vec<(String, Value)>;

async fn read_table(picture: &mut Work, table: &str) -> Result<Vec<Cells>> {
    let sql = AssertSqlSafe(format!("SELECT * FROM {table}"));
    match &mut picture.tx {
        Tx::Sqlite(tx) => sqlx::query(sql)
            .fetch_all(&mut **tx)
            .await?
            .iter()
            .map(sqlite_cells)
            .collect(),
        Tx::Postgres(tx) => sqlx::query(sql)
            .fetch_all(&mut **tx)
            .await?
            .iter()
            .map(postgres_cells)
            .collect(),
    }
}

fn sqlite_cells(row: &SqliteRow) -> Result<Cells> {
    let mut cells = Cells::with_capacity(row.len());
    for column in row.columns() {
        let raw = row.try_get_raw(column.ordinal())?;
        let value = match raw.type_info().name() {
            _ if raw.is_null() => Value::Null,
            "INTEGER" => Value::Integer(row.try_get(column.ordinal())?),
            _ => Value::Text(row.try_get(column.ordinal())?),
        };
        cells.push((column.name().to_owned(), value));
    }
    Ok(cells)
}

fn postgres_cells(row: &PgRow) -> Result<Cells> {
    let mut cells = Cells::with_capacity(row.len());
    for column in row.columns() {
        let raw = row.try_get_raw(column.ordinal())?;
        let value = match column.type_info().name() {
            _ if raw.is_null() => Value::Null,
            "INT8" => Value::Integer(row.try_get(column.ordinal())?),
            "BOOL" => Value::Truth(row.try_get(column.ordinal())?),
            "DATE" => Value::Day(row.try_get(column.ordinal())?),
            "TIMESTAMPTZ" => Value::Instant(row.try_get(column.ordinal())?),
            _ => Value::Text(row.try_get(column.ordinal())?),
        };
        cells.push((column.name().to_owned(), value));
    }
    Ok(cells)
}

async fn write_row(connection: &mut sqlx::SqliteConnection, table: &str, cells: Cells) -> Result<()> {
    let names: Vec<&str> = cells.iter().map(|(name, _)| name.as_str()).collect();
    let places: Vec<String> = (1..=names.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "INSERT INTO {table} ({}) VALUES ({})",
        names.join(", "),
        places.join(", ")
    );
    let mut query: sqlx::query::Query<'_, Sqlite, SqliteArguments> = sqlx::query(AssertSqlSafe(sql));
    for (_, value) in cells {
        query = match value {
            Value::Null => query.bind(None::<i64>),
            Value::Integer(value) => query.bind(value),
            Value::Text(value) => query.bind(value),
            Value::Day(value) => query.bind(value),
            Value::Instant(value) => query.bind(value),
            Value::Truth(value) => query.bind(value),
        };
    }
    query.execute(connection).await?;
    Ok(())
}
