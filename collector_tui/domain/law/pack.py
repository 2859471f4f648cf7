"""Reading a rule pack: every fault is told in one sentence that names the pack, the rule and the key."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast, get_args

from collector_tui.domain.law.contact import Channel, Group, Number
from collector_tui.domain.law.facts import FACTS, Condition
from collector_tui.domain.law.fields import Fields
from collector_tui.domain.law.kinds import KINDS
from collector_tui.domain.law.rule import Pack, Rule

HOUSE = "HOUSE"
"""The pack of best practice that is always on."""
_WHO = {"first_party": ("first_party",), "third_party": ("third_party",), "both": ("first_party", "third_party")}
_WHAT = {"consumer": ("consumer",), "commercial": ("commercial",), "both": ("consumer", "commercial")}
_OUTBOUND = ("call", "sms", "email", "letter", "postcard")
_PURPOSES = ("demand", "location", "optout_confirm", "remedy_notice", "verification", "limited_content")


def read_pack(table: Mapping[str, Any]) -> Pack:
    """The pack of a parsed file, one that ships or one of the user's own.

    Raises ValueError with a sentence naming the pack, the rule and what of it is wrong.
    """
    name = str(table.get("id", "?"))
    try:
        fields = Fields(table)
        name = fields.text("id")
        title = fields.text("title")
        stands_on = fields.words("stands_on", None, ())
        other_name = fields.flag("other_name_is_third_party")
        verified_on = fields.day("verified_on")
        rows = fields.tables("rule", [])
        fields.finish()
    except ValueError as wrong:
        raise ValueError(f"pack {name}: {wrong}") from None
    if verified_on is None:
        raise ValueError(f"pack {name}: verified_on is missing")
    if name in stands_on:
        raise ValueError(f"pack {name}: stands_on has the pack itself")
    rules: list[Rule] = []
    for number, row in enumerate(rows, 1):
        rule_name = row.get("id", f"number {number}")
        try:
            rule = _rule(name, row, verified_on)
        except ValueError as wrong:
            raise ValueError(f"pack {name}, rule {rule_name}: {wrong}") from None
        if rule in rules:
            raise ValueError(f"pack {name}, rule {rule_name}: it is there twice")
        rules.append(rule)
    return Pack(name, title, tuple(sorted(stands_on)), other_name, tuple(rules))


def _rule(pack: str, row: Mapping[str, Any], verified_on: date) -> Rule:
    fields = Fields(row)
    kind = fields.word("kind", tuple(KINDS))
    rule = Rule(
        id=fields.text("id"),
        title=fields.text("title"),
        pack=pack,
        kind=kind,
        effect=cast(Any, fields.word("effect", ("warn", "block"))),
        limit=KINDS[kind].read(fields),
        citation=fields.text("citation"),
        source=fields.text("source"),
        sure=cast(Any, fields.word("sure", ("high", "medium", "low", "policy"))),
        verified_on=fields.day("verified_on") or verified_on,
        topic=fields.text("topic", ""),
        house=fields.flag("house"),
        is_open=fields.flag("open"),
        binds=frozenset(_WHO[fields.word("binds", tuple(_WHO))]),
        debts=frozenset(_WHAT[fields.word("debts", tuple(_WHAT))]),
        channels=fields.words("channels", get_args(Channel), _OUTBOUND),
        parties=fields.words("parties", get_args(Group), ("debtor",)),
        numbers=fields.words("numbers", get_args(Number), ()),
        spares=fields.words("spares", _PURPOSES, ()),
        when=_conditions(fields, "when"),
        unless=_conditions(fields, "unless"),
        effective_from=fields.day("effective_from"),
        effective_to=fields.day("effective_to"),
        overridable=fields.flag("overridable", True),
        still_allowed=fields.text("still_allowed", ""),
    )
    fields.finish()
    _agree(rule)
    return rule


def _agree(rule: Rule) -> None:
    """Check what keys have to do with each other."""
    if rule.effective_from and rule.effective_to and rule.effective_from > rule.effective_to:
        raise ValueError("effective_to is before effective_from")
    if rule.house and not rule.topic:
        raise ValueError("topic is missing: a house rule says for what it stands in")
    if rule.house and rule.sure != "policy":
        raise ValueError("sure has to be policy for a rule of the house")
    if rule.kind == "fact" and not rule.when:
        raise ValueError("when is missing: without it, write the kind “ban”")


def _conditions(fields: Fields, key: str) -> tuple[Condition, ...]:
    return tuple(_condition(key, name, words) for name, words in fields.table(key).items())


def _condition(key: str, name: str, value: object) -> Condition:
    if name not in FACTS:
        raise ValueError(f"{key} has “{name}”, which is not a fact that is kept")
    if isinstance(value, bool):
        value = "yes" if value else "no"
    words = frozenset(value if isinstance(value, list) else [value])
    known = FACTS[name].words
    strange = [word for word in words if not isinstance(word, str) or (known is not None and word not in known)]
    if strange:
        raise ValueError(f"{key} has {name} as “{strange[0]}”; it can be {', '.join(sorted(known or ('text',)))}")
    return Condition(name, cast("frozenset[str]", words))
