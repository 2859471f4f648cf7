"""The maintained columns of an account: where it stands, recomputed whenever something it rests on changes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from collector_tui.domain.agreed import Agreed, OpenItem, agreed
from collector_tui.domain.business import WorkRules
from collector_tui.domain.ladder import Rung
from collector_tui.domain.ladders import Ladders
from collector_tui.domain.outbox import CONTACTED, FAILED
from collector_tui.domain.queue import Facts, Planned, Reason, Standing, standing
from collector_tui.store import agreements
from collector_tui.store.book import Row, Writing

_CHUNK = 400
_SPLIT = "\x1f"


class StandingRules(NamedTuple):
    """What a standing depends on besides the book: the ladders, the working rules, and what nobody knows to be a business."""

    ladders: Ladders
    work: WorkRules


def _quoted(states: Iterable[str]) -> str:
    return ",".join(f"'{state}'" for state in states)


_MONEY = (
    "current_cents", "days_1_cents", "days_31_cents", "days_61_cents", "days_91_cents", "unapplied_cents",
    "overdue_cents",
)  # fmt: skip
_KEPT = (
    *_MONEY, "balance_cents", "oldest_due", "bucket", "reason", "reason_on", "reason_text", "hidden_by", "sort_key",
    "last_contact_on", "last_contact_mark", "step_taken", "next_step", "next_step_on", "next_on", "next_what",
    "wake_on",
)  # fmt: skip
_UPDATE = f"UPDATE account SET {', '.join(f'{column} = ?' for column in _KEPT)} WHERE id = ?"

_EDGES = ("due_on >= :d0", "due_on >= :d30 AND due_on < :d0", "due_on >= :d60 AND due_on < :d30",
          "due_on >= :d90 AND due_on < :d60", "due_on < :d90")  # fmt: skip
_OPEN = ", ".join(
    f"SUM(residual_cents) FILTER (WHERE sign = 1 AND {edge}) AS c{n}, MIN(due_on) FILTER (WHERE sign = 1 AND {edge}) AS e{n}"
    for n, edge in enumerate(_EDGES)
)
_FACTS = f"""
SELECT a.id, a.currency, a.reason, a.bucket, {", ".join("a." + column for column in _MONEY)},
    i.c0, i.c1, i.c2, i.c3, i.c4, i.e0, i.e1, i.e2, i.e3, i.e4, i.unapplied,
    (SELECT mark || '{_SPLIT}' || day FROM call WHERE account_id = a.id AND undone = 0 AND reached = 1
        ORDER BY mark DESC LIMIT 1),
    (SELECT mark || '{_SPLIT}' || day FROM message WHERE account_id = a.id AND state IN ({_quoted(CONTACTED)})
        AND approach <> 'notice' ORDER BY mark DESC LIMIT 1),
    (SELECT MAX(line) || '{_SPLIT}' || day FROM climb WHERE account_id = a.id AND undone = 0 AND by_hand = 1),
    (SELECT group_concat(c.step || '{_SPLIT}' || c.day || '{_SPLIT}' || c.oldest_due || '{_SPLIT}' || COALESCE(c.answer_by, ''),
        ' ') FROM climb c
        LEFT JOIN message m ON m.id = c.message_id
        WHERE c.account_id = a.id AND c.undone = 0 AND (m.id IS NULL OR m.state IN ({_quoted(CONTACTED)}))),
    (SELECT kind || '{_SPLIT}' || day || '{_SPLIT}' || at || '{_SPLIT}' || mark || '{_SPLIT}' || what FROM plan
        WHERE account_id = a.id AND undone = 0 AND kind <> 'snooze' ORDER BY id DESC LIMIT 1),
    (SELECT kind || '{_SPLIT}' || day || '{_SPLIT}' || at || '{_SPLIT}' || mark || '{_SPLIT}' || what FROM plan
        WHERE id = (SELECT MAX(id) FROM plan WHERE account_id = a.id AND undone = 0) AND kind = 'snooze'),
    (SELECT text FROM reply WHERE account_id = a.id AND handled = 0 ORDER BY id DESC LIMIT 1),
    (SELECT state || '{_SPLIT}' || error FROM message WHERE account_id = a.id AND handled = 0 AND
        (state IN ({_quoted(FAILED)}, 'unknown') OR (state = 'cancelled' AND error <> '')) ORDER BY id DESC LIMIT 1),
    a.kind, (SELECT value FROM fact WHERE account_id = a.id AND name = 'ladder')
