"""Circles in trees are named, each once, from their first member."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from changekit.files.trees import circles

NAMES = "abcdefgh"
PARENTS = st.dictionaries(st.sampled_from(NAMES), st.none() | st.sampled_from(NAMES + "xyz"))


@given(PARENTS)
def test_every_circle_is_one_and_none_is_named_twice(parents: dict[str, str | None]) -> None:
    found = circles(parents)
    for circle in found:
        assert circle[0] == circle[-1]
        assert all(parents[child] == parent for child, parent in pairwise(circle))
    members = [name for circle in found for name in circle[1:]]
    assert len(members) == len(set(members))


@given(PARENTS)
def test_without_a_named_circle_every_way_up_ends(parents: dict[str, str | None]) -> None:
    in_circles = {name for circle in circles(parents) for name in circle}
    for start in parents:
        seen: set[str] = set()
        name: str | None = start
        while name is not None and name not in seen and name not in in_circles:
            seen.add(name)
            name = parents.get(name)
        assert name is None or name in in_circles


@given(st.permutations(["a", "b", "c", "d"]))
def test_a_circle_starts_with_its_first_member(order: list[str]) -> None:
    parents: dict[str, str | None] = dict.fromkeys(order)
    parents |= {"a": "b", "b": "c", "c": "a", "d": "a"}
    ordered = {name: parents[name] for name in order}
    (circle,) = circles(ordered)
    assert circle[0] == next(name for name in order if name != "d")
