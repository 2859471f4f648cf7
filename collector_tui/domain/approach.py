"""The ways a message can put its case, apart from how firm it is."""

from typing import Final, Literal, get_args

Approach = Literal["reminder", "collaborative", "mutual benefit", "empathetic", "barter", "notice", "claim"]

APPROACHES: Final[tuple[Approach, ...]] = get_args(Approach)[:-1]
"""The approaches a collector chooses from; `claim`, the letter before action, comes by its own step only."""


def as_approach(text: str) -> Approach:
    """The approach of that name; “mutual-benefit” and “mutual_benefit” are meant too.

    Raises ValueError with a sentence that lists the approaches.

    >>> as_approach("mutual_benefit")
    'mutual benefit'
    """
    wanted = text.strip().lower().replace("_", " ").replace("-", " ")
    for approach in get_args(Approach):
        if approach == wanted:
            return approach  # type: ignore[no-any-return]
    raise ValueError(f"“{text}” is not an approach: use one of {', '.join(APPROACHES)}")
