"""`restore`: what has happened outside cannot be undone by a backup, and is not done a second time."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desks import THURSDAY, HandCarrier, Killed, call, debtor, opened, send, state_of, why

from collector_tui.__main__ import main
from collector_tui.domain.carrier import Found, Inbound
from collector_tui.domain.refusal import Refused, SentToday
from collector_tui.services import restoring
from collector_tui.services.clock import SetClock
from collector_tui.services.office import form_key
from collector_tui.store import engine, replies
from collector_tui.store.driver import sqlite3
from collector_tui.store.opening import open_book
from collector_tui.store.replacing import put_in_its_place

NOW = "2026-11-19T20:00+00:00"


@pytest.fixture
def book(book_path, tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("COLLECTOR_BOOK", str(book_path))
    monkeypatch.setenv("COLLECTOR_NOW", NOW)
    config = tmp_path / "config.toml"
    config.write_text('[business]\nname = "Harbor Print Co."\ntimezone = "America/New_York"\n', "utf-8")
    monkeypatch.setenv("COLLECTOR_CONFIG", str(config))
    return book_path


def made(book: Path, carrier: HandCarrier, *, names: int = 4) -> Path:
    """A book with debtors and its backup, after which things happen; returns the backup."""
    services = opened(book, SetClock(THURSDAY), carrier)
    for number in range(names):
        debtor(services, f"Debtor {number}", f"(212) 555-01{number:02}", f"N{number}")
    backup = services.proving.backup()
    services.close()
    return backup


def restored(backup: Path, capsys) -> dict:
    assert main(["restore", str(backup), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_contacts_and_opt_outs_since_the_backup_are_in_the_restored_book(book, capsys):
    carrier = HandCarrier()
    backup = made(book, carrier)
    services = opened(book, SetClock(THURSDAY), carrier)
    send(services, 1)
    services.delivery.round()
    call(services, 2, "right_party")
    services.paying.pay(3, "100", form_key())
    services.keeping.add_account("Newcomer")
    carrier.came.append(Inbound("r1", "+12125550103", "STOP"))
    services.delivery.round()
    services.close()

    told = restored(backup, capsys)
    assert (told["messages"], told["calls"], told["replies"], told["opt_outs"], told["doubted"]) == (1, 1, 1, 1, 0)
    assert told["lacking"] == ["new account Newcomer", "payment of 100.00 from Debtor 2"]
    again = opened(book, SetClock(THURSDAY), carrier)
    assert again.notice == ""
    assert again.proving.differences() == []
    assert why(again, 1).startswith("contacted recently")
    assert why(again, 2).startswith("contacted recently")
    assert why(again, 4) == "reply: “STOP”"
    assert again.queue.card(1).step_taken >= 0
    assert again.queue.card(4).phones[0].is_opted_out
    assert again.queue.card(3).unapplied_cents == 0
    assert again.queue.card(3).row.overdue_cents == 128450
    with pytest.raises(SentToday):
        send(again, 1)
    assert any("carried over" in line.text for line in again.queue.card(1).timeline)
    again.delivery.round()
    assert len(carrier.taken) == 1
    again.close()
    replaced = opened(Path(told["replaced"]), SetClock(THURSDAY))
    assert replaced.queue.search("Newcomer")
    replaced.close()


def test_a_text_that_waited_in_the_backup_and_has_gone_since_goes_no_second_time(book, capsys):
    carrier = HandCarrier()
    made(book, carrier)
    services = opened(book, SetClock(THURSDAY), carrier)
    first, second = send(services, 1), send(services, 2)
    backup = services.proving.backup(book.with_name("waiting.db"))
    carrier.answer = "accepted"
    services.delivery.round()
    assert len(carrier.taken) == 2
    services.close()
    assert restored(backup, capsys)["doubted"] == 0
    again = opened(book, SetClock(THURSDAY), carrier)
    assert [state_of(again, one.message_id) for one in (first, second)] == ["accepted", "accepted"]
    again.delivery.round()
    assert len(carrier.taken) == 2
    assert again.proving.differences() == []
    again.close()


@pytest.mark.parametrize("loss", ["gone", "garbage", "emptied"])
def test_where_the_book_is_lost_what_was_waiting_is_looked_for_and_not_sent(book, capsys, loss):
    carrier = HandCarrier()
    made(book, carrier)
    services = opened(book, SetClock(THURSDAY), carrier)
    queued = send(services, 1)
    backup = services.proving.backup(book.with_name("waiting.db"))
    services.delivery.round()
    services.close()
    if loss == "gone":
        book.unlink()
    else:
        book.write_bytes(b"" if loss == "emptied" else os.urandom(5000))
    told = restored(backup, capsys)
    assert told["doubted"] == 1
    assert bool(told["replaced"]) == (loss != "gone")
    again = opened(book, SetClock(datetime(2026, 11, 19, 20, 1, tzinfo=UTC)), carrier)
    assert state_of(again, queued.message_id) == "unknown"
    carrier.found = Found("found", "SM1", "accepted")
    again.delivery.round()
    assert state_of(again, queued.message_id) == "accepted"
    assert len(carrier.taken) == 1
    assert again.proving.differences() == []
    again.close()


def test_a_stop_that_came_since_is_fetched_again_where_the_book_is_lost(book, capsys):
    carrier = HandCarrier()
    services = opened(book, SetClock(THURSDAY), carrier)
    debtor(services)
    services.delivery.round()
    backup = services.proving.backup()
    services.close()
    book.unlink()
    restored(backup, capsys)
    again = opened(book, SetClock(datetime(2026, 11, 25, 15, tzinfo=UTC)), carrier)
    asked = []
    carrier.replies = lambda known, since: asked.append(since) or [Inbound("r1", "+12125550101", "STOP", THURSDAY)]
    again.delivery.round()
    assert asked[0] < THURSDAY
    assert again.queue.card(1).phones[0].is_opted_out
    again.close()


def test_an_opt_out_that_only_the_backup_has_stays_one(book, capsys):
    services = opened(book, SetClock(THURSDAY), HandCarrier())
    dana = debtor(services)
    services.keeping.set_facts(dana, {"opt_out": "yes"})
    backup = services.proving.backup()
    services.keeping.set_facts(dana, {"opt_out": "no"})
    services.close()
    restored(backup, capsys)
    again = opened(book, SetClock(THURSDAY))
    assert again.queue.card(dana).phones[0].is_opted_out
    again.close()


def test_a_newer_backup_over_an_older_book_moves_nothing_back(book, capsys):
    carrier = HandCarrier()
    older = made(book, carrier)
    services = opened(book, SetClock(THURSDAY), carrier)
    queued = send(services, 1)
    services.delivery.round()
    newer = services.proving.backup(book.with_name("newer.db"))
    services.close()
    book.write_bytes(older.read_bytes())
    told = restored(newer, capsys)
    assert (told["messages"], told["doubted"]) == (0, 0)
    again = opened(book, SetClock(THURSDAY), carrier)
    assert state_of(again, queued.message_id) == "accepted"
    assert again.proving.differences() == []
    again.close()


@pytest.mark.parametrize("what", ["missing", "garbage", "other", "itself", "open"])
def test_what_cannot_be_restored_is_refused_in_a_sentence_and_changes_nothing(book, capsys, tmp_path, what):
    backup = made(book, HandCarrier())
    before = book.read_bytes()
    said = {"missing": "There is no backup at", "garbage": "is not a book", "other": "backup of another book",
            "itself": "is the book itself", "open": "A desk has the book open"}[what]  # fmt: skip
    if what == "missing":
        backup = tmp_path / "nowhere.db"
    elif what == "garbage":
        backup.write_bytes(b"SQLite format 3 it is not")
    elif what == "other":
        other = opened(tmp_path / "other.db", SetClock(THURSDAY))
        backup = other.proving.backup()
        other.close()
    elif what == "itself":
        backup = book
    services = opened(book, SetClock(THURSDAY), HandCarrier()) if what == "open" else None
    assert services is None or services.delivery.claim_sending()
    assert main(["restore", str(backup)]) == 1
    assert said in capsys.readouterr().err
    if services:
        services.close()
    assert book.read_bytes() == before
    left = {path.name for path in book.parent.iterdir()} - {"config.toml", "nowhere.db", "other.db", "backups"}
    assert {name for name in left if name.startswith(".")} == set(), "nothing half-made is left"


def test_the_words_say_what_was_carried_over_and_what_is_not_in_it(book, capsys):
    carrier = HandCarrier()
    backup = made(book, carrier)
    services = opened(book, SetClock(THURSDAY), carrier)
    send(services, 1)
    services.delivery.round()
    services.plans.note(1, "a note", form_key())
    services.close()
    assert main(["restore", str(backup)]) == 0
    said = capsys.readouterr().out
    assert "Restored from" in said and "as of 2026-11-19 15:00 UTC" in said
    assert "Carried over, for it has happened since: 1 message." in said
    assert "Not in it any more: note on Debtor 0." in said
    assert "The book that was here is kept: " in said


@pytest.mark.parametrize("step", range(8))
def test_killed_at_any_step_of_the_exchange_there_is_one_whole_book(book, step, monkeypatch):
    carrier = HandCarrier()
    backup = made(book, carrier)
    services = opened(book, SetClock(THURSDAY), carrier)
    services.keeping.add_account("Newcomer")
    services.close()
    steps = iter(range(100))

    def deadly(act):
        def doing(*given, **more):
            if next(steps) == step:
                raise Killed
            return act(*given, **more)

        return doing

    def killed():
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(os, "link", deadly(os.link))
            for act in ("unlink", "replace"):
                meanwhile.setattr(Path, act, deadly(getattr(Path, act)))
            aside = book.with_name("aside.db")
            shutil.copy(backup, aside)
            open_book(aside)[0].close()
            assert put_in_its_place(aside, book, book.with_name("kept.db"))

    with suppress(Killed):
        killed()
    again = opened(book, SetClock(THURSDAY))
    assert len(again.queue.search("Debtor")) == 4
    assert again.proving.differences() == []
    again.close()


def damage(book: Path, table: str) -> None:
    """Write over the first page of a table, as a failing disk does."""
    opened_raw = sqlite3.connect(str(book))
    opened_raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    root = opened_raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    size = opened_raw.execute("PRAGMA page_size").fetchone()[0]
    opened_raw.close()
    with book.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 64)


@pytest.mark.parametrize("table", ["call", "message", "act", "account", "reply", "phone"])
def test_a_damaged_page_costs_its_own_table_and_never_an_opt_out(book, capsys, table):
    backup = made(book, HandCarrier())
    services = opened(book, SetClock(THURSDAY), HandCarrier())
    services.keeping.set_facts(1, {"opt_out": "yes"})
    call(services, 2, "voicemail")
    services.close()
    damage(book, table)
    assert main(["restore", str(backup)]) == 0
    said = capsys.readouterr().out
    assert "It is damaged, and was not read whole: " in said
    assert "could not be read" not in said
    again = opened(book, SetClock(THURSDAY))
    assert again.queue.card(1).phones[0].is_opted_out
    assert why(again, 2).startswith("contacted recently") == (table not in ("call", "account"))
    assert again.proving.differences() == []
    again.close()


def test_damaged_opt_outs_are_said_to_be(book, capsys):
    backup = made(book, HandCarrier())
    services = opened(book, SetClock(THURSDAY), HandCarrier())
    services.keeping.set_facts(1, {"opt_out": "yes"})
    call(services, 2, "voicemail")
    services.close()
    damage(book, "opt_out")
    assert main(["restore", str(backup)]) == 0
    assert "not read whole: opt-outs; who opted out since the backup is asked of the carrier" in capsys.readouterr().out
    again = opened(book, SetClock(THURSDAY))
    assert why(again, 2).startswith("contacted recently")
    again.close()


def test_a_full_disk_ends_in_a_refusal_and_the_book_stays(book, capsys, monkeypatch):
    backup = made(book, HandCarrier())
    services = opened(book, SetClock(THURSDAY), HandCarrier())
    services.keeping.set_facts(1, {"opt_out": "yes"})
    call(services, 2, "voicemail")
    services.plans.note(2, "long " * 10, form_key())
    for number in range(30):
        carrier_said = Inbound(f"r{number}", "+12125550103", "word " * 300)
        with services.office.book.writing() as unit:
            replies.keep(unit, services.office.moment(), "by hand", carrier_said, False)
    services.close()
    raw = sqlite3.connect(str(backup))
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.close()
    usual = engine._pragmas
    monkeypatch.setattr(
        engine, "_pragmas", lambda read_only: usual(read_only) | ({} if read_only else {"max_page_count": pages})
    )
    assert main(["restore", str(backup)]) == 1
    assert "The disk is full" in capsys.readouterr().err
    monkeypatch.undo()
    monkeypatch.setenv("COLLECTOR_BOOK", str(book))
    same = opened(book, SetClock(THURSDAY))
    assert same.notice == ""
    assert same.queue.card(1).phones[0].is_opted_out
    assert [path.name for path in book.parent.iterdir() if path.name.startswith(".")] == []
    same.close()


def test_a_wrong_number_stays_one(book, capsys):
    carrier = HandCarrier()
    backup = made(book, carrier)
    services = opened(book, SetClock(THURSDAY), carrier)
    services.keeping.set_facts(2, {"email": "old@example.org"})
    second = services.proving.backup(book.with_name("second.db"))
    call(services, 1, "wrong_number")
    services.keeping.set_facts(2, {"email": "-old@example.org"})
    services.close()
    assert restored(second, capsys)["wrong_numbers"] == 2
    again = opened(book, SetClock(THURSDAY), carrier)
    assert again.queue.card(1).phones[0].status == "wrong"
    assert [address.status for address in again.queue.card(2).emails] == ["wrong"]
    again.close()
    assert restored(backup, capsys)["wrong_numbers"] == 1, "the first backup does not know the address"


def test_what_was_sent_anew_since_is_not_sent_anew_a_second_time(book, capsys):
    carrier, clock = HandCarrier(answer="rejected"), SetClock(THURSDAY)
    made(book, carrier)
    services = opened(book, clock, carrier)
    failed = send(services, 1)
    services.delivery.round()
    backup = services.proving.backup(book.with_name("failed.db"))
    carrier.answer = "accepted"
    clock.forward(minutes=5)
    services.resending.again(failed.message_id, form_key(), minded=True)
    services.delivery.round()
    services.close()
    restored(backup, capsys)
    again = opened(book, clock, carrier)
    with pytest.raises(Refused, match="anew"):
        again.resending.again(failed.message_id, form_key(), minded=True)
    again.delivery.round()
    assert len(carrier.taken) == 1
    assert not why(again, 1).startswith("undelivered")
    again.close()


def test_a_reply_that_was_read_since_is_read(book, capsys):
    carrier = HandCarrier()
    made(book, carrier)
    services = opened(book, SetClock(THURSDAY), carrier)
    carrier.came.append(Inbound("r1", "+12125550103", "I will pay"))
    services.delivery.round()
    backup = services.proving.backup(book.with_name("unread.db"))
    services.replies.read(services.replies.inbox()[0].id)
    services.close()
    assert restored(backup, capsys)["lacking"] == []
    again = opened(book, SetClock(THURSDAY), carrier)
    assert again.replies.unread() == 0
    again.close()


def test_a_text_that_was_taken_back_under_a_clock_set_back_does_not_go(book, capsys):
    carrier, clock = HandCarrier(), SetClock(THURSDAY)
    made(book, carrier)
    services = opened(book, clock, carrier, undo_seconds=10)
    queued = send(services, 1)
    backup = services.proving.backup(book.with_name("queued.db"))
    clock.set(THURSDAY - timedelta(minutes=5))
    services.undo.undo()
    services.close()
    restored(backup, capsys)
    clock.set(THURSDAY + timedelta(minutes=5))
    again = opened(book, clock, carrier)
    assert state_of(again, queued.message_id) == "cancelled"
    again.delivery.round()
    assert carrier.taken == []
    again.close()


def test_a_step_that_was_taken_back_before_the_backup_and_taken_after_it_is_taken(book, capsys):
    carrier, clock = HandCarrier(), SetClock(THURSDAY)
    made(book, carrier)
    services = opened(book, clock, carrier, undo_seconds=10)
    send(services, 1)
    services.undo.undo()
    backup = services.proving.backup(book.with_name("undone.db"))
    clock.forward(minutes=5)
    send(services, 1)
    clock.forward(seconds=20)
    services.delivery.round()
    taken = services.queue.card(1).step_taken
    services.close()
    restored(backup, capsys)
    again = opened(book, clock, carrier)
    assert again.queue.card(1).step_taken == taken >= 0
    again.close()


def test_messages_and_calls_to_accounts_that_are_gone_are_told_by_name(book, capsys):
    carrier = HandCarrier()
    backup = made(book, carrier)
    services = opened(book, SetClock(THURSDAY), carrier)
    new = debtor(services, "Newcomer", "(212) 555-0177", "X1")
    send(services, new)
    services.delivery.round()
    call(services, new, "voicemail")
    services.keeping.set_facts(new, {"opt_out": "yes"})
    services.close()
    assert main(["restore", str(backup)]) == 0
    said = capsys.readouterr().out
    assert "1 message went to accounts that are not in it any more: Newcomer. Do not write to them at once." in said
    assert "left a voicemail for Newcomer; text to Newcomer" in said
    again = opened(book, SetClock(THURSDAY), carrier)
    assert again.queue.card(debtor(again, "Newcomer", "(212) 555-0177", "X1")).phones[0].is_opted_out
    again.close()


def test_a_backup_is_restored_twice_at_the_same_instant(book, capsys):
    backup = made(book, HandCarrier())
    kept = [restored(backup, capsys)["replaced"] for _ in range(3)]
    assert len(set(kept)) == 3
    assert all(Path(path).is_file() for path in kept)


def test_where_links_are_unknown_the_old_book_is_kept_all_the_same(book, capsys, monkeypatch):
    backup = made(book, HandCarrier())
    before = opened(book, SetClock(THURSDAY), HandCarrier())
    before.keeping.add_account("Newcomer")
    before.close()

    def unknown(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", unknown)
    told = restored(backup, capsys)
    kept = opened(Path(told["replaced"]), SetClock(THURSDAY))
    assert kept.queue.search("Newcomer")
    kept.close()


def test_a_desk_that_has_not_the_right_to_send_keeps_its_book_too(book, capsys):
    backup = made(book, HandCarrier())
    services = opened(book, SetClock(THURSDAY), HandCarrier())
    assert main(["restore", str(backup)]) == 1
    assert "Another program has the book open: leave it there first." in capsys.readouterr().err
    services.keeping.add_account("Newcomer")
    services.close()
    again = opened(book, SetClock(THURSDAY))
    assert again.notice == ""
    assert again.queue.search("Newcomer")
    again.close()


def test_a_payment_entered_while_a_backup_is_restored_is_refused_or_in_the_book(book, capsys, monkeypatch):
    backup = made(book, HandCarrier())
    paying = []

    def late(*given):
        command = [sys.executable, "-m", "collector_tui", "pay", "3", "--amount", "100"]
        paying.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
        with suppress(subprocess.TimeoutExpired):
            paying[0].wait(2)
        return put_in_its_place(*given)

    monkeypatch.setattr(restoring, "put_in_its_place", late)
    restored(backup, capsys)
    said = paying[0].communicate(timeout=20)
    again = opened(book, SetClock(THURSDAY))
    assert (paying[0].returncode == 0) == (again.queue.card(3).row.overdue_cents < 128450), said
    assert again.proving.differences() == []
    again.close()


def test_an_email_that_waited_is_in_doubt_but_not_looked_for(book, capsys):
    services = opened(book, SetClock(THURSDAY), HandCarrier())
    debtor(services)
    services.keeping.set_facts(1, {"email": "dana@example.org"})
    card = services.queue.card(1)
    services.messages.send(card, services.drafts.draft(card, channel="email"), form_key(), minded=True)
    backup = services.proving.backup()
    services.close()
    book.unlink()
    assert restored(backup, capsys)["doubted"] == 1
    again = opened(book, SetClock(THURSDAY))
    assert again.office.book.rows("SELECT state, look_at FROM message") == [("unknown", None)]
    again.close()


def test_what_waits_in_a_newer_backup_is_in_doubt_where_the_book_there_is_older(book, capsys):
    carrier = HandCarrier()
    older = made(book, carrier)
    services = opened(book, SetClock(THURSDAY), carrier)
    queued = send(services, 1)
    newer = services.proving.backup(book.with_name("newer.db"))
    services.delivery.round()
    assert len(carrier.taken) == 1
    services.close()
    book.write_bytes(older.read_bytes())
    assert restored(newer, capsys)["doubted"] == 1
    again = opened(book, SetClock(THURSDAY), carrier)
    assert state_of(again, queued.message_id) == "unknown"
    again.delivery.round()
    assert len(carrier.taken) == 1
    again.close()
