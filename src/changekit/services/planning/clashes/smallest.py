"""The smallest set of rules that clash, found by asking which sets can be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypeVar

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["Core", "core_of"]

Item = TypeVar("Item")
Verdict: TypeAlias = Literal["yes", "no", "unknown"]
Ask: TypeAlias = "Callable[[frozenset[Item]], Verdict]"

MOST_STEPS = 20_000
"""Ours: steps in one search for a hitting set; small clashes need a few hundred."""


@attrs.frozen(kw_only=True)
class Core(Generic[Item]):
    """Rules that cannot all be kept.

    Attributes:
        irreducible: Whether it is proven that all of them but one, whichever, can be kept.
        smallest: Whether it is proven that no smaller set of rules clashes.
    """

    items: frozenset[Item]
    irreducible: bool
    smallest: bool


def core_of(rules: Sequence[Item], ask: Ask[Item], *, rounds: int = 60) -> Core[Item]:
    """Return the smallest set of rules that clash, of rules that clash together.

    Source: Junker (2004), AAAI, 167-172: QuickXplain, for a first set; Ignatiev et al. (2015),
    CP, 173-182: a smallest set by hitting sets of what has to be given up.

    Args:
        rules: Rules of which it is known that they cannot all be kept.
        ask: Tells whether a set of rules can be kept; giving one up never makes that harder.
        rounds: How many hitting sets are tried.

    >>> broken = lambda kept: "no" if {"a", "d"} <= kept or {"b", "c", "e"} <= kept else "yes"
    >>> sorted(core_of("abcde", broken).items)
    ['a', 'd']
    """
    first = _explained(frozenset(), frozenset(), list(rules), ask)
    irreducible = _all_needed(first, ask)
    best, proven = _smallest(rules, first, ask, rounds)
    if best != first:
        irreducible = _all_needed(best, ask)
    return Core(items=best, irreducible=irreducible, smallest=proven and irreducible)


def _all_needed(items: frozenset[Item], ask: Ask[Item]) -> bool:
    """Tell whether it is proven that all but one, whichever, can be kept."""
    return all(ask(items - {item}) == "yes" for item in items)


def _explained(
    kept: frozenset[Item], added: frozenset[Item], rest: list[Item], ask: Ask[Item]
) -> frozenset[Item]:
    """Return what of the rest clashes with what is kept already."""
    if added and ask(kept) == "no":
        return frozenset()
    if len(rest) == 1:
        return frozenset(rest)
    half = len(rest) // 2
    low, high = rest[:half], rest[half:]
    second = _explained(kept | set(low), frozenset(low), high, ask)
    first = _explained(kept | second, second, low, ask)
    return first | second


def _smallest(
    rules: Sequence[Item], known: frozenset[Item], ask: Ask[Item], rounds: int
) -> tuple[frozenset[Item], bool]:
    """Return a set that clashes, and whether none is smaller."""
    give_up: list[frozenset[Item]] = []
    order = {rule: at for at, rule in enumerate(rules)}
    for _ in range(rounds):
        hitting = _hitting(give_up, order, len(known))
        if hitting is None:
            return known, False
        if len(hitting) >= len(known):
            return known, True
        verdict = ask(hitting)
        if verdict == "no":
            return hitting, True
        if verdict == "unknown":
            return known, False
        kept = _grown(hitting, [rule for rule in rules if rule not in hitting], ask)
        give_up.append(frozenset(rules) - kept)
    return known, False


def _grown(kept: frozenset[Item], rest: list[Item], ask: Ask[Item]) -> frozenset[Item]:
    """Return rules that can be kept, as many more as there can be."""
    if not rest or ask(kept | set(rest)) == "yes":
        return kept | set(rest)
    if len(rest) == 1:
        return kept
    half = len(rest) // 2
    kept = _grown(kept, rest[:half], ask)
    return _grown(kept, rest[half:], ask)


def _hitting(
    sets: Sequence[frozenset[Item]], order: dict[Item, int], most: int
) -> frozenset[Item] | None:
    """Return a smallest set that has something of each; None where that takes too long.

    Where it would have `most` members or more, some set of that size stands for it.
    """
    steps = [0]
    for size in range(most):
        found = _hit(sets, frozenset(), size, order, steps)
        if found is not None:
            return found
        if steps[0] > MOST_STEPS:
            return None
    return frozenset(list(order)[:most])


def _hit(
    sets: Iterable[frozenset[Item]], chosen: frozenset[Item], left: int,
    order: dict[Item, int], steps: list[int],
) -> frozenset[Item] | None:  # fmt: skip
    steps[0] += 1
    open_ = [one for one in sets if not one & chosen]
    if not open_:
        return chosen
    if left < _disjoint(open_) or steps[0] > MOST_STEPS:
        return None
    few = min(open_, key=len)
    for rule in sorted(few, key=order.__getitem__):
        found = _hit(open_, chosen | {rule}, left - 1, order, steps)
        if found is not None:
            return found
    return None


def _disjoint(sets: Iterable[frozenset[Item]]) -> int:
    """Return how many sets, at least, have nothing in common."""
    seen: set[Item] = set()
    count = 0
    for one in sorted(sets, key=len):
        if not one & seen:
            count += 1
            seen |= one
    return count
