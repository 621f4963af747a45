"""All that can be planned of a municipality, done as early as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

from changekit.errors import InvalidValueError
from changekit.extension.protocols.planning import FREE, Draft
from changekit.services.planning.engines.greedy import fill, in_order, keys
from changekit.services.planning.engines.improved import greedy
from changekit.services.planning.engines.partition import parts_of
from changekit.services.planning.engines.schedule import Schedule
from changekit.services.planning.makespan.problem import problem
from changekit.services.planning.makespan.solve import solve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from changekit.extension.protocols.planning import PlanModel, Progress
    from changekit.services.planning.engines.outline import Outline
    from changekit.services.planning.makespan.outcome import Outcome
    from changekit.services.planning.makespan.problem import Problem, Use

__all__ = ["Shortest", "shortest"]

Starts = list["int | None"]

_HERD: Final = 60
"""Schedules that one generation makes."""
_MOVES: Final = 1_200
"""Ours: schedules for each part where no number is asked for."""


@attrs.frozen(kw_only=True)
class Shortest:
    """A draft that ends as early as was found.

    Attributes:
        draft: The plan.
        end: The week by which all that is planned has ended.
        bound: Nothing that plans the same initiatives ends before this week.
    """

    draft: Draft
    end: int
    bound: int

    @property
    def proved(self) -> bool:
        """Whether the same initiatives cannot end earlier."""
        return self.bound == self.end


def shortest(
    model: PlanModel,
    *,
    moves: int | None = None,
    seconds: float | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Shortest:
    """Return the same plan, with its end and a bound.

    First as much as fits is planned, what is mandatory before the rest. Then the parts of the plan
    that share nothing are searched one after the other, and what was found is planned again under
    every rule of the model. Of all plans the one counts that leaves out least, then the one that
    ends first, then the one with the lowest sum of starts.
    """
    best = _most(model, seed, cancel)
    end = bound = _end(model, best)
    tried, parts = 0, parts_of(model)
    total = sum(len(parts.members(at)) for at in range(len(parts))) or 1
    ordered, done = list(best), 0
    bounds = [_fixed_end(model)]
    for at in range(len(parts)):
        outline = parts.outline(parts.members(at))
        share = None if seconds is None else max(0.01, seconds * len(outline) / total)
        found = None
        if not (cancel and cancel()):
            found = _searched(outline, best, moves, share, seed, cancel)
        bounds.append(found.bound if found else 0)
        for i, start in _kept(outline, best, found):
            ordered[i] = start
        tried += found.schedules if found else 0
        done += len(outline)
        if progress:
            progress(done / total, model.objective(tuple(best)))
    best = min(best, _replanned(model, ordered), key=lambda starts: _rank(model, starts))
    end, bound = _end(model, best), max(bounds)
    draft = Draft(starts=tuple(best), moves=tried, repeatable=seconds is None)
    return Shortest(draft=draft, end=end, bound=min(bound, end))


def _most(model: PlanModel, seed: int, cancel: Callable[[], bool] | None) -> Starts:
    """Return the best of three plans.

    Ours: by value for the work; so, and improved by the engine `greedy`; and by what has most to
    follow.
    """
    plans = [list(greedy(model, seed=seed, cancel=cancel).starts)]
    for order in (_chains(model), None):
        schedule = Schedule(model)
        density = keys(model, schedule) if order is None else order
        fill(schedule, in_order(schedule, density, schedule.free))
        plans.append(list(schedule.starts))
    return min(plans, key=lambda starts: _rank(model, starts))


def _chains(model: PlanModel) -> list[float]:
    """Return how many weeks have to follow each start, more for what is mandatory or needed."""
    schedule = Schedule(model)
    order = in_order(schedule, [0.0] * len(model))
    weeks = [float(week) for week in model.weeks]
    first = model.mandatory.tolist()
    for i in reversed(order):
        for other, lag, required in schedule.before[i]:
            weeks[other] = max(weeks[other], weeks[i] + lag + float(model.weeks[other]))
            first[other] = first[other] or (required and first[i])
    top = max(weeks, default=0.0) + 1
    return [week + top * must for week, must in zip(weeks, first, strict=True)]


def _rank(model: PlanModel, starts: Sequence[int | None]) -> tuple[int, int, int, int]:
    """Return what is left out of the mandatory and of all, the end, and the sum of starts."""
    out = [i for i, start in enumerate(starts) if start is None]
    must = sum(bool(model.mandatory[i]) for i in out)
    return must, len(out), _end(model, starts), sum(s for s in starts if s is not None)


def _end(model: PlanModel, starts: Sequence[int | None]) -> int:
    ends = (s + int(w) for s, w in zip(starts, model.weeks, strict=True) if s is not None)
    return max(ends, default=0)


def _fixed_end(model: PlanModel) -> int:
    fixed = model.fixed != FREE
    return int((model.fixed + model.weeks)[fixed].max(initial=0))


def _searched(  # the caller's own arguments
    outline: Outline,
    starts: Starts,
    moves: int | None,
    seconds: float | None,
    seed: int,
    cancel: Callable[[], bool] | None,
) -> Outcome | None:
    """Return the shortest schedule of what is planned of a part, None where nothing is."""
    chosen = _chosen(outline, starts)
    if not chosen:
        return None
    known = [starts[int(outline.members[i])] or 0 for i in chosen]
    count = _MOVES if moves is None else moves
    try:
        return solve(
            _problem(outline, chosen), seconds=seconds,
            generations=None if seconds is not None else max(0, count // _HERD - 1),
            seed=seed, known=known, cancel=cancel,
        )  # fmt: skip
    except InvalidValueError:  # links in a circle, which the plan itself leaves open
        return None


def _chosen(outline: Outline, starts: Sequence[int | None]) -> list[int]:
    members = outline.members.tolist()
    return [i for i, member in enumerate(members) if starts[member] is not None]


def _kept(
    outline: Outline, starts: Sequence[int | None], found: Outcome | None
) -> list[tuple[int, int]]:
    """Return the starts found, by the numbers of the model."""
    if found is None:
        return []
    members = [int(outline.members[i]) for i in _chosen(outline, starts)]
    return list(zip(members, found.starts, strict=True))


def _replanned(model: PlanModel, wanted: Sequence[int | None]) -> Starts:
    """Return a plan in the order of wanted starts, under every rule of the model."""
    schedule = Schedule(model)
    last = model.horizon + 1
    density = [-float(last if start is None else start) for start in wanted]
    chosen = [i for i in schedule.free if wanted[i] is not None]
    fill(schedule, in_order(schedule, density, chosen))
    fill(schedule, in_order(schedule, density, schedule.free))
    return list(schedule.starts)


def _problem(outline: Outline, chosen: Sequence[int]) -> Problem:
    """Return what is planned of a part as a problem of its own.

    A change freeze is a resource that only a go-live uses, and that is not there in its weeks; two
    that may not run at the same time share one that there is one of. After the last week of the
    plan there is enough of everything, but whatever runs then is late.
    """
    at = {i: k for k, i in enumerate(chosen)}
    n, horizon = len(chosen), outline.horizon
    rows = [
        np.append(row, max(int(row.max(initial=0)), _largest(outline))) for row in outline.room
    ]
    uses = [_uses(outline, i) for i in chosen]
    for group in sorted({int(outline.group[i]) for i in chosen}):
        open_weeks = outline.open_end[group]
        if not open_weeks.all():
            for i in chosen:
                if outline.group[i] == group and outline.weeks[i] > 0:
                    uses[at[i]].append((len(rows), int(outline.weeks[i]) - 1, 1, 1))
            rows.append(np.append(n * open_weeks.astype(np.int64), n))
    for i in chosen:
        for other in outline.apart[outline.apart_at[i] : outline.apart_at[i + 1]].tolist():
            if i < other and other in at:
                for one in (i, other):
                    uses[at[one]].append((len(rows), 0, int(outline.weeks[one]), 1))
                rows.append(np.ones(horizon + 1, dtype=np.int64))
    return problem(
        [int(outline.weeks[i]) for i in chosen],
        before=[_before(outline, i, at) for i in chosen], uses=uses,
        room=np.array(rows, dtype=np.int64).reshape(-1, horizon + 1),
        earliest=[int(outline.low[i]) for i in chosen],
        latest=[int(outline.high[i]) for i in chosen],
    )  # fmt: skip


def _before(outline: Outline, i: int, at: Mapping[int, int]) -> list[tuple[int, int]]:
    row = range(outline.before_at[i], outline.before_at[i + 1])
    links = ((int(outline.before[e]), int(outline.lag[e])) for e in row)
    return [(at[other], lag) for other, lag in links if other in at]


def _uses(outline: Outline, i: int) -> list[Use]:
    row = slice(outline.use_at[i], outline.use_at[i + 1])
    return list(
        zip(
            outline.use_resource[row].tolist(), outline.use_from[row].tolist(),
            outline.use_weeks[row].tolist(), outline.use_amount[row].tolist(), strict=True,
        )
    )  # fmt: skip


def _largest(outline: Outline) -> int:
    return int(outline.use_amount.sum()) + 1
