//! Whatever somebody does to the database beside the program, `verify` says in plain words.

use super::fixture::{Fixture, act, matter, unit};
use crate::support::database::{Backend, on_both};
use huiyin::domain::contact::Person;
use huiyin::store::Trouble;

impl Fixture {
    /// What `verify` says; `sound` when nothing is wrong.
    async fn says(&self) -> String {
        let trouble = self.trouble().await;
        trouble.map_or_else(|| "sound".to_owned(), |trouble| trouble.to_string())
    }

    /// What it says after one statement of a tamperer.
    async fn after(&self, sql: &str) -> String {
        assert_ne!(self.database.tamper(sql).await, 0, "{sql}");
        self.says().await
    }

    /// Opens a matter whose code a counter gives.
    async fn opens_counted(&self) {
        let mut work = self.work().await;
        let number = work.next_number("BS-2026-03").await.unwrap();
        let code = format!("BS-2026-03-{number:04}");
        work.insert(&act(), matter(&self.unit, &code)).await.unwrap();
        work.commit().await.unwrap();
    }

    /// Writes the last entry anew so that the chain holds, with another image after.
    async fn rewrites_last(&self, image: &str) {
        let (seq, _) = self.work().await.ledger_head().await.unwrap();
        let lines = self.work().await.ledger_after(seq - 2, 2).await.unwrap();
        let [before, last] = lines.as_slice() else {
            panic!("two entries")
        };
        let mut entry = last.entry.clone();
        entry.after = Some(image.to_owned());
        let hash = entry.hash(&before.hash);
        for sql in [
            format!("UPDATE ledger SET image_after = '{image}', hash = '{hash}' WHERE seq = {seq}"),
            format!("UPDATE ledger_head SET hash = '{hash}'"),
        ] {
            assert_eq!(self.database.tamper(&sql).await, 1, "{sql}");
        }
    }
}

async fn a_row_that_says_something_else_is_named_with_its_fields(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    fixture.promotes("clerk").await;
    let id = fixture.person.id;
    assert_eq!(
        fixture
            .after("UPDATE person SET post = 'king', phone = '1'")
            .await,
        format!(
            "row {id} of table person (person) was changed beside the ledger in phone, post; entry 8 wrote it last"
        )
    );
}

async fn a_row_that_cannot_be_read_is_named_with_its_field(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    fixture.opens("BS-2").await;
    assert_eq!(
        fixture
            .after("UPDATE matter SET state = 'lost' WHERE code = 'BS-2'")
            .await,
        "row 2 of table matter (BS-2) cannot be read: no such value may stand in state; entry 8 wrote it last"
    );
    if backend == Backend::Sqlite {
        fixture
            .database
            .tamper("UPDATE matter SET state = 'not_started'")
            .await;
        let soon = "UPDATE matter SET due_on = 'soon' WHERE code = 'BS-1'";
        assert_eq!(
            fixture.after(soon).await,
            "row 1 of table matter (BS-1) cannot be read: no such value may stand in due_on; entry 7 wrote it last"
        );
    }
}

async fn a_deleted_row_and_one_added_by_hand_are_named(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    assert_eq!(
        fixture
            .after("INSERT INTO unit (id, office_id, name) VALUES (77, 1, 'ghost')")
            .await,
        "row 77 of table unit (ghost) was added beside the ledger: no entry wrote it"
    );
    fixture.database.tamper("DELETE FROM unit WHERE id = 77").await;
    assert_eq!(
        fixture.after("DELETE FROM matter").await,
        "row 1 of table matter (BS-1) was deleted beside the ledger; entry 7 wrote it last"
    );
}

async fn a_renamed_office_is_named(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    assert_eq!(
        fixture.after("UPDATE office SET name = 'mine'").await,
        "row 1 of table office (office) was changed beside the ledger in name; entry 1 wrote it last"
    );
}

/// A row that the program wrote over after somebody had changed it looks right; its story does not.
async fn a_change_that_the_program_wrote_over_is_still_found(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    fixture.database.tamper("UPDATE person SET phone = '1'").await;
    fixture.promotes("clerk").await;
    let id = fixture.person.id;
    assert_eq!(
        fixture.says().await,
        format!(
            "row {id} of table person (person) was changed beside the ledger before entry 8, which does not go on \
             where the entry before it about this row ended"
        )
    );
}

async fn counters_stand_where_the_codes_say(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    fixture.opens_counted().await;
    fixture.opens_counted().await;
    assert_eq!(fixture.says().await, "sound");
    for value in [1, 9] {
        assert_eq!(
            fixture
                .after(&format!("UPDATE counter SET value = {value}"))
                .await,
            format!(
                "the counter of codes BS-2026-03 was changed: it stands at {value}, but the last code given out \
                 has the number 2"
            )
        );
    }
    assert_eq!(
        fixture.after("DELETE FROM counter").await,
        "the counter of codes BS-2026-03 was deleted; it stood at 2"
    );
}

