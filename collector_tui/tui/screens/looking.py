"""Looking around on the desk: moving, searching, filtering, opening an account."""

from textual.content import Content
from textual.message import Message

from collector_tui.domain.aging import BUCKETS
from collector_tui.services.queueing import QueueFilter
from collector_tui.tui.screens.desk import REASONS, Desk
from collector_tui.tui.text import styled, text


class Looking(Desk):
    """The part of the desk that only looks."""

    async def action_down(self) -> None:
        """Next account; in an open account, a line down."""
        await self._move(self.table.cursor + 1, "scroll_down")

    async def action_up(self) -> None:
        """Account before; in an open account, a line up."""
        await self._move(self.table.cursor - 1, "scroll_up")

    async def action_next_page(self) -> None:
        """A page down."""
        await self._move(self.table.cursor + self.table.page_size, "scroll_page_down")

    async def action_previous_page(self) -> None:
        """A page up."""
        await self._move(self.table.cursor - self.table.page_size, "scroll_page_up")

    async def action_top(self) -> None:
        """The first account."""
        await self._move(0, "scroll_home")

    async def action_bottom(self) -> None:
        """The last account."""
        await self._move(self.window.length - 1, "scroll_end")

    async def _move(self, index: int, scroll: str) -> None:
        """Go there in the queue, or scroll the account that is open."""
        if self.is_open:
            getattr(self.view, scroll)(animate=False)
        elif self.window.length:
            await self.go(index)

    async def action_open(self) -> None:
        """Open the account in the place of the queue, or close it."""
        if self.on_screen is None:
            self.notice.say("There is no account to open.", refused=True)
            return
        if self.view is None:
            from collector_tui.tui.widgets.account_view import AccountView

            self.view = AccountView()
            await self.query_one("#body").mount(self.view, before=self.message)
        self._lay_open(not self.is_open)
        (self.view if self.is_open else self.table).focus()
        self.show_account()

    async def action_section(self, name: str) -> None:
        """Show one section of the account, and open it for that."""
        if self.on_screen is None:
            self.notice.say("There is no account to open.", refused=True)
            return
        if not self.is_open:
            await self.action_open()
        if self.view is not None:
            self.view.section = name
            self.show_account()

    def _lay_open(self, is_open: bool) -> None:
        """Give the account the place of the queue, or the queue its place back; only what lies there is laid out."""
        was_open, self.is_open = self.is_open, is_open
        self.query_one("#body").set_class(is_open, "-open")
        if was_open and not is_open:
            self.call_after_refresh(self.paint_account)  # the card has its size only once it is laid out

    def action_card(self) -> None:
        """Show or fold the account card."""
        self.toggle_class("-folded")
        self.set_class(not self.has_class("-folded"), "-unfolded")
        self.call_after_refresh(self.paint_account)

    async def action_search(self) -> None:
        """Begin to search; the list follows every letter."""
        self._lay_open(False)
        if self.search_line is None:
            from collector_tui.tui.widgets.search_line import SearchLine

            self.search_line = SearchLine()
            await self.mount(self.search_line, before=self.notice)
        self.search_line.display = True
        self.search_line.words.focus()

    def on_input_changed(self, event: Message) -> None:
        """Look for the letters beside the typing; letters typed since end an older search."""
        if self.search_line is not None and getattr(event, "value", None) == self.search_line.words.value:
            self.run_worker(self._find(self.search_line.words.value.strip()), group="search", exclusive=True)

    async def _find(self, words: str) -> None:
        """Show what the letters find; without letters the queue again, at the account that was found."""
        if words == self.window.found:
            return
        before = self.on_screen
        await self.window.search(words)
        self.table.cursor = 0
        await self.table.settle(before.card.id if before and not words else None)
        self.show_account()
        now = self.on_screen
        if before and now and not words and now.card.id != before.card.id:
            self.notice.say(f"{before.card.name} is not in the queue.")
            self.notice.add(f"Now: {now.card.name}.")
        self.table.border_title = text(self.queue_title())

    def on_input_submitted(self) -> None:
        """Keep what was found and go to it."""
        self.table.focus()
        if self.search_line is not None:
            self.search_line.display = bool(self.search_line.words.value)

    def _end_search(self) -> None:
        if self.search_line is not None:
            self.search_line.words.value = ""
            self.search_line.display = False
        self.table.focus()

    async def action_back(self) -> None:
        """One step back: close the account, the search, the filter, then the marks."""
        if self.is_open:
            await self.action_open()
        elif self.search_line is not None and self.search_line.display:
            self._end_search()
        elif self.window.shown:
            await self._show_part(QueueFilter())
        elif self.table.marked:
            self.table.marked.clear()
            await self.renew()
        elif self.has_class("-narrow") and self.has_class("-unfolded"):
            self.action_card()
        else:
            self.notice.dismiss()

    async def _show_part(self, part: QueueFilter) -> None:
        row = self.table.row
        self._end_search()
        await self.window.filter(part)
        self.table.cursor = 0
        await self.table.settle(row.id if row else None)
        self.show_account()
        await self.show_overview()

    def action_filter(self) -> None:
        """Choose one reason, bucket or currency to work on."""
        from collector_tui.tui.screens.dialog import ChooseScreen

        counts = self.collecting.queue.reasons()
        choices: list[tuple[Content, QueueFilter]] = [
            (styled("everything", f"  {sum(n for _, _, n in counts)}"), QueueFilter())
        ]
        for reason, name in REASONS.items():
            number = sum(n for code, _, n in counts if code == reason)
            if number:
                choices.append((styled(name, (f"  {number}", "$foreground-muted")), QueueFilter(reason=reason)))
        for bucket, name in enumerate(BUCKETS):
            number = sum(n for _, index, n in counts if index == bucket)
            if number:
                choices.append(
                    (
                        styled(f"{name} days" if bucket else name, (f"  {number}", "$foreground-muted")),
                        QueueFilter(bucket=bucket),
                    )
                )
        tallies = self.collecting.queue.overview().tallies
        if len(tallies) > 1:
            choices += [(styled(f"in {tally.currency}"), QueueFilter(currency=tally.currency)) for tally in tallies]
        self.app.push_screen(ChooseScreen("Show only", choices), self._filtered)

    async def _filtered(self, part: QueueFilter | None) -> None:
        if part is not None:
            await self._show_part(part)
