"""Whatever is paid, charged, forgiven, agreed and taken back in whatever order, the book stays right to the cent.

`MONEY_EXAMPLES` and `MONEY_STEPS` in the environment make the run longer.
"""

import os
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from desks import THURSDAY, HandCarrier, aging, call, export, figures_of, item, opened
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from collector_tui.domain.hold import REASONS
from collector_tui.domain.refusal import Refused
from collector_tui.services.clock import SetClock
from collector_tui.services.office import form_key
from collector_tui.store import agreements
from collector_tui.store.aging import aging_as_of, back_dated

EXAMPLES, STEPS = int(os.environ.get("MONEY_EXAMPLES", "30")), int(os.environ.get("MONEY_STEPS", "25"))
DEBTORS = [
    ("Acme", "USD", "business"),
    ("Bea Consumer", "USD", "consumer"),
    ("Café Añejo", "EUR", ""),
    ("Öland", "EUR", "business"),
]
ACCOUNTS = st.sampled_from([1, 1, 1, 1, 2, 3, 4])
"""Mostly one account, so that what is done to it meets what was done before."""
CENTS = st.one_of(st.sampled_from([1, 100, 2_000, 33_333, 100_000]), st.integers(1, 120_000))
NUMBERS = st.sampled_from(["1", "2", "3", "4"])
AGO = st.sampled_from([0, 0, 0, 1, 3, 10, 40])
AHEAD = st.sampled_from([0, 1, 1, 3, 7, 14, 30])
SOME = st.lists(NUMBERS, max_size=2, unique=True)


def money(cents: int) -> str:
    return f"{cents / 100:.2f}"


