"""PENG: what a change brings, in three sums of falling certainty, less what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy

from changekit.extension.protocols.scoring import ScoreMatrix, Scores
from changekit.services.scoring.options import Options
from changekit.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[numpy.float64]

__all__ = ["PENG", "Peng"]

PARTS = ("green", "yellow", "red", "cost")


@attrs.frozen(kw_only=True)
class Peng:
    """Direct, indirect and hard-to-value benefits, kept apart, less the cost of the benefit.

    Criteria play the parts `green` (direct, most certain), `yellow` (indirect), `red` (hard to
    value) and `cost`, by their ids or by option `roles`, all in one unit. The net alone says too
    little: the three sums are its parts, and tables show them.
    """

    name: str = "peng"
    title: Text = Text(sv="PENG", en="PENG")
    formula: Text = Text(
        sv="grön (direkt) + gul (indirekt) + röd (svårvärderad) nytta - kostnad; summorna visas "
        "var för sig, eftersom grön är säkrast och röd osäkrast; vikterna används inte",
        en="green (direct) + yellow (indirect) + red (hard to value) benefit - cost; the sums are "
        "shown apart, green being the most certain and red the least; weights are not used",
    )
    source: str = "PENG model for the value of change, Sweden: green, yellow and red benefits"
    claims: frozenset[str] = frozenset({"alone", "monotone", "ties", "zero-weight"})
    shows_parts: bool = True

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return net benefits in the unit of the criteria; each sum is a part.

        Raises:
            InvalidValueError: A part is missing, a criterion plays none, or units differ.
        """
        options = Options(matrix, self.name)
        roles = options.roles(PARTS, optional=PARTS[:3])
        if not any(roles[name] for name in PARTS[:3]):
            options.refuse("no criterion is 'green', 'yellow' or 'red': there is no benefit")
        for name, columns in roles.items():
            for at in columns:
                self._check(options, name, at)
        parts = tuple(name for name in PARTS if roles[name])

        def sums(values: Numbers) -> Numbers:
            return numpy.column_stack(
                [
                    values[:, list(roles[name])].sum(axis=1) * (-1 if name == "cost" else 1)
                    for name in parts
                ]
            )

        ends = (matrix.middle, matrix.worse_ends, matrix.better_ends)
        middle, low, high = map(sums, ends)
        score = middle.sum(axis=1)
        return Scores(
            score=score,
            low=numpy.minimum(low.sum(axis=1), score),
            high=numpy.maximum(high.sum(axis=1), score),
            scored=matrix.stated.any(axis=1),
            parts=parts,
            contributions=middle,
            unknown=matrix.unknown,
        )

    def _check(self, options: Options, role: str, at: int) -> None:
        matrix = options.matrix
        name, unit = matrix.criteria[at], matrix.units[at]
        if bool(matrix.more_is_better[at]) == (role == "cost"):
            wanted = "min" if role == "cost" else "max"
            options.refuse(f"criterion {name!r} is {role}, which needs direction {wanted}")
        if unit != matrix.units[0]:
            options.refuse(
                f"criterion {name!r} is in {unit!r} and {matrix.criteria[0]!r} in "
                f"{matrix.units[0]!r}: sums need one unit"
            )


PENG = Peng()
