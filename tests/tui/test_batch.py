"""Many texts at once by keys: who is in and who is not and why, a yes that counts once, and a stop at any time."""

import doctest
import importlib
import threading
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from desks import HandCarrier
from sitting import MORNING, at_desk, crowd, fill, make_desk, screen_text, until

from collector_tui.domain.carrier import Handed, Inbound
from collector_tui.services.batching import Batching
from collector_tui.services.climbing import Climbing
from collector_tui.services.collecting import Collecting
from collector_tui.services.office import form_key
from collector_tui.services.queueing import QueueFilter

COUNT = 42


@dataclass
class SlowCarrier(HandCarrier):
    """Takes its time for each text; every so many answers get lost."""

    seconds: float = 0.05
    loses_every: int = 0

    def send(self, key: str, to: str, text: str, until: datetime) -> Handed:
        time.sleep(self.seconds)
        result = super().send(key, to, text, until)
        if self.loses_every and len(self.taken) % self.loses_every == 0:
            return Handed("unknown", says="the answer was lost")
        return result


def slow(tmp_path, carrier: SlowCarrier, count: int = COUNT, undo_seconds: int = 0) -> Collecting:
    """A desk with so many accounts whose first notice is due, and such a carrier."""
    desk = replace(make_desk(tmp_path / "book.db", undo_seconds=undo_seconds), carrier=carrier)
    crowd(desk, count)
    return desk


def states(desk: Collecting) -> Counter[str]:
    return Counter(message.state for message in desk.messages.outbox())


async def listed(pilot) -> str:
    """Press the key, and wait for the list."""
    await pilot.press("b")
    return await until(pilot, "Who gets a message")


def opt_out(desk: Collecting, account: int) -> None:
    desk.keeping.set_facts(account, {"opt_out": "yes"})


def kept_out(desk: Collecting) -> dict[str, str]:
    """Accounts that get no text by a batch, each with what is told of it."""
    ids = iter(crowd(desk, COUNT))
    desk.office.clock.forward(days=-5)
    desk.office.turn_day()
    called = next(ids)
    desk.climbs.done(desk.queue.card(called), form_key())
    desk.office.clock.forward(days=5)
    desk.office.turn_day()
    first, second, wrong, held, credit, disputed, replied, promised = (next(ids) for _ in range(8))
    opt_out(desk, first)
    opt_out(desk, second)
    desk.calls.log(wrong, desk.queue.card(wrong).number.id, "wrong_number", form_key())
    desk.plans.set_next(wrong, "today", "first notice", form_key())
    desk.holding.hold(held, "illness", "20 dec", form_key())
    desk.paying.pay(credit, "20", form_key(), unapplied=True)
    desk.holding.dispute(disputed, desk.queue.card(disputed).invoices[0].number, "wrong paper", "20 dec", form_key())
    desk.agreeing.promise(promised, "50", "27 nov", form_key())
    silent = desk.keeping.add_account("Silent Inc")
    desk.keeping.add_invoice(silent, "9", "90", "2026-11-01", "2026-10-01")
    number = desk.queue.card(replied).number.e164
    desk.carrier.replies = lambda *_: [Inbound("1", number, "can I pay half?")]
    desk.delivery.round()
    return {
        "Customer 00": "a call is due: c calls",
        "Customer 01": "has opted out of texts",
        "Customer 02": "has opted out of texts",
        "Customer 03": "is a wrong number",
        "Customer 04": "on hold until 2026-12-20",
        "Customer 05": "not applied: apply it first",
        "Customer 06": "in dispute",
        "Customer 07": "has replied: read it first (i)",
        "Customer 08": "promised 50.00",
        "Silent Inc": "has no number for texts and no email address",
    }


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_list_says_who_gets_a_text_and_who_does_not_and_why(desk, size):
    out = kept_out(desk)
    async with at_desk(desk, size=size) as pilot:
        shown = await listed(pilot)
        going = COUNT + 1 - len(out)
        segments = desk.batches.due().segments
        assert f"Batch · {going} texts · {segments} segments · {len(out)} left out" in shown
        assert f"y puts {going} texts into the outbox; they leave after 10 s" in shown
        assert "Customer 09" in shown
        assert desk.batches.due().going[0].draft.text[:30] in shown, "the text of the one under the cursor"
        figures = ("2  opted out", "1  on hold") if size == (120, 40) else ("opted out 2",)
        assert all(words in shown for words in figures)
        await pilot.press("tab")
        shown = await until(pilot, f"Left out · {len(out)}")
        seen = {}
        for _ in range(2 * len(out)):
            entry = pilot.app.screen.rows.entry
            await pilot.press("j")
            if hasattr(entry, "account"):
                seen[entry.account] = entry.why
            shown += screen_text(pilot)
        assert {name for name, why in out.items() if why not in seen[name]} == set()
        assert [name for name, why in out.items() if name not in shown or why.split(":")[0] not in shown] == []
        assert "opted out · 2" in shown
        await pilot.press("tab")
        await until(pilot, "Who gets a message")
    assert desk.messages.outbox() == []


