-- 对账销号: applications, the day on which a measure was confirmed, and 抽查.

ALTER TABLE measure ADD COLUMN confirmed_on TEXT;

CREATE TABLE application (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matter (id),
    cycle INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    applicant_id INTEGER REFERENCES person (id),
    done TEXT,
    evidence INTEGER NOT NULL,
    applied_on TEXT NOT NULL,
    applied_at TEXT NOT NULL,
    via TEXT NOT NULL,
    document TEXT,
    recorded_by INTEGER REFERENCES person (id),
    state TEXT NOT NULL,
    ended_on TEXT,
    UNIQUE (matter_id, cycle, ordinal)
) STRICT;

CREATE TABLE spot_check (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    finding_id INTEGER NOT NULL REFERENCES matter (id),
    cycle INTEGER NOT NULL,
    matter_id INTEGER NOT NULL REFERENCES matter (id),
    seed INTEGER,
    pool INTEGER,
    pool_hash TEXT,
    drawn_on TEXT NOT NULL,
    result TEXT,
    ended_on TEXT
) STRICT;
CREATE INDEX spot_check_finding ON spot_check (finding_id);
CREATE INDEX spot_check_matter ON spot_check (matter_id);
