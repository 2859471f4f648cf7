"""Every vector gets the verdict and the rule that the law gives; open questions are listed and not enforced."""

import csv

import pytest
from desks import SHARED

from collector_tui.domain.law.vectors import read_row
from domain.law.courts import OWN, fault, packs, rows, ruled

GIVEN = SHARED / "vectors" / "guard.csv"
EXAMPLES = rows(OWN) + (rows(GIVEN) if GIVEN.exists() else [])


@pytest.mark.parametrize("example", [one for one in EXAMPLES if one.confidence != "low"], ids=lambda one: one.id)
def test_the_verdict_is_that_of_the_law(example):
    assert fault(example, ruled(example)) == ""


@pytest.mark.skipif(not GIVEN.exists(), reason="the vectors made outside the project are not here")
def test_open_questions_are_listed():
    for example in rows(GIVEN):
        if example.confidence == "low":
            judgement = ruled(example)
            named = {reason.rule for reason in (*judgement.reasons, *judgement.open_questions)}
            assert example.rules[0] in named, example.id


@pytest.mark.skipif(not GIVEN.exists(), reason="the vectors made outside the project are not here")
def test_all_given_vectors_are_read():
    with GIVEN.open(encoding="utf-8", newline="") as stream:
        assert len(EXAMPLES) == len(rows(OWN)) + sum(1 for _ in csv.DictReader(stream))


def test_every_rule_that_can_stand_in_the_way_has_its_vector_or_says_why_not():
    """The kinds below have their own tests, for the grammar of rows has no word for what they ask."""
    shown = {rule for example in EXAMPLES for rule in example.rules}
    enforced = {rule.id for pack in packs().values() for rule in pack.rules if rule.kind != "note" and not rule.is_open}
    elsewhere = {
        "AB.194-99.FREQ3", "CA.1788.17.POSTCARD", "CA.1788.17.THIRDPARTY", "CA.1788.17.WORKPLACE", "GB.CONC.MEDIUM",
        "GB.PRIVACY", "HOUSE.ATTORNEY", "HOUSE.CEASE", "HOUSE.FREQ", "HOUSE.MEDIUM", "HOUSE.QUIET", "HOUSE.STOP",
        "HOUSE.THIRDPARTY", "MA.940.7.04.WORK", "NY.23NYCRR1.EMAIL", "US.REGF.14a.PATTERN", "WA.19.16.250.12.ATTORNEY",
        "WA.19.16.250.13c.HOURS", "WA.19.16.250.19.CALLER_ID",
    }  # fmt: skip
    given = enforced if not GIVEN.exists() else shown | elsewhere
    assert enforced - given == set()
    assert elsewhere <= enforced


ROW = {
    "id": "X1", "profile": "US-FED", "collector_kind": "first_party", "debt_kind": "consumer", "party": "consumer",
    "tz_evidence": "npa:212", "at_utc": "2026-12-08T20:00:00Z", "at_local_tz": "America/New_York", "channel": "call",
    "prior": "", "flags": "", "expected": "allow", "rule_ids": "", "confidence": "high",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"channel": "fax"}, "fax"),
        ({"flags": "sms_consnet=no"}, "sms_consnet"),
        ({"tz_evidence": "moon:1"}, "moon"),
        ({"prior": "2026-12-02T10:00,out,call,noanswer,mood=bad"}, "mood"),
        ({"prior": "2026-12-02T10:00,out"}, "row X1"),
        ({"at_utc": "soon"}, "row X1"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(changed, words):
    with pytest.raises(ValueError, match=words) as wrong:
        read_row({**ROW, **changed})
    assert "X1" in str(wrong.value)


def test_the_words_of_a_text_may_have_commas():
    example = read_row({**ROW, "prior": "2026-12-07T12:00,in,sms,text:ok, but stop, please"})
    assert example.priors[0].words == "ok, but stop, please"
