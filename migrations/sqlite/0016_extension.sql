-- 延期: requests for more time. 三方对账: copies of a unit's ledger that were compared, row by row.

CREATE TABLE extension (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matter (id),
    cycle INTEGER NOT NULL,
    cause TEXT NOT NULL,
    due_on TEXT NOT NULL,
    wanted_on TEXT NOT NULL,
    note TEXT,
    giver_id INTEGER NOT NULL REFERENCES person (id),
    via TEXT NOT NULL,
    document TEXT,
    recorded_by INTEGER REFERENCES person (id),
    asked_on TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    state TEXT NOT NULL,
    decided_on TEXT
) STRICT;
CREATE INDEX extension_matter ON extension (matter_id);

CREATE TABLE reconciliation (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    inspection_id INTEGER NOT NULL REFERENCES inspection (id),
    side TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    agreed INTEGER NOT NULL,
    different INTEGER NOT NULL,
    compared_on TEXT NOT NULL,
    recorded_by INTEGER REFERENCES person (id),
    recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX reconciliation_inspection ON reconciliation (inspection_id);

CREATE TABLE reconciled (
    id INTEGER PRIMARY KEY,
    reconciliation_id INTEGER NOT NULL REFERENCES reconciliation (id),
    matter_id INTEGER REFERENCES matter (id),
    code TEXT NOT NULL,
    differs TEXT NOT NULL,
    opened_id INTEGER REFERENCES matter (id),
    UNIQUE (reconciliation_id, code)
) STRICT;
CREATE INDEX reconciled_matter ON reconciled (matter_id);
