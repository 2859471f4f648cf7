"""Steps that are taken by any contact, messages on other channels, notices, and batches."""

import re
from typing import Any

_TABLES = """
-- The steps of the ladder that were taken, by a message, a call, or by hand. `step` is the step's day on its ladder,
-- `oldest_due` what was the oldest due date then: a step counts in full for as long as that is open. What was done
-- `by_hand`, without a message of ours, is a contact of its own. `answer_by` is the day that was given to answer.
CREATE TABLE climb (
    id         INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
    step       INTEGER NOT NULL,
    day        TEXT NOT NULL CHECK (day IS date(day)),
    oldest_due TEXT NOT NULL CHECK (oldest_due IS date(oldest_due)),
    line       INTEGER NOT NULL,
    message_id INTEGER REFERENCES message (id) ON DELETE RESTRICT,
    by_hand    INTEGER NOT NULL DEFAULT 0,
    answer_by  TEXT CHECK (answer_by IS date(answer_by)),
    undone     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX climb_account ON climb (account_id);
CREATE INDEX climb_line ON climb (line);

ALTER TABLE message ADD COLUMN approach TEXT NOT NULL DEFAULT 'reminder';
ALTER TABLE message ADD COLUMN subject TEXT NOT NULL DEFAULT '';
-- The act that queued it together with others.
ALTER TABLE message ADD COLUMN batch INTEGER REFERENCES act (id);
CREATE INDEX message_batch ON message (batch, state) WHERE batch IS NOT NULL;
-- The rules of standing have changed: every account is brought to them at the next opening, be it the same day.
DELETE FROM meta WHERE key = 'standing_rules';
"""

_DAYS = (-7, -1, 0, 3, 10, 21, 35)
"""The days of the one ladder there was: a message kept the number of its step on it."""

_DUE = re.compile(r":(\d{4}-\d\d-\d\d):-?\d+")


def up(migrator: Any, db: Any) -> None:
    """Lay the new table out, and take over the steps that messages had taken."""
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
    taken = db.execute_sql(
        "SELECT id, account_id, step, day, mark, figures FROM message WHERE step IS NOT NULL"
    ).fetchall()
    for message, account, step, day, mark, figures in taken:
        rung = _DAYS[min(max(step, 0), len(_DAYS) - 1)]
        due = min(_DUE.findall(figures), default=None)
        db.execute_sql(
            "INSERT INTO climb (account_id, step, day, oldest_due, line, message_id) "
            "VALUES (?, ?, ?, COALESCE(?, date(?, ?)), ?, ?)",
            (account, rung, day, due, day, f"{-rung} days", mark, message),
        )
    db.execute_sql("ALTER TABLE message DROP COLUMN step")
