-- The spine: who, what happened, what must be done by when, who was told, what was answered, and the ledger.
-- Days (`_on`) are ISO dates, instants (`_at`) RFC 3339 in UTC with at most microseconds.

CREATE TABLE office (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE counter (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;

CREATE TABLE rulebook_version (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL,
    content TEXT NOT NULL,
    adopted_at TEXT NOT NULL
) STRICT;

CREATE TABLE calendar_year (
    id INTEGER PRIMARY KEY,
    year INTEGER NOT NULL UNIQUE,
    content TEXT NOT NULL,
    imported_at TEXT NOT NULL
) STRICT;

CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    name TEXT NOT NULL,
    alias TEXT,
    category TEXT,
    UNIQUE (office_id, name)
) STRICT;

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    post TEXT,
    phone TEXT,
    mail TEXT,
    former_units TEXT NOT NULL,
    left_on TEXT,
    UNIQUE (unit_id, name)
) STRICT;

CREATE TABLE holding (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    role TEXT NOT NULL,
    from_on TEXT,
    until_on TEXT
) STRICT;
CREATE INDEX holding_role ON holding (role, unit_id);
CREATE INDEX holding_person ON holding (person_id);

CREATE TABLE round (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    round_key TEXT NOT NULL,
    name TEXT NOT NULL,
    year INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    UNIQUE (office_id, round_key)
) STRICT;

