//! Every text column of the database: somebody's words, which are marked, or the program's own keys, which are not.

use crate::support::office::Office;

/// Somebody's words.
pub const PLANTED: &[(&str, &str)] = &[
    ("application", "document"),
    ("application", "done"),
    ("chat_group", "purpose"),
    ("event", "proof"),
    ("evidence", "name"),
    ("extension", "document"),
    ("extension", "note"),
    ("finding", "category"),
    ("import_run", "file_name"),
    ("matter", "title"),
    ("matter_move", "document"),
    ("matter_move", "reason"),
    ("matter_part", "reason"),
    ("measure", "department"),
    ("measure", "kind"),
    ("measure", "leaders"),
    ("measure", "phrase"),
    ("measure", "responsible"),
    ("message_withdrawal", "reason"),
    ("office", "name"),
    ("paper", "reason"),
    ("person", "mail"),
    ("person", "name"),
    ("person", "phone"),
    ("person", "post"),
    ("reconciliation", "file_name"),
    ("registration", "reason"),
    ("reply", "document"),
    ("reply", "note"),
    ("resolution", "document"),
    ("unit", "alias"),
    ("unit", "name"),
];

/// The program's own: keys, codes, hashes, states, and what is made of others by name.
const OWN: &[&str] = &[
    "address.*",
    "application.state",
    "application.via",
    "assignment.role",
    "attention.*",
    "bind_attempt.*",
    "binding.*",
    "button.*",
    "calendar_year.content",
    "chat_group.address",
    "chat_group.channel",
    "clue.*",
    "conversation.*",
    "counter.name",
    "duty_switch.rule",
    "event.kind",
    "evidence.media_type",
    "digest_choice.*",
    "digest_issue.*",
    "digest_sent.*",
    "evidence.sha256",
    "extension.cause",
    "extension.state",
    "extension.via",
    "finding.given_code",
    "follow_up.*",
    "holding.role",
    "import_request.*",
    "import_run.events",
    "import_run.kind",
    "import_run.opened",
    "import_run.sha256",
    "import_run.unit",
    "inbox.*",
    "inspection.grade",
    "inspection.team",
    "invite.code_hash",
    "job_run.job",
    "ledger.*",
    "ledger_head.hash",
    "matter.code",
    "matter.mode",
    "matter.news",
    "matter.origin",
    "matter.rule",
    "matter.rulebook",
    "matter.state",
    "matter_move.kind",
    "matter_move.pledge",
    "matter_move.via",
    "matter_part.name",
    "measure.status",
    "message.kind",
    "notice.*",
    "office.code",
    "outbox.*",
    "paper.form",
    "paper.rulebook",
    "paper.state",
    "paper_item.step",
    "person.former_units",
    "person.listed",
    "reconciled.*",
    "reconciliation.sha256",
    "reconciliation.side",
    "registration.number",
    "reply.channel",
    "reply.said",
    "resolution.about",
    "resolution.kind",
    "resolution.state",
    "resolution.via",
    "round.name",
    "round.round_key",
    "rule_choice.*",
    "rulebook_version.*",
    "rung.*",
    "spot_check.*",
    "unit.category",
];

/// The text columns that stand in neither list.
pub async fn columns(office: &Office) -> Vec<String> {
    let all = "SELECT t.name || '.' || c.name FROM sqlite_master t, pragma_table_info(t.name) c \
               WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\' \
               AND c.type = 'TEXT' AND c.name NOT LIKE '%\\_on' ESCAPE '\\' AND c.name NOT LIKE '%\\_at' ESCAPE '\\' \
               ORDER BY 1";
    let is_known = |column: &String| {
        let table = column.split('.').next().unwrap_or_default();
        let is_own = OWN.contains(&column.as_str()) || OWN.contains(&format!("{table}.*").as_str());
        is_own
            || PLANTED
                .iter()
                .any(|(table, name)| format!("{table}.{name}") == *column)
    };
    let mut columns = office.database.texts(all).await;
    columns.retain(|column| !is_known(column));
    columns
}
