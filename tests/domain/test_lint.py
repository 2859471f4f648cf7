"""What may not be said, what needs a ground first, and what is innocent although it sounds alike."""

import csv
import doctest
import importlib
import pkgutil
import re
import tomllib
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collector_tui.domain.lint
from collector_tui.domain.lint.grounds import Grounds
from collector_tui.domain.lint.linting import lint
from collector_tui.domain.lint.phrases import LEVELS, read_phrases
from collector_tui.domain.lint.words import in_line
from collector_tui.paths import asset

TABLE = tomllib.loads(asset("lint", "phrases.toml").read_text("utf-8"))
RULES = read_phrases(TABLE)
THURSDAY = date(2026, 11, 19)
LEFT_TO_THE_BOOK = {"no_amount", "no_due_date", "no_way_to_pay", "amount_differs", "date_differs", "invoice_differs"}
MISSED = {"s012", "s079", "s116"}
"""Threats that no word gives away: whoever finds one of them may strike it out here."""
BLIND = Path(__file__).with_name("lint_sentences.csv")
BLIND_ROWS = list(csv.DictReader(BLIND.open(encoding="utf-8", newline=""))) if BLIND.exists() else []


def found(text: str, grounds: Grounds | None = None) -> list[tuple[str, str]]:
    """The rules and the words they found, without what the book has to say."""
    return [(one.rule, one.found) for one in lint(text, RULES, grounds) if one.rule not in LEFT_TO_THE_BOOK]


def known(*true: str, names: tuple[str, ...] = ()) -> Grounds:
    """An account of which some grounds are recorded."""
    return Grounds(THURSDAY, "USD", true=frozenset(true), names=names)


OWN = tomllib.loads(Path(__file__).with_name("lint_own.toml").read_text("utf-8"))
SAID, INNOCENT = OWN["said"], OWN["innocent"]
CASES = [(rule, text) for rule, texts in SAID.items() for text in texts]


@pytest.mark.parametrize("module", [one.name for one in pkgutil.iter_modules(collector_tui.domain.lint.__path__)])
def test_examples_are_true(module):
    assert doctest.testmod(importlib.import_module(f"collector_tui.domain.lint.{module}")).failed == 0


@pytest.mark.parametrize(("rule", "text"), CASES)
def test_what_is_said_is_found(rule, text):
    assert next(iter(found(text)))[0] == rule


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_sounds_alike_is_innocent(text):
    assert found(text) == []


def shown(phrase: str) -> str:
    """A phrase as a text would have it: the first of each alternative."""
    lists = TABLE["words"]
    tokens = [token.strip("[]").split("|")[0] for token in phrase.split(" ") if token != "..."]
    tokens = [lists[token[1:-1]][0] if token.startswith("<") else token for token in tokens]
    marks = {"#": "7", "#%": "8 %"}
    return " ".join(marks.get(token, token.replace("+", " ").replace("*", "")) for token in tokens)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_phrase_is_found_and_every_exception_is_innocent(rule):
    row = next(row for row in TABLE["rule"] if row["id"] == rule.id)
    lines = {phrase: in_line(shown(phrase)) for phrase in (*row["phrases"], *row["except"])}
    assert [phrase for phrase in row["phrases"] if not list(rule.places(lines[phrase]))] == []
    assert [phrase for phrase in row["except"] if list(rule.places(lines[phrase]))] == []
    assert [one for one in row["except"] if not any(rule.pattern.finditer(lines[one].words))] == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.needs], ids=lambda rule: rule.id)
def test_a_recorded_ground_answers_what_is_asked(rule):
    for text in SAID[rule.id]:
        assert rule.id in dict(found(text, known()))
        assert rule.id not in dict(found(text, known(rule.needs)))


def test_no_ground_answers_what_is_blocked():
    everything = known(*(rule.id for rule in RULES), "")
    assert [one for rule in ("crime", "force") for one in SAID[rule] if not found(one, everything)] == []


def test_every_sentence_names_what_was_found_and_asks_name_their_ground():
    assert all("{found}" in rule.says and rule.says.endswith(".") for rule in RULES)
    assert [rule.id for rule in RULES if (rule.level == "ask") != bool(rule.needs)] == []
    assert all(rule.source for rule in RULES if rule.level != "advise")
    first = lint("We will take you to court.", RULES, None)[0]
    assert first.says.startswith("“court” may be said only where court is really intended")


def test_the_strictest_comes_first_then_the_place_and_each_words_once():
    text = "Pay NOW or we sue you and call the police. Then we sue you. FINAL NOTICE, interest, the police."
    assert [(one.level, one.rule, one.found) for one in lint(text, RULES, known())][:6] == [
        ("block", "crime", "police"),
        ("ask", "suit", "sue you"),
        ("ask", "last", "FINAL NOTICE"),
        ("ask", "interest", "interest"),
        ("advise", "capitals", "NOW"),
        ("advise", "capitals", "FINAL NOTICE"),
    ]


@pytest.mark.parametrize("text", ["we’ll SUE\n you", "we  will sue–you", "We will (sue) you", "to “sue” you"])
def test_spaces_quotes_and_case_hide_nothing(text):
    assert lint(text, RULES, None)[0].rule == "suit"


@pytest.mark.parametrize("text", ["to our accounts. Court", "We tell you this. Your boss", "pressing: charges"])
def test_a_phrase_ends_with_its_sentence(text):
    assert "telling_others" not in dict(found(text)) and "crime" not in dict(found(text))


