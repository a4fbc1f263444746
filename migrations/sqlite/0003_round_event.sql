-- Events of a whole round, such as its end: they belong to the office's own unit and to no inspection.

ALTER TABLE event ADD COLUMN round_id INTEGER REFERENCES round (id);
CREATE UNIQUE INDEX event_once_a_round ON event (kind, round_id) WHERE NOT withdrawn AND round_id IS NOT NULL;
