"""The rule packs: those that ship, read when a contact is first judged, and the user's own, checked when loaded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

from collector_tui.domain.business import Practice
from collector_tui.domain.law.pack import HOUSE, read_pack
from collector_tui.domain.law.rule import CollectorKind, DebtKind, Pack
from collector_tui.domain.law.rulebook import Rulebook, check_together, select
from collector_tui.domain.refusal import Refused
from collector_tui.paths import asset
from collector_tui.services.office import read_toml


@dataclass
class Lawbook:
    """All packs that are known; which of them bind depends on who collects, what, where and on which day."""

    practice: Practice
    _packs: dict[str, Pack] = field(default_factory=dict)
    _own: dict[str, Pack] | None = None
    _books: dict[tuple[object, ...], Rulebook] = field(default_factory=dict)

    def rulebook(
        self, profiles: Sequence[str], debt_kind: str, day: date, *, collector_kind: str = "", other_name: bool = False
    ) -> Rulebook:
        """The rules that bind on a day, by the profiles of the places, those of the settings, and the house's own."""
        wanted = tuple(dict.fromkeys((*profiles, *self.practice.profiles)))
        kind = collector_kind or self.practice.collector_kind
        key = (wanted, kind, debt_kind, day, other_name)
        if key not in self._books:
            self._load((*wanted, HOUSE))
            self._books[key] = select(
                self._packs,
                wanted,
                cast(CollectorKind, kind),
                cast(DebtKind, debt_kind),
                day,
                other_name=other_name,
            )
        return self._books[key]

    def all_packs(self) -> list[Pack]:
        """Every pack that is kept, the user's own last."""
        self._load(_pack_id(path) for path in sorted(asset("rules").glob("*.toml")))
        return list(self._packs.values())

    def check_own(self) -> None:
        """Read the user's own packs.

        Raises Refused naming the file and what of it is wrong.
        """
        if self._own is None:
            folder = self.practice.home / "rules" if self.practice.home else None
            self._own = _own_packs(folder) if folder else {}
            self._packs |= self._own
            for pack in list(self._own.values()):
                self._load(pack.stands_on)
            try:
                check_together(list(self._packs.values()))
            except ValueError as wrong:
                raise Refused(f"{folder}: {wrong}.") from None

    def _load(self, names: Iterable[str]) -> None:
        self.check_own()
        for name in names:
            path = asset("rules") / f"{name.lower().replace('-', '_')}.toml"
            if name not in self._packs and path.is_file():
                pack = self._packs[name] = read_pack(read_toml(path))
                self._load(pack.stands_on)


def _pack_id(path: Path) -> str:
    return path.stem.upper().replace("_", "-")


def _own_packs(folder: Path) -> dict[str, Pack]:
    import tomllib

    packs = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            pack = read_pack(tomllib.loads(path.read_text("utf-8")))
        except (ValueError, OSError) as wrong:
            raise Refused(f"{path}: {wrong}.") from None
        _check_calendars(path, pack)
        packs[pack.id] = pack
    return packs


def _check_calendars(path: Path, pack: Pack) -> None:
    from collector_tui.services.holidaying import is_calendar

    for rule in pack.rules:
        calendar = getattr(rule.limit, "calendar", "")
        if calendar and not is_calendar(calendar):
            raise Refused(
                f"{path}: rule {rule.id} has the calendar “{calendar}”, which is not known: write it like US or CA-QC."
            )
