"""A smallest set of rules that clash is found, whatever clashes with what."""

from __future__ import annotations

import itertools
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.services.planning.clashes.smallest import core_of

RULES = "abcdefgh"
clashes = st.lists(st.frozensets(st.sampled_from(RULES), min_size=1, max_size=5), min_size=1,
                   max_size=6)  # fmt: skip


@settings(max_examples=200)
@given(clashes)
def test_the_smallest_of_all_clashes_is_found(sets: list[frozenset[str]]) -> None:
    def ask(kept: frozenset[str]) -> Literal["yes", "no", "unknown"]:
        return "no" if any(one <= kept for one in sets) else "yes"

    core = core_of(RULES, ask)
    assert ask(core.items) == "no"
    assert len(core.items) == min(map(len, sets))
    assert core.smallest
    assert core.irreducible


@settings(max_examples=100)
@given(clashes, st.sets(st.frozensets(st.sampled_from(RULES)), max_size=40))
def test_what_is_undecided_is_never_claimed(
    sets: list[frozenset[str]], dark: set[frozenset[str]]
) -> None:
    def ask(kept: frozenset[str]) -> Literal["yes", "no", "unknown"]:
        if kept in dark and kept != frozenset(RULES):
            return "unknown"
        return "no" if any(one <= kept for one in sets) else "yes"

    core = core_of(RULES, ask)
    assert any(one <= core.items for one in sets)
    if core.irreducible:
        assert all(not any(one <= core.items - {rule} for one in sets) for rule in core.items)
    if core.smallest:
        smaller = itertools.combinations(RULES, len(core.items) - 1)
        assert not any(any(one <= set(few) for one in sets) for few in smaller)
