"""A text on its way into the outbox: whatever has to be asked or minded first is asked, and the screen is told the end."""

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collector_tui.domain.guard import Verdict
from collector_tui.domain.refusal import Blocked, Refused, SentToday, Warned
from collector_tui.tui.text import text

if TYPE_CHECKING:
    from collector_tui.services.messaging import Queued
    from collector_tui.tui.screens.blocked import Choice
    from collector_tui.tui.screens.desk import Desk, OnScreen
    from collector_tui.tui.screens.paper import Paper


def mind(screen: "Desk | Paper", name: str, verb: str, says: str, go_on: Callable[[], object]) -> None:
    """Ask once whether to go on with a contact that something speaks against."""
    from collector_tui.tui.screens.dialog import ConfirmScreen

    def answered(yes: bool | None) -> None:
        if yes:
            go_on()

    asked = text(f"{says} {verb} all the same?")
    screen.app.push_screen(ConfirmScreen(f"{verb} {name}?", asked), answered)


def stop(
    screen: "Desk | Paper", name: str, verb: str, verdict: Verdict, go_on: "Callable[[Choice], Awaitable[None]]"
) -> None:
    """Say what stands in the way, and offer what is left."""
    from collector_tui.tui.screens.blocked import BlockScreen

    async def chosen(choice: "Choice | None") -> None:
        if choice:
            await go_on(choice)

    office = screen.collecting.office
    screen.app.push_screen(BlockScreen(f"{verb} {name}: not now", verdict, office.clock.now(), office.zone), chosen)


@dataclass(frozen=True)
class Sending:
    """One text from one screen; the screen hears why it was refused, or that it is queued."""

    screen: "Desk | Paper"
    shown: "OnScreen"
    refused: Callable[[Refused], None]
    queued: "Callable[[Queued], Awaitable[None]]"

    async def send(self, *, again: bool = False, minded: bool = False, choice: "Choice | None" = None) -> None:
        """Queue the draft that is shown; what speaks against it is asked, and a yes comes back here."""
        shown, draft = self.shown, self.shown.draft
        if draft is None:
            self.refused(Refused(shown.nothing))
            return
        at, override = (choice.at, choice.reason) if choice else (None, "")
        try:
            queued = await to_thread(
                lambda: self.screen.collecting.messages.send(
                    shown.card, draft, shown.key, again=again, minded=minded, override=override, at=at
                )
            )
        except Warned as refusal:
            mind(self.screen, shown.card.name, self._verb, str(refusal), lambda: self._go_on(again=again))
        except Blocked as refusal:
            self._stopped(refusal, again=again)
        except SentToday as refusal:
            self._sent_today(refusal, minded=minded)
        except Refused as refusal:
            self.refused(refusal)
        else:
            await self.queued(queued)

    @property
    def _verb(self) -> str:
        """What is done by sending it, for the questions."""
        return "Email" if self.shown.draft and self.shown.draft.channel == "email" else "Text"

    def _go_on(self, *, again: bool) -> None:
        self.screen.run_worker(self.send(again=again, minded=True), group="send")

    def _stopped(self, refusal: Blocked, *, again: bool) -> None:
        """Show the rules that stand in the way; what is no law but a fact about the number is only said."""
        shown = self.shown
        if not shown.sms.is_law:
            self.refused(refusal)
            return
        stop(
            self.screen,
            shown.card.name,
            self._verb,
            shown.sms,
            lambda choice: self.send(again=again, minded=True, choice=choice),
        )

    def _sent_today(self, refusal: SentToday, *, minded: bool) -> None:
        from collector_tui.tui.screens.dialog import ConfirmScreen

        async def answered(yes: bool | None) -> None:
            if yes:
                await self.send(again=True, minded=minded)

        asked = text(f"{refusal} Send another one?")
        self.screen.app.push_screen(ConfirmScreen("Send a second text today?", asked), answered)
