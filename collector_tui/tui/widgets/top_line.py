"""The two lines at the top: whose desk it is and how far the day has come, and the aging of the book as bars."""

from collections.abc import Mapping
from datetime import date

from textual.content import Content
from textual.widgets import Static

from collector_tui.domain.aging import BUCKETS
from collector_tui.domain.money import minor_digits, plain
from collector_tui.domain.when import shown_day
from collector_tui.services.queueing import Overview, Tally
from collector_tui.tui.text import fitted, styled
from collector_tui.tui.widgets.lines import Framed

_STYLES = ("$success", "$warning", "$warning", "$error", "$error bold")
_BLOCKS = " ▏▎▍▌▋▊▉█"


class TopLine(Static, Framed):
    """Says in two lines how the book stands."""

    _shown: tuple[str, date, Overview, int] | None = None
    _asides: Mapping[str, str] = {}

    def show(self, business: str, today: date, overview: Overview, width: int) -> None:
        """Paint both lines for a width in cells."""
        self._shown = (business, today, overview, width)
        first = _first(business, today, overview, width, "   ".join(self._asides.values()))
        self.update(Content("\n").join([first, _second(overview, width)]), layout=False)

    def tell(self, aside: str, about: str) -> None:
        """Keep telling of something that goes on by itself, until there are no words about it any more."""
        if aside != self._asides.get(about, ""):
            others = {name: words for name, words in self._asides.items() if name != about}
            self._asides = {**others, about: aside} if aside else others
            if self._shown:
                self.show(*self._shown)


def _left(business: str) -> Content:
    return styled((" Collector ", "bold reverse"), (f"  {business}", "bold") if business else "")


def _first(business: str, today: date, overview: Overview, width: int, aside: str) -> Content:
    left = _left(business)
    total = overview.worked + overview.waiting - overview.again
    promised = next((f"   {_whole(cents, currency)} promised" for currency, cents in overview.promised), "")
    count = f"{overview.orphans} orphan{'' if overview.orphans == 1 else 's'}"
    worked = f"   {overview.worked} of {total} worked"
    orphans = (f"   {count} ", "bold $text-error" if overview.orphans else "$foreground-muted")
    strangers = f"   {overview.unplaced} unknown sender{'' if overview.unplaced == 1 else 's'}"
    asides = [f"   {aside}"] if aside else []
    now = ("".join([*asides, strangers] if overview.unplaced else asides), "bold $text-accent")
    tries = [
        styled((shown_day_long(today), "$foreground-muted"), now, (worked + promised, "bold"), orphans),
        styled(now, (worked + promised, "bold"), orphans),
        styled(now, (worked, "bold"), orphans),
    ]
    right = next((row for row in tries if left.cell_length + row.cell_length < width), tries[-1])
    room = width - right.cell_length - 1
    if left.cell_length > room:
        left = _left(fitted(business, room - _left(" ").cell_length).rstrip())
    gap = max(width - left.cell_length - right.cell_length, 1)
    return (left + Content(" " * gap) + right).truncate(width)


def shown_day_long(today: date) -> str:
    """Today's date with its weekday.

    >>> shown_day_long(date(2026, 11, 20))
    'Fri 20 Nov'
    """
    return (
        shown_day(today, date(today.year, 1, 1)) if (today.month, today.day) > (1, 2) else f"{today:%a} {today.day} Jan"
    )


def _second(overview: Overview, width: int) -> Content:
    if not overview.tallies:
        return styled((" Nothing is owed.", "$foreground-muted"))
    tally, *others = overview.tallies
    end = styled((f"overdue {_whole(tally.overdue_cents, tally.currency)} {tally.currency} ", "bold"))
    if others:
        end = styled((f"+{len(others)} cur.  ", "$foreground-muted")) + end
    if _bars(tally, 0).cell_length > width:
        return _only_sums(tally, width)
    least = _bars(tally, 0).cell_length
    if least + end.cell_length >= width:
        end = styled((f"overdue {_whole(tally.overdue_cents, tally.currency)} ", "bold"))
    if least + end.cell_length >= width:
        end = Content("")
    bars = _bars(tally, width - end.cell_length)
    return (bars + Content(" " * max(width - bars.cell_length - end.cell_length, 0)) + end).truncate(width)


def _only_sums(tally: Tally, width: int) -> Content:
    """The buckets without bars, as many as there is room for whole, the overdue in all last."""
    end = f" overdue {_whole(tally.overdue_cents, tally.currency)} {tally.currency} "
    pieces = [
        f" {name} {_whole(cents, tally.currency)} " for name, cents in zip(BUCKETS, tally.buckets_cents, strict=True)
    ]
    while pieces and len("".join(pieces)) + len(end) > width:
        pieces.pop(0)
    return styled(("".join(pieces), "$foreground-muted"), (end, "bold"))


def _whole(cents: int, currency: str) -> str:
    """The amount to the nearest whole unit."""
    unit = 10 ** minor_digits(currency)
    return plain((cents + unit // 2) // unit * unit, currency).partition(".")[0]


def _bars(tally: Tally, width: int) -> Content:
    figures = [_whole(cents, tally.currency) for cents in tally.buckets_cents]
    fixed = sum(len(name) + len(figure) + 5 for name, figure in zip(BUCKETS, figures, strict=True))
    room = max(width - fixed, 0)
    largest, whole = max(tally.buckets_cents), sum(tally.buckets_cents) or 1
    parts = []
    for name, figure, cents, style in zip(BUCKETS, figures, tally.buckets_cents, _STYLES, strict=True):
        bar = _bar(cents * room / whole) if largest > 0 else ""
        parts.append(styled((f" {name} ", "$foreground-muted"), (bar, style), f"{' ' if bar else ''}{figure} "))
    return Content.assemble(*parts)


def _bar(cells: float) -> str:
    """A bar of a length in cells, to the eighth; never nothing for something."""
    eighths = max(int(cells * 8), 1 if cells > 0 else 0)
    return "█" * (eighths // 8) + (_BLOCKS[eighths % 8] if eighths % 8 else "")
