"""The lint: everything to know about the words of a text before it goes."""

from collections.abc import Iterator, Sequence
from datetime import date

from collector_tui.domain.lint.claims import impossible_days, other_amounts, other_days
from collector_tui.domain.lint.grounds import Grounds
from collector_tui.domain.lint.invoices import other_invoices
from collector_tui.domain.lint.missing import missing
from collector_tui.domain.lint.phrases import LEVELS, PhraseRule
from collector_tui.domain.lint.reading import Reading, read
from collector_tui.domain.lint.style import shouting
from collector_tui.domain.lint.words import in_line
from collector_tui.domain.message import Finding

_OF_A_DEMAND = frozenset({"interest", "fee", "last", "urgency"})
"""What is asked about only in a demand: a notice may tell of a new fee, and that it is the last of its kind."""


def lint(
    text: str, rules: Sequence[PhraseRule], grounds: Grounds | None, *, today: date | None = None
) -> tuple[Finding, ...]:
    """What is found in a text, the strictest first, then by its place; one finding for a rule and the words it found.

    Without grounds no account is known: every claim is asked about, no amount or day is compared, and of deadlines only
    one that has passed is seen, where `today` is given. Of a text that does not demand, amounts, invoices and days are
    not compared either, and of what is asked about only what threatens is.
    """
    reading = read(text, grounds.names if grounds else ())
    today = grounds.today if grounds else today
    if grounds and not grounds.demands:
        placed = [*_phrases(reading, rules, grounds.true | _OF_A_DEMAND), *shouting(reading)]
        placed += impossible_days(reading, grounds.today)
    else:
        placed = [*_phrases(reading, rules, grounds.true if grounds else frozenset()), *shouting(reading)]
        placed += [*other_amounts(reading, grounds), *other_invoices(reading, grounds)] if grounds else []
        placed += other_days(reading, today, grounds.dates if grounds else None) if today else []
        placed += missing(reading, grounds.dates if grounds else frozenset(), today)
    placed.sort(key=lambda one: (LEVELS.index(one[1].level), one[0]))
    findings: dict[tuple[str, str], Finding] = {}
    for _, finding in placed:
        findings.setdefault((finding.rule, finding.found.lower()), finding)
    return tuple(findings.values())


def _phrases(reading: Reading, rules: Sequence[PhraseRule], true: frozenset[str]) -> Iterator[tuple[int, Finding]]:
    """The phrases that no recorded ground makes true, each with its place in the text."""
    line = in_line(reading.low)
    for rule in rules:
        if not (rule.needs and rule.needs in true):
            for start, end in rule.places(line):
                found = reading.found(start, end)
                yield start, Finding(rule.level, rule.id, found, rule.sentence(found))
