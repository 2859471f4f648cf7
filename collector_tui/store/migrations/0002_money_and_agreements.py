"""Money by hand and what is agreed: promises, arrangements, holds, disputes, settlement offers and barter."""

from typing import Any

_TABLES = """
-- Everything a person books hangs on one journal line: whatever was written under it is taken back with it.
ALTER TABLE entry ADD COLUMN line INTEGER REFERENCES journal (id);
-- The invoice a charge was made on.
ALTER TABLE entry ADD COLUMN about_id INTEGER REFERENCES entry (id);
-- How a payment came: cheque, card, transfer.
ALTER TABLE entry ADD COLUMN method TEXT NOT NULL DEFAULT '';
-- The entry that this one states otherwise, when a newer file gave another amount or day.
ALTER TABLE entry ADD COLUMN restates_id INTEGER REFERENCES entry (id);
ALTER TABLE allocation ADD COLUMN line INTEGER REFERENCES journal (id);
-- The allocation this one was moved from with its invoice: the money came when that one was made.
ALTER TABLE allocation ADD COLUMN moved_id INTEGER REFERENCES allocation (id);
-- What was booked by hand before hangs on its line too, so that undo finds it.
DROP TRIGGER entry_no_update;
UPDATE entry SET line = a.journal_id FROM act a WHERE a.kind = 'invoice' AND a.ref_id = entry.id;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the entry is append-only'); END;
-- The rules of standing have changed: every account is brought to them at the next opening, be it the same day.
DELETE FROM meta WHERE key = 'standing_rules';
CREATE INDEX entry_line ON entry (line) WHERE line IS NOT NULL;
CREATE INDEX entry_about ON entry (about_id) WHERE about_id IS NOT NULL;
CREATE INDEX entry_restates ON entry (restates_id) WHERE restates_id IS NOT NULL;
CREATE INDEX allocation_moved ON allocation (moved_id) WHERE moved_id IS NOT NULL;
CREATE INDEX allocation_line ON allocation (line) WHERE line IS NOT NULL;

-- The rules that were minded or set aside when a message was queued: they do not stop it when it leaves.
ALTER TABLE message ADD COLUMN minded TEXT NOT NULL DEFAULT '';

-- Interest that was posted: for which days, by which rule, and the rate that it is reckoned anew by: percent a year, or
-- the id of a law.
CREATE TABLE interest (
    entry_id INTEGER NOT NULL PRIMARY KEY REFERENCES entry (id) ON DELETE RESTRICT,
    basis    TEXT NOT NULL,
    from_on  TEXT NOT NULL CHECK (from_on IS date(from_on)),
    upto_on  TEXT NOT NULL CHECK (upto_on IS date(upto_on)),
    rate     TEXT NOT NULL CHECK (rate <> '')
) STRICT;

-- What was agreed with a debtor, or decided about one. `paid_cents`, `state` and `state_line` are maintained.
CREATE TABLE agreement (
    id               INTEGER NOT NULL PRIMARY KEY,
    account_id       INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    kind             TEXT NOT NULL
                     CHECK (kind IN ('promise', 'arrangement', 'hold', 'dispute', 'offer', 'contra')),
    number           INTEGER NOT NULL DEFAULT 0,
    amount_cents     INTEGER NOT NULL DEFAULT 0 CHECK (amount_cents BETWEEN 0 AND 99999999999),
    made_on          TEXT NOT NULL CHECK (made_on IS date(made_on)),
    until_on         TEXT NOT NULL CHECK (until_on IS date(until_on)),
    tolerance_days   INTEGER NOT NULL DEFAULT 0,
    what             TEXT NOT NULL DEFAULT '',
    note             TEXT NOT NULL DEFAULT '',
    document         TEXT NOT NULL DEFAULT '',
    entry_id         INTEGER REFERENCES entry (id) ON DELETE RESTRICT,
    after_allocation INTEGER NOT NULL DEFAULT 0,
    upto_allocation  INTEGER,
    after_entry      INTEGER NOT NULL DEFAULT 0,
    paid_cents       INTEGER NOT NULL DEFAULT 0,
    state            TEXT NOT NULL,
    state_line       INTEGER NOT NULL REFERENCES journal (id) ON DELETE RESTRICT,
    line             INTEGER NOT NULL REFERENCES journal (id) ON DELETE RESTRICT,
    ended_on         TEXT CHECK (ended_on IS date(ended_on)),
    ended_line       INTEGER REFERENCES journal (id) ON DELETE RESTRICT,
    ending           TEXT NOT NULL DEFAULT '',
    undone           INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX agreement_account ON agreement (account_id, id) WHERE undone = 0;
CREATE INDEX agreement_line ON agreement (line);
CREATE INDEX agreement_ended ON agreement (ended_line) WHERE ended_line IS NOT NULL;
CREATE INDEX agreement_entry ON agreement (entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX agreement_until ON agreement (kind, until_on) WHERE undone = 0;
CREATE INDEX agreement_promised ON agreement (account_id, amount_cents, paid_cents)
    WHERE kind = 'promise' AND state = 'open' AND undone = 0;

-- Which journal line told of which state: undo goes back to the line of the state before.
CREATE TABLE agreement_state (
    agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE RESTRICT,
    line         INTEGER NOT NULL REFERENCES journal (id) ON DELETE RESTRICT,
    state        TEXT NOT NULL,
    PRIMARY KEY (agreement_id, line)
) STRICT, WITHOUT ROWID;

-- The invoices an arrangement or a settlement offer is about.
CREATE TABLE agreement_invoice (
    agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE RESTRICT,
    entry_id     INTEGER NOT NULL REFERENCES entry (id) ON DELETE RESTRICT,
    PRIMARY KEY (agreement_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX agreement_invoice_entry ON agreement_invoice (entry_id);

-- The instalments of an arrangement; they add up to its amount.
CREATE TABLE instalment (
    agreement_id INTEGER NOT NULL REFERENCES agreement (id) ON DELETE RESTRICT,
    number       INTEGER NOT NULL,
    due_on       TEXT NOT NULL CHECK (due_on IS date(due_on)),
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    paid_cents   INTEGER NOT NULL DEFAULT 0,
    state        TEXT NOT NULL DEFAULT 'open',
    PRIMARY KEY (agreement_id, number)
) STRICT, WITHOUT ROWID;

-- An account that owes and has nothing planned: there must be none.
CREATE INDEX account_orphan ON account (id) WHERE balance_cents > 0 AND next_on IS NULL;
"""


def up(migrator: Any, db: Any) -> None:
    """Add what the first book did not have; no amount, day or word that is in it changes."""
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
