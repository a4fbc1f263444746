-- The ladder: rungs as they were climbed, and the papers that they issue.

CREATE TABLE rung (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matter (id),
    cycle INTEGER NOT NULL,
    due_revision INTEGER NOT NULL,
    step TEXT NOT NULL,
    position INTEGER NOT NULL,
    fired_on TEXT NOT NULL,
    fired_at TEXT NOT NULL,
    cause TEXT NOT NULL,
    promised_on TEXT,
    UNIQUE (matter_id, cycle, due_revision, step)
) STRICT;

CREATE TABLE paper (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    form TEXT NOT NULL,
    rulebook TEXT NOT NULL,
    state TEXT NOT NULL,
    drafted_on TEXT NOT NULL,
    drafted_at TEXT NOT NULL,
    year INTEGER,
    number INTEGER,
    due_on TEXT,
    issued_on TEXT,
    issued_by INTEGER REFERENCES person (id),
    reason TEXT,
    UNIQUE (office_id, form, year, number)
) STRICT;
CREATE INDEX paper_unit ON paper (unit_id, form, drafted_at);

CREATE TABLE paper_item (
    id INTEGER PRIMARY KEY,
    paper_id INTEGER NOT NULL REFERENCES paper (id),
    matter_id INTEGER NOT NULL REFERENCES matter (id),
    cycle INTEGER NOT NULL,
    due_revision INTEGER NOT NULL,
    step TEXT NOT NULL,
    occurrence_on TEXT NOT NULL,
    due_on TEXT,
    UNIQUE (paper_id, matter_id)
) STRICT;
CREATE INDEX paper_item_matter ON paper_item (matter_id);
