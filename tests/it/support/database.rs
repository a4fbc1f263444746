//! One story, two databases: a fresh one of either kind, and the means to look into it and to tamper with it.

use super::postgres;
use huiyin::store::Store;
use sqlx::postgres::PgConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use std::str::FromStr;
use std::time::Duration;
use tempfile::TempDir;

/// Which kind of database a story runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// A fresh database; an SQLite one goes with this value.
pub struct Database {
    pub backend: Backend,
    pub url: String,
    _folder: Option<TempDir>,
}

/// A connection that knows nothing of the store and keeps none of its promises.
enum Raw {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

macro_rules! raw {
    ($raw:expr, |$conn:ident| $body:expr) => {
        match &mut $raw {
            Raw::Sqlite($conn) => $body,
            Raw::Postgres($conn) => $body,
        }
    };
}

impl Backend {
    pub async fn database(self) -> Database {
        let folder = (self == Backend::Sqlite).then(|| tempfile::tempdir().unwrap());
        let url = match &folder {
            Some(folder) => format!("sqlite://{}/store.db", folder.path().display()),
            None => postgres::fresh().await,
        };
        Database {
            backend: self,
            url,
            _folder: folder,
        }
    }
}

impl Database {
    /// Opens it as the program does.
    pub async fn open(&self) -> Store {
        Store::open(&self.url, 16, Duration::from_secs(30)).await.unwrap()
    }

    /// Runs one statement as the program never would; gives the rows that it touched.
    pub async fn run(&self, sql: &str) -> Result<u64, sqlx::Error> {
        let mut raw = self.raw().await;
        raw!(raw, |conn| sqlx::query(AssertSqlSafe(sql.to_owned()))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))
    }

    /// Runs one statement as a tamperer: no trigger and no foreign key stands in the way.
    pub async fn tamper(&self, sql: &str) -> u64 {
        let mut raw = self.raw().await;
        let away: &[&str] = match self.backend {
            Backend::Sqlite => &[
                "PRAGMA foreign_keys = OFF",
                "DROP TRIGGER IF EXISTS ledger_keeps",
                "DROP TRIGGER IF EXISTS ledger_stays",
            ],
            Backend::Postgres => &["SET session_replication_role = replica"],
        };
        let mut touched = 0;
        for sql in away.iter().chain([&sql]) {
            touched = raw!(raw, |conn| sqlx::query(AssertSqlSafe((*sql).to_owned()))
                .execute(conn)
                .await
                .unwrap()
                .rows_affected());
        }
        touched
    }

    /// The first column of a query, as text.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let mut raw = self.raw().await;
        raw!(raw, |conn| sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
            .fetch_all(conn)
            .await
            .unwrap())
    }

    /// The one number that a query gives.
    pub async fn number(&self, sql: &str) -> i64 {
        let mut raw = self.raw().await;
        raw!(raw, |conn| sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
            .fetch_one(conn)
            .await
            .unwrap())
    }

    async fn raw(&self) -> Raw {
        match self.backend {
            Backend::Sqlite => Raw::Sqlite(
                SqliteConnectOptions::from_str(&self.url)
                    .unwrap()
                    .busy_timeout(Duration::from_secs(30))
                    .connect()
                    .await
                    .unwrap(),
            ),
            Backend::Postgres => Raw::Postgres(PgConnection::connect(&self.url).await.unwrap()),
        }
    }
}

/// Runs each of these stories, `async fn(backend: Backend)`, on both databases, as two tests.
macro_rules! on_both {
    ($($story:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::support::database::Backend::Sqlite).await;
            })+
        }

        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::support::database::Backend::Postgres).await;
            })+
        }
    };
}

/// Runs each of these stories, `async fn(office: &mut Office)`, in an office on either database, as two tests;
/// in the end its books must be sound.
macro_rules! in_an_office {
    ($($story:ident),+ $(,)?) => {
        mod on_sqlite {
            use crate::support::{database::Backend, office::Office};
            $(#[tokio::test]
            async fn $story() {
                let mut office = Office::on(Backend::Sqlite).await;
                super::$story(&mut office).await;
                office.is_sound().await;
            })+
        }

        mod on_postgres {
            use crate::support::{database::Backend, office::Office};
            $(#[tokio::test]
            async fn $story() {
                let mut office = Office::on(Backend::Postgres).await;
                super::$story(&mut office).await;
                office.is_sound().await;
            })+
        }
    };
}

pub(crate) use {in_an_office, on_both};
