"""The kinds of rule, one family a file."""

from collector_tui.domain.law.kinds.contents import Overshadowing
from collector_tui.domain.law.kinds.counts import Counts
from collector_tui.domain.law.kinds.dates import Overdue, Wait
from collector_tui.domain.law.kinds.disputes import Dispute
from collector_tui.domain.law.kinds.found import Found, Known
from collector_tui.domain.law.kinds.holidays import Holidays
from collector_tui.domain.law.kinds.hours import Hours
from collector_tui.domain.law.kinds.inconvenient import Inconvenient
from collector_tui.domain.law.kinds.quiet import Quiet
from collector_tui.domain.law.kinds.stopped import ConfirmedLate, Stopped
from collector_tui.domain.law.kinds.unplaced import Doubtful, Unknown
from collector_tui.domain.law.limit import Limit

KINDS: dict[str, type[Limit]] = {
    "hours": Hours,
    "holidays": Holidays,
    "count": Counts,
    "quiet": Quiet,
    "fact": Found,
    "ban": Found,
    "wait": Wait,
    "overdue": Overdue,
    "dispute": Dispute,
    "inconvenient": Inconvenient,
    "overshadow": Overshadowing,
    "stop": Stopped,
    "confirm": ConfirmedLate,
    "unknown_place": Unknown,
    "doubtful_place": Doubtful,
    "note": Known,
}
"""Every kind of rule by the name that packs use."""
