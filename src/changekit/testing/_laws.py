"""The laws that scorers may claim, each held against one matrix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs
import numpy

from changekit.extension.protocols.scoring import CLAIMS, ScoreMatrix, Scores
from changekit.model.profile import Criterion
from changekit.services.scoring import compile_matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[numpy.float64]

__all__ = ["LAWS"]

Law: TypeAlias = Callable[[Callable[[ScoreMatrix], Scores], ScoreMatrix, Scores], None]

CLOSE: Final = 1e-9
FACTORS: Final = (0.5, 4.0, 0.25)
"""Ours: powers of two, so that other units change no bit but the exponent."""
_NOTHING: Final = Criterion(id="counts-for-nothing", best=1, worst=0, weight=0)
THRESHOLDS: Final = ("best", "worst", "indifference", "strict", "spread", "veto")


def _monotone(ask: Callable[[ScoreMatrix], Scores], matrix: ScoreMatrix, scores: Scores) -> None:
    """See that one value at its best never gives less than at its worst."""
    if not scores.scored[0]:
        return
    for column in range(len(matrix.criteria)):
        ends = (matrix.worst, matrix.middle[0], matrix.best)
        found = [
            ask(matrix.with_value(0, column, _whole(matrix, column, float(it[column])))).score[0]
            for it in ends
        ]
        slack = CLOSE * (1 + max(map(abs, found)))
        _require("monotone", found[0] <= found[1] + slack and found[1] <= found[2] + slack)


def _whole(matrix: ScoreMatrix, column: int, value: float) -> float:
    """Return a value that its scale has: whole where the scale is ordinal."""
    ordinal = bool(matrix.declared) and matrix.declared[column].kind == "ordinal"
    return float(round(value)) if ordinal else value


def _ties(ask: Callable[[ScoreMatrix], Scores], matrix: ScoreMatrix, _: Scores) -> None:
    """See that an initiative that stands twice has the same score twice."""
    count = len(matrix.ids)
    twice = ask(matrix.rows([*range(count), 0]))
    _require("ties", bool(twice.scored[0] == twice.scored[count]))
    if twice.scored[0]:
        _require("ties", abs(float(twice.score[0] - twice.score[count])) <= CLOSE)


def _rescaling(ask: Callable[[ScoreMatrix], Scores], matrix: ScoreMatrix, scores: Scores) -> None:
    """See that other units for all criteria leave everybody in order."""
    factors = numpy.resize(numpy.array(FACTORS), len(matrix.criteria))
    for column, criterion in enumerate(matrix.declared):
        if criterion.kind == "ordinal":  # levels have no unit
            factors[column] = 1.0
    after = ask(_rescaled(matrix, factors))
    done = scores.scored & after.scored
    one, other = scores.score[done], after.score[done]
    slack = CLOSE * (1 + float(numpy.abs(one).max(initial=0.0)))
    clear = one[:, None] > one + slack
    allowed = other[:, None] >= other - CLOSE * (1 + float(numpy.abs(other).max(initial=0.0)))
    _require("rescaling", bool((~clear | allowed).all()))


def _rescaled(matrix: ScoreMatrix, factors: Numbers) -> ScoreMatrix:
    declared = []
    for criterion, factor in zip(matrix.declared, factors.tolist(), strict=False):
        numbers: dict[str, Any] = {
            name: value * factor
            for name in THRESHOLDS
            if (value := getattr(criterion, name)) is not None
        }  # Any: fields of a criterion
        declared.append(attrs.evolve(criterion, **numbers))
    return attrs.evolve(
        matrix,
        low=matrix.low * factors, high=matrix.high * factors,
        best=matrix.best * factors, worst=matrix.worst * factors, declared=tuple(declared),
    )  # fmt: skip


def _zero_weight(
    ask: Callable[[ScoreMatrix], Scores], matrix: ScoreMatrix, scores: Scores
) -> None:
    """See that a profile with one more criterion, of weight 0, gives the same scores."""
    town = matrix.municipality
    profile = town.profiles_by_id.get(matrix.profile) if town else None
    if town is None or profile is None:
        return
    more = attrs.evolve(profile, criteria=(*profile.criteria, _NOTHING))
    again = ask(compile_matrix(attrs.evolve(town, profiles=(more,)), more))
    done = scores.scored
    same = numpy.isclose(again.score[done], scores.score[done], rtol=CLOSE, atol=CLOSE)
    _require("zero-weight", bool((again.scored == done).all() and same.all()))


def _require(claim: str, kept: bool) -> None:  # noqa: FBT001  # reads as a sentence
    if not kept:
        msg = f"it claims {claim!r}, and does not keep it: {CLAIMS[claim]}"
        raise AssertionError(msg)


LAWS: Final[Mapping[str, Law]] = {
    "monotone": _monotone,
    "ties": _ties,
    "rescaling": _rescaling,
    "zero-weight": _zero_weight,
}
"""By claim: what is held against each matrix; `alone` is seen to by the kit itself."""
