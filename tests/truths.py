"""What the tests' provider really took, held against what the book says of it: nothing twice, nothing lost unsaid."""

from collections import Counter
from collections.abc import Sequence

from gateways.provider import Provider

from collector_tui.domain.message import OutboxMessage
from collector_tui.services.collecting import Collecting
from collector_tui.store import outbox
from collector_tui.store.queue import QueueFilter

WENT = ("accepted", "sent", "delivered")
PERHAPS = ("sending", "unknown")
WENT_NOT = ("queued", "not_found", "dropped")


def states(services: Collecting, provider: Provider) -> Counter[str]:
    """How many messages are in each state, once the book was held against the provider's memory."""
    rows = services.messages.outbox(10_000)
    _hold_texts(rows, provider)
    _hold_undecided(services, rows)
    assert services.proving.differences() == []
    return Counter(row.state for row in rows)


def _hold_texts(rows: Sequence[OutboxMessage], provider: Provider) -> None:
    """Every text that was taken is that of one message, which went or of which that is not known."""
    taken = {text.id: text for text in provider.texts}
    known = {row.provider_id: row for row in rows if row.provider_id}
    went = [row for row in rows if row.state in WENT]
    assert {row.state for row in rows} <= {*WENT, *PERHAPS, *WENT_NOT}
    assert sorted(known) == sorted(row.provider_id for row in went), "each that went has its own text, and no other has"
    assert all((taken[one].to, taken[one].text) == (row.recipient, row.text) for one, row in known.items())
    unclaimed = Counter((text.to, text.text) for one, text in taken.items() if one not in known)
    perhaps = Counter((row.recipient, row.text) for row in rows if row.state in PERHAPS)
    assert unclaimed <= perhaps, "no message went twice, and none of which the book says that it did not"


def _hold_undecided(services: Collecting, rows: Sequence[OutboxMessage]) -> None:
    """What is not known to have gone is listed, and its account leads the queue until somebody has looked."""
    listed = {row.id for row in outbox.undecided(services.office.book)}
    assert listed == {row.id for row in rows if row.state in ("unknown", "not_found")}
    unread = services.office.book.rows("SELECT id, account_id FROM message WHERE handled = 0")
    accounts = {account for one, account in unread if one in listed}
    leading = services.queue.page(QueueFilter(), None, len(accounts))
    assert {row.id for row in leading} == accounts
    assert {row.reason for row in leading} <= {"send_unknown", "send_failed"}
