"""`guard` and `rules`: may they be contacted now, why not, until when; and the rules that say so."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from collector_tui.commands.command import ACCOUNT, Command, option
from collector_tui.commands.printing import complain, give, say, table
from collector_tui.domain.refusal import Refused

if TYPE_CHECKING:
    from collector_tui.commands.arguments import Invocation
    from collector_tui.domain.guard import Verdict
    from collector_tui.domain.law.rule import Rule
    from collector_tui.services.collecting import Collecting
    from collector_tui.services.lawbook import Lawbook

_CHANNELS = ("call", "sms", "email", "letter")
_NOT_ADVICE = "Collector knows some rules and is no lawyer: this is a help, not legal advice."


def guard(collecting: "Collecting", invocation: "Invocation") -> int:
    """Print the verdict on one contact of an account, now or at another instant."""
    from collector_tui.services import contacting

    card = collecting.queue.card(collecting.queue.resolve(invocation.account).id)
    phone = card.text_number if invocation.channel == "sms" else card.number
    at = _instant(invocation.at, collecting.office.business.timezone) if invocation.at else None
    verdict = contacting.look(collecting.office, card, invocation.channel, phone, at=at)
    if invocation.json:
        give({"account_id": card.id, "account": card.name, "channel": invocation.channel, **_shape(verdict)})
        return 0
    say(f"{card.name}, {invocation.channel}: {verdict.effect}")
    for refusal in verdict.refusals:
        source = f"{refusal.rule}, {refusal.citation}" if refusal.citation else refusal.rule
        say(f"  {refusal.effect}: {refusal.says}  [{source}]")
        if refusal.still_allowed:
            say(f"    still allowed: {refusal.still_allowed}")
    if verdict.effect != "allow":
        say(f"Permitted from: {_when(verdict, collecting.office.business.timezone)}")
    for note in verdict.notes:
        complain(f"{note}.")
    complain(_NOT_ADVICE)
    return 0


def _instant(text: str, zone: str) -> datetime:
    """The instant asked about; a naive one is in the business's zone."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"“{text}” is not an instant: write it like 2026-11-20T20:55 or with its offset.") from None
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))


def _when(verdict: "Verdict", own: str) -> str:
    at = verdict.next_allowed
    if at is None:
        return "no day brings it by itself"
    zone = verdict.zones[0] if verdict.zones else own
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} in {zone}, {at.astimezone(ZoneInfo(own)):%H:%M} in {own}"


def _shape(verdict: "Verdict") -> dict[str, Any]:
    return {
        "verdict": verdict.effect,
        "reasons": [
            {
                "rule": one.rule,
                "effect": one.effect,
                "says": one.says,
                "citation": one.citation,
                "overridable": one.overridable,
                "still_allowed": one.still_allowed,
            }
            for one in verdict.refusals
        ],
        "next_allowed": verdict.next_allowed.isoformat() if verdict.next_allowed else None,
        "candidate_zones": list(verdict.zones),
        "notes": list(verdict.notes),
    }


def rules(_collecting: object, invocation: "Invocation") -> int:
    """List the rules that are kept, show some in full, or try the guard on a file of vectors."""
    from collector_tui.services.lawbook import Lawbook
    from collector_tui.settings import read_settings

    lawbook = Lawbook(read_settings(invocation.config_path).practice)
    what, name = invocation.what or "list", invocation.name
    if what == "test":
        if not name:
            raise Refused("Name the file: collector rules test FILE.")
        return _test(lawbook, Path(name), as_json=invocation.json)
    wanted = [
        rule for pack in lawbook.all_packs() for rule in pack.rules if not name or name.upper() in (rule.id, pack.id)
    ]
    if not wanted:
        raise Refused(f"There is no rule and no pack “{name}”: `collector rules list` names them.")
    if invocation.json:
        give([_rule(rule) for rule in wanted])
    elif what == "show":
        for rule in wanted:
            _show(rule)
    else:
        rows = [(rule.pack, rule.id, rule.effect, "open" if rule.is_open else rule.sure, rule.title) for rule in wanted]
        table(("Pack", "Rule", "Effect", "Sure", "What it limits"), rows)
    complain(_NOT_ADVICE)
    return 0


def _test(lawbook: "Lawbook", path: Path, *, as_json: bool) -> int:
    from collector_tui.services.trying import try_vectors

    tried = try_vectors(lawbook, path)
    settled = [one for one in tried if not one.is_open]
    passed = sum(one.passed for one in settled)
    questions = [one for one in tried if one.is_open]
    if as_json:
        rows = [
            {
                "id": one.id,
                "verdict": one.verdict,
                "rules": list(one.rules),
                "expected": one.expected,
                "open": one.is_open,
            }
            for one in tried
        ]
        give(
            {
                "rows": rows,
                "passed": passed,
                "failed": len(settled) - passed,
                "open_questions": [one.id for one in questions],
            }
        )
        return 0
    for one in settled:
        if not one.passed:
            say(
                f"{one.id}: expected {one.expected}, the guard says {one.verdict} ({', '.join(one.rules) or 'no rule'})"
            )
    say(f"{passed} passed, {len(settled) - passed} failed")
    for one in questions:
        say(f"open question {one.id}: {one.verdict} ({', '.join(one.rules) or 'no rule'}); the row has {one.expected}")
    return 0


def _rule(rule: "Rule") -> dict[str, Any]:
    return {
        "id": rule.id,
        "pack": rule.pack,
        "title": rule.title,
        "kind": rule.kind,
        "effect": rule.effect,
        "binds": sorted(rule.binds),
        "debts": sorted(rule.debts),
        "channels": sorted(rule.channels),
        "citation": rule.citation,
        "source": rule.source,
        "sure": rule.sure,
        "open": rule.is_open,
        "effective_from": rule.effective_from.isoformat() if rule.effective_from else None,
        "effective_to": rule.effective_to.isoformat() if rule.effective_to else None,
        "verified_on": rule.verified_on.isoformat(),
        "overridable": rule.overridable,
    }


def _show(rule: "Rule") -> None:
    say(f"{rule.id}: {rule.title}")
    for name, value in _rule(rule).items():
        if name not in ("id", "title") and value not in (None, [], ""):
            say(f"  {name.replace('_', ' ')}: {', '.join(value) if isinstance(value, list) else value}")


COMMANDS = (
    Command(
        "guard",
        "may an account be contacted, and if not why, until when, and what is left",
        guard,
        (
            ACCOUNT,
            option("--channel", required=True, choices=_CHANNELS, metavar="C", says=", ".join(_CHANNELS)),
            option("--at", default="", metavar="INSTANT", says="at another instant, such as 2026-11-20T20:55"),
        ),
    ),
    Command(
        "rules",
        "the rules that are kept, each with its source; or the guard tried on a file of vectors",
        rules,
        (
            option(
                "what",
                nargs="?",
                choices=("list", "show", "test"),
                metavar="list|show|test",
                says="what to do (usually list)",
            ),
            option("name", nargs="?", default="", metavar="NAME", says="a pack or a rule; for test the file"),
        ),
        needs_book=False,
    ),
)
