-- 发行: the numbered issues of the digest, what each reader has chosen, and who was sent which issue.

CREATE TABLE digest_issue (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    period TEXT NOT NULL,
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    drafted_at TEXT NOT NULL,
    held_at TEXT,
    UNIQUE (office_id, period),
    UNIQUE (office_id, year, number)
) STRICT;

CREATE TABLE digest_choice (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL UNIQUE REFERENCES person (id),
    weekday TEXT NOT NULL,
    at TEXT NOT NULL,
    only_changed INTEGER NOT NULL,
    wanted INTEGER NOT NULL
) STRICT;

CREATE TABLE digest_sent (
    issue_id INTEGER NOT NULL REFERENCES digest_issue (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    way TEXT NOT NULL,
    message_id INTEGER REFERENCES message (id),
    sent_at TEXT NOT NULL,
    PRIMARY KEY (issue_id, person_id)
) STRICT;
CREATE INDEX digest_sent_message ON digest_sent (message_id);
