"""A text that came in, and where it belongs."""

from datetime import datetime
from typing import NamedTuple

from collector_tui.domain.optout import Wish


class Reply(NamedTuple):
    """One reply. `account_id` is None where nobody is known under its number; `also` are others that share the number."""

    id: int
    account_id: int | None
    account: str
    sender: str
    text: str
    received_at: datetime
    is_read: bool
    simulated: bool
    wish: Wish
    also: tuple[tuple[int, str], ...] = ()