async def test_neither_the_key_that_asked_nor_enter_sends(desk):
    crowd(desk, 5)
    async with at_desk(desk) as pilot:
        await listed(pilot)
        await pilot.press("b", "b", "enter", "s", "b")
        assert "This key sends nothing: y sends" in await until(pilot, "sends nothing")
        await pilot.press("escape")
        await until(pilot, "Queue · 5")
    assert desk.messages.outbox() == []


@pytest.mark.parametrize("keys", [["y"], ["y", "y"], ["y", "y", "b", "enter", "y"]])
async def test_one_yes_queues_each_of_them_once(desk, keys):
    crowd(desk, COUNT)
    async with at_desk(desk) as pilot:
        await listed(pilot)
        await pilot.press(*keys)
        await until(pilot, "texts leave in" if len(keys) < 3 else "on its way")
        await pilot.pause(0.3)
    assert states(desk) == {"queued": COUNT}
    assert len({message.recipient for message in desk.messages.outbox()}) == COUNT
    assert len({message.batch for message in desk.messages.outbox()}) == 1


async def test_a_yes_before_anything_was_to_be_seen_is_none_and_escape_leaves_at_once(desk, monkeypatch):
    crowd(desk, 3)
    go_on, due = threading.Event(), Batching.due
    monkeypatch.setattr(Batching, "due", lambda batches: go_on.wait(10) and due(batches))
    async with at_desk(desk) as pilot:
        await pilot.press("b")
        await until(pilot, "Listing who gets a message")
        await pilot.press("y", "escape")
        await until(pilot, "Queue · 3")
        await pilot.press("b", "y")
        assert "Listing who gets a message" in screen_text(pilot)
        go_on.set()
        await until(pilot, "Batch · 3 texts")
        await pilot.press("S", "escape")
        await until(pilot, "Queue · 3")
    assert desk.messages.outbox() == []


async def test_an_account_is_taken_out_and_put_back_in(desk):
    crowd(desk, 5)
    async with at_desk(desk, size=(120, 40)) as pilot:
        await listed(pilot)
        await pilot.press("space", "space")
        shown = await until(pilot, "Batch · 3 texts")
        assert "2 taken out" in shown
        assert shown.count("taken out: Space puts it back in") == 2
        assert "y puts 3 texts" in shown
        await pilot.press("k", "space")
        await until(pilot, "Batch · 4 texts")
        await pilot.press("y")
        await until(pilot, "4 texts leave in")
    assert sorted(message.account for message in desk.messages.outbox()) == [f"Customer 0{n}" for n in (1, 2, 3, 4)]


async def test_with_nobody_in_the_list_nothing_is_sent(desk):
    (account,) = fill(desk, ["Dana Alvarez"])
    opt_out(desk, account)
    async with at_desk(desk) as pilot:
        await pilot.press("b")
        shown = await until(pilot, "Nobody gets a message")
        assert "Left out · 1" in shown
        assert "Dana Alvarez" in shown
        await pilot.press("y", "space")
        await pilot.pause(0.2)
    assert desk.messages.outbox() == []


async def test_the_marked_accounts_only(desk):
    ids = crowd(desk, 6)
    async with at_desk(desk) as pilot:
        await pilot.press("space", "j", "space", "b")
        await until(pilot, "Batch · 2 texts")
        await pilot.press("y")
        await until(pilot, "2 texts leave in")
        await pilot.press("escape")
        assert "marked" not in await until(pilot, "Queue · ")
    assert {message.account_id for message in desk.messages.outbox()} == {ids[0], ids[2]}


