"""The rulebook of a contact: which rules of which packs bind it on a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from collector_tui.domain.law.pack import HOUSE
from collector_tui.domain.law.rule import CollectorKind, DebtKind, Pack, Rule


class Rulebook(NamedTuple):
    """The rules that bind, the packs they come from, and notes on places that no pack is kept for."""

    rules: tuple[Rule, ...]
    packs: tuple[str, ...]
    notes: tuple[str, ...]


def check_together(packs: Sequence[Pack]) -> Mapping[str, Pack]:
    """The packs by id, checked against each other.

    Raises ValueError with a sentence naming the pack that another one's id, rule or missing foundation is in.
    """
    known: dict[str, Pack] = {}
    owners: dict[str, str] = {}
    for pack in packs:
        if pack.id in known:
            raise ValueError(f"pack {pack.id} is there twice")
        known[pack.id] = pack
        for rule in pack.rules:
            if owners.setdefault(rule.id, pack.id) != pack.id:
                raise ValueError(f"pack {pack.id}, rule {rule.id}: the id is {owners[rule.id]}'s already")
    for pack in packs:
        if strange := set(pack.stands_on) - set(known):
            raise ValueError(f"pack {pack.id}: stands_on has “{min(strange)}”, which is not a pack")
    return known


def select(
    packs: Mapping[str, Pack],
    profiles: Sequence[str],
    collector_kind: CollectorKind,
    debt_kind: DebtKind,
    day: date,
    *,
    other_name: bool = False,
) -> Rulebook:
    """The rules of all named packs, of those they stand on and of the house, in force on a day of the debtor's calendar.

    Packs add up: nothing of a law is ever replaced. A house rule stands in where no law answers its topic, the
    country's own before the general one. `other_name` says that a creditor collects under a name that is not its own.
    """
    chosen = _chosen(packs, profiles)
    binding = [
        rule
        for pack in chosen
        for rule in pack.rules
        if _kind(pack, collector_kind, other_name) in rule.binds and debt_kind in rule.debts and rule.is_in_force(day)
    ]
    best: dict[str, int] = {}
    for rule in binding:
        if rule.topic and not rule.is_open:
            best[rule.topic] = max(best.get(rule.topic, 0), _rank(rule))
    rules = tuple(rule for rule in binding if not rule.house or _rank(rule) >= best.get(rule.topic, 0))
    notes = tuple(f"{name} is not profiled: house rules" for name in dict.fromkeys(profiles) if name not in packs)
    return Rulebook(rules, tuple(pack.id for pack in chosen), notes)


def _kind(pack: Pack, collector_kind: CollectorKind, other_name: bool) -> CollectorKind:
    """How a pack sees the collector. Source of the difference: 15 USC 1692a(6)."""
    return "third_party" if other_name and pack.other_name else collector_kind


def _rank(rule: Rule) -> int:
    if not rule.house:
        return 2
    return 0 if rule.pack == HOUSE else 1


def _chosen(packs: Mapping[str, Pack], profiles: Sequence[str]) -> list[Pack]:
    """The packs of the profiles, each after those it stands on, and the house."""
    chosen: dict[str, Pack] = {}

    def choose(name: str, above: frozenset[str]) -> None:
        if name in packs and name not in chosen and name not in above:
            for below in packs[name].stands_on:
                choose(below, above | {name})
            chosen[name] = packs[name]

    for name in (*profiles, HOUSE):
        choose(name, frozenset())
    return list(chosen.values())
