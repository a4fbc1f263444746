-- The leading group's side: what it has decided on a unit, and what is under 挂号督办.

CREATE TABLE resolution (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    inspection_id INTEGER REFERENCES inspection (id),
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    due_on TEXT,
    proposed_by INTEGER NOT NULL REFERENCES person (id),
    via TEXT NOT NULL,
    document TEXT,
    recorded_by INTEGER REFERENCES person (id),
    given_on TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    state TEXT NOT NULL,
    decided_on TEXT
) STRICT;
CREATE INDEX resolution_unit ON resolution (unit_id);

CREATE TABLE registration (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    matter_id INTEGER NOT NULL REFERENCES matter (id),
    number TEXT NOT NULL,
    leader_id INTEGER REFERENCES person (id),
    registered_on TEXT NOT NULL,
    lifted_on TEXT,
    lifted_by INTEGER REFERENCES person (id),
    reason TEXT,
    UNIQUE (office_id, number)
) STRICT;
CREATE UNIQUE INDEX registration_stands ON registration (matter_id) WHERE lifted_on IS NULL;
