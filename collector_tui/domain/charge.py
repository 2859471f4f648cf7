"""Charges for paying late: what kinds there are, and how they are named."""

from collections.abc import Mapping
from typing import Final

CHARGES: Final[Mapping[str, str]] = {
    "interest": "interest", "late_fee": "late fee", "compensation": "compensation", "bank_fee": "bank fee",
}  # fmt: skip
"""The charges by kind, and how they are named."""
