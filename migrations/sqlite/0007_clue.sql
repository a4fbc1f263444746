-- 问题线索: the office's codes of clues and where they are with; what they say is kept nowhere.

CREATE TABLE clue (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    code TEXT NOT NULL,
    inspection_id INTEGER REFERENCES inspection (id),
    category TEXT,
    organ_id INTEGER NOT NULL REFERENCES unit (id),
    transferred_on TEXT NOT NULL,
    feedback_on TEXT,
    custodian_id INTEGER REFERENCES person (id),
    is_priority INTEGER NOT NULL,
    way TEXT,
    form TEXT,
    counts TEXT NOT NULL,
    concluded_on TEXT,
    listed TEXT,
    UNIQUE (office_id, code)
) STRICT;

ALTER TABLE event ADD COLUMN clue_id INTEGER REFERENCES clue (id);
CREATE INDEX event_clue ON event (clue_id);
