"""The line that is searched with."""

from textual.widgets import Input


class SearchLine(Input):
    """Takes what an account is looked for by."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(placeholder="part of a name, number, address or invoice")

    async def action_submit(self) -> None:
        """Let go of the keys at once: what is typed right after Enter is a command already."""
        self.screen.set_focus(None)
        await super().action_submit()
