"""What a scorer takes and gives: a compiled matrix of values in, scores with reasons out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, TypeAlias, runtime_checkable

import attrs
import numpy

from changekit.errors import InvalidValueError
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.profile import Criterion
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from changekit.tables import Table

    Numbers: TypeAlias = NDArray[numpy.float64]
    Flags: TypeAlias = NDArray[numpy.bool_]

__all__ = [
    "CLAIMS", "LinearScorer", "ScoreMatrix", "Scorer", "Scores", "StepScorer",
    "UnsoundScoresError", "claims_of",
]  # fmt: skip

CLAIMS: Mapping[str, str] = {
    "alone": "dropping other initiatives changes no score",
    "monotone": "a better value never lowers the score of its initiative",
    "rescaling": "other units, ends and thresholds along with the values, change no order",
    "zero-weight": "a criterion of weight 0 is as if it were not there",
    "ties": "two initiatives about which the same is known have the same score",
}
"""What a scorer may say of itself in `claims`, which the conformance kit then holds it to."""


def _numbers(values: ArrayLike) -> Numbers:
    array = numpy.array(values, dtype=numpy.float64)
    array.flags.writeable = False
    return array


def _flags(values: ArrayLike) -> Flags:
    array = numpy.array(values, dtype=numpy.bool_)
    array.flags.writeable = False
    return array


@attrs.frozen(kw_only=True, eq=False, slots=False)
class ScoreMatrix:
    """What is known of each initiative by each criterion, compiled once for every scorer.

    Arrays have one row for each initiative and one column for each criterion with a weight
    above 0; none can be written to.

    Attributes:
        profile: The id of the score profile, for messages.
        low: The lowest that a value can be; equal to `high` where it is known.
        high: The highest that a value can be.
        known: Where the value is known.
        stated: Where at least a range is known; elsewhere `low` and `high` are the ends of the
            declared scale.
        best: The best value that a criterion can have, below `worst` where less is better.
        weights: Above 0, as declared; they need not sum to 1.
        declared: The criteria with what they say beside scale and weight, such as thresholds.
        options: What the profile tells the method, as plain values.
        municipality: Where the initiatives stand, for scorers that look at more than numbers.
        initiatives: The initiatives themselves.
        notices: What everybody who reads the scores has to know of scales and weights.
    """

    profile: str = ""
    ids: tuple[str, ...]
    criteria: tuple[str, ...]
    low: Numbers = attrs.field(converter=_numbers)
    high: Numbers = attrs.field(converter=_numbers)
    known: Flags = attrs.field(converter=_flags)
    stated: Flags = attrs.field(converter=_flags)
    best: Numbers = attrs.field(converter=_numbers)
    worst: Numbers = attrs.field(converter=_numbers)
    weights: Numbers = attrs.field(converter=_numbers)
    units: tuple[str | None, ...]
    declared: tuple[Criterion, ...] = ()
    options: Mapping[str, Any] = attrs.field(factory=dict)  # Any: plain values
    municipality: Municipality | None = attrs.field(default=None, repr=False)
    initiatives: tuple[Initiative, ...] = ()
    notices: tuple[Text, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check that there are numbers to work with, and scales with two ends."""
        for name in ("low", "high"):
            found = numpy.argwhere(~numpy.isfinite(getattr(self, name)))
            if len(found):
                row, column = found[0].tolist()
                value = getattr(self, name)[row, column]
                where = f"initiative {self.ids[row]!r}, criterion {self.criteria[column]!r}"
                self._refuse(f"{where}: a value is a finite number, got {value}")
        for at, name in enumerate(self.criteria):
            best, worst, weight = (float(it[at]) for it in (self.best, self.worst, self.weights))
            if best == worst or not math.isfinite(best - worst):
                got = f"best {best:g} and worst {worst:g}"
                self._refuse(f"criterion {name!r}: a scale has two finite ends, got {got}")
            if not (math.isfinite(weight) and weight >= 0):
                self._refuse(f"criterion {name!r}: a weight is 0 or more, got {weight:g}")

    def _refuse(self, what: str) -> NoReturn:
        msg = f"profile {self.profile!r}, {what}"
        raise InvalidValueError(msg)

    @cached_property
    def shares(self) -> Numbers:
        """The weights, made to sum to 1.

        Raises:
            InvalidValueError: There is no weight to share.
        """
        total = float(self.weights.sum())
        if not total > 0:
            msg = f"profile {self.profile!r}: no criterion has a weight above 0, so nothing counts"
            raise InvalidValueError(msg)
        return _numbers(self.weights / total)

    @cached_property
    def more_is_better(self) -> Flags:
        """By criterion: whether the best value is the highest."""
        return _flags(self.best > self.worst)

    @cached_property
    def middle(self) -> Numbers:
        """The value where it is known, else the middle between its ends."""
        return _numbers(self.low + (self.high - self.low) / 2)

    @cached_property
    def worse_ends(self) -> Numbers:
        """The values at the end that is worse."""
        return _numbers(numpy.where(self.more_is_better, self.low, self.high))

    @cached_property
    def better_ends(self) -> Numbers:
        """The values at the end that is better."""
        return _numbers(numpy.where(self.more_is_better, self.high, self.low))

    @cached_property
    def unknown(self) -> tuple[tuple[str, ...], ...]:
        """By initiative: the criteria whose value is not known."""
        names = numpy.array(self.criteria, dtype=object)
        return tuple(tuple(names[~row]) if not row.all() else () for row in self.known)

    def with_value(self, row: int, column: int, value: float) -> ScoreMatrix:
        """Return the matrix in which one value is known."""
        low, high = self.low.copy(), self.high.copy()
        known, stated = self.known.copy(), self.stated.copy()
        low[row, column] = high[row, column] = value
        known[row, column] = stated[row, column] = True
        return attrs.evolve(self, low=low, high=high, known=known, stated=stated)

    def rows(self, wanted: Sequence[int]) -> ScoreMatrix:
        """Return the matrix of some of the initiatives, in the order asked for."""
        index = numpy.asarray(wanted, dtype=numpy.intp)
        return attrs.evolve(
            self,
            ids=tuple(self.ids[at] for at in wanted),
            low=self.low[index], high=self.high[index],
            known=self.known[index], stated=self.stated[index],
            initiatives=tuple(self.initiatives[at] for at in wanted) if self.initiatives else (),
        )  # fmt: skip


