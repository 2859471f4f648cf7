"""One command measures everything and prints one table: `python -m tests.bench [--accounts 1000,100000] [--only S1,K3]`."""

import argparse
import statistics
from collections.abc import Callable, Iterator, Sequence

from tests.bench import keys, reads
from tests.bench.goals import GOALS, HEADER, Reached
from tests.bench.programs import anchor, compile_all, product
from tests.bench.starts import measure_starts
from tests.bench.terminal import Start

_FRAME = 1000 / 60


def main() -> None:
    """Measure what is asked for; a goal that is missed is marked, and is no failure of the bench."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--accounts", default="1000,100000", help="the small book and the big one")
    parser.add_argument("--only", default="", help="goals or groups, such as S1,K3,D")
    parser.add_argument("--rounds", type=int, default=7, help="how often each is measured")
    asked = parser.parse_args()
    sizes = [int(count) for count in asked.accounts.split(",")]
    wanted = _wanted(asked.only.split(","))
    compile_all()
    print(f"small book: {sizes[0]:,} accounts, big book: {sizes[-1]:,}; {asked.rounds} rounds\n\n{HEADER}", flush=True)
    for group, measure in (("S", _starts), ("K", _keys), ("D", _reads)):
        if any(name.startswith(group) for name in wanted):
            for reached in measure(sizes[0], sizes[-1], asked.rounds):
                if reached.goal in wanted:
                    print(reached.line, flush=True)


def _wanted(only: Sequence[str]) -> list[str]:
    return [name for name in GOALS if any(name.startswith(part.strip()) for part in only)]


def _starts(small: int, big: int, rounds: int) -> Iterator[Reached]:
    empty, little, large = anchor("empty"), product(small), product(big)
    found = measure_starts((empty, little, large), rounds)

    def median(name: str, what: Callable[[Start], float]) -> float:
        return statistics.median(what(start) for start in found[name])

    painted = {one.name: median(one.name, lambda start: start.painted) for one in (empty, little, large)}
    settled = [median(one.name, lambda start: start.settled) for one in (large, empty)]
    peak = [median(one.name, lambda start: start.peak_mb) for one in (large, empty)]
    yield Reached("S1", painted[large.name], painted[empty.name])
    yield Reached("S2", *settled)
    yield Reached("S4", painted[large.name], painted[little.name])
    yield Reached("S5", *peak, "MB")


def _keys(small: int, big: int, rounds: int) -> Iterator[Reached]:
    little, large = product(small), product(big)
    tables = [anchor("table", rows) for rows in (50, 1000, 9000)]
    desks = (little, large) if small != big else (large,)
    found = keys.measure_keys((*tables, anchor("input")), desks, rounds)

    def median(name: str, kind: str, *, whole: bool = False) -> float:
        return statistics.median(one.whole if whole else one.done for one in found[name, kind])

    desk = large.name
    yield Reached("K1", median(desk, "folded"), median("table 50", "view"))
    yield Reached("K2", median(desk, "view", whole=True), median("table 50", "view"))
    yield Reached("K3 row", median(desk, "scroll"), median("table 1000", "scroll"))
    yield Reached("K3 page", median(desk, "page"), median("table 9000", "page"))
    for goal, kind in (("K4 ends", "ends"), ("K4 page", "page"), ("K4 row", "scroll")):
        yield Reached(goal, median(desk, kind), median(little.name, kind))
    moved = sorted(one.done for kind in keys.NAVIGATION for one in found[desk, kind])
    yield Reached("K5 p95", moved[int(0.95 * len(moved))], _FRAME)
    yield Reached("K5 p99", moved[int(0.99 * len(moved))], 2 * _FRAME)
    yield Reached("K6", median(desk, "open", whole=True), median(desk, "folded"))
    yield Reached("K7", median(desk, "typing"), median("input", "typing"))


def _reads(small: int, big: int, _rounds: int) -> Iterator[Reached]:
    found = reads.pages_and_totals(small, big)
    yield Reached("D1 first", *found["first"])
    yield Reached("D1 middle", *found["middle"])
    yield Reached("D2", *found["totals"])
    yield Reached("D3", *reads.durable_call(big))


if __name__ == "__main__":
    main()
