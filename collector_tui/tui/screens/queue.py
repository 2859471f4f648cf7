"""Acting on accounts from the desk: one key each, the words of what was done, and u to take it back."""

import time
from asyncio import to_thread
from collections.abc import Callable
from typing import TYPE_CHECKING

from collector_tui.domain.refusal import ChangedSinceDrafted, Refused, SentToday
from collector_tui.domain.tone import TONES, Tone
from collector_tui.domain.when import HOW_TO_WRITE_A_DAY, parse_coming_day, shown_day
from collector_tui.services.office import form_key
from collector_tui.tui.screens.desk import OnScreen
from collector_tui.tui.screens.looking import Looking
from collector_tui.tui.text import styled, text

if TYPE_CHECKING:
    from collector_tui.services.messaging import Queued


_ONE_TEXT_A_SECOND = 1.0
"""A key that bounces, or is pressed twice, must not text the next account too."""


class QueueScreen(Looking):
    """The desk as it is worked at: keys in, one service call, the next account on the screen."""

    _sent_at = -10.0
    """When the last text was queued (monotonic seconds): the next account has come up under the same key since."""

    def _account(self) -> OnScreen | None:
        """The account on the screen, or a word that there is none."""
        if self.on_screen is None:
            self.notice.say("There is no account here: Esc shows the whole queue again.", refused=True)
        return self.on_screen

    async def _do(self, act: Callable[[], str], *, key: str = "u takes it back") -> bool:
        """Run one act off the event loop, say what it did or why not, and show the queue as it is now."""
        try:
            said = await to_thread(act)
        except Refused as refusal:
            self.notice.say(str(refusal), refused=True)
            return False
        self.notice.say(said, key=key)
        await self.renew()
        return True

    def action_call(self) -> None:
        """Open the call sheet."""
        if shown := self._account():
            from collector_tui.tui.screens.call import CallScreen

            script = "" if shown.nothing else self.collecting.drafts.script(shown.card, self.tone)
            self.app.push_screen(CallScreen(self.collecting, shown.card, shown.call, script), self._called)

    async def _called(self, said: str | None) -> None:
        if said:
            self.notice.say(said, key="u takes it back")
            await self.renew()

    async def action_send(self) -> None:
        """Send the message on the screen; a second one on the same day asks first."""
        shown = self._account()
        if shown and time.monotonic() - self._sent_at < _ONE_TEXT_A_SECOND:
            self.notice.say(f"One text a second: press s again for {shown.card.name}.", refused=True)
        elif shown:
            await self._send(shown)

    async def _send(self, shown: OnScreen, *, again: bool = False) -> None:
        draft = shown.draft
        if draft is None:
            self.notice.say(shown.nothing, refused=True)
            return
        try:
            queued = await to_thread(lambda: self.collecting.messages.send(shown.card, draft, shown.key, again=again))
        except SentToday as refusal:
            from collector_tui.tui.screens.dialog import ConfirmScreen

            asked = text(f"{refusal} Send another one?")
            self.app.push_screen(
                ConfirmScreen("Send a second text today?", asked), lambda yes: self._send_again(shown, yes)
            )
        except ChangedSinceDrafted as refusal:
            self.notice.say(f"{refusal} The text on the screen is new: s sends it.", refused=True)
            self.show_account()
        except Refused as refusal:
            self.notice.say(str(refusal), refused=True)
        else:
            self._queued(queued)
            await self.renew()

    async def _send_again(self, shown: OnScreen, yes: bool | None) -> None:
        if yes:
            await self._send(shown, again=True)

    def _queued(self, queued: "Queued") -> None:
        self._sent_at = time.monotonic()
        if self.collecting.carrier is None:
            said = (
                f"No carrier is set: the text waits, nothing is sent ([sms] carrier in config.toml). {queued.account}"
            )
            self.notice.say(said, key="u takes it back")
        else:
            self.desk_app.outbox.hold(queued)

    def action_write(self) -> None:
        """Show the message in the other tones, and take one."""
        shown = self._account()
        if shown is None or shown.draft is None:
            if shown:
                self.notice.say(shown.nothing, refused=True)
            return
        from collector_tui.tui.screens.dialog import ChooseScreen

        drafts = self.collecting.drafts
        choices: list[tuple[object, Tone]] = [
            (styled((tone, "bold"), "  for this step" if tone == drafts.tone_of(shown.card) else ""), tone)
            for tone in TONES
        ]
        screen = ChooseScreen(
            "Write: the next message in another tone",
            choices,  # type: ignore[arg-type]
            at=TONES.index(shown.draft.tone),
            detail=lambda tone: text(drafts.draft(shown.card, tone).text),
        )
        self.app.push_screen(screen, self._toned)

    async def _toned(self, tone: Tone | None) -> None:
        if tone is not None:
            self.tone = tone
            self.show_account()

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
        """Take back the last thing a person did."""
        try:
            undone = await to_thread(self.collecting.undo.undo)
        except Refused as refusal:
            self.notice.say(str(refusal), refused=True)
            return
        self.desk_app.outbox.forget(undone.account_id)
        self._sent_at = -10.0
        self.notice.say(f"Undid: {undone.label}.")
        await self.renew(undone.account_id)

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
            await self.renew(row.id if row else None)
            self.notice.say(result if isinstance(result, str) else "Saved.")

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
        """Leave the desk."""
        self.app.exit()
