"""Checking the user's own words when they are loaded: everything in them can be filled in and may be said."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Any, Final

from collector_tui.domain.approach import APPROACHES
from collector_tui.domain.guard import Channel
from collector_tui.domain.refusal import Refused
from collector_tui.domain.tone import TONES
from collector_tui.domain.wording import FIELDS, Line, Words
from collector_tui.services.wordbook import FORMS, FRAMES, Wordbook, fields_of, fill, template

_NAMES: Final = tuple(approach.replace(" ", "_") for approach in (*APPROACHES, "claim"))
_FRAME_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(FORMS, ("text",)),
    "subject": (*TONES, "notice", "claim"),
}

_LATE = Words(
    name="Dana Alvarez",
    business="Harbor Print Co.",
    signed="Harbor Print Co.",
    collector="Sam",
    kind="business",
    caller="Call Sam, 212-555-0100.",
    today="20 Nov 2026",
    by="27 Nov 2026",
    amount="$1,284.50",
    invoices="invoice 1041 (due 2 Aug 2026)",
    due="2 Aug 2026",
    days=110,
    late=True,
    parts=3,
    first_part="$428.17",
    lines=(Line("Invoice 1041", "2 Aug 2026", "$1,284.50"),),
    pay="Pay at https://pay.example/1041.",
    promise="The $480.00 promised for 17 Nov 2026 has not reached us.",
    earlier="3 Nov 2026 and 10 Nov 2026",
    address_lines=("1 Example Street", "Springfield"),
    business_address_lines=("2 Example Street", "Springfield"),
    recipient_email="dana@example.org",
    email="sam@example.org",
    phone="212-555-0100",
    notice="From 1 Jan 2027 prices rise by 3 percent.",
)
"""An account that owes, with every field known: what a template is tried with."""

_SAMPLES = (_LATE, replace(_LATE, late=False, days=0))


def check_words(words: Wordbook) -> None:
    """Read every file of the user's own words, and try each text in it.

    Raises Refused naming the file, the text and what is wrong with it.
    """
    for path in words.own_files:
        for place, text in _texts(path):
            try:
                _try(text, place)
            except (ValueError, Refused) as error:
                raise Refused(f"{path}: {place}: {str(error).rstrip('.')}.") from None


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """Every text of a file with its place in it, such as “[sms] firm”."""
    for section, texts in _table(path).items():
        allowed = _FRAME_KEYS.get(section) if path.stem == FRAMES else TONES if section in FORMS.values() else None
        if allowed is None or not isinstance(texts, dict):
            known = ", ".join(_FRAME_KEYS if path.stem == FRAMES else dict.fromkeys(FORMS.values()))
            raise Refused(f"{path}: [{section}] is not a section: use {known}.")
        for key, text in texts.items():
            if key not in allowed or not isinstance(text, str):
                raise Refused(f"{path}: [{section}] {key} is not a text that is used: use {', '.join(allowed)}.")
            yield f"[{section}] {key}", text


def _table(path: Path) -> dict[str, Any]:
    from collector_tui.services.office import read_toml

    if path.stem not in (*_NAMES, FRAMES):
        raise Refused(f"{path} is not a file of words: call it one of {', '.join((*_NAMES, FRAMES))}, with .toml.")
    try:
        return read_toml(path)
    except (TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path} cannot be read as TOML: {error}.") from None
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from None


def _try(text: str, place: str) -> None:
    """Fill a text in, late and not, and read it through.

    Raises ValueError or Refused with what is wrong.
    """
    from collector_tui.services.proofreading import read

    made = template(text)
    unknown = fields_of(text) - FIELDS - {"body"}
    if unknown:
        raise ValueError(f"“{min(unknown)}” is not a field: use {', '.join(sorted(FIELDS))}")
    channel: Channel = "sms" if place.startswith("[sms]") else "letter"
    for sample in _SAMPLES:
        filled = fill(made, {**sample.known(), "body": "The body of the message."})
        barred = read(filled, channel, None).of("block")
        if barred:
            raise ValueError(barred[0].says)
