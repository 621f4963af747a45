"""Units touched, each counted by how hard it is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy

from changekit.extension.protocols.scoring import Scores
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.extension.protocols.scoring import ScoreMatrix
    from changekit.model.initiative import Initiative

__all__ = ["ReachScorer", "load_on_units"]


def load_on_units(initiative: Initiative) -> dict[str, float]:
    """Return by unit the load of the heaviest week, which is what people notice.

    >>> from changekit.model.initiative import Initiative
    >>> load_on_units(
    ...     Initiative.from_dict(
    ...         {"id": "a", "title": "A", "load": [{"unit": "soc", "profile": [1, 2]}]}
    ...     )
    ... )
    {'soc': 2}
    """
    touched: dict[str, float] = {}
    for item in initiative.load:
        heaviest = max(item.over(max(initiative.weeks or 1, len(item.profile))))
        touched[item.unit] = max(touched.get(item.unit, 0), heaviest)
    return touched


@attrs.frozen
class ReachScorer:
    """Sums, over the units that an initiative touches, the load of their heaviest week."""

    name: str = "reach"
    title: Text = Text(sv="Räckvidd", en="Reach")
    formula: Text = Text(
        sv="summan över berörda enheter av belastningen i deras tyngsta vecka",
        en="the sum over units touched of the load in their heaviest week",
    )
    source: str = "Ours: a change is noticed in each unit by its heaviest week"

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return the reach of every initiative; one that names no unit is not scored."""
        loads = [load_on_units(item) for item in matrix.initiatives]
        units = tuple(sorted({unit for load in loads for unit in load}))
        parts = numpy.array([[load.get(unit, 0.0) for unit in units] for load in loads])
        parts = parts.reshape(len(loads), len(units))
        total = parts.sum(axis=1)
        return Scores(
            score=total,
            low=total,
            high=total,
            scored=numpy.array([bool(load) for load in loads], dtype=bool),
            parts=units,
            contributions=parts,
            unknown=tuple(() if load else ("load",) for load in loads),
        )
