"""Lettering: a letter as a file to print, with the same words as its draft, and the mark that it was posted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

from collector_tui.domain.account import Card
from collector_tui.domain.approach import Approach
from collector_tui.domain.letter import Letter, paragraphs_of
from collector_tui.domain.message import Draft
from collector_tui.domain.press import Press
from collector_tui.domain.refusal import Refused
from collector_tui.domain.tone import Tone
from collector_tui.services.drafting import Drafting
from collector_tui.services.office import Office
from collector_tui.services.papers import write_paper

Kind = Literal["reminder", "second", "final", "claim"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_WORDS: Final[Mapping[Kind, tuple[Tone, Approach]]] = {
    "reminder": ("polite", "reminder"),
    "second": ("assertive", "reminder"),
    "final": ("final", "reminder"),
    "claim": ("final", "claim"),
}
"""The tone and approach of each kind of letter."""


@dataclass(frozen=True)
class Lettering:
    """Printing letters; nothing here changes the book."""

    office: Office
    drafts: Drafting
    press: Callable[[], Press] | None = None

    def draft(self, card: Card, kind: Kind) -> Draft:
        """The words of a letter of a kind."""
        tone, approach = _WORDS[kind]
        return self.drafts.draft(card, tone, approach=approach, channel="letter")

    def pdf(self, card: Card, draft: Draft) -> bytes:
        """The letter of a draft on paper: the same bytes for the same words.

        Raises Refused where there is nothing to print with.
        """
        if self.press is None:
            raise Refused("There is no press for a PDF here.")
        words = self.drafts.known(card, draft)
        body = self.office.words.body("letter", draft.tone, draft.approach, words)
        business, lines = self.office.business, words.get("lines", ())
        reach = [words["caller"].replace("this message", "this letter")]
        reach += [f"You can also write to {words['email']}."] if "email" in words else []
        after = [words["promise"]] if "promise" in words else []
        after += [f"How to pay: {words['pay']}"] if "pay" in words else []
        return self.press().letter(
            Letter(
                sender=words["business"],
                recipient=words["name"],
                on=self.office.moment().today,
                subject=draft.subject,
                paragraphs=(f"Dear {words['name']},", *paragraphs_of(body)),
                country=business.country,
                sender_address=words.get("business_address_lines", ()),
                contact=" ".join(filter(None, (business.phone, business.email))),
                recipient_address=words.get("address_lines", ()),
                lines=lines,
                total=words["amount"] if lines else "",
                after=(*after, f"To reach us: {' '.join(reach)}"),
                closing=("Yours sincerely,", words["collector"], words["business"]),
            )
        )

    def write(self, card: Card, draft: Draft, target: Path, *, replace: bool = False) -> None:
        """Write a letter as a PDF.

        Raises Refused when it cannot be written, or would go over another file that may not be replaced.
        """
        write_paper(target, self.pdf(card, draft), book=self.office.book.path, replace=replace)
