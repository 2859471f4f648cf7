"""The statement is the ledger: it ties to the aging on any day, and it goes into a file whole or not at all."""

import json
import os
import stat
from dataclasses import replace
from datetime import date, timedelta

import pytest
from desks import HOSTILE, account_named, item, take_in

from collector_tui.domain.refusal import BookTrouble, Refused
from collector_tui.gateways.press import PdfPress
from collector_tui.services.office import form_key


@pytest.fixture
def owing(collecting) -> int:
    """Dana, who owes 1,000.00 since 1 May and paid 400.00 of it on the tenth."""
    account = collecting.keeping.add_account("Dana Alvarez", facts={"address": "4 Elm Street, Portland, ME"})
    collecting.keeping.add_invoice(account, "1041", "1,000.00", "2026-05-01", "2026-04-01")
    collecting.paying.pay(account, "400.00", form_key(), on="2026-05-10", invoices=["1041"], reference="8841")
    return account


@pytest.fixture
def busy(collecting, clock, owing) -> None:
    """A book in which everything has happened that can happen to an entry."""
    key = form_key
    take_in(
        collecting,
        item("A1", 50_000, 20_000, issued="2026-05-20", due="2026-06-19"),
        item("A2", 70_000, issued="2026-07-01", due="2026-07-31"),
        item("C1", 9_000, 4_000, kind="credit_note", issued="2026-07-05"),
        item("A3", 3_000, 0, issued="2026-07-05", due="2026-07-20", settled="2026-07-25"),
    )
    acme = account_named(collecting, "Acme")
    late = collecting.charging.charge(owing, "interest", key(), rate="8", invoice="1041")
    assert late.id
    collecting.charging.charge(owing, "late_fee", key(), amount="25.00", invoice="1041")
    clock.forward(days=1)
    collecting.charging.waive(owing, "goodwill", key(), kind="late_fee")
    collecting.holding.dispute(acme, "A2", "not what was ordered", "30d", key())
    bounced = collecting.paying.pay(acme, "150.00", key(), invoices=["A1"], method="cheque")
    clock.forward(days=2)
    collecting.paying.bounce(bounced.id, key(), fee="12.00")
    collecting.paying.pay(owing, "900.00", key())
    clock.forward(days=3)
    collecting.forgiving.write_off(acme, "uncollectible", key(), invoices=["A1"])
    clock.forward(days=1)
    collecting.forgiving.recover(acme, key())
    collecting.paying.pay(acme, "55.00", key())
    collecting.undo.undo()
    collecting.holding.decide(acme, "A2", "it was what was ordered", key())
    collecting.paying.apply(acme, key())
    take_in(
        collecting,
        item("A1", 45_000, 20_000, issued="2026-05-20", due="2026-06-19"),
        item("A2", 70_000, 10_000, issued="2026-07-01", due="2026-08-15"),
        as_of="2026-11-26",
    )


def ties(collecting, account: int, day: str) -> None:
    """One account's statement against the aging of that day."""
    made = collecting.stating.statement(account, day)
    _, lines = collecting.queue.aging(day, by_account=True)
    found = [line for line in lines if line.account_id == account]
    assert made.balance_cents == made.outstanding_cents
    assert made.balance_cents == made.opening_cents + made.debit_cents - made.credit_cents
    if not found:
        assert (sum(made.buckets_cents), made.unapplied_cents) == (0, 0)
        return
    (line,) = found
    assert made.buckets_cents == line.buckets_cents
    assert (made.unapplied_cents, made.disputed_cents) == (line.unapplied_cents, line.disputed_cents)


def test_the_example(collecting, owing):
    made = collecting.stating.statement(owing, "2026-05-31")
    assert made.balance_cents == made.outstanding_cents == 60_000
    (open_item,) = made.open_items
    assert (open_item.days, open_item.bucket, open_item.residual_cents) == (30, 1, 60_000)
    assert made.buckets_cents == (0, 60_000, 0, 0, 0)
    assert [part.amount_cents for part in made.lines[1].parts] == [40_000]
    before = collecting.stating.statement(owing, "2026-05-09")
    assert (before.balance_cents, before.open_items[0].residual_cents) == (100_000, 100_000)
    assert collecting.stating.statement(owing, "2026-03-31").lines == ()