FROM json_each(:ids) wanted JOIN account a ON a.id = wanted.value LEFT JOIN (
    SELECT account_id, {_OPEN},
        SUM(residual_cents) FILTER (WHERE sign = -1) AS unapplied
    FROM item WHERE residual_cents > 0 AND account_id IN (SELECT value FROM json_each(:ids)) GROUP BY account_id
) i ON i.account_id = a.id
"""
"""One text for any accounts, so that SQLite need not read it again for each call that is logged."""


def refresh(unit: Writing, account_ids: Sequence[int], today: date, rules: StandingRules) -> None:
    """Recompute the standing of these accounts, and the tally with them."""
    changes: dict[tuple[str, str, int], list[int]] = defaultdict(lambda: [0] * 8)
    for start in range(0, len(account_ids), _CHUNK):
        updates = []
        ids = account_ids[start : start + _CHUNK]
        pacts = _agreed(unit, ids, today)
        for row in _facts(unit, ids, today):
            facts = _as_facts(row, pacts.get(row[0]))
            steps = rules.ladders.of(row[30], row[31] or "").steps
            result = standing(facts, today, steps, rules.work)
            updates.append((*_columns(facts, result), row[0]))
            _count(changes[(row[1], row[2], row[3])], row[2], row[4:11], -1)
            after = (*facts.open_cents, facts.unapplied_cents, result.overdue_cents)
            _count(changes[(row[1], result.reason, result.bucket)], result.reason, after, 1)
        unit.many(_UPDATE, updates)
    _tally(unit, changes)


def _facts(unit: Writing, ids: Sequence[int], today: date) -> list[Row]:
    values = {f"d{n}": (today - timedelta(days=n)).isoformat() for n in (0, 30, 60, 90)}
    values["ids"] = f"[{','.join(map(str, ids))}]"
    return unit.all(_FACTS, values)


def _agreed(unit: Writing, ids: Sequence[int], today: date) -> dict[int, Agreed]:
    """What is agreed with those of the accounts that have agreements, against what is open of theirs."""
    found = agreements.of_accounts(unit, ids)
    if not found:
        return {}
    rows = unit.all(
        "SELECT a.id, a.currency, i.entry_id, i.due_on, i.residual_cents FROM account a LEFT JOIN item i "
        "ON i.account_id = a.id AND i.residual_cents > 0 AND i.sign = 1 WHERE a.id IN (SELECT value FROM json_each(?))",
        (agreements.ids_text(list(found)),),
    )
    items, currencies = defaultdict(list), {}
    for account_id, currency, entry_id, due_on, cents in rows:
        currencies[account_id] = currency
        if entry_id:
            items[account_id].append(OpenItem(entry_id, date.fromisoformat(due_on), cents))
    return {one: agreed(pacts, items[one], today, currencies[one]) for one, pacts in found.items()}


def what_waits(unit: Writing, account_id: int, today: date) -> Agreed | None:
    """What is agreed with an account, when that is what keeps it waiting."""
    pacts = _agreed(unit, [account_id], today).get(account_id)
    return pacts if pacts and (pacts.on_hold or pacts.waits) else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _planned(text: str | None) -> Planned | None:
    if text is None:
        return None
    kind, day, at, mark, what = text.split(_SPLIT, 4)
    return Planned(kind, date.fromisoformat(day), at, what, int(mark))


def _as_facts(row: Row, pacts: Agreed | None) -> Facts:
    call, message, by_hand, rungs, action, snooze, reply, failed = row[22:30]
    contact = max(_contact(call), _contact(message), _contact(by_hand))
    alert: tuple[Reason, str] | None = None
    if reply is not None:
        alert = ("reply", reply[:160])
    elif failed is not None:
        state, _, error = failed.partition(_SPLIT)
        alert = ("send_unknown", "") if state == "unknown" else ("send_failed", error)
    return Facts(
        tuple(cents or 0 for cents in row[11:16]),  # type: ignore[arg-type]
        tuple(_day(edge) for edge in row[16:21]),  # type: ignore[arg-type]
        row[21] or 0,
        _day(contact[1]),
        contact[0],
        _rungs(rungs),
        _planned(action),
        _planned(snooze),
        alert,
        pacts,
    )


def _rungs(text: str | None) -> tuple[Rung, ...]:
    """The steps that were taken, as the query strings them together."""
    if text is None:
        return ()
    parts = (rung.split(_SPLIT) for rung in text.split(" "))
    return tuple(
        Rung(int(step), date.fromisoformat(on), date.fromisoformat(oldest), _day(answer_by))
        for step, on, oldest, answer_by in parts
    )


def _contact(text: str | None) -> tuple[int, str]:
    mark, _, day = (text or "0").partition(_SPLIT)
    return int(mark), day


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _columns(facts: Facts, result: Standing) -> tuple[Any, ...]:
    return (
        *facts.open_cents,
        facts.unapplied_cents,
        result.overdue_cents,
        result.balance_cents,
        _iso(result.oldest_due),
        result.bucket,
        result.reason,
        _iso(result.reason_on),
        result.reason_text,
        result.hidden_by,
        result.sort_key,
        _iso(facts.last_contact),
        facts.last_contact_mark,
        result.step_taken,
        result.step.step.index if result.step else None,
        _iso(result.step.due_on if result.step else None),
        _iso(result.next_on),
        result.next_what,
        _iso(result.wake_on),
    )


def _count(sums: list[int], reason: str, amounts: Sequence[int], sign: int) -> None:
    sums[0] += sign if reason else 0
    for index, cents in enumerate(amounts, 1):
        sums[index] += sign * cents


def _tally(unit: Writing, changes: dict[tuple[str, str, int], list[int]]) -> None:
    names = ("accounts", *_MONEY)
    unit.many(
        f"INSERT INTO tally (currency, reason, bucket, {', '.join(names)}) VALUES ({', '.join('?' * 11)}) "
        f"ON CONFLICT DO UPDATE SET {', '.join(f'{name} = {name} + excluded.{name}' for name in names)}",
        [(*key, *sums) for key, sums in changes.items() if any(sums)],
    )
