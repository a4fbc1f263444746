-- Corrections: moves that are taken back, matters that are merged, imports that are undone, messages that are
-- withdrawn, and what was chosen for the open matters of a rule when a new rulebook came.

ALTER TABLE matter ADD COLUMN merged_into INTEGER REFERENCES matter (id);
CREATE INDEX matter_merged_into ON matter (merged_into);
ALTER TABLE matter_move ADD COLUMN undoes INTEGER REFERENCES matter_move (id);

CREATE TABLE import_run (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT,
    opened TEXT NOT NULL,
    events TEXT NOT NULL,
    imported_by INTEGER REFERENCES person (id),
    imported_at TEXT NOT NULL,
    undone_at TEXT
) STRICT;

CREATE TABLE message_withdrawal (
    id INTEGER PRIMARY KEY,
    message_id INTEGER NOT NULL UNIQUE REFERENCES message (id),
    person_id INTEGER REFERENCES person (id),
    unsent INTEGER NOT NULL,
    sent INTEGER NOT NULL,
    reason TEXT NOT NULL,
    recorded_by INTEGER REFERENCES person (id),
    recorded_at TEXT NOT NULL
) STRICT;

CREATE TABLE rule_choice (
    id INTEGER PRIMARY KEY,
    rulebook TEXT NOT NULL,
    rule TEXT NOT NULL,
    redated INTEGER NOT NULL,
    decided_by INTEGER REFERENCES person (id),
    decided_at TEXT NOT NULL,
    UNIQUE (rulebook, rule)
) STRICT;