CREATE TABLE inspection (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    round_id INTEGER NOT NULL REFERENCES round (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    team TEXT,
    UNIQUE (round_id, unit_id)
) STRICT;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    kind TEXT NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    inspection_id INTEGER REFERENCES inspection (id),
    happened_on TEXT NOT NULL,
    proof TEXT NOT NULL,
    withdrawn INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX event_once ON event (kind, inspection_id) WHERE NOT withdrawn AND inspection_id IS NOT NULL;

CREATE TABLE matter (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    code TEXT NOT NULL,
    rule TEXT NOT NULL,
    rulebook TEXT NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    inspection_id INTEGER REFERENCES inspection (id),
    parent_id INTEGER REFERENCES matter (id),
    event_id INTEGER REFERENCES event (id),
    origin TEXT NOT NULL,
    title TEXT NOT NULL,
    started_on TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    mode TEXT NOT NULL,
    due_on TEXT,
    original_due_on TEXT,
    provisional INTEGER NOT NULL,
    counts_from_on TEXT,
    due_revision INTEGER NOT NULL,
    cycle INTEGER NOT NULL,
    state TEXT NOT NULL,
    percent INTEGER,
    claimed_on TEXT,
    taken_over INTEGER NOT NULL,
    silenced INTEGER NOT NULL,
    ended_on TEXT,
    -- bookkeeping of the planner, not part of the ledger's image
    version INTEGER NOT NULL DEFAULT 0,
    armed_at TEXT,
    planned_to_at TEXT,
    next_step_at TEXT,
    news TEXT,
    UNIQUE (office_id, code),
    UNIQUE (rule, unit_id, origin)
) STRICT;
CREATE INDEX matter_next_step ON matter (next_step_at) WHERE next_step_at IS NOT NULL;
CREATE INDEX matter_unit ON matter (unit_id);
CREATE INDEX matter_inspection ON matter (inspection_id, rule);
CREATE INDEX matter_parent ON matter (parent_id);
CREATE INDEX matter_event ON matter (event_id);

CREATE TABLE assignment (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matter (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    is_lead INTEGER NOT NULL,
    ended_on TEXT
) STRICT;
CREATE INDEX assignment_matter ON assignment (matter_id);
CREATE INDEX assignment_person ON assignment (person_id);

CREATE TABLE finding (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL UNIQUE REFERENCES matter (id),
    inspection_id INTEGER NOT NULL REFERENCES inspection (id),
    number INTEGER NOT NULL,
    given_code TEXT,
    category TEXT,
    is_focus INTEGER NOT NULL
) STRICT;
CREATE INDEX finding_inspection ON finding (inspection_id);

CREATE TABLE measure (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL UNIQUE REFERENCES matter (id),
    finding_id INTEGER NOT NULL REFERENCES finding (id),
    position INTEGER NOT NULL,
    kind TEXT,
    department TEXT,
    phrase TEXT NOT NULL,
    then_standing INTEGER NOT NULL,
    status TEXT NOT NULL,
    UNIQUE (finding_id, position)
) STRICT;

CREATE TABLE reply (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matter (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    cycle INTEGER NOT NULL,
    said TEXT NOT NULL,
    percent INTEGER,
    promised_on TEXT,
    note TEXT,
    channel TEXT NOT NULL,
    answered_at TEXT NOT NULL
) STRICT;
CREATE INDEX reply_matter ON reply (matter_id);

CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matter (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    received_at TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_matter ON evidence (matter_id);

CREATE TABLE binding (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    bound_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE UNIQUE INDEX binding_address ON binding (channel, address) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX binding_person ON binding (channel, person_id) WHERE ended_at IS NULL;

CREATE TABLE invite (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),
    code_hash TEXT NOT NULL UNIQUE,
    issued_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
) STRICT;

CREATE TABLE bind_attempt (
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    failures INTEGER NOT NULL,
    last_at TEXT NOT NULL,
    PRIMARY KEY (channel, address)
) STRICT;

CREATE TABLE chat_group (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    purpose TEXT NOT NULL,
    registered_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE UNIQUE INDEX chat_group_address ON chat_group (channel, address) WHERE ended_at IS NULL;

CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    person_id INTEGER REFERENCES person (id),
    kind TEXT NOT NULL,
    slot_at TEXT NOT NULL
) STRICT;

CREATE TABLE address (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    not_before_at TEXT,
    lease_token TEXT,
    lease_until_at TEXT,
    UNIQUE (channel, address)
) STRICT;

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    message_id INTEGER NOT NULL REFERENCES message (id),
    address_id INTEGER NOT NULL REFERENCES address (id),
    ordinal INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    payload TEXT,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    enqueued_at TEXT NOT NULL,
    settled_at TEXT,
    remote_id TEXT,
    why TEXT
) STRICT;
CREATE INDEX outbox_pending ON outbox (address_id, id) WHERE state = 'pending';
CREATE INDEX outbox_remote ON outbox (address_id, remote_id);
CREATE INDEX outbox_message ON outbox (message_id);

CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matter (id),
    cycle INTEGER NOT NULL,
    due_revision INTEGER NOT NULL,
    step TEXT NOT NULL,
    occurrence_on TEXT NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person (id),
    channel TEXT NOT NULL,
    form TEXT NOT NULL,
    state TEXT NOT NULL,
    planned_at TEXT NOT NULL,
    outbox_id INTEGER REFERENCES outbox (id),
    number INTEGER,
    told_at TEXT,
    UNIQUE (matter_id, cycle, due_revision, step, occurrence_on, person_id, channel)
) STRICT;
CREATE INDEX notice_unbundled ON notice (person_id, channel) WHERE state = 'planned';
CREATE INDEX notice_outbox ON notice (outbox_id);

CREATE TABLE listing (
    outbox_id INTEGER NOT NULL REFERENCES outbox (id),
    number INTEGER NOT NULL,
    matter_id INTEGER NOT NULL REFERENCES matter (id),
    PRIMARY KEY (outbox_id, number)
) STRICT;

CREATE TABLE button (
    token TEXT PRIMARY KEY,
    outbox_id INTEGER REFERENCES outbox (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    press TEXT NOT NULL,
    made_at TEXT NOT NULL,
    used_at TEXT
) STRICT;

CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    bot_id INTEGER NOT NULL,
    update_id INTEGER NOT NULL,
    address TEXT NOT NULL,
    content TEXT,
    received_at TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    handled_at TEXT,
    outcome TEXT,
    UNIQUE (channel, bot_id, update_id)
) STRICT;
CREATE INDEX inbox_waiting ON inbox (address, id) WHERE handled_at IS NULL;

CREATE TABLE conversation (
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    awaiting TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (channel, address)
) STRICT;

CREATE TABLE job_run (
    job TEXT NOT NULL,
    slot_at TEXT NOT NULL,
    ran_at TEXT NOT NULL,
    messages INTEGER NOT NULL,
    PRIMARY KEY (job, slot_at)
) STRICT;

CREATE TABLE storm_hold (
    id INTEGER PRIMARY KEY,
    slot_at TEXT NOT NULL,
    messages INTEGER NOT NULL,
    usual INTEGER NOT NULL,
    held_at TEXT NOT NULL,
    released_at TEXT,
    spent_at TEXT
) STRICT;

CREATE TABLE attention (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    raised_at TEXT NOT NULL,
    told_at TEXT,
    settled_at TEXT
) STRICT;
CREATE UNIQUE INDEX attention_open ON attention (kind, subject) WHERE settled_at IS NULL;

CREATE TABLE ledger (
    seq INTEGER PRIMARY KEY,
    at_us INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    matter_id INTEGER,
    reason TEXT NOT NULL,
    image_before TEXT,
    image_after TEXT,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_matter ON ledger (matter_id);

CREATE TRIGGER ledger_keeps BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_stays BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TABLE ledger_head (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;
INSERT INTO ledger_head (id, seq, hash) VALUES (1, 0, '');
