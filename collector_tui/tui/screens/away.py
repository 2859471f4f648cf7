"""The question after days away: what to do about the steps that came due while nobody was here."""

import time

from textual.app import ComposeResult
from textual.widgets import OptionList, Static

from collector_tui.services.climbing import CHOICES, Choice
from collector_tui.tui.screens.dialog import ChooseScreen
from collector_tui.tui.text import stacked, text

_COMES_UNASKED = 0.8
"""Seconds in which Enter is not meant for this window: it comes up while somebody works already."""


class AwayScreen(ChooseScreen[Choice]):
    """Says how long nobody was here and offers three ways to go on; nothing is chosen until a key points at it."""

    keys_words = "j k point   Enter takes it   Esc decides later"

    def __init__(self, says: str) -> None:
        """Ask with the sentence that says how long it was."""
        choices = [(text(words.capitalize()), choice) for choice, words in CHOICES.items()]
        super().__init__("After days away", choices, at=None)
        self._words = says
        self._since = time.monotonic()

    def parts(self) -> ComposeResult:
        """The sentence, what is asked, and the choices."""
        asked = text("More than one on the same account: which of them are to be taken?")
        yield Static(stacked([text(self._words, "bold"), asked, text("")]))
        yield from super().parts()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the choice, unless the key was on its way before anybody could read it."""
        if time.monotonic() - self._since < _COMES_UNASKED:
            event.stop()
            event.prevent_default()
