"""A letter as a PDF: its address and nothing else in the window, whole on as many pages as it takes, the same each time."""

import re
import subprocess
import sys
from datetime import date

import pytest
from desks import HOSTILE
from envelopes import C6_5, DL, DOUBLE_10, MM, NUMBER_10, glyphs, ink, inside, touching
from pdfs import fonts, pages

from collector_tui.domain.letter import Letter, paragraphs_of
from collector_tui.domain.press import Press
from collector_tui.domain.wording import Line
from collector_tui.gateways.press import PdfPress

SENDER = ("Harbor Print Co.", "12 Wharf Street", "Portland, ME 04101")
DANA = ("Dana Alvarez", "4 Elm Street, Apt. 7", "Springfield, IL 62704")
LETTER = Letter(
    sender=SENDER[0],
    recipient=DANA[0],
    on=date(2026, 11, 20),
    subject="Past due: invoice 1041",
    paragraphs=("Dear Dana Alvarez,", "Invoice 1041 has been due since 2 Aug 2026. Please pay $1,284.50."),
    country="DE",
    sender_address=SENDER[1:],
    contact="Sam Ortiz, (207) 555-0100",
    recipient_address=DANA[1:],
    lines=(Line("Invoice 1041", "2 Aug 2026", "$1,284.50"),),
    total="$1,284.50",
    after=("Pay by check.",),
    closing=("Yours sincerely,", "Sam Ortiz", "Harbor Print Co."),
    reference="Account 7",
)
US = LETTER._replace(country="US")
LONG = (
    "Łódzkie Przedsiębiorstwo Ελλάδα i Spółka z ograniczoną odpowiedzialnością, Oddział Handlowy w Łodzi przy ulicy "
    "Piotrkowskiej, Dział Rozliczeń i Należności, do rąk Głównej Księgowej Pani Żanety K."
)[:200]
NAMES = [DANA[0], LONG, "M" * 150, "".join(f"ÅÇĘĘ{at} ỂỘgj " for at in range(16)), "g" * 40, "Al " * 67]


def printed(letter: Letter) -> bytes:
    press: Press = PdfPress()
    return press.letter(letter)


def read(letter: Letter) -> list[str]:
    return pages(printed(letter))


def folded(words: str) -> str:
    return " ".join(words.split())


@pytest.mark.parametrize("letter", [LETTER, US], ids=["A4", "Letter"])
def test_everything_that_is_said_can_be_read_and_searched(letter):
    (page,) = read(letter._replace(recipient="Łódź Ελλάδα Ltd"))
    for words in (*SENDER[:1], "Łódź Ελλάδα Ltd", *DANA[1:], "20 Nov 2026", "Account 7", "Sam Ortiz, (207) 555-0100"):
        assert words in page.splitlines()
    for words in (LETTER.subject, *LETTER.paragraphs, *LETTER.after, *LETTER.closing, "Page 1 of 1"):
        assert words in folded(page)
    assert {"For", "Due", "Amount", "Invoice 1041", "2 Aug 2026", "$1,284.50", "In all"} <= set(page.splitlines())


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_every_letter_of_an_address_is_in_the_window_of_a_dl_envelope_wherever_the_sheet_slides(name):
    found = glyphs(printed(LETTER._replace(recipient=name)))
    assert ink(*SENDER[:1], "·", SENDER[1], "·", SENDER[2], name, *DANA[1:]) == inside(found, DL.always())


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_both_addresses_are_in_the_two_windows_of_a_number_10_and_in_its_single_one(name):
    found = glyphs(printed(US._replace(recipient=name)))
    above, below = (inside(found, window.at_rest()) for window in DOUBLE_10)
    assert above == ink(*SENDER) and below == ink(name, *DANA[1:])
    assert inside(found, NUMBER_10.at_rest()) == below


@pytest.mark.parametrize(
    "name", [DANA[0], LONG, "".join(f"N{at}" for at in range(900))], ids=["short", "long", "endless"]
)
def test_nothing_of_the_debt_is_ever_seen_through_a_window_and_no_address_is_cut_by_one(name):
    aside = {"contact": "§" * 400, "reference": "¶ " * 90, "subject": "±" * 200, "sender_address": ("r" * 300,) * 9}
    for letter, windows in ((LETTER, (DL, C6_5)), (US, (*DOUBLE_10, NUMBER_10))):
        found = glyphs(printed(letter._replace(recipient=name, **aside)))
        for window in windows:
            seen = touching(found, window.ever())
            assert set(seen) <= set(ink(SENDER[0], name, *DANA[1:], "r·…"))
            assert seen == inside(found, window.always() if window is DL else window.at_rest())


def test_it_is_marked_where_to_fold_and_to_punch_on_a4_only():
    marks = {
        letter.country: re.findall(rb"n 10 (\S+) m \S+ \S+ l S", _content(printed(letter))) for letter in (LETTER, US)
    }
    assert [round(297 - float(up) / MM, 1) for up in marks["DE"]] == [105.0, 210.0, 148.5] and not marks["US"]


