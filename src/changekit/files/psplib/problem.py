"""A scheduling problem as a file gives it, and what every format of it has to keep to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from changekit.findings import Findings
from changekit.rules import projects as rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from changekit.findings import Place
    from changekit.model.reading import Log

__all__ = ["LONGEST", "MOST", "MOST_ACTIVITIES", "MOST_RESOURCES", "Reading", "SchedulingProblem"]

MOST_ACTIVITIES: Final = 100_000
"""Ours: a hundred times what the largest published sets have."""
MOST_RESOURCES: Final = 1_000
"""Ours: hundred times what published sets have."""
MOST: Final = 1_000_000
"""Ours: durations, requests and capacities up to this; all fit in the words of the fast loops."""
LONGEST: Final = 5_000_000
"""Ours: so many periods all activities together may take, for a table of them to fit in memory."""


@attrs.frozen(kw_only=True)
class SchedulingProblem:
    """Activities that follow each other and share renewable resources.

    Attributes:
        name: The file's name without its ending.
        durations: How many periods each activity takes, in the file's order.
        requests: What each takes of each resource in every period.
        capacities: How much there is of each resource in every period.
        successors: Which activities cannot start before an activity has ended, counted from 0.
    """

    name: str
    durations: tuple[int, ...]
    requests: tuple[tuple[int, ...], ...]
    capacities: tuple[int, ...]
    successors: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        """Return the number of activities."""
        return len(self.durations)


@attrs.frozen(kw_only=True)
class Reading:
    """A problem, None where its file cannot be used, with what is wrong in it."""

    problem: SchedulingProblem | None = None
    findings: Findings = Findings()


def checked(problem: SchedulingProblem, places: Sequence[Place], log: Log) -> None:
    """Note what no schedule can keep to: circles, and requests above what there is.

    Args:
        problem: What was read.
        places: Where each activity stands.
        log: Where findings go.
    """
    total = sum(problem.durations)
    if total > LONGEST:
        log.add_at(rules.TOO_LONG, places[0], found=total, limit=LONGEST)
    for i, row in enumerate(problem.requests):
        for k, (amount, most) in enumerate(zip(row, problem.capacities, strict=True)):
            if amount > most and problem.durations[i]:
                log.add_at(
                    rules.NEVER_FITS, places[i],
                    activity=i + 1, found=amount, resource=k + 1, capacity=most,
                )  # fmt: skip
    circle = _circle(problem.successors)
    if circle:
        path = " -> ".join(str(i + 1) for i in [*circle, circle[0]])
        log.add_at(rules.PRECEDES_ITSELF, places[circle[0]], circle=path)


def _circle(successors: Sequence[Sequence[int]]) -> list[int]:
    """Return activities that each come before the next and the last before the first, if any."""
    left = [0] * len(successors)
    for row in successors:
        for j in row:
            left[j] += 1
    free = [i for i, count in enumerate(left) if not count]
    for i in free:
        for j in successors[i]:
            left[j] -= 1
            if not left[j]:
                free.append(j)
    inside = set(range(len(successors))).difference(free)
    before = {j: i for i in inside for j in successors[i] if j in inside}
    if not before:
        return []
    at = min(inside)
    walked: dict[int, None] = {}
    while at not in walked:
        walked[at] = None
        at = before[at]
    found = list(walked)
    found = found[found.index(at) :][::-1]
    first = found.index(min(found))
    return found[first:] + found[:first]
