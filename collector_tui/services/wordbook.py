"""The words of messages: bodies by approach, tone and form, put into the frame of their channel."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from collector_tui.domain.addressing import shortened
from collector_tui.domain.approach import Approach
from collector_tui.domain.guard import Channel
from collector_tui.domain.refusal import Refused
from collector_tui.domain.sms import plainer
from collector_tui.domain.text import one_line
from collector_tui.domain.tone import Tone
from collector_tui.paths import asset

if TYPE_CHECKING:
    from jinja2 import Template

Table = Mapping[str, Mapping[str, str]]

FORMS: Mapping[Channel, str] = {"sms": "sms", "email": "long", "letter": "long", "call": "call"}
"""The form of the words that each channel takes: a letter and an email say the same."""

FRAMES = "frames"
_MISSING: Mapping[str, str] = {
    "pay": "set [business] payment_options or pay_link",
    "email": "set [business] email",
    "phone": "set [business] phone",
    "business_address_lines": "set [business] address",
    "address_lines": "set the account's address",
    "recipient_email": "add an email address of the account",
    "promise": "there is no promise that was broken",
    "earlier": "nothing was written or said before",
    "notice": "say what the news is",
}
"""What to do about a field that a template needs and that is not known."""


_SPELLING = "each {{ needs its }}, each {% its %}, and each {% if … %} its {% endif %}"


class MissingField(Refused):
    """A field that a template needs is not known."""

    def __init__(self, field: str) -> None:
        """Say which, and what to do about it."""
        what = _MISSING.get(field, "mend the template")
        super().__init__(f"The message needs “{field}”, which is not known: {what}.")
        self.field = field


class Words(NamedTuple):
    """A message as it reads: its subject line, and the text without it."""

    subject: str
    text: str


@cache
def _environment() -> Any:
    """Templates run in a sandbox, in which a missing field is an error and never an empty place."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )


def template(text: str) -> "Template":
    """A template ready to be rendered.

    Raises ValueError with a sentence when it cannot be read as one.
    """
    from jinja2 import TemplateAssertionError, TemplateSyntaxError

    try:
        return _environment().from_string(text)  # type: ignore[no-any-return]
    except TemplateAssertionError as error:
        raise ValueError(f"line {error.lineno}: {error.message}") from None
    except TemplateSyntaxError as error:
        raise ValueError(f"line {error.lineno}: {_SPELLING}") from None


def fields_of(text: str) -> set[str]:
    """The fields that a template names."""
    from jinja2 import meta

    return set(meta.find_undeclared_variables(_environment().parse(text)))


class Wordbook:
    """All words, the user's own in place of those of the same name; read when they are first wanted."""

    def __init__(self, home: Path | None) -> None:
        """Take the folder of the configuration, in which the user's own words lie in a folder `messages`."""
        self._own = home / "messages" if home else None
        self._tables: dict[str, dict[str, dict[str, str]]] = {}
        self._templates: dict[tuple[str, str, str], Template] = {}

    @property
    def own_files(self) -> list[Path]:
        """The files of the user's own words."""
        return sorted(self._own.glob("*.toml")) if self._own and self._own.is_dir() else []

    def table(self, name: str) -> Table:
        """The words of one file: sections of named texts."""
        if name not in self._tables:
            from collector_tui.services.office import read_toml

            read = read_toml(asset("messages") / f"{name}.toml")
            own = self._own / f"{name}.toml" if self._own else None
            if own and own.is_file():
                for section, texts in read_toml(own).items():
                    read[section] = {**read.get(section, {}), **texts}
            self._tables[name] = read
        return self._tables[name]

    def compose(self, channel: Channel, tone: Tone, approach: Approach, known: Mapping[str, Any]) -> Words:
        """A whole message for a channel from the fields that are known.

        Raises Refused naming the field that is missing, or when there are no such words.
        """
        if channel == "sms" and "name" in known:
            known = {**known, "name": shortened(known["name"])}
        form, body = FORMS[channel], self.body(channel, tone, approach, known)
        text = self._rendered(FRAMES, channel, "text", {**known, "body": body})
        kind = approach if approach in ("notice", "claim") else tone
        subject = one_line(self._rendered(FRAMES, "subject", kind, known)) if form == "long" else ""
        return Words(subject, plainer(one_line(text)) if channel == "sms" else text)

    def body(self, channel: Channel, tone: Tone, approach: Approach, known: Mapping[str, Any]) -> str:
        """What a message says, without the frame of its channel.

        Raises Refused like `compose`.
        """
        name, form = approach.replace(" ", "_"), FORMS[channel]
        if tone not in self.table(name).get(form, {}):
            raise Refused(f"There are no words for {channel}, {tone}, {approach}: choose another tone or channel.")
        return self._rendered(name, form, tone, known)

    def opted_out(self, business: str) -> str:
        """What is said, once, to somebody who has ended texts."""
        from collector_tui.services.office import read_toml

        words = template(read_toml(asset("answers", "opted_out.toml"))["sms"]["text"])
        return plainer(one_line(fill(words, {"business": business or "Our office"})))

    def _rendered(self, name: str, section: str, key: str, known: Mapping[str, Any]) -> str:
        place = (name, section, key)
        if place not in self._templates:
            self._templates[place] = template(self.table(name)[section][key])
        return fill(self._templates[place], known)


def fill(made: "Template", known: Mapping[str, Any]) -> str:
    """A template with its fields filled in.

    Raises MissingField naming it, or Refused when it cannot be filled in for another reason.
    """
    from jinja2 import UndefinedError
    from jinja2.exceptions import SecurityError

    try:
        return made.render(known).strip()
    except UndefinedError as error:
        field = str(error).split("'")[1] if "'" in str(error) else str(error)
        raise MissingField(field) from None
    except (SecurityError, TypeError, ValueError, ArithmeticError, LookupError, OverflowError) as error:
        raise Refused(f"The template cannot be filled in: {error}.") from None