def test_a_statement_can_begin_on_any_day(collecting, owing):
    made = collecting.stating.statement(owing, "2026-05-31", "2026-05-01")
    assert (made.opening_cents, made.credit_cents, made.balance_cents) == (100_000, 40_000, 60_000)
    assert [line.kind for line in made.lines] == ["payment"]


def test_every_account_ties_on_every_day(collecting, busy):
    first = date(2026, 4, 1)
    last = collecting.queue.moment().today
    for account in (1, 2):
        for ahead in range((last - first).days + 1):
            ties(collecting, account, str(first + timedelta(days=ahead)))


def test_a_statement_that_begins_later_ends_the_same(collecting, busy):
    for account in (1, 2):
        whole = collecting.stating.statement(account)
        for since in ("2026-05-10", "2026-07-05", "2026-11-20", "2026-11-26"):
            part = collecting.stating.statement(account, None, since)
            assert part.balance_cents == whole.balance_cents
            assert part.lines == whole.lines[len(whole.lines) - len(part.lines) :]
            assert part.open_items == whole.open_items


def test_what_was_undone_is_not_on_it_and_what_bounced_is(collecting, busy):
    told = [line.words for line in collecting.stating.statement(account_named(collecting, "Acme")).lines]
    assert "Payment of 20 Nov 2026 returned by the bank" in told
    assert "Write-off of invoice A1 taken back" in told
    assert "Payment by cheque" in told and "Bank fee" in told
    assert told.count("Payment") == 1, "what was settled in the file; the payment that was undone is not there"
    assert len([words for words in told if words.startswith("Invoice A1")]) == 1, "the restated invoice stands once"
    dana = [line.words for line in collecting.stating.statement(1).lines]
    assert "Interest on invoice 1041, 2 May 2026 to 19 Nov 2026" in dana
    assert "Waiver of late fee on invoice 1041" in dana


def test_a_dispute_counts_from_its_first_day_until_it_is_decided(collecting, clock):
    account = collecting.keeping.add_account("Dana Alvarez")
    collecting.keeping.add_invoice(account, "1041", "1,000.00", "2026-05-01", "2026-04-01")
    collecting.holding.dispute(account, "1041", "wrong colour", "30d", form_key())
    clock.forward(days=5)
    collecting.holding.decide(account, "1041", "the colour was right", form_key())
    disputed = [
        collecting.stating.statement(account, day).disputed_cents
        for day in ("2026-11-18", "2026-11-19", "2026-11-23", "2026-11-24")
    ]
    assert disputed == [0, 100_000, 100_000, 0]


def test_it_says_when_something_was_entered_after_its_day(collecting, clock, owing):
    assert collecting.stating.statement(owing, "2026-05-31").was_entered_later
    assert not collecting.stating.statement(owing).was_entered_later
    clock.forward(days=1)
    assert not collecting.stating.statement(owing, "2026-11-19").was_entered_later
    collecting.paying.pay(owing, "1.00", form_key(), on="2026-11-19")
    assert collecting.stating.statement(owing, "2026-11-19").was_entered_later


@pytest.mark.parametrize(
    ("as_of", "since", "says"),
    [
        ("soon", None, "“soon” is not a day"),
        (None, "2026-02-30", "There is no such day"),
        ("2026-11-20", None, "20 Nov 2026 lies ahead: a statement can be made up to today."),
        ("2026-05-01", "2026-05-02", "The statement would begin on 2 May 2026 and end on 1 May 2026."),
    ],
)
def test_a_day_that_is_not_right_is_refused(collecting, owing, as_of, since, says):
    with pytest.raises(Refused, match=says):
        collecting.stating.statement(owing, as_of, since)


def test_nobody_has_no_statement(collecting):
    with pytest.raises(Refused, match="There is no account with the id 7"):
        collecting.stating.statement(7)


