//! What corrections are kept by comes back as it was written.

use super::fixture::Fixture;
use super::subjects::survives;
use crate::support::database::{Backend, on_both};
use crate::support::office::at;
use huiyin::domain::correction::{ImportRun, MessageWithdrawal, RuleChoice};
use huiyin::domain::ids::MatterId;

async fn corrections_come_back(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let bare = ImportRun {
        id: 0,
        office_id: fixture.matter.office_id,
        file_name: "台账.xlsx".to_owned(),
        sha256: "0f".to_owned(),
        kind: "contacts".to_owned(),
        unit: None,
        opened: Vec::new(),
        events: Vec::new(),
        imported_by: None,
        imported_at: at("2026-09-06 09:00"),
        undone_at: None,
    };
    let full = ImportRun {
        unit: Some("市住建局".to_owned()),
        opened: vec![fixture.matter.id, MatterId(99)],
        events: vec![fixture.event.id],
        imported_by: Some(fixture.person.id),
        undone_at: Some(at("2026-09-07 09:00")),
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;

    let mut work = fixture.work().await;
    let message = work
        .new_message(fixture.matter.office_id, None, "group", at("2026-09-06 09:00"))
        .await
        .unwrap();
    work.commit().await.unwrap();
    let bare = MessageWithdrawal {
        id: 0,
        message_id: message,
        person_id: None,
        unsent: 0,
        sent: 0,
        reason: String::new(),
        recorded_by: None,
        recorded_at: at("2026-09-06 09:00"),
    };
    let full = MessageWithdrawal {
        person_id: Some(fixture.person.id),
        unsent: 1,
        sent: 2,
        reason: "期限登记有误".to_owned(),
        recorded_by: Some(fixture.person.id),
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;

    let bare = RuleChoice {
        id: 0,
        rulebook: "2026.2".to_owned(),
        rule: "R-CONC".to_owned(),
        redated: false,
        decided_by: None,
        decided_at: at("2026-09-06 09:00"),
    };
    let full = RuleChoice {
        redated: true,
        decided_by: Some(fixture.person.id),
        ..bare.clone()
    };
    survives(&fixture, bare, full).await;
}

on_both!(corrections_come_back);
