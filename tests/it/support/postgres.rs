//! Databases of the throw-away PostgreSQL cluster that `tests/run` starts.

use huiyin::clock::real_now;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(0);

/// The URL of a new, empty database. It goes when the cluster goes.
///
/// # Panics
/// There is no cluster: a test that cannot run has failed.
pub async fn fresh() -> String {
    let cluster = std::env::var("HUIYIN_TEST_POSTGRES")
        .expect("HUIYIN_TEST_POSTGRES names no PostgreSQL cluster; run the tests by `tests/run`");
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("it_{}_{}_{number}", process::id(), real_now().timestamp_micros());

    let mut admin = PgConnection::connect(&cluster)
        .await
        .expect("the cluster of HUIYIN_TEST_POSTGRES answers");
    let create = AssertSqlSafe(format!("CREATE DATABASE {name}"));
    sqlx::query(create)
        .execute(&mut admin)
        .await
        .expect("the cluster makes a database");
    admin.close().await.expect("the cluster says goodbye");
    with_database(&cluster, &name)
}

/// The cluster's URL with another database in it.
fn with_database(cluster: &str, name: &str) -> String {
    let (address, query) = cluster.split_once('?').unwrap_or((cluster, ""));
    let (server, _) = address
        .rsplit_once('/')
        .expect("the URL of the cluster ends with a database");
    format!("{server}/{name}?{query}")
}

#[tokio::test]
async fn every_test_gets_an_empty_database_of_its_own() {
    let (one, other) = (fresh().await, fresh().await);
    assert_ne!(one, other);

    let mut connection = PgConnection::connect(&one).await.unwrap();
    let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    assert_eq!(
        sqlx::query_scalar::<_, i64>(tables)
            .fetch_one(&mut connection)
            .await
            .unwrap(),
        0
    );
}
