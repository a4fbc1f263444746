-- The parts of a report package, ticked off as they arrive.

CREATE TABLE matter_part (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matter (id),
    cycle INTEGER NOT NULL,
    name TEXT NOT NULL,
    received_on TEXT,
    reason TEXT,
    recorded_by INTEGER REFERENCES person (id),
    recorded_at TEXT NOT NULL,
    UNIQUE (matter_id, cycle, name)
) STRICT;
