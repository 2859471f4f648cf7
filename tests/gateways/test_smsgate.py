"""SMSGate on a phone: one id of ours a text, states, an inbox that tells the whole text, and a phone that forgets."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from collector_tui.domain.carrier import Found
from collector_tui.domain.refusal import Refused
from collector_tui.gateways.smsgate import SmsGate, message_id

from .provider import DEBTOR, PASSWORD, USER, Provider, answer
from .proxy import Proxy

NOW = datetime.now(UTC).replace(microsecond=0)
LATER = NOW + timedelta(hours=2)
ALL = NOW - timedelta(days=14)


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as opened:
        yield opened


@pytest.fixture
def phone(provider: Provider) -> SmsGate:
    return provider.smsgate()


def none_known(_: str) -> bool:
    return False


# Handing over


@pytest.mark.parametrize(("seconds", "ttl"), [(5.5, 5), (3600.9, 3600), (10**6, 10**6)])
def test_a_text_may_leave_no_later_than_it_is_told(provider: Provider, seconds: float, ttl: int) -> None:
    provider.smsgate(now=lambda: NOW).send("key", DEBTOR, "hello", NOW + timedelta(seconds=seconds))
    assert provider.texts[0].form["ttl"] == ttl


@pytest.mark.parametrize("seconds", [4.9, 0, -60])
def test_a_text_without_time_left_is_not_even_asked_for(provider: Provider, seconds: float) -> None:
    phone = provider.smsgate(now=lambda: NOW)
    assert phone.send("key", DEBTOR, "hello", NOW + timedelta(seconds=seconds)).answer == "rejected"
    assert provider.asked == []


@pytest.mark.parametrize("to", ["", "2125550101", "8 (912) 345-67-89", "DHL"])
def test_a_number_the_phone_would_take_for_one_of_its_country_is_not_even_asked_for(
    provider: Provider, phone: SmsGate, to: str
) -> None:
    assert phone.send("key", to, "hello", LATER).answer == "rejected"
    assert provider.asked == []


def test_the_id_is_that_of_the_key_and_short_enough() -> None:
    keys = [f"collector-{'b' * 36}-{i}" for i in range(500)]
    ids = [message_id(key) for key in keys]
    assert {len(one) for one in ids} == {36}
    assert len(set(ids)) == 500
    assert ids == [message_id(key) for key in keys]


def test_a_text_is_handed_over_again_and_again_and_goes_once(provider: Provider) -> None:
    with Proxy(provider.url) as proxy:
        phone = provider.smsgate(proxy.url)
        proxy.next("lose answer", "stall", "lose request", "cut answer")
        results = [phone.send("key", DEBTOR, "hello", LATER) for _ in range(5)]
    assert [one.answer for one in results] == ["unknown"] * 4 + ["accepted"]
    assert [one.id for one in provider.texts] == [results[-1].provider_id]


# Receipts, finding again, calling back


@pytest.mark.parametrize(
    ("status", "state"),
    [("Pending", "accepted"), ("Cancelling", "accepted"), ("Cancelled", "cancelled"), ("Processed", "sent"),
     ("Sent", "sent"), ("Delivered", "delivered"), ("Failed", "failed")],
)  # fmt: skip
def test_every_state(provider: Provider, phone: SmsGate, status: str, state: str) -> None:
    sent = phone.send("key", DEBTOR, "hello", LATER).provider_id
    provider.move(sent, status, error="RESULT_ERROR_NO_SERVICE\x1b[2J" if status == "Failed" else None)
    (receipt,) = phone.receipts([sent])
    assert (receipt.state, receipt.says) == (state, "RESULT_ERROR_NO_SERVICE␛[2J" if status == "Failed" else "")
    assert phone.find("key", DEBTOR, "hello", NOW, []).state == state


@pytest.mark.parametrize("status", ["Beamed", "", None, 7, ["Sent"]])
def test_a_state_nobody_knows_tells_nothing(provider: Provider, phone: SmsGate, status: Any) -> None:
    sent = phone.send("key", DEBTOR, "hello", LATER).provider_id
    provider.move(sent, status)
    assert phone.receipts([sent]) == []
    assert phone.find("key", DEBTOR, "hello", NOW, []).state == "accepted"


def test_receipts_of_what_the_phone_forgot_are_left_out_and_the_rest_is_asked_for(
    provider: Provider, phone: SmsGate
) -> None:
    sent = phone.send("key", DEBTOR, "hello", LATER).provider_id
    assert [one.provider_id for one in phone.receipts(["forgotten", "no/id", sent, sent])] == [sent]
    assert len(provider.asked) == 3


@pytest.mark.parametrize(("fault", "found"), [("lose answer", True), ("stall", True), ("lose request", False)])
def test_a_text_whose_answer_was_lost_is_found_if_it_is_there(provider: Provider, fault: Any, found: bool) -> None:
    with Proxy(provider.url) as proxy:
        phone = provider.smsgate(proxy.url)
        proxy.next(fault)
        assert phone.send("key", DEBTOR, "hello", LATER).answer == "unknown"
        result = phone.find("key", DEBTOR, "hello", NOW, [])
    assert result == (Found("found", message_id("key"), "accepted") if found else Found("not_found"))


@pytest.mark.parametrize(("raw", "found"), [(answer(404), "not_found"), (answer(404, {"message": "no"}), "not_found"),
    (answer(404, b"<html>Not found</html>"), "unknown"), (answer(401), "unknown"), (answer(500), "unknown"),
    (answer(200, {"id": "another", "state": "Sent"}), "unknown"), (answer(200, b"<html>"), "unknown"),
    (answer(200, []), "unknown"), (answer(302, Location="/"), "unknown"), (b"", "unknown")])  # fmt: skip
def test_only_the_phone_itself_may_say_that_it_has_no_such_text(
    provider: Provider, phone: SmsGate, raw: bytes, found: str
) -> None:
    provider.next(raw)
    assert phone.find("key", DEBTOR, "hello", NOW, []).answer == found


def test_only_what_still_waits_is_called_back(provider: Provider, phone: SmsGate) -> None:
    sent = [phone.send(f"key {i}", DEBTOR, "hello", LATER).provider_id for i in range(3)]
    provider.move(sent[1], "Processed")
    assert [phone.cancel(one) for one in (*sent[:2], "gone", "../x", "")] == [True, False, False, False, False]
    assert [one.status for one in provider.texts] == ["Cancelled", "Processed", "Pending"]
    provider.next(answer(202))
    assert not phone.cancel(sent[2]), "only its own word counts"


# What comes in


def test_replies_come_oldest_first_and_once(provider: Provider, phone: SmsGate) -> None:
    provider.comes(DEBTOR, "STOP", NOW - timedelta(minutes=2))
    provider.comes("DHL", "  your\nparcel \x1b[2J" + "x" * 500, NOW - timedelta(minutes=1))
    replies = phone.replies(none_known, ALL)
    assert [(one.sender, one.text[:20], one.received_at) for one in replies] == [
        (DEBTOR, "STOP", NOW - timedelta(minutes=2)),
        ("DHL", "  your\nparcel \x1b[2Jxx", NOW - timedelta(minutes=1)),
    ]
    assert phone.replies({replies[0].provider_id}.__contains__, ALL) == replies[1:]


def test_pages_are_read_until_one_is_known(provider: Provider, phone: SmsGate) -> None:
    for i in range(330):
        provider.comes(DEBTOR, str(i), NOW - timedelta(seconds=i))
    replies = phone.replies(none_known, ALL)
    assert len(replies) == 330
    assert len({one.provider_id for one in replies}) == 330
    provider.asked.clear()
    known = {one.provider_id for one in replies[:260]}
    assert len(phone.replies(known.__contains__, ALL)) == 70
    assert len(provider.asked) == 2


def row(**changed: Any) -> dict[str, Any]:
    at = "2026-11-19T15:00:00.123Z"
    facts = {"id": "text:5", "type": "SMS", "sender": DEBTOR, "contentPreview": "STOP", "createdAt": at}
    return {**facts, **changed}


@pytest.mark.parametrize(
    ("second", "count"),
    [({}, 1), ({"createdAt": "2026-11-19T10:00:00.123-05:00"}, 1), ({"createdAt": "2026-11-19T15:00:01Z"}, 2),
     ({"id": "text:6"}, 2), ({"sender": "+12125550102"}, 2)],
    ids=str,
)  # fmt: skip
def test_a_reply_is_told_from_another_by_id_sender_and_instant_in_whatever_zone(
    provider: Provider, phone: SmsGate, second: dict[str, str], count: int
) -> None:
    provider.next(answer(200, [row(), row(**second)]))
    assert len(phone.replies(none_known, datetime(2026, 11, 1, tzinfo=UTC))) == count


def test_words_in_a_picture_message_come_in_too_and_what_has_none_does_not(provider: Provider, phone: SmsGate) -> None:
    kinds = ["SMS", "MMS_DOWNLOADED", "MMS", "DATA_SMS", "", None, 7, ["SMS"]]
    provider.next(answer(200, [row(id=str(i), type=kind) for i, kind in enumerate(kinds)]))
    assert len(phone.replies(none_known, datetime(2026, 11, 1, tzinfo=UTC))) == 2


def test_a_reply_with_nothing_but_sender_and_words_is_kept(provider: Provider) -> None:
    bare = {"type": "SMS", "sender": DEBTOR, "contentPreview": "STOP"}
    provider.next(answer(200, [bare, bare, {**bare, "contentPreview": "no"}]))
    replies = provider.smsgate(now=lambda: NOW).replies(none_known, ALL)
    assert [(one.text, one.received_at) for one in replies] == [("no", NOW), ("STOP", NOW)]


def test_the_inbox_is_asked_for_from_an_instant_in_utc(provider: Provider, phone: SmsGate) -> None:
    there = timezone(timedelta(hours=-5))
    phone.replies(none_known, datetime(2026, 11, 19, 10, tzinfo=there))
    assert provider.asked[0].query == {"from": "2026-11-19T15:00:00Z", "limit": "100", "offset": "0"}


def test_what_lay_behind_a_page_that_failed_is_read_the_next_time(provider: Provider, phone: SmsGate) -> None:
    for i in range(300):
        provider.comes(DEBTOR, str(i), NOW - timedelta(seconds=i))
    known = set[str]()
    counts = []
    for said in ([None, answer(500)], [None, None, answer(500)], [], []):
        provider.next(*said)
        new = phone.replies(known.__contains__, ALL)
        known |= {one.provider_id for one in new}
        counts.append(len(new))
    assert counts == [100, 100, 100, 0]
    provider.asked.clear()
    assert phone.replies(known.__contains__, ALL) == []
    assert len(provider.asked) == 1


# Checking and settings


def test_checking(provider: Provider, phone: SmsGate) -> None:
    told = {one.what: one.says for one in phone.check() if one.ok}
    assert list(told) == ["phone", "phone's password", "replies", "order of sending", "encryption"]
    assert "FIFO" in told["order of sending"]


def health(status: str) -> bytes:
    checks = {"messages:failed": {"status": status, "description": "Failed messages for last hour"}}
    return answer(500 if status == "fail" else 200, {"status": status, "checks": checks})


@pytest.mark.parametrize(
    ("raw", "ok", "says"),
    [(health("fail"), False, "Failed messages for last hour"), (health("warn"), True, "Failed messages"),
     (answer(200, b"<html>"), False, "same network"), (b"", False, "same network")],
    ids=["fail", "warn", "html", "nothing"],
)  # fmt: skip
def test_checking_says_how_the_phone_is(provider: Provider, phone: SmsGate, raw: bytes, ok: bool, says: str) -> None:
    provider.next(raw)
    found = phone.check()[0]
    assert (found.ok, says in found.says) == (ok, True)


def test_checking_says_that_the_password_is_wrong(provider: Provider) -> None:
    found = provider.smsgate(password="not this one").check()
    assert [one.what for one in found if not one.ok] == ["phone's password"]


@pytest.mark.parametrize(
    ("raw", "says"),
    [(answer(403, {"message": "READ_SMS is not\x1b[2J granted"}), "(READ_SMS is not␛[2J granted): allow the app to read SMS"),
     (answer(401), "allow the app to read SMS"), (answer(500), "allow the app to read SMS"), (answer(404), "update it"),
     (answer(200, b"<html>"), "allow the app to read SMS"), (answer(200, {}), "does not let its texts be read")],
)  # fmt: skip
def test_checking_says_that_replies_are_not_seen(provider: Provider, phone: SmsGate, raw: bytes, says: str) -> None:
    provider.next(None, None, raw)
    (bad,) = [one for one in phone.check() if not one.ok]
    assert bad.what == "replies"
    assert says in bad.says and "no STOP" in bad.says


def test_checking_tells_the_limit_of_the_phone(provider: Provider, phone: SmsGate) -> None:
    limits = {"limit_period": "PerHour", "limit_value": 30, "processing_order": "FIFO"}
    provider.next(health("pass"), answer(200, []), answer(200, []), answer(200, {"messages": limits}))
    assert [one.says for one in phone.check() if one.what == "limit of sending"] == [
        "The phone sends at most 30 texts an hour; those that wait too long are not sent at all."
    ]


@pytest.mark.parametrize(
    "base",
    ["http://192.168.1.20:8080", "http://10.0.0.3:8080", "http://172.20.1.1:8080", "http://169.254.1.1",
     "http://[fe80::1]:8080", "http://[fd00::7]", "http://100.64.0.9:8080", "http://pixel.local:8080", "http://pixel",
     "http://pixel.fritz.box.lan", "http://localhost:8080", "https://api.sms-gate.app/3rdparty/v1"],
)  # fmt: skip
def test_in_the_open_only_within_the_own_network(base: str) -> None:
    assert repr(SmsGate(base + "/", USER, PASSWORD)) == f"SmsGate({base})"


@pytest.mark.parametrize(
    "base",
    ["http://api.sms-gate.app", "http://8.8.8.8:8080", "http://0.0.0.0:8080", "http://224.0.0.1", "http://[2001:4860::1]",
     "http://192.168.1.20.evil.example", "http://0x7f.1", f"http://sms:{PASSWORD}@192.168.1.20", "192.168.1.20:8080", "",
     "file:///etc/passwd", "http://192.168.1.20\\@evil.example", "http://local.example"],
)  # fmt: skip
def test_nowhere_else(base: str) -> None:
    with pytest.raises(Refused) as refused:
        SmsGate(base, USER, PASSWORD)
    assert PASSWORD not in str(refused.value)


@pytest.mark.parametrize(("user", "password"), [("", PASSWORD), (USER, "")])
def test_credentials_that_are_missing_are_refused(user: str, password: str) -> None:
    with pytest.raises(Refused, match="password is missing"):
        SmsGate("http://192.168.1.20:8080", user, password)
