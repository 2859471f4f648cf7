"""The demo's book: everything that exists appears in it, it is sound, and it is there whole or not at all."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from collector_tui.domain.business import WorkRules
from collector_tui.domain.carrier import Carrier, Handed
from collector_tui.domain.refusal import Refused
from collector_tui.domain.tone import TONES
from collector_tui.gateways.simulator import Simulator
from collector_tui.services.clock import SetClock
from collector_tui.services.collecting import Collecting
from collector_tui.services.demo import DEMO_BUSINESS, make_demo
from collector_tui.services.demo_papers import papers
from collector_tui.services.office import form_key, open_office
from collector_tui.services.queueing import QueueFilter
from collector_tui.store.opening import open_book

NEW_YORK = ZoneInfo("America/New_York")
FRIDAY = datetime(2026, 11, 20, 10, 0, tzinfo=NEW_YORK)
TODAYS_REASONS = {
    "reply", "send_failed", "send_unknown", "promise_broken", "instalment_missed", "callback", "action", "step", "overdue",
}  # fmt: skip
AGREED = {
    ("promise", "open", 2), ("promise", "kept", 1), ("promise", "partly kept", 1), ("promise", "broken", 2),
    ("arrangement", "active", 2), ("arrangement", "behind", 1), ("arrangement", "replaced", 1),
    ("hold", "on", 2), ("hold", "ended", 1), ("dispute", "open", 1), ("offer", "open", 1), ("contra", "agreed", 1),
}  # fmt: skip
"""What is agreed in the demo: the kind, its state, and how many."""
TOLD = "SELECT at, account_id, kind, actor, text FROM journal ORDER BY id"


def simulator(book: Path) -> Carrier:
    return Simulator(book.with_name(book.name + ".simulator"))


def opened(path: Path, now: datetime) -> Collecting:
    book, notice = open_book(path)
    office = open_office(book, SetClock(now), DEMO_BUSINESS, WorkRules())
    return Collecting(office, simulator(path), 0, notice)


def made(folder: Path, now: datetime) -> Collecting:
    path = folder / "demo" / "demo.db"
    make_demo(path, now, simulator)
    return opened(path, now)


def agreed(desk: Collecting) -> set[tuple[str, str, int]]:
    return set(desk.office.book.rows("SELECT kind, state, COUNT(*) FROM agreement GROUP BY kind, state"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collecting]:
    collecting = made(tmp_path_factory.mktemp("friday"), FRIDAY)
    yield collecting
    collecting.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Collecting]:
    collecting = made(tmp_path, FRIDAY)
    yield collecting
    collecting.close()


def test_it_is_marked_as_a_demo_and_opens_without_a_word(demo: Collecting) -> None:
    assert demo.office.book.meta("demo") == "yes"
    assert demo.notice == ""


def test_every_reason_bucket_and_tone_is_there(demo: Collecting) -> None:
    rows = demo.queue.page(QueueFilter(), None, 100)
    assert {row.reason for row in rows} == TODAYS_REASONS
    assert {row.bucket for row in rows} == {0, 1, 2, 3, 4}
    assert {demo.drafts.tone_of(demo.queue.card(row.id)) for row in rows} == set(TONES)


def test_the_accounts_are_of_every_kind(demo: Collecting) -> None:
    rows = demo.office.book.rows("SELECT name, hidden_by, balance_cents, unapplied_cents, kind, currency FROM account")
    assert 55 <= len(rows) <= 65
    hidden = " / ".join(row[1] for row in rows)
    for why in ("snoozed", "contacted recently", "next action", "owes nothing", "not due before"):
        assert why in hidden
    assert any(row[2] < 0 for row in rows)
    assert any(row[2] > 0 and row[3] > 0 for row in rows)
    assert {row[4] for row in rows} == {"consumer", "business"}
    assert {row[5] for row in rows} == {"USD", "GBP", "EUR"}
    assert any(":" in row[0] for row in rows)
    assert any("[" in row[0] for row in rows)
    phones = demo.office.book.rows("SELECT status, e164 IN (SELECT address FROM opt_out), e164, zones FROM phone")
    assert {row[0] for row in phones} == {"ok", "wrong"}
    assert sum(row[1] for row in phones) == 1
    assert len({row[3] for row in phones if row[3]}) >= 4
    assert demo.office.book.row(
        "SELECT 1 FROM account WHERE balance_cents > 0 AND id NOT IN (SELECT account_id FROM phone)"
    )


def test_everything_that_can_be_agreed_is_there(demo: Collecting) -> None:
    assert agreed(demo) == AGREED
    rows = demo.queue.page(QueueFilter(), None, 100)
    words = [row.reason_text for row in rows if row.reason in ("promise_broken", "instalment_missed", "action")]
    for what in ("promise of 480 broken, second time", "promise of 1,200 partly kept, 500 paid", "instalment 3 of 6 missed",
                 "hold has ended: illness", "apply the credit that covers it"):  # fmt: skip
        assert what in words
    hidden = " / ".join(row[0] for row in demo.office.book.rows("SELECT hidden_by FROM account"))
    for what in (
        "promised 600.00",
        "pays by arrangement",
        "hardship",
        "illness",
        "offered to settle",
        "service of our van",
    ):
        assert what in hidden
    ends = demo.office.book.row("SELECT until_on FROM agreement WHERE kind = 'hold' AND what = 'hardship'")
    assert ends == ("2026-11-22",), "it ends soon"


def test_one_of_three_open_invoices_is_disputed(demo: Collecting) -> None:
    account = demo.queue.resolve("Saguaro Ridge Group").id
    disputed = demo.office.book.rows(
        "SELECT i.residual_cents, i.entry_id IN (SELECT entry_id FROM agreement WHERE kind = 'dispute') FROM item i "
        "WHERE i.account_id = ? AND i.kind = 'invoice' AND i.residual_cents > 0 ORDER BY i.due_on",
        (account,),
    )
    assert disputed == [(918_075, 0), (300_000, 0), (142_000, 1)]
    assert demo.queue.card(account).overdue_cents == 1_218_075


def test_money_came_and_went_in_every_way(demo: Collecting) -> None:
    told = [row[0] for row in demo.office.book.rows("SELECT text FROM journal WHERE actor = 'person' ORDER BY id")]
    for what in ("returned by the bank, fee 25.00", "300.00 unapplied", "(110.00 stays open)", "interest on 1", "waived: ",
                 "written off as too small", "cheque 5077): 360.00 to 1019 (400.00 stays open)"):  # fmt: skip
        assert any(what in text for text in told), what
    open_now: dict[str, int] = dict(
        demo.office.book.rows("SELECT kind, COUNT(*) FROM item WHERE residual_cents > 0 GROUP BY kind")
    )
    assert open_now["bank_fee"] == 1
    assert open_now["interest"] == 2, "what was not waived of it"
    beside = demo.office.book.rows(
        "SELECT name FROM account WHERE overdue_cents > 0 AND unapplied_cents > 0 ORDER BY name"
    )
    assert [row[0] for row in beside] == ["Gupta Family Pharmacy", "Old Mill Farmers' Market", "Quill & Compass Maps"]


def test_an_export_lists_an_invoice_with_what_the_desk_has_left_open_of_it() -> None:
    """Bookkeeping knows of what was paid at the desk; else every import would warn that the file says more is open."""
    day = date(2026, 11, 20)
    (paper,) = papers([{"name": "Dana", "invoices": [[-40, "100.00"]]}], lambda days: day + timedelta(days=days))
    for booked, listed in (({}, 10_000), ({"1001": 10_000}, 10_000), ({"1001": 4_000}, 4_000)):
        document = paper.exported(day, day, booked)
        assert document is not None
        assert document.open_cents == listed
    assert paper.exported(day, day, {"1001": 0}) is None


def test_every_number_and_address_is_one_kept_for_fiction(demo: Collecting) -> None:
    for (number,) in demo.office.book.rows("SELECT e164 FROM phone"):
        assert number[5:10] == "55501" or number.startswith(("+447700900", "+33639980")), number
    assert all(row[0].endswith(".example") for row in demo.office.book.rows("SELECT address FROM email"))


def test_there_is_a_past_of_months_made_on_weekdays_while_people_may_be_called(demo: Collecting) -> None:
    stamps = [datetime.fromisoformat(row[0]) for row in demo.office.book.rows("SELECT at FROM journal ORDER BY id")]
    assert stamps[-1] - stamps[0] > timedelta(days=120)
    assert all(one <= other for one, other in pairwise(stamps))
    local = [stamp.astimezone(NEW_YORK) for stamp in stamps]
    assert max(local).date() < FRIDAY.date()
    assert all(stamp.weekday() < 5 for stamp in local)
    contacts = demo.office.book.rows("SELECT at FROM call UNION ALL SELECT queued_at FROM message")
    assert len(contacts) > 100
    assert all(11 <= datetime.fromisoformat(row[0]).astimezone(NEW_YORK).hour < 16 for row in contacts)
    states = {row[0] for row in demo.office.book.rows("SELECT state FROM message")}
    assert states == {"delivered", "rejected", "unknown"}


def test_the_first_three_can_be_called_and_texted_at_ten(fresh: Collecting) -> None:
    first, second, third = fresh.queue.page(QueueFilter(), None, 3)
    number = fresh.queue.card(first.id).number
    assert number
    fresh.calls.log(first.id, number.id, "no_answer", form_key())
    assert fresh.queue.page(QueueFilter(), None, 1)[0].id == second.id
    for row in (second, third):
        card = fresh.queue.card(row.id)
        queued = fresh.messages.send(
            card, fresh.drafts.draft(card), form_key(), minded=bool(card.row.reason == "reply")
        )
        for _ in range(3):
            fresh.delivery.round()
        message = next(one for one in fresh.messages.outbox() if one.id == queued.message_id)
        assert (message.state, message.simulated) == ("delivered", True)
        assert not fresh.queue.card(row.id).row.reason
    assert fresh.proving.differences() == []


@pytest.mark.parametrize(
    "now",
    [
        FRIDAY,
        datetime(2026, 11, 21, 9, 0, tzinfo=NEW_YORK),
        datetime(2026, 11, 22, 3, 0, tzinfo=NEW_YORK),
        datetime(2026, 11, 23, 10, 0, tzinfo=NEW_YORK),
        datetime(2028, 2, 29, 12, 0, tzinfo=NEW_YORK),
        datetime(2026, 12, 31, 23, 59, tzinfo=NEW_YORK),
        datetime(2027, 3, 16, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo")),
    ],
    ids=str,
)
def test_it_is_sound_and_complete_at_any_instant(tmp_path: Path, now: datetime) -> None:
    collecting = made(tmp_path, now)
    assert collecting.proving.differences() == []
    rows = collecting.queue.page(QueueFilter(), None, 100)
    assert {row.reason for row in rows} == TODAYS_REASONS
    assert {row.bucket for row in rows} == {0, 1, 2, 3, 4}
    assert agreed(collecting) == AGREED
    assert {collecting.drafts.tone_of(collecting.queue.card(row.id)) for row in rows} == set(TONES)
    collecting.close()


def test_it_stays_sound_as_days_go_by(fresh: Collecting) -> None:
    clock = fresh.office.clock
    assert isinstance(clock, SetClock)
    for _ in range(20):
        clock.forward(days=1)
        fresh.office.turn_day()
        assert fresh.proving.differences() == []


def test_the_same_instant_makes_the_same_past(demo: Collecting, fresh: Collecting) -> None:
    assert demo.office.book.rows(TOLD) == fresh.office.book.rows(TOLD)


def test_nothing_is_left_beside_it(fresh: Collecting) -> None:
    path = fresh.office.book.path
    fresh.close()
    assert {file.name for file in path.parent.iterdir()} == {"demo.db", "demo.db.mark", "demo.db.simulator"}
    assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}
    again = opened(path, FRIDAY)
    assert again.notice == ""
    again.close()


class _Killed(BaseException):
    """Stands for a kill in the middle of making the demo."""


class _Killer(Simulator):
    """A carrier at whose fortieth text the program ends."""

    sent = 0

    def send(self, key: str, to: str, text: str, until: datetime) -> Handed:
        type(self).sent += 1
        if self.sent == 40:
            raise _Killed
        return super().send(key, to, text, until)


def test_one_that_was_interrupted_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "demo.db"
    monkeypatch.setattr("shutil.rmtree", lambda *_args, **_options: None)  # a kill does not tidy up
    with pytest.raises(_Killed):
        make_demo(path, FRIDAY, lambda book: _Killer(book.with_name(book.name + ".simulator")))
    monkeypatch.undo()
    assert not path.exists()
    path.with_name("demo.db-wal").write_bytes(b"left over")
    make_demo(path, FRIDAY, simulator)
    collecting = opened(path, FRIDAY)
    assert collecting.proving.differences() == []
    collecting.close()
    assert {file.name for file in tmp_path.iterdir()} == {"demo.db", "demo.db.mark", "demo.db.simulator"}


def test_a_place_that_cannot_be_written_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="cannot be made"):
        make_demo(tmp_path / "file" / "demo.db", FRIDAY, simulator)
