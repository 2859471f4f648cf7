"""Accounts are found by whatever part of them is at hand, and no text breaks the search."""

import pytest
from desks import HOSTILE, THURSDAY, debtor, opened
from hypothesis import given, settings
from hypothesis import strategies as st

from collector_tui.domain.refusal import Refused
from collector_tui.services.clock import SetClock


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """Services over a book with a handful of accounts; nothing here changes it."""
    services = opened(tmp_path_factory.mktemp("books") / "collector.db", SetClock(THURSDAY))
    debtor(services, "Café Añejo LLC", "(212) 555-0101", "INV-1041")
    debtor(services, "Brightside Dental, PC", "+44 20 7946 0958", "1080")
    debtor(services, HOSTILE, "(212) 555-0103", "77")
    debtor(services, "100% Cotton_Co", "", "2026/11-5")
    debtor(services, "Ng", "", "N1")
    debtor(services, "Ng Brothers", "", "N2")
    services.keeping.set_facts(2, {"email": "billing@brightside.example"})
    yield services
    services.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("café", {1}), ("cafe", {1}), ("CAFE ANEJO", {1}), ("añejo", {1}), ("nejo", {1}), ("dental", {2}),
        ("555-0101", {1}), ("5550101", {1}), ("(212) 555-0101", {1}), ("+12125550101", {1}), ("212 555", {1, 3}),
        ("020 7946 0958", {2}), ("7946", {2}), ("billing@bright", {2}), ("inv-1041", {1}), ("INV-10", {1}),
        ("1080", {2}), ("2026/11", {4}), ("100%", {4}), ("cotton_", {4}), ("[/foo]", {3}), ("o'neil", {3}),
        ("ng", {5, 6}), ("n", {2, 3, 4, 5, 6}), ("br", {2, 6}), ("añ", {1}), ("fé", {1}), ("é a", {1}),
        ("zzz", set()), ("", set()), ("  ", set()), ("555-0102", set()),
    ],
)  # fmt: skip
def test_an_account_is_found_by_any_part_of_it(shelf, typed, found):
    assert {row.id for row in shelf.queue.search(typed)} == found


def test_what_is_found_stands_in_the_order_of_the_queue(shelf):
    keys = [row.sort_key for row in shelf.queue.search("n")]
    assert keys == sorted(keys)


SYNTAX = st.text(alphabet="\"'*^:(){}[]+-,.AND OR NOT NEAR\x00\n\t%_!\\\ud800é", max_size=25)


@settings(max_examples=300)
@given(text=st.one_of(st.text(max_size=30), SYNTAX))
def test_no_text_breaks_the_search(shelf, text):
    assert len(shelf.queue.search(text)) <= 6


@settings(max_examples=200)
@given(text=st.one_of(st.text(max_size=30), SYNTAX))
def test_no_text_breaks_the_naming_of_an_account(shelf, text):
    try:
        assert shelf.queue.resolve(text).id in range(1, 7)
    except Refused as refusal:
        assert "There is no account" in str(refusal) or "could be several accounts" in str(refusal)


@pytest.mark.parametrize(
    ("text", "account"),
    [("1", 1), ("café añejo llc", 1), ("Dental", 2), ("anejo", 1), ("ng", 5), ("100%", 4), ("%", 4), ("brothers", 6)],
)
def test_an_account_is_named_by_id_exact_name_or_a_part(shelf, text, account):
    assert shelf.queue.resolve(text).id == account


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("zzz", "no account “zzz”"),
        ("", "no account “”"),
        ("brothers ltd", "no account"),
        ("br", "could be several accounts: .*Give the id in brackets"),
    ],
)
def test_an_account_that_is_not_clear_is_refused_with_the_choices(shelf, text, says):
    with pytest.raises(Refused, match=says):
        shelf.queue.resolve(text)


def test_words_are_found_in_any_order_and_the_last_may_only_be_begun(shelf):
    names = {row.name for row in shelf.queue.search("anejo cafe")}
    assert names == {row.name for row in shelf.queue.search("cafe anejo")} != set()
    assert names <= {row.name for row in shelf.queue.search("cafe a")}


def test_the_name_that_was_typed_comes_first_whatever_is_more_urgent(collecting):
    for number in range(1, 5):
        debtor(
            collecting, f"Lyon Imprimerie {number}", f"(212) 555-010{number}", f"N{number}", amount=str(100 * number)
        )
    for number in range(1, 5):
        found = [row.name for row in collecting.queue.search(f"lyon imprimerie {number}")]
        assert found[0] == f"Lyon Imprimerie {number}"
    assert next(row.name for row in collecting.queue.search("imprimerie lyon")) == "Lyon Imprimerie 4"
