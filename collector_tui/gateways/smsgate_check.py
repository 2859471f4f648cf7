"""Whether texts could go through the phone: is it there, does it take our credentials, show replies, and how does it send."""

from collector_tui.domain.carrier import Checked
from collector_tui.gateways.address import origin
from collector_tui.gateways.http import Line
from collector_tui.gateways.outcome import Outcome
from collector_tui.gateways.reading import fields, number, sentence

_PERIODS = {"PerMinute": "a minute", "PerHour": "an hour", "PerDay": "a day"}


def checked(line: Line) -> list[Checked]:
    """The phone first; where it does not answer nothing else is asked."""
    found = [_phone(line.get("/health"))]
    if found[0].ok:
        found.append(_credentials(line.get("/messages", {"limit": "1"})))
    if found[-1].ok:
        found += [_inbox(line.get("/inbox", {"limit": "1"})), *_settings(line.get("/settings"))]
    if origin(line.base).startswith("http:"):
        says = "Texts and password go unencrypted to the phone: use it on your own network only, never on a public one."
        found.append(Checked("encryption", True, says))
    return found


def _phone(outcome: Outcome) -> Checked:
    what = "phone"
    health = fields(outcome.data)
    status = health.get("status")
    if status not in ("pass", "warn", "fail"):
        advice = "is it on the same network, its server on, and base_url in [sms.smsgate] what the app shows?"
        return Checked(what, False, f"{outcome.says or 'Something else answers at its address'}: {advice}")
    if status == "pass":
        return Checked(what, True, "The phone answers and is well.")
    checks = [fields(one) for one in fields(health.get("checks")).values()]
    bad = "; ".join(sentence(one.get("description")) for one in checks if one.get("status") in ("warn", "fail"))
    return Checked(what, status != "fail", f"The phone is not well: {bad[:300] or 'it does not say why'}.")


def _credentials(outcome: Outcome) -> Checked:
    what = "phone's password"
    if outcome.is_good and isinstance(outcome.data, list):
        return Checked(what, True, "The phone accepts the user name and the password.")
    if outcome.status in (401, 403):
        advice = "copy both anew from the app, they change when it is installed again"
        return Checked(what, False, f"The phone does not accept the user name and the password: {advice}.")
    return Checked(what, False, f"{outcome.says or 'The phone does not list its texts'}: look at base_url.")


def _inbox(outcome: Outcome) -> Checked:
    """Whether replies are seen: a phone may take texts, and let none be read."""
    what = "replies"
    if outcome.is_good and isinstance(outcome.data, list):
        return Checked(what, True, "The phone lets the texts that come in be read.")
    never = "until then no reply is seen, and no STOP"
    if outcome.status in (404, 405):
        return Checked(what, False, f"The app on the phone does not show the texts that come in: update it; {never}.")
    said = f" ({outcome.says})" if outcome.says else ""
    return Checked(
        what, False, f"The phone does not let its texts be read{said}: allow the app to read SMS on the phone; {never}."
    )


def _settings(outcome: Outcome) -> list[Checked]:
    """How the phone sends, where it tells; nothing where it does not."""
    messages = fields(fields(outcome.data).get("messages")) if outcome.is_good else {}
    found = []
    if messages.get("processing_order") == "LIFO":
        says = "The phone sends the newest text first: set its order to FIFO, so that none waits behind a batch."
        found.append(Checked("order of sending", True, says))
    period, limit = _PERIODS.get(sentence(messages.get("limit_period"))), number(messages.get("limit_value"))
    if period and limit:
        says = f"The phone sends at most {limit} texts {period}; those that wait too long are not sent at all."
        found.append(Checked("limit of sending", True, says))
    return found
