"""Letters from the desk: which one, into which file, what speaks against it, and whether it was posted."""

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from collector_tui.domain.account import Card
from collector_tui.domain.message import Draft
from collector_tui.domain.refusal import Refused
from collector_tui.domain.when import written_day
from collector_tui.services.lettering import KINDS, Kind
from collector_tui.services.office import form_key
from collector_tui.tui.screens.dialog import AskScreen, ChooseScreen, ConfirmScreen
from collector_tui.tui.text import stacked, styled, text

if TYPE_CHECKING:
    from collector_tui.tui.screens.contacting import Contacting

NAMES: dict[Kind, str] = {
    "reminder": "reminder",
    "second": "second notice",
    "final": "final notice",
    "claim": "letter before action",
}


class PostedScreen(ConfirmScreen):
    """Asks whether the letter goes to the post."""

    keys_words = "y posted: keeps it as sent   n or Esc only the file"


@dataclass(frozen=True)
class Letters:
    """One letter from the desk; `done` hears what was done, and whether it can be taken back."""

    desk: "Contacting"
    card: Card
    done: Callable[[str, bool], Awaitable[None]]

    @cached_property
    def _key(self) -> str:
        return form_key()

    def usual(self) -> Kind:
        """The kind of the next step of the ladder."""
        drafts = self.desk.collecting.drafts
        tone = drafts.tone_of(self.card)
        if drafts.approach_of(self.card, "letter") == "claim":
            return "claim"
        return "final" if tone == "final" else "second" if tone in ("firm", "assertive") else "reminder"

    def choose(self) -> None:
        """Ask which letter it is; each is drafted to be looked at."""
        choices: list[tuple[Content, Kind]] = [(text(NAMES[kind]), kind) for kind in KINDS]
        screen = ChooseScreen(
            f"Letter to {self.card.name}", choices, at=KINDS.index(self.usual()), detail=self._previewed
        )
        self.desk.app.push_screen(screen, self._chosen)

    def _previewed(self, kind: Kind) -> Content:
        """How a letter begins, and which step it takes; or why there is none."""
        try:
            draft = self.desk.collecting.letters.draft(self.card, kind)
        except Refused as refusal:
            return text(str(refusal), "$text-warning")
        step = f"its step: {draft.step_name}" if draft.takes is not None else f"takes no step ({draft.step_name})"
        lines = [line for line in draft.text.split("\n") if line.strip()]
        dear = next((at for at, line in enumerate(lines) if line.startswith("Dear ")), 0)
        first = text(" ".join(lines[dear + 1 : dear + 2]))
        return stacked([text(draft.subject, "bold"), text(step, "$foreground-muted"), first])

    def _chosen(self, kind: Kind | None) -> None:
        if kind is None:
            return
        try:
            draft = self.desk.collecting.letters.draft(self.card, kind)
        except Refused as refusal:
            self._refuse(refusal)
            return
        ask = AskScreen("Write the letter to", "a PDF to print", value=self._file_name(kind))
        self.desk.app.push_screen(ask, lambda name: self._named(draft, name))

    def _file_name(self, kind: Kind) -> str:
        """A name for the file, of the account's own letters and the day; one that is not there yet."""
        name = "".join(letter if letter.isalnum() else "-" for letter in self.card.name).strip("-")[:40]
        stem = f"letter-{kind}-{name}-{self.desk.today}".lower()
        taken = (f"{stem}{f'-{n}' if n > 1 else ''}.pdf" for n in range(1, 100))
        return next((one for one in taken if not Path(one).exists()), f"{stem}.pdf")

    async def _named(self, draft: Draft, name: str | None) -> None:
        """Write the file; one that is there already is written over only by a yes."""
        if not name:
            return
        target = Path(name.strip()).expanduser().absolute()
        if not target.is_file():
            await self._write(draft, target)
            return

        async def answered(yes: bool | None) -> None:
            if yes:
                await self._write(draft, target, replace=True)

        asked = text(f"{target} is there already. y writes the letter over it.")
        self.desk.app.push_screen(ConfirmScreen("Write over it?", asked), answered)

    async def _write(self, draft: Draft, target: Path, *, replace: bool = False) -> None:
        letters, proofs = self.desk.collecting.letters, self.desk.collecting.proofs
        try:
            await to_thread(letters.write, self.card, draft, target, replace=replace)
            proof = await to_thread(proofs.of_draft, self.card, draft)
        except Refused as refusal:
            self._refuse(refusal)
            return
        rows = [text(f"{draft.subject} to {self.card.name} is in {target}."), text("")]
        rows += [styled((f"{one.level}: ", "bold $text-warning"), one.says) for one in proof.findings]
        rows += [text("")] if proof.findings else []
        rows += self._about_its_step(draft)
        screen = PostedScreen("Posted?", stacked(rows))
        self.desk.app.push_screen(screen, lambda yes: self._posted(draft, target, yes))

    def _about_its_step(self, draft: Draft) -> list[Content]:
        """Which step it takes, and whether that is due."""
        due = self.card.next_step_on
        if draft.takes is None:
            return [text("It takes no step of the ladder.")]
        early = due is not None and due > self.desk.today
        late = [text(f"The next step is not due before {written_day(due)}.", "$text-warning")] if due and early else []
        return [*late, text(f"It takes its step: {draft.step_name}.")]

    async def _posted(self, draft: Draft, target: Path, yes: bool | None) -> None:
        if not yes:
            await self.done(f"The letter is in {target}. It is not kept as sent.", False)
            return
        try:
            said = await to_thread(lambda: self.desk.collecting.climbs.posted(self.card, self._key, draft, early=True))
        except Refused as refusal:
            self._refuse(refusal)
        else:
            await self.done(said, True)

    def _refuse(self, refusal: Refused) -> None:
        self.desk.notice.say(str(refusal), refused=True)
