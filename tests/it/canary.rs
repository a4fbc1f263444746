//! A canary in every text of the database: thirteen months with all that an office does, and nothing of it leaves
//! but what the disclosure table lets out.

mod fields;
mod year;

use crate::support::database::{Backend, on_both};
use crate::support::office::{Office, rulebook};
use crate::support::post::Letter;
use fields::{PLANTED, columns};
use huiyin::domain::matter::Matter;
use huiyin::domain::moves::Move;
use huiyin::domain::rulebook::{ChannelKind, Ends, Inbound, Outbound};
use std::collections::BTreeSet;

/// What marks a text that was planted: `ᚠtable.column:rowᚠ`, before the text itself.
const MARK: char = 'ᚠ';
/// The chat group of the story.
const GROUP: &str = "-100200300";
/// What may stand in any private message: the names of those who read, write and are spoken of.
const PRIVATE: [&str; 4] = ["unit.name", "unit.alias", "person.name", "office.name"];
/// What may stand in a group.
const PUBLIC: [&str; 1] = ["office.name"];

/// Marks every text that has no mark yet.
async fn plant(office: &Office) {
    for (table, column) in PLANTED {
        let sql = format!(
            "UPDATE {table} SET {column} = '{MARK}{table}.{column}:' || id || '{MARK}' || {column} \
             WHERE {column} IS NOT NULL AND {column} NOT LIKE '{MARK}%'"
        );
        office.database.tamper(&sql).await;
    }
}

/// The marks that a message carries: `table.column` and the row.
fn marks(letter: &Letter) -> BTreeSet<(String, i64)> {
    let text = serde_json::to_string(&letter.message).unwrap();
    let found = text.split(MARK).skip(1).step_by(2);
    let split = found.filter_map(|mark| {
        let (field, row) = mark.split_once(':')?;
        Some((field.to_owned(), row.parse().ok()?))
    });
    split.collect()
}

/// Whether the table lets a matter's title out in private chat.
async fn may_be_named(office: &Office, matter: i64) -> bool {
    let matter: Matter = office.reads().await.get(matter).await.unwrap();
    let book = rulebook();
    let rule = book.rule(&matter.rule).unwrap();
    let (out, _) = book.disclosure(rule.register, &rule.code, rule.secrecy, ChannelKind::Chat);
    out == Outbound::Full
}

/// Whether the table takes words about what was decided: then the reason passes as they do.
async fn takes_words(office: &Office, decided: i64) -> bool {
    let mut work = office.reads().await;
    let made: Move = work.get(decided).await.unwrap();
    let mut matter: Matter = work.get(made.matter_id).await.unwrap();
    let book = rulebook();
    if book.rule(&matter.rule).unwrap().ends == Ends::Decision {
        matter = work.get(matter.parent_id.unwrap()).await.unwrap();
    }
    let rule = book.rule(&matter.rule).unwrap();
    let (_, taken) = book.disclosure(rule.register, &rule.code, rule.secrecy, ChannelKind::Chat);
    taken >= Inbound::Notes
}

/// What left although the table does not allow it.
async fn escaped(office: &Office, letters: &[Letter]) -> BTreeSet<String> {
    let mut escaped = BTreeSet::new();
    for letter in letters {
        let allowed: &[&str] = if letter.address == GROUP {
            &PUBLIC
        } else {
            &PRIVATE
        };
        for (field, row) in marks(letter) {
            let is_allowed = match field.as_str() {
                _ if allowed.contains(&field.as_str()) => true,
                _ if letter.address == GROUP => false,
                "matter.title" => may_be_named(office, row).await,
                "matter_move.reason" => takes_words(office, row).await,
                _ => false,
            };
            if !is_allowed {
                escaped.insert(format!("{field} to {}", letter.address));
            }
        }
    }
    escaped
}

async fn nothing_leaves_in_thirteen_months(backend: Backend) {
    let office = Office::on(backend).await;
    let letters = year::lived(&office).await;
    assert!(letters.len() > 300, "only {} messages left", letters.len());
    let seen: BTreeSet<String> = letters.iter().flat_map(marks).map(|(field, _)| field).collect();
    assert!(
        seen.contains("unit.name") && seen.contains("matter.title"),
        "the canary is alive: what may leave does, {seen:?}"
    );
    assert!(
        letters.iter().any(|letter| letter.address == GROUP),
        "the group hears"
    );
    assert_eq!(escaped(&office, &letters).await, BTreeSet::new());
}

on_both!(nothing_leaves_in_thirteen_months);

#[tokio::test]
async fn every_text_of_the_database_is_known() {
    let office = Office::on(Backend::Sqlite).await;
    let unknown: Vec<String> = columns(&office).await;
    assert_eq!(
        unknown,
        Vec::<String>::new(),
        "name it in tests/it/canary/fields.rs: is it somebody's words, or the program's own?"
    );
}
