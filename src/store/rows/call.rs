//! Calls.

use crate::domain::call::Call;
use crate::store::table::table;
use chrono::{DateTime, NaiveDate, Utc};

table! {
    Call as "phone_call", story |call| Some(call.matter_id.0),
    columns |call| {
        matter_id: i64 = call.matter_id.0,
        cycle: i64 = call.cycle,
        person_id: i64 = call.person_id.0,
        told_on: NaiveDate = call.told_on,
        recorded_by: Option<i64> = call.recorded_by.map(i64::from),
        recorded_at: DateTime<Utc> = call.recorded_at,
    }
    read |row| Ok(Call {
        id: row.id.into(),
        matter_id: row.matter_id.into(),
        cycle: row.cycle,
        person_id: row.person_id.into(),
        told_on: row.told_on,
        recorded_by: row.recorded_by.map(Into::into),
        recorded_at: row.recorded_at,
    })
}
