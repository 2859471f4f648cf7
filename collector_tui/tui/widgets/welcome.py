"""What an empty book shows: the three ways to begin."""

from textual.widgets import Static

from collector_tui.tui.text import stacked, styled, text


class Welcome(Static):
    """Three keys and a sentence for each."""

    def on_mount(self) -> None:
        """Paint once."""
        self.border_title = text("Welcome")
        self.update(
            stacked(
                [
                    text("This book is empty. Begin with one of these keys:", "bold"),
                    text(""),
                    styled(("  I  ", "bold reverse"), "  import the open invoices your accounting package exported"),
                    text(""),
                    styled(("  A  ", "bold reverse"), "  add an account and its first invoice by hand"),
                    text(""),
                    styled(
                        ("  D  ", "bold reverse"),
                        "  open the demo: a made-up shop with 60 accounts, apart from your book",
                    ),
                    text(""),
                    text("? shows all keys, q leaves. Everything is saved as you go.", "$foreground-muted"),
                ]
            )
        )
