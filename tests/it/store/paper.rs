//! What is kept of calls and papers comes back as it was written.

use super::fixture::Fixture;
use super::subjects::survives;
use crate::support::database::{Backend, on_both};
use crate::support::office::{at, day};
use huiyin::domain::call::Call;
use huiyin::domain::ids::CallId;

async fn calls_come_back(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let bare = Call {
        id: CallId(0),
        matter_id: fixture.matter.id,
        cycle: 0,
        person_id: fixture.person.id,
        told_on: day("2026-09-05"),
        recorded_by: None,
        recorded_at: at("2026-09-06 09:00"),
    };
    let full = Call {
        recorded_by: Some(fixture.person.id),
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;
}

on_both!(calls_come_back);