async def test_what_has_changed_since_it_was_listed_is_left_out_and_told(desk):
    ids = crowd(desk, 4)
    async with at_desk(desk) as pilot:
        await listed(pilot)
        desk.paying.pay(ids[1], "50", form_key())
        await pilot.press("y")
        shown = await until(pilot, "left out at the last moment")
        assert "Batch · 3 texts" in shown
        await pilot.press("tab", "j")
        await until(pilot, "The figures of Customer 01 have changed")
        for account in (ids[0], ids[2], ids[3]):
            opt_out(desk, account)
    assert states(desk) == {"queued": 3}


async def test_when_nothing_is_left_to_send_it_says_so_and_keeps_the_list(desk):
    (account,) = fill(desk, ["Dana Alvarez"])
    async with at_desk(desk) as pilot:
        await listed(pilot)
        opt_out(desk, account)
        await pilot.press("y")
        await until(pilot, "Nothing is left to send")
        assert "y puts 1 text" in screen_text(pilot)
    assert desk.messages.outbox() == []


async def test_all_of_them_leave_and_it_is_told_once(tmp_path):
    desk = slow(tmp_path, SlowCarrier(seconds=0.01))
    async with at_desk(desk, size=(120, 40)) as pilot:
        await listed(pilot)
        await pilot.press("y")
        shown = await until(pilot, f"{COUNT} of {COUNT} gone · 0 wait · 0 unknown · 0 failed", seconds=20)
        assert "███" in shown
        assert "gone" in shown.splitlines()[4], "each one says where it stands"
        await pilot.press("escape")
        await until(pilot, f"Batch: {COUNT} of {COUNT} gone.")
        assert "batch:" not in screen_text(pilot)
        await pilot.press("escape")
        await pilot.pause(1.5)
        assert "Batch:" not in screen_text(pilot), "once"
    assert Counter(to for _, to, _ in desk.carrier.taken).most_common(1)[0][1] == 1
    assert len(desk.carrier.taken) == COUNT
    assert desk.proving.differences() == []


@pytest.mark.parametrize("by", ["S", "u", "undo"])
async def test_stopped_half_way_nothing_goes_twice_and_the_sum_is_right(tmp_path, by):
    desk = slow(tmp_path, SlowCarrier(loses_every=5))
    async with at_desk(desk) as pilot:
        await listed(pilot)
        await pilot.press("y")
        while len(desk.carrier.taken) < 8:
            await pilot.pause(0.02)
        if by != "undo":
            await pilot.press(by)
            shown = await until(pilot, "stopped: ")
        else:
            await pilot.press("escape", "u")
            await until(pilot, "Undid: ")
        await pilot.pause(2)
        shown = screen_text(pilot)
        taken, now = len(desk.carrier.taken), states(desk)
        assert 8 <= taken < COUNT
        assert now["cancelled"] == COUNT - taken
        assert now["unknown"] == taken // 5
        assert now["accepted"] == taken - taken // 5
        assert set(now) <= {"cancelled", "unknown", "accepted"}
        if by != "undo":
            assert f"stopped: {now['accepted']} gone, {now['cancelled']} taken back, {now['unknown']} unknown" in shown
        else:
            assert f"of the batch of {COUNT} texts" in shown
            assert "batch: " not in shown
    assert Counter(to for _, to, _ in desk.carrier.taken).most_common(1)[0][1] == 1
    assert len(desk.batches.due().going) == now["cancelled"], "who was taken back can be sent to after all"
    assert desk.proving.differences() == []


async def test_before_the_first_has_left_all_of_it_is_taken_back(desk):
    crowd(desk, 7)
    async with at_desk(desk) as pilot:
        await listed(pilot)
        await pilot.press("y")
        assert "7 texts leave in" in await until(pilot, "S takes them back")
        await pilot.press("S")
        await until(pilot, "stopped: 0 gone, 7 taken back")
        await pilot.press("b")
        await until(pilot, "Batch · 7 texts")
        await pilot.press("escape")
        await until(pilot, "Batch stopped: 0 gone, 7 taken back.")
    assert states(desk) == {"cancelled": 7}


