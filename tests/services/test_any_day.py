"""Whatever is done in whatever order, the book proves itself after every step."""

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from desks import THURSDAY, HandCarrier, call, export, item, opened, send
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from collector_tui.domain.carrier import Inbound, Receipt
from collector_tui.domain.refusal import Refused
from collector_tui.services.clock import SetClock
from collector_tui.services.office import form_key

NAMES = ["Acme", "Brightside", "Café Añejo"]
OUTCOMES = ["right_party", "voicemail", "no_answer", "wrong_number", "callback", "not_in_service"]


@st.composite
def rows(draw):
    """One row of an export; days are counted back from the day it is imported on."""
    amount = draw(st.integers(1, 5_000))
    kind = draw(st.sampled_from(["invoice", "invoice", "invoice", "credit_note", "payment"]))
    number = draw(st.sampled_from(["1", "2", "3"] + ([] if kind == "invoice" else ["", ""])))
    still_open = draw(st.one_of(st.just(amount), st.just(0), st.integers(0, amount)))
    issued, terms = draw(st.integers(0, 120)), draw(st.none() | st.integers(0, 60))
    settled = draw(st.none() | st.integers(0, 60)) if still_open == 0 else None
    return draw(st.sampled_from(NAMES)), number, kind, amount, still_open, issued, terms, settled


FILES = st.lists(rows(), min_size=1, max_size=6, unique_by=lambda row: row[:3] if row[1] else object())


class AnyDay(RuleBasedStateMachine):
    """A collector who does everything at random, over a carrier that answers at random."""

    @initialize()
    def open(self):
        self.folder = Path(tempfile.mkdtemp())
        self.clock, self.carrier = SetClock(THURSDAY), HandCarrier()
        self.desk = opened(self.folder / "collector.db", self.clock, self.carrier)
        for number, name in enumerate(NAMES[:2]):
            self.desk.keeping.add_account(name, facts={"phone": f"(212) 555-010{number}"})

    def teardown(self):
        if hasattr(self, "desk"):
            self.desk.close()
            shutil.rmtree(self.folder)

    @property
    def today(self) -> date:
        return self.desk.queue.moment().today

    def attempt(self, act) -> None:
        """Do it, unless the desk refuses; a refusal must leave the book sound too."""
        try:
            act()
        except Refused as refusal:
            assert str(refusal).endswith((".", "…")), refusal

    @rule(file=FILES, age=st.integers(0, 40), source=st.sampled_from(["shop", "shop", "workshop"]))
    def a_file_comes(self, file, age, source):
        as_of = self.today - timedelta(days=age)
        documents = []
        for name, number, kind, amount, still_open, issued, terms, settled in file:
            day = as_of - timedelta(days=issued)
            due = None if terms is None else str(day + timedelta(days=terms))
            paid = None if settled is None else str(as_of - timedelta(days=settled))
            documents.append(
                item(number, amount, still_open, account=name, kind=kind, issued=str(day), due=due, settled=paid)
            )
        reading = export(*documents, as_of=str(as_of), source=source)
        self.desk.imports.book(reading, "open.csv", form_key())

    @rule(
        account=st.integers(1, 2),
        number=st.sampled_from(["1", "9"]),
        cents=st.integers(1, 9_999),
        late=st.integers(-30, 99),
    )
    def an_invoice_by_hand(self, account, number, cents, late):
        due = str(self.today - timedelta(days=late))
        self.attempt(lambda: self.desk.keeping.add_invoice(account, number, f"{cents / 100:.2f}", due))

    @rule(account=st.integers(1, 2), outcome=st.sampled_from(OUTCOMES))
    def a_call(self, account, outcome):
        self.attempt(lambda: call(self.desk, account, outcome))

    @rule(account=st.integers(1, 2), what=st.sampled_from(["note", "snooze", "next", "done"]), days=st.integers(1, 20))
    def a_plan(self, account, what, days):
        plans, key = self.desk.plans, form_key()
        acts = {
            "note": lambda: plans.note(account, "called twice", key),
            "snooze": lambda: plans.snooze(account, f"{days}d", key),
            "next": lambda: plans.set_next(account, f"{days}d", "call again", key),
            "done": lambda: plans.done(account, key),
        }
        self.attempt(acts[what])

    @rule(account=st.integers(1, 2), again=st.booleans())
    def a_text(self, account, again):
        self.attempt(lambda: send(self.desk, account, again=again))

    @rule(answer=st.sampled_from(["accepted", "accepted", "rejected", "unknown", "not_reached"]))
    def a_round(self, answer):
        self.carrier.answer = answer
        self.desk.delivery.round()

    @precondition(lambda self: self.carrier.taken)
    @rule(state=st.sampled_from(["sent", "delivered", "undelivered"]), data=st.data())
    def a_receipt(self, state, data):
        key, _, _ = data.draw(st.sampled_from(self.carrier.taken))
        self.carrier.later.append(Receipt(f"id-{key}", state))
        self.desk.delivery.round()

    @rule(number=st.integers(0, 2), text=st.sampled_from(["Can I pay half?", "STOP"]))
    def a_reply(self, number, text):
        self.carrier.came.append(Inbound(f"r{len(self.carrier.came)}", f"+1212555010{number}", text))
        self.desk.delivery.round()

    @rule()
    def an_undo(self):
        self.attempt(self.desk.undo.undo)

    @rule(days=st.integers(1, 35))
    def the_day_turns(self, days):
        self.clock.forward(days=days)
        self.desk.office.turn_day()

    @invariant()
    def the_book_proves_itself(self):
        assert self.desk.proving.differences() == []

    @invariant()
    def the_top_line_is_the_aging_of_today(self):
        _, lines = self.desk.queue.aging(None, by_account=False)
        rebuilt = {line.currency: (line.buckets_cents, line.unapplied_cents) for line in lines}
        kept = {
            tally.currency: (tally.buckets_cents, tally.unapplied_cents) for tally in self.desk.queue.overview().tallies
        }
        assert {currency: figures for currency, figures in kept.items() if figures != ((0,) * 5, 0)} == rebuilt

    @invariant()
    def nothing_was_sent_twice(self):
        keys = [key for key, _, _ in self.carrier.taken]
        assert len(keys) == len(set(keys))


AnyDay.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestAnyDay = AnyDay.TestCase
