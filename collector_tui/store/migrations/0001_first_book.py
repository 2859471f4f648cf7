"""The first book: accounts, their ledger, contacts, plans, the outbox and the journal."""

from typing import Any

_TABLES = """
CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- The party that owes. The columns from current_cents on are maintained: `check` proves them from the rest.
CREATE TABLE account (
    id                INTEGER NOT NULL PRIMARY KEY,
    name              TEXT NOT NULL CHECK (name <> ''),
    name_key          TEXT NOT NULL,
    currency          TEXT NOT NULL CHECK (length(currency) = 3),
    created_at        TEXT NOT NULL,
    kind              TEXT NOT NULL DEFAULT '',
    address           TEXT NOT NULL DEFAULT '',
    zone              TEXT NOT NULL DEFAULT '',
    language          TEXT NOT NULL DEFAULT '',
    terms_days        INTEGER NOT NULL DEFAULT 0,
    current_cents     INTEGER NOT NULL DEFAULT 0,
    days_1_cents      INTEGER NOT NULL DEFAULT 0,
    days_31_cents     INTEGER NOT NULL DEFAULT 0,
    days_61_cents     INTEGER NOT NULL DEFAULT 0,
    days_91_cents     INTEGER NOT NULL DEFAULT 0,
    unapplied_cents   INTEGER NOT NULL DEFAULT 0,
    overdue_cents     INTEGER NOT NULL DEFAULT 0,
    balance_cents     INTEGER NOT NULL DEFAULT 0,
    oldest_due        TEXT CHECK (oldest_due IS date(oldest_due)),
    bucket            INTEGER NOT NULL DEFAULT 0,
    reason            TEXT NOT NULL DEFAULT '',
    reason_on         TEXT,
    reason_text       TEXT NOT NULL DEFAULT '',
    hidden_by         TEXT NOT NULL DEFAULT 'owes nothing',
    sort_key          INTEGER,
    last_contact_on   TEXT,
    last_contact_mark INTEGER NOT NULL DEFAULT 0,
    step_taken        INTEGER NOT NULL DEFAULT -1,
    next_step         INTEGER,
    next_step_on      TEXT,
    next_on           TEXT,
    next_what         TEXT NOT NULL DEFAULT '',
    wake_on           TEXT,
    UNIQUE (name_key, currency)
) STRICT;
CREATE INDEX account_queue ON account (sort_key, id) WHERE sort_key IS NOT NULL;
CREATE INDEX account_queue_bucket ON account (bucket, sort_key, id) WHERE sort_key IS NOT NULL;
CREATE INDEX account_queue_reason ON account (reason, sort_key, id) WHERE sort_key IS NOT NULL;
CREATE INDEX account_wake ON account (wake_on) WHERE wake_on IS NOT NULL;

-- What the top line shows: accounts and amounts by currency, reason and bucket, kept with every change.
CREATE TABLE tally (
    currency        TEXT NOT NULL,
    reason          TEXT NOT NULL,
    bucket          INTEGER NOT NULL,
    accounts        INTEGER NOT NULL,
    current_cents   INTEGER NOT NULL,
    days_1_cents    INTEGER NOT NULL,
    days_31_cents   INTEGER NOT NULL,
    days_61_cents   INTEGER NOT NULL,
    days_91_cents   INTEGER NOT NULL,
    unapplied_cents INTEGER NOT NULL,
    overdue_cents   INTEGER NOT NULL,
    PRIMARY KEY (currency, reason, bucket)
) STRICT, WITHOUT ROWID;

CREATE TABLE phone (
    id           INTEGER NOT NULL PRIMARY KEY,
    account_id   INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    raw          TEXT NOT NULL,
    e164         TEXT NOT NULL,
    extension    TEXT NOT NULL,
    shown        TEXT NOT NULL,
    zones        TEXT NOT NULL,
    status       TEXT NOT NULL DEFAULT 'ok' CHECK (status IN ('ok', 'wrong', 'dead')),
    opted_out_at TEXT,
    UNIQUE (account_id, shown)
) STRICT;
CREATE INDEX phone_e164 ON phone (e164) WHERE e164 <> '';

CREATE TABLE email (
    id           INTEGER NOT NULL PRIMARY KEY,
    account_id   INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    address      TEXT NOT NULL,
    status       TEXT NOT NULL DEFAULT 'ok' CHECK (status IN ('ok', 'wrong')),
    opted_out_at TEXT,
    UNIQUE (account_id, address)
) STRICT;

-- Things known about an account that are not needed to show it: consent, attorney.
CREATE TABLE fact (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    name       TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (account_id, name)
) STRICT, WITHOUT ROWID;

-- Where imports come from, so that a newer file can be compared with an older one of the same report.
CREATE TABLE source (
    id         INTEGER NOT NULL PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,
    format     TEXT NOT NULL,
    last_as_of TEXT NOT NULL
) STRICT;

CREATE TABLE import_run (
    id        INTEGER NOT NULL PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (id) ON DELETE RESTRICT,
    filename  TEXT NOT NULL,
    as_of     TEXT NOT NULL,
    before_as_of TEXT,
    at        TEXT NOT NULL,
    undone    INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The ledger: sign 1 is a debit, -1 a credit. A reversal names the entry it reverses and the root it is about.
CREATE TABLE entry (
    id           INTEGER NOT NULL PRIMARY KEY,
    account_id   INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    kind         TEXT NOT NULL,
    sign         INTEGER NOT NULL CHECK (sign IN (1, -1)),
    number       TEXT NOT NULL,
    effective_on TEXT NOT NULL CHECK (effective_on IS date(effective_on)),
    due_on       TEXT CHECK (due_on IS date(due_on)),
    due_assumed  INTEGER NOT NULL DEFAULT 0,
    amount_cents INTEGER NOT NULL CHECK (amount_cents BETWEEN 1 AND 99999999999),
    currency     TEXT NOT NULL,
    recorded_at  TEXT NOT NULL,
    reverses_id  INTEGER UNIQUE REFERENCES entry (id) ON DELETE RESTRICT,
    root_id      INTEGER REFERENCES entry (id) ON DELETE RESTRICT,
    import_id    INTEGER REFERENCES import_run (id) ON DELETE RESTRICT,
    note         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX entry_account ON entry (account_id);
CREATE INDEX entry_root ON entry (root_id) WHERE root_id IS NOT NULL;
CREATE INDEX entry_import ON entry (import_id) WHERE import_id IS NOT NULL;

-- Which part of a credit pays which debit; taken back by a row of the opposite sign.
CREATE TABLE allocation (
    id           INTEGER NOT NULL PRIMARY KEY,
    credit_id    INTEGER NOT NULL REFERENCES entry (id) ON DELETE RESTRICT,
    debit_id     INTEGER NOT NULL REFERENCES entry (id) ON DELETE RESTRICT,
    cents        INTEGER NOT NULL CHECK (cents <> 0 AND cents BETWEEN -99999999999 AND 99999999999),
    effective_on TEXT NOT NULL CHECK (effective_on IS date(effective_on)),
    recorded_at  TEXT NOT NULL,
    import_id    INTEGER REFERENCES import_run (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX allocation_debit ON allocation (debit_id);
CREATE INDEX allocation_credit ON allocation (credit_id);
CREATE INDEX allocation_import ON allocation (import_id) WHERE import_id IS NOT NULL;

-- Where each entry stands now; maintained from entries and allocations.
CREATE TABLE item (
    entry_id       INTEGER NOT NULL PRIMARY KEY REFERENCES entry (id) ON DELETE RESTRICT,
    account_id     INTEGER NOT NULL,
    kind           TEXT NOT NULL,
    sign           INTEGER NOT NULL,
    number_key     TEXT NOT NULL,
    due_on         TEXT,
    residual_cents INTEGER NOT NULL CHECK (residual_cents BETWEEN 0 AND 99999999999),
    status         TEXT NOT NULL CHECK (status IN ('open', 'settled', 'gone', 'reversed')),
    source_id      INTEGER,
    import_id      INTEGER
) STRICT;
CREATE INDEX item_open ON item (account_id, due_on, sign, residual_cents) WHERE residual_cents > 0;
CREATE UNIQUE INDEX item_number ON item (number_key, account_id, kind)
    WHERE number_key <> '' AND status <> 'reversed';
CREATE INDEX item_source ON item (source_id, import_id) WHERE residual_cents > 0 AND source_id IS NOT NULL;

-- Documents in the book that an import found, and whose they were before: another report's, or nobody's.
CREATE TABLE adoption (
    import_id        INTEGER NOT NULL REFERENCES import_run (id) ON DELETE RESTRICT,
    entry_id         INTEGER NOT NULL REFERENCES entry (id) ON DELETE RESTRICT,
    before_source_id INTEGER,
    PRIMARY KEY (import_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE call (
    id         INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    phone_id   INTEGER REFERENCES phone (id) ON DELETE RESTRICT,
    inbound    INTEGER NOT NULL DEFAULT 0,
    at         TEXT NOT NULL,
    day        TEXT NOT NULL,
    seconds    INTEGER,
    outcome    TEXT NOT NULL,
    reached    INTEGER NOT NULL DEFAULT 0,
    note       TEXT NOT NULL DEFAULT '',
    mark       INTEGER NOT NULL,
    undone     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX call_account ON call (account_id, mark);

CREATE TABLE note (
    id         INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    at         TEXT NOT NULL,
    text       TEXT NOT NULL CHECK (text <> ''),
    undone     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX note_account ON note (account_id, id);

-- Callbacks, actions and snoozes: the newest that is not undone counts. `mark` is its journal line.
CREATE TABLE plan (
    id         INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    kind       TEXT NOT NULL CHECK (kind IN ('callback', 'action', 'snooze')),
    day        TEXT NOT NULL CHECK (day IS date(day)),
    at         TEXT NOT NULL DEFAULT '',
    what       TEXT NOT NULL DEFAULT '',
    mark       INTEGER NOT NULL,
    act_id     INTEGER,
    undone     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX plan_account ON plan (account_id, id);
CREATE INDEX plan_act ON plan (act_id) WHERE act_id IS NOT NULL;

-- The outbox. `figures` is what the text says is owed: it must still be true when it leaves.
CREATE TABLE message (
    id          INTEGER NOT NULL PRIMARY KEY,
    account_id  INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    phone_id    INTEGER REFERENCES phone (id) ON DELETE RESTRICT,
    recipient   TEXT NOT NULL,
    channel     TEXT NOT NULL DEFAULT 'sms',
    tone        TEXT NOT NULL,
    step        INTEGER,
    text        TEXT NOT NULL CHECK (text <> ''),
    encoding    TEXT NOT NULL,
    units       INTEGER NOT NULL,
    segments    INTEGER NOT NULL,
    figures     TEXT NOT NULL,
    state       TEXT NOT NULL,
    error       TEXT NOT NULL DEFAULT '',
    day         TEXT NOT NULL,
    queued_at   TEXT NOT NULL,
    leaves_at   TEXT NOT NULL,
    expires_at  TEXT NOT NULL,
    sending_at  TEXT,
    state_at    TEXT NOT NULL,
    provider    TEXT NOT NULL DEFAULT '',
    provider_id TEXT,
    simulated   INTEGER NOT NULL DEFAULT 0,
    mark        INTEGER NOT NULL,
    handled     INTEGER NOT NULL DEFAULT 0,
    UNIQUE (provider, provider_id)
) STRICT;
CREATE INDEX message_account ON message (account_id, mark);
CREATE INDEX message_state ON message (state, leaves_at);

CREATE TABLE reply (
    id          INTEGER NOT NULL PRIMARY KEY,
    account_id  INTEGER REFERENCES account (id) ON DELETE RESTRICT,
    sender      TEXT NOT NULL,
    text        TEXT NOT NULL,
    raw         BLOB NOT NULL,
    received_at TEXT NOT NULL,
    provider    TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    simulated   INTEGER NOT NULL DEFAULT 0,
    handled     INTEGER NOT NULL DEFAULT 0,
    UNIQUE (provider, provider_id)
) STRICT;
CREATE INDEX reply_account ON reply (account_id, id);

-- One line for everything that happens; hash covers the line before, this line, and a digest of its words.
CREATE TABLE journal (
    id         INTEGER NOT NULL PRIMARY KEY,
    at         TEXT NOT NULL,
    zone       TEXT NOT NULL,
    account_id INTEGER REFERENCES account (id) ON DELETE RESTRICT,
    kind       TEXT NOT NULL,
    actor      TEXT NOT NULL CHECK (actor IN ('person', 'machine')),
    reverses   INTEGER REFERENCES journal (id) ON DELETE RESTRICT,
    text       TEXT NOT NULL,
    salt       BLOB NOT NULL,
    digest     BLOB NOT NULL,
    prev       BLOB NOT NULL UNIQUE,
    hash       BLOB NOT NULL
) STRICT;
CREATE INDEX journal_account ON journal (account_id, id);

-- What a person did, in order: the stack that undo takes from. `form_key` lets the same form book only once.
CREATE TABLE act (
    id         INTEGER NOT NULL PRIMARY KEY,
    kind       TEXT NOT NULL,
    account_id INTEGER REFERENCES account (id) ON DELETE RESTRICT,
    ref_id     INTEGER NOT NULL,
    label      TEXT NOT NULL,
    day        TEXT NOT NULL,
    form_key   TEXT NOT NULL UNIQUE,
    journal_id INTEGER NOT NULL REFERENCES journal (id) ON DELETE RESTRICT,
    undone_by  INTEGER REFERENCES journal (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX act_day ON act (day);

CREATE VIRTUAL TABLE finder USING fts5 (words, tokenize = "trigram", detail = 'full');
"""

_APPEND_ONLY = ("journal", "entry", "allocation")


def up(migrator: Any, db: Any) -> None:
    """Lay out the empty book."""
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
    for table in _APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            db.execute_sql(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the {table} is append-only'); END"
            )
