"""Twilio's list of messages, page by page: never without end, and never to another host."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from collector_tui.gateways.http import Line
from collector_tui.gateways.reading import fields, rows
from collector_tui.gateways.twilio_rows import Row

_MOST_PAGES = 20
_LONGEST_SECONDS = 60


@dataclass
class Listing:
    """What was read of the list."""

    rows: list[Row] = field(default_factory=list)
    is_whole: bool = False
    """Whether everything that was looked for was read: what is not among the rows is not there."""
    says: str = ""
    """Why not."""
    answered_at: datetime | None = None
    """What the provider's clock said when it gave the first page."""


def read_list(
    line: Line,
    path: str,
    query: Mapping[str, str],
    is_enough: Callable[[list[Row]], bool],
    *,
    pages: int = _MOST_PAGES,
    page_size: int = 50,
) -> Listing:
    """The newest page of the list and those behind it, until one is enough or there is none left.

    The order is not promised by Twilio; newest first is what it does. `PageSize` is 1 to 1000.
    """
    outcome = line.get(path, {**query, "PageSize": str(page_size)})
    listing = Listing(answered_at=outcome.answered_at)
    followed, until, is_readable = set[str](), monotonic() + _LONGEST_SECONDS, True
    for left in reversed(range(pages)):
        answer = fields(outcome.data)
        if not outcome.is_good or not isinstance(answer.get("messages"), list):
            listing.says = outcome.says or "the provider's list cannot be read"
            return listing
        page = rows(answer["messages"])
        listing.rows += page
        is_readable &= len(page) == len(answer["messages"])
        link = answer.get("next_page_uri")
        if not link or (page and is_enough(page)):
            listing.is_whole = is_readable
            break
        if not left or not isinstance(link, str) or link in followed or monotonic() > until:
            break
        followed.add(link)
        outcome = line.follow(link)
    return listing
