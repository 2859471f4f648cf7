"""The goals, as `performance.md` has them, and how far they were reached."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio that must not be exceeded, and the one that is hoped for."""

    name: str
    says: str
    target: float
    stretch: float


GOALS = {
    goal.name: goal
    for goal in (
        Goal("S1", "first rows seen, big book : empty app", 1.15, 1.00),
        Goal("S2", "settled, big book : empty app", 1.30, 1.05),
        Goal("S4", "first rows seen, big book : small book", 1.10, 1.03),
        Goal("S5", "peak memory, big book : empty app", 1.30, 1.10),
        Goal("K1", "cursor down in view, card folded : DataTable(50)", 1.0, 0.8),
        Goal("K2", "cursor down until card and message stand : DataTable(50)", 3.0, 2.0),
        Goal("K3 row", "scroll one row : DataTable(1000)", 0.5, 0.3),
        Goal("K3 page", "scroll a page : DataTable(9000)", 0.25, 0.15),
        Goal("K4 ends", "end and home, big book : small book", 1.3, 1.1),
        Goal("K4 page", "a page, big book : small book", 1.3, 1.1),
        Goal("K4 row", "scroll one row, big book : small book", 1.3, 1.1),
        Goal("K5 p95", "95 of 100 navigation keys : one frame, 16.7 ms", 1.0, 0.6),
        Goal("K5 p99", "99 of 100 navigation keys : two frames", 1.0, 0.5),
        Goal("K6", "open the account : cursor down in view, card folded", 4.0, 3.0),
        Goal("K7", "a search keystroke : a keystroke in a bare Input", 5.0, 3.0),
        Goal("D1 first", "first page of 50, big book : small book", 1.2, 1.1),
        Goal("D1 middle", "a page in the middle, big book : small book", 1.2, 1.1),
        Goal("D2", "the top line's totals, big book : small book", 1.2, 1.0),
        Goal("D3", "log a call, durably : write and sync 4 KB", 3.0, 2.0),
    )
}


@dataclass(frozen=True, slots=True)
class Reached:
    """What was measured for a goal: the product and its anchor, in one unit."""

    goal: str
    product: float
    anchor: float
    unit: str = "ms"

    @property
    def line(self) -> str:
        """The goal's line of the table."""
        goal, ratio = GOALS[self.goal], self.product / self.anchor
        verdict = "stretch" if ratio <= goal.stretch else "ok" if ratio <= goal.target else "MISSED"
        measured = f"{self.product:9.3f} : {self.anchor:.3f} {self.unit}"
        return f"{goal.name:10}{goal.says:56}{goal.target:7.2f}{goal.stretch:9.2f}{ratio:9.2f}  {verdict:8}{measured}"


HEADER = f"{'goal':10}{'':56}{'target':>7}{'stretch':>9}{'reached':>9}  {'':8}{'product : anchor (medians)':>26}"
