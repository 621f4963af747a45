"""The value that waits for an initiative, directly or through others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.services.scoring.municipal.judging import Ends, Judged, as_scores, known, town_of
from changekit.services.scoring.sums import WEIGHTED_SUM
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.extension.protocols.scoring import ScoreMatrix, Scores

__all__ = ["DEPENDENCY_LEVERAGE", "DependencyLeverage"]

PARTS = ("unlocked",)


@attrs.frozen(kw_only=True)
class DependencyLeverage:
    """The sum of the weighted sums of what requires or follows an initiative.

    What is done or stopped waits for nothing. An initiative that nothing waits for has 0, since
    links are written down or are none; that of initiatives left out is not counted.
    """

    name: str = "dependency-leverage"
    title: Text = Text(sv="Frigjord nytta", en="Value unlocked")
    formula: Text = Text(
        sv="summan av den viktade summan för varje initiativ som väntar på det, direkt eller "
        "genom andra (beror av de andra)",
        en="the sum of the weighted sum of each initiative that waits for it, directly or "
        "through others (depends on the others)",
    )
    source: str = "Ours: value by the profile's own criteria, over the links requires and follows"
    claims: frozenset[str] = frozenset({"rescaling", "zero-weight"})

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return scores of 0 or more.

        Raises:
            InvalidValueError: The matrix holds numbers alone, or no criterion has a weight.
        """
        # Only this scorer needs graphs, which take a while to load.
        from changekit.services.dependencies import dependencies

        town = town_of(matrix, self.name)
        value = WEIGHTED_SUM.score(matrix)
        ends = dict(
            zip(
                matrix.ids,
                map(Ends, value.low.tolist(), value.score.tolist(), value.high.tolist()),
                strict=True,
            )
        )
        open_ = {it.id for it in matrix.initiatives if it.status not in ("done", "stopped")}
        unsure = {name for name, names in zip(matrix.ids, value.unknown, strict=True) if names}
        graph = dependencies(town)
        judged = []
        for name in matrix.ids:
            waiting = [it for it in graph.unlocks(name) if it in open_ and it != name]
            sums = [sum(part) for part in zip(*(ends[it] for it in waiting), strict=True)]
            missing = tuple(f"value of {it}" for it in waiting if it in unsure)
            part = Ends(*sums) if sums else known(0.0)
            judged.append(Judged(parts={"unlocked": part}, unknown=missing))
        return as_scores(judged, PARTS)


DEPENDENCY_LEVERAGE = DependencyLeverage()
