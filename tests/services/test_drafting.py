"""Drafts: true figures in every tone, in words that can be sent, and a script for the phone."""

import re
import unicodedata

import pytest
from desks import HOSTILE, debtor, item, take_in

from collector_tui.domain.tone import TONES
from collector_tui.services.office import form_key


def draft_of(collecting, account: int, tone: str | None = None):
    return collecting.drafts.draft(collecting.queue.card(account), tone)


@pytest.mark.parametrize("tone", TONES)
def test_every_tone_names_the_amount_the_invoice_the_business_and_the_way_out(collecting, tone):
    text = draft_of(collecting, debtor(collecting), tone).text
    for part in ("$1,284.50", "1041", "1 Oct 2026", "Harbor Print Co.", "Dana Alvarez", "212-555-0100", "STOP"):
        assert part in text
    assert not re.search(r"\{|\}|\bNone\b|\s{2}| [,.]|\.\.(?!\.)|,:", text), text


@pytest.mark.parametrize("tone", TONES)
def test_a_usual_text_stays_in_the_cheap_alphabet_and_in_two_segments(collecting, tone):
    draft = draft_of(collecting, debtor(collecting, "Café Añejo LLC"), tone)
    assert draft.size.encoding == "GSM-7"
    assert draft.size.segments <= 2


@pytest.mark.parametrize("tone", TONES)
def test_the_script_for_the_phone_has_the_same_figures(collecting, tone):
    script = collecting.drafts.script(collecting.queue.card(debtor(collecting)), tone)
    assert "$1,284.50" in script
    assert "{" not in script


def test_the_tones_differ(collecting):
    account = debtor(collecting)
    assert len({draft_of(collecting, account, tone).text for tone in TONES}) == len(TONES)


def test_a_hostile_name_is_words_in_the_text_and_nothing_else(collecting):
    account = debtor(collecting, "{{ 7 * 7 }} {% include 'x' %} \x1b[2J\u202e")
    draft = draft_of(collecting, account)
    assert "{{ 7 * 7 }}" in draft.text
    assert not [c for c in draft.text if unicodedata.category(c) == "Cc" or c == "\u202e"]
    assert draft_of(collecting, debtor(collecting, HOSTILE, number="2")).text


def test_what_is_not_yet_due_is_not_called_late(collecting):
    account = debtor(collecting, due="2026-11-22")
    for tone in ("friendly", "polite"):
        text = draft_of(collecting, account, tone).text
        assert "22 Nov 2026" in text
        assert not re.search(r"\b(overdue|late|past due|has been open)\b", text), text


def test_only_what_is_overdue_is_asked_for(collecting):
    account = debtor(collecting)
    collecting.keeping.add_invoice(account, "1080", "642", "2026-12-20")
    text = draft_of(collecting, account).text
    assert "$1,284.50" in text
    assert "1080" not in text


def test_what_is_unapplied_is_not_asked_for_again(collecting):
    take_in(collecting, item("1", 10_000), item("P", 9_000, kind="payment"))
    text = draft_of(collecting, collecting.queue.resolve("Acme").id).text
    assert "$10.00" in text
    assert "$100.00" not in text


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "invoice 1 (due 1 Oct 2026)"),
        (2, "invoices 1 (due 1 Oct 2026) and 2 (due 1 Oct 2026)"),
        (3, "invoices 1, 2 and 3 (the oldest due 1 Oct 2026)"),
        (4, "4 invoices (the oldest due 1 Oct 2026)"),
        (40, "40 invoices"),
    ],
)
def test_a_text_speaks_of_as_many_invoices_as_there_are(collecting, count, words):
    take_in(collecting, *(item(str(number), 1_000) for number in range(1, count + 1)))
    text = draft_of(collecting, collecting.queue.resolve("Acme").id).text
    assert words in text.replace(":", " ")
    assert ",:" not in text
    assert f"${count * 10:,}.00" in text


def barred(collecting, account: int) -> list[str]:
    """The rules that bar what is drafted for the account."""
    card = collecting.queue.card(account)
    return [one.rule for one in collecting.proofs.of_draft(card, collecting.drafts.draft(card)).of("block")]


def test_what_stands_in_the_way_of_a_text_is_found_before_it_is_sent(collecting):
    silent = debtor(collecting, "No Phone Inc", phone="")
    assert barred(collecting, silent) == ["no_number"]
    out = debtor(collecting, "Opted Out Inc", number="2")
    collecting.keeping.set_facts(out, {"opt_out": "yes"})
    assert barred(collecting, out) == ["opted_out"]


def test_a_character_that_makes_own_words_dearer_is_named(collecting):
    card = collecting.queue.card(debtor(collecting))
    draft = collecting.drafts.own_words(card, "x" * 150 + "“")
    found = [(one.rule, one.found) for one in collecting.proofs.of_draft(card, draft).findings]
    assert {("encoding", "“"), ("length", "")} <= set(found)


def test_charges_are_not_counted_as_invoices(collecting):
    account = debtor(collecting)
    text = draft_of(collecting, account).text
    number = text[text.index("invoice ") :].split(")")[0]
    collecting.charging.charge(account, "bank fee", form_key(), amount="30")
    collecting.charging.charge(account, "late fee", form_key(), amount="3.58")
    clock = collecting.office.clock
    clock.forward(days=1)
    collecting.office.turn_day()
    assert f"{number}) and charges of $33.58" in draft_of(collecting, account).text
