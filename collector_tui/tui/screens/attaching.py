"""What goes with an email: the account's statement, and a file such as a copy of the invoice."""

from collections.abc import Callable

from collector_tui.domain.mail import Attachment
from collector_tui.domain.refusal import Refused
from collector_tui.services.attaching import STATEMENT
from collector_tui.tui.screens.short_form import Field, FormScreen, Wrong
from collector_tui.tui.writing import Sheet


def attach_form(sheet: Sheet, take: Callable[[tuple[Attachment, ...]], None]) -> FormScreen:
    """The form; what it names is read when it is saved, and handed to `take`."""
    has_statement = any(one.name.startswith(STATEMENT) for one in sheet.attached)
    form = [
        Field("statement", "The statement as of today: yes or no", "yes", "yes" if has_statement or not sheet.attached else "no"),
        Field("file", "A file, such as a copy of the invoice (empty: none)", "~/invoices/1041.pdf"),
    ]  # fmt: skip

    def save(values: dict[str, str]) -> str | None:
        answer = values["statement"].strip().lower()
        if answer not in ("yes", "y", "no", "n"):
            return Wrong("Write yes or no.", "statement")
        wanted = [STATEMENT] if answer in ("yes", "y") else []
        try:
            take(sheet.collecting.attaching.all(sheet.card.id, [*wanted, values["file"]]))
        except Refused as refusal:
            return Wrong(str(refusal), "file")
        return None

    return FormScreen("What goes with the email", form, save)
