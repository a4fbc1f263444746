//! Replies, moves and evidence.

use crate::domain::answer::{Evidence, Reply};
use crate::domain::ids::MatterId;
use crate::domain::moves::Move;
use crate::store::work::on;
use crate::store::{Result, Work};

mod reply {
    use crate::domain::answer::{Reply, SaidKind};
    use crate::store::table::{table, word};
    use chrono::{DateTime, NaiveDate, Utc};

    table! {
        Reply as "reply", story |reply| Some(reply.matter_id.0),
        columns |reply| {
            matter_id: i64 = reply.matter_id.0,
            person_id: i64 = reply.person_id.0,
            cycle: i64 = reply.cycle,
            said: String = reply.said.key(),
            percent: Option<i64> = reply.percent,
            promised_on: Option<NaiveDate> = reply.promised_on,
            note: Option<String> = reply.note.as_deref(),
            held_on: Option<NaiveDate> = reply.held_on,
            channel: String = reply.channel.as_str(),
            given_on: Option<NaiveDate> = reply.given_on,
            document: Option<String> = reply.document.as_deref(),
            recorded_by: Option<i64> = reply.recorded_by.map(i64::from),
            answered_at: DateTime<Utc> = reply.answered_at,
        }
        read |row| Ok(Reply {
            id: row.id.into(),
            matter_id: row.matter_id.into(),
            person_id: row.person_id.into(),
            cycle: row.cycle,
            said: word(SaidKind::from_key, &row.said, "reply", "said", row.id)?,
            percent: row.percent,
            promised_on: row.promised_on,
            note: row.note,
            held_on: row.held_on,
            channel: row.channel,
            given_on: row.given_on,
            document: row.document,
            recorded_by: row.recorded_by.map(Into::into),
            answered_at: row.answered_at,
        })
    }
}

mod moved {
    use crate::domain::moves::{Move, MoveKind, Via};
    use crate::store::table::{table, word};
    use chrono::{DateTime, NaiveDate, Utc};

    table! {
        Move as "matter_move", story |made| Some(made.matter_id.0),
        columns |made| {
            matter_id: i64 = made.matter_id.0,
            cycle: i64 = made.cycle,
            kind: String = made.kind.key(),
            moved_on: NaiveDate = made.moved_on,
            giver_id: Option<i64> = made.giver_id.map(i64::from),
            via: String = made.via.key(),
            document: Option<String> = made.document.as_deref(),
            reason: Option<String> = made.reason.as_deref(),
            undoes: Option<i64> = made.undoes.map(i64::from),
            pledge: Option<String> = made.pledge.as_deref(),
            recorded_by: Option<i64> = made.recorded_by.map(i64::from),
            recorded_at: DateTime<Utc> = made.recorded_at,
        }
        read |row| Ok(Move {
            id: row.id.into(),
            matter_id: row.matter_id.into(),
            cycle: row.cycle,
            kind: word(MoveKind::from_key, &row.kind, "matter_move", "kind", row.id)?,
            moved_on: row.moved_on,
            giver_id: row.giver_id.map(Into::into),
            via: word(Via::from_key, &row.via, "matter_move", "via", row.id)?,
            document: row.document,
            reason: row.reason,
            undoes: row.undoes.map(Into::into),
            pledge: row.pledge,
            recorded_by: row.recorded_by.map(Into::into),
            recorded_at: row.recorded_at,
        })
    }
}

mod evidence {
    use crate::domain::answer::Evidence;
    use crate::store::table::table;
    use chrono::{DateTime, Utc};

    table! {
        Evidence as "evidence", story |evidence| Some(evidence.matter_id.0),
        columns |evidence| {
            matter_id: i64 = evidence.matter_id.0,
            person_id: i64 = evidence.person_id.0,
            name: String = evidence.name.as_str(),
            media_type: String = evidence.media_type.as_str(),
            bytes: i64 = evidence.bytes,
            sha256: String = evidence.sha256.as_str(),
            received_at: DateTime<Utc> = evidence.received_at,
        }
        read |row| Ok(Evidence {
            id: row.id.into(),
            matter_id: row.matter_id.into(),
            person_id: row.person_id.into(),
            name: row.name,
            media_type: row.media_type,
            bytes: row.bytes,
            sha256: row.sha256,
            received_at: row.received_at,
        })
    }
}

impl Work {
    /// The replies about a matter, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_replies(&mut self, matter: MatterId) -> Result<Vec<Reply>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM reply WHERE matter_id = $1 ORDER BY id")
                .bind(matter.0)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }

    /// The latest moves of all matters, the last one first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_latest_moves(&mut self, limit: usize) -> Result<Vec<Move>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM matter_move ORDER BY id DESC LIMIT $1")
                .bind(limit)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }

    /// The moves of a matter, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_moves(&mut self, matter: MatterId) -> Result<Vec<Move>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM matter_move WHERE matter_id = $1 ORDER BY id")
                .bind(matter.0)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }

    /// The evidence of a matter, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_evidence(&mut self, matter: MatterId) -> Result<Vec<Evidence>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM evidence WHERE matter_id = $1 ORDER BY id")
                .bind(matter.0)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }
}
