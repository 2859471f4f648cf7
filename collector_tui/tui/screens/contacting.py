"""Reaching people from the desk: the call sheet, the message on the screen, and the same in another tone."""

import time
from asyncio import to_thread
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from collector_tui.domain.guard import Verdict
from collector_tui.domain.refusal import Blocked, ChangedSinceDrafted, Refused, SentToday, Warned
from collector_tui.domain.tone import TONES, Tone
from collector_tui.services.office import form_key
from collector_tui.tui.screens.desk import OnScreen
from collector_tui.tui.screens.looking import Looking
from collector_tui.tui.text import styled, text

if TYPE_CHECKING:
    from collector_tui.services.messaging import Queued
    from collector_tui.tui.screens.blocked import Choice

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
        if shown.call.effect == "warn":
            self._mind(shown, "Call", shown.call.says, lambda: self._open_sheet(shown))
        elif shown.call.is_law:
            self._blocked(shown, "Call", shown.call, lambda choice: self._call_anyway(shown, choice))
        else:
            self._open_sheet(shown)

    async def _call_anyway(self, shown: OnScreen, choice: "Choice") -> None:
        if choice.at:
            at, key = choice.at, form_key()
            await self._do(lambda: self.collecting.plans.call_later(shown.card.id, at, key))
        else:
            self._open_sheet(shown, choice.reason)

    def _mind(self, shown: OnScreen, verb: str, says: str, go_on: Callable[[], object]) -> None:
        """Ask once whether to go on with a contact that something speaks against."""
        from collector_tui.tui.screens.dialog import ConfirmScreen

        def answered(yes: bool | None) -> None:
            if yes:
                go_on()

        asked = text(f"{says} {verb} all the same?")
        self.app.push_screen(ConfirmScreen(f"{verb} {shown.card.name}?", asked), answered)

    def _blocked(
        self, shown: OnScreen, verb: str, verdict: Verdict, go_on: "Callable[[Choice], Coroutine[None, None, None]]"
    ) -> None:
        """Say what stands in the way, and offer what is left."""
        from collector_tui.tui.screens.blocked import BlockScreen

        office = self.collecting.office

        async def chosen(choice: "Choice | None") -> None:
            if choice:
                await go_on(choice)

        title = f"{verb} {shown.card.name}: not now"
        self.app.push_screen(BlockScreen(title, verdict, office.clock.now(), office.zone), chosen)

    def _open_sheet(self, shown: OnScreen, override: str = "") -> None:
        from collector_tui.tui.screens.call import CallScreen

        script = "" if shown.nothing else self.collecting.drafts.script(shown.card, self.tone)
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
            await self._send(shown)

    async def _send(
        self, shown: OnScreen, *, again: bool = False, minded: bool = False, choice: "Choice | None" = None
    ) -> None:
        draft = shown.draft
        if draft is None:
            self.notice.say(shown.nothing, refused=True)
            return
        at, override = (choice.at, choice.reason) if choice else (None, "")
        try:
            queued = await to_thread(
                lambda: self.collecting.messages.send(
                    shown.card, draft, shown.key, again=again, minded=minded, override=override, at=at
                )
            )
        except Warned as refusal:
            self._mind(
                shown, "Text", str(refusal), lambda: self.run_worker(self._send(shown, again=again, minded=True))
            )
        except Blocked as refusal:
            if not shown.sms.is_law:
                self.notice.say(str(refusal), refused=True)
                self.show_account()
            else:
                self._blocked(
                    shown, "Text", shown.sms, lambda chosen: self._send(shown, again=again, minded=True, choice=chosen)
                )
        except SentToday as refusal:
            from collector_tui.tui.screens.dialog import ConfirmScreen

            asked = text(f"{refusal} Send another one?")
            self.app.push_screen(
                ConfirmScreen("Send a second text today?", asked), lambda yes: self._send_again(shown, yes, minded)
            )
        except ChangedSinceDrafted as refusal:
            self.notice.say(f"{refusal} The text on the screen is new: s sends it.", refused=True)
            self.show_account()
        except Refused as refusal:
            self.notice.say(str(refusal), refused=True)
        else:
            self._queued(queued)
            await self.renew()

    async def _send_again(self, shown: OnScreen, yes: bool | None, minded: bool) -> None:
        if yes:
            await self._send(shown, again=True, minded=minded)

    def _queued(self, queued: "Queued") -> None:
        self._sent_at = time.monotonic()
        if self.collecting.carrier is None:
            said = (
                f"No carrier is set: the text waits, nothing is sent ([sms] carrier in config.toml). {queued.account}"
            )
            self.notice.say(said, key="u takes it back")
        else:
            self.desk_app.outbox.hold(queued)

    def forget_sending(self) -> None:
        """A text was taken back: the same key may send it again at once."""
        self._sent_at = -10.0

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
