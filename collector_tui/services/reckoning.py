"""Interest reckoned anew: what it comes to by the history of today, and what of it is posted that should not be."""

import shlex
from collections.abc import Sequence
from datetime import date
from functools import cache

from collector_tui.domain.interest import ContractRate, Rate, StatutoryRate, parse_percent
from collector_tui.domain.ledger import OpenDebit
from collector_tui.domain.reckoning import Posted, Reckoning, reckon
from collector_tui.domain.refusal import Refused
from collector_tui.domain.regime import Regime
from collector_tui.paths import asset
from collector_tui.services.acting import Act
from collector_tui.services.office import read_toml
from collector_tui.store import accruing


@cache
def regimes() -> tuple[Regime, ...]:
    """The laws of late payment, as they are shipped."""
    from collector_tui.domain.regime_table import read_regimes

    return read_regimes(read_toml(asset("charges", "late_payment.toml")))


def reckoned(act: Act, debit: OpenDebit, rate: Rate | None, upto: date) -> Reckoning:
    """The interest on an invoice up to a day; without a rate the new days bear what the last posted ones did.

    Raises Refused when a rate is not in the table.
    """
    history = accruing.history(act.unit, debit.entry_id)
    posted = [_posted(one, debit.due_on) for one in history.posted]
    last = posted[-1].rate if posted else ContractRate(parse_percent("1"))
    try:
        return reckon(history.steps, debit.due_on, posted, upto, rate or last, act.currency)
    except ValueError as error:
        raise Refused(f"{error}.") from None


def _posted(kept: accruing.Kept, due_on: date) -> Posted:
    rate: Rate
    if kept.rate[:1].isdigit():
        rate = ContractRate(parse_percent(kept.rate))
    else:
        law = next((one for one in regimes() if one.id == kept.rate), None)
        if law is None:
            raise Refused(f"The law “{kept.rate}” that interest was posted by is not known here: nothing was added.")
        rate = StatutoryRate(law, due_on)
    return Posted(kept.from_on, kept.upto_on, rate, kept.cents, kept.waived_cents, kept.open_cents)


def too_much(act: Act, entry_ids: Sequence[int], since: date) -> list[str]:
    """What is posted too much on these invoices now that something counts from a day that has passed, in words."""
    if since >= act.moment.today:
        return []
    said = []
    for debit in accruing.invoices(act.unit, entry_ids):
        posted = accruing.history(act.unit, debit.entry_id).posted
        last = max((one.upto_on for one in posted), default=since)
        if last > since and (excess := reckoned(act, debit, None, last).excess_cents):
            said.append(f"the interest posted on {debit.name} is now {how_to_waive(act, debit, excess)}")
    return said


def how_to_waive(act: Act, debit: OpenDebit, excess: int) -> str:
    """How much too much it is, and what to do: waive what is open of it; what was paid goes off the next charge.

    Where no charge will follow, because the invoice is paid, it is to be credited.
    """
    still_open = sum(one.open_cents for one in accruing.history(act.unit, debit.entry_id).posted)
    waived = min(still_open, excess)
    paid, ways = excess - waived, []
    if waived:
        options = f"--kind interest --invoice {shlex.quote(debit.number)} --amount {_typed(act, waived)} --reason …"
        what = act.plain(waived) if paid else "it"
        ways.append(f"waive {what}, `collector waive {act.account_id} {options}`")
    if paid:
        what = act.plain(paid) if waived else "it"
        credit = f"credit it, `collector credit {act.account_id} --amount {_typed(act, paid)}`"
        ways.append(
            f"{what} has been paid, " + ("and the next charge takes it off" if debit.residual_cents else credit)
        )
    return f"{act.plain(excess)} too much: {'; '.join(ways)}"


def _typed(act: Act, cents: int) -> str:
    return act.plain(cents).replace(",", "")
