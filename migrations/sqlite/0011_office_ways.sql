-- What an office decides for itself: duties switched off, and who stands in for whom.

CREATE TABLE duty_switch (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    rule TEXT NOT NULL,
    is_on INTEGER NOT NULL,
    UNIQUE (office_id, rule)
) STRICT;

CREATE TABLE acting (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),
    substitute_id INTEGER NOT NULL REFERENCES person (id),
    from_on TEXT NOT NULL,
    until_on TEXT NOT NULL
) STRICT;
CREATE INDEX acting_person ON acting (person_id);
CREATE INDEX acting_substitute ON acting (substitute_id);