class UnsoundScoresError(InvalidValueError):
    """Scores that do not hold together: the fault of the scorer, never of the data."""


@attrs.frozen(kw_only=True, eq=False)
class Scores:
    """What a scorer gives: a score, an interval and its parts for each row of the matrix.

    Attributes:
        score: More is better. Where `scored` is false the number stands for nothing.
        low: The score if every unknown value turned out at its worse end.
        high: The score if every unknown value turned out at its better end.
        scored: Where anything is known that the score can rest on.
        parts: What the score is made of, one name for each column of `contributions`.
        contributions: They sum to the score in each row.
        unknown: By initiative: what the score needed and nobody knows.
        groups: By initiative: the id of its group (such as a quadrant), None where undecided.
    """

    score: Numbers = attrs.field(converter=_numbers)
    low: Numbers = attrs.field(converter=_numbers)
    high: Numbers = attrs.field(converter=_numbers)
    scored: Flags = attrs.field(converter=_flags)
    parts: tuple[str, ...]
    contributions: Numbers = attrs.field(converter=_numbers)
    unknown: tuple[tuple[str, ...], ...]
    groups: tuple[str | None, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check shapes, that scores are numbers inside their intervals, and that parts sum."""
        count = self.score.size
        flat = {array.shape for array in (self.score, self.low, self.high, self.scored)}
        long = {len(self.unknown), len(self.groups) or count}
        whole = self.contributions.shape == (count, len(self.parts))
        if flat != {(count,)} or long != {count} or not whole:
            msg = f"{count} scores need as many intervals, and one contribution for each part"
            raise UnsoundScoresError(msg)
        done = self.scored
        score, low, high = self.score[done], self.low[done], self.high[done]
        if not (numpy.isfinite(score).all() and ((low <= score) & (score <= high)).all()):
            msg = "a score is a finite number between its own low and high"
            raise UnsoundScoresError(msg)
        # Ours: the sums may differ by rounding, one part in 10**12 of the largest part.
        sums = self.contributions[done].sum(axis=1)
        size = numpy.abs(self.contributions[done]).sum(axis=1) + 1
        if not (numpy.abs(sums - score) <= 1e-12 * size).all():
            msg = "the contributions do not sum to the score"
            raise UnsoundScoresError(msg)


@runtime_checkable
class Scorer(Protocol):
    """A way to score: without state, so that one object serves every call and thread.

    A scorer answers for one row from that row alone, or says otherwise in its formula. It may
    say in an attribute `claims`, a set of names from `CLAIMS`, which laws it keeps.
    """

    @property
    def name(self) -> str:
        """The name by which a profile asks for it, such as `weighted-sum`."""

    @property
    def title(self) -> Text:
        """What people call it."""

    @property
    def formula(self) -> Text:
        """How the score is worked out, in one sentence."""

    @property
    def source(self) -> str:
        """Where the formula comes from, or `Ours:` and why."""

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return the scores of every row.

        Raises:
            InvalidValueError: The criteria do not fit the method.
        """


def claims_of(scorer: Scorer) -> frozenset[str] | None:
    """Return the laws that a scorer says it keeps; None where it says nothing of laws.

    Raises:
        InvalidValueError: It claims something that is none of `CLAIMS`.
    """
    claims = getattr(scorer, "claims", None)
    if claims is None:
        return None
    unknown = sorted(set(claims) - CLAIMS.keys())
    if unknown:
        msg = f"scorer {scorer.name!r} claims {unknown[0]!r}; known claims: {', '.join(CLAIMS)}"
        raise InvalidValueError(msg)
    return frozenset(claims)


@runtime_checkable
class StepScorer(Protocol):
    """A scorer that also shows the numbers on the way to its scores."""

    def steps(self, matrix: ScoreMatrix) -> tuple[Table, ...]:
        """Return the intermediate numbers in the order in which they are worked out.

        A table about initiatives has a column `id`, so that one of them can be looked up.
        """


@runtime_checkable
class LinearScorer(Protocol):
    """A scorer whose scores are sums of numbers that the weights do not change, times weights.

    Only then can the weight at which an order flips be worked out exactly.
    """

    def utilities(self, matrix: ScoreMatrix) -> Numbers:
        """Return one number for each row and criterion; times `matrix.shares` they are the score.

        A constant in the score is part of each of them, since the shares sum to 1.
        """
