"""The day turns: every account stands where it should that morning, whatever the clock or the rules did."""

from datetime import timedelta

import pytest
from desks import HARBOR, THURSDAY, debtor, opened, send, why

from collector_tui.domain.business import WorkRules
from collector_tui.services.clock import SetClock
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import form_key, open_office
from collector_tui.services.queueing import QueueFilter
from collector_tui.store.opening import open_book


def buckets(collecting) -> tuple[int, ...]:
    (tally,) = collecting.queue.overview().tallies
    return tally.buckets_cents


def test_an_invoice_moves_through_the_buckets_on_its_days(collecting, clock):
    debtor(collecting, amount="1", due="2026-11-19")
    seen = []
    for days in (0, 1, 30, 31, 60, 61, 90, 91, 400):
        clock.set(THURSDAY + timedelta(days=days))
        collecting.office.turn_day()
        seen.append(buckets(collecting).index(100))
        assert collecting.proving.differences() == []
    assert seen == [0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_an_account_nobody_works_is_sound_on_every_single_day(collecting, clock):
    debtor(collecting, due="2026-12-01")
    debtor(collecting, "Brightside", number="2", due="2026-09-01")
    send(collecting, 2)
    for _ in range(130):
        clock.forward(days=1)
        collecting.office.turn_day()
        assert collecting.proving.differences() == []


def test_turning_to_the_same_day_writes_nothing(collecting):
    debtor(collecting)
    assert not collecting.office.turn_day()


def test_a_clock_that_was_set_back_is_no_trouble(collecting, clock):
    account = debtor(collecting, due="2026-11-19")
    clock.forward(days=40)
    collecting.office.turn_day()
    clock.forward(days=-40)
    assert collecting.office.turn_day()
    assert buckets(collecting)[0] == 128_450
    assert collecting.queue.card(account).overdue_cents == 0
    assert collecting.proving.differences() == []


def test_the_day_is_the_one_where_the_business_is(collecting, clock):
    clock.set(THURSDAY.replace(hour=4))
    assert str(collecting.queue.moment().today) == "2026-11-18"


def test_other_working_rules_hold_from_the_next_start(book_path):
    services = opened(book_path, SetClock(THURSDAY))
    account = debtor(services)
    send(services, account)
    assert why(services, account) == "contacted recently: rests until 2026-11-22"
    services.close()
    book, _ = open_book(book_path)
    patient = Collecting(open_office(book, SetClock(THURSDAY), HARBOR, WorkRules(minimum_interval_days=7)))
    assert why(patient, account) == "contacted recently: rests until 2026-11-26"
    assert patient.proving.differences() == []
    patient.close()


def test_a_day_with_many_accounts_turns_the_same_as_one_by_one(collecting, clock):
    for number in range(60):
        debtor(
            collecting, f"Debtor {number:02}", "", f"N{number}", "10", f"2026-{10 + number % 3}-{1 + number % 28:02}"
        )
    for days in (1, 9, 25):
        clock.forward(days=days)
        collecting.office.turn_day()
        assert collecting.proving.differences() == []
    waiting = collecting.queue.overview().waiting
    assert waiting == len(collecting.queue.page(QueueFilter(), None, 100)) == 60


@pytest.mark.parametrize("days", [0, 3, 40])
def test_the_days_progress_counts_accounts_and_not_keys(collecting, clock, days):
    first, second = debtor(collecting), debtor(collecting, "Brightside", number="2")
    clock.forward(days=days)
    collecting.office.turn_day()
    for account in (first, first, second):
        collecting.plans.note(account, "called", form_key())
    assert collecting.queue.overview().worked == 2
    clock.forward(days=1)
    collecting.office.turn_day()
    assert collecting.queue.overview().worked == 0
