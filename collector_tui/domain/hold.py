"""Holds: why an account or an invoice is left alone for a time, and what that means for talking to the debtor."""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

Bearing = Literal["warn", "block"]


class HoldReason(NamedTuple):
    """One reason for a hold: how it is said, and whether contacts are warned of or barred while it lasts."""

    label: str
    bearing: Bearing


REASONS: Final[Mapping[str, HoldReason]] = {
    "dispute": HoldReason("dispute", "warn"),
    "hardship": HoldReason("hardship", "warn"),
    "illness": HoldReason("illness", "warn"),
    "legal": HoldReason("legal action", "warn"),
    "bankruptcy": HoldReason("bankruptcy", "block"),
    "deceased": HoldReason("death", "block"),
    "cease": HoldReason("they asked not to be contacted", "block"),
    "represented": HoldReason("represented by an attorney", "block"),
    "other": HoldReason("other", "warn"),
}
"""The reasons by code; those that bar contact are the ones after which the debtor must not be asked to pay."""
