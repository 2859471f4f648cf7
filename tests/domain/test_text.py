"""Words from files and phones can be shown on any terminal and found again."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.text import folded, name_key, one_line, visible

ANY_TEXT = st.text(alphabet=st.characters(), max_size=60)
NASTY = st.text(
    alphabet="ab \x00\x07\x1b\x7f\x85\x9b\u00ad\u061c\u200b\u200f\u202e\u2066\u2028\ufeff\U000e0041\n\t\ud800",
    max_size=20,
)
ACTING = ("Cc", "Cs", "Zl", "Zp")


def acts(character: str) -> bool:
    """Whether a character can move the cursor, change direction, or hide."""
    invisible = unicodedata.category(character) == "Cf" and not 0x600 <= ord(character) <= 0x8E2
    return unicodedata.category(character) in ACTING or (invisible and ord(character) < 0x110BD)


@given(st.one_of(ANY_TEXT, NASTY))
def test_nothing_that_is_shown_can_act_on_a_terminal(text):
    shown = visible(text)
    assert [hex(ord(c)) for c in shown if unicodedata.category(c) in ACTING] == []
    assert not set(shown) & set(
        "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\ufeff\u00ad"
    )


@given(st.one_of(ANY_TEXT, NASTY))
def test_what_is_safe_stays_as_it_is(text):
    assert visible(visible(text)) == visible(text)


@given(st.one_of(ANY_TEXT, NASTY))
def test_of_several_lines_only_their_ends_remain(text):
    shown = visible(text, lines=True)
    assert {c for c in shown if unicodedata.category(c) in ACTING} <= {"\n"}
    assert shown.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "name", ["Café Añejo LLC", 'O\'Neil "Buck" Hauling', "ACME [closed]", "付款", "Bob [/foo]", "👍"]
)
def test_honest_names_are_shown_untouched(name):
    assert visible(name) == name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b]52;c;x\x07", "a␛]52;c;x␇"),
        ("x\u202ecod.exe", "x<202E>cod.exe"),
        ("a\x9bJ", "a<009B>J"),
        ("\x7f", "␡"),
        ("a\tb", "a␉b"),
    ],
)
def test_an_escape_sequence_shows_itself(text, shown):
    assert visible(text) == shown


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text):
    assert one_line(one_line(text)) == one_line(text)
    assert name_key(one_line(text)) == name_key(text)


@pytest.mark.parametrize("typed", ["cafe anejo", "CAFÉ AÑEJO", " Café  Añejo", "Cafe\u0301 An\u0303ejo"])
def test_accents_and_case_do_not_hide_a_name(typed):
    assert folded(typed) == "cafe anejo"


def test_accents_keep_two_accounts_apart():
    assert name_key("Pena") != name_key("Peña")
    assert name_key("ACME  Ltd ") == name_key("acme ltd")
    assert name_key("Pen\u0303a") == name_key("Peña")
