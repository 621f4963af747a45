"""Several aims, the most important first: each as good as those before it allow, proven."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np

from changekit.optional.solver import cp_sat as solver_module
from changekit.services.planning.solving.run import Effort, run
from changekit.services.planning.solving.sound import broken
from changekit.services.planning.solving.steps import StepForm

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from changekit.services.planning.engines.parts import Part

    Whole: TypeAlias = NDArray[np.int64]

__all__ = ["Gains", "LastWeek", "Ordered", "Peaks", "solve_in_order"]


@attrs.frozen(eq=False)
class Gains:
    """As much as can be of what each initiative gives by its start week.

    Attributes:
        table: What each gives, 0 where it may not start (n x H).
    """

    table: Whole


@attrs.frozen
class LastWeek:
    """All that is planned is done as early as can be; plan nothing and it is done at once."""


@attrs.frozen
class Peaks:
    """The most that is used of resources in any week is as little as can be.

    Attributes:
        weights: What 1 of the peak of each resource counts (R).
        together: Whether all peaks are added up; else the highest counts.
    """

    weights: tuple[int, ...]
    together: bool = True


Aim: TypeAlias = "Gains | LastWeek | Peaks"


@attrs.frozen(kw_only=True)
class Ordered:
    """What was reached.

    Attributes:
        starts: By member: its start, None where it is left out.
        reached: By aim: how good the plan is; peaks and the last week as they are.
        proven: By aim: whether nothing is better, with the aims before it as good as they are.
    """

    starts: tuple[int | None, ...]
    reached: tuple[int, ...]
    proven: tuple[bool, ...]


def solve_in_order(
    part: Part,
    aims: Sequence[Aim],
    *,
    hint: Sequence[int | None] | None = None,
    effort: Effort,
    cancel: Callable[[], bool] | None = None,
) -> Ordered:
    """Return a plan that is as good as can be by the first aim, then by the second, and so on.

    What is mandatory comes before every aim. Each aim has an even share of the effort.

    Args:
        part: The problem.
        aims: The aims, the most important first.
        hint: A plan to begin from, which keeps every rule.
        effort: How hard to try, over all aims.
        cancel: Asked now and then; when it returns true, the plan so far is returned.

    Raises:
        MissingExtraError: The extra `solver` is not installed.
    """
    cp = solver_module()
    form = StepForm(cp, part)
    best = tuple(hint) if hint is not None else (None,) * len(part)
    if broken(part, best):
        best = (None,) * len(part)
    must = np.repeat(np.asarray(part.must, dtype=np.int64)[:, None], part.horizon, axis=1)
    share = _shared(effort, len(aims) + 1)
    proven, reached = [], []
    for aim in (Gains(must), *aims):
        objective = _objective(form, aim)
        form.add_hint(best)
        form.model.maximize(objective)
        solver, status = run(cp, form.model, share, cancel=cancel)
        sure = status == "OPTIMAL"
        if status in ("OPTIMAL", "FEASIBLE"):
            found = tuple(form.starts(solver))
            wrong = bool(broken(part, found))
            sure = sure and not wrong
            if not wrong and _worth(part, aim, found) >= _worth(part, aim, best):
                best = found
        proven.append(sure)
        reached.append(_worth(part, aim, best))
        form.model.add(objective >= reached[-1])
    signs = [1 if isinstance(aim, Gains) else -1 for aim in aims]
    return Ordered(
        starts=best, proven=tuple(proven[1:]),
        reached=tuple(sign * value for sign, value in zip(signs, reached[1:], strict=True)),
    )  # fmt: skip


def _shared(effort: Effort, count: int) -> Effort:
    return attrs.evolve(
        effort,
        units=None if effort.units is None else effort.units / count,
        seconds=None if effort.seconds is None else effort.seconds / count,
    )


def _objective(form: StepForm, aim: Aim) -> Any:  # Any: a sum of the solver
    """Return what an aim makes as high as can be."""
    part, model = form.part, form.model
    if isinstance(aim, Gains):
        return form.total(np.asarray(aim.table, dtype=np.int64))
    if isinstance(aim, LastWeek):
        last = model.new_int_var(0, part.horizon, "")
        ends = np.arange(part.horizon)[None, :] + part.weeks[:, None]
        for i in range(len(part)):
            model.add(form.total_of(i, ends[i]) <= last)
        return -last
    peaks = []
    for resource, weight in enumerate(aim.weights):
        most = model.new_int_var(0, int(part.room[resource].max(initial=0)), "")
        for terms in form.used(resource):
            model.add(terms <= most)
        peaks.append(weight * most)
    if aim.together:
        return -sum(peaks)
    highest = model.new_int_var(0, sum(w * int(r.max()) for w, r in _rows(part, aim)), "")
    for peak in peaks:
        model.add(peak <= highest)
    return -highest


def _rows(part: Part, aim: Peaks) -> list[tuple[int, Whole]]:
    return list(zip(aim.weights, part.room, strict=True))


def _worth(part: Part, aim: Aim, starts: Sequence[int | None]) -> int:
    """Return how good starts are by an aim, counted anew; more is better."""
    placed = [(i, at) for i, at in enumerate(starts) if at is not None]
    if isinstance(aim, Gains):
        return sum(int(aim.table[i, at]) for i, at in placed)
    if isinstance(aim, LastWeek):
        return -max((at + int(part.weeks[i]) for i, at in placed), default=0)
    used = np.zeros(part.room.shape, dtype=np.int64)
    for i, at in placed:
        for use in range(part.use_at[i], part.use_at[i + 1]):
            begin = at + int(part.use_from[use])
            weeks = slice(begin, begin + int(part.use_weeks[use]))
            used[part.use_resource[use], weeks] += part.use_amount[use]
    peaks = [
        weight * int(row.max(initial=0)) for weight, row in zip(aim.weights, used, strict=True)
    ]
    return -(sum(peaks) if aim.together else max(peaks, default=0))
