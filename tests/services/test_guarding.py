"""The guard at work: facts, places and past contacts of an account, at the instant of the contact itself."""

from datetime import UTC, datetime, timedelta

import pytest
from desks import HARBOR, THURSDAY, call, debtor, opened, send, state_of

from collector_tui.domain.business import Practice
from collector_tui.domain.refusal import Blocked, Refused, Warned
from collector_tui.services import contacting
from collector_tui.services.office import form_key

MIAMI = "1 Main St, Miami, FL 33101"


@pytest.fixture
def dana(collecting):
    return debtor(collecting)


def verdict(collecting, account, channel="call"):
    card = collecting.queue.card(account)
    return contacting.look(collecting.office, card, channel, card.number)


def move_to(clock, text):
    clock.set(datetime.fromisoformat(text).astimezone(UTC))


def test_a_florida_number_is_protected_by_florida_law_without_being_asked(collecting, clock):
    account = debtor(collecting, "Luz Ortega", phone="(305) 555-0101")
    move_to(clock, "2026-11-19T20:59:59-05:00")
    assert verdict(collecting, account).effect == "allow"
    move_to(clock, "2026-11-19T21:00:00-05:00")
    found = verdict(collecting, account)
    assert (found.effect, found.refusals[0].rule) == ("block", "FL.559.72.17.HOURS")
    assert found.next_allowed == datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
    assert "559.72(17)" in found.refusals[0].citation


def test_an_address_in_florida_counts_as_much_as_a_number(collecting, dana, clock):
    move_to(clock, "2026-11-19T21:30:00-05:00")
    assert verdict(collecting, dana).effect == "warn"
    collecting.keeping.set_facts(dana, {"address": MIAMI})
    assert verdict(collecting, dana).effect == "block"


def test_whoever_collects_for_others_is_bound_by_federal_law(tmp_path, clock):
    services = opened(tmp_path / "agency.db", clock)
    object.__setattr__(services.office, "practice", Practice(collector_kind="third_party"))
    account = debtor(services)
    move_to(clock, "2026-11-19T21:30:00-05:00")
    assert {"US.REGF.6b1.HOURS"} <= verdict(services, account).rules
    assert verdict(services, account).effect == "block"


def test_the_eighth_call_in_seven_days_is_warned_of_and_the_day_it_is_free_is_named(collecting, dana, clock):
    for day in range(7):
        move_to(clock, f"2026-11-{9 + day:02}T10:00:00-05:00")
        call(collecting, dana, "no_answer")
    move_to(clock, "2026-11-15T15:00:00-05:00")
    found = verdict(collecting, dana)
    assert (found.effect, [one.rule for one in found.refusals]) == ("warn", ["US.BP.FREQ"])
    assert found.next_allowed == datetime(2026, 11, 16, 13, 0, tzinfo=UTC)


def test_a_call_on_the_day_after_a_conversation_is_warned_of_unless_they_asked_for_it(collecting, dana, clock):
    call(collecting, dana, "right_party")
    clock.forward(days=1)
    assert verdict(collecting, dana).effect == "warn"
    other = debtor(collecting, "Bo", phone="(212) 555-0102")
    call(collecting, other, "callback")
    clock.forward(days=1)
    assert verdict(collecting, other).effect == "allow"


def test_a_call_that_was_taken_back_does_not_count(collecting, dana, clock):
    call(collecting, dana, "right_party")
    collecting.undo.undo()
    clock.forward(days=1)
    assert verdict(collecting, dana).effect == "allow"


@pytest.mark.parametrize("fact", ["pending 2026-11-01", "discharged"])
def test_bankruptcy_bars_every_channel_and_no_reason_sets_it_aside(collecting, dana, fact):
    collecting.keeping.set_facts(dana, {"bankruptcy": fact})
    for channel in ("call", "sms", "email", "letter"):
        found = verdict(collecting, dana, channel)
        assert (found.effect, found.is_overridable, found.next_allowed) == ("block", False, None)
    with pytest.raises(Blocked, match="no reason sets that aside"):
        collecting.calls.begin(dana, collecting.queue.card(dana).number.id, form_key(), override="they called me")


def test_a_block_that_allows_it_gives_way_to_a_typed_reason_which_the_journal_keeps(collecting, dana, clock):
    collecting.keeping.set_facts(dana, {"address": MIAMI})
    move_to(clock, "2026-11-19T21:30:00-05:00")
    phone = collecting.queue.card(dana).number.id
    with pytest.raises(Blocked, match="may not be called now"):
        collecting.calls.begin(dana, phone, form_key())
    collecting.calls.begin(dana, phone, form_key(), override="she asked me to ring after nine")
    lines = [line.text for line in collecting.queue.card(dana).timeline if line.kind == "guard"]
    assert len(lines) == 1
    assert "set aside with the reason “she asked me to ring after nine”: FL.559.72.17.HOURS" in lines[0]
    assert collecting.proving.differences() == []


