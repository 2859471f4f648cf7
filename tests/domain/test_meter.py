"""The tone meter shows what it counts, never falls for a firmer word, and agrees with people on how firm a message is."""

import csv
import tomllib
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.meter import Counted, measure, read_cues
from collector_tui.domain.tone import TONES
from collector_tui.paths import asset

SHIPPED = read_cues(tomllib.loads(asset("tone", "cues.toml").read_text("utf-8")))
LOWEST = {"polite": -2, "firm": 1, "assertive": 4, "final": 8}
KIND = ["(friendly|gentle) reminder", "hope (this|you are) [well]"]
FIRM = ["[now] overdue", "have not heard", "# days late", "final", "final notice of the year"]
TABLE = {
    "lowest": LOWEST, "short": {"have not": "haven't", "you are": "you're"},
    "group": [{"points": -3, "cues": KIND}, {"points": 2, "cues": FIRM}],
}  # fmt: skip
CUES = read_cues(TABLE)

KIND_PHRASES, FIRM_PHRASES = (
    sorted(wording.replace("#", "7") for wording, cue in SHIPPED.wordings.items() if (cue.points > 0) is firm)
    for firm in (False, True)
)
phrases = st.sampled_from(KIND_PHRASES) | st.sampled_from(FIRM_PHRASES)
messages = (
    st.lists(phrases | st.text(max_size=12) | st.sampled_from([". ", " ", "\n", ", ", "'", "-"])).map("".join)
    | st.text()
)


@pytest.mark.parametrize(
    "text", ["You will be sorry if you don't pay.", "You'll be sorry if it is not paid", "sorry if you"]
)
def test_a_threat_is_not_kind_because_it_says_sorry(text):
    assert [one for one in measure(text, SHIPPED).phrases if one.points < 0] == []


@pytest.mark.parametrize("text", ["Sorry if this crossed with your payment.", "sorry if you have already paid"])
def test_an_excuse_is_kind(text):
    assert measure(text, SHIPPED).score <= -4


def phrases_of(text: str, *names: str) -> list[str]:
    return [phrase for phrase, _ in measure(text, CUES, names).phrases]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("", []),
        ("A GENTLE Reminder", ["GENTLE Reminder"]),
        ("It is now overdue, hope you are well", ["now overdue", "hope you are well"]),
        ("We haven’t heard; you're late", ["haven’t heard"]),
        ("we have \u00a0not\theard, hope you’re well", ["have \u00a0not\theard", "hope you’re well"]),
        ("a friendly-reminder", ["friendly-reminder"]),
        ("45 days late, or forty days late, or #45 days late", ["45 days late"]),
        ("overdue, Overdue and now overdue: once", ["overdue"]),
        ("finally, semifinal, final's, non\u00adfinal2", []),
        ("final notice of the year, or of what", ["final notice of the year"]),
        ("final notice of. the year", ["final"]),
        ("we have not\nheard. we have not? heard we have not: heard", []),
        ("see https://pay.example/now/overdue", []),
        ("_overdue_ **final**", ["overdue", "final"]),
    ],
)
def test_a_phrase_is_counted_as_it_stands(text, counted):
    assert phrases_of(text) == counted


@pytest.mark.parametrize(
    ("text", "names", "counted"),
    [
        ("FINAL  Edition Ltd. is overdue", ["Final Edition Ltd."], ["overdue"]),
        ("Overdue Books: final", ["Overdue", "Overdue Books"], ["final"]),
        ("final", ["", " ", "..."], ["final"]),
        ("now Hill overdue", ["Hill"], ["overdue"]),
        ("have not O’Hara heard", ["O'Hara"], []),
    ],
)
def test_a_name_is_left_out(text, names, counted):
    assert phrases_of(text, *names) == counted


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("gentle reminder", "friendly"), ("", "polite"), ("overdue", "firm"), ("gentle reminder, overdue", "polite"),
        ("overdue, have not heard", "assertive"), ("overdue, have not heard, 7 days late, final", "final"),
    ],
)  # fmt: skip
def test_the_tone_is_read_off_the_sum(text, tone):
    assert measure(text, CUES).tone == tone


@pytest.mark.parametrize(
    ("cue", "points", "sentence"),
    [
        ("", 2, "a tone cue of 2 points is empty"),
        ("Past due", 2, "“Past due” must be written without capitals"),
        ("past due", 0, "“past due” must have whole points that are not zero, not 0"),
        ("past due", 1.5, "“past due” must have whole points"),
        ("past due", True, "“past due” must have whole points"),
        ("(now|still) overdue", 1, "“.now|still. overdue” is doubled: “now overdue” is in “.now. overdue” too"),
        ("you're well", 1, None),
        ("[now|still]", 1, "may hold only words, #"),
        ("past (due", 1, "may hold only words, #"),
        ("past-due", 1, "may hold only words, #"),
        ("24 hours", 1, "may hold only words, #"),
    ],
)
def test_a_wrong_cue_is_refused_by_name(cue, points, sentence):
    table = TABLE | {"group": [*TABLE["group"], {"points": points, "cues": [cue]}]}
    if sentence is None:
        assert measure(cue, read_cues(table)).score == points
        return
    with pytest.raises(ValueError, match=sentence.replace("|", r"\|")):
        read_cues(table)


