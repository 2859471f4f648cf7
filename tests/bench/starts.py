"""Starting: each program started in turn, round after round."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tests.bench.programs import ROOT, Program
from tests.bench.terminal import Start, Terminal


def measure_starts(programs: Sequence[Program], rounds: int) -> Mapping[str, list[Start]]:
    """How each program came up, by its name; a first round only warms the machine up."""
    found: dict[str, list[Start]] = defaultdict(list)
    for count in range(rounds + 1):
        for program in programs:
            terminal = Terminal(program.command, ROOT)
            start = terminal.start(program.marker)
            terminal.close()
            if count:
                found[program.name].append(start)
    return found
