"""What a text costs: the same as the carriers count."""

import csv

import pytest
from desks import SHARED
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.sms import plainer, segments

VECTORS = SHARED / "vectors" / "sms_segments.csv"
GSM = st.text(alphabet="abc ÅñΩ{}€^[]~|\\@£$", max_size=700)
ANYTHING = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400)


def test_the_vectors_made_outside_the_project_all_agree():
    if not VECTORS.exists():
        pytest.skip(f"{VECTORS} is not beside this checkout")
    with VECTORS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 30
    for row in rows:
        size = segments(row["text"])
        found = (size.encoding, str(size.units), str(size.segments))
        assert found == (row["encoding"], row["units"], row["segments"]), row["note"]


@given(st.one_of(GSM, ANYTHING, st.text(alphabet="é👍ñ", max_size=300)))
def test_segments_lie_between_full_parts_and_parts_that_each_waste_one_unit(text):
    size = segments(text)
    single, part = (160, 153) if size.encoding == "GSM-7" else (70, 67)
    if size.units <= single:
        assert size.segments == (1 if text else 0)
    else:
        assert -(-size.units // part) <= size.segments <= -(-size.units // (part - 1))


@given(st.integers(0, 1600))
def test_parts_are_filled_to_the_last_unit(length):
    assert segments("a" * length).segments == (length > 0 if length <= 160 else -(-length // 153))
    assert segments("й" * length).segments == (length > 0 if length <= 70 else -(-length // 67))


@pytest.mark.parametrize(("text", "parts"), [("a" * 152 + "€" + "a" * 152, 3), ("a" * 151 + "€" + "a" * 153, 2)])
def test_an_extended_character_never_straddles_two_parts(text, parts):
    assert segments(text).segments == parts


@given(GSM)
def test_what_the_default_alphabet_holds_stays_in_it(text):
    assert segments(text).encoding == "GSM-7"
    assert segments(text).forced_by == ""


@given(ANYTHING)
def test_the_character_that_makes_a_text_dearer_is_named(text):
    size = segments(text)
    assert (size.encoding == "UCS-2") == bool(size.forced_by)
    assert size.forced_by in text


def test_plain_quotes_keep_a_text_cheap():
    curly = "Don’t “wait” – call…"
    assert segments(curly).encoding == "UCS-2"
    assert segments(plainer(curly)).encoding == "GSM-7"
