"""What a judgement says, and that nothing which is added loosens it but what the law names."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector_tui.domain.law.contact import Prior, Proposed, Situation
from collector_tui.domain.law.judging import Judgement, judge
from collector_tui.domain.law.rulebook import select
from collector_tui.domain.law.span import Span
from collector_tui.domain.whereabouts import Whereabouts
from domain.law.courts import NEW_YORK, at, no_holiday, packs, ruling

WEIGHT = {"allow": 0, "warn": 1, "block": 2}
NOW = at("2026-12-08T15:00")
SECOND = timedelta(seconds=1)
DAYS = st.dates(date(2026, 11, 20), date(2026, 12, 20))
INSTANTS = st.integers(-20 * 24 * 60, 20 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))
SPANS = st.sampled_from(
    [
        (),
        (Span.parse("mon-fri", "09:00", "17:00"),),
        (Span.parse("mon-sun", "20:00", "10:00"),),
        (Span.parse("mon-sun", "21:00", "22:30"),),
        (Span.parse("mon-sun", "00:00", "24:00"),),
    ]
)
PLACES = st.sampled_from(
    [
        NEW_YORK,
        Whereabouts(("America/Chicago",), ("America/New_York",)),
        Whereabouts(("America/New_York", "America/Los_Angeles")),
        Whereabouts(("America/New_York", "America/Denver", "Pacific/Honolulu"), is_unknown=True),
        Whereabouts(("Australia/Sydney",)),
    ]
)
PRIORS = st.builds(
    Prior,
    at=INSTANTS.filter(lambda one: one < NOW),
    channel=st.sampled_from(["call", "sms", "email", "letter"]),
    direction=st.sampled_from(["out", "out", "out", "in"]),
    outcome=st.sampled_from(["noanswer", "conversation", "voicemail", "busy", "not_in_service", "dropped", "sent"]),
    party=st.sampled_from(["consumer", "consumer", "spouse", "neighbor"]),
    number=st.sampled_from(["", "cell", "work"]),
    debts=st.sampled_from([frozenset({"A"}), frozenset({"A", "B"}), frozenset({"B"})]),
    consented=st.booleans(),
    could_leave_message=st.booleans(),
    words=st.sampled_from(["", "", "STOP", "I will pay at the end of the month"]),
)
PROPOSED = st.builds(
    Proposed,
    at=INSTANTS.filter(lambda one: one >= NOW),
    channel=st.sampled_from(["call", "call", "sms", "email", "letter", "issue_claim", "inbound_call"]),
    party=st.sampled_from(["consumer", "consumer", "spouse", "neighbor", "attorney"]),
    number=st.sampled_from(["", "cell", "work"]),
    debt=st.sampled_from(["A", "B"]),
    purpose=st.sampled_from(["", "demand", "location", "optout_confirm"]),
    template=st.sampled_from(["", "pay_or_sue_by"]),
    pay_by=st.none() | DAYS,
)
SITUATIONS = st.builds(
    Situation,
    callback_consent=st.none() | DAYS,
    time_consent=SPANS,
    inconvenient=SPANS,
    dispute_written=st.none() | DAYS,
    validation_end=st.none() | DAYS,
    verification_sent=st.none() | DAYS,
    notice_mailed=st.none() | DAYS,
    letter_of_claim=st.none() | DAYS,
    initial_comm=st.none() | DAYS,
    work_refused_on=st.none() | DAYS,
    responding=st.booleans(),
    electronic_consent=st.sampled_from(["yes", "no"]),
)
NAMES = st.lists(st.sampled_from(sorted(set(packs()) - {"HOUSE"})), max_size=3)
KINDS = st.sampled_from(["first_party", "third_party"])
DEBTS = st.sampled_from(["consumer", "commercial"])


@given(NAMES, KINDS, DEBTS, PROPOSED, st.lists(PRIORS, max_size=12), SITUATIONS, PLACES)
@settings(max_examples=400, deadline=None)
def test_the_next_allowed_instant_is_allowed_and_the_second_before_is_not(
    names, collector, debts, proposed, priors, situation, place
):
    rules = select(packs(), names, collector, debts, date(2026, 12, 8)).rules

    def judged(moment, look_ahead=False) -> Judgement:
        contact = replace(proposed, at=moment)
        return judge(rules, contact, priors, situation, place, no_holiday, look_ahead=look_ahead)

    now = judged(proposed.at, look_ahead=True)
    if now.effect == "allow":
        assert now.next_allowed == proposed.at
    elif now.next_allowed is not None:
        assert now.next_allowed > proposed.at
        assert WEIGHT[judged(now.next_allowed).effect] < WEIGHT[now.effect]
        assert WEIGHT[judged(now.next_allowed - SECOND).effect] >= WEIGHT[now.effect]
        middle = proposed.at + (now.next_allowed - proposed.at) / 2
        assert WEIGHT[judged(middle).effect] >= WEIGHT[now.effect]
    else:
        for days in (1, 8, 31, 100, 399):
            later = judged(proposed.at.replace(hour=17, minute=30) + timedelta(days=days))
            assert WEIGHT[later.effect] >= WEIGHT[now.effect]


@given(NAMES, NAMES, KINDS, DEBTS, PROPOSED, st.lists(PRIORS, max_size=12), SITUATIONS, PLACES)
@settings(max_examples=300, deadline=None)
def test_a_pack_that_is_added_loosens_no_law(names, more, collector, debts, proposed, priors, situation, place):
    """Only what the house says may fall silent, where a law answers the same question."""
    law = {rule.id for pack in packs().values() for rule in pack.rules if not rule.house}

    def by(chosen: list[str]) -> dict[str, int]:
        judgement = ruling(chosen, proposed, priors, situation, place, collector, debts, look_ahead=False)
        found: dict[str, int] = {}
        for reason in judgement.reasons:
            if reason.rule in law:
                found[reason.rule] = max(found.get(reason.rule, 0), WEIGHT[reason.effect])
        return found

    few, many = by(names), by(names + more)
    assert all(many.get(rule, 0) >= weight for rule, weight in few.items())


@given(NAMES, KINDS, PROPOSED, st.lists(PRIORS, max_size=12), PRIORS, SITUATIONS, PLACES)
@settings(max_examples=400, deadline=None)
def test_a_contact_that_is_added_to_the_past_loosens_nothing(
    names, collector, proposed, priors, another, situation, place
):
    before = ruling(names, proposed, priors, situation, place, collector, look_ahead=False)
    after = ruling(names, proposed, [*priors, another], situation, place, collector, look_ahead=False)
    assert WEIGHT[after.effect] >= WEIGHT[before.effect]
    blocked = {reason.rule for reason in after.reasons}
    assert {reason.rule for reason in before.reasons} <= blocked


@given(NAMES, KINDS, PROPOSED, st.lists(PRIORS, max_size=12), PLACES)
@settings(max_examples=200, deadline=None)
def test_facts_against_a_contact_loosen_nothing(names, collector, proposed, priors, place):
    plain = ruling(names, proposed, priors, Situation(), place, collector, look_ahead=False)
    for fact in ("attorney", "cease_written", "refused_to_pay_written", "time_barred", "opted_out", "written_only"):
        worse = ruling(names, proposed, priors, Situation(**{fact: True}), place, collector, look_ahead=False)
        assert WEIGHT[worse.effect] >= WEIGHT[plain.effect]


def test_a_reason_says_what_was_counted_and_what_is_left():
    past = [Prior(at(f"2026-12-0{day}T10:00"), outcome="noanswer") for day in range(2, 9)]
    judgement = ruling("US-FED", Proposed(NOW), past)
    reason = judgement.reasons[0]
    assert reason.says == "It would be the 8th call since Wed 2 Dec: at most 7 in 7 days."
    assert reason.citation.startswith("12 CFR 1006.14(b)(2)(i)(A)")
    assert reason.still_allowed == "a letter, an email or a text"
    assert judgement.next_allowed == at("2026-12-09T08:00")
    assert judgement.zones == ("America/New_York",)


def test_a_block_waits_for_everything_that_blocks():
    """The count frees the contact at midnight, the hours at 8:00, the conversation not before Tuesday."""
    past = [Prior(at(f"2026-12-0{day}T10:00"), outcome="noanswer") for day in range(1, 8)]
    talk = Prior(at("2026-12-02T10:00"), outcome="conversation")
    judgement = ruling("US-FED", Proposed(at("2026-12-07T22:00")), [*past, talk])
    assert {reason.rule for reason in judgement.reasons} >= {"US.REGF.6b1.HOURS", "US.REGF.14b.7IN7"}
    assert judgement.next_allowed == at("2026-12-09T08:00")


def test_a_block_does_not_wait_for_warnings():
    asked = Situation(dispute_oral=date(2026, 12, 1))
    judgement = ruling("US-FED", Proposed(at("2026-12-07T22:00")), situation=asked)
    assert judgement.effect == "block"
    assert judgement.next_allowed == at("2026-12-08T08:00")


@pytest.mark.parametrize(
    "situation",
    [
        Situation(bankruptcy="pending"),
        Situation(bankruptcy="discharged"),
        Situation(cease_written=True),
        Situation(opted_out=True),
    ],
)
def test_these_have_no_override_and_no_next_instant(situation):
    judgement = ruling("US-FED", Proposed(NOW, "sms", optout_notice="yes"), situation=situation)
    assert judgement.effect == "block"
    assert not judgement.is_overridable
    assert judgement.next_allowed is None


def test_hours_may_be_overridden():
    assert ruling("US-FED", Proposed(at("2026-12-07T22:00"))).is_overridable


def test_a_debt_that_arose_after_the_filing_is_not_caught():
    filed = Situation(bankruptcy="pending", filed_on=date(2026, 6, 1), debt_on=date(2026, 7, 1))
    assert ruling("US-FED", Proposed(NOW), situation=filed).effect == "allow"
    older = replace(filed, debt_on=date(2026, 6, 1))
    assert ruling("US-FED", Proposed(NOW), situation=older).effect == "block"
    assert ruling("US-FED", Proposed(NOW), situation=replace(filed, debt_on=None)).effect == "block"


def test_an_opt_out_is_of_one_number_and_of_all_debts_until_consent_is_given_anew():
    stop = Prior(at("2026-12-07T12:00"), "sms", "in", "text", words="Stop", address="+12125550101")
    there = Proposed(NOW, "sms", address="+12125550101", debt="B")
    assert ruling("US-FED", there, [stop], collector_kind="first_party").reasons[0].rule == "US.TCPA.STOP"
    elsewhere = replace(there, address="+12125550199")
    assert ruling("US-FED", elsewhere, [stop], collector_kind="first_party").effect == "allow"
    again = Situation(sms_consent="yes", sms_consent_at=at("2026-12-08T09:00"))
    assert ruling("US-FED", there, [stop], again, collector_kind="first_party").effect == "allow"


def test_outside_the_united_states_an_opt_out_bars_texts_as_well():
    judgement = ruling("GB", Proposed(NOW, "sms"), situation=Situation(opted_out=True), collector_kind="first_party")
    assert [reason.rule for reason in judgement.reasons] == ["HOUSE.STOP"]


def test_open_questions_are_told_apart_and_bar_nothing():
    judgement = ruling("US-FED", Proposed(NOW, "sms"), collector_kind="first_party")
    assert judgement.effect == "allow"
    assert [reason.rule for reason in judgement.open_questions] == ["US.TCPA.SMS_CONSENT"]


@pytest.mark.parametrize(
    ("profile", "collector", "proposed", "situation", "rule"),
    [
        ("CA-AB", "third_party", Proposed(NOW), Situation(), ""),
        ("US-CA", "first_party", Proposed(NOW, "postcard"), Situation(), "CA.1788.17.POSTCARD"),
        ("US-CA", "first_party", Proposed(NOW, party="neighbor"), Situation(), "CA.1788.17.THIRDPARTY"),
        ("US-CA", "first_party", Proposed(NOW, number="work"), Situation(employer_prohibits=True), "CA.1788.17.WORKPLACE"),
        ("GB", "first_party", Proposed(NOW), Situation(refused_media=frozenset({"call"})), "GB.CONC.MEDIUM"),
        ("GB", "first_party", Proposed(NOW, party="neighbor"), Situation(), "GB.PRIVACY"),
        ("EU", "first_party", Proposed(NOW), Situation(attorney=True), "HOUSE.ATTORNEY"),
        ("EU", "first_party", Proposed(NOW), Situation(cease_written=True), "HOUSE.CEASE"),
        ("EU", "first_party", Proposed(NOW, party="neighbor"), Situation(), "HOUSE.THIRDPARTY"),
        ("EU", "first_party", Proposed(NOW), Situation(written_only=True), "HOUSE.MEDIUM"),
        ("US-NY-NYC", "third_party", Proposed(NOW, "email"), Situation(electronic_consent="no"), "NY.23NYCRR1.EMAIL"),
        ("US-WA", "third_party", Proposed(NOW), Situation(attorney=True), "WA.19.16.250.12.ATTORNEY"),
        ("US-WA", "third_party", Proposed(NOW, caller_id_hidden=True), Situation(), "WA.19.16.250.19.CALLER_ID"),
        ("US-WA", "third_party", Proposed(at("2026-12-08T07:15")), Situation(), "WA.19.16.250.13c.HOURS"),
        ("US-MA", "first_party", Proposed(NOW, number="work"), Situation(work_refused_on=date(2026, 12, 1)), "MA.940.7.04.WORK"),
        ("US-MA", "first_party", Proposed(NOW, number="work"), Situation(work_refused_on=date(2026, 11, 28)), ""),
        ("US-DC", "first_party", Proposed(NOW, "email"), Situation(days_late=30), ""),
        ("US-DC", "first_party", Proposed(NOW, "email"), Situation(days_late=31), "DC.28-3814.ELEC_CONSENT"),
    ],
)  # fmt: skip
def test_what_rows_have_no_words_for(profile, collector, proposed, situation, rule):
    judgement = ruling(profile, proposed, situation=situation, collector_kind=collector)
    assert (rule in {reason.rule for reason in judgement.reasons}) if rule else not judgement.reasons


def test_the_house_counts_attempts_of_all_kinds_where_no_law_counts():
    past = [Prior(at(f"2026-12-0{day}T10:00"), "sms", outcome="sent") for day in range(2, 9)]
    judgement = ruling("EU", Proposed(NOW, "email"), past, collector_kind="first_party")
    assert [reason.rule for reason in judgement.reasons] == ["HOUSE.FREQ"]
    talk = [Prior(at("2026-12-07T10:00"), outcome="conversation")]
    assert ruling("EU", Proposed(NOW), talk, collector_kind="first_party").reasons[0].rule == "HOUSE.QUIET"
    asked = Situation(callback_consent=date(2026, 12, 7))
    assert ruling("EU", Proposed(NOW), talk, asked, collector_kind="first_party").effect == "allow"


def test_many_messages_a_day_are_minded():
    past = [Prior(at(f"2026-12-08T{hour}:00"), "sms", outcome="sent") for hour in (10, 11, 12)]
    judgement = ruling("US-FED", Proposed(NOW, "email", optout_notice="yes"), past)
    assert [reason.rule for reason in judgement.reasons] == ["US.REGF.14a.PATTERN"]
    alberta = [replace(one, at=one.at - timedelta(days=1)) for one in past]
    assert ruling("CA-AB", Proposed(NOW), alberta).reasons[0].rule == "AB.194-99.FREQ3"


def test_a_covered_commercial_debt_is_a_consumer_debt_to_california():
    situation = Situation(covered_commercial=True, cease_written=True)
    judgement = ruling(
        "US-CA", Proposed(NOW), situation=situation, collector_kind="first_party", debt_kind="commercial"
    )
    assert (judgement.effect, judgement.reasons[0].rule) == ("block", "CA.1788.17.CEASE")


def test_claims_in_england_wait_for_documents_and_for_notice():
    ready = Situation(letter_of_claim=date(2026, 10, 1), debtor="individual")
    claim = Proposed(at("2026-12-08T10:00", "Europe/London"), "issue_claim")
    london = Whereabouts(("Europe/London",))
    assert ruling("GB", claim, situation=ready, place=london, collector_kind="first_party").effect == "allow"
    for more in (
        {"documents_asked": True},
        {"documents_asked": True, "documents_sent": date(2026, 11, 8)},
        {"claim_notice": date(2026, 11, 24)},
    ):
        judgement = ruling("GB", claim, situation=replace(ready, **more), place=london, collector_kind="first_party")
        assert judgement.effect == "block"
    assert judgement.next_allowed == at("2026-12-09T00:00", "Europe/London")


def test_where_no_hour_suits_every_zone_no_instant_is_promised():
    """With nothing known but the world it is always night somewhere; that must be found out at once."""
    world = Whereabouts(("America/New_York", "Asia/Kolkata", "Australia/Sydney", "Europe/London"), is_unknown=True)
    judgement = ruling("US-FED", Proposed(NOW), place=world)
    assert (judgement.effect, judgement.next_allowed) == ("block", None)


def test_no_zone_at_all_is_judged_all_the_same():
    assert ruling_without_zone().effect == "block"


def ruling_without_zone() -> Judgement:
    """A contact at 3 in the morning, whatever clock is taken."""
    rules = select(packs(), ["US-FED"], "third_party", "consumer", date(2026, 12, 8)).rules
    nowhere = Whereabouts((), is_unknown=True)
    return judge(rules, Proposed(at("2026-12-08T03:00", "UTC")), (), Situation(), nowhere, no_holiday)