def test_figures_that_do_not_agree_never_leave_the_desk(collecting, owing, office):
    with office.book.writing() as unit:
        unit.run(
            "INSERT INTO allocation (credit_id, debit_id, cents, effective_on, recorded_at) "
            "SELECT id, id, 5, '2026-05-10', recorded_at FROM entry WHERE kind = 'payment'"
        )
    with pytest.raises(BookTrouble, match="do not agree with what is open: run `collector check`"):
        collecting.stating.statement(owing)


def test_a_file_is_made_by_its_ending_and_for_its_owner_only(collecting, owing, tmp_path):
    stating = replace(collecting, press=PdfPress).stating
    made = stating.statement(owing)
    for name in ("a.txt", "a.pdf", "a.JSON", "plain"):
        stating.write(made, tmp_path / name)
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert (tmp_path / "a.txt").read_bytes() == (tmp_path / "plain").read_bytes()
    assert (tmp_path / "a.txt").read_text("utf-8").startswith("STATEMENT OF ACCOUNT\n")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    assert json.loads((tmp_path / "a.JSON").read_bytes())["balance_cents"] == 60_000


def test_a_file_is_never_written_over_by_accident(collecting, owing, tmp_path):
    target = tmp_path / "mine.txt"
    target.write_text("mine")
    made = collecting.stating.statement(owing)
    with pytest.raises(Refused, match="is there already: name another file, or say --force"):
        collecting.stating.write(made, target)
    assert target.read_text() == "mine"
    collecting.stating.write(made, target, replace=True)
    assert target.read_text("utf-8").startswith("STATEMENT")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["mine.txt"]


@pytest.mark.parametrize("name", ["collector.db", "collector.db-wal", "collector.db.mark", "Collector.db.txt"])
def test_the_book_itself_is_never_written_over(collecting, owing, book_path, name):
    made = collecting.stating.statement(owing)
    with pytest.raises(Refused, match="belongs to the book itself"):
        collecting.stating.write(made, book_path.with_name(name), replace=True)
    link = book_path.parent.parent / "elsewhere.txt"
    link.symlink_to(book_path)
    with pytest.raises(Refused, match="belongs to the book itself"):
        collecting.stating.write(made, link, replace=True)
    assert collecting.proving.differences() == []


def test_what_cannot_be_written_is_said_in_a_sentence(collecting, owing, tmp_path):
    made = collecting.stating.statement(owing)
    with pytest.raises(Refused, match="cannot be written: No such file or directory"):
        collecting.stating.write(made, tmp_path / "nowhere" / "a.txt")
    with pytest.raises(Refused, match="is a folder"):
        collecting.stating.write(made, tmp_path)
    with pytest.raises(Refused, match="is not an ordinary file"):
        collecting.stating.write(made, _pipe(tmp_path), replace=True)
    with pytest.raises(Refused, match="no press for a PDF"):
        collecting.stating.write(made, tmp_path / "a.pdf")
    with pytest.raises(Refused, match="cannot be written: File name too long"):
        collecting.stating.write(made, tmp_path / ("a" * 300))


def _pipe(folder):
    path = folder / "pipe"
    os.mkfifo(path)
    return path


def test_a_full_disk_leaves_nothing_behind(collecting, owing, tmp_path, monkeypatch):
    def full(_file):
        raise OSError(28, "No space left on device")

    made = collecting.stating.statement(owing)
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Refused, match="cannot be written: No space left on device"):
        collecting.stating.write(made, tmp_path / "a.txt")
    assert not [path for path in tmp_path.iterdir() if path.is_file()]


def test_hostile_names_are_harmless_in_every_file(collecting, tmp_path):
    account = collecting.keeping.add_account(HOSTILE, facts={"address": HOSTILE})
    collecting.keeping.add_invoice(account, HOSTILE, "10.00", "2026-05-01", "2026-04-01")
    made = collecting.stating.statement(account)
    for name in ("a.txt", "a.json"):
        collecting.stating.write(made, tmp_path / name)
        written = (tmp_path / name).read_text("utf-8")
        assert "\x1b" not in written and "\u202e" not in written
    assert json.loads((tmp_path / "a.json").read_bytes())["open_items"][0]["number"] == made.open_items[0].number
