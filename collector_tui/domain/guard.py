"""The verdict every contact passes: may this account be reached on this channel now, and if not why, until when, what else."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

Channel = Literal["call", "sms", "email", "letter"]
Effect = Literal["allow", "warn", "block"]

OPENS = time(8)
CLOSES = time(21)


class Reached(NamedTuple):
    """The number a contact would go to; `status` is `ok`, `wrong` or `dead`, `ended` another one that ended texts."""

    e164: str
    shown: str
    status: str
    opted_out: bool
    zones: tuple[str, ...]
    extension: str = ""
    ended: str = ""


class Addressed(NamedTuple):
    """The address an email would go to; `status` is `ok` or `wrong`, empty where the account does not have it any more.

    `ended` is another one of theirs that ended emails.
    """

    address: str
    status: str
    opted_out: bool
    ended: str = ""


class Refusal(NamedTuple):
    """One rule that stands in the way, or asks to be minded (`warn`), and what it says to the collector.

    `citation` is where the rule is written, empty for what is not law. An `overridable` block gives way to a typed
    reason; `still_allowed` is what may be done instead.
    """

    rule: str
    says: str
    effect: Effect = "block"
    citation: str = ""
    overridable: bool = False
    still_allowed: str = ""


class Verdict(NamedTuple):
    """Whether the contact may be made, why not, and the first instant (UTC) at which it may; None when no day brings it.

    With the effect `warn` it may be made, once the collector has seen what the warnings say. `notes` tell what is not
    known, such as a state that no rules are kept for.
    """

    effect: Effect
    refusals: tuple[Refusal, ...]
    next_allowed: datetime | None
    zones: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_allowed(self) -> bool:
        """Whether nothing stands in the way; a warning does not."""
        return self.effect != "block"

    @property
    def is_law(self) -> bool:
        """Whether a written rule is among what stands in the way, and not only the number or a hold."""
        return any(refusal.citation for refusal in self.refusals if refusal.effect == "block")

    @property
    def is_overridable(self) -> bool:
        """Whether a typed reason may set aside everything that stands in the way."""
        return all(refusal.overridable for refusal in self.refusals if refusal.effect == "block")

    @property
    def says(self) -> str:
        """All refusals in one line."""
        return " ".join(refusal.says for refusal in self.refusals)

    @property
    def rules(self) -> frozenset[str]:
        """The rules that speak against the contact."""
        return frozenset(refusal.rule for refusal in self.refusals)


def verdict(
    refusals: Iterable[Refusal], next_allowed: datetime | None, zones: Sequence[str], notes: Sequence[str] = ()
) -> Verdict:
    """The verdict of all that was found, blocks first; what the account or the number has against it no day brings round."""
    found = tuple(sorted(refusals, key=lambda one: one.effect != "block"))
    effects = {refusal.effect for refusal in found}
    effect: Effect = "block" if "block" in effects else "warn" if effects else "allow"
    lasting = any(not refusal.citation for refusal in found if refusal.effect == effect)
    return Verdict(effect, found, None if lasting and effect != "allow" else next_allowed, tuple(zones), tuple(notes))


def number_refusals(channel: Channel, number: Reached | None) -> list[Refusal]:
    """What speaks against a number, whatever the hour."""
    if number is None:
        return [Refusal("no_number", "There is no number that can be used: add one, or write an email or a letter.")]
    refusals = []
    if number.status == "wrong":
        refusals.append(Refusal("wrong_number", f"{number.shown} is a wrong number: it is not used any more."))
    elif number.status == "dead":
        refusals.append(Refusal("not_in_service", f"{number.shown} is not in service: it is not used any more."))
    if channel == "sms" and number.opted_out:
        refusals.append(Refusal("opted_out", f"{number.shown} has opted out of texts: call or write instead."))
    elif channel == "sms" and number.ended:
        refusals.append(_ended_elsewhere("text", number.ended, number.shown))
    if channel == "sms" and number.extension:
        refusals.append(Refusal("extension", f"{number.shown} is an extension, which takes no texts: call instead."))
    if channel == "sms" and not number.e164:
        refusals.append(Refusal("not_dialled", f"“{number.shown}” is not a full phone number: correct it first."))
    return refusals


def address_refusals(to: Addressed) -> list[Refusal]:
    """What speaks against an email address, whatever the hour."""
    if not to.status:
        return [Refusal("wrong_address", f"{to.address} is no address of theirs any more: it is not used any more.")]
    refusals = []
    if to.status != "ok":
        refusals.append(Refusal("wrong_address", f"{to.address} is a wrong address: it is not used any more."))
    if to.opted_out:
        refusals.append(Refusal("opted_out", f"{to.address} has opted out of email: call or write instead."))
    elif to.ended:
        refusals.append(_ended_elsewhere("email", to.ended, to.address))
    return refusals


def _ended_elsewhere(what: str, ended: str, to: str) -> Refusal:
    """Who ended messages may have meant all of them, wherever they go: a person decides, however long it is ago."""
    return Refusal("ended_elsewhere", f"They ended {what}s to {ended}: {what} {to} all the same?", "warn")


def is_open(zone: str, at: datetime) -> bool:
    """Whether it is between 8:00 and 21:00 there, when people expect to be called; 8:00 itself is, 21:00 is not."""
    return OPENS <= at.astimezone(ZoneInfo(zone)).time() < CLOSES
