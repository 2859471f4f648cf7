"""Texts through Twilio, or through a provider that speaks as it does.

Source: Twilio's OpenAPI description (twilio-oai d50069b, cut to messages in `specs/twilio_messages.json`) and sms.md §1.
There is no key against sending twice: a text whose answer was lost has to be found in the list.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from collector_tui.domain.carrier import Checked, Found, Handed, Inbound, Receipt
from collector_tui.domain.refusal import Refused
from collector_tui.domain.text import whole
from collector_tui.gateways import twilio_rows as its
from collector_tui.gateways.address import checked_base
from collector_tui.gateways.http import Line, Patience
from collector_tui.gateways.parcel import handed, kept_back, seconds_left
from collector_tui.gateways.reading import fields, identifier, instant, sentence
from collector_tui.gateways.twilio_check import checked
from collector_tui.gateways.twilio_list import Listing, read_list
from collector_tui.gateways.twilio_rows import Row

_LEAST_SECONDS, _MOST_SECONDS = 1, 36_000
_STOPPED = "21610"
_CLOCKS_APART = timedelta(minutes=2)
_A_FEW, _MOST_SINGLE = 5, 20
"""So many receipts are asked for one by one; more are read from the list first."""
_PAGES, _PAGE = 60, 300
"""How much is read at most of what every number of the account sent and got: 18,000 texts."""
_DEEPLY = timedelta(days=7)
"""Asked for replies further back than this, those to other numbers of the account are read too."""
_OUT_OF_ORDER = timedelta(days=1)
"""By so much a row may be older than its place in the list says."""
_OFFICIAL_ACCOUNT = re.compile(r"AC[0-9a-fA-F]{32}")
_ACCOUNT = re.compile(r"[A-Za-z0-9-]{1,64}")


class Twilio:
    """Carries texts through a Twilio account; the same for every provider with Twilio's API at another address."""

    name = "twilio"
    simulated = False
    pause_seconds = 20
    answers_stop = True

    def __init__(
        self,
        account_sid: str,
        token: str,
        sender: str,
        *,
        base_url: str = "https://api.twilio.com",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        patience: Patience | None = None,
    ) -> None:
        """Begin with the account, its token, and the number texts come from. Raises Refused for what cannot be right."""
        base = checked_base(base_url, "sms.twilio")
        is_official = (urlsplit(base).hostname or "").endswith(".twilio.com")
        if not (_OFFICIAL_ACCOUNT if is_official else _ACCOUNT).fullmatch(account_sid):
            raise Refused("[sms.twilio] account_sid is not right: it is AC and 32 more signs, on the Twilio console.")
        if not token:
            raise Refused("The Twilio token is missing: set COLLECTOR_TWILIO_TOKEN, or keep it in the keyring.")
        if not sender.strip():
            raise Refused("[sms] from is missing: write the number that texts come from, like +12125550100.")
        self._sender, self._now, self._has_gap = sender.strip(), now, False
        self.trouble = ""
        self._account = f"/2010-04-01/Accounts/{account_sid}"
        self._line = Line("Twilio", base, account_sid, token, patience)

    def __repr__(self) -> str:
        return f"Twilio({self._sender!r} at {self._line.base})"

    def send(self, key: str, to: str, text: str, until: datetime) -> Handed:
        """Hand one text over; the key is of no use to Twilio. At least 1 second must be left; 10 hours are the most."""
        seconds = seconds_left(until, self._now())
        refusal = kept_back(to, seconds, _LEAST_SECONDS)
        if refusal:
            return refusal
        form = {
            "To": to,
            "From": self._sender,
            "Body": whole(text),
            "ValidityPeriod": str(min(seconds, _MOST_SECONDS)),
            "SmartEncoded": "false",
        }
        outcome = self._line.post(f"{self._account}/Messages.json", form=form)
        row = fields(outcome.data)
        result = handed(outcome, its.sid(row), its.state(row))
        return replace(result, opted_out=result.answer == "rejected" and result.code == _STOPPED)

    def find(self, key: str, to: str, text: str, since: datetime, known: Collection[str]) -> Found:
        """Look for it in the list of what went to their number: the oldest with these words that is not known.

        From whichever number: ours may have been changed since. The list may lag behind: `not_found` is to be trusted only when it has been said for some minutes.
        """
        asked_at, wanted = self._now(), its.comparable(text)
        listing = self._list({"To": to}, lambda page: _all_before(page, since))
        ahead = max(asked_at - listing.answered_at, timedelta()) if listing.answered_at else timedelta()
        floor = since - ahead - _CLOCKS_APART
        candidates, is_doubtful = list[tuple[datetime, str, Row]](), not listing.is_whole
        for row in listing.rows:
            sid, at, words = its.sid(row), instant(row.get("date_created")), its.comparable(its.body(row))
            if not its.went_to(row, to) or (sid and sid in known) or (at is not None and at < floor):
                continue
            if sid and at and words == wanted:
                candidates.append((at, sid, row))
            elif not words or words == wanted:
                is_doubtful = True
        if candidates:
            _, sid, row = min(candidates, key=lambda one: one[:2])
            return Found("found", sid, its.state(row) or "accepted", its.says(row))
        if is_doubtful:
            return Found("unknown", says=listing.says or "Twilio's list does not tell whether it is there")
        return Found("not_found")

    def receipts(self, provider_ids: Sequence[str]) -> list[Receipt]:
        """What became of texts: from the list where they are many, as far back as they reach; a few old ones one by one."""
        wanted = [one for one in dict.fromkeys(provider_ids) if identifier(one)]
        found: dict[str, Receipt] = {}
        if len(wanted) > _A_FEW:
            many, left = set(wanted), set(wanted)

            def is_enough(page: list[Row]) -> bool:
                before = len(left)
                left.difference_update(its.sid(row) for row in page)
                return not left or (len(left) == before and before <= _MOST_SINGLE)

            for row in self._list({"From": self._sender}, is_enough, pages=_PAGES, page_size=_PAGE).rows:
                receipt = its.receipt(row)
                if receipt and receipt.provider_id in many:
                    found.setdefault(receipt.provider_id, receipt)
        for sid in [one for one in wanted if one not in found][:_MOST_SINGLE]:
            outcome = self._line.get(f"{self._account}/Messages/{sid}.json")
            receipt = its.receipt(fields(outcome.data)) if outcome.is_good else None
            if receipt and receipt.provider_id == sid:
                found[sid] = receipt
            elif not outcome.is_good and outcome.status != 404:
                break
        return list(found.values())

    def replies(self, known: Callable[[str], bool], since: datetime) -> list[Inbound]:
        """The texts that came to our number; not asked for by DateSent, which Twilio may never fill in for them.

        Asked for from far back, as once a day, those to other numbers of the account come too: ours may have been
        changed, and a STOP to the old one counts. After a page that could not be read, known ones do not end the reading: what lay behind it is not known yet.
        """
        has_gap = self._has_gap

        def is_enough(page: list[Row]) -> bool:
            sids = [its.sid(row) for row in page if its.is_inbound(row) and its.sid(row)]
            is_known = not has_gap and sids and all(known(sid) for sid in sids)
            return bool(is_known) or _all_before(page, since)

        listing = self._list({"To": self._sender}, is_enough)
        self.trouble = listing.says
        self._has_gap = bool(listing.says)
        listed = [row for row in listing.rows if row.get("to") == self._sender]
        if since < self._now() - _DEEPLY and not self.trouble:
            listing = self._list({}, lambda page: _all_before(page, since), pages=_PAGES, page_size=_PAGE)
            self.trouble = listing.says
            listed += listing.rows
        came = {one.provider_id: one for one in map(self._inbound, reversed(listed)) if one}
        new = [one for one in came.values() if one.received_at >= since and not known(one.provider_id)]
        return sorted(new, key=lambda one: one.received_at)

    def cancel(self, provider_id: str) -> bool:
        """Twilio gives nothing back that is on its way."""
        return False

    def check(self) -> list[Checked]:
        """Whether the account, the number and the balance let texts go."""
        return checked(self._line, self._account, self._sender)

    def close(self) -> None:
        """Break off what is under way."""
        self._line.close()

    def _list(self, query: dict[str, str], is_enough: Callable[[list[Row]], bool], **how: int) -> Listing:
        return read_list(self._line, f"{self._account}/Messages.json", query, is_enough, **how)

    def _inbound(self, row: Row) -> Inbound | None:
        """A row of the list as a text that came in; None when it is none, or has no sender."""
        sid, sender = its.sid(row), sentence(row.get("from"))
        if not sid or not sender or not its.is_inbound(row):
            return None
        is_elsewhere = row.get("to") != self._sender
        return Inbound(sid, sender, its.words(row), its.created_at(row) or self._now(), is_elsewhere)


def _all_before(page: list[Row], since: datetime) -> bool:
    return all(_is_before(row, since) for row in page)


def _is_before(row: Row, since: datetime) -> bool:
    at = its.created_at(row)
    return at is not None and at < since - _OUT_OF_ORDER