def _content(pdf: bytes) -> bytes:
    from pdfs import OBJECT, _stream

    return b"".join(
        _stream(body) for _, body in OBJECT.findall(pdf) if b"/FlateDecode" in body and b"/Length1" not in body
    )


def test_a_name_too_long_for_any_window_stands_whole_in_the_text_and_the_address_keeps_its_last_lines():
    name, lines = "Name " * 300, tuple(f"Line {at}" for at in range(40))
    (page, *_) = read(LETTER._replace(recipient=name, recipient_address=lines))
    assert folded(name) + ", Line 0, Line 1," in folded(page)
    seen = inside(glyphs(printed(LETTER._replace(recipient=name, recipient_address=lines))), DL.always())
    assert seen.endswith(ink(*lines[-9:])) and "…Line31" in seen


def test_its_letters_are_in_the_file():
    used, held = fonts(printed(LETTER))
    assert used == held and {name.partition("+")[2] for name in held} == {"DejaVuSans", "DejaVuSans-Bold"}


def test_the_same_letter_gives_the_same_bytes_also_in_another_process():
    program = (
        "import sys, hashlib; sys.path[:0] = ['tests', 'tests/gateways']; from test_letter import *; "
        "print(hashlib.sha256(printed(LETTER)).hexdigest())"
    )
    run = [sys.executable, "-c", program]
    seeds = [subprocess.run(run, capture_output=True, text=True, env={"PYTHONHASHSEED": one}) for one in ("1", "2")]
    assert seeds[0].stdout == seeds[1].stdout and len(seeds[0].stdout.strip()) == 64, seeds[0].stderr
    assert printed(US) == printed(US)


@pytest.mark.parametrize(("count", "least"), [(14, 1), (150, 4)])
def test_many_invoices_are_all_there_with_a_header_on_every_page(count, least):
    lines = tuple(Line(f"Invoice {1000 + at}", "2 Aug 2026", "$10.00") for at in range(count))
    sheets = read(LETTER._replace(lines=lines, total="$140.00"))
    whole = "\n".join(sheets).splitlines()
    assert len(sheets) >= least and all(whole.count(line.number) == 1 for line in lines)
    for number, sheet in enumerate(sheets, 1):
        assert f"Page {number} of {len(sheets)}" in sheet.splitlines()
        if "Invoice 10" in sheet or "Invoice 11" in sheet:
            assert "Amount" in sheet.splitlines() or "Dear" in sheet
    assert "$140.00" in whole and "Yours sincerely," in sheets[-1]


@pytest.mark.parametrize("count", range(20, 32))
def test_a_signature_is_never_alone_on_its_page(count):
    lines = tuple(Line(f"Invoice {1000 + at}", "", "$10.00") for at in range(count))
    sheets = read(LETTER._replace(lines=lines, after=("First.", "Pay by check.")))
    assert ["Pay by check." in sheet for sheet in sheets] == ["Yours sincerely," in sheet for sheet in sheets]


@pytest.mark.parametrize("words", ["<b>bold</b> & <para>", "a <br/> b </para>", "&amp; &#65; <img src='x'/>", HOSTILE])
def test_no_words_are_read_as_markup_or_act(words):
    every = dict.fromkeys(("sender", "recipient", "subject", "contact", "reference", "total"), words)
    rows = dict.fromkeys(("sender_address", "recipient_address", "paragraphs", "after", "closing"), (words,))
    page = "".join(read(LETTER._replace(**every, **rows, lines=(Line(words, words, words),))))
    shown = "".join(page.split())
    assert "\x1b" not in page and "\u202e" not in page
    assert shown.count(ink(words) if words != HOSTILE else "[@click=app.quit]") >= 12


@pytest.mark.parametrize("long", ["N" * 6_000, "word " * 1_200], ids=["one word", "many words"])
@pytest.mark.parametrize("letter", [LETTER, US], ids=["A4", "Letter"])
def test_long_words_are_wrapped_and_stay_on_the_paper(letter, long):
    rows = dict.fromkeys(("paragraphs", "after", "closing", "recipient_address", "sender_address"), (long, long))
    made = letter._replace(sender=long, recipient=long, subject=long, contact=long, reference=long, **rows)
    pdf = printed(made._replace(lines=(Line(long, "", "$1.00"),)))
    letters = "".join("".join(pages(pdf)).split())
    assert letters.count(long[0]) >= 9 * long.count(long[0])
    wide = 595 if letter.country == "DE" else 612
    assert all(one.left > 0 and one.right < wide - 36 for one in glyphs(pdf))


def test_a_letter_that_says_next_to_nothing_prints_too():
    (page,) = read(Letter("", "", date(2026, 1, 2), "", ()))
    assert "2 Jan 2026" in page.splitlines()


def test_the_lines_of_a_paragraph_stay_lines():
    made = LETTER._replace(paragraphs=paragraphs_of("Dear Dana,\n\nIn detail:\n- 1041\n- 1042\n \n\nPlease pay."))
    assert made.paragraphs == ("Dear Dana,", "In detail:\n- 1041\n- 1042", "Please pay.")
    (page,) = read(made)
    assert "In detail:\n- 1041\n- 1042\nPlease pay." in page
