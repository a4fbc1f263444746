//! `verify` finds whatever a tamperer does, by name.

use super::fixture::{Fixture, act};
use crate::support::database::{Backend, on_both};
use huiyin::domain::contact::{Person, Unit};
use huiyin::store::{StoreError, Trouble, Verified};

impl Fixture {
    pub async fn verify(&self, known: Option<(i64, &str)>) -> Verified {
        self.store.read().await.unwrap().verify(known).await.unwrap()
    }

    pub async fn trouble(&self) -> Option<Trouble> {
        self.verify(None).await.trouble
    }

    /// Gives a person a new post, with an entry.
    pub async fn promotes(&self, post: &str) {
        let mut work = self.work().await;
        let before: Person = work.get(self.person.id).await.unwrap();
        let after = Person {
            post: Some(post.to_owned()),
            ..before.clone()
        };
        work.update(&act(), &before, &after).await.unwrap();
        work.commit().await.unwrap();
    }
}

async fn a_true_ledger_is_sound(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    fixture.promotes("clerk").await;
    let verified = fixture.verify(None).await;
    assert_eq!(verified.trouble, None);
    assert_eq!(verified.entries, 8);
    let (seq, hash) = fixture.work().await.ledger_head().await.unwrap();
    assert_eq!((seq, &hash), (8, &verified.head));

    fixture.promotes("director").await;
    let later = fixture.verify(Some((seq, &hash))).await;
    assert_eq!(later.trouble, None, "an earlier head is still in the chain");
    assert_ne!(later.head, hash);
}

async fn an_entry_says_who_what_when_and_why(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    fixture.promotes("clerk").await;
    let mut work = fixture.work().await;
    let lines = work.ledger_after(7, 10).await.unwrap();
    let entry = &lines[0].entry;
    assert_eq!(lines.len(), 1);
    assert_eq!(
        (entry.seq, entry.at, entry.actor.as_str()),
        (8, act().at, "operator")
    );
    assert_eq!(
        (entry.action.as_str(), entry.reason.as_str()),
        ("test.written", "a test")
    );
    assert_eq!(
        (entry.subject.as_str(), entry.subject_id),
        ("person", fixture.person.id.0)
    );
    let before: Person = serde_json::from_str(entry.before.as_ref().unwrap()).unwrap();
    let after: Person = serde_json::from_str(entry.after.as_ref().unwrap()).unwrap();
    assert_eq!((before.post, after.post), (None, Some("clerk".to_owned())));

    let story = work.ledger_of(fixture.matter.id).await.unwrap();
    assert_eq!(story.len(), 1);
    assert_eq!(story[0].entry.before, None);
}

async fn what_is_not_committed_or_not_changed_leaves_no_entry(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let mut work = fixture.work().await;
    work.insert(&act(), super::fixture::person(&fixture.unit, "lost"))
        .await
        .unwrap();
    drop(work);
    let mut work = fixture.work().await;
    work.update(&act(), &fixture.person, &fixture.person.clone())
        .await
        .unwrap();
    work.commit().await.unwrap();
    assert_eq!(fixture.verify(None).await.entries, 7);
    assert_eq!(fixture.trouble().await, None);
}

async fn a_changed_byte_names_its_entry(backend: Backend) {
    for column in [
        "at_us = at_us + 1",
        "actor = 'system'",
        "action = 'test.writte'",
        "subject_id = subject_id + 1",
        "matter_id = 1",
        "reason = 'a tess'",
        "image_after = replace(image_after, 'person', 'persom')",
        "image_before = ''",
        "hash = replace(hash, substr(hash, 1, 1), 'x')",
    ] {
        let fixture = Fixture::on(backend).await;
        let sql = format!("UPDATE ledger SET {column} WHERE seq = 3");
        assert_eq!(fixture.database.tamper(&sql).await, 1, "{sql}");
        assert_eq!(
            fixture.trouble().await,
            Some(Trouble::BadEntry { seq: 3 }),
            "{sql}"
        );
    }
}

/// The same JSON value in other bytes is no longer what was written: images are hashed as stored.
async fn an_image_rewritten_in_other_bytes_is_found(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    fixture
        .database
        .tamper("UPDATE ledger SET image_after = image_after || ' ' WHERE seq = 4")
        .await;
    assert_eq!(fixture.trouble().await, Some(Trouble::BadEntry { seq: 4 }));
}

/// What was read before somebody else changed it must not be written over.
async fn a_row_that_changed_since_it_was_read_is_not_written_over(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    fixture.promotes("clerk").await;
    let stale = Person {
        phone: Some("1".to_owned()),
        ..fixture.person.clone()
    };
    let mut work = fixture.work().await;
    let error = work.update(&act(), &fixture.person, &stale).await.unwrap_err();
    assert!(error.wants_another_try(), "{error}");
    drop(work);
    assert_eq!(fixture.trouble().await, None);

    let mut work = fixture.work().await;
    let nobody = Unit {
        id: huiyin::domain::ids::UnitId(99),
        ..fixture.unit.clone()
    };
    let renamed = Unit {
        name: "x".to_owned(),
        ..nobody.clone()
    };
    let error = work.update(&act(), &nobody, &renamed).await.unwrap_err();
    assert!(
        matches!(
            error,
            StoreError::Missing {
                table: "unit",
                row: 99
            }
        ),
        "{error}"
    );
}

on_both!(
    a_true_ledger_is_sound,
    an_entry_says_who_what_when_and_why,
    what_is_not_committed_or_not_changed_leaves_no_entry,
    a_changed_byte_names_its_entry,
    an_image_rewritten_in_other_bytes_is_found,
    a_row_that_changed_since_it_was_read_is_not_written_over,
);
