"""What is done with one key reads a few rows, however large the book: no statement of it walks a whole table."""

import re

import pytest
from desks import call, debtor, item, send, take_in

from collector_tui.domain.carrier import Inbound
from collector_tui.services.office import form_key
from collector_tui.services.queueing import QueueFilter

LARGE = {
    "account",
    "phone",
    "email",
    "entry",
    "allocation",
    "item",
    "call",
    "note",
    "plan",
    "message",
    "reply",
    "journal",
    "act",
    "agreement",
    "agreement_invoice",
    "agreement_state",
    "instalment",
    "interest",
}
WALK = re.compile(r"^SCAN (?:TABLE )?(\w+)(.*)")
NAMES = {"a": "account", "e": "entry", "m": "message", "p": "phone", "o": "phone", "g": "agreement", "n": "interest"}


@pytest.fixture
def walks(collecting):
    """Runs something and returns the statements in it that walk a whole large table."""
    book = collecting.office.book

    def watched(act) -> list[str]:
        said: list[str] = []
        connections = [book._opened_for_writing().connection(), book._reader]
        for connection in connections:
            connection.set_trace_callback(said.append)
        try:
            act()
        finally:
            for connection in connections:
                connection.set_trace_callback(None)
        found = []
        for sql in dict.fromkeys(said):
            if sql.split()[0] not in ("SELECT", "UPDATE", "DELETE", "INSERT"):
                continue
            if sql.endswith("ORDER BY id DESC LIMIT 1"):
                continue  # the newest row is one row
            for row in connections[0].execute(f"EXPLAIN QUERY PLAN {sql}").fetchall():
                walk = WALK.match(row[3])
                if walk and NAMES.get(walk[1], walk[1]) in LARGE and "INDEX" not in walk[2]:
                    found.append(f"{row[3]}: {sql}")
        return found

    return watched


def test_a_call_a_note_and_a_snooze(collecting, walks):
    account = debtor(collecting)
    assert walks(lambda: call(collecting, account, "voicemail")) == []
    assert walks(lambda: collecting.plans.note(account, "called twice", form_key())) == []
    assert walks(lambda: collecting.plans.snooze(account, "3d", form_key())) == []
    assert walks(lambda: collecting.plans.done(account, form_key())) == []
    assert walks(collecting.undo.undo) == []


def test_money_and_agreements(collecting, walks):
    account, key = debtor(collecting), form_key
    collecting.keeping.add_invoice(account, "2", "300", "2026-10-10")
    pay, agree, forgive = collecting.paying, collecting.agreeing, collecting.forgiving
    assert walks(lambda: pay.pay(account, "100", key())) == []
    assert walks(lambda: pay.pay(account, "50", key(), unapplied=True)) == []
    assert walks(lambda: pay.apply(account, key())) == []
    assert walks(lambda: agree.promise(account, "100", "fri", key())) == []
    assert walks(lambda: agree.arrange(account, "weekly", "fri", key(), count="3", invoices=["2"])) == []
    assert walks(lambda: collecting.holding.dispute(account, "2", "too dear", "fri", key())) == []
    assert walks(lambda: collecting.holding.hold(account, "illness", "fri", key())) == []
    assert walks(lambda: collecting.charging.charge(account, "interest", key(), rate="8", invoice="1041")) == []
    assert walks(lambda: pay.pay(account, "1", key(), on="yesterday", invoices=["1041"])) == []
    assert walks(collecting.undo.undo) == []
    assert walks(lambda: collecting.charging.waive(account, "goodwill", key())) == []
    assert walks(lambda: forgive.settle(account, "fri", key(), amount="800", invoices=["1041"])) == []
    assert walks(lambda: pay.pay(account, "800", key(), invoices=["1041"])) == []
    payment = pay.payments(account)[0][0]
    assert walks(lambda: pay.bounce(payment, key(), fee="20")) == []
    for _ in range(11):
        assert walks(collecting.undo.undo) == []
    take_in(collecting, item("2", 40_000, account="Dana Alvarez"))
    assert collecting.proving.differences() == []


def test_a_text_its_receipt_and_its_reply(collecting, carrier, walks):
    account = debtor(collecting)
    assert walks(lambda: send(collecting, account)) == []
    assert walks(collecting.delivery.round) == []
    carrier.came.append(Inbound("1", "+12125550101", "STOP"))
    assert walks(collecting.delivery.round) == []


def test_an_account_and_an_invoice_by_hand(collecting, walks):
    assert walks(lambda: debtor(collecting)) == []


def test_a_page_of_the_queue_a_card_and_the_top_line(collecting, walks):
    account = debtor(collecting)
    queue = collecting.queue
    assert walks(lambda: queue.page(QueueFilter(), None, 50)) == []
    assert walks(lambda: queue.page(QueueFilter(bucket=1), None, 50)) == []
    assert walks(lambda: queue.page(QueueFilter(reason="step"), (1, 1), 50, back=True)) == []
    assert walks(lambda: queue.card(account)) == []
    assert walks(queue.overview) == []
    assert walks(lambda: queue.search("alvarez")) == []


def test_a_second_import_finds_what_is_known_by_its_number(collecting):
    take_in(collecting, item("1"))
    plans = []
    connection = collecting.office.book._opened_for_writing().connection()
    connection.set_trace_callback(lambda sql: plans.append(sql) if "UPDATE stage SET entry_id" in sql else None)
    take_in(collecting, item("1"))
    connection.set_trace_callback(None)
    assert plans
    steps = [row[3] for sql in plans for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
    assert any("SEARCH i USING INDEX item_number" in step for step in steps)
    assert not any(step.startswith("SCAN i") for step in steps)
