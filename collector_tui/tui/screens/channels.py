"""The channels screen as it is worked at: each channel is set up and tried, and the desk then works with it."""

from asyncio import to_thread
from typing import TYPE_CHECKING

from collector_tui.domain.refusal import Refused
from collector_tui.tui.channels import Look, against_setting_up
from collector_tui.tui.screens.channels_view import ChannelsView

if TYPE_CHECKING:
    from collector_tui.settings import CarrierName
    from collector_tui.tui.app import CollectorApp
    from collector_tui.tui.screens.channels_forms import Channels


class ChannelsScreen(ChannelsView):
    """Looks at the channels and sets them up; left with whether something was set up."""

    def __init__(self, app: "CollectorApp") -> None:
        """Begin with nothing set up."""
        super().__init__(app)
        self._has_changed = False
        self._said = self._tested = ""

    def refuse(self, words: str) -> None:
        """Say why a key does not act."""
        self.notice.say(words, refused=True)

    def _forms(self) -> "Channels | None":
        """The forms over what is set up now, or a word why nothing is set up from here."""
        from collector_tui.tui.screens.channels_forms import Channels

        look, config = self.look, self.desk_app.config
        if against := against_setting_up(self.desk_app):
            self.refuse(against)
        elif look.wired is None:
            self.refuse("The configuration is still being read." if not look.is_over else "Mend config.toml first.")
        elif config:
            return Channels(look.wired.settings, look.places, config, self._tell)
        return None

    def _tell(self, said: str) -> None:
        self._said = said

    def action_texts(self) -> None:
        """Ask how texts leave."""
        if forms := self._forms():
            self.app.push_screen(forms.carriers(), lambda name: self._carrier(forms, name))

    async def _carrier(self, forms: "Channels", name: "CarrierName | None") -> None:
        """Ask what the carrier needs; one that needs nothing is kept at once."""
        if name is None:
            return
        if form := forms.carrier(name):
            self.app.push_screen(form, self._kept)
            return
        try:
            await to_thread(forms.keep, {"sms": {"carrier": name}})
        except Refused as refusal:
            self.refuse(str(refusal))
        else:
            self._kept({})

    def action_email(self) -> None:
        """Ask how emails leave."""
        if forms := self._forms():
            self.app.push_screen(forms.email(), self._kept)

    def _kept(self, values: dict[str, str] | None) -> None:
        """Look at what was set up."""
        if values is not None:
            self._has_changed = True
            self.notice.say(self._said)
            self.action_look()

    def action_test(self) -> None:
        """Ask where a test goes."""
        from collector_tui.tui.screens.dialog import AskScreen

        wired = self.look.wired
        if wired is None:
            self.refuse("The configuration is still being read.")
            return

        def check(words: str) -> str:
            try:
                target = wired.examining.probing.target(words)
            except Refused as refusal:
                raise ValueError(str(refusal)) from None
            return f"a {target.what} to {target.shown}"

        hint = "your own phone number, or your own email address"
        self.app.push_screen(AskScreen("Send a test to", hint, check, self._tested), self._test)

    def _test(self, to: str | None) -> None:
        if to:
            self._tested = to
            self.notice.say("Sending a test …")
            self.run_worker(self._send(self.look, to), group="test")

    async def _send(self, look: Look, to: str) -> None:
        """Send the test, and say what came of it."""
        if look.wired:
            look.test = await to_thread(look.wired.examining.probing.send, to)
        if look.test and not self.is_left:
            self.notice.say(look.test.says, refused=not look.test.ok)
            self.paint()
            self.action_scroll("scroll_end")

    def action_back(self) -> None:
        """Go back to the desk at once, whatever is still being looked at."""
        self.leave_off()
        self.dismiss(self._has_changed)
