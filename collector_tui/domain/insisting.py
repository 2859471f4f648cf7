"""Insisting: a contact that was found against passes by a yes to its warnings, or by a reason against its blocks."""

from collector_tui.domain.guard import Channel, Verdict
from collector_tui.domain.refusal import Blocked, Warned
from collector_tui.domain.text import one_line


def insist(name: str, channel: Channel, found: Verdict, *, minded: bool, override: str) -> str:
    """Let a contact pass that was found against, by a yes to its warnings or a reason typed against its blocks.

    Returns the words for the journal, empty where nothing was set aside. Raises Warned or Blocked where it does not pass.
    """
    verb = {"sms": "texted", "email": "emailed", "letter": "written to"}.get(channel, "called")
    if found.effect == "allow":
        return ""
    if found.effect == "warn":
        if not minded and not override.strip():
            raise Warned(f"{name}: {found.says}")
        return f"minded: {_named(found)}"
    if not override.strip():
        raise Blocked(f"{name} may not be {verb} now. {found.says}")
    if not found.is_overridable:
        raise Blocked(f"{name} may not be {verb}, and no reason sets that aside. {found.says}")
    return f"set aside with the reason “{one_line(override)}”: {_named(found)}"


def _named(found: Verdict) -> str:
    return "; ".join(f"{one.rule} ({one.says.rstrip('.')})" for one in found.refusals)
