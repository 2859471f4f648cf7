"""Real channels: opt-outs of numbers and addresses, messages looked for and sent anew, replies and where they belong."""

from typing import Any

_TABLES = """
-- Numbers (E.164) and email addresses (in small letters) that are not written to any more, whoever has them.
CREATE TABLE opt_out (
    address TEXT NOT NULL PRIMARY KEY,
    at      TEXT NOT NULL,
    source  TEXT NOT NULL CHECK (source IN ('reply', 'carrier', 'person'))
) STRICT, WITHOUT ROWID;
INSERT INTO opt_out SELECT e164, MIN(opted_out_at), 'person' FROM phone
    WHERE opted_out_at IS NOT NULL AND e164 <> '' GROUP BY e164;
INSERT INTO opt_out SELECT lower(address), MIN(opted_out_at), 'person' FROM email
    WHERE opted_out_at IS NOT NULL GROUP BY lower(address);
ALTER TABLE phone DROP COLUMN opted_out_at;
ALTER TABLE email DROP COLUMN opted_out_at;

-- The message that this one was sent in place of, once a person had decided so.
ALTER TABLE message ADD COLUMN parent_id INTEGER REFERENCES message (id);
-- When the carrier is asked about it next, and how often it was asked.
ALTER TABLE message ADD COLUMN look_at TEXT;
ALTER TABLE message ADD COLUMN looks INTEGER NOT NULL DEFAULT 0;
-- What goes with an email: nothing, or the statement as of the day it leaves.
ALTER TABLE message ADD COLUMN attached TEXT NOT NULL DEFAULT '' CHECK (attached IN ('', 'statement'));
CREATE INDEX message_parent ON message (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX climb_message ON climb (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX reply_sender ON reply (sender);
CREATE INDEX message_look ON message (look_at) WHERE look_at IS NOT NULL;
"""


def up(migrator: Any, db: Any) -> None:
    """Lay the new table out; what phones and addresses knew of opt-outs moves there."""
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
