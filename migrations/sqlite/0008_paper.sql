-- Who was told of a matter by telephone.

CREATE TABLE phone_call (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matter (id),
    cycle INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person (id),
    told_on TEXT NOT NULL,
    recorded_by INTEGER REFERENCES person (id),
    recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX phone_call_matter ON phone_call (matter_id);
