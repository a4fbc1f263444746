//! Requests for more time and compared copies come back as they were written.

use super::fixture::Fixture;
use super::subjects::survives;
use crate::support::database::{Backend, on_both};
use crate::support::office::{at, day};
use huiyin::domain::extension::{Extension, ExtensionState};
use huiyin::domain::ids::{ExtensionId, ReconciledId, ReconciliationId};
use huiyin::domain::moves::Via;
use huiyin::domain::reconciliation::{Differs, Reconciled, Reconciliation, Side};

async fn extensions_come_back(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let bare = Extension {
        id: ExtensionId(0),
        matter_id: fixture.matter.id,
        cycle: 0,
        cause: "funding".to_owned(),
        due_on: day("2026-09-30"),
        wanted_on: day("2026-12-30"),
        note: None,
        giver_id: fixture.person.id,
        via: Via::Chat,
        document: None,
        recorded_by: None,
        asked_on: day("2026-09-01"),
        asked_at: at("2026-09-01 09:00"),
        state: ExtensionState::Asked,
        decided_on: None,
    };
    let full = Extension {
        note: Some("资金未到位".to_owned()),
        via: Via::Paper,
        document: Some("函3号".to_owned()),
        recorded_by: Some(fixture.person.id),
        state: ExtensionState::Granted,
        decided_on: Some(day("2026-09-03")),
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;
}

async fn compared_copies_come_back(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let bare = Reconciliation {
        id: ReconciliationId(0),
        office_id: fixture.office,
        inspection_id: fixture.inspection.id,
        side: Side::Unit,
        file_name: "对账表.xlsx".to_owned(),
        sha256: "0f".to_owned(),
        agreed: 0,
        different: 0,
        compared_on: day("2026-09-30"),
        recorded_by: None,
        recorded_at: at("2026-09-30 09:00"),
    };
    let full = Reconciliation {
        side: Side::Team,
        agreed: 7,
        different: 2,
        recorded_by: Some(fixture.person.id),
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;
    let mut work = fixture.work().await;
    let head = work
        .list_reconciliations(fixture.inspection.id)
        .await
        .unwrap()
        .remove(0);
    drop(work);
    let bare = Reconciled {
        id: ReconciledId(0),
        reconciliation_id: head.id,
        matter_id: None,
        code: "ZG-2026-03-0001".to_owned(),
        differs: Vec::new(),
        opened_id: None,
    };
    let full = Reconciled {
        matter_id: Some(fixture.matter.id),
        differs: vec![Differs::Due, Differs::NotThere],
        opened_id: Some(fixture.matter.id),
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;
}

on_both!(extensions_come_back, compared_copies_come_back);
