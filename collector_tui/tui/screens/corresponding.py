"""Letters and what comes and goes, from the desk: the inbox, the outbox, and from both of them to an account."""

import re

from collector_tui.domain.text import visible
from collector_tui.services.queueing import QueueFilter
from collector_tui.tui.screens.batching import Batching
from collector_tui.tui.text import text

_UNSAFE = re.compile(r"[^\w .,&'-]+")


class Corresponding(Batching):
    """The part of the desk that opens the inbox, the outbox and letters."""

    def action_inbox(self) -> None:
        """Show the replies."""
        from collector_tui.tui.screens.inbox import InboxScreen

        self.app.push_screen(InboxScreen(self.desk_app), self._closed_at)

    def action_outbox(self) -> None:
        """Show the messages, and where they are."""
        from collector_tui.tui.screens.outbox import OutboxScreen

        self.app.push_screen(OutboxScreen(self.desk_app), self._closed_at)

    def action_letter(self) -> None:
        """Write a letter to the account on the screen."""
        if shown := self._account():
            from collector_tui.tui.screens.lettering import Letters

            Letters(self, shown.card, self._lettered).choose()

    async def _lettered(self, said: str, is_posted: bool) -> None:
        if is_posted:
            await self._called(said)
        else:
            self.notice.say(said)

    async def _closed_at(self, account_id: int | None) -> None:
        """Show what the book says now, at an account where one was chosen."""
        row = self.table.row
        if account_id is not None:
            await self.show_one(account_id)
        else:
            await self.renew(row.id if row else None)

    def _stands_at(self, account_id: int) -> bool:
        return self.on_screen is not None and self.on_screen.card.id == account_id

    async def show_one(self, account_id: int) -> None:
        """Bring an account up: where it stands in the queue, else as one that was searched for."""
        await self.renew(account_id)
        if not self._stands_at(account_id) and (self.window.found or self.window.shown):
            await self._show_part(QueueFilter())
            await self.renew(account_id)
        if not self._stands_at(account_id):
            await self._show_found(account_id)

    async def _show_found(self, account_id: int) -> None:
        """Search for an account that is not in the queue, by such of its name as can be typed."""
        name = self.collecting.queue.card(account_id).name
        words = name if visible(name) == name else max(_UNSAFE.split(name), key=len)
        words = words.strip()
        await self.action_search()
        await self.window.search(words)
        if self.search_line is not None:
            self.search_line.words.value = words
        self.table.focus()
        await self.table.settle(account_id)
        self.show_account()
        self.table.border_title = text(self.queue_title())
        self.notice.say(f"{name} is not in the queue: Esc shows the queue again.")
