"""Reaching people from the desk: the call sheet, the message on the screen, the writing screen, and steps done by hand."""

import time
from asyncio import to_thread
from collections.abc import Callable
from typing import TYPE_CHECKING

from collector_tui.domain.refusal import Blocked, ChangedSinceDrafted, Refused
from collector_tui.services.office import form_key
from collector_tui.tui.screens.desk import OnScreen
from collector_tui.tui.screens.looking import Looking

if TYPE_CHECKING:
    from collector_tui.services.messaging import Queued
    from collector_tui.tui.screens.blocked import Choice
    from collector_tui.tui.screens.paper import Written

_ONE_TEXT_A_SECOND = 1.0
"""A key that bounces, or is pressed twice, must not text the next account too."""


class Contacting(Looking):
    """The part of the desk that calls and texts."""

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
        """Open the call sheet; what speaks against the call is asked first."""
        shown = self._account()
        if shown is None:
            return
        from collector_tui.tui.screens.sending import mind, stop

        name = shown.card.name
        if shown.call.effect == "warn":
            mind(self, name, "Call", shown.call.says, lambda: self._open_sheet(shown))
        elif shown.call.is_law:
            stop(self, name, "Call", shown.call, lambda choice: self._call_anyway(shown, choice))
        else:
            self._open_sheet(shown)

    async def _call_anyway(self, shown: OnScreen, choice: "Choice") -> None:
        if choice.at:
            at, key = choice.at, form_key()
            await self._do(lambda: self.collecting.plans.call_later(shown.card.id, at, key))
        else:
            self._open_sheet(shown, choice.reason)

    def _open_sheet(self, shown: OnScreen, override: str = "") -> None:
        from collector_tui.tui.screens.call import CallScreen

        script = "" if shown.nothing else self.collecting.drafts.script(shown.card, self.tone, self.approach)
        self.app.push_screen(CallScreen(self.collecting, shown.card, shown.call, script, override), self._called)

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
            from collector_tui.tui.screens.sending import Sending

            await Sending(self, shown, self._not_sent, self._sent).send()

    def _not_sent(self, refusal: Refused) -> None:
        """Say why; where the account has changed meanwhile, show it as it is now."""
        changed = isinstance(refusal, ChangedSinceDrafted)
        self.notice.say(
            f"{refusal} The text on the screen is new: s sends it." if changed else str(refusal), refused=True
        )
        if isinstance(refusal, Blocked | ChangedSinceDrafted):
            self.show_account()

    async def _sent(self, queued: "Queued") -> None:
        self._queued(queued)
        await self.renew()

    def _queued(self, queued: "Queued") -> None:
        self._sent_at = time.monotonic()
        if self.collecting.carrier is None:
            said = f"No carrier is set: the text waits, nothing is sent (P sets one up). {queued.account}"
            self.notice.say(said, key="u takes it back")
        else:
            self.desk_app.outbox.hold(queued)

    def forget_sending(self) -> None:
        """A text was taken back: the same key may send it again at once."""
        self._sent_at = -10.0

    def action_write(self) -> None:
        """Open the writing screen for the message on the screen."""
        shown = self._account()
        if shown is None or shown.draft is None:
            if shown:
                self.notice.say(shown.nothing, refused=True)
            return
        from collector_tui.tui.screens.writing import WriteScreen
        from collector_tui.tui.writing import Sheet

        sheet = Sheet.begun(self.collecting, shown.card, shown.draft)
        self.app.push_screen(WriteScreen(sheet, shown), lambda written: self._wrote(shown, written))

    async def _wrote(self, shown: OnScreen, written: "Written | None") -> None:
        """Go on as the writing screen was left; the tone and the approach chosen there are those of the next text."""
        if written and written.queued:
            await self._sent(written.queued)
        elif written and written.done:
            await self._called(written.done)
        elif written and self.on_screen and self.on_screen.card.id == shown.card.id:
            self.tone, self.approach = written.tone, written.approach
            self.show_account()

    def action_step_done(self) -> None:
        """Mark the next step as done by hand, with a note where one is wanted."""
        if shown := self._account():
            from collector_tui.tui.screens.acting import ActScreen
            from collector_tui.tui.screens.stepping import step_done

            self.app.push_screen(ActScreen(self.collecting, step_done(self.collecting, shown.card)), self._called)