def test_a_text_queued_at_a_minute_to_nine_does_not_leave_at_a_minute_past(collecting, dana, carrier, clock):
    move_to(clock, "2026-11-19T20:59:00-05:00")
    queued = send(collecting, dana)
    clock.forward(minutes=2)
    collecting.delivery.round()
    assert (carrier.taken, state_of(collecting, queued.message_id)) == ([], "queued")
    move_to(clock, "2026-11-20T07:59:59-05:00")
    collecting.delivery.round()
    assert carrier.taken == []
    move_to(clock, "2026-11-20T08:00:00-05:00")
    collecting.delivery.round()
    assert len(carrier.taken) == 1


def test_a_warning_that_was_minded_does_not_hold_the_text_up(collecting, dana, carrier, clock):
    move_to(clock, "2026-11-19T21:30:00-05:00")
    card = collecting.queue.card(dana)
    draft = collecting.drafts.draft(card)
    with pytest.raises(Warned):
        collecting.messages.send(card, draft, form_key())
    collecting.messages.send(card, draft, form_key(), minded=True)
    collecting.delivery.round()
    assert len(carrier.taken) == 1


def test_a_text_put_off_to_the_next_permitted_instant_leaves_in_its_first_minute(collecting, dana, carrier, clock):
    collecting.keeping.set_facts(dana, {"address": MIAMI})
    move_to(clock, "2026-11-19T21:30:00-05:00")
    card = collecting.queue.card(dana)
    at = verdict(collecting, dana, "sms").next_allowed
    collecting.messages.send(card, collecting.drafts.draft(card), form_key(), at=at)
    for instant, left in (("07:59:59", 0), ("08:00:30", 1)):
        move_to(clock, f"2026-11-20T{instant}-05:00")
        collecting.delivery.round()
        assert len(carrier.taken) == left


def test_two_keys_cannot_both_pass_the_last_place(tmp_path, clock):
    services = opened(tmp_path / "agency.db", clock)
    object.__setattr__(services.office, "practice", Practice(collector_kind="third_party"))
    account = debtor(services)
    phone = services.queue.card(account).number.id
    for _ in range(7):
        clock.forward(minutes=10)
        services.calls.log(account, phone, "no_answer", form_key())
    with pytest.raises(Blocked, match="7"):
        services.calls.log(account, phone, "no_answer", form_key())


def test_texts_across_four_zones_at_the_edge_of_the_evening(collecting, carrier, clock):
    numbers = {
        "New York": "(212) 555-0101",
        "Chicago": "(312) 555-0102",
        "Denver": "(303) 555-0103",
        "LA": "(213) 555-0104",
    }
    accounts = [debtor(collecting, name, phone) for name, phone in numbers.items()]
    move_to(clock, "2026-11-19T20:59:30-05:00")
    for account in accounts:
        send(collecting, account)
    clock.forward(minutes=1)
    collecting.delivery.round()
    assert len(carrier.taken) == 3, "it is 21:00 in New York, 20:00 in Chicago"


def test_a_number_that_tells_nothing_is_called_only_when_every_zone_of_the_country_is_awake(collecting, clock):
    account = debtor(collecting, "Toll Free Ltd", phone="(800) 555-0101")
    move_to(clock, "2026-11-19T10:00:00-05:00")
    found = verdict(collecting, account)
    assert (found.effect, found.refusals[0].rule) == ("block", "TZ.UNKNOWN")
    move_to(clock, "2026-11-19T14:00:00-05:00")
    assert verdict(collecting, account).effect == "allow"


def test_inconvenient_hours_are_kept_and_nonsense_is_refused(collecting, dana):
    collecting.keeping.set_facts(dana, {"inconvenient": "Mon-Fri 09:00-17:00"})
    assert verdict(collecting, dana).effect == "warn"
    for fact, value in (("inconvenient", "always"), ("bankruptcy", "soon"), ("cease", "yesterday")):
        with pytest.raises(Refused):
            collecting.keeping.set_facts(dana, {fact: value})


def test_a_state_without_a_pack_says_so(collecting, dana):
    collecting.keeping.set_facts(dana, {"address": "1 Main St, Denver, CO 80202"})
    assert "US-CO is not profiled: house rules" in verdict(collecting, dana).notes


def test_a_verdict_is_quick_though_the_book_is_full_of_contacts(collecting, dana, clock):
    import time

    for _ in range(60):
        clock.forward(hours=1)
        collecting.calls.log(dana, None, "no_answer", form_key(), inbound=True)
    move_to(clock, (THURSDAY + timedelta(days=3)).isoformat())
    verdict(collecting, dana)
    begun = time.perf_counter()
    for _ in range(20):
        verdict(collecting, dana)
    assert (time.perf_counter() - begun) / 20 < 0.05, "under 2 ms where nothing else runs; this only catches a scan"
    assert HARBOR.country == "US"
