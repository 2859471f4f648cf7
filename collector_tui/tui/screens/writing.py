"""The writing screen as it is worked at: each key one thing, and the screen is left with what was done."""

from asyncio import to_thread

from collector_tui.domain.mail import Attachment
from collector_tui.domain.message import Draft
from collector_tui.domain.refusal import Blocked, ChangedSinceDrafted, Refused, Warned
from collector_tui.domain.sms import plainer, segments
from collector_tui.services.messaging import Queued
from collector_tui.tui.screens.desk import OnScreen
from collector_tui.tui.screens.dialog import ConfirmScreen
from collector_tui.tui.screens.paper import ROWS, UNDO, Paper, Written
from collector_tui.tui.screens.sending import Sending
from collector_tui.tui.screens.writing_keys import key_help
from collector_tui.tui.text import text
from collector_tui.tui.writing import Sheet

_BY_HAND = {
    "call": "A call is made by hand",
    "email": "No mail server is set (P on the desk sets one up)",
    "letter": "A letter is printed: l on the desk",
}
"""What is done instead about a message that does not leave from here."""


class WriteScreen(Paper):
    """Writes one message: opening it keeps nothing, sending it or marking its step as done leaves it."""

    def __init__(self, sheet: Sheet, shown: OnScreen) -> None:
        """Begin a message for what the desk shows; what is sent from here is sent once."""
        super().__init__(sheet)
        self._shown = shown

    def action_row(self, step: int) -> None:
        """Go to the row above or below; below the last one are the words."""
        at = ROWS.index(self._row) + step
        if at == len(ROWS):
            self.action_write()
        elif at >= 0:
            self.go_to(ROWS[at])

    def action_write(self) -> None:
        """Go into the words."""
        if self.sheet.draft is None:
            self._refuse(Refused(self.sheet.refusal))
        else:
            self.go_to(None)

    def action_back(self) -> None:
        """From the words to the rows, from the rows to the desk; own words are dropped only by a yes."""
        if self.words.has_focus:
            self.to_rows()
        elif self.is_own:
            said = text("Your words were not sent. y drops them, n stays here.")
            self.app.push_screen(ConfirmScreen("Drop your words?", said), self._dropped)
        else:
            self._leave()

    def _dropped(self, yes: bool | None) -> None:
        if yes:
            self._leave()

    def _leave(self) -> None:
        """Go back with what was chosen, where the desk can draft it."""
        self.dismiss(Written(*self.sheet.chosen()) if self.sheet.draft else Written())

    def _refuse(self, refusal: Refused) -> None:
        self.notice.say(str(refusal), refused=True)

    def _message(self) -> Draft:
        """The message as it goes.

        Raises Refused when there is none.
        """
        return self.sheet.written(self.words.text, is_own=self.is_own)

    async def action_send(self) -> None:
        """Queue the text as it stands; what speaks against it is asked first."""
        channel = self.sheet.channel
        try:
            draft = self._message()
        except Refused as refusal:
            self._refuse(refusal)
            return
        if channel != "sms" and not (channel == "email" and self.collecting.mailer):
            self._refuse(Refused(f"{_BY_HAND[channel]}: Ctrl-y copies the words, Ctrl-d marks the step as done."))
            return
        verdict = self.proofing.verdict(self.sheet.card, channel, draft.text)
        shown = self._shown._replace(card=self.sheet.card, draft=draft, sms=verdict)
        await Sending(self, shown, self._not_sent, self._queued).send()

    def _not_sent(self, refusal: Refused) -> None:
        """Say why; where the account has changed meanwhile, look at it again and keep the words."""
        if isinstance(refusal, Blocked | ChangedSinceDrafted):
            was_own, words = self.is_own, self.words.text
            self.sheet.renew()
            self.redrafted(was_own=False)
            if was_own and self.sheet.draft is not None:
                self.words.rewrite(words)
        self._refuse(refusal)

    async def _queued(self, queued: Queued) -> None:
        self.dismiss(Written(queued=queued))

    async def action_by_hand(self) -> None:
        """Mark the next step as done by hand; what was written or said is kept with it, a call's script is not."""
        await self._by_hand()

    async def _by_hand(self, *, early: bool = False) -> None:
        sheet = self.sheet
        try:
            sheet.refuse_other_step()
            draft = None if sheet.is_no_message else self._message()
            done = await to_thread(lambda: self.collecting.climbs.done(sheet.card, self._shown.key, draft, early=early))
        except Warned as refusal:
            asked = text(f"{refusal} Was it done all the same?")
            self.app.push_screen(ConfirmScreen("Done before its day?", asked), self._by_hand_early)
        except Refused as refusal:
            self._refuse(refusal)
        else:
            self.dismiss(Written(done=done))

    async def _by_hand_early(self, yes: bool | None) -> None:
        if yes:
            await self._by_hand(early=True)

    def action_attach(self) -> None:
        """Choose what goes with an email."""
        from collector_tui.tui.screens.attaching import attach_form

        if self.sheet.channel != "email":
            self._refuse(Refused("Only an email takes a file with it: choose email in the row of channels."))
            return

        def attached(files: tuple[Attachment, ...]) -> None:
            self.sheet.attached = files

        self.app.push_screen(attach_form(self.sheet, attached), lambda _: self._tell_attached())

    def _tell_attached(self) -> None:
        """Name what goes with the email, each file with its size."""
        files = ", ".join(f"{one.name} ({max(1, len(one.data) // 1000)} kB)" for one in self.sheet.attached)
        self.notice.say(
            f"With the email go: {files}. Ctrl-t chooses anew." if files else "Nothing goes with the email."
        )
        self.paint()

    def action_copy(self) -> None:
        """Copy the words to the clipboard."""
        self.app.copy_to_clipboard(self.words.text)
        self.notice.say(
            f"Copied: {len(self.words.text.split())} words. Where the terminal allows it, they can be pasted."
        )

    def action_undo(self) -> None:
        """Take back what was changed in the words."""
        self.words.undo()

    def action_edit(self) -> None:
        """Lend the words to the user's own editor."""
        from collector_tui.tui import editor

        if self.sheet.draft is None:
            self._refuse(Refused(self.sheet.refusal))
            return
        try:
            words = editor.edited(self.app, self.words.text)
        except Refused as refusal:
            self._refuse(refusal)
        else:
            self._take(words, "Taken over from the editor.", "The editor has changed nothing.")

    def action_restore(self) -> None:
        """Put the words back as they were drafted."""
        self._take(self.drafted, "As it was drafted.", "These are the words as they were drafted.")

    def action_mend(self) -> None:
        """Put plain quotes, dashes and spaces where others make a text dearer."""
        words = plainer(self.words.text)
        parts = segments(words).segments
        said = f"Plain quotes, dashes and spaces: {parts} segment{'' if parts == 1 else 's'}."
        self._take(words, said, "There is nothing in the words that plain quotes, dashes or spaces could stand for.")

    def _take(self, words: str, said: str, same: str) -> None:
        """Take other words in, and say so; an undo brings back those that were there."""
        before = self.words.text
        self.words.rewrite(words)
        if self.words.text == before:
            self.notice.say(same)
        else:
            self.notice.say(said, key=UNDO)

    def action_help(self) -> None:
        """Show the keys."""
        self.app.push_screen(key_help())
