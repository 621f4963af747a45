"""Patterson's format: numbers alone, one activity after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.files.psplib.problem import (
    MOST,
    MOST_ACTIVITIES,
    MOST_RESOURCES,
    SchedulingProblem,
    checked,
)
from changekit.files.psplib.tokens import BREAKS, Numbers, split
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.findings import Place
    from changekit.model.reading import Log

__all__ = ["patterson"]


def patterson(text: str, name: str, file: str, log: Log) -> SchedulingProblem | None:
    r"""Read a problem, None after findings.

    The numbers of activities and of resources, what there is of each resource, and for each
    activity: its duration, what it takes of each resource, how many successors it has, and their
    numbers, counted from 1.

    Source: Patterson (1984), Management Science 30(7), 854-867.

    Args:
        text: The whole file.
        name: What the problem is called.
        file: What findings call the file.
        log: Where they go.

    >>> from changekit.model.reading import Log
    >>> patterson("2 1\n4\n3 2 1 2\n5 4 0\n", "two", "two.rcp", Log()).successors
    ((1,), ())
    """
    before = len(log.findings)
    numbers = Numbers(split(enumerate(BREAKS.split(text), 1)), file, log)
    n = numbers.take(
        Text(sv="antalet aktiviteter", en="the number of activities"), low=1, high=MOST_ACTIVITIES
    )
    kinds = numbers.take(
        Text(sv="antalet resurser", en="the number of resources"), high=MOST_RESOURCES
    )
    if n is None or kinds is None:
        return None
    capacities = [_capacity(numbers, k) for k in range(kinds)]
    rows, places = [], []
    for i in range(n):
        places.append(numbers.place())
        rows.append(_activity(numbers, i, n, kinds))
        if numbers.ended:
            return None
    numbers.end()
    if len(log.findings) > before:
        return None
    return _problem(name, capacities, rows, places, log)


def _problem(
    name: str,
    capacities: list[int],
    rows: list[tuple[int, list[int], list[int]]],
    places: list[Place],
    log: Log,
) -> SchedulingProblem | None:
    before = len(log.findings)
    problem = SchedulingProblem(
        name=name,
        durations=tuple(row[0] for row in rows),
        requests=tuple(tuple(row[1]) for row in rows),
        capacities=tuple(capacities),
        successors=tuple(tuple(sorted(set(row[2]))) for row in rows),
    )
    checked(problem, places, log)
    return problem if len(log.findings) == before else None


def _capacity(numbers: Numbers, k: int) -> int:
    what = Text(
        sv=f"hur mycket som finns av resurs {k + 1}", en=f"the capacity of resource {k + 1}"
    )
    return numbers.take(what, high=MOST) or 0


def _activity(numbers: Numbers, i: int, n: int, kinds: int) -> tuple[int, list[int], list[int]]:
    """Return duration, requests and successors of an activity; 0 after a finding."""
    one = i + 1
    weeks = numbers.take(
        Text(sv=f"hur länge aktivitet {one} tar", en=f"the duration of activity {one}"), high=MOST
    )
    requests = [
        numbers.take(
            Text(
                sv=f"vad aktivitet {one} tar av resurs {k + 1}",
                en=f"what activity {one} takes of resource {k + 1}",
            ),
            high=MOST,
        )
        or 0
        for k in range(kinds)
    ]
    count = numbers.take(
        Text(
            sv=f"antalet efterföljare till aktivitet {one}",
            en=f"the number of successors of activity {one}",
        ),
        high=n,
    )
    if count is None:
        if not numbers.ended:
            numbers.skip_line()
        return weeks or 0, requests, []
    what = Text(sv=f"en efterföljare till aktivitet {one}", en=f"a successor of activity {one}")
    found = [numbers.take(what, low=1, high=n) for _ in range(count)]
    return weeks or 0, requests, [j - 1 for j in found if j is not None]
