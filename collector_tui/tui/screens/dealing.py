"""Dealing with an account from the desk: everything about money and what is agreed, each key one short form."""

from typing import TYPE_CHECKING

from collector_tui.services.office import form_key
from collector_tui.tui.screens.contacting import Contacting
from collector_tui.tui.screens.desk import OnScreen
from collector_tui.tui.text import text

if TYPE_CHECKING:
    from collector_tui.tui.screens.form import Form

_NOTHING = {
    "bounce": "No payment of theirs is in the book that could be returned.",
    "write_off": "Nothing is open and nothing is written off.",
}


class Dealing(Contacting):
    """The part of the desk that books money and notes what is agreed."""

    def action_deal(self, command: str) -> None:
        """Open the form of a command for the account on the screen, or the choice of its forms."""
        shown = self._account()
        if shown is None:
            return
        from collector_tui.tui.screens.acts import FORMS
        from collector_tui.tui.screens.dialog import ChooseScreen

        offers = list(FORMS[command](self.collecting, shown.card))
        if not offers:
            self.notice.say(_NOTHING[command], refused=True)
        elif len(offers) == 1 and command != "bounce":
            self._open_form(shown, offers[0].form)
        else:
            choices = [(text(offer.name), offer.form) for offer in offers]
            screen = ChooseScreen(f"{shown.card.name}: which?", choices)
            self.app.push_screen(screen, lambda form: self._open_form(shown, form) if form else None)

    def _open_form(self, shown: OnScreen, form: "Form") -> None:
        from collector_tui.tui.screens.acting import ActScreen

        self.app.push_screen(ActScreen(self.collecting, form), lambda said: self._dealt(shown, said))

    async def _dealt(self, shown: OnScreen, said: str | None) -> None:
        if said:
            self.notice.say(said, key="u takes it back")
            await self.renew(shown.card.id)

    async def action_apply(self) -> None:
        """Apply what is unapplied, oldest invoice first."""
        if shown := self._account():
            key = form_key()
            await self._do(lambda: self.collecting.paying.apply(shown.card.id, key).words)

    def action_statement(self) -> None:
        """Show the statement of the account."""
        if shown := self._account():
            from collector_tui.tui.screens.statement import StatementScreen

            self.app.push_screen(StatementScreen(self.collecting, shown.card), self._stated)

    def _stated(self, said: str | None) -> None:
        if said:
            self.notice.say(said)
