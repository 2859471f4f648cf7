"""Packs ship without a fault, and a fault of a user's own pack is told with the pack, the rule and the key."""

import doctest
import importlib
import pkgutil
from copy import deepcopy
from datetime import date

import pytest

import collector_tui.domain.law
from collector_tui.domain.law.almanac import holiday
from collector_tui.domain.law.pack import read_pack
from collector_tui.domain.law.profiles import profiles_of
from collector_tui.domain.law.rulebook import check_together, select
from domain.law.courts import packs

OWN = {
    "id": "MINE",
    "title": "My own rules",
    "verified_on": date(2026, 11, 1),
    "stands_on": ["US-FED"],
    "rule": [
        {
            "id": "MINE.LUNCH", "title": "Not at lunch", "kind": "hours", "effect": "warn", "binds": "both",
            "debts": "both", "channels": ["call"], "windows": [{"days": "mon-fri", "from": "08:00", "to": "12:00"}],
            "citation": "mine", "source": "me", "sure": "policy",
        },
        {
            "id": "MINE.TWICE", "title": "Twice a day", "kind": "count", "effect": "block", "binds": "both",
            "debts": "both", "at_most": 2, "days": 1, "citation": "mine", "source": "me", "sure": "policy",
        },
    ],
}  # fmt: skip


def own(**changes: object) -> dict[str, object]:
    """The pack above with other keys in its first rule; None takes one out."""
    table = deepcopy(OWN)
    for key, value in changes.items():
        table["rule"][0][key] = value
        if value is None:
            del table["rule"][0][key]
    return table


def test_what_ships_is_whole():
    assert {
        "HOUSE", "US-FED", "US-FL", "US-MA", "US-DC", "US-NY", "US-NY-NYC", "US-WA", "US-CA", "US-TX", "US-NC", "US-WV",
        "CA", "CA-ON", "CA-QC", "CA-BC", "CA-AB", "AU", "GB", "EU", "IN", "VN",
    } == set(packs())  # fmt: skip
    for pack in packs().values():
        for rule in pack.rules:
            assert rule.citation and rule.source and rule.verified_on >= date(2026, 11, 21)
            assert rule.house == (rule.sure == "policy"), rule.id
            assert rule.kind == "note" or rule.still_allowed, rule.id
            if rule.house and rule.id not in ("HOUSE.STOP", "TZ.UNKNOWN"):
                assert rule.effect == "warn", rule.id
            assert rule.sure != "low" or rule.is_open or rule.kind == "note" or "from memory" in rule.source


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "ours"}, "kind is “ours”"),
        ({"kind": None}, "kind is missing"),
        ({"effect": "stop"}, "effect is “stop”"),
        ({"binds": "everybody"}, "binds is “everybody”"),
        ({"debts": None}, "debts is missing"),
        ({"channels": ["call", "fax"]}, "channels has “fax”"),
        ({"parties": "debtor"}, "parties has to be a list"),
        ({"windows": [{"days": "mon-fry", "from": "08:00", "to": "12:00"}]}, "mon-fry"),
        ({"windows": [{"days": "mon", "from": "8", "to": "12:00"}]}, "“8” is not a time of day"),
        ({"windows": [{"days": "mon", "from": "13:00", "to": "12:00"}]}, "before it opens"),
        ({"windows": [{"days": "mon", "from": "08:00", "to": "12:00", "tz": "UTC"}]}, "tz is not a key"),
        ({"windows": None}, "windows is missing"),
        ({"citation": ""}, "citation has to be text"),
        ({"sure": "certain"}, "sure is “certain”"),
        ({"effective_from": "2026-01-01"}, "effective_from has to be a day"),
        ({"effective_from": date(2026, 2, 1), "effective_to": date(2026, 1, 1)}, "effective_to is before"),
        ({"colour": "red"}, "colour is not a key"),
        ({"overridable": "no"}, "overridable has to be true or false"),
        ({"house": True}, "topic is missing"),
        ({"when": {"atorney": True}}, "“atorney”, which is not a fact"),
        ({"when": {"bankruptcy": "pendng"}}, "bankruptcy as “pendng”"),
        ({"when": {"attorney": 1}}, "attorney as “1”"),
        ({"kind": "fact", "windows": None, "says": "No."}, "when is missing"),
    ],
)
def test_a_fault_names_the_pack_the_rule_and_the_key(changes, words):
    with pytest.raises(ValueError, match=r"pack MINE, rule MINE\.LUNCH: ") as wrong:
        read_pack(own(**changes))
    assert words in str(wrong.value)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("title", None, "title is missing"),
        ("verified_on", None, "verified_on is missing"),
        ("verified_on", "today", "verified_on has to be a day"),
        ("stands_on", ["MINE"], "stands_on has the pack itself"),
        ("rule", {"id": "x"}, "rule has to be a list of tables"),
        ("rules", [], "rules is not a key"),
    ],
)
def test_a_fault_of_the_pack_itself_names_it(key, value, words):
    table = own()
    table[key] = value
    if value is None:
        del table[key]
    with pytest.raises(ValueError, match="pack MINE: ") as wrong:
        read_pack(table)
    assert words in str(wrong.value)


