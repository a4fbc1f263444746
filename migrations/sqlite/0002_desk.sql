-- The clerk's desk: how matters end, and what was given by telephone, on paper or over the intranet.

ALTER TABLE matter ADD COLUMN received_on TEXT;

ALTER TABLE reply ADD COLUMN held_on TEXT;
ALTER TABLE reply ADD COLUMN given_on TEXT;
ALTER TABLE reply ADD COLUMN document TEXT;
ALTER TABLE reply ADD COLUMN recorded_by INTEGER REFERENCES person (id);

CREATE TABLE matter_move (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matter (id),
    cycle INTEGER NOT NULL,
    kind TEXT NOT NULL,
    moved_on TEXT NOT NULL,
    giver_id INTEGER REFERENCES person (id),
    via TEXT NOT NULL,
    document TEXT,
    reason TEXT,
    recorded_by INTEGER REFERENCES person (id),
    recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX matter_move_matter ON matter_move (matter_id);
