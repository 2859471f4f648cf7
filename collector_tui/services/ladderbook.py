"""The ladders the program brings and the user's own, read and checked."""

from collections.abc import Iterator
from pathlib import Path
from tomllib import TOMLDecodeError

from collector_tui.domain.business import Practice
from collector_tui.domain.ladder import read_steps
from collector_tui.domain.ladders import Ladder, Ladders
from collector_tui.domain.refusal import Refused
from collector_tui.paths import asset

_USUAL = {"consumer": "consumer", "commercial": "business"}
"""The ladder of an account of which it is not known what it is, by the kind of debt that is taken then."""


def files(practice: Practice) -> list[Path]:
    """The files that ladders are read from: the program's, then the user's own, which replace those of the same name."""
    return [*_in(asset("ladders")), *(_in(practice.home / "ladders") if practice.home else ())]


def _in(folder: Path) -> Iterator[Path]:
    return iter(sorted(folder.glob("*.toml"))) if folder.is_dir() else iter(())


def read_ladders(practice: Practice) -> Ladders:
    """All ladders, by the names of their files.

    Raises Refused naming the file and the step that is wrong.
    """
    from collector_tui.services.office import read_toml

    found: dict[str, Ladder] = {}
    for path in files(practice):
        try:
            table = read_toml(path)
            found[path.stem] = Ladder(path.stem, str(table.get("title", path.stem)), read_steps(table))
        except (TOMLDecodeError, UnicodeDecodeError, ValueError) as error:
            raise Refused(f"{path}: {error}.") from None
        except OSError as error:
            raise Refused(f"{path} cannot be read: {error.strerror}.") from None
    return Ladders(found, _USUAL[practice.default_debt_kind])
