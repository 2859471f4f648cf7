"""Who may be charged for paying late: a business by law or by hand, a consumer only as the contract says."""

from fractions import Fraction

from collector_tui.domain.interest import ContractRate, StatutoryRate, shown_percent
from collector_tui.domain.regime import Regime


def why_not_charge(kind: str, by: ContractRate | StatutoryRate | Regime, agreed: Fraction | None) -> str:
    """Why an account of a kind may not be charged by a rate, or compensation by a regime; empty when it may.

    `agreed` is the rate recorded as agreed in the contract (the fact `contract_rate`), in percent a year. Where the
    kind is not known, no law's rate is taken, and a rate given by hand is taken as the contract's.
    Source: LPCDIA 1998 s. 2, Directive 2011/7/EU art. 2(1), 15 USC 1692f(1).
    """
    if isinstance(by, ContractRate):
        return _why_not_by_contract(by, agreed) if kind == "consumer" else ""
    regime = by.regime if isinstance(by, StatutoryRate) else by
    if kind == regime.binds:
        return ""
    if kind == "consumer":
        return f"{regime.title} law binds businesses only: a consumer is charged only what the contract says"
    return f"{regime.title} law binds businesses only: set kind=business if this account is one"


def _why_not_by_contract(rate: ContractRate, agreed: Fraction | None) -> str:
    if agreed is None:
        return "A consumer is charged interest only at a rate agreed in the contract: record it as contract_rate first"
    if rate.percent > agreed:
        return f"The contract agreed {shown_percent(agreed)}, and {shown_percent(rate.percent)} is more than that"
    return ""