def differing(one, other) -> list:
    """What differs between two pictures, as deep down as can be told."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = sorted(one.keys() | other.keys(), key=str)
        return [(key, part) for key in keys for part in differing(one.get(key), other.get(key))]
    if isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        return [(place, part) for place, pair in enumerate(zip(one, other, strict=True)) for part in differing(*pair)]
    return [] if one == other else [(one, other)]


class AnyMoney(RuleBasedStateMachine):
    """A collector who books and agrees everything at random, and takes much of it back."""

    @initialize()
    def open(self):
        self.folder = Path(tempfile.mkdtemp())
        self.clock = SetClock(THURSDAY)
        self.desk = opened(self.folder / "collector.db", self.clock, HandCarrier())
        self.remembered: dict[date, list[tuple]] = {}
        for number, (name, currency, kind) in enumerate(DEBTORS):
            facts = {"phone": f"(212) 555-010{number}"} | ({"kind": kind} if kind else {})
            account = self.desk.keeping.add_account(name, currency, facts)
            self.desk.keeping.add_invoice(account, "1", "1,000", "2026-10-01", "2026-09-01")
        self.desk.keeping.set_facts(4, {"contract_rate": "12.25"})

    def teardown(self):
        if hasattr(self, "desk"):
            self.desk.close()
            shutil.rmtree(self.folder)

    @property
    def today(self) -> date:
        return self.desk.queue.moment().today

    def ago(self, days: int) -> str:
        return str(self.today - timedelta(days=days))

    def picture(self) -> tuple:
        """Every figure of every account on many days, and where every agreement stands."""
        book, accounts = self.desk.office.book, range(1, len(DEBTORS) + 1)
        days = [self.ago(days) for days in (0, 1, 3, 10, 40, 90, -30)]
        agreed = agreements.of_accounts(book, list(accounts))
        owed = [aging(self.desk, day) for day in days]
        return [figures_of(self.desk, one) for one in accounts], owed, agreed, self.disputed(self.today)

    def disputed(self, day: date) -> list[int]:
        return [line.disputed_cents for line in aging_as_of(self.desk.office.book, day, by_account=True)]

    def lines(self) -> int:
        """How many journal lines there are."""
        return self.desk.proving.extent()[0]

    def act(self, act, *, back: bool) -> None:
        """Do it; one that is refused leaves all as it was, and one that is taken back at once too."""
        before, lines = self.picture(), self.lines()
        try:
            act()
        except Refused as refusal:
            assert str(refusal).endswith((".", "…")), refusal
            assert (self.picture(), self.lines()) == (before, lines)
            return
        if back and self.lines() > lines:
            self.desk.undo.undo()
            now = self.picture()
            assert now == before, differing(now, before)

    @rule(
        account=ACCOUNTS,
        number=NUMBERS,
        cents=CENTS,
        late=st.integers(-40, 99),
        terms=st.integers(0, 40),
        back=st.booleans(),
    )
    def an_invoice(self, account, number, cents, late, terms, back):
        due, issued = self.ago(late), self.ago(max(late, 0) + terms)
        self.act(lambda: self.desk.keeping.add_invoice(account, number, money(cents), due, issued), back=back)

    @rule(
        account=ACCOUNTS,
        cents=CENTS,
        ago=AGO,
        how=st.sampled_from(["oldest", "oldest", "unapplied", "directed", "in part"]),
        numbers=SOME,
        back=st.booleans(),
    )
    def a_payment(self, account, cents, ago, how, numbers, back):
        invoices = numbers if how == "directed" else [f"{n}={money(max(cents // 3, 1))}" for n in numbers]
        self.act(
            lambda: self.desk.paying.pay(
                account,
                money(cents),
                form_key(),
                on=self.ago(ago),
                invoices=invoices if how in ("directed", "in part") else (),
                unapplied=how == "unapplied",
            ),
            back=back,
        )

    @rule(account=ACCOUNTS, which=st.integers(0, 3), ago=AGO, fee=st.sampled_from(["", "", "25"]), back=st.booleans())
    def a_payment_bounces(self, account, which, ago, fee, back):
        found = self.desk.paying.payments(account)
        payment = found[which % len(found)][0] if found else 999
        self.act(lambda: self.desk.paying.bounce(payment, form_key(), on=self.ago(ago), fee=fee), back=back)

    @rule(
        account=ACCOUNTS,
        cents=CENTS,
        number=st.sampled_from(["", "1", "2"]),
        ago=AGO,
        keep=st.booleans(),
        back=st.booleans(),
    )
    def a_credit_note(self, account, cents, number, ago, keep, back):
        self.act(
            lambda: self.desk.paying.credit(
                account, money(cents), form_key(), on=self.ago(ago), invoice=number, keep_dispute=keep
            ),
            back=back,
        )

    @rule(account=ACCOUNTS, back=st.booleans())
    def credit_is_applied(self, account, back):
        self.act(lambda: self.desk.paying.apply(account, form_key()), back=back)

    @rule(
        account=ACCOUNTS,
        kind=st.sampled_from(["interest", "interest", "late fee", "compensation", "bank_fee"]),
        amount=st.sampled_from(["", "", "15", "40.01"]),
        rate=st.sampled_from(["", "", "8", "12.25"]),
        number=st.sampled_from(["", "1"]),
        back=st.booleans(),
    )
    def a_charge(self, account, kind, amount, rate, number, back):
        charging = self.desk.charging
        self.act(
            lambda: charging.charge(account, kind, form_key(), amount=amount, rate=rate, invoice=number), back=back
        )

    @rule(account=ACCOUNTS, rate=st.sampled_from(["8", "12.25"]), number=st.sampled_from(["", "1"]))
    def interest_charged_twice_is_charged_once(self, account, rate, number):
        for again in (False, True):
            lines = self.lines()
            try:
                self.desk.charging.charge(account, "interest", form_key(), rate=rate, invoice=number)
            except Refused as refusal:
                assert str(refusal).endswith("."), refusal
                return
            assert not again or self.lines() == lines

    @rule(account=ACCOUNTS, amount=st.sampled_from(["", "", "3"]), put_back=st.booleans(), back=st.booleans())
    def charges_are_waived_or_put_back(self, account, amount, put_back, back):
        charging = self.desk.charging
        if put_back:
            self.act(lambda: charging.reinstate(account, "they never paid", form_key()), back=back)
        else:
            self.act(lambda: charging.waive(account, "goodwill", form_key(), amount=amount), back=back)

    @rule(
        account=ACCOUNTS,
        numbers=SOME,
        amount=st.sampled_from(["", "", "7"]),
        ago=AGO,
        again=st.booleans(),
        back=st.booleans(),
    )
    def something_is_written_off_or_recovered(self, account, numbers, amount, ago, again, back):
        forgiving = self.desk.forgiving
        if again:
            invoice = numbers[0] if numbers else ""
            self.act(lambda: forgiving.recover(account, form_key(), invoice=invoice), back=back)
        else:
            self.act(
                lambda: forgiving.write_off(
                    account, "uncollectible", form_key(), invoices=numbers, amount=amount, on=self.ago(ago)
                ),
                back=back,
            )

    @rule(
        account=ACCOUNTS,
        days=AHEAD,
        percent=st.sampled_from(["10", "33.3", "90"]),
        numbers=SOME,
        pay=st.booleans(),
        back=st.booleans(),
    )
    def a_settlement_is_offered(self, account, days, percent, numbers, pay, back):
        self.act(
            lambda: self.desk.forgiving.settle(account, self.ago(-days), form_key(), percent=percent, invoices=numbers),
            back=back and not pay,
        )
        offers = agreements.of_accounts(self.desk.office.book, [account]).get(account, [])
        if pay and offers and offers[-1].kind == "offer":
            self.act(
                lambda: self.desk.paying.pay(account, money(offers[-1].amount_cents), form_key(), invoices=numbers),
                back=back,
            )

    @rule(
        account=ACCOUNTS,
        cents=CENTS,
        what=st.sampled_from(["agree", "agree", "confirm", "confirm", "cancel"]),
        days=AHEAD,
        invoice=st.sampled_from(["", "1"]),
        ago=AGO,
        back=st.booleans(),
    )
    def a_barter(self, account, cents, what, days, invoice, ago, back):
        barter = self.desk.bartering
        acts = {
            "agree": lambda: barter.agree(
                account, money(cents), "van service", form_key(), by=self.ago(-days), invoice=invoice
            ),
            "confirm": lambda: barter.confirm(account, form_key(), on=self.ago(ago)),
            "cancel": lambda: barter.cancel(account, form_key(), reason="never came"),
        }
        self.act(acts[what], back=back)

    @rule(account=ACCOUNTS, cents=CENTS, days=AHEAD, back=st.booleans())
    def a_promise(self, account, cents, days, back):
        self.act(lambda: self.desk.agreeing.promise(account, money(cents), self.ago(-days), form_key()), back=back)

    @rule(
        account=ACCOUNTS,
        every=st.sampled_from(["weekly", "fortnightly", "monthly"]),
        count=st.sampled_from(["", "1", "3", "7"]),
        each=st.sampled_from(["100", "250.01"]),
        days=AHEAD,
        numbers=SOME,
        amount=st.sampled_from(["", "", "400"]),
        back=st.booleans(),
    )
    def an_arrangement(self, account, every, count, each, days, numbers, amount, back):
        self.act(
            lambda: self.desk.agreeing.arrange(
                account,
                every,
                self.ago(-days),
                form_key(),
                count=count,
                each="" if count else each,
                amount=amount,
                invoices=numbers,
            ),
            back=back,
        )

    @rule(account=ACCOUNTS, kind=st.sampled_from(["promise", "arrangement", "offer"]), back=st.booleans())
    def a_withdrawal(self, account, kind, back):
        self.act(lambda: self.desk.agreeing.withdraw(account, kind, form_key()), back=back)

    @rule(
        account=ACCOUNTS,
        reason=st.sampled_from(sorted(REASONS)),
        days=AHEAD,
        number=st.sampled_from(["", "1"]),
        back=st.booleans(),
    )
    def a_hold(self, account, reason, days, number, back):
        holding = self.desk.holding
        self.act(lambda: holding.hold(account, reason, self.ago(-days), form_key(), invoice=number), back=back)

    @rule(
        account=ACCOUNTS,
        what=st.sampled_from(["dispute", "decide", "release"]),
        number=NUMBERS,
        days=AHEAD,
        back=st.booleans(),
    )
    def a_dispute(self, account, what, number, days, back):
        holding = self.desk.holding
        acts = {
            "dispute": lambda: holding.dispute(account, number, "wrong price", self.ago(-days), form_key()),
            "decide": lambda: holding.decide(account, number, "the price was right", form_key()),
            "release": lambda: holding.release(account, form_key(), invoice=number if days % 2 else ""),
        }
        self.act(acts[what], back=back)

    @rule(
        account=ACCOUNTS,
        what=st.sampled_from(["call", "snooze", "next", "done"]),
        days=st.integers(1, 20),
        back=st.booleans(),
    )
    def a_contact_or_a_plan(self, account, what, days, back):
        plans, key = self.desk.plans, form_key()
        acts = {
            "call": lambda: call(self.desk, account, "right_party"),
            "snooze": lambda: plans.snooze(account, f"{days}d", key),
            "next": lambda: plans.set_next(account, f"{days}d", "call again", key),
            "done": lambda: plans.done(account, key),
        }
        self.act(acts[what], back=back)

    @rule(
        account=ACCOUNTS,
        rows=st.lists(
            st.tuples(NUMBERS, CENTS, st.integers(0, 2), st.integers(0, 60)), max_size=3, unique_by=lambda row: row[0]
        ),
        kind=st.sampled_from(["invoice", "invoice", "credit_note"]),
        age=st.sampled_from([0, 0, 2]),
        back=st.booleans(),
    )
    def a_file_comes(self, account, rows, kind, age, back):
        """A newer export of open items, that states some anew, some as paid in part, and closes what it leaves out."""
        name, currency, _ = DEBTORS[account - 1]
        as_of = self.today - timedelta(days=age)
        documents = [
            item(
                number,
                cents,
                cents * paid // 2,
                account=name,
                kind=kind,
                currency=currency,
                issued=str(as_of - timedelta(days=terms)),
                due=str(as_of - timedelta(days=terms // 2)),
            )
            for number, cents, paid, terms in rows
        ]
        reading = export(*documents, as_of=str(as_of))
        before = self.picture()
        try:
            self.desk.imports.book(reading, "open.csv", form_key())
        except Refused:
            now = self.picture()
            assert now == before, differing(now, before)
            return
        if back:
            self.desk.undo.undo()
            now = self.money(self.picture())
            assert now == self.money(before), differing(now, self.money(before))

    @staticmethod
    def money(picture: tuple) -> tuple:
        """The aging on many days, and states and amounts of agreements: what an import that is taken back restores."""
        agreed = [
            (one.id, one.state, one.paid_cents, one.entry_id, one.invoices, one.instalments)
            for of_one in picture[2].values()
            for one in of_one
        ]
        return picture[1], agreed, picture[3]

    @rule(times=st.integers(1, 3))
    def an_undo(self, times):
        for _ in range(times):
            try:
                self.desk.undo.undo()
            except Refused as refusal:
                assert str(refusal).endswith("."), refusal

    @rule(days=st.sampled_from([1, 1, 2, 5, 13, 40]))
    def the_day_turns(self, days):
        book = self.desk.office.book
        self.remembered[self.today] = [
            line._replace(disputed_cents=0) for line in aging_as_of(book, self.today, by_account=True)
        ]
        self.clock.forward(days=days)
        self.desk.office.turn_day()

    @invariant()
    def the_book_proves_itself(self):
        found = self.desk.proving.differences()
        assert found == [], found

    @invariant()
    def buckets_less_unapplied_is_what_is_owed_to_the_account_and_to_the_book(self):
        lines = {line.account_id: line for line in aging_as_of(self.desk.office.book, self.today, by_account=True)}
        owed: dict[str, int] = {}
        for account in range(1, len(DEBTORS) + 1):
            card = self.desk.queue.card(account)
            line = lines.get(account)
            assert sum(card.buckets_cents) - card.unapplied_cents == card.balance_cents
            assert card.balance_cents == (line.outstanding_cents if line else 0)
            owed[card.currency] = owed.get(card.currency, 0) + card.balance_cents
        whole = {
            line.currency: line.outstanding_cents
            for line in aging_as_of(self.desk.office.book, self.today, by_account=False)
        }
        assert {currency: cents for currency, cents in owed.items() if cents or currency in whole} == whole

    @invariant()
    def no_account_that_owes_is_without_a_next_action(self):
        rows = self.desk.office.book.rows("SELECT id FROM account WHERE balance_cents > 0 AND next_on IS NULL")
        assert rows == []

    @invariant()
    def nothing_was_ever_paid_with_more_than_there_was(self):
        for ago in (0, 1, 2, 3, 5, 10, 13, 40, 60):
            for line in aging_as_of(self.desk.office.book, self.today - timedelta(days=ago), by_account=True):
                assert min(*line.buckets_cents, line.unapplied_cents) >= 0, (ago, line)

    @invariant()
    def a_day_that_nothing_was_put_into_since_is_as_it_was(self):
        book, zone = self.desk.office.book, self.desk.office.business.timezone
        for day, lines in self.remembered.items():
            if not back_dated(book, day, zone):
                now = [line._replace(disputed_cents=0) for line in aging_as_of(book, day, by_account=True)]
                assert now == lines, day

    @invariant()
    def instalments_are_the_amount_that_was_arranged(self):
        for agreed in agreements.of_accounts(self.desk.office.book, list(range(1, len(DEBTORS) + 1))).values():
            for one in agreed:
                if one.kind == "arrangement":
                    assert sum(part.amount_cents for part in one.instalments) == one.amount_cents
                    assert sum(part.paid_cents for part in one.instalments) == one.paid_cents


AnyMoney.TestCase.settings = settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None)
TestAnyMoney = AnyMoney.TestCase
