"""The phrases that may not go out, or only with a ground: `assets/lint/phrases.toml`, read, checked and looked for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from collector_tui.domain.law.fields import Fields
from collector_tui.domain.lint.pattern import compiled
from collector_tui.domain.lint.words import Line

LEVELS = ("block", "ask", "advise")
"""What a finding asks of the collector, the strictest first: to change the text, to vouch for it, to think again."""

_FOUND = "{found}"


@dataclass(frozen=True, slots=True)
class PhraseRule:
    """Phrases of one kind and what is wrong with them.

    `says` tells the collector in a sentence, with `{found}` where the words found belong; an `ask` is answered by the
    recorded ground it `needs`; `source` is the law behind it, empty where it is only good style.
    """

    id: str
    level: str
    says: str
    needs: str
    source: str
    pattern: re.Pattern[str]

    def places(self, line: Line) -> Iterator[tuple[int, int]]:
        """Where in the text its words begin and end, what is innocent left out."""
        return (line.place(*match.span()) for match in self.pattern.finditer(line.words) if match[1] is None)

    def sentence(self, found: str) -> str:
        """What to say of the words found."""
        return self.says.replace(_FOUND, found)


def read_phrases(table: Mapping[str, Any]) -> tuple[PhraseRule, ...]:
    """The rules of a parsed `phrases.toml`, in the file's order.

    Raises ValueError with a sentence naming the rule and what of it is wrong.
    """
    fields = Fields(table)
    words, rows = Fields(fields.table("words")), fields.tables("rule")
    fields.finish()
    lists = {name: "|".join(sorted(words.words(name, None, ()))) for name in table.get("words", {})}
    rules: dict[str, PhraseRule] = {}
    for number, row in enumerate(rows, 1):
        try:
            rule = _rule(Fields(row), lists)
        except ValueError as wrong:
            raise ValueError(f"lint rule {row.get('id', f'number {number}')}: {wrong}") from None
        if rule.id in rules:
            raise ValueError(f"lint rule {rule.id}: it is there twice")
        rules[rule.id] = rule
    return tuple(rules.values())


def _rule(fields: Fields, lists: Mapping[str, str]) -> PhraseRule:
    phrases, innocent = fields.words("phrases", None, ()), fields.words("except", None, ())
    if not phrases:
        raise ValueError("it has no phrases")
    rule = PhraseRule(
        fields.text("id"),
        fields.word("level", LEVELS),
        fields.text("says"),
        fields.text("needs", ""),
        fields.text("source", ""),
        compiled(phrases, innocent, lists),
    )
    fields.finish()
    if set("{}") & set(rule.sentence("")):
        raise ValueError(f"says can have {_FOUND} in braces and nothing else")
    if (rule.level == "ask") != bool(rule.needs):
        raise ValueError("needs names the ground of an ask, and only an ask has one")
    return rule
