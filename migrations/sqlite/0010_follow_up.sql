-- 回头看: the half-year's lists, and the grade of the 整改成效评估 that counts there.

ALTER TABLE inspection ADD COLUMN grade TEXT;

CREATE TABLE follow_up (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    list_key TEXT NOT NULL,
    number INTEGER NOT NULL,
    inspection_id INTEGER NOT NULL REFERENCES inspection (id),
    criteria TEXT NOT NULL,
    score INTEGER NOT NULL,
    matter_id INTEGER REFERENCES matter (id),
    selected_on TEXT,
    published_on TEXT,
    finding TEXT,
    ended_on TEXT,
    UNIQUE (list_key, number)
) STRICT;
CREATE INDEX follow_up_inspection ON follow_up (inspection_id);