@pytest.mark.parametrize("lowest", [{"firm": -2}, {"final": 4}, {"polite": -1.5}, {"firm": True}])
def test_the_tones_begin_one_after_the_other(lowest):
    with pytest.raises(ValueError, match=f"tone “{next(iter(lowest))}” must begin at a whole score above"):
        read_cues(TABLE | {"lowest": LOWEST | lowest})


@given(messages, st.sampled_from(KIND_PHRASES), st.sampled_from(FIRM_PHRASES))
def test_a_cue_more_never_turns_the_score_round(text, kind, firm):
    score = measure(text, SHIPPED).score
    for before, after in ((f"{kind.upper()}. {text}", f"{text}\n{kind}"), (f"{kind}! {text}", f"{text}. {kind}.")):
        assert max(measure(before, SHIPPED).score, measure(after, SHIPPED).score) <= score
    for before, after in ((f"{firm.title()}. {text}", f"{text}\n{firm}"), (f"{firm}; {text}", f"{text}? {firm}")):
        assert min(measure(before, SHIPPED).score, measure(after, SHIPPED).score) >= score


@given(messages, st.lists(st.text(max_size=9) | phrases, max_size=3))
def test_what_is_counted_stands_in_the_text_and_adds_up(text, names):
    reading = measure(text, SHIPPED, names)
    assert reading.score == sum(points for _, points in reading.phrases)
    end = 0
    for phrase, _ in reading.phrases:
        end = text.index(phrase, end) + len(phrase)


@given(phrases)
def test_every_shipped_cue_is_found_alone(wording):
    assert measure(f" «{wording}»", SHIPPED).phrases[0] == Counted(wording, measure(wording, SHIPPED).score)


@pytest.mark.parametrize(
    "text",
    [
        "No further action is needed", "No reply needed", "Please ignore this message", "It is not yet overdue",
        "Nothing urgent", "Our office will be closed on Monday", "Regards, Sue Court", "Reply STOP to end texts",
        "Take more time if you need it", "Thank you. The amount due is below, please",
    ],
)  # fmt: skip
def test_words_that_only_sound_firm_are_not(text):
    assert measure(text, SHIPPED).score <= 0


def test_the_shipped_rubric_has_cues_of_both_kinds_and_few_points():
    cues = set(SHIPPED.wordings.values())
    assert 120 <= len(cues) <= 240
    assert {cue.points > 0 for cue in cues} == {True, False}
    assert max(abs(cue.points) for cue in cues) <= 10


def auc(firm: list[int], gentle: list[int]) -> float:
    """How often a firm message scores above a gentle one, a draw being half."""
    return sum((one > other) + (one == other) / 2 for one, other in product(firm, gentle)) / len(firm) / len(gentle)


def ranks(values: list[int]) -> list[float]:
    ordered = sorted(values)
    return [ordered.index(value) + (ordered.count(value) - 1) / 2 for value in values]


def spearman(ones: list[int], others: list[int]) -> float:
    """The correlation of the ranks, draws sharing theirs."""
    middle = (len(ones) - 1) / 2
    left, right = ([rank - middle for rank in ranks(values)] for values in (ones, others))
    together = sum(one * other for one, other in zip(left, right, strict=True))
    return together / (sum(one * one for one in left) * sum(other * other for other in right)) ** 0.5


def test_the_two_statistics_are_what_they_are_called():
    assert auc([2, 3], [1, 2]) == 0.875
    assert spearman([1, 2, 3, 4], [10, 20, 30, 40]) == pytest.approx(1)
    assert spearman([1, 2, 2, 4], [4, 3, 3, 1]) == pytest.approx(-1)


def test_the_meter_agrees_with_the_people_who_labelled_messages():
    with (Path(__file__).parent / "tone_messages.csv").open(encoding="utf-8", newline="") as file:
        labelled = [(TONES.index(row["tone"]), measure(row["text"], SHIPPED).score) for row in csv.DictReader(file)]
    firm = TONES.index("firm")
    assert auc([s for t, s in labelled if t >= firm], [s for t, s in labelled if t < firm]) >= 0.9
    assert spearman([t for t, _ in labelled], [s for _, s in labelled]) >= 0.75
