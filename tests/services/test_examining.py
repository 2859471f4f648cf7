"""Doctor's word on replies: a carrier that takes texts and shows no replies is not in order."""

from dataclasses import dataclass

import pytest
from desks import HandCarrier, debtor, opened, send

from collector_tui.domain.carrier import Inbound
from collector_tui.services.examining import Examining


@dataclass
class Deaf(HandCarrier):
    """It takes texts, and its inbox is refused."""

    name: str = "smsgate"

    def replies(self, *_: object) -> list[Inbound]:
        return []


def row(desk, carrier):
    return [(one.ok, one.says) for one in Examining(desk.office, carrier, None).texts() if one.what == "replies read"]


@pytest.fixture
def deaf():
    return Deaf()


@pytest.fixture
def desk(tmp_path, clock, deaf):
    return opened(tmp_path / "deaf.db", clock, deaf)


def note(desk, at) -> None:
    with desk.office.book.writing() as unit:
        unit.run(
            "INSERT INTO meta VALUES ('replies_asked_at', ?) ON CONFLICT DO UPDATE SET value = excluded.value", (at,)
        )


def went(desk, at) -> None:
    """A text went out at an instant, whatever keeps texts from going while replies cannot be read."""
    send(desk, debtor(desk))
    with desk.office.book.writing() as unit:
        unit.run("UPDATE message SET state = 'delivered', provider = 'smsgate', sending_at = ?", (at,))


def test_nothing_is_said_while_no_text_went_or_replies_were_read_lately(desk, deaf, clock):
    assert row(desk, deaf) == []
    now = clock.now().isoformat()
    went(desk, now)
    ((ok, says),) = row(desk, deaf)
    assert ok and "never read" in says, "it has just gone"
    note(desk, now)
    clock.forward(minutes=59)
    assert row(desk, deaf) == []
    assert row(desk, None) == row(desk, HandCarrier(simulated=True)) == []


def test_texts_that_went_while_replies_were_never_read_are_a_fault(desk, deaf, clock):
    went(desk, clock.now().isoformat())
    clock.forward(minutes=61)
    assert row(desk, deaf) == [(False, "Texts went out, but replies were never read: a STOP is not seen.")]


def test_so_are_texts_that_went_long_after_replies_were_last_read(desk, deaf, clock):
    note(desk, clock.now().isoformat())
    clock.forward(hours=2)
    went(desk, clock.now().isoformat())
    ((ok, says),) = row(desk, deaf)
    assert not ok and "last read at 2026-11-19 10:00" in says


def test_a_desk_that_was_closed_since_is_told_and_no_fault(desk, deaf, clock):
    went(desk, clock.now().isoformat())
    note(desk, clock.now().isoformat())
    clock.forward(hours=14)
    ((ok, says),) = row(desk, deaf)
    assert ok and "last read at 2026-11-19 10:00" in says and "`collector deliver`" in says
