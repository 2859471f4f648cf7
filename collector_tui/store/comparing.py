"""Comparing: a restored book held against the one it replaces, and what it cannot know."""

from collector_tui.domain.moment import Moment
from collector_tui.store import journal
from collector_tui.store.book import Row, Writing
from collector_tui.store.carried import Carried
from collector_tui.store.former import Former


def is_ahead(former: Former, unit: Writing) -> bool:
    """Whether the book before has all that the restored one has, and perhaps more."""
    last = unit.one("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1")
    return last is None or former.row("journal", "SELECT id, hash FROM journal WHERE id = ?", last[:1]) == last


def doubt_waiting(unit: Writing, moment: Moment) -> int:
    """What was waiting when the backup was made may have gone since: it is unknown now, and texts are looked for; returns how many."""
    rows = unit.all("SELECT id, account_id, channel FROM message WHERE state IN ('queued', 'sending')")
    for message_id, account_id, channel in rows:
        unit.run(
            "UPDATE message SET state = 'unknown', error = 'it was waiting when the backup was made', "
            "look_at = CASE channel WHEN 'sms' THEN ?1 END, "
            "sending_at = COALESCE(sending_at, queued_at), state_at = ?1, looks = 0 WHERE id = ?2",
            (moment.at, message_id),
        )
        words = f"{channel} was waiting when the backup was made: it may have gone since"
        journal.append(unit, moment, account_id, "carrier", words, actor="machine")
    return len(rows)


def lacking(unit: Writing, former: Former, carried: Carried) -> list[str]:
    """What a person did since the backup was made that is not carried over, by its names, newest first."""
    labels = []
    columns = ("id", "kind", "ref_id", "label", "form_key", "journal_id", "undone_by")
    for act in former.each("act", columns):
        if act["undone_by"] is not None or unit.one("SELECT 1 FROM act WHERE form_key = ?", (act["form_key"],)):
            continue
        if not _is_carried(former, carried, (act["id"], act["kind"], act["ref_id"], act["journal_id"])):
            labels.append(act["label"])
    return labels[::-1]


_MADE = {"send": "message", "drop": "message", "call": "call", "read": "reply"}
"""The acts that stand with the one row they were about."""


def _is_carried(former: Former, carried: Carried, act: Row) -> bool:
    """Whether an act is in the restored book by what it made or was about."""
    act_id, kind, ref_id, line = act
    if kind == "step":
        return line in carried.lines
    if kind == "batch":
        made = former.rows("message", "SELECT id FROM message WHERE batch = ?", (act_id,))
        return bool(made) and all(row[0] in carried.ids["message"] for row in made)
    return kind in _MADE and ref_id in carried.ids[_MADE[kind]]
