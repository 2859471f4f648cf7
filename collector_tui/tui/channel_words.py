"""How the channels are told of: what is set up, what was found of it, and how it stands in all."""

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from collector_tui import secrets
from collector_tui.domain.carrier import Checked
from collector_tui.domain.columns import wrapped
from collector_tui.domain.text import one_line, visible
from collector_tui.settings import Settings
from collector_tui.tui.channels import PARTS, UNREADABLE, Look
from collector_tui.tui.text import fitted, styled, text

Facts = list[tuple[str, str]]

_PARTS = {"house": "This desk", "texts": "Texts", "email": "Email"}
_SETS_UP = {"texts": "t", "email": "e"}
"""The key that sets a channel up."""

_LABEL, _MARK = 10, 8
_ROOMY = 96
"""From this width on there is room between the parts."""

_LONGEST = 600
"""No more of a sentence is shown: nobody reads further."""


def carrier_words(settings: Settings, places: Mapping[str, str] | None) -> Facts:
    """How texts leave."""
    at = settings.provider
    match settings.carrier:
        case "twilio":
            return [
                ("carrier", "Twilio"),
                ("account", at.account_sid or "missing"),
                ("from", settings.sender or "missing"),
                *([("at", at.base_url)] if at.base_url else []),
                ("token", _place(places, secrets.TWILIO_TOKEN)),
            ]
        case "smsgate":
            return [
                ("carrier", "SMSGate, your own phone"),
                ("at", at.base_url or "missing"),
                ("user", at.username or "missing"),
                ("password", _place(places, secrets.SMSGATE_PASSWORD)),
            ]
        case "simulator":
            return [("carrier", "the simulator, in this machine"), ("", "It is for trying out: nobody gets a text.")]
        case _:
            return [("carrier", "none"), ("", "Texts wait in the outbox, and none is sent: t sets up a carrier.")]


def mail_words(settings: Settings, places: Mapping[str, str] | None) -> Facts:
    """How emails leave."""
    server = settings.mail
    if not server.host:
        return [("server", "none"), ("", "Emails are copied by hand: e sets up a mail server.")]
    password = [("password", _place(places, secrets.SMTP_PASSWORD))] if server.username else []
    return [
        ("server", f"{server.host}, port {server.port}"),
        ("from", server.sender or "missing"),
        ("user", server.username or "none: nobody logs in"),
        ("line", {"starttls": "private (starttls)", "tls": "private (tls)"}.get(server.security, "open (none)")),
        *password,
    ]


def _place(places: Mapping[str, str] | None, name: str) -> str:
    """Where a secret is, in words."""
    if places is None:
        return "looking …"
    place = places.get(name, "")
    return f"kept in {place}" if place and place != UNREADABLE else place or "missing"


def facts(rows: Facts, width: int) -> list[Content]:
    """What is set up, its labels in a column, wrapped."""
    found = []
    for label, words in rows:
        room = width if not label else width - _LABEL
        for at, line in enumerate(wrapped(visible(one_line(words)), max(room, 8))):
            lead = [(fitted(label if at == 0 else "", _LABEL), "$foreground-muted")] if label else []
            found.append(styled(*lead, line if label else (line, "$foreground-muted")))
    return found


def found_rows(look: Look, width: int) -> Iterator[Content]:
    """Each thing that was looked at: whether it is well, in a word, and the sentence, wrapped; by channel."""
    indent = _MARK + max((len(one.what) + 2 for rows in look.found.values() for one in rows), default=0)
    for at, part in enumerate(PARTS):
        if at and width >= _ROOMY:
            yield text("")
        yield text(_PARTS[part], "bold $text-accent")
        if part not in look.found:
            yield text("  looking …", "$foreground-muted")
        elif part in _SETS_UP and look.settings and not _is_set(look.settings, part):
            yield text(f"  not set up: {_SETS_UP[part]} does that", "$foreground-muted")
        else:
            yield from _rows(look.found[part], width, indent)
    if look.test:
        if width >= _ROOMY:
            yield text("")
        yield text("Your test", "bold $text-accent")
        yield from _rows([look.test], width, indent)


def _is_set(settings: Settings, part: str) -> bool:
    return settings.carrier != "none" if part == "texts" else bool(settings.mail.host)


def _rows(rows: Sequence[Checked], width: int, indent: int) -> Iterator[Content]:
    for one in rows:
        mark, style = ("ok", "$text-success") if one.ok else ("mend", "bold $text-error")
        what = (fitted(one.what, indent - _MARK), "bold")
        for at, line in enumerate(wrapped(visible(one_line(one.says))[:_LONGEST], max(width - indent, 16))):
            lead = styled("  ", (fitted(mark, _MARK - 2), style), what) if at == 0 else text(" " * indent)
            yield lead + text(line)


def summed(look: Look) -> Content:
    """How it stands in all."""
    if not look.is_over:
        seconds = f" {look.seconds} s" if look.seconds else ""
        slow = ": what does not answer is given up after a minute or so" if look.seconds >= 10 else ""
        return text(f"looking …{seconds}{slow}", "$foreground-muted")
    if look.wrong:
        return text(f"{look.wrong} to mend", "bold $text-error")
    if look.settings and not any(_is_set(look.settings, part) for part in _SETS_UP):
        return text("nothing is sent by itself yet", "$foreground-muted")
    return text("everything is in order", "$text-success")