async fn a_deleted_entry_is_named(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    assert_eq!(
        fixture.after("DELETE FROM ledger WHERE seq = 4").await,
        "ledger entry 4 was deleted"
    );
    assert_eq!(fixture.trouble().await, Some(Trouble::MissingEntry { seq: 4 }));
}

async fn an_entry_that_cannot_be_read_is_named(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    assert_eq!(
        fixture
            .after("UPDATE ledger SET at_us = 9223372036854775807 WHERE seq = 5")
            .await,
        "ledger entry 5 is not what was written: it was changed"
    );
}

async fn a_head_that_was_deleted_or_changed_is_named(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let (seq, hash) = fixture.work().await.ledger_head().await.unwrap();
    for (sql, says) in [
        ("UPDATE ledger_head SET hash = 'x'", "7:x"),
        ("UPDATE ledger_head SET seq = 3", "3:x"),
    ] {
        assert_eq!(
            fixture.after(sql).await,
            format!("table ledger_head was changed: it says {says}, but the last entry is {seq}:{hash}")
        );
    }
    assert_eq!(
        fixture.after("DELETE FROM ledger_head").await,
        format!("the row of table ledger_head was deleted; the last entry is {seq}:{hash}")
    );
    let mut work = fixture.work().await;
    work.insert(&act(), unit(fixture.office, "later")).await.unwrap();
    let error = work.commit().await.unwrap_err().to_string();
    assert_eq!(error, "no ledger_head with id 1");
}

async fn a_cut_tail_is_found_by_the_head_row(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    assert_eq!(
        fixture.after("DELETE FROM ledger WHERE seq > 4").await,
        "the ledger ends with entry 4, but there was an entry 7: the last entries were deleted"
    );
}

async fn a_tail_cut_with_its_rows_and_its_head_is_found_by_a_known_head(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let (seq, hash) = fixture.work().await.ledger_head().await.unwrap();
    for sql in [
        "DELETE FROM ledger WHERE seq = 7",
        "DELETE FROM matter",
        "UPDATE ledger_head SET seq = 6, hash = (SELECT hash FROM ledger WHERE seq = 6)",
    ] {
        assert_eq!(fixture.database.tamper(sql).await, 1, "{sql}");
    }
    assert_eq!(fixture.trouble().await, None, "in itself it is whole");
    let cut = Trouble::CutTail {
        expected: 7,
        found: 6,
    };
    assert_eq!(fixture.verify(Some((seq, &hash))).await.trouble, Some(cut));
}

async fn a_chain_written_anew_is_found_by_a_known_head(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    let other = format!("{:064}", 0);
    let trouble = fixture.verify(Some((3, &other))).await.trouble.unwrap();
    assert_eq!(
        trouble.to_string(),
        "entry 3 has another hash than the one given: the ledger was written anew"
    );
}

/// An image that was written before its type had a field says what the field's default says, also when the
/// row is changed later: its new image before has the field, and the old text stays as it was hashed.
async fn an_image_without_a_later_field_is_read_with_its_default(backend: Backend) {
    let fixture = Fixture::on(backend).await;
    fixture.promotes("clerk").await;
    let old = |person: &Person| {
        let mut image = serde_json::to_value(person).unwrap();
        image.as_object_mut().unwrap().remove("left_on").unwrap();
        image.to_string()
    };
    let person: Person = fixture.work().await.get(fixture.person.id).await.unwrap();
    fixture.rewrites_last(&old(&person)).await;
    assert_eq!(fixture.says().await, "sound", "as it stands");
    fixture.promotes("director").await;
    assert_eq!(fixture.says().await, "sound", "changed later");

    let other = Person {
        phone: Some("1".to_owned()),
        ..fixture.work().await.get(fixture.person.id).await.unwrap()
    };
    fixture.rewrites_last(&old(&other)).await;
    assert!(
        fixture.says().await.contains("in phone"),
        "another image is another image"
    );
}

on_both!(
    a_row_that_says_something_else_is_named_with_its_fields,
    a_row_that_cannot_be_read_is_named_with_its_field,
    a_deleted_row_and_one_added_by_hand_are_named,
    a_renamed_office_is_named,
    a_change_that_the_program_wrote_over_is_still_found,
    counters_stand_where_the_codes_say,
    a_deleted_entry_is_named,
    an_entry_that_cannot_be_read_is_named,
    a_head_that_was_deleted_or_changed_is_named,
    a_cut_tail_is_found_by_the_head_row,
    a_tail_cut_with_its_rows_and_its_head_is_found_by_a_known_head,
    a_chain_written_anew_is_found_by_a_known_head,
    an_image_without_a_later_field_is_read_with_its_default,
);
