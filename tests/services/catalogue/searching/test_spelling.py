"""Words that are spelt nearly alike are found as if every word had been compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from changekit.services.catalogue.searching.spelling import Spelling, distance

LETTERS = st.text(alphabet="abcå", min_size=4, max_size=11)


def slow(one: str, other: str) -> int:
    """Return the distance by its definition: delete, insert, change, or let two change places."""
    table = {(at, 0): at for at in range(len(one) + 1)}
    table |= {(0, at): at for at in range(len(other) + 1)}
    for at in range(1, len(one) + 1):
        for to in range(1, len(other) + 1):
            ways = [table[at - 1, to] + 1, table[at, to - 1] + 1]
            ways.append(table[at - 1, to - 1] + (one[at - 1] != other[to - 1]))
            if at > 1 < to and one[at - 2 : at] == other[to - 2 : to][::-1]:
                ways.append(table[at - 2, to - 2] + 1)
            table[at, to] = min(ways)
    return table[len(one), len(other)]


@given(LETTERS, LETTERS, st.integers(1, 3))
def test_a_distance_is_that_of_its_definition_up_to_its_limit(
    one: str, other: str, most: int
) -> None:
    assert distance(one, other, most) == min(slow(one, other), most + 1)


@given(LETTERS, st.lists(LETTERS, max_size=40))
def test_the_nearest_words_are_those_that_comparing_all_would_find(
    word: str, known: list[str]
) -> None:
    allowed = 2 if len(word) >= 8 else 1
    near = {other: slow(word, other) for other in known}
    least = min(near.values(), default=9)
    wanted = sorted({other for other, wrong in near.items() if wrong == least <= allowed})
    assert list(Spelling(known).alike(word)) == wanted


def test_short_words_and_numbers_are_like_no_other() -> None:
    spelling = Spelling(["mål", "2024", "måla", "ledtid"])
    assert spelling.alike("mål") == ()
    assert spelling.alike("2025") == ()
    assert spelling.alike("måle") == ("mål", "måla")
    assert spelling.alike("letdid") == ("ledtid",)
