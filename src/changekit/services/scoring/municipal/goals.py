"""How far an initiative's golden thread reaches, from its goal up to a political decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.services.scoring.municipal.judging import (
    Ends,
    Judged,
    as_scores,
    known,
    town_of,
    unknown,
)
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.extension.protocols.scoring import ScoreMatrix, Scores
    from changekit.model.goal import Goal
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality

__all__ = ["GOAL_ALIGNMENT", "GoalAlignment"]

PARTS = ("goal", "decision", "measure", "focus-area")
SHARE = 1 / len(PARTS)
"""Ours: the four steps of the thread count alike."""


@attrs.frozen(kw_only=True)
class GoalAlignment:
    """The share of the golden thread that is in place, by the best of an initiative's goals."""

    name: str = "goal-alignment"
    title: Text = Text(sv="Röd tråd till målen", en="Golden thread to the goals")
    formula: Text = Text(
        sv="en fjärdedel var: målet finns och hänger ihop uppåt, ett politiskt beslut ligger i "
        "kedjan, ett mått visar det, ett mål i kedjan tillhör en helhet; vikterna används inte",
        en="a quarter each: the goal is there and hangs together upwards, a political decision "
        "lies in the chain, a measure shows it, a goal in the chain is in a focus area; weights "
        "are not used",
    )
    source: str = "Ours: the steps of the golden thread from a political goal to work in a unit"
    claims: frozenset[str] = frozenset({"alone", "monotone", "rescaling", "zero-weight", "ties"})

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return scores from 0 to 1; without a goal there is none.

        Raises:
            InvalidValueError: The matrix holds numbers alone.
        """
        town = town_of(matrix, self.name)
        return as_scores([_judged(town, item) for item in matrix.initiatives], PARTS)


def _judged(town: Municipality, item: Initiative) -> Judged:
    chains = [_chain(town, name) for name in item.goals if name in town.goals_by_id]
    if not chains:
        parts = dict.fromkeys(PARTS, unknown(0, SHARE))
        return Judged(parts=parts, unknown=("goals",), scored=False)
    found = [_of_chain(town, *chain) for chain in chains]
    best = max(found, key=lambda it: (sum(part.middle for part in it.values()), -len(it)))
    missing = tuple(name for name, part in best.items() if part.low < part.high)
    return Judged(parts=best, unknown=missing)


def _chain(town: Municipality, name: str) -> tuple[list[Goal], bool]:
    """Return a goal and those above it, and whether the chain hangs together to its top."""
    chain: list[Goal] = []
    at: str | None = name
    while at is not None:
        goal = town.goals_by_id.get(at)
        if goal is None or goal in chain:
            return chain, False
        chain.append(goal)
        at = goal.parent
    return chain, True


def _of_chain(town: Municipality, chain: list[Goal], whole: bool) -> dict[str, Ends]:  # noqa: FBT001  # a pair of one call
    decided = any(goal.decision for goal in chain)
    measured = any(goal.measures for goal in chain)
    names = {goal.id for goal in chain}
    grouped = any(names & set(grouping.goals) for grouping in town.goals.groupings)
    open_ = unknown(0, SHARE)
    return {
        "goal": known(SHARE if whole else 0.0),
        # That no decision or measure stands there does not say that there is none.
        "decision": known(SHARE) if decided else open_,
        "measure": known(SHARE) if measured else open_,
        "focus-area": known(SHARE if grouped else 0.0) if town.goals.groupings else open_,
    }


GOAL_ALIGNMENT = GoalAlignment()
