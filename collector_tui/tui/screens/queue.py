"""The desk as it is worked at: plans, notes, entries by hand and undo, each one key and the words of what was done."""

from asyncio import to_thread
from collections.abc import Callable

from collector_tui.domain.refusal import Refused
from collector_tui.domain.when import HOW_TO_WRITE_A_DAY, parse_coming_day, shown_day, written_day
from collector_tui.services.office import form_key
from collector_tui.tui.screens.desk import OnScreen
from collector_tui.tui.screens.setting_up import SettingUp
from collector_tui.tui.text import text


class QueueScreen(SettingUp):
    """The desk: keys in, one service call, the next account on the screen."""

    def on_mount(self) -> None:
        """Note what was done before this desk was opened."""
        last = self.collecting.undo.coming()
        self.first_act = last.id if last else 0

    def _chosen(self) -> list[int]:
        """The marked accounts, or the one under the cursor."""
        marked = sorted(self.table.marked)
        return marked or ([self.on_screen.card.id] if self.on_screen else [])

    async def action_done(self) -> None:
        """Be done for today with the account, or with all marked ones."""
        if self._account():
            await self._for_each(lambda account_id: self.collecting.plans.done(account_id, form_key()))

    def action_snooze(self) -> None:
        """Ask until when, and hide the account or all marked ones."""
        if self._account() is None:
            return
        from collector_tui.tui.screens.dialog import AskScreen

        def check(words: str) -> str:
            return f"back {shown_day(parse_coming_day(words, self.today), self.today)}"

        self.app.push_screen(AskScreen("Snooze until", HOW_TO_WRITE_A_DAY, check), self._snoozed)

    async def _snoozed(self, when: str | None) -> None:
        if when:
            await self._for_each(lambda account_id: self.collecting.plans.snooze(account_id, when, form_key()))

    async def _for_each(self, act: Callable[[int], str]) -> None:
        """Act on each chosen account; each is its own step for undo."""
        chosen = self._chosen()

        def all_of_them() -> str:
            said = [act(account_id) for account_id in chosen]
            return said[0] if len(said) == 1 else f"{len(said)} accounts: {said[-1]}"

        if await self._do(all_of_them, key="u takes it back" if len(chosen) == 1 else "u takes them back one by one"):
            self.table.marked.clear()
            self.table.resized()
            self.table.refresh()
            self.table.border_title = text(self.queue_title())

    def action_note(self) -> None:
        """Ask for a note and keep it."""
        if shown := self._account():
            from collector_tui.tui.screens.dialog import AskScreen

            key = form_key()
            title = f"Note on {shown.card.name}"
            self.app.push_screen(
                AskScreen(title, "what should be remembered"), lambda words: self._noted(shown, words, key)
            )

    async def _noted(self, shown: OnScreen, words: str | None, key: str) -> None:
        if words and await self._do(lambda: self.collecting.plans.note(shown.card.id, words, key)):
            self.show_account()

    async def action_mark(self) -> None:
        """Mark the account and go down."""
        if self.on_screen and not self.is_open:
            self.table.toggle_mark()
            self.table.border_title = text(self.queue_title())
            await self.action_down()

    async def action_undo(self) -> None:
        """Take back the last thing a person did; what was not done just now at this desk is named and asked first."""
        coming = await to_thread(self.collecting.undo.coming)
        if coming is None or (coming.kind != "import" and coming.day == self.today and coming.id > self.first_act):
            await self.undo_last()
            return
        from collector_tui.tui.screens.dialog import ConfirmScreen

        when = "today" if coming.day == self.today else f"on {written_day(coming.day)}"
        said = text(f"This takes back, done {when}: {coming.label}.")
        self.app.push_screen(ConfirmScreen("Take it back?", said), self._undo_asked)

    async def _undo_asked(self, yes: bool | None) -> None:
        if yes:
            await self.undo_last()

    async def undo_last(self) -> str:
        """Take back the last thing a person did; returns what is said of it."""
        with self.desk_app.batches.hushed():
            try:
                undone = await to_thread(self.collecting.undo.undo)
            except Refused as refusal:
                self.notice.say(str(refusal), refused=True)
                return str(refusal)
            await self.desk_app.batches.undone()
        self.desk_app.outbox.forget(undone.account_id)
        self.forget_sending()
        said = f"Undid: {undone.label}."
        self.notice.say(said)
        await self.renew(undone.account_id)
        return said

    def action_import(self) -> None:
        """Import a file."""
        from collector_tui.tui.screens.importing import ImportScreen

        self.app.push_screen(ImportScreen(self.collecting), self._entered)

    def action_add(self) -> None:
        """Add an account by hand."""
        from collector_tui.tui.screens.entering import account_form

        self.app.push_screen(account_form(self.collecting), self._entered)

    def action_invoice(self) -> None:
        """Add an invoice to the account on the screen."""
        if shown := self._account():
            from collector_tui.tui.screens.entering import invoice_form

            self.app.push_screen(invoice_form(self.collecting, shown.card), self._entered)

    def action_facts(self) -> None:
        """Edit the facts of the account on the screen."""
        if shown := self._account():
            from collector_tui.tui.screens.entering import facts_form

            self.app.push_screen(facts_form(self.collecting, shown.card), self._entered)

    async def _entered(self, result: object) -> None:
        if result:
            row = self.table.row
            self.notice.say(result if isinstance(result, str) else "Saved.")
            await self.renew(row.id if row else None)

    def action_demo(self) -> None:
        """Leave the empty book for the demo."""
        if self.has_class("-empty"):
            self.app.exit("demo")
        else:
            self.notice.say("The demo opens from an empty book, or with the command: collector demo", refused=True)

    def action_colours(self) -> None:
        """Choose a theme."""
        self.app.search_themes()

    def action_help(self) -> None:
        """Show all keys."""
        from collector_tui.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.desk_app.key_overrides))

    def action_palette(self) -> None:
        """Find a command by name."""
        self.app.action_command_palette()

    def action_leave(self) -> None:
        """Leave the desk; while a batch is on its way that is asked first."""
        if self.desk_app.batches.is_running and self.collecting.carrier:
            self.ask_before_leaving()
        else:
            self.app.exit()
