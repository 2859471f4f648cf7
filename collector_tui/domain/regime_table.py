"""The table of regimes, `assets/charges/late_payment.toml`, read and checked."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from collector_tui.domain.money import parse_amount
from collector_tui.domain.regime import Band, HalfYear, Regime

DAY_COUNT = "actual/365"
"""How days of interest are counted, in a leap year too."""
ROUNDING = "once, when posted, half a cent up"
"""When interest becomes whole cents; until then it is kept as an exact fraction."""

_HALF = re.compile(r"([12][0-9]{3}) H([12])")
_PERCENT = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,4})?")


def read_regimes(table: Mapping[str, Any]) -> tuple[Regime, ...]:
    """The regimes of a parsed `late_payment.toml`, in the file's order.

    Raises ValueError with a sentence naming the regime and what of it is wrong.
    """
    if (table.get("day_count"), table.get("rounding")) != (DAY_COUNT, ROUNDING):
        raise ValueError(f"interest is counted “{DAY_COUNT}” and rounded “{ROUNDING}”: nothing else is known")
    regimes: list[Regime] = []
    for row in table["regime"]:
        try:
            regime = _regime(row)
        except KeyError as missing:
            raise ValueError(f"regime {row.get('id', '?')} lacks {missing}") from None
        except ValueError as wrong:
            raise ValueError(f"regime {row.get('id', '?')}: {wrong}") from None
        for other in regimes:
            if shared := _claims(regime) & _claims(other):
                raise ValueError(f"regime {regime.id}: {min(shared)} is {other.id}'s already")
        regimes.append(regime)
    return tuple(regimes)


def _claims(regime: Regime) -> set[str]:
    return {regime.id, *regime.countries, *regime.currencies}


def _regime(row: Mapping[str, Any]) -> Regime:
    if row["binds"] != "business":
        raise ValueError("it may bind “business” only")
    if strange := set(row.get("own_reference", ())) - set(row["countries"]):
        raise ValueError(f"{min(strange)} has a reference rate of its own but is not among the countries")
    return Regime(
        row["id"],
        row["title"],
        tuple(row["countries"]),
        tuple(row.get("own_reference", ())),
        tuple(row["currencies"]),
        row["binds"],
        _percent(row["points"]),
        row["fixed_at_start"],
        _reference(row["reference"]),
        _bands(row["compensation"], row["currencies"][0]),
        row["citation"],
        row["compensation_citation"],
    )


def _percent(text: object) -> Fraction:
    if not isinstance(text, str) or not _PERCENT.fullmatch(text):
        raise ValueError(f'“{text}” is not a percentage: write it in quotes, like "3.75"')
    return Fraction(text)


def _reference(rows: Sequence[Mapping[str, Any]]) -> dict[HalfYear, Fraction]:
    rates: dict[HalfYear, Fraction] = {}
    for row in rows:
        match = _HALF.fullmatch(row["half"])
        if not match:
            raise ValueError(f"“{row['half']}” is not a half-year: write it like 2026 H1")
        half = HalfYear(int(match[1]), int(match[2]))
        if rates and half <= max(rates):
            raise ValueError(f"the rate of {half} must come after the one before")
        rates[half] = _percent(row["percent"])
    return rates


def _bands(rows: Sequence[Mapping[str, Any]], currency: str) -> tuple[Band, ...]:
    bands = [
        Band(parse_amount(row["below"], currency) if "below" in row else None, parse_amount(row["amount"], currency))
        for row in rows
    ]
    limits = [band.below_cents for band in bands if band.below_cents is not None]
    if not bands or bands[-1].below_cents is not None or len(limits) != len(bands) - 1:
        raise ValueError("every compensation but the last is below a limit")
    if not (_rises(limits) and _rises([band.cents for band in bands])):
        raise ValueError("compensation must rise with the debt")
    return tuple(bands)


def _rises(numbers: Sequence[int]) -> bool:
    return all(one < following for one, following in pairwise(numbers))