async def test_the_desk_is_worked_at_while_the_batch_goes_on(tmp_path):
    desk = slow(tmp_path, SlowCarrier(seconds=0.12), count=30)
    busy = desk.keeping.add_account("Not Late", facts={"phone": "(312) 555-0101"})
    desk.keeping.add_invoice(busy, "77", "20", "2026-12-24", "2026-10-01")
    async with at_desk(desk) as pilot:
        await listed(pilot)
        await pilot.press("y", "escape")
        await until(pilot, "of 30 gone")
        assert "batch: " in screen_text(pilot).splitlines()[0]
        while len(desk.carrier.taken) < 3:
            await pilot.pause(0.02)
        begun = time.monotonic()
        await pilot.press("slash", *"not late", "enter")
        await until(pilot, "Not Late")
        assert time.monotonic() - begun < 2.5
        assert len(desk.carrier.taken) < 30
        assert "Text to" not in screen_text(pilot), "a batch is told in figures, not one by one"
        await pilot.press("b")
        await until(pilot, "S Stop it")
        assert "y puts" not in screen_text(pilot), "the one on its way is shown, none is begun"
        await pilot.press("y", "escape")
        await until(pilot, "Batch: 30 of 30 gone.", seconds=15)
    assert len(desk.carrier.taken) == 30


async def test_another_text_counts_down_while_a_batch_leaves(tmp_path):
    desk = slow(tmp_path, SlowCarrier(seconds=0.2), count=25, undo_seconds=2)
    other = desk.keeping.add_account("Later Larry", facts={"phone": "(312) 555-0101"})
    desk.keeping.add_invoice(other, "77", "20", "2026-12-24", "2026-10-01")
    async with at_desk(desk) as pilot:
        await listed(pilot)
        await pilot.press("y", "escape")
        while not desk.carrier.taken:
            await pilot.pause(0.05)
        await pilot.press("slash", *"larry", "enter", "s")
        await until(pilot, "The text to Later Larry leaves in 2 s.")
        await until(pilot, "The text to Later Larry leaves in 1 s.")
        assert desk.batches.progress(desk.messages.outbox()[-1].batch).waiting, "while the batch was leaving"
        await pilot.press("escape", "b", "S")
        await until(pilot, "stopped: ")
        await pilot.pause(0.5)


async def test_leaving_while_it_goes_on_is_asked_first(desk):
    crowd(desk, 4)
    async with at_desk(desk) as pilot:
        await listed(pilot)
        await pilot.press("y", "escape", "q")
        await until(pilot, "4 of the batch have yet to leave")
        await pilot.press("q", "enter", "escape")
        await until(pilot, "Queue · ")
        assert pilot.app.is_running
        await pilot.press("q", "y")
        await pilot.pause(0.2)
        assert pilot.app.return_value is None
        assert not pilot.app.is_running
    assert states(desk) == {"queued": 4}


async def test_without_a_carrier_they_wait_and_it_says_so(tmp_path):
    desk = make_desk(tmp_path / "book.db", with_carrier=False)
    crowd(desk, 3)
    async with at_desk(desk) as pilot:
        assert "no carrier is set: they wait, nothing is sent" in await listed(pilot)
        await pilot.press("y")
        await until(pilot, "No carrier is set: 3 wait, nothing is sent.")
        await pilot.press("escape")
        await until(pilot, "batch: 3 wait, no carrier")
        await pilot.press("b", "S")
        await until(pilot, "stopped: 0 gone, 3 taken back")
    assert states(desk) == {"cancelled": 3}


async def test_what_turns_out_wrong_later_is_told_then(desk):
    fill(desk, [f"Customer {n:02}" for n in range(92)])
    async with at_desk(desk, size=(120, 40)) as pilot:
        await pilot.press("end", "space", "k", "space", "b")
        await until(pilot, "Batch · 2 texts")
        await pilot.press("y")
        await until(pilot, "2 texts leave in")
        desk.office.clock.forward(seconds=11)
        await until(pilot, "1 failed")
        await pilot.press("escape")
        shown = await until(pilot, "1 failed.")
        assert "first in the queue" in shown
    assert desk.queue.page(QueueFilter(), None, 1)[0].reason == "send_failed"