def test_a_rule_that_is_there_twice_is_a_fault():
    table = own()
    table["rule"].append(deepcopy(table["rule"][0]))
    with pytest.raises(ValueError, match=r"MINE\.LUNCH: it is there twice"):
        read_pack(table)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("at_most", 0, "at_most has to be a whole number, 1 or more"),
        ("at_most", "two", "at_most has to be"),
        ("days", -1, "days has to be"),
        ("per", ["planet"], "per has “planet”"),
        ("spoken", "later", "spoken is “later”"),
    ],
)
def test_a_fault_of_a_count_names_its_key(key, value, words):
    table = own()
    table["rule"][1][key] = value
    with pytest.raises(ValueError, match=r"pack MINE, rule MINE\.TWICE: ") as wrong:
        read_pack(table)
    assert words in str(wrong.value)


def test_packs_are_checked_against_each_other():
    mine = read_pack(own())
    assert set(check_together([*packs().values(), mine])) == {*packs(), "MINE"}
    with pytest.raises(ValueError, match="pack MINE is there twice"):
        check_together([*packs().values(), mine, mine])
    with pytest.raises(ValueError, match="pack MINE: stands_on has “US-FED”, which is not a pack"):
        check_together([mine])
    with pytest.raises(ValueError, match=r"pack MINE, rule US.BK.362.STAY: the id is US-FED's already"):
        check_together([*packs().values(), read_pack(own(id="US.BK.362.STAY"))])


def test_packs_bring_those_they_stand_on_and_the_house():
    book = select(packs(), ["US-NY-NYC"], "first_party", "consumer", date(2026, 12, 1))
    assert book.packs == ("US-FED", "US-NY", "US-NY-NYC", "HOUSE")
    assert book.notes == ()


def test_a_place_without_a_pack_is_told_and_has_house_rules():
    book = select(packs(), ["US-FED", "US-OH", "BR"], "first_party", "consumer", date(2026, 12, 1))
    assert book.packs == ("US-FED", "HOUSE")
    assert book.notes == ("US-OH is not profiled: house rules", "BR is not profiled: house rules")
    alone = select(packs(), ["BR"], "first_party", "consumer", date(2026, 12, 1))
    assert {rule.pack for rule in alone.rules} == {"HOUSE"}


@pytest.mark.parametrize(
    ("day", "rule", "is_there"),
    [
        (date(2026, 8, 31), "NYC.5-77.FREQ3", False),
        (date(2026, 9, 1), "NYC.5-77.FREQ3", True),
        (date(2027, 1, 30), "US.TCPA.REVOKE_ALL", False),
        (date(2027, 1, 31), "US.TCPA.REVOKE_ALL", True),
        (date(2025, 4, 10), "US.TCPA.STOP", False),
        (date(2025, 4, 11), "US.TCPA.STOP", True),
    ],
)
def test_rules_have_their_days(day, rule, is_there):
    book = select(packs(), ["US-NY-NYC"], "first_party", "consumer", day)
    assert (rule in {one.id for one in book.rules}) == is_there


