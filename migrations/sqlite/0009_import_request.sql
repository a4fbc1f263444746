-- Workbooks that a clerk asked for from the chat: looked at first, imported when the clerk says so.

CREATE TABLE import_request (
    id INTEGER PRIMARY KEY,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person (id),
    address TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    asked_at TEXT NOT NULL
) STRICT;
CREATE INDEX import_request_waiting ON import_request (id) WHERE state IN ('asked', 'confirmed');
