"""The order of day and month in a file: decided once for all its dates, asked for when nothing decides."""

from collections.abc import Iterable
from dataclasses import dataclass

from collector_tui.domain.document import DateOrder
from collector_tui.importers.dates import numeric, spoken, without_clock


@dataclass(frozen=True, slots=True)
class OrderFound:
    """The order of day and month in a file, or else the question to put, with an example."""

    order: DateOrder | None
    need: str = ""


def order_of(values: Iterable[str], told: DateOrder | None, usual: DateOrder | None = None) -> OrderFound:
    """The order the dates of a file are in: as told, as a part above 12 shows, or as `usual`; else a question.

    >>> order_of(["1/15/2013", "3/4/2013"], None).order
    'mdy'
    """
    if told:
        return OrderFound(told)
    example, day_first, month_first = _evidence(values)
    if day_first and month_first:
        both = f"“{day_first}” has the day first and “{month_first}” the month"
        return OrderFound(None, f"date_order: {both}, in one file: say --date-order dmy or mdy.")
    if day_first or month_first:
        return OrderFound("dmy" if day_first else "mdy")
    if usual or not example:
        return OrderFound(usual)
    dmy, mdy = numeric(example, "dmy"), numeric(example, "mdy")
    return OrderFound(
        None,
        f"date_order: “{example}” is {spoken(dmy)} or {spoken(mdy)}, and no date in the file decides: "
        f"say --date-order dmy (for {spoken(dmy)}) or mdy (for {spoken(mdy)}).",
    )


def _evidence(values: Iterable[str]) -> tuple[str, str, str]:
    """A value that can be read both ways, one that must have its day first, one its month first."""
    example = day_first = month_first = ""
    for value in sorted(values):
        bare = without_clock(value)
        dmy, mdy = (None, None) if "." in bare else (numeric(bare, "dmy"), numeric(bare, "mdy"))
        if dmy and mdy and dmy != mdy:
            example = example or bare
        elif dmy and not mdy:
            day_first = day_first or bare
        elif mdy and not dmy:
            month_first = month_first or bare
    return example, day_first, month_first
