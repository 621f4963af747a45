"""What a planning engine is handed, and what it hands back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, runtime_checkable

import attrs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weeks: TypeAlias = NDArray[np.int32]
    Figures: TypeAlias = NDArray[np.float64]
    Flags: TypeAlias = NDArray[np.bool_]

__all__ = [
    "FREE", "Draft", "Engine", "PlanModel", "Progress", "Resource", "ResourceKind", "tell",
]  # fmt: skip

FREE = -1_000_000
"""Stands in `PlanModel.fixed` where the start is for the engine to choose."""

ResourceKind: TypeAlias = Literal["capacity", "role", "limit"]
Progress: TypeAlias = Callable[[float, float], None]
"""Is told the share of the work that is done, and the best objective so far.

One that has an attribute `bound` gets what no plan can pass written into it, once an engine knows
that (see `tell`)."""


def tell(
    progress: Progress | None, share: float, best: float, *, bound: float | None = None
) -> None:
    """Tell a callback, if there is one, how far the search is.

    Args:
        progress: The callback.
        share: The share of the work that is done, 0 to 1.
        best: The best objective so far.
        bound: What no plan can pass, where that is known.
    """
    if progress is None:
        return
    if bound is not None and hasattr(progress, "bound"):
        progress.bound = bound
    progress(share, best)


@attrs.frozen
class Resource:
    """Something that initiatives share week by week.

    Attributes:
        kind: A unit's change capacity, a role's hours, or a number of initiatives at once.
        subject: The unit or role; empty for the limit over all.
        assumed: Whether its size is not known but assumed.
    """

    kind: ResourceKind
    subject: str
    assumed: bool = False


@attrs.frozen(kw_only=True, eq=False)
class PlanModel:
    """A planning problem compiled to arrays, in the order of the ids.

    Weeks count from 0, the first week of the plan; an initiative that starts in week s occupies
    the weeks s to s + weeks - 1, and goes live in the last of them. There are n initiatives, R
    resources, H weeks. Lists of different length for each initiative are one flat array with
    offsets: the items of initiative i are those from `x_at[i]` to `x_at[i + 1]`.

    Attributes:
        horizon: H.
        first: The first week in which something may start.
        ids: Sorted; n of them.
        weeks: How long each takes (n).
        earliest: The first week in which each may start (n).
        latest: The last week in which each may start so that it ends in time; it is below
            `earliest` where there is none (n).
        value: What each gives for every week after it went live (n).
        mandatory: Whether it has to be in the plan (n).
        fixed: The start where it is given, else FREE; may lie before week 0 (n).
        open_end: By freeze group and week: whether something may go live then (G x H).
        group: The freeze group of each (n).
        resources: R of them.
        room: What is left of each resource in each week when all that is fixed has taken its
            part; below 0 where that is more than there is (R x H).
        use_at: Offsets (n + 1) of the uses. A use takes `use_amount` of `use_resource` in
            `use_weeks` weeks, from `use_from` weeks after the start.
        before_at: Offsets (n + 1) of what has to end before: `before`, with `lag` weeks between.
            Where it is `required`, it also has to be in the plan.
        apart_at: Offsets (n + 1) of `apart`: those that must not run at the same time.
        instead_at: Offsets (n + 1) of `instead`: those of which only one may be in the plan.
        cost: What each costs, 0 where that is not known or not limited (n).
        purse: By week: which budget a start is paid from, -1 where there is none (H).
        budgets: What is left of each budget.
        worth: By the week e in which what went live is first used: what a value of 1 a week gives
            from then to the end of the plan, discounted if asked; H - e without (H + 1).
        decay: The share of the value that is lost for each week of a go-live after the week
            `decay_from`, 0 to 1 (n each).
        due: The week from which an initiative is late, and what each week then costs (n each).
        was: Where an earlier plan had it, FREE where that had it not; what a week away from there
            costs, and what it costs to leave it out (n each).
    """

    horizon: int
    first: int
    ids: tuple[str, ...]
    weeks: Weeks
    earliest: Weeks
    latest: Weeks
    value: Figures
    mandatory: Flags
    fixed: Weeks
    open_end: Flags
    group: Weeks
    resources: tuple[Resource, ...]
    room: Figures
    use_at: Weeks
    use_resource: Weeks
    use_from: Weeks
    use_weeks: Weeks
    use_amount: Figures
    before_at: Weeks
    before: Weeks
    lag: Weeks
    required: Flags
    apart_at: Weeks
    apart: Weeks
    instead_at: Weeks
    instead: Weeks
    cost: Figures
    purse: Weeks
    budgets: Figures
    worth: Figures = attrs.field()
    decay: Figures = attrs.field()
    decay_from: Weeks = attrs.field()
    due: Weeks = attrs.field()
    late_cost: Figures = attrs.field()
    was: Weeks = attrs.field()
    move_cost: Figures = attrs.field()
    drop_cost: Figures = attrs.field()

    @worth.default
    def _undiscounted(self) -> Figures:
        import numpy as np

        return np.arange(self.horizon, -1, -1, dtype=np.float64)

    @decay.default
    @late_cost.default
    @move_cost.default
    @drop_cost.default
    def _nothing(self) -> Figures:
        import numpy as np

        return np.zeros(len(self.ids))

    @decay_from.default
    def _from_the_first(self) -> Weeks:
        import numpy as np

        return np.zeros(len(self.ids), dtype=np.int32)

    @due.default
    def _never_late(self) -> Weeks:
        import numpy as np

        return np.full(len(self.ids), self.horizon, dtype=np.int32)

    @was.default
    def _no_earlier_plan(self) -> Weeks:
        import numpy as np

        return np.full(len(self.ids), FREE, dtype=np.int32)

    def __len__(self) -> int:
        """Return the number of initiatives."""
        return len(self.ids)

    def gain(self, i: int, start: int) -> float:
        """Return what an initiative adds to the objective when it starts in a week.

        Ours: its value from its go-live to the end of the plan, less what being late costs, less
        what moving it away from an earlier plan costs. One that is left out adds 0.
        """
        end = start + int(self.weeks[i])
        late = max(0, end - int(self.decay_from[i]))
        kept = max(0.0, 1 - float(self.decay[i]) * late)
        gain = float(self.value[i]) * kept * float(self.worth[max(0, min(end, self.horizon))])
        gain -= float(self.late_cost[i]) * max(0, end - int(self.due[i]))
        was = int(self.was[i])
        if was != FREE:
            gain += float(self.drop_cost[i]) - float(self.move_cost[i]) * abs(start - was)
        return gain

    def objective(self, starts: tuple[int | None, ...]) -> float:
        """Return the value that a plan gives until its last week.

        Ours: the sum of the gains of all that are planned.
        """
        return float(
            sum(self.gain(i, start) for i, start in enumerate(starts) if start is not None)
        )


@attrs.frozen(kw_only=True)
class Draft:
    """What an engine found: a start week for each initiative, None where it is left out.

    Attributes:
        starts: In the order of the model's ids.
        status: `optimal` where the engine proved that nothing is better.
        bound: No plan has a higher objective than this; None where the engine knows no bound.
        moves: How many moves were tried.
        repeatable: Whether the same call gives the same draft on any machine.
        prices: What one more unit of each resource would be worth in each week, by the bound
            (R x H); None where the engine knows none.
        bound_by: What proved the bound, such as `prices` or `cp-sat`; empty without a bound.
    """

    starts: tuple[int | None, ...]
    status: Literal["feasible", "optimal"] = "feasible"
    bound: float | None = None
    moves: int = 0
    repeatable: bool = True
    prices: Figures | None = attrs.field(default=None, eq=False, repr=False)
    bound_by: str = ""


@runtime_checkable
class Engine(Protocol):
    """Plans: finds a start for each initiative, or leaves it out.

    An engine keeps to every rule of the model; the caller checks each draft all the same.
    """

    def __call__(
        self,
        model: PlanModel,
        *,
        moves: int | None = None,
        seconds: float | None = None,
        seed: int = 0,
        progress: Progress | None = None,
        cancel: Callable[[], bool] | None = None,
    ) -> Draft:
        """Return a draft.

        Args:
            model: The compiled problem.
            moves: How many moves to try; None: the engine's own number.
            seconds: Try moves for this long instead; the draft is then not repeatable.
            seed: Equal seeds give equal drafts.
            progress: Told how far it has come.
            cancel: Asked now and then; when it returns true, the best draft so far is returned.
        """


def flat(rows: list[list[Any]]) -> tuple[list[int], list[Any]]:  # Any: items of one kind
    """Return lists as offsets and one flat list.

    >>> flat([[1, 2], [], [3]])
    ([0, 2, 2, 3], [1, 2, 3])
    """
    offsets = [0]
    items: list[Any] = []
    for row in rows:
        items += row
        offsets.append(len(items))
    return offsets, items
