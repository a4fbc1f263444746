//! One unit of work: everything done through it is kept by `commit`, or lost.

use super::Result;
use super::ledger::Pending;
use sqlx::{Postgres, Sqlite, Transaction};

/// A transaction of either kind, with the ledger entries that its commit will chain.
pub struct Work {
    pub(super) tx: Tx,
    pub(super) entries: Vec<Pending>,
}

pub(super) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Runs one body of sqlx on whichever connection the work has.
macro_rules! on {
    ($work:expr, |$conn:ident| $body:expr) => {
        match &mut $work.tx {
            $crate::store::work::Tx::Sqlite(tx) => {
                let $conn = &mut **tx;
                $body
            }
            $crate::store::work::Tx::Postgres(tx) => {
                let $conn = &mut **tx;
                $body
            }
        }
    };
}

pub(super) use on;

impl Work {
    pub(super) fn new(tx: Tx) -> Work {
        Work {
            tx,
            entries: Vec::new(),
        }
    }

    /// Chains the ledger entries, then keeps everything.
    ///
    /// # Errors
    /// When the database cannot keep it; then nothing of it happened.
    pub async fn commit(mut self) -> Result<()> {
        self.chain_entries().await?;
        match self.tx {
            Tx::Sqlite(tx) => tx.commit().await?,
            Tx::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}
