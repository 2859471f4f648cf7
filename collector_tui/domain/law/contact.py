"""What a contact is judged by: the one that is proposed, those that were, and the facts of the debtor."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from collector_tui.domain.law.span import Span

Channel = Literal["call", "sms", "email", "letter", "postcard", "inbound_call", "issue_claim"]
Answer = Literal["yes", "no", "unknown"]
Effect = Literal["allow", "warn", "block"]
Group = Literal["debtor", "attorney", "excepted", "others"]
Number = Literal["", "cell", "home", "work"]

_AS_DEBTOR = frozenset({"consumer", "spouse", "parent_of_minor", "guardian", "executor", "administrator", "successor"})
_EXCEPTED = frozenset({"creditor", "creditors_attorney", "collectors_attorney", "credit_bureau"})


def group(party: str) -> Group:
    """How the law sees a person: as the debtor, their attorney, one who may be told anyway, or anybody else.

    Source: 15 USC 1692c(b) and (d), 12 CFR 1006.6(a) and (d).
    """
    if party in _AS_DEBTOR:
        return "debtor"
    if party == "attorney":
        return "attorney"
    return "excepted" if party in _EXCEPTED else "others"


@dataclass(frozen=True, slots=True)
class Proposed:
    """The contact that somebody is about to make; `at` is an aware instant.

    `number` is the kind of the number, `address` the number or mailbox itself, empty where it is not known. `purpose` is
    demand, location, optout_confirm, remedy_notice, verification or limited_content; `template` is pay_or_sue_by (with
    its day in `pay_by`) or threat_suit; `disclosure` is none, initial or later, empty before there is a text.
    """

    at: datetime
    channel: Channel = "call"
    party: str = "consumer"
    number: Number = ""
    address: str = ""
    debt: str = ""
    purpose: str = ""
    template: str = ""
    pay_by: date | None = None
    voice: Literal["", "live", "prerecorded"] = ""
    work_email: bool = False
    initial: bool = False
    optout_notice: Answer = "unknown"
    disclosure: Literal["", "none", "initial", "later"] = ""
    caller_id_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Prior:
    """A contact of the past, tried or made, by either side; `at` is an aware instant.

    `outcome` is conversation, voicemail, noanswer, busy, not_in_service, dropped, limited_content, sent, msg or text;
    `words` are those of an inbound text. `consented` says that the debtor had asked for this very call.
    """

    at: datetime
    channel: Channel = "call"
    direction: Literal["out", "in"] = "out"
    outcome: str = ""
    party: str = "consumer"
    number: Number = ""
    address: str = ""
    debts: frozenset[str] = frozenset({""})
    consented: bool = False
    could_leave_message: bool = True
    words: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """The facts of a debtor and a debt that rules ask for; an ordinary account has none of them.

    `callback_consent` is the day on which the debtor asked to be called, `sms_consent_at` the instant of a consent to
    texts, which one given after an opt-out undoes. `time_consent` are hours the debtor agreed to, `inconvenient` those
    they asked to be left alone in. `filed_on` is the day of the bankruptcy, `debt_on` the day the debt arose.
    `covered_commercial` marks a commercial debt that a law on consumer debts covers.
    """

    attorney: bool = False
    attorney_unresponsive: bool = False
    attorney_consents: bool = False
    cease_written: bool = False
    refused_to_pay_written: bool = False
    bankruptcy: Literal["", "pending", "discharged"] = ""
    filed_on: date | None = None
    debt_on: date | None = None
    dispute_written: date | None = None
    dispute_oral: date | None = None
    validation_end: date | None = None
    verification_sent: date | None = None
    validation_notice: Literal["", "none", "sent"] = ""
    initial_comm: date | None = None
    time_barred: bool = False
    opted_out: bool = False
    sms_consent: Answer = "unknown"
    sms_consent_at: datetime | None = None
    electronic_consent: Answer = "unknown"
    voice_consent: Answer = "unknown"
    callback_consent: date | None = None
    time_consent: tuple[Span, ...] = ()
    third_party_consent: bool = False
    refused_media: frozenset[str] = frozenset()
    inconvenient: tuple[Span, ...] = ()
    written_only: bool = False
    employer_prohibits: bool = False
    work_refused_on: date | None = None
    location_again: bool = False
    notice_mailed: date | None = None
    letter_of_claim: date | None = None
    documents_asked: bool = False
    documents_sent: date | None = None
    claim_notice: date | None = None
    debtor: Literal["", "company", "individual"] = ""
    lender: str = ""
    covered_commercial: bool = False
    in_collection_procedures: Answer = "unknown"
    responding: bool = False
    uses_other_name: bool = False
    days_late: int | None = None
