"""Checking the user's own words when they are loaded: everything in them can be filled in, always, and may be said."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Any, Final, NamedTuple

from collector_tui.domain.approach import APPROACHES
from collector_tui.domain.guard import Channel
from collector_tui.domain.refusal import Refused
from collector_tui.domain.tone import TONES
from collector_tui.domain.wording import FIELDS, Line, Words
from collector_tui.services.wordbook import FORMS, FRAMES, MissingField, Wordbook, fields_of, fill, template

_NAMES: Final = tuple(approach.replace(" ", "_") for approach in (*APPROACHES, "claim"))
_FRAME_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(FORMS, ("text",)),
    "subject": (*TONES, "notice", "claim"),
}


def _without(known: Mapping[str, Any], fields: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in known.items() if name not in fields}


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
    due_today=False,
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

_SOMETIMES: Final = (
    "promise", "earlier", "pay", "email", "phone", "address_lines", "business_address_lines", "recipient_email",
)  # fmt: skip
"""The fields that are known of some accounts and not of others."""

_OF_A_DEBT: Final = ("amount", "invoices", "due", "days", "late", "due_today", "parts", "first_part", "lines")
"""The fields that a notice has not, because it goes to those who owe nothing too."""

_DEBTS: Final = tuple(
    _without(one.known(), ("notice",))
    for one in (_LATE, replace(_LATE, late=False, days=0), replace(_LATE, late=False, days=0, due_today=True))
)
_NEWS: Final = (_without(_LATE.known(), (*_OF_A_DEBT, "promise", "earlier")),)
_BODY: Final = "The body of the message."


class _Text(NamedTuple):
    """A text of the user's own: its file without the ending, its section, its name there, and what it says."""

    file: str
    section: str
    key: str
    text: str

    @property
    def samples(self) -> tuple[dict[str, Any], ...]:
        """What may be known where it is used: a notice knows of no debt, a frame goes round both."""
        if self.file == "notice" or self.key == "notice":
            return _NEWS
        is_round_both = self.file == FRAMES and self.section != "subject"
        return (*_DEBTS, *_NEWS) if is_round_both else _DEBTS


def check_words(words: Wordbook) -> None:
    """Read every file of the user's own words, and try each text in it: the frames first, which go round the others.

    Raises Refused naming the file, the text and what is wrong with it.
    """
    for path in sorted(words.own_files, key=lambda one: (one.stem != FRAMES, one)):
        for text in _texts(path):
            try:
                _try(text, words)
            except (ValueError, Refused) as error:
                raise Refused(f"{path}: [{text.section}] {text.key}: {str(error).rstrip('.')}.") from None


def _texts(path: Path) -> Iterator[_Text]:
    """Every text of a file."""
    for section, texts in _table(path).items():
        allowed = _FRAME_KEYS.get(section) if path.stem == FRAMES else TONES if section in FORMS.values() else None
        if allowed is None or not isinstance(texts, dict):
            known = ", ".join(_FRAME_KEYS if path.stem == FRAMES else dict.fromkeys(FORMS.values()))
            raise Refused(f"{path}: [{section}] is not a section: use {known}.")
        for key, text in texts.items():
            if key not in allowed:
                raise Refused(f"{path}: [{section}] {key} is not a text that is used: use {', '.join(allowed)}.")
            if not isinstance(text, str):
                raise Refused(f"{path}: [{section}] {key} is not a text: write it in quotes.")
            yield _Text(path.stem, section, key, text)


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


def _try(own: _Text, words: Wordbook) -> None:
    """Fill a text in with all that may be known and with all that must be, and read it through.

    Raises ValueError or Refused with what is wrong.
    """
    made, named = template(own.text), fields_of(own.text)
    is_frame = own.file == FRAMES and own.section != "subject"
    unknown = named - FIELDS - ({"body"} if is_frame else set())
    if unknown:
        raise ValueError(f"“{min(unknown)}” is not a field: use {', '.join(sorted(FIELDS))}")
    if is_frame and "body" not in named:
        raise ValueError("it has no place for what the message says: put {{ body }} there")
    for known in own.samples:
        lacking = [_without(known, [name]) for name in sorted(named & known.keys() & set(_SOMETIMES))]
        for sample in (known, *lacking, _without(known, _SOMETIMES)):
            try:
                _read(own, fill(made, {**sample, "body": _BODY}), sample, words)
            except MissingField as error:
                raise ValueError(_not_always_known(error)) from None


def _not_always_known(missing: MissingField) -> str:
    if missing.field not in FIELDS:
        return str(missing)
    only_if = f"write {{% if {missing.field} is defined %}} before what needs it and {{% endif %}} after it"
    return f"“{missing.field}” is not always known: {only_if}"


def _read(own: _Text, filled: str, known: Mapping[str, Any], words: Wordbook) -> None:
    """Read a text through that is filled in.

    Raises ValueError or Refused with what may not be said in it, or when a text message does not say whose it is.
    """
    from collector_tui.services.proofreading import read

    channel: Channel = "sms" if own.section == "sms" else "letter"
    barred = read(filled, channel, None).of("block")
    if barred:
        raise ValueError(barred[0].says)
    if channel == "sms" and own.file != FRAMES:
        framed = fill(template(words.table(FRAMES)["sms"]["text"]), {**known, "body": filled})
        if known["business"] not in framed:
            raise ValueError("it does not say whose message it is: put {{ business }} or {{ signed }} into it")
