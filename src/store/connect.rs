//! Opening a database: pool, pragmas, migrations.

use super::{Result, StoreError, Work, work::Tx};
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};
use std::str::FromStr;
use std::time::Duration;

/// The database, either kind.
#[derive(Debug, Clone)]
pub struct Store {
    pool: Pool,
}

#[derive(Debug, Clone)]
pub(super) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Store {
    /// Opens `sqlite://PATH` or `postgres://...`, creates what is missing, brings the schema up to date.
    ///
    /// # Errors
    /// When the URL cannot be read ([`StoreError::Url`]) or is of another kind, the database cannot be reached, or a migration fails.
    pub async fn open(url: &str, connections: u32, busy_timeout: Duration) -> Result<Store> {
        let pool = if url.starts_with("sqlite:") {
            let options = quiet(SqliteConnectOptions::from_str(url).map_err(unreadable)?)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(busy_timeout);
            let pool = SqlitePoolOptions::new()
                .max_connections(connections)
                .acquire_slow_level(debug())
                .connect_with(options)
                .await?;
            migrator(super::table::SQLITE_MIGRATIONS).run(&pool).await?;
            Pool::Sqlite(pool)
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = quiet(PgConnectOptions::from_str(url).map_err(unreadable)?);
            knock(&options, busy_timeout).await?;
            let pool = PgPoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(busy_timeout)
                .acquire_slow_level(debug())
                .connect_with(options)
                .await?;
            migrator(super::table::POSTGRES_MIGRATIONS).run(&pool).await?;
            Pool::Postgres(pool)
        } else {
            return Err(StoreError::Url(
                "must start with sqlite:// or postgres://".to_owned(),
            ));
        };
        Ok(Store { pool })
    }

    /// Begins a unit of work that may write. On SQLite it takes the write lock at once.
    ///
    /// # Errors
    /// When the database cannot be reached or stays locked.
    pub async fn begin(&self) -> Result<Work> {
        let tx = match &self.pool {
            Pool::Sqlite(pool) => Tx::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Pool::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        };
        Ok(Work::new(tx))
    }

    /// Begins a unit of work that only reads, from one consistent picture, without a write lock.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn read(&self) -> Result<Work> {
        let tx = match &self.pool {
            Pool::Sqlite(pool) => Tx::Sqlite(pool.begin().await?),
            Pool::Postgres(pool) => Tx::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?,
            ),
        };
        Ok(Work::new(tx))
    }

    /// Closes all connections.
    pub async fn close(&self) {
        match &self.pool {
            Pool::Sqlite(pool) => pool.close().await,
            Pool::Postgres(pool) => pool.close().await,
        }
    }

    pub(super) fn pool(&self) -> &Pool {
        &self.pool
    }
}

/// What sqlx has to say of slow statements is for whoever reads the debug log, not for the operator's screen.
fn quiet<O: ConnectOptions>(options: O) -> O {
    const SLOW: Duration = Duration::from_secs(1);
    options.log_slow_statements(debug(), SLOW)
}

/// The level of sqlx's own logger.
fn debug<L: FromStr<Err: std::fmt::Debug>>() -> L {
    "debug".parse().expect("every logger has this level")
}

fn unreadable(error: sqlx::Error) -> StoreError {
    StoreError::Url(match error {
        sqlx::Error::Configuration(why) => why.to_string(),
        other => other.to_string(),
    })
}

/// Connects once before there is a pool, which would wait long for a server that is not there and then say
/// nothing of why.
async fn knock(options: &PgConnectOptions, patience: Duration) -> Result<()> {
    let failed = |why| StoreError::Server {
        server: server_of(options),
        why,
    };
    match tokio::time::timeout(patience, PgConnection::connect_with(options)).await {
        Err(_) => Err(failed(format!("no answer within {} s", patience.as_secs()))),
        Ok(Err(sqlx::Error::Database(error))) => Err(failed(error.message().to_owned())),
        Ok(Err(sqlx::Error::Io(error))) => Err(failed(error.to_string())),
        Ok(Err(error)) => Err(failed(error.to_string())),
        Ok(Ok(connection)) => Ok(connection.close().await?),
    }
}

/// Where a server is and who asks, without the password.
fn server_of(options: &PgConnectOptions) -> String {
    let place = match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    };
    let user = options.get_username();
    let database = options.get_database().unwrap_or(user);
    format!("{place} (database {database}, user {user})")
}

/// The embedded migrations of one kind of database.
fn migrator(files: &'static [(i64, &'static str, &'static str)]) -> Migrator {
    Migrator::with_migrations(
        files
            .iter()
            .map(|&(version, name, sql)| {
                sqlx::migrate::Migration::new(
                    version,
                    name.into(),
                    sqlx::migrate::MigrationType::Simple,
                    sqlx::SqlStr::from_static(sql),
                    false,
                )
            })
            .collect(),
    )
}