async def test_a_notice_goes_to_everybody_also_who_owes_nothing_and_not_to_who_opted_out(desk):
    ids = crowd(desk, 5)
    opt_out(desk, ids[1])
    free = desk.keeping.add_account("Owes Nothing", facts={"phone": "(312) 555-0101"})
    async with at_desk(desk) as pilot:
        await pilot.press("N")
        await until(pilot, "To all 6 accounts")
        await pilot.press(*"{{ name }}: prices rise.")
        await until(pilot, "To Customer 00, ")
        assert "Customer 00: prices rise." in screen_text(pilot)
        await pilot.press("ctrl+s")
        shown = await until(pilot, "Notice · 5 texts")
        assert "1 left out" in shown
        await pilot.press("y", "y")
        await until(pilot, "5 texts leave in")
    assert {message.account_id for message in desk.messages.outbox()} == {free, *ids} - {ids[1]}
    assert all("prices rise." in message.text for message in desk.messages.outbox())


async def test_news_that_cannot_be_sent_is_told_and_kept(desk):
    crowd(desk, 3)
    async with at_desk(desk) as pilot:
        await listed(pilot)
        await pilot.press("n")
        await until(pilot, "To all 3 accounts")
        await pilot.press("ctrl+s")
        await until(pilot, "The notice is empty")
        await pilot.press(*"{{ nmae }} rises", "ctrl+s")
        await until(pilot, "“nmae”")
        assert "{{ nmae }} rises" in screen_text(pilot)
        await pilot.press("escape")
        await until(pilot, "Queue · 3")
        await pilot.press("N")
        await until(pilot, "{{ nmae }} rises")
        await pilot.press("escape")
    assert desk.messages.outbox() == []


async def test_a_notice_to_the_marked_and_back_to_its_words(desk):
    ids = crowd(desk, 4)
    async with at_desk(desk) as pilot:
        await pilot.press("space", "space", "N")
        await until(pilot, "To the 2 marked accounts.")
        await pilot.press(*"Prices rise.", "ctrl+s")
        await until(pilot, "Notice · 2 texts")
        await pilot.press("n")
        await until(pilot, "Prices rise.")
        await pilot.press(*" Soon.", "ctrl+s")
        await until(pilot, "Notice · 2 texts")
        await pilot.press("y")
        await until(pilot, "2 texts leave in")
        await pilot.press("escape", "N")
        await until(pilot, "To all 4 accounts")
        assert "Prices rise." not in screen_text(pilot), "what was sent is not written again"
    assert {message.account_id for message in desk.messages.outbox()} == set(ids[:2])
    assert all("Prices rise. Soon." in message.text for message in desk.messages.outbox())


