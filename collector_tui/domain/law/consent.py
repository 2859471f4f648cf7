"""A debtor's wish to be called: how long it lets calls pass that would otherwise be too many or too soon."""

from datetime import date, timedelta

from collector_tui.domain.law.case import Case

CONSENT_DAYS = 7
"""The day of the consent is day 1. Source: 12 CFR 1006.14(b)(3)(i) and comment 14(b)(3)(i)-2."""


def is_awaited(case: Case, today: date, zone: str) -> bool:
    """Whether the debtor asked for a call and still waits for it: within 7 days, and not spoken with since.

    On the day of the consent one conversation is taken to be the one in which it was given.
    """
    asked = case.situation.callback_consent
    if asked is None or not asked <= today < asked + timedelta(days=CONSENT_DAYS):
        return False
    spoken = [
        day
        for prior, day in zip(case.priors, case.days(zone), strict=True)
        if prior.outcome == "conversation" and prior.channel in ("call", "inbound_call") and asked <= day <= today
    ]
    return not any(day > asked for day in spoken) and len(spoken) < 2
