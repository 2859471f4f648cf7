"""The simulated carrier: honest about its faults, takes a key once, and remembers through a restart and a kill."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from collector_tui.gateways.simulator import Simulator

UNTIL = datetime(2026, 11, 20, tzinfo=UTC)


def new(_provider_id: str) -> bool:
    """No reply is known."""
    return False


GOOD = "+12125550101"


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / "demo.db.simulator"


def states(simulator: Simulator, provider_id: str, looks: int) -> list[str]:
    return [receipt.state for _ in range(looks) for receipt in simulator.receipts([provider_id])]


def test_says_it_is_simulated(memory: Path) -> None:
    assert Simulator(memory).simulated


def test_a_text_goes_one_state_further_at_each_look(memory: Path) -> None:
    simulator = Simulator(memory)
    sent = simulator.send("k1", GOOD, "hello", UNTIL)
    assert sent.answer == "accepted"
    assert states(simulator, sent.provider_id, 3) == ["sent", "delivered", "delivered"]
    assert simulator.replies(new, UNTIL) == []


@pytest.mark.parametrize(("digits", "answer"), [("90", "rejected"), ("92", "unknown"), ("93", "not_reached")])
def test_faults_at_sending(memory: Path, digits: str, answer: str) -> None:
    result = Simulator(memory).send("k1", f"+121255501{digits}", "hello", UNTIL)
    assert (result.answer, result.provider_id) == (answer, "")
    assert result.says


def test_a_lost_answer_has_taken_the_text_and_the_others_have_not(memory: Path) -> None:
    simulator = Simulator(memory)
    for digits in ("90", "92", "93"):
        simulator.send(f"k{digits}", f"+121255501{digits}", "hello", UNTIL)
    assert [receipt.provider_id for receipt in simulator.receipts(["SIMk90", "SIMk92", "SIMk93"])] == ["SIMk92"]


def test_a_phone_that_is_off_ends_as_undelivered(memory: Path) -> None:
    simulator = Simulator(memory)
    sent = simulator.send("k1", "+12125550191", "hello", UNTIL)
    assert states(simulator, sent.provider_id, 3) == ["sent", "undelivered", "undelivered"]


@pytest.mark.parametrize(("digits", "words"), [("94", "STOP"), ("95", "half"), ("96", "Paid")])
def test_replies_come_once_and_only_after_delivery(memory: Path, digits: str, words: str) -> None:
    simulator = Simulator(memory)
    sent = simulator.send("k1", f"+121255501{digits}", "hello", UNTIL)
    assert simulator.replies(new, UNTIL) == []
    states(simulator, sent.provider_id, 2)
    (reply,) = simulator.replies(new, UNTIL)
    assert words in reply.text
    second = simulator.send("k2", f"+121255501{digits}", "hello again", UNTIL)
    states(simulator, second.provider_id, 2)
    assert simulator.replies(new, UNTIL) == [reply]


def test_the_same_key_is_taken_once(memory: Path) -> None:
    simulator = Simulator(memory)
    first = simulator.send("k1", GOOD, "hello", UNTIL)
    states(simulator, first.provider_id, 2)
    assert simulator.send("k1", GOOD, "hello", UNTIL) == first
    assert states(simulator, first.provider_id, 1) == ["delivered"]


def test_it_survives_a_restart(memory: Path) -> None:
    sent = Simulator(memory).send("k1", "+12125550196", "héllo 山", UNTIL)
    assert states(Simulator(memory), sent.provider_id, 1) == ["sent"]
    assert states(Simulator(memory), sent.provider_id, 1) == ["delivered"]
    again = Simulator(memory)
    assert len(again.replies(new, UNTIL)) == 1
    again.send("k1", "+12125550196", "héllo 山", UNTIL)
    assert memory.read_text("utf-8").count('"looks": 0') == 1


def test_two_processes_share_what_they_know(memory: Path) -> None:
    desk, command = Simulator(memory), Simulator(memory)
    sent = command.send("k1", GOOD, "hello", UNTIL)
    assert states(desk, sent.provider_id, 1) == ["sent"]
    assert states(command, sent.provider_id, 1) == ["delivered"]


def test_a_line_torn_off_at_any_byte_is_a_text_that_was_never_taken(memory: Path) -> None:
    simulator = Simulator(memory)
    simulator.send("k1", GOOD, "first", UNTIL)
    kept = memory.read_bytes()
    simulator.send("k2", GOOD, "sécond", UNTIL)
    whole = memory.read_bytes()
    for length in range(len(kept) + 1, len(whole)):
        memory.write_bytes(whole[:length])
        revived = Simulator(memory)
        assert revived.receipts(["SIMk2"]) == []
        assert revived.send("k2", GOOD, "sécond", UNTIL).answer == "accepted"
        assert {r.provider_id for r in Simulator(memory).receipts(["SIMk1", "SIMk2"])} == {"SIMk1", "SIMk2"}


def test_rubbish_in_the_memory_is_passed_over(memory: Path) -> None:
    memory.write_bytes(b'\xff\xfe\n[]\n{"id": "x"}\nnull\n')
    simulator = Simulator(memory)
    assert simulator.replies(new, UNTIL) == []
    assert simulator.send("k1", GOOD, "hello", UNTIL).answer == "accepted"


def test_a_text_that_cannot_be_remembered_was_not_taken(tmp_path: Path) -> None:
    simulator = Simulator(tmp_path / "no such folder" / "memory")
    result = simulator.send("k1", GOOD, "hello", UNTIL)
    assert result.answer == "not_reached"
    assert "cannot remember" in result.says


def test_the_memory_is_its_owners_only(memory: Path) -> None:
    Simulator(memory).send("k1", GOOD, "hello", UNTIL)
    assert memory.stat().st_mode & 0o777 == 0o600
