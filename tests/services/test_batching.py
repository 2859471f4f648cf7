"""Many messages at once: who is in, who is left out and why, nothing twice, and stopped at any time."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from desks import HandCarrier, Killed, call, debtor, opened, send

from collector_tui.domain.carrier import Handed, Inbound
from collector_tui.domain.refusal import Refused
from collector_tui.services.clock import SetClock
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import form_key

AT = "2026-11-19T15:00:00+00:00"
COUNT = 42


@pytest.fixture
def clock() -> SetClock:
    from datetime import datetime

    return SetClock(datetime.fromisoformat(AT))


@pytest.fixture
def desk(tmp_path, clock) -> Collecting:
    """42 accounts whose first notice is due."""
    services = opened(tmp_path / "book.db", clock, HandCarrier())
    with services.office.book.writing():
        for n in range(COUNT):
            debtor(services, f"Debtor {n:02}", f"(212) 555-{100 + n:04}", number=str(1000 + n), amount=f"{100 + n}.00")
    return services


def left_out(desk: Collecting) -> dict[str, str]:
    return {one.account: one.why for one in desk.batches.due().left_out}


def opt_out(desk: Collecting, account: int) -> None:
    desk.keeping.set_facts(account, {"opt_out": "yes"})


def wrong_number(desk: Collecting, account: int) -> None:
    call(desk, account, "wrong_number")
    desk.plans.set_next(account, "today", "first notice", form_key())


def hold(desk: Collecting, account: int) -> None:
    desk.holding.hold(account, "illness", "20 dec", form_key())


def dispute(desk: Collecting, account: int) -> None:
    number = desk.queue.card(account).invoices[0].number
    desk.holding.dispute(account, number, "wrong paper", "20 dec", form_key())


def in_credit(desk: Collecting, account: int) -> None:
    desk.paying.pay(account, "5000", form_key(), unapplied=True)


def partly_in_credit(desk: Collecting, account: int) -> None:
    desk.paying.pay(account, "20", form_key(), unapplied=True)


def promised(desk: Collecting, account: int) -> None:
    desk.agreeing.promise(account, "50", "27 nov", form_key())


def replied(desk: Collecting, account: int) -> None:
    number = desk.queue.card(account).number
    desk.carrier.came.append(Inbound(f"in-{account}", number.e164, "can I pay half?"))
    desk.delivery.round()


def no_text_consent(desk: Collecting, account: int) -> None:
    desk.keeping.set_facts(account, {"consent": "none"})


def called_back(desk: Collecting, account: int) -> None:
    from datetime import date

    from collector_tui.domain.call import NextAction

    number = desk.queue.card(account).number
    later = NextAction("callback", date(2026, 11, 19), "ask for Ann", "16:00")
    desk.calls.log(account, number.id, "no_answer", form_key(), next_action=later)


def bankrupt(desk: Collecting, account: int) -> None:
    desk.holding.hold(account, "bankruptcy", "20 dec", form_key())


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (opt_out, "has opted out of texts"),
        (wrong_number, "is a wrong number"),
        (hold, "on hold until 2026-12-20"),
        (bankrupt, "on hold until 2026-12-20"),
        (dispute, "dispute"),
        (in_credit, "in credit: apply it first"),
        (partly_in_credit, "not applied"),
        (promised, "promise"),
        (replied, "has replied: read it first (i)"),
        (no_text_consent, "consent"),
        (called_back, "planned: callback at 16:00"),
    ],
)
def test_who_is_left_out_is_told_why(desk, what: Callable[[Collecting, int], None], why):
    account = desk.queue.resolve("Debtor 07").id
    what(desk, account)
    batch = desk.batches.due()
    assert [one.card.name for one in batch.going if one.card.id == account] == []
    assert len(batch.going) == COUNT - 1
    assert why in left_out(desk)["Debtor 07"]


def test_no_number_and_a_step_that_is_no_text_are_told(desk, clock):
    debtor(desk, "Silent Inc", phone="", number="9")
    assert "no number" in left_out(desk)["Silent Inc"]
    send(desk, desk.queue.resolve("Debtor 00").id)
    assert "Debtor 00" in left_out(desk), "its text has yet to leave"
    desk.delivery.round()
    assert "comes on" in left_out(desk)["Debtor 00"] or "contacted recently" in left_out(desk)["Debtor 00"]
    clock.forward(days=4)
    desk.office.turn_day()
    assert left_out(desk)["Debtor 00"] == "a call is due: c calls"


def test_all_of_them_go_once_and_are_one_act(desk):
    batch = desk.batches.due()
    assert (len(batch.going), batch.segments) == (COUNT, sum(one.draft.size.segments for one in batch.going))
    key = form_key()
    begun = desk.batches.begin(batch, key)
    assert (begun.count, begun.left_out) == (COUNT, ())
    assert desk.batches.begin(batch, key).batch == begun.batch, "the same form queues once"
    with pytest.raises(Refused, match="Nothing is left to send"):
        desk.batches.begin(batch, form_key())
    desk.delivery.round()
    desk.delivery.round()
    assert Counter(to for _, to, _ in desk.carrier.taken).most_common(1)[0][1] == 1
    assert len(desk.carrier.taken) == COUNT
    assert desk.batches.progress(begun.batch).gone == COUNT
    assert desk.proving.differences() == []
    assert desk.queue.overview().worked == COUNT


def test_undo_takes_back_what_has_not_left_and_says_how_many(desk):
    desk.carrier.send = _after(desk.carrier.send, 17, lambda: None)  # type: ignore[method-assign]
    begun = desk.batches.begin(desk.batches.due(), form_key())
    assert str(desk.undo.undo()) == f"batch of {COUNT} texts"
    assert desk.batches.progress(begun.batch).stopped == COUNT
    assert len(desk.batches.due().going) == COUNT, "they can be sent after all"


def _after(send: Callable[..., Handed], count: int, act: Callable[[], object]):
    """A carrier in whose hands something happens right after so many texts."""
    done = []

    def sends(key: str, to: str, text: str, until: datetime) -> Handed:
        result = send(key, to, text, until)
        done.append(to)
        if len(done) == count:
            act()
        return result

    return sends


def test_stopped_half_way_what_has_left_has_left_and_nothing_goes_twice(desk):
    begun = desk.batches.begin(desk.batches.due(), form_key())
    desk.carrier.send = _after(desk.carrier.send, 17, lambda: desk.batches.stop(begun.batch))  # type: ignore[method-assign]
    desk.delivery.round()
    progress = desk.batches.progress(begun.batch)
    assert (progress.gone, progress.stopped, progress.waiting, progress.total) == (17, COUNT - 17, 0, COUNT)
    assert desk.undo.coming().kind != "batch", "what could be taken back has been"
    assert desk.queue.overview().worked == 17
    assert len(desk.carrier.taken) == 17
    again = desk.batches.begin(desk.batches.due(), form_key())
    assert again.count == COUNT - 17
    desk.delivery.round()
    assert Counter(to for _, to, _ in desk.carrier.taken).most_common(1)[0][1] == 1
    assert len(desk.carrier.taken) == COUNT
    assert desk.proving.differences() == []


def test_half_way_undo_takes_back_the_rest(desk):
    begun = desk.batches.begin(desk.batches.due(), form_key())
    undone = []
    desk.carrier.send = _after(desk.carrier.send, 17, lambda: undone.append(str(desk.undo.undo())))  # type: ignore[method-assign]
    desk.delivery.round()
    assert undone == [f"{COUNT - 17} of the batch of {COUNT} texts"]
    assert desk.batches.progress(begun.batch).stopped == COUNT - 17
    assert len(desk.carrier.taken) == 17


def test_killed_in_the_middle_leaves_sent_one_unknown_and_the_rest_waiting(desk, clock):
    begun = desk.batches.begin(desk.batches.due(), form_key())

    def die() -> None:
        raise Killed

    desk.carrier.send = _after(desk.carrier.send, 17, die)  # type: ignore[method-assign]
    with pytest.raises(Killed):
        desk.delivery.round()
    path, taken = desk.office.book.path, desk.carrier.taken
    desk.close()
    again = opened(path, clock, HandCarrier(taken=taken))
    again.delivery.recover()
    progress = again.batches.progress(begun.batch)
    assert (progress.gone, progress.unknown, progress.waiting) == (16, 1, COUNT - 17)
    again.delivery.round()
    assert len(taken) == COUNT
    assert Counter(to for _, to, _ in taken).most_common(1)[0][1] == 1
    assert again.proving.differences() == []
    again.close()


def test_what_changed_since_it_was_listed_is_left_out_with_the_reason(desk):
    batch = desk.batches.due()
    paid = batch.going[3].card
    desk.paying.pay(paid.id, "50", form_key())
    opt_out(desk, batch.going[5].card.id)
    begun = desk.batches.begin(batch, form_key())
    assert begun.count == COUNT - 2
    assert {one.account for one in begun.left_out} == {paid.name, batch.going[5].card.name}
    assert any("figures" in one.why for one in begun.left_out)


def test_chosen_accounts_get_their_next_message_though_it_is_not_due(desk, clock):
    chosen = [desk.queue.resolve(f"Debtor 0{n}").id for n in (1, 2)]
    desk.batches.begin(desk.batches.of(chosen), form_key())
    desk.delivery.round()
    assert {one.account_id for one in desk.messages.outbox()} == set(chosen)
    clock.forward(days=1)
    desk.office.turn_day()
    assert [one.card.id for one in desk.batches.of(chosen).going] == chosen


def test_a_notice_goes_to_all_who_have_not_opted_out_and_is_no_step(desk):
    paid, out, promised_by = (desk.queue.resolve(f"Debtor 1{n}").id for n in range(3))
    owed = desk.queue.card(paid).balance_cents
    desk.paying.pay(paid, f"{owed / 100:.2f}", form_key())
    opt_out(desk, out)
    promised(desk, promised_by)
    batch = desk.batches.notice("From 1 Jan 2027 our prices rise by 3 percent, {{ name }}.")
    assert len(batch.going) == COUNT - 1
    assert {one.account_id for one in batch.left_out} == {out}
    assert all("prices rise" in one.draft.text and "$" not in one.draft.text for one in batch.going)
    first = batch.going[0]
    before = desk.queue.card(first.card.id)
    desk.batches.begin(batch, form_key())
    desk.paying.pay(first.card.id, "10", form_key())
    desk.delivery.round()
    assert len(desk.carrier.taken) == COUNT - 1, "a notice claims nothing that a payment could make untrue"
    after = desk.queue.card(first.card.id)
    assert (after.next_step, after.next_step_on, after.last_contact_on) == (
        before.next_step, before.next_step_on, before.last_contact_on,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("news", "says"),
    [
        ("", "The notice is empty"),
        ("{{ nmae }}: prices rise", "“nmae”"),
        ("{{ amount }} is new", "“amount”"),
        ("{% if %}", "cannot be read as a template"),
        ("{{ ''.__class__.__mro__ }}", "cannot be filled in|not known"),
        ("We will tell your employer.", ""),
    ],
)
def test_news_that_cannot_be_sent_is_refused_or_left_out(desk, news, says):
    if says:
        with pytest.raises(Refused, match=says):
            desk.batches.notice(news)
    else:
        assert desk.batches.notice(news).going == ()


def test_a_batch_before_the_permitted_hour_is_left_out_whole(tmp_path):
    from datetime import datetime

    clock = SetClock(datetime.fromisoformat("2026-11-19T04:00:00+00:00"))
    services = opened(tmp_path / "night.db", clock, HandCarrier())
    debtor(services)
    batch = services.batches.due()
    assert batch.going == ()
    assert "8:00" in batch.left_out[0].why or "hours" in batch.left_out[0].why
    assert clock.now() + timedelta(0) == clock.now()
