"""The inbox: every text that came in, whose it is and what it asks for; read, given away, or taken as a wish."""

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content

from collector_tui.domain.refusal import Refused
from collector_tui.domain.reply import Reply
from collector_tui.domain.text import visible
from collector_tui.tui.post_words import WISHES, came, lines_of
from collector_tui.tui.screens.listing import ListScreen
from collector_tui.tui.text import styled, text
from collector_tui.tui.widgets.row_list import THE_REST, Cells, Column

_NOBODY = "nobody known"
_SHORTLY = {"stop": "ends texts", "perhaps stop": "may end them", "start": "texts again?", "help": "who writes?"}
"""What a reply asks for, in the list."""

_SEARCH = 0
"""The choice of an account that is searched for."""


class InboxScreen(ListScreen[Reply]):
    """Lists the replies, unread ones first."""

    BINDINGS = [
        Binding("x", "read_it", show=False),
        Binding("g", "give", show=False),
        Binding("t", "text_again", show=False),
    ]
    called = "Inbox"
    columns = (
        Column("", 1, 1),
        Column("Came", 6, 10),
        Column("Account", 18, 26),
        Column("From", 13, 16),
        Column("Asks", 13, 13),
        Column("Text", THE_REST, THE_REST),
    )
    keys = (
        ("x", "Read", "read_it"),
        ("Enter", "Open", "account"),
        ("g", "Give", "give"),
        ("t", "Text again", "text_again"),
        ("Space", "More", "read_on"),
        ("?", "Keys", "help"),
        ("Esc", "Desk", "back"),
    )
    explained = (
        ("x", "Note the reply as read: its account leaves the head of the queue."),
        ("g", "Give the reply to the account it is from."),
        ("t", "Let texts go to the number again, where the reply asks for them."),
    )

    def read(self) -> Sequence[Reply]:
        """The replies."""
        return self.collecting.replies.inbox()

    def summed(self) -> str:
        """How many there are, and of whom nobody knows."""
        unread = [one for one in self.rows if not one.is_read]
        strangers = sum(one.account_id is None for one in unread)
        parts = [f"{len(unread)} unread of {len(self.rows)}"] if self.rows else ["nothing has come"]
        return "   ".join(parts + ([f"{strangers} unread from unknown numbers"] if strangers else []))

    def nothing(self) -> str:
        """How replies come."""
        how = "Texts that come in are fetched from the carrier while this desk is open, or by: collector deliver"
        if self.collecting.carrier is None:
            how = "No carrier is set: without one no replies come. P on the desk sets one up."
        return f"No replies are here.\n\n{how}"

    def cells(self, one: Reply) -> Cells:
        """One reply in a line."""
        look, office = "soft" if one.is_read else "strong", self.collecting.office
        asks = _SHORTLY.get(one.wish, "") or ("shared number" if one.also and not one.is_read else "")
        return (
            ("" if one.is_read else "•", "wrong"),
            (came(one.received_at, office.zone, office.clock.now()), look),
            (one.account or _NOBODY, look),
            (one.sender, "soft"),
            (asks, "soft" if one.is_read else "wrong" if "stop" in one.wish else "good"),
            (one.text, look),
        )

    def detail(self, one: Reply) -> tuple[Content, list[Content]]:
        """One reply in full: from whom, what it asks for, who else has the number, and its words."""
        read = "read" if one.is_read else "unread"
        title = styled((one.account or _NOBODY, "bold"), f" · {one.sender} · {read}")
        rows = lines_of(one.text)
        if one.wish:
            asks = WISHES[one.wish] + (": t asks to text the number again" if one.wish == "start" else "")
            rows.append(text(f"→ {asks}", "$text-warning"))
        if one.also:
            others = ", ".join(visible(name) for _, name in one.also)
            rows.append(text(f"→ also the number of {others}: g says whose it is", "$text-warning"))
        elif one.account_id is None:
            rows.append(text("→ nobody is known under this number: g says whose it is", "$text-warning"))
        if one.simulated:
            rows.append(text("simulated: nobody wrote this", "$foreground-muted"))
        return title, rows

    def action_account(self) -> None:
        """Go to its account on the desk."""
        if one := self.one:
            if one.account_id is None:
                self.refuse("Nobody is known under this number: g says whose reply it is.")
            else:
                self.dismiss(one.account_id)

    async def action_read_it(self) -> None:
        """Mark the reply as read; the next one comes up under the cursor."""
        if one := self.one:
            if one.is_read:
                self.refuse("It is read already.")
            else:
                await self.do(lambda: self.collecting.replies.read(one.id), stay=True)

    def action_give(self) -> None:
        """Say whose reply it is: one of those who share the number, or any account."""
        one = self.one
        if one is None:
            return
        if not one.also:
            self._search(one)
            return
        from collector_tui.tui.screens.dialog import ChooseScreen

        choices = [(text(name), account_id) for account_id, name in one.also]
        choices.append((text("another account: search"), _SEARCH))
        title = f"Whose is the reply from {one.sender}?"
        self.app.push_screen(ChooseScreen(title, choices), lambda chosen: self._chosen(one, chosen))

    async def _chosen(self, one: Reply, account_id: int | None) -> None:
        if account_id == _SEARCH:
            self._search(one)
        elif account_id is not None:
            await self.do(lambda: self.collecting.replies.give_to(one.id, account_id))

    def _search(self, one: Reply) -> None:
        """Ask for the account by any part of its name."""
        from collector_tui.tui.screens.dialog import AskScreen

        def check(words: str) -> str:
            try:
                return f"it is {self.collecting.queue.resolve(words.strip()).name}’s"
            except Refused as refusal:
                raise ValueError(str(refusal)) from None

        title, hint = f"Whose is the reply from {one.sender}?", "an account: its id, its name or a part of it"
        self.app.push_screen(AskScreen(title, hint, check), lambda words: self._found(one, words))

    async def _found(self, one: Reply, words: str | None) -> None:
        if words:
            services = self.collecting
            await self.do(lambda: services.replies.give_to(one.id, services.queue.resolve(words.strip()).id))

    def action_text_again(self) -> None:
        """Ask whether to text a number again that has asked for it."""
        one = self.one
        if one is None:
            return
        if one.wish != "start":
            self.refuse("This reply does not ask for texts again: nothing is changed.")
            return
        says = (
            f"{one.sender} has ended texts and now writes “{one.text}”. y texts the number again, for all who have it."
        )
        self.ask(
            "Text it again?", text(says), lambda: self.do(lambda: self.collecting.replies.opt_in(one.id), stay=True)
        )