NAMES = (
    "Court Street Deli",
    "Police Supply Inc.",
    "Lien Nguyen",
    "Sue",
    "Lawyers’ Title Final Notice",
    "URGENT CARE NOW",
)


@pytest.mark.parametrize(
    "text",
    [
        "Court Street Deli: invoice 1041 is open.", "COURT STREET DELI, hello", "Hello Court Street, all well?",
        "Police Supply Inc. and Police Supply", "Dear Lien, thank you.", "Lien, thank you.", "Ms. Nguyen and lien nguyen",
        "Call Sue.", "Lawyers' Title Final Notice", "URGENT CARE NOW is open.", "Court\n Street  Deli’s order",
    ],
)  # fmt: skip
def test_a_name_is_only_a_name(text):
    assert found(text, known(names=NAMES)) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Court Street Deli, we will take you to court", "suit"),
        ("Sue, or we will sue you", "suit"),
        ("Lien Nguyen, there is a lien on it", "suit"),
        ("We told Police Supply Inc. and the police", "crime"),
        ("Tell Lien Nguyen Sue will tell Police Supply Inc. or your boss", "telling_others"),
    ],
)
def test_a_name_hides_nothing_else(text, rule):
    assert rule in dict(found(text, known(names=NAMES)))


def test_links_are_not_read():
    assert found("Pay at https://pay.example.com/court/NOW or mail police@jail.example") == []


ANY = st.text(alphabet=st.characters(), max_size=80)
PIECES = st.lists(
    st.one_of(
        ANY,
        st.sampled_from([text for _, text in CASES] + INNOCENT),
        st.sampled_from(
            ["$1,284.50", "2 Aug 2026", "by 27 Nov", "İ", "’", "!", "\n", "www.a.example", "Lien Nguyen", "..."]
        ),
    ),
    max_size=6,
).map(" ".join)


@given(PIECES, st.sampled_from([None, known(), known("suit", names=NAMES)]))
def test_any_text_can_be_read_and_what_is_found_stands_in_it(text, grounds):
    findings = lint(text, RULES, grounds, today=THURSDAY)
    folded = " ".join(text.split())
    assert [one.found for one in findings if one.found not in folded] == []
    assert [LEVELS.index(one.level) for one in findings] == sorted(LEVELS.index(one.level) for one in findings)
    assert len({(one.rule, one.found.lower()) for one in findings}) == len(findings)


@given(PIECES, st.sampled_from(INNOCENT))
def test_an_innocent_sentence_takes_no_block_away(text, innocent):
    def blocked(text: str) -> set[tuple[str, str]]:
        return {(one.rule, one.found) for one in lint(text, RULES, None) if one.level == "block"}

    assert blocked(text) <= blocked(f"{text} . {innocent}")


@given(st.sampled_from([text for _, text in CASES]))
def test_a_text_that_is_nothing_but_a_name_says_nothing(text):
    assert found(text, known(names=(text,))) == [] or len(text.split()) == 1


def broken(**changes: object) -> dict[str, object]:
    table = deepcopy(TABLE)
    table["rule"][0] |= changes
    return table


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (broken(level="forbid"), "lint rule crime: level is “forbid”; it can be block, ask, advise"),
        (broken(phrases=[]), "lint rule crime: it has no phrases"),
        (broken(says=""), "lint rule crime: says has to be text"),
        (broken(says="no {words}"), "lint rule crime: says can have {found} in braces and nothing else"),
        (broken(needs="crime"), "lint rule crime: needs names the ground of an ask, and only an ask has one"),
        (broken(level="ask"), "lint rule crime: needs names the ground of an ask, and only an ask has one"),
        (broken(id="force"), "lint rule force: it is there twice"),
        (broken(words=["x"]), "lint rule crime: words is not a key that this can have"),
        (broken(phrases=["the Police"]), "lint rule crime: “the Police” is not a phrase"),
        (broken(phrases=["police  car"]), "lint rule crime: “police  car” is not a phrase"),
        (broken(phrases=["a(b"]), "lint rule crime: “a(b” is not a phrase"),
        (broken(phrases=["go to <nowhere>"]), "lint rule crime: “go to <nowhere>” has <nowhere>"),
        (broken(phrases=["go ..."]), "lint rule crime: “go ...” has to begin and to end with a word"),
        (broken(**{"except": ["[the] law"]}), "lint rule crime: “[the] law” has to begin and to end with a word"),
        (TABLE | {"words": {"near": "boss"}}, "near has to be a list of words"),
        ({"rule": [{}]}, "lint rule number 1: "),
        ({}, "rule is missing"),
    ],
)
def test_a_wrong_table_is_refused_with_the_rule_that_is_wrong(table, says):
    with pytest.raises(ValueError, match=f"^{re.escape(says)}"):
        read_phrases(table)


@pytest.mark.parametrize("row", BLIND_ROWS, ids=lambda row: row["id"])
def test_sentences_that_somebody_else_has_judged(row):
    findings = [one for one in lint(row["text"], RULES, None) if one.rule not in LEFT_TO_THE_BOOK]
    strictest = (findings[0].level, findings[0].rule) if findings else ("none", "")
    assert (strictest == (row["level"], row["rule"])) == (row["id"] not in MISSED)
