"""kill -9 in the middle of a batch of 42: each text goes once, or it is said that it may have gone or did not."""

import time
from datetime import UTC, datetime
from itertools import count
from random import Random
from threading import Event
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from desks import THURSDAY
from truths import WENT

from collector_tui.domain.message import OutboxMessage
from collector_tui.services.collecting import Collecting
from collector_tui.services.settling import Delivered
from collector_tui.services.tracking import Tracking

from .batch_worker import COUNT, THE_BATCH
from .trials import WHERE, trial

BOOKS, KILLS = 10, 5
NEW_YORK, LOS_ANGELES, MONTREAL = "(212) 555-{n:04}", "(213) 555-{n:04}", "(514) 555-{n:04}"


def adopted(services: Collecting) -> int:
    """How many texts were found at the provider whose program had ended before it knew."""
    rows = services.office.book.rows("SELECT COUNT(*) FROM message WHERE error = 'found at the carrier'")
    return int(rows[0][0])


def by_number(services: Collecting, numbers: str) -> list[OutboxMessage]:
    """The messages to numbers such as these."""
    return [row for row in services.messages.outbox() if row.recipient[2:5] == numbers[1:4]]


@pytest.mark.parametrize("book", range(BOOKS))
def test_killed_in_the_middle_of_a_batch_each_text_goes_once_or_is_unknown_or_waits(tmp_path, book):
    chance, where = Random(book), [WHERE[(book + number) % len(WHERE)] for number in range(KILLS)]
    with trial(tmp_path, THURSDAY, NEW_YORK) as tried:
        for place, text in zip(where, sorted(chance.sample(range(1, COUNT - 5), KILLS)), strict=True):
            said = tried.kill_at(text, place, chance.uniform(0, 0.03))
            assert said == ["owner", "ready", "begun"]
            with tried.restarted() as services:
                found = tried.states(services)
                assert found.total() == COUNT
                assert found["queued"] and tried.posts, "it was killed in the middle"
                assert found["sending"] == 1 or (place == "later" and not found["sending"])
                services.delivery.recover()
                if chance.random() < 0.5:
                    Tracking(services.office, services.carrier).look_for_lost(Delivered(), lambda: True)
                assert not tried.states(services)["sending"]
            tried.clock.forward(minutes=1)
        with tried.restarted() as services:
            found = tried.finish(services)
            assert found.total() == COUNT
            assert found["not_found"] >= where.count("lost")
            assert adopted(services) >= where.count("taken")


def test_killed_while_a_batch_is_begun_all_of_it_waits_or_nothing(tmp_path):
    with trial(tmp_path, THURSDAY, NEW_YORK) as tried:
        for number in count():
            worker = tried.start()
            assert [worker.stdout.readline() for _ in range(2)] == [b"owner\n", b"ready\n"]
            time.sleep(0.05 * number)
            tried.end(worker)
            with tried.restarted() as services:
                services.delivery.recover()
                queued = tried.states(services).total()
            assert queued in (0, COUNT)
            if queued:
                break
        assert number, "it was killed before"
        with tried.restarted() as services:
            assert tried.finish(services).total() == COUNT


def test_killed_while_it_looks_for_lost_texts_each_is_adopted_once(tmp_path):
    lost, asked, is_there = 6, 0, Event()
    with trial(tmp_path, THURSDAY, NEW_YORK) as tried:
        with tried.restarted() as services:
            services.batches.begin(services.batches.due(), THE_BATCH)
            tried.proxy.next(*["lose answer"] * lost)
            while tried.round(services)["queued"]:
                pass
        tried.clock.forward(minutes=6)

        def count_questions(method: str) -> Literal[""]:
            nonlocal asked
            asked += method == "GET"
            if asked == 3:
                is_there.set()
            return ""

        tried.proxy.chance = count_questions
        for number in range(lost):
            asked = 0
            is_there.clear()
            worker = tried.start()
            assert is_there.wait(30)
            time.sleep(0.004 * number)
            tried.end(worker)
            with tried.restarted() as services:
                tried.states(services)
            tried.clock.forward(minutes=6)
        with tried.restarted() as services:
            assert tried.finish(services)["not_found"] == 0
            assert adopted(services) == lost


@pytest.mark.parametrize(
    ("where", "back_at"),
    [("later", "20:59:56"), ("taken", "21:05:00"), ("on its way", "21:05:00"), ("lost", "23:59:00")],
)
def test_killed_in_the_evening_the_rest_goes_in_the_morning_where_the_debtor_is(tmp_path, where, back_at):
    with trial(tmp_path, at("2026-11-19 20:58:00"), NEW_YORK, LOS_ANGELES) as tried:
        tried.kill_at(10, where, 0.01)
        tried.clock.set(at(f"2026-11-19 {back_at}"))
        with tried.restarted() as services:
            services.delivery.recover()
            waited = [row.id for row in by_number(services, NEW_YORK) if row.state == "queued"]
            assert waited
            tried.round(services)
            tried.clock.set(max(tried.clock.now(), at("2026-11-19 21:00:00")))
            tried.round(services)
            assert [row.id for row in by_number(services, NEW_YORK) if row.state == "queued"] == waited
            assert {row.leaves_at for row in by_number(services, NEW_YORK) if row.id in waited} == {
                at("2026-11-20 08:00:00")
            }
            assert not [row for row in by_number(services, LOS_ANGELES) if row.state == "queued"], "it is 18:00 there"
        tried.clock.set(at("2026-11-20 07:58:00"))
        with tried.restarted() as services:
            assert tried.round(services)["queued"] == len(waited)
            tried.clock.forward(minutes=2)
            assert tried.finish(services).total() == COUNT
            assert {row.state for row in services.messages.outbox() if row.id in waited} <= set(WENT)


def test_killed_on_a_saturday_evening_the_rest_goes_on_monday_where_no_sunday_is_permitted(tmp_path):
    with trial(tmp_path, at("2026-11-21 19:50:00"), MONTREAL) as tried:
        tried.kill_at(10, "taken", 0)
        tried.clock.set(at("2026-11-21 20:05:00"))
        with tried.restarted() as services:
            services.delivery.recover()
            waiting = tried.round(services)["queued"]
            assert waiting > COUNT - 12
            assert {row.leaves_at for row in services.messages.outbox() if row.state == "queued"} == {
                at("2026-11-23 08:00:00")
            }
            for later in ("2026-11-22 12:00:00", "2026-11-22 19:51:00", "2026-11-23 07:58:00"):
                tried.clock.set(at(later))
                assert tried.round(services)["queued"] == waiting
            tried.clock.forward(minutes=2)
            assert tried.finish(services).total() == COUNT
            assert len(tried.provider.texts) >= COUNT - 1


def at(local: str) -> datetime:
    """An instant by the clock of New York, which is that of Montreal."""
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)
