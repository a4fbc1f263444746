//! Offices, and the counters of codes. Counters are not in the ledger: the codes say where they must stand.

use crate::domain::contact::Office;
use crate::domain::ids::OfficeId;
use crate::store::work::on;
use crate::store::{Act, Result, Work};

mod kept {
    use crate::domain::contact::Office;
    use crate::store::table::table;

    table! {
        Office as "office", story |_| None,
        columns |office| {
            code: String = office.code.as_str(),
            name: String = office.name.as_str(),
        }
        read |row| Ok(Office {
            id: row.id.into(),
            code: row.code,
            name: row.name,
        })
    }
}

impl Work {
    /// The office of a code.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_office(&mut self, code: &str) -> Result<Option<Office>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM office WHERE code = $1")
                .bind(code)
                .fetch_optional(conn)
                .await?
        });
        match id {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }

    /// The office of a code, made where it is missing, named as given.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn ensure_office(&mut self, act: &Act, code: &str, name: &str) -> Result<Office> {
        let named = |id| Office {
            id,
            code: code.to_owned(),
            name: name.to_owned(),
        };
        match self.find_office(code).await? {
            None => self.insert(act, named(OfficeId(0))).await,
            Some(known) => {
                let office = named(known.id);
                self.update(act, &known, &office).await?;
                Ok(office)
            }
        }
    }

    /// The next number of a counter, from 1, without gaps; locks the counter until commit.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn next_number(&mut self, counter: &str) -> Result<i64> {
        Ok(on!(self, |conn| {
            sqlx::query_scalar(
                "INSERT INTO counter (name, value) VALUES ($1, 1) \
                 ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value",
            )
            .bind(counter)
            .fetch_one(conn)
            .await?
        }))
    }
}
