"""Confirming an opt-out: the one text that still goes, where the carrier does not send it by itself.

Source: 47 CFR 64.1200(a)(12): one text that only confirms, within five minutes.
"""

from datetime import datetime, timedelta

from collector_tui.domain.guard import Verdict
from collector_tui.domain.message import Draft
from collector_tui.domain.moment import Moment
from collector_tui.domain.sms import segments
from collector_tui.services import contacting
from collector_tui.services.office import Office
from collector_tui.store import accounts, journal, outbox
from collector_tui.store.book import Writing
from collector_tui.store.outbox import Posting

_WITHIN = timedelta(minutes=5)
_CLOCKS_APART = timedelta(minutes=2)
"""How far the carrier's clock may be ahead of ours."""


def confirm_opt_out(
    office: Office, unit: Writing, moment: Moment, account_id: int, number: str, ended_at: datetime
) -> None:
    """Lay the confirmation in the outbox, to leave within minutes of the opt-out or not at all.

    There is none where nobody knows when it came, where it came too long ago, or where anything else forbids it now.
    """
    if not -_CLOCKS_APART <= moment.instant - ended_at < _WITHIN:
        return
    phone_id = accounts.phone_of(unit, account_id, number)
    text = office.words.opted_out(office.business.name)

    def judged(purpose: str = "") -> Verdict:
        return contacting.admit(
            office, unit, moment, account_id, "sms", phone_id, text, demands=False, purpose=purpose
        )[1]

    if judged("optout_confirm").effect == "block":
        return
    line = journal.append(
        unit, moment, account_id, "sms", f"confirmed the opt-out to {number}: {text}", actor="machine"
    )
    draft = Draft(account_id, "polite", "notice", "sms", "", text, segments(text), "", None, "opt-out confirmed")
    posting = Posting(number, phone_id, moment.instant, min(ended_at, moment.instant) + _WITHIN, line)
    outbox.mind(unit, outbox.put(unit, moment, draft, posting), judged().rules)