HOSTILE = [
    "ACME [closed]",
    "Bob [/foo]",
    "[@click=app.quit]q[/]",
    "evil\x1b[2J\x07",
    "abc\u202egnp.exe",
    "付款提醒株式会社",
]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hostile_names_and_news_are_only_words(desk, size):
    ids = fill(desk, [*HOSTILE, *(f"{name} II" for name in HOSTILE)])
    for account in ids[6:]:
        opt_out(desk, account)
    async with at_desk(desk, size=size) as pilot:
        shown = await listed(pilot)
        for keys in (
            ["j", "j"],
            ["j", "j", "j"],
            ["tab"],
            ["j", "j"],
            ["tab", "y"],
            ["S"],
            ["escape"],
            ["N"],
            ["ctrl+s"],
        ):
            await pilot.press(*keys)
            await pilot.pause(0.1)
            shown += screen_text(pilot)
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)
        assert all(name in shown for name in HOSTILE[:3])
        assert pilot.app.is_running


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_it_can_be_read_without_colours_at_any_size(desk, size, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    crowd(desk, 9)
    async with at_desk(desk, size=size) as pilot:
        shown = await listed(pilot)
        assert "▌" in shown
        assert "Batch · 9 texts" in shown
        await pilot.press("space", "question_mark")
        await until(pilot, "Keys of the batch")
        await pilot.press("escape", "y")
        await until(pilot, "leave" if size[0] > 40 else "8 texts")
        await pilot.press("S")
        await pilot.pause(0.3)
    assert states(desk) == {"cancelled": 8}


async def test_the_key_that_opens_it_never_sends_whatever_the_user_made_it(desk):
    crowd(desk, 3)
    async with at_desk(desk, keys={"batch": "y"}) as pilot:
        await pilot.press("y")
        await until(pilot, "Y puts 3 texts")
        await pilot.press("y", "y")
        assert desk.messages.outbox() == []
        await pilot.press("Y")
        await until(pilot, "3 texts leave in")


async def test_no_command_of_the_desk_acts_under_the_list(desk):
    crowd(desk, 3)
    async with at_desk(desk) as pilot:
        await listed(pilot)
        await pilot.press("ctrl+p")
        await pilot.pause(0.3)
        assert "Search for commands" not in screen_text(pilot)


@pytest.fixture
def away(desk):
    """Nine accounts that heard a reminder on 5 November, and nobody has been here since."""
    desk.office.clock.set(MORNING - timedelta(days=15))
    desk.office.turn_day()
    for account in fill(desk, [f"Customer {n}" for n in range(9)], due="2026-11-12"):
        desk.messages.send(desk.queue.card(account), desk.drafts.draft(desk.queue.card(account)), form_key())
    desk.office.clock.forward(minutes=1)
    desk.delivery.round()
    desk.office.clock.set(MORNING)
    desk.office.turn_day()
    return desk


@pytest.mark.parametrize(
    ("down", "says", "then"),
    [
        (1, "The latest only", "call"),
        (2, "One by one", "second reminder"),
        (3, "None of them", "second notice"),
    ],
)
async def test_after_days_away_three_ways_to_go_on_are_offered(away, down, says, then):
    account = away.queue.resolve("Customer 3").id

    def step() -> str:
        return away.drafts.step_of(away.queue.card(account)).name

    async with at_desk(away) as pilot:
        shown = await until(pilot, "After days away")
        assert "You were away 15 days: 36 steps came due on 9 accounts." in shown
        assert "›" not in shown, "nothing is chosen yet"
        await pilot.pause(0.9)
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert "After days away" in screen_text(pilot)
        await pilot.press(*["j"] * down, "enter")
        assert "u takes it back" in await until(pilot, f"· {says}")
        assert step() == then
        await pilot.press("u")
        await until(pilot, "Undid: choice after days away.")
        assert step() == "second reminder"
    assert away.proving.differences() == []


async def test_enter_on_its_way_when_the_window_comes_chooses_nothing(away):
    async with at_desk(away) as pilot:
        await until(pilot, "After days away")
        await pilot.press("j", "enter")
        await pilot.pause(0.1)
        assert "After days away" in screen_text(pilot)
        await pilot.press("escape")
        await until(pilot, "You are asked again at the next start")
    assert away.climbs.away() is not None
    async with at_desk(away) as pilot:
        await until(pilot, "After days away")


async def test_it_is_asked_once_nothing_else_is_being_done(away, monkeypatch):
    slowly = Climbing.away
    monkeypatch.setattr(Climbing, "away", lambda climbs: time.sleep(0.3) or slowly(climbs))
    async with at_desk(away) as pilot:
        await pilot.press("question_mark")
        await until(pilot, "Keys")
        await pilot.pause(1.2)
        assert "After days away" not in screen_text(pilot)
        await pilot.press("escape")
        await until(pilot, "After days away")


async def test_a_desk_left_open_is_come_back_to_as_well(desk):
    desk.office.clock.set(MORNING - timedelta(days=15))
    desk.office.turn_day()
    account = fill(desk, ["Dana Alvarez"], due="2026-11-12")[0]
    desk.messages.send(desk.queue.card(account), desk.drafts.draft(desk.queue.card(account)), form_key())
    desk.office.clock.forward(minutes=1)
    desk.delivery.round()
    async with at_desk(desk) as pilot:
        await pilot.pause(1)
        assert "After days away" not in screen_text(pilot)
        desk.office.clock.set(MORNING)
        await until(pilot, "After days away")


@pytest.mark.parametrize("name", ["batch_entries", "batch_words", "screens.batch_keys"])
def test_the_examples_hold(name):
    result = doctest.testmod(importlib.import_module(f"collector_tui.tui.{name}"))
    assert result.attempted
    assert not result.failed
