"""The ladders there are, and which of them an account climbs."""

from collections.abc import Mapping
from dataclasses import dataclass

from collector_tui.domain.ladder import Step


@dataclass(frozen=True, slots=True)
class Ladder:
    """A ladder by its name (that of its file), for whom it is in words, and its steps."""

    name: str
    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Ladders:
    """Every ladder by name; `usual` is the one of an account of which nothing is known."""

    by_name: Mapping[str, Ladder]
    usual: str

    def of(self, kind: str, own: str = "") -> Ladder:
        """The ladder of an account: its own where it has one, else that of its kind, else the usual one."""
        return self.by_name.get(own) or self.by_name.get(kind) or self.by_name[self.usual]
