//! Units, persons, and who holds which role.

use crate::domain::contact::{Acting, Holding, Person, Unit};
use crate::domain::ids::{OfficeId, PersonId, UnitId};
use crate::domain::role::Role;
use crate::store::table::word;
use crate::store::work::on;
use crate::store::{Result, Work};
use chrono::NaiveDate;

mod unit {
    use crate::domain::contact::Unit;
    use crate::store::table::table;

    table! {
        Unit as "unit", story |_| None,
        columns |unit| {
            office_id: i64 = unit.office_id.0,
            name: String = unit.name.as_str(),
            alias: Option<String> = unit.alias.as_deref(),
            category: Option<String> = unit.category.as_deref(),
        }
        read |row| Ok(Unit {
            id: row.id.into(),
            office_id: row.office_id.into(),
            name: row.name,
            alias: row.alias,
            category: row.category,
        })
    }
}

mod person {
    use crate::domain::contact::Person;
    use crate::store::table::{table, word};
    use chrono::NaiveDate;

    table! {
        Person as "person", story |_| None,
        columns |person| {
            office_id: i64 = person.office_id.0,
            unit_id: i64 = person.unit_id.0,
            name: String = person.name.as_str(),
            post: Option<String> = person.post.as_deref(),
            phone: Option<String> = person.phone.as_deref(),
            mail: Option<String> = person.mail.as_deref(),
            former_units: String = serde_json::json!(person.former_units).to_string(),
            left_on: Option<NaiveDate> = person.left_on,
            listed: Option<String> = person.listed.as_ref().map(|listed| serde_json::json!(listed).to_string()),
        }
        read |row| Ok(Person {
            id: row.id.into(),
            office_id: row.office_id.into(),
            unit_id: row.unit_id.into(),
            name: row.name,
            post: row.post,
            phone: row.phone,
            mail: row.mail,
            former_units: word(
                |text| serde_json::from_str(text).ok(),
                &row.former_units,
                "person",
                "former_units",
                row.id,
            )?,
            left_on: row.left_on,
            listed: row
                .listed
                .map(|listed| {
                    word(
                        |text| serde_json::from_str(text).ok(),
                        &listed,
                        "person",
                        "listed",
                        row.id,
                    )
                })
                .transpose()?,
        })
    }
}

mod holding {
    use crate::domain::contact::Holding;
    use crate::domain::role::Role;
    use crate::store::table::{table, word};
    use chrono::NaiveDate;

    table! {
        Holding as "holding", story |_| None,
        columns |holding| {
            person_id: i64 = holding.person_id.0,
            unit_id: i64 = holding.unit_id.0,
            role: String = holding.role.key(),
            from_on: Option<NaiveDate> = holding.from_on,
            until_on: Option<NaiveDate> = holding.until_on,
        }
        read |row| Ok(Holding {
            id: row.id.into(),
            person_id: row.person_id.into(),
            unit_id: row.unit_id.into(),
            role: word(Role::from_key, &row.role, "holding", "role", row.id)?,
            from_on: row.from_on,
            until_on: row.until_on,
        })
    }
}

mod acting {
    use crate::domain::contact::Acting;
    use crate::store::table::table;
    use chrono::NaiveDate;

    table! {
        Acting as "acting", story |_| None,
        columns |acting| {
            person_id: i64 = acting.person_id.0,
            substitute_id: i64 = acting.substitute_id.0,
            from_on: NaiveDate = acting.from_on,
            until_on: NaiveDate = acting.until_on,
        }
        read |row| Ok(Acting {
            id: row.id.into(),
            person_id: row.person_id.into(),
            substitute_id: row.substitute_id.into(),
            from_on: row.from_on,
            until_on: row.until_on,
        })
    }
}

impl Work {
    /// Who stands in for whom on a day or later, in the order in which it was entered.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_acting(&mut self, from: NaiveDate) -> Result<Vec<Acting>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM acting WHERE until_on >= $1 ORDER BY id")
                .bind(from)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }

    /// A unit by its full name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_unit(&mut self, office: OfficeId, name: &str) -> Result<Option<Unit>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM unit WHERE office_id = $1 AND name = $2")
                .bind(office.0)
                .bind(name)
                .fetch_optional(conn)
                .await?
        });
        match id {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }

    /// Everybody of a name, wherever they work.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_persons_named(&mut self, office: OfficeId, name: &str) -> Result<Vec<Person>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM person WHERE office_id = $1 AND name = $2 ORDER BY id")
                .bind(office.0)
                .bind(name)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }

    /// Somebody of a unit by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_person(&mut self, unit: UnitId, name: &str) -> Result<Option<Person>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM person WHERE unit_id = $1 AND name = $2")
                .bind(unit.0)
                .bind(name)
                .fetch_optional(conn)
                .await?
        });
        match id {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }

    /// Who holds a role in a unit on a day, in the order in which they were entered.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_holders(&mut self, role: Role, unit: UnitId, on: NaiveDate) -> Result<Vec<Person>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT person_id FROM holding WHERE role = $1 AND unit_id = $2 \
                 AND (from_on IS NULL OR from_on <= $3) AND (until_on IS NULL OR until_on >= $3) ORDER BY id",
            )
            .bind(role.key())
            .bind(unit.0)
            .bind(on)
            .fetch_all(conn)
            .await?
        });
        Ok(present(self.get_each(ids).await?, on))
    }

    /// Who holds a role anywhere in the office on a day.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_office_holders(
        &mut self,
        role: Role,
        office: OfficeId,
        on: NaiveDate,
    ) -> Result<Vec<Person>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT h.person_id FROM holding h JOIN person p ON p.id = h.person_id \
                 WHERE h.role = $1 AND p.office_id = $2 AND (h.from_on IS NULL OR h.from_on <= $3) \
                 AND (h.until_on IS NULL OR h.until_on >= $3) ORDER BY h.id",
            )
            .bind(role.key())
            .bind(office.0)
            .bind(on)
            .fetch_all(conn)
            .await?
        });
        Ok(present(self.get_each(ids).await?, on))
    }

    /// Every role that is held on a day, and by whom.
    ///
    /// # Errors
    /// When the database cannot be read, or holds a role that this program does not know.
    pub async fn list_held(&mut self, on: NaiveDate) -> Result<Vec<(PersonId, Role)>> {
        let rows: Vec<(i64, i64, String)> = on!(self, |conn| {
            sqlx::query_as(
                "SELECT id, person_id, role FROM holding WHERE (from_on IS NULL OR from_on <= $1) \
                 AND (until_on IS NULL OR until_on >= $1) ORDER BY id",
            )
            .bind(on)
            .fetch_all(conn)
            .await?
        });
        rows.into_iter()
            .map(|(id, person, role)| {
                Ok((person.into(), word(Role::from_key, &role, "holding", "role", id)?))
            })
            .collect()
    }

    /// All holdings of a person.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_holdings(&mut self, person: PersonId) -> Result<Vec<Holding>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM holding WHERE person_id = $1 ORDER BY id")
                .bind(person.0)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }
}

fn present(mut people: Vec<Person>, on: NaiveDate) -> Vec<Person> {
    people.retain(|person| person.is_here_on(on));
    people
}
