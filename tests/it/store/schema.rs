//! Both databases have the same tables, and neither lets the ledger be rewritten.

use super::fixture::act;
use crate::support::database::{Backend, Database, on_both};
use crate::support::office::Office;
use std::collections::BTreeMap;

/// `table.column` to whether it may be empty and what it holds.
type Schema = BTreeMap<String, (bool, String)>;

async fn sqlite_schema(database: &Database) -> Schema {
    let rows = database
        .texts(
            "SELECT m.name || '.' || c.name || ' ' || (c.\"notnull\" = 0 AND c.pk = 0) || ' ' || c.type \
             FROM sqlite_master m, pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\'",
        )
        .await;
    rows.iter().map(|row| schema_row(row)).collect()
}

async fn postgres_schema(database: &Database) -> Schema {
    let rows = database
        .texts(
            "SELECT table_name || '.' || column_name || ' ' || (is_nullable = 'YES')::int || ' ' || data_type \
             FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'",
        )
        .await;
    rows.iter().map(|row| schema_row(row)).collect()
}

fn schema_row(row: &str) -> (String, (bool, String)) {
    let mut words = row.splitn(3, ' ');
    let column = words.next().unwrap().to_owned();
    let nullable = words.next().unwrap() == "1";
    (column, (nullable, words.next().unwrap().to_owned()))
}

/// What SQLite keeps a PostgreSQL type in; days and instants are told apart by their names.
fn kept_as(column: &str, data_type: &str) -> &'static str {
    match data_type {
        "bigint" | "boolean" => "INTEGER",
        "text" => "TEXT",
        "date" if column.ends_with("_on") => "TEXT",
        "timestamp with time zone" if column.ends_with("_at") => "TEXT",
        other => panic!("{column} is of type {other}"),
    }
}

#[tokio::test]
async fn the_two_schemas_have_the_same_tables_columns_and_kinds() {
    let (sqlite, postgres) = (
        Backend::Sqlite.database().await,
        Backend::Postgres.database().await,
    );
    sqlite.open().await;
    postgres.open().await;
    let expected: Schema = postgres_schema(&postgres)
        .await
        .into_iter()
        .map(|(column, (nullable, data_type))| {
            let kept = kept_as(&column, &data_type).to_owned();
            (column, (nullable, kept))
        })
        .collect();
    let found = sqlite_schema(&sqlite).await;
    assert!(found.len() > 150, "only {} columns", found.len());
    assert_eq!(found, expected);
}

#[tokio::test]
async fn the_two_schemas_have_the_same_unique_indexes() {
    let (sqlite, postgres) = (
        Backend::Sqlite.database().await,
        Backend::Postgres.database().await,
    );
    sqlite.open().await;
    postgres.open().await;
    let mut of_sqlite = sqlite
        .texts(
            "SELECT m.name || '(' || (SELECT group_concat(name, ',') FROM pragma_index_info(i.name)) || ')' \
             || i.partial FROM sqlite_master m, pragma_index_list(m.name) i \
             WHERE m.type = 'table' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\' AND i.\"unique\" AND i.origin != 'pk'",
        )
        .await;
    let mut of_postgres = postgres
        .texts(
            "SELECT c.relname || '(' || (SELECT string_agg(a.attname, ',' ORDER BY k.n) \
             FROM unnest(x.indkey) WITH ORDINALITY k(num, n) JOIN pg_attribute a ON a.attrelid = c.oid \
             AND a.attnum = k.num) || ')' || (x.indpred IS NOT NULL)::int FROM pg_index x \
             JOIN pg_class c ON c.oid = x.indrelid JOIN pg_namespace s ON s.oid = c.relnamespace \
             WHERE s.nspname = 'public' AND x.indisunique AND NOT x.indisprimary AND c.relname NOT LIKE '\\_sqlx%'",
        )
        .await;
    of_sqlite.sort();
    of_postgres.sort();
    assert!(of_sqlite.len() > 15, "{of_sqlite:?}");
    assert_eq!(of_sqlite, of_postgres);
}

async fn opening_a_second_time_changes_nothing(backend: Backend) {
    let database = backend.database().await;
    let store = database.open().await;
    let mut work = store.begin().await.unwrap();
    let office = work.ensure_office(&act(), "001", "office").await.unwrap();
    work.commit().await.unwrap();
    store.close().await;

    let mut again = database.open().await.begin().await.unwrap();
    let renamed = again.ensure_office(&act(), "001", "renamed").await.unwrap();
    again.commit().await.unwrap();
    assert_eq!(renamed.id, office.id);
    assert_eq!(database.texts("SELECT name FROM office").await, ["renamed"]);
}

async fn the_ledger_refuses_to_be_rewritten(backend: Backend) {
    let office = Office::on(backend).await;
    for sql in [
        "UPDATE ledger SET reason = 'nothing' WHERE seq = 1",
        "DELETE FROM ledger WHERE seq = 1",
        "DELETE FROM ledger",
    ] {
        let error = office.database.run(sql).await.unwrap_err().to_string();
        assert!(error.contains("append-only"), "{sql}: {error}");
    }
    office.is_sound().await;
}

on_both!(
    opening_a_second_time_changes_nothing,
    the_ledger_refuses_to_be_rewritten
);
