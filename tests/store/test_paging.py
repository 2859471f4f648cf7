"""The queue is read in pages, from any place and in both directions, and its figures are those of its rows."""

from collections import Counter

import pytest
from desks import opened
from hypothesis import given, settings
from hypothesis import strategies as st

from collector_tui.services.queueing import QueueFilter

REASONS = ["reply", "callback", "action", "step", "overdue", ""]
ACCOUNTS = st.lists(
    st.tuples(st.sampled_from(REASONS), st.integers(0, 4), st.sampled_from(["USD", "EUR"]), st.integers(0, 5)),
    max_size=40,
)
FILTERS = st.builds(
    QueueFilter,
    st.sampled_from([None, None, 0, 4]),
    st.sampled_from(["", "", "callback", "step"]),
    st.sampled_from(["", "", "USD", "EUR"]),
)
_INSERT = (
    "INSERT INTO account (name, name_key, currency, created_at, reason, bucket, overdue_cents, sort_key) "
    "VALUES (?, ?, ?, '', ?, ?, ?, ?)"
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """Services over one book that each example fills anew."""
    from desks import THURSDAY

    from collector_tui.services.clock import SetClock

    services = opened(tmp_path_factory.mktemp("books") / "collector.db", SetClock(THURSDAY))
    yield services
    services.close()


def fill(services, accounts) -> None:
    """Lay accounts out as if the queue had placed them so; many share a place in the order."""
    from collector_tui.domain.queue import sort_key

    with services.office.book.writing() as unit:
        unit.run("DELETE FROM account")
        unit.run("DELETE FROM tally")
        for number, (reason, bucket, currency, cents) in enumerate(accounts):
            key = sort_key(reason, cents) if reason else None
            unit.run(_INSERT, (f"Account {number}", f"account {number}", currency, reason, bucket, cents, key))
        unit.run(
            "INSERT INTO tally SELECT currency, reason, bucket, SUM(reason <> ''), 0, 0, 0, 0, 0, 0, SUM(overdue_cents) "
            "FROM account GROUP BY 1, 2, 3"
        )


def everything(services, shown: QueueFilter):
    """All rows of that part of the queue in their order, by the plainest query there is."""
    rows = services.office.book.rows("SELECT id, reason, bucket, currency, sort_key FROM account")
    wanted = [
        (row[4], row[0])
        for row in rows
        if row[4] is not None
        and shown.bucket in (None, row[2])
        and shown.reason in ("", row[1])
        and shown.currency in ("", row[3])
    ]
    return sorted(wanted)


def places(rows) -> list[tuple[int, int]]:
    return [(row.sort_key, row.id) for row in rows]


def walked(services, shown: QueueFilter, size: int, *, back: bool) -> list[tuple[int, int]]:
    """The whole queue, page after page."""
    found: list[tuple[int, int]] = []
    while page := services.queue.page(shown, found[-1] if found else None, size, back=back):
        assert len(page) <= size
        assert not set(places(page)) & set(found), "a row is shown once"
        found += places(page)
    return found


@settings(max_examples=60)
@given(accounts=ACCOUNTS, shown=FILTERS, size=st.integers(1, 15))
def test_every_way_of_walking_the_queue_shows_the_same_rows(shelf, accounts, shown, size):
    fill(shelf, accounts)
    whole = everything(shelf, shown)
    assert walked(shelf, shown, size, back=False) == whole
    assert walked(shelf, shown, size, back=True) == whole[::-1]
    assert shelf.queue.length(shown) == len(whole)
    for index in range(len(whole)):
        page = shelf.queue.page_at(shown, index, size, len(whole))
        assert places(page) == whole[index : index + size]
        assert shelf.queue.place_of(shown, page[0]) == index


@settings(max_examples=40)
@given(accounts=ACCOUNTS)
def test_the_reasons_add_up_to_the_queue(shelf, accounts):
    fill(shelf, accounts)
    counted = Counter((reason, bucket) for reason, bucket, _, _ in accounts if reason)
    assert {(reason, bucket): count for reason, bucket, count in shelf.queue.reasons()} == counted
    assert shelf.queue.overview().waiting == sum(counted.values())
    assert {row.reason for row in shelf.queue.outside(None)} <= {""}
