"""An engine that is handed one objective for several aims, and what is done beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.services.planning.aims.levelling import levelled
from changekit.services.planning.aims.shortening import shortened
from changekit.services.planning.aims.weighing import SEPARABLE, weighed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from changekit.extension.protocols.planning import Draft, Engine, Figures, PlanModel, Progress
    from changekit.model.settings import AimName

__all__ = ["Aimed", "aimed"]


class Aimed:
    """An engine for several aims.

    Args:
        engine: The engine that plans by one objective.
        aims: The aims, the most important first.
        supply: What there is of each resource in each week, before anything is planned (R x H).
        was: Start weeks of an earlier plan by id.
    """

    def __init__(
        self,
        engine: Engine,
        aims: Sequence[AimName],
        supply: Figures,
        was: Mapping[str, int] | None = None,
    ) -> None:
        self.engine, self.aims, self.supply, self.was = engine, tuple(aims), supply, was

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
        """Return a draft: first by the aims that are sums, then each other aim in its turn.

        What the engine proved is kept where it is about value and nothing else came first.
        """
        if self.aims == ("value",):
            return self.engine(
                model, moves=moves, seconds=seconds, seed=seed, progress=progress, cancel=cancel
            )
        whole = weighed(model, self.aims, self.was)
        weight = whole.weights["value"]
        told = _told(progress, weight)
        engine = _shortest if self.aims[0] == "makespan" else self.engine
        draft = engine(
            whole.model, moves=moves, seconds=seconds, seed=seed, progress=told, cancel=cancel
        )
        if len(draft.starts) != len(model):
            return draft  # the caller says what is wrong with the engine
        starts = draft.starts
        if "disturbance" in self.aims:
            starts = _better(whole.model, starts, _held(whole.model))
        for at, aim in enumerate(self.aims):
            if aim not in SEPARABLE and (aim != "makespan" or at):
                starts = self._turned(model, starts, at, seed=seed, cancel=cancel)
        first = self.aims[0] == "value"
        known = first and draft.bound is not None
        return attrs.evolve(
            draft, starts=starts, prices=None, status=draft.status if first else "feasible",
            bound=(draft.bound or 0.0) / weight if known else None,
            bound_by=draft.bound_by if known else "",
        )  # fmt: skip

    def _turned(
        self,
        model: PlanModel,
        starts: tuple[int | None, ...],
        at: int,
        *,
        seed: int,
        cancel: Callable[[], bool] | None,
    ) -> tuple[int | None, ...]:
        """Return a plan that is better by one aim, and no worse by those before it."""
        earlier, later = self.aims[:at], self.aims[at + 1 :]
        before = self._part(model, earlier)
        if self.aims[at] == "makespan":
            return shortened(model, starts, before=before, seed=seed, cancel=cancel)
        ends = [s + int(model.weeks[i]) for i, s in enumerate(starts) if s is not None]
        return levelled(
            model, starts, supply=self.supply, before=before, after=self._part(model, later),
            latest_end=max(ends, default=0) if "makespan" in earlier else None, cancel=cancel,
        )  # fmt: skip

    def _part(self, model: PlanModel, aims: Sequence[AimName]) -> PlanModel | None:
        """Return the model of some of the aims, None where none of them is a sum."""
        inside = [aim for aim in aims if aim in SEPARABLE]
        return weighed(model, inside, self.was).model if inside else None


def aimed(
    engine: Engine,
    aims: Sequence[AimName],
    *,
    supply: Figures,
    was: Mapping[str, int] | None = None,
) -> Aimed:
    """Return an engine for several aims; see `Aimed`."""
    return Aimed(engine, aims, supply, was)


def _held(model: PlanModel) -> tuple[int | None, ...]:
    """Return a plan in which everything stands as near as it can to where it was."""
    from changekit.services.planning.changes.staying import held  # which lies above the engines

    return tuple(held(model).starts)


def _better(
    model: PlanModel, first: tuple[int | None, ...], second: tuple[int | None, ...]
) -> tuple[int | None, ...]:
    """Return the plan that leaves out less of what is mandatory, then the one that gives more."""
    must = [i for i, wanted in enumerate(model.mandatory.tolist()) if wanted]

    def rank(starts: tuple[int | None, ...]) -> tuple[int, float]:
        return sum(starts[i] is not None for i in must), model.objective(starts)

    return max(first, second, key=rank)


def _shortest(  # an engine is called like this
    model: PlanModel,
    *,
    moves: int | None = None,
    seconds: float | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Draft:
    """Return a plan of all that fits, whose last week is as early as was found."""
    from changekit.services.planning.makespan.municipal import shortest  # loads its loops

    return shortest(
        model, moves=moves, seconds=seconds, seed=seed, progress=progress, cancel=cancel
    ).draft


def _told(progress: Progress | None, weight: float) -> Progress | None:
    """Return a callback that is told values, not weighed sums."""
    if progress is None:
        return None
    return lambda share, best: progress(share, best / weight)
