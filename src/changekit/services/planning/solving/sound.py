"""A plain look at the starts of a part, week by week: no solver is believed without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from changekit.services.planning.engines.parts import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from changekit.services.planning.engines.parts import Part

__all__ = ["broken", "worth"]


def broken(part: Part, starts: Sequence[int | None]) -> list[str]:
    """Return the rules that starts break, nothing where they hold.

    What is mandatory may be left out here: whether it can be planned at all is another question.
    """
    found = [*_by_dates(part, starts), *_by_links(part, starts), *_by_room(part, starts)]
    return [*found, *_by_money(part, starts)]


def worth(part: Part, starts: Sequence[int | None]) -> int:
    """Return what the starts give together, in the whole numbers of the part."""
    return sum(int(part.gain[i, at]) for i, at in enumerate(starts) if at is not None)


def _by_dates(part: Part, starts: Sequence[int | None]) -> Iterator[str]:
    for i, at in enumerate(starts):
        if at is not None and not (0 <= at < part.horizon and part.gain[i, at] != NEVER):
            yield f"{i} may not start in week {at}"


def _by_links(part: Part, starts: Sequence[int | None]) -> Iterator[str]:
    for i, at in enumerate(starts):
        if at is None:
            continue
        for link in range(part.before_at[i], part.before_at[i + 1]):
            other = int(part.before[link])
            end = starts[other]
            if end is None and part.required[link]:
                yield f"{i} needs {other}"
            if end is not None and at < end + int(part.weeks[other]) + int(part.lag[link]):
                yield f"{i} starts before {other} is done"
        last = at + int(part.weeks[i])
        for other in part.apart[part.apart_at[i] : part.apart_at[i + 1]].tolist():
            begin = starts[other]
            if begin is not None and begin < last and at < begin + int(part.weeks[other]):
                yield f"{i} runs at the same time as {other}"
        for other in part.instead[part.instead_at[i] : part.instead_at[i + 1]].tolist():
            if starts[other] is not None:
                yield f"{i} is planned beside {other}"


def _by_room(part: Part, starts: Sequence[int | None]) -> Iterator[str]:
    left = np.array(part.room, dtype=np.int64)
    touched = np.zeros(left.shape, dtype=np.bool_)
    for i, at in enumerate(starts):
        if at is None:
            continue
        for use in range(part.use_at[i], part.use_at[i + 1]):
            begin = at + int(part.use_from[use])
            weeks = slice(max(0, begin), max(0, begin + int(part.use_weeks[use])))
            left[part.use_resource[use], weeks] -= part.use_amount[use]
            touched[part.use_resource[use], weeks] |= bool(part.use_amount[use] > 0)
    for resource, week in zip(*np.nonzero((left < 0) & touched), strict=True):
        yield f"resource {resource} is overdrawn in week {week}"


def _by_money(part: Part, starts: Sequence[int | None]) -> Iterator[str]:
    left = part.budgets.tolist()
    for i, at in enumerate(starts):
        if at is not None and part.purse[at] >= 0:
            left[part.purse[at]] -= int(part.cost[i])
    for year, rest in enumerate(left):
        if rest < 0:
            yield f"budget {year} is overdrawn"
