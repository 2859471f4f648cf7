"""Twilio: what is handed over, found again, told of later, and what comes in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from collector_tui.domain.carrier import Checked, Found
from collector_tui.domain.refusal import Refused
from collector_tui.gateways.twilio import Twilio

from .memory import Text
from .provider import ACCOUNT, DEBTOR, NUMBER, QUICK, TOKEN, Provider, answer
from .proxy import Proxy

NOW = datetime.now(UTC).replace(microsecond=0)
LATER = NOW + timedelta(hours=2)
ALL, DEEP = NOW - timedelta(days=5), NOW - timedelta(days=14)


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as opened:
        yield opened


@pytest.fixture
def twilio(provider: Provider) -> Twilio:
    return provider.twilio()


def none_known(_: str) -> bool:
    return False


def kept(provider: Provider, text: str, at: datetime, to: str = DEBTOR, **facts: Any) -> Text:
    """A text the provider took at some time."""
    one = Text(f"SM{len(provider.texts):032x}", "twilio", NUMBER, to, text, facts.pop("status", "queued"), at)
    provider.texts.append(one)
    return one


# Handing over


@pytest.mark.parametrize(
    ("seconds", "validity"), [(1.5, "1"), (3600.9, "3600"), (35_999.5, "35999"), (99_999, "36000")]
)
def test_a_text_may_leave_no_later_than_it_is_told(provider: Provider, seconds: float, validity: str) -> None:
    twilio = provider.twilio(now=lambda: NOW)
    twilio.send("key", DEBTOR, "hello", NOW + timedelta(seconds=seconds))
    assert provider.texts[0].form["ValidityPeriod"] == validity


@pytest.mark.parametrize("seconds", [0.9, 0, -1, -86_400])
def test_a_text_without_time_left_is_not_even_asked_for(provider: Provider, seconds: float) -> None:
    result = provider.twilio(now=lambda: NOW).send("key", DEBTOR, "hello", NOW + timedelta(seconds=seconds))
    assert (result.answer, result.provider_id) == ("rejected", "")
    assert "seconds it has left" in result.says
    assert provider.asked == []


@pytest.mark.parametrize("to", ["", "2125550101", "(212) 555-0101", "+0125550101", "+1", "+1212555010112345", "+١٢٣٤٥٦٧٨", "+12125550101\n"])  # fmt: skip
def test_a_number_that_is_not_in_full_is_not_even_asked_for(provider: Provider, twilio: Twilio, to: str) -> None:
    assert twilio.send("key", to, "hello", LATER).answer == "rejected"
    assert provider.asked == []


@pytest.mark.parametrize(
    ("status", "state"),
    [("queued", "accepted"), ("accepted", "accepted"), ("scheduled", "accepted"), ("sending", "accepted"),
     ("sent", "sent"), ("partially_delivered", "sent"), ("delivered", "delivered"), ("read", "delivered"),
     ("undelivered", "undelivered"), ("failed", "failed"), ("canceled", "cancelled")],
)  # fmt: skip
def test_every_status(provider: Provider, twilio: Twilio, status: str, state: str) -> None:
    sent = twilio.send("key", DEBTOR, "hello", LATER)
    provider.move(sent.provider_id, status)
    assert [one.state for one in twilio.receipts([sent.provider_id])] == [state]
    provider.next(answer(201, {"sid": "SM1", "status": status}))
    assert twilio.send("key", DEBTOR, "hello", LATER).state == state


@pytest.mark.parametrize("status", ["received", "receiving", "beamed", "", None, 7, ["sent"], {"sent": 1}])
def test_a_status_nobody_knows_tells_nothing(provider: Provider, twilio: Twilio, status: Any) -> None:
    sent = twilio.send("key", DEBTOR, "hello", LATER)
    provider.move(sent.provider_id, status)
    assert twilio.receipts([sent.provider_id]) == []
    provider.next(answer(201, {"sid": "SM1", "status": status}))
    assert twilio.send("key", DEBTOR, "hello", LATER).state == "accepted"


# Receipts


def test_a_receipt_says_why_it_did_not_arrive(provider: Provider, twilio: Twilio) -> None:
    sent = twilio.send("key", DEBTOR, "hello", LATER)
    provider.move(sent.provider_id, "undelivered", 30003, "Unreachable\x1b[2J handset")
    assert [one.says for one in twilio.receipts([sent.provider_id])] == ["30003: Unreachable␛[2J handset"]
    provider.move(sent.provider_id, "partially_delivered")
    assert [one.says for one in twilio.receipts([sent.provider_id])] == ["only parts of it were delivered"]


def lists(provider: Provider) -> int:
    """How often the list was asked for."""
    return len([one for one in provider.asked if one.path.endswith("Messages.json")])


def test_many_receipts_are_read_from_the_list_and_the_old_ones_one_by_one(provider: Provider, twilio: Twilio) -> None:
    old = [kept(provider, f"old {i}", NOW - timedelta(days=2, seconds=i), status="delivered") for i in range(8)]
    for i in range(1640):
        kept(provider, f"new {i}", NOW - timedelta(seconds=i), status="sent")
    wanted = [one.id for one in old + provider.texts[8:12]]
    found = {one.provider_id: one.state for one in twilio.receipts([*wanted, "SM-gone", "no/id"])}
    assert found == {one.id: one.status for one in provider.texts[:12]}
    assert lists(provider) == 2, "a page in which there was none is the last one"
    assert len(provider.asked) == 2 + 8 + 1


def test_what_became_of_a_large_batch_is_learned_at_once(provider: Provider, twilio: Twilio) -> None:
    for i in range(700):
        kept(provider, f"later {i}", NOW - timedelta(seconds=i), status="sent")
    batch = [kept(provider, f"batch {i}", NOW - timedelta(hours=1, seconds=i), status="delivered") for i in range(1500)]
    found = twilio.receipts([one.id for one in batch])
    assert {one.provider_id for one in found} == {one.id for one in batch}
    assert len(provider.asked) == lists(provider) == 8


def test_receipts_stop_where_the_provider_is_gone(provider: Provider, twilio: Twilio) -> None:
    provider.next(answer(401), answer(401))
    assert twilio.receipts(["SM1", "SM2", "SM3"]) == []
    assert len(provider.asked) == 1


# Finding again


@pytest.mark.parametrize(
    ("fault", "found"), [("lose answer", True), ("stall", True), ("cut answer", True), ("lose request", False)]
)
def test_a_text_whose_answer_was_lost_is_found_if_it_is_there(provider: Provider, fault: Any, found: bool) -> None:
    with Proxy(provider.url) as proxy:
        twilio = provider.twilio(proxy.url)
        earlier = twilio.send("key 1", DEBTOR, "hello", LATER)
        proxy.next(fault)
        began = datetime.now(UTC)
        assert twilio.send("key 2", DEBTOR, "hello", LATER).answer == "unknown"
        result = twilio.find("key 2", DEBTOR, "hello", began, [earlier.provider_id])
    assert result.answer == ("found" if found else "not_found")
    assert result.provider_id == (provider.texts[1].id if found else "")


def test_of_several_the_oldest_that_is_not_known(provider: Provider, twilio: Twilio) -> None:
    texts = [kept(provider, "hello", NOW + timedelta(seconds=i)) for i in (0, 5, 9)]
    assert twilio.find("key", DEBTOR, "hello", NOW, []).provider_id == texts[0].id
    assert twilio.find("key", DEBTOR, "hello", NOW, [texts[0].id]).provider_id == texts[1].id
    assert twilio.find("key", DEBTOR, "hello", NOW, [one.id for one in texts]) == Found("not_found")


@pytest.mark.parametrize(
    ("changed", "found"),
    [({}, True), ({"text": "hello\r\n"}, True), ({"text": "Hello"}, False), ({"to": "+12125550102"}, False),
     ({"sender": "+12125550109"}, True), ({"before": 119}, True),
     ({"before": 121}, False)],
    ids=str,
)  # fmt: skip
def test_what_is_taken_for_it(provider: Provider, changed: dict[str, Any], found: bool) -> None:
    changed = dict(changed)
    provider.now = lambda: NOW
    one = kept(provider, "hello", NOW - timedelta(seconds=changed.pop("before", 0)))
    for name, value in changed.items():
        setattr(one, name, value)
    result = provider.twilio(now=lambda: NOW).find("key", DEBTOR, "hello", NOW, [])
    assert result.answer == ("found" if found else "not_found")


def test_a_text_that_came_in_is_never_taken_for_one_that_went(provider: Provider, twilio: Twilio) -> None:
    row = {"sid": "SM1", "body": "hello", "to": DEBTOR, "from": NUMBER, "direction": "inbound", "date_created": None}
    provider.next(answer(200, {"messages": [row]}))
    assert twilio.find("key", DEBTOR, "hello", NOW, []).answer == "not_found"


def test_a_clock_of_ours_that_is_ahead_does_not_hide_it(provider: Provider) -> None:
    ahead = NOW + timedelta(minutes=9)
    kept(provider, "hello", NOW)
    provider.now = lambda: NOW
    assert provider.twilio(now=lambda: ahead).find("key", DEBTOR, "hello", ahead, []).answer == "found"


def test_it_is_looked_for_on_every_page(provider: Provider, twilio: Twilio) -> None:
    one = kept(provider, "hello", NOW)
    for i in range(130):
        kept(provider, f"other {i}", NOW + timedelta(seconds=1 + i))
    assert twilio.find("key", DEBTOR, "hello", NOW, []).provider_id == one.id
    assert len(provider.asked) == 3


def test_old_pages_are_not_read(provider: Provider, twilio: Twilio) -> None:
    for i in range(200):
        kept(provider, f"other {i}", NOW - timedelta(days=i + 2))
    assert twilio.find("key", DEBTOR, "hello", NOW, []).answer == "not_found"
    assert len(provider.asked) == 1


ROW = {
    "sid": "SM1", "body": "hello", "to": DEBTOR, "from": NUMBER, "direction": "outbound-api",
    "date_created": "Thu, 19 Nov 2026 15:00:00 +0000",
}  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [b"<html>", {}, {"messages": None}, {"messages": {}}, {"messages": ["hello"]}, {"messages": [None]},
     {"messages": [{**ROW, "date_created": None}]}, {"messages": [{**ROW, "date_created": "soon"}]},
     {"messages": [{**ROW, "sid": None}]}, {"messages": [{**ROW, "sid": "../SM1"}]},
     {"messages": [{**ROW, "body": None}]}, {"messages": [{**ROW, "body": ""}]},
     {"messages": [], "next_page_uri": "https://evil.example/x"}, {"messages": [], "next_page_uri": 5}],
    ids=str,
)  # fmt: skip
def test_a_list_that_does_not_tell_is_never_a_no(provider: Provider, twilio: Twilio, body: Any) -> None:
    provider.next(answer(200, body))
    since = datetime(2026, 11, 19, 15, tzinfo=UTC)
    result = twilio.find("key", DEBTOR, "hello", since, [])
    assert result.answer == "unknown"
    assert result.says


@pytest.mark.parametrize("changed", [{}, {"to": "+12125550102"}, {"from": "+12125550109"}, {"to": None}, {"from": 5}])
def test_a_provider_that_does_not_mind_the_filter_is_not_believed(
    provider: Provider, twilio: Twilio, changed: dict[str, Any]
) -> None:
    provider.next(answer(200, {"messages": [{**ROW, **changed}]}))
    result = twilio.find("key", DEBTOR, "hello", datetime(2026, 11, 19, 15, tzinfo=UTC), [])
    assert result == (Found("not_found") if "to" in changed else Found("found", "SM1", "accepted"))


def test_a_lost_text_is_found_after_the_number_texts_come_from_was_changed(provider: Provider, twilio: Twilio) -> None:
    began = datetime.now(UTC)
    sent = twilio.send("key", DEBTOR, "hello", LATER)
    found = provider.twilio(sender="+12125550199").find("key", DEBTOR, "hello", began, [])
    assert (found.answer, found.provider_id) == ("found", sent.provider_id)


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 500])
def test_a_list_that_is_refused_is_never_a_no(provider: Provider, twilio: Twilio, status: int) -> None:
    provider.next(answer(status, {"code": 1, "message": "no"}))
    assert twilio.find("key", DEBTOR, "hello", NOW, []).answer == "unknown"


def test_a_page_that_is_lost_is_never_a_no(provider: Provider) -> None:
    for i in range(70):
        kept(provider, f"other {i}", NOW)
    with Proxy(provider.url) as proxy:
        proxy.next("lose answer", method="GET")
        assert provider.twilio(proxy.url).find("key", DEBTOR, "hello", NOW, []).answer == "unknown"


# What comes in


def test_replies_come_oldest_first_and_once(provider: Provider, twilio: Twilio) -> None:
    first = provider.comes(DEBTOR, "STOP", NOW - timedelta(minutes=2))
    second = provider.comes(DEBTOR, "START", NOW - timedelta(minutes=1))
    twilio.send("key", DEBTOR, "hello", LATER)
    replies = twilio.replies(none_known, ALL)
    assert [(one.provider_id, one.sender, one.text, one.received_at) for one in replies] == [
        (first.id, DEBTOR, "STOP", first.at),
        (second.id, DEBTOR, "START", second.at),
    ]
    assert [one.provider_id for one in twilio.replies({first.id}.__contains__, ALL)] == [second.id]


def test_of_one_second_the_one_listed_last_came_first(provider: Provider, twilio: Twilio) -> None:
    rows = [{**ROW, "sid": f"SM{i}", "to": NUMBER, "from": DEBTOR, "direction": "inbound"} for i in (2, 1)]
    provider.next(answer(200, {"messages": rows}))
    assert [one.provider_id for one in twilio.replies(none_known, datetime(2026, 11, 1, tzinfo=UTC))] == ["SM1", "SM2"]


def test_pages_are_read_until_one_is_known(provider: Provider, twilio: Twilio) -> None:
    came = [provider.comes(DEBTOR, str(i), NOW - timedelta(seconds=i)) for i in range(330)]
    known = {one.id for one in came[70:]}
    assert len(twilio.replies(known.__contains__, ALL)) == 70
    assert len(provider.asked) == 3
    assert len(twilio.replies(none_known, ALL)) == 330


def test_pages_are_read_no_further_back_than_wanted(provider: Provider, twilio: Twilio) -> None:
    for i in range(300):
        provider.comes(DEBTOR, str(i), NOW - timedelta(hours=i))
    assert len(twilio.replies(none_known, NOW - timedelta(hours=48))) == 49
    assert len(provider.asked) == 3


def test_replies_that_tell_no_time_came_now(provider: Provider) -> None:
    row = {**ROW, "to": NUMBER, "from": DEBTOR, "direction": "inbound", "date_created": None}
    provider.next(answer(200, {"messages": [row, {**row, "sid": "SM2", "body": "", "num_media": "1"}]}))
    replies = provider.twilio(now=lambda: NOW).replies(none_known, ALL)
    assert [(one.received_at, one.text) for one in replies] == [
        (NOW, "(no words: a picture or a file)"),
        (NOW, "hello"),
    ]


def test_what_was_read_before_a_page_failed_is_not_lost(provider: Provider, twilio: Twilio) -> None:
    for i in range(60):
        provider.comes(DEBTOR, str(i), NOW - timedelta(seconds=i))
    with Proxy(provider.url) as proxy:
        through = provider.twilio(proxy.url)
        proxy.next("lose answer", method="GET")
        assert through.replies(none_known, ALL) == []
        assert len(through.replies(none_known, ALL)) == 60


def test_once_a_day_what_came_to_other_numbers_is_read_too(provider: Provider) -> None:
    stop = provider.comes(DEBTOR, "STOP", NOW - timedelta(days=6))
    twilio = provider.twilio(sender="+12125550199")
    twilio.send("key", DEBTOR, "hello", LATER)
    assert twilio.replies(none_known, ALL) == []
    (reply,) = twilio.replies(none_known, DEEP)
    assert (reply.provider_id, reply.text, reply.is_elsewhere) == (stop.id, "STOP", True)
    assert [one.is_elsewhere for one in provider.twilio().replies(none_known, DEEP)] == [False]
    assert "To" not in provider.asked[-1].query
    provider.next(None, answer(500))
    assert twilio.replies(none_known, DEEP) == []
    assert twilio.trouble


def test_twilio_gives_nothing_back(provider: Provider, twilio: Twilio) -> None:
    assert not twilio.cancel(twilio.send("key", DEBTOR, "hello", LATER).provider_id)
    assert len(provider.asked) == 1


def test_what_lay_behind_a_page_that_failed_is_read_the_next_time(provider: Provider, twilio: Twilio) -> None:
    for i in range(150):
        provider.comes(DEBTOR, str(i), NOW - timedelta(seconds=i))
    known = set[str]()
    counts = []
    for said in ([None, answer(500)], [None, None, answer(500)], [], []):
        provider.next(*said)
        new = twilio.replies(known.__contains__, ALL)
        known |= {one.provider_id for one in new}
        counts.append(len(new))
    assert counts == [50, 50, 50, 0]
    provider.asked.clear()
    assert twilio.replies(known.__contains__, ALL) == []
    assert len(provider.asked) == 1


# Checking and settings


def test_checking(provider: Provider, twilio: Twilio) -> None:
    assert twilio.check() == [
        Checked("Twilio account", True, "Twilio accepts the account and its token."),
        Checked("sender number", True, f"{NUMBER} belongs to the account and can send texts."),
        Checked("balance", True, "The balance is 12.34 USD."),
    ]


@pytest.mark.parametrize(
    ("raw", "says"),
    [(answer(401, {"code": 20003, "message": "Authenticate"}), "does not accept the token (20003: Authenticate)"),
     (answer(403, {"code": 20008, "message": "Test"}), "test credentials"), (answer(404), "no such account"),
     (answer(200, b"<html>"), "base_url"), (answer(500), "base_url"), (b"", "base_url")],
)  # fmt: skip
def test_checking_says_what_is_wrong_with_the_account(
    provider: Provider, twilio: Twilio, raw: bytes, says: str
) -> None:
    provider.next(raw)
    (found,) = twilio.check()
    assert not found.ok
    assert says in found.says


def listed(sms: object) -> bytes:
    return answer(200, {"incoming_phone_numbers": [{"phone_number": NUMBER, "capabilities": {"sms": sms}}]})


@pytest.mark.parametrize(
    ("number", "balance", "expected"),
    [(answer(200, {"incoming_phone_numbers": []}), answer(404), [False, True]),
     (listed(False), answer(200, {"balance": "-0.01", "currency": "USD"}), [False, False]),
     (listed(True), answer(200, {"balance": "NaN"}), [True, True]),
     (answer(404), answer(200, {"balance": ["much"]}), [True, True])],
)  # fmt: skip
def test_checking_number_and_balance(
    provider: Provider, twilio: Twilio, number: bytes, balance: bytes, expected: list[bool]
) -> None:
    provider.next(answer(200, {"messages": []}), number, balance)
    assert [one.ok for one in twilio.check()] == [True, *expected]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"account_sid": ""}, "account_sid"), ({"account_sid": "SK" + "0" * 32}, "account_sid"), ({"token": ""}, "TOKEN"),
     ({"account_sid": "AC../" + "0" * 29}, "account_sid"), ({"sender": " "}, "from"),
     ({"base_url": "ftp://api.twilio.com"}, "base_url"), ({"base_url": "http://api.twilio.com"}, "https"),
     ({"base_url": "http://192.168.1.5"}, "https"), ({"base_url": f"https://x:{TOKEN}@api.twilio.com"}, "base_url"),
     ({"base_url": "https://api.twilio.com?x=1"}, "base_url"), ({"base_url": "https://[::1"}, "base_url"),
     ({"base_url": "https://a.example:99999"}, "base_url"), ({"base_url": "https://evil\x1b.example"}, "base_url")],
    ids=str,
)  # fmt: skip
def test_settings_that_cannot_be_right_are_refused(wrong: dict[str, str], says: str) -> None:
    with pytest.raises(Refused, match=says) as refused:
        Twilio(**{"account_sid": ACCOUNT, "token": TOKEN, "sender": NUMBER, **wrong})
    assert TOKEN not in str(refused.value)
    assert "\x1b" not in str(refused.value)


def test_another_provider_may_have_accounts_of_another_kind(provider: Provider) -> None:
    twilio = Twilio(
        "b08dacad-40e8-4294-8c41-53f7f9a6b7a1", TOKEN, NUMBER, base_url=f"{provider.url}/api/laml/", patience=QUICK
    )
    twilio.send("key", DEBTOR, "hello", LATER)
    assert provider.asked[0].path == (
        "/api/laml/2010-04-01/Accounts/b08dacad-40e8-4294-8c41-53f7f9a6b7a1/Messages.json"
    )
