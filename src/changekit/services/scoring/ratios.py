"""Scores that divide what is gained by what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy

from changekit.errors import InvalidValueError
from changekit.extension.protocols.scoring import ScoreMatrix, Scores
from changekit.services.scoring.steps import (
    parts_table,
    step_table,
    values_table,
    weights_table,
)
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from changekit.tables import Table

    Numbers = NDArray[numpy.float64]

__all__ = ["COST_OF_DELAY", "QUADRANTS", "VALUE_EFFORT", "WSJF", "Ratio"]

QUADRANTS: Mapping[str, Text] = {
    "quick-win": Text(sv="snabb vinst", en="quick win"),
    "big-bet": Text(sv="stor satsning", en="big bet"),
    "fill-in": Text(sv="utfyllnad", en="fill-in"),
    "avoid": Text(sv="undvik", en="avoid"),
}
"""What a combination of value and effort is called, by its id."""


@attrs.frozen(kw_only=True)
class Ratio:
    """The weighted sum of what should be high, over the weighted sum of what should be low.

    A contribution is one part of the numerator divided by the whole denominator, so that the
    contributions sum to the score; what should be low divides and is no part of its own.

    Attributes:
        least: Ours: a denominator counts as at least this share of its declared worst, so that
            an unknown or a zero effort gives a large score and not an endless one.
        quadrants: Whether initiatives are also put in quadrants.
        value_cut: From which numerator on a value is high; none: the middle of the scale.
        effort_cut: Up to which denominator an effort is low; none: the middle of the scale.
    """

    name: str
    title: Text
    formula: Text
    source: str
    claims: frozenset[str] = frozenset({"alone", "monotone", "zero-weight", "ties"})
    least: float = 0.001
    quadrants: bool = False
    value_cut: float | None = None
    effort_cut: float | None = None

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return scores of 0 or more; unknown values count as the middle of their range.

        Raises:
            InvalidValueError: Nothing should be high, nothing should be low, or a scale goes
                below 0, where a ratio means nothing.
        """
        gain, effort = self._split(matrix)
        middle = self._parts(matrix, matrix.middle, gain, effort)
        return Scores(
            score=middle.sum(axis=1),
            low=self._parts(matrix, matrix.worse_ends, gain, effort).sum(axis=1),
            high=self._parts(matrix, matrix.better_ends, gain, effort).sum(axis=1),
            scored=matrix.stated.any(axis=1),
            parts=tuple(matrix.criteria[at] for at in gain),
            contributions=middle,
            unknown=matrix.unknown,
            groups=self._groups(matrix, gain, effort) if self.quadrants else (),
        )

    def steps(self, matrix: ScoreMatrix) -> tuple[Table, ...]:
        """Return scales and weights, the values, what is divided by what, and the parts."""
        gain, effort = self._split(matrix)
        sizes = self._sizes(matrix, matrix.middle, effort)
        gains = (matrix.middle[:, gain] * matrix.weights[gain]).sum(axis=1)
        sides = step_table(
            Text(sv="Det som delas, och det som delar", en="What is divided, and by what"),
            matrix.ids,
            {
                "gain": (Text(sv="Viktad nytta", en="Weighted value"), gains),
                "effort": (Text(sv="Viktad insats", en="Weighted effort"), sizes),
                "ratio": (Text(sv="Kvot", en="Quotient"), gains / sizes),
            },
        )
        parts = parts_table(matrix, self.score(matrix))
        return weights_table(matrix), values_table(matrix), sides, parts

    def _split(self, matrix: ScoreMatrix) -> tuple[NDArray[numpy.intp], NDArray[numpy.intp]]:
        gain = numpy.flatnonzero(matrix.more_is_better)
        effort = numpy.flatnonzero(~matrix.more_is_better)
        where = f"profile {matrix.profile!r}, method {self.name!r}"
        for found, direction in ((gain, "max"), (effort, "min")):
            if not found.size:
                msg = f"{where}: no criterion with direction {direction} has a weight above 0"
                raise InvalidValueError(msg)
        below = [
            name
            for name, best, worst in zip(matrix.criteria, matrix.best, matrix.worst, strict=True)
            if min(best, worst) < 0
        ]
        if below:
            msg = f"{where}: the scale of {below[0]!r} goes below 0, where a ratio means nothing"
            raise InvalidValueError(msg)
        return gain, effort

    def _sizes(self, matrix: ScoreMatrix, values: Numbers, effort: NDArray[numpy.intp]) -> Numbers:
        weights = matrix.weights[effort]
        sizes: Numbers = (values[:, effort] * weights).sum(axis=1)
        return numpy.maximum(sizes, self.least * float((weights * matrix.worst[effort]).sum()))

    def _parts(
        self,
        matrix: ScoreMatrix,
        values: Numbers,
        gain: NDArray[numpy.intp],
        effort: NDArray[numpy.intp],
    ) -> Numbers:
        sizes = self._sizes(matrix, values, effort)
        gains: Numbers = values[:, gain] * matrix.weights[gain]
        return gains / sizes[:, None]

    def _groups(
        self, matrix: ScoreMatrix, gain: NDArray[numpy.intp], effort: NDArray[numpy.intp]
    ) -> tuple[str | None, ...]:
        weights = matrix.weights
        ends = (matrix.best + matrix.worst) / 2 * weights
        value_cut = float(ends[gain].sum()) if self.value_cut is None else self.value_cut
        effort_cut = float(ends[effort].sum()) if self.effort_cut is None else self.effort_cut
        placed = []
        for values in (matrix.worse_ends, matrix.better_ends):
            high = (values[:, gain] * weights[gain]).sum(axis=1) >= value_cut
            low = (values[:, effort] * weights[effort]).sum(axis=1) <= effort_cut
            placed.append(numpy.where(high, numpy.where(low, 0, 1), numpy.where(low, 2, 3)))
        names = tuple(QUADRANTS)
        return tuple(
            names[worse] if worse == better else None
            for worse, better in zip(placed[0].tolist(), placed[1].tolist(), strict=True)
        )


VALUE_EFFORT = Ratio(
    name="value-effort",
    title=Text(sv="Nytta genom insats", en="Value over effort"),
    formula=Text(
        sv="viktad nytta / viktad insats; kvadranten delas vid mitten av varje skala",
        en="weighted value / weighted effort; quadrants are cut at the middle of each scale",
    ),
    source="Ours: return on effort; matrix and list rest on the same two numbers, so they agree",
    quadrants=True,
)
WSJF = Ratio(
    name="wsjf",
    title=Text(sv="Kortast arbete först, viktat", en="Weighted shortest job first"),
    formula=Text(
        sv="(nytta + brådska + minskad risk) / arbetets storlek",
        en="(business value + time criticality + risk reduction) / job size",
    ),
    source="Scaled Agile Framework, WSJF: relative numbers, of use only against each other",
)
COST_OF_DELAY = Ratio(
    name="cost-of-delay",
    title=Text(sv="Kostnad för att vänta", en="Cost of delay"),
    formula=Text(
        sv="vad en veckas väntan kostar / antalet veckor arbetet tar",
        en="what a week's delay costs / how many weeks the work takes",
    ),
    source=(
        "Smith (1956), Naval Research Logistics Quarterly 3, 59-66: the order that loses least "
        "when one initiative runs at a time and none waits for another"
    ),
)