def test_florida_takes_email_out_on_its_day():
    def channels(day: date) -> frozenset[str]:
        book = select(packs(), ["US-FL"], "first_party", "consumer", day)
        return next(rule.channels for rule in book.rules if rule.id == "FL.559.72.17.HOURS")

    assert channels(date(2025, 5, 15)) == {"call", "sms", "email"}
    assert channels(date(2025, 5, 16)) == {"call", "sms"}


def test_a_house_rule_stands_in_only_where_no_law_answers():
    def hours(profile: str, collector: str, debts: str) -> set[str]:
        book = select(packs(), [profile], collector, debts, date(2026, 12, 1))  # type: ignore[arg-type]
        return {rule.id for rule in book.rules if rule.topic == "hours"}

    assert hours("US-FED", "third_party", "consumer") == {"US.REGF.6b1.HOURS"}
    assert hours("US-FED", "third_party", "commercial") == {"US.BP.HOURS"}
    assert hours("US-FED", "first_party", "consumer") == {"US.BP.HOURS"}
    assert hours("CA-ON", "first_party", "consumer") == {"CA.BP.HOURS"}
    assert hours("CA-BC", "first_party", "consumer") == {"BC.BPCPA.HOURS"}
    assert hours("EU", "third_party", "consumer") == {"HOUSE.HOURS"}


def test_another_name_makes_a_creditor_a_third_party_where_the_law_says_so():
    def bound(profile: str) -> set[str]:
        book = select(packs(), [profile], "first_party", "consumer", date(2026, 12, 1), other_name=True)
        return {rule.id for rule in book.rules}

    assert "US.REGF.6b1.HOURS" in bound("US-FED")
    assert "VN.LOI2020.BANNED" not in bound("VN")


@pytest.mark.parametrize(
    ("place", "names"),
    [
        (("US", "FL"), ("US-FED", "US-FL")),
        (("us", "florida"), ("US-FED", "US-FL")),
        (("US", "District of Columbia"), ("US-FED", "US-DC")),
        (("US",), ("US-FED",)),
        (("US", "NY", "Albany", "12207"), ("US-FED", "US-NY")),
        (("US", "NY", "New York"), ("US-FED", "US-NY", "US-NY-NYC")),
        (("US", "NY", "Astoria", "11102"), ("US-FED", "US-NY", "US-NY-NYC")),
        (("US", "NY", "Mineola", "11501"), ("US-FED", "US-NY")),
        (("US", "OH", "Brooklyn", "44144"), ("US-FED", "US-OH")),
        (("CA", "Québec"), ("CA", "CA-QC")),
        (("CA",), ("CA",)),
        (("UK",), ("GB",)),
        (("FR",), ("EU",)),
        (("NO",), ("NO",)),
        (("",), ()),
    ],
)
def test_a_place_has_its_profiles(place, names):
    assert profiles_of(*place) == names


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("12-25", 2026, date(2026, 12, 25)),
        ("02-29", 2027, None),
        ("easter", 2027, date(2027, 3, 28)),
        ("easter-2", 2027, date(2027, 3, 26)),
        ("1 mon of 09", 2026, date(2026, 9, 7)),
        ("5 mon of 02", 2027, None),
        ("last mon of 05", 2026, date(2026, 5, 25)),
        ("last mon of 12", 2026, date(2026, 12, 28)),
        ("mon before 05-25", 2026, date(2026, 5, 18)),
        ("07-02 after sun", 2029, date(2029, 7, 2)),
        ("07-02 after sun", 2026, None),
    ],
)
def test_days_of_the_year(text, year, day):
    assert holiday(text, "it").day_of(year) == day


@pytest.mark.parametrize("text", ["", "13-01", "02-31", "6 mon of 01", "easter+x", "christmas"])
def test_what_is_no_day_is_told(text):
    with pytest.raises(ValueError, match="is not a day"):
        holiday(text, "it")


MODULES = [one.name for one in pkgutil.walk_packages(collector_tui.domain.law.__path__, "collector_tui.domain.law.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
