"""The outbox: every message, where it is and why; what did not arrive is sent anew or let be by a yes."""

from asyncio import to_thread
from collections.abc import Sequence
from functools import partial

from textual.binding import Binding
from textual.content import Content

from collector_tui.domain.message import OutboxMessage
from collector_tui.domain.outbox import FAILED
from collector_tui.domain.refusal import Refused, Warned
from collector_tui.services.office import form_key
from collector_tui.tui.post_words import CHANNELS, came, lines_of, look_of, stands
from collector_tui.tui.screens.listing import ListScreen
from collector_tui.tui.text import stacked, styled, text
from collector_tui.tui.widgets.row_list import THE_REST, Cells, Column

_UNSURE = ("unknown", "not_found")
"""States about which a person decides."""


class OutboxScreen(ListScreen[OutboxMessage]):
    """Lists the messages, the newest first."""

    BINDINGS = [
        Binding("r", "again", show=False),
        Binding("d", "drop", show=False),
        Binding("u", "undo", show=False),
        Binding("g", "go(-100000)", show=False),
    ]
    called = "Outbox"
    columns = (
        Column("Queued", 6, 10),
        Column("Account", 18, 26),
        Column("By", 6, 6),
        Column("State", THE_REST, 40),
        Column("Text", 0, THE_REST),
    )
    keys = (
        ("r", "Send anew", "again"),
        ("d", "Drop", "drop"),
        ("u", "Undo", "undo"),
        ("Enter", "Account", "account"),
        ("Space", "Read on", "read_on"),
        ("?", "Keys", "help"),
        ("Esc", "Desk", "back"),
    )
    explained = (
        ("r", "Send anew what did not arrive: what would go is shown first."),
        ("d", "Let be what may not have gone; call back what still waits in your phone."),
        ("u", "Take back the last thing that was done, after a yes."),
        ("g,home", "Go to the newest one."),
    )

    def read(self) -> Sequence[OutboxMessage]:
        """The messages."""
        return self.collecting.messages.outbox()

    def summed(self) -> str:
        """How many there are of what matters."""
        states = [one.state for one in self.rows]
        wait, unsure = states.count("queued"), sum(state in _UNSURE for state in states)
        parts = [f"{wait or 'nothing'} wait{'s' if wait < 2 else ''}"]
        parts += [f"{unsure} to decide"] if unsure else []
        parts += [] if self.collecting.carrier else ["no carrier is set: no text is sent"]
        return "   ".join(parts)

    def nothing(self) -> str:
        """What comes here."""
        said = "No message has been sent yet.\n\ns on the desk sends the one on the screen, b a batch."
        waits = "\n\nNo carrier is set: texts wait here. P on the desk sets one up."
        return said if self.collecting.carrier else said + waits

    def cells(self, one: OutboxMessage) -> Cells:
        """One message in a line."""
        office, look = self.collecting.office, look_of(one.state)
        return (
            (came(one.queued_at, office.zone, office.clock.now()), "soft"),
            (one.account, "soft" if look == "soft" else ""),
            (CHANNELS.get(one.channel, one.channel), "soft"),
            (self._stands(one) + (", sent anew" if self._is_followed(one) else ""), look),
            (one.text, "soft"),
        )

    def _stands(self, one: OutboxMessage) -> str:
        services = self.collecting
        has_carrier = (services.mailer if one.channel == "email" else services.carrier) is not None
        now, zone = services.office.clock.elapsing(), services.office.zone
        return stands(one, now, zone, has_carrier=has_carrier)

    def _is_followed(self, one: OutboxMessage) -> bool:
        """Whether another one was sent in its place."""
        return any(other.parent_id == one.id and other.state != "cancelled" for other in self.rows)

    def detail(self, one: OutboxMessage) -> tuple[Content, list[Content]]:
        """One message in full: to whom, how, where it is, and its words."""
        to = one.recipient or "by hand"
        title = styled((one.account, "bold"), f" · {CHANNELS.get(one.channel, one.channel)} · {to}")
        style = "bold $text-warning" if look_of(one.state) == "wrong" else "bold"
        rows = [styled((self._stands(one), style), (f"   {one.tone} · {one.approach}", "$foreground-muted"))]
        if one.error and one.error not in self._stands(one):
            rows.append(text(one.error, "$foreground-muted"))
        if look_of(one.state) == "wrong" and not self._is_followed(one):
            rows.append(text(f"→ r sends it anew{', d lets it be' if one.state in _UNSURE else ''}", "$text-warning"))
        rows += [text(one.subject, "bold")] if one.subject else []
        return title, [*rows, *lines_of(one.text)]

    def action_account(self) -> None:
        """Go to its account on the desk."""
        if one := self.one:
            self.dismiss(one.account_id)

    async def action_again(self) -> None:
        """Ask whether to send a message anew in place of one that did not arrive."""
        one = self.one
        if one is None:
            return
        if one.state not in (*_UNSURE, *FAILED):
            self.refuse(f"Only what did not arrive is sent anew; this one: {self._stands(one)}.")
        elif self._is_followed(one):
            self.refuse("Another one was sent in its place already: it is in this list.")
        elif one.approach == "notice":
            self.refuse("News is not sent anew from here: N on the desk writes it again.")
        else:
            await self._ask_again(one)

    async def _ask_again(self, one: OutboxMessage) -> None:
        """Show what would go now in place of the message, and send it after a yes."""
        key = form_key()
        try:
            draft = await to_thread(self.collecting.resending.anew, one.id)
        except Refused as refusal:
            self.refuse(str(refusal))
            return
        risk = "It may have gone: they may get it twice. " if one.state in _UNSURE else ""
        how = "This goes again" if draft.is_own else "With today’s figures this goes instead"
        says = text(f"{self._stands(one).capitalize()}. {risk}{how}:")
        asked = stacked([says, text(""), *lines_of(draft.text)])
        self.ask(f"Send anew to {one.account}?", asked, lambda: self._send(one, key))

    async def _send(self, one: OutboxMessage, key: str, *, minded: bool = False) -> None:
        """Send it, and count down for it as for any other; what speaks against it is asked first."""

        def again() -> str:
            queued = self.collecting.resending.again(one.id, key, minded=minded)
            self.app.call_from_thread(self.desk_app.outbox.hold, queued)
            return f"To {queued.account}, {queued.recipient}: in the outbox in place of it."

        try:
            await self.do(again, key="u takes it back")
        except Warned as refusal:
            self.ask("Send it all the same?", text(str(refusal)), lambda: self._send(one, key, minded=True))

    def action_drop(self) -> None:
        """Ask whether to let a message be that may not have gone, or to call back one that the carrier has."""
        one = self.one
        if one is None:
            return
        if one.state == "accepted" and one.channel == "sms":
            asked = text(
                "The carrier has it. y calls it back, which works while it waits there: in your own phone, say."
            )
            call_back = partial(self.collecting.recalling.call_back, one.id)
            self.ask(f"Call back the text to {one.account}?", asked, lambda: self.do(call_back))
            return
        if one.state not in _UNSURE:
            self.refuse(f"Only what may not have gone is dropped; this one: {self._stands(one)}.")
            return
        says = f"{self._stands(one).capitalize()}. y lets it be: it is looked for no more, and does not come back."
        drop = partial(self.collecting.resending.drop, one.id)
        self.ask(f"Drop the one to {one.account}?", text(says), lambda: self.do(drop))

    async def action_undo(self) -> None:
        """Name what was done last, and take it back after a yes: it need not be the one under the cursor."""
        coming = await to_thread(self.collecting.undo.coming)
        if coming is None:
            self.refuse("There is nothing to undo.")
        else:
            self.ask("Take it back?", text(f"The last thing that was done: {coming.label}."), self._undo)

    async def _undo(self) -> None:
        self.notice.say(await self.desk_app.desk.undo_last())
        await self.renew()
