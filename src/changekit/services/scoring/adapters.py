"""Scorers made of methods from elsewhere: any function of matrix, weights and types, and others.

Nothing is imported here: an adapter calls what it is given in the way that its library is called.
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy

from changekit.errors import InvalidValueError, PluginError
from changekit.extension.protocols.scoring import ScoreMatrix, Scores
from changekit.services.scoring.by_kernel import BASE, WHOLE
from changekit.services.scoring.shapley import MOST, shapley
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[numpy.float64]

__all__ = ["AdaptedScorer", "Method", "from_callable", "from_pymcdm", "from_skcriteria"]

Method: TypeAlias = Callable[[Any, Any, Any], Any]  # Any: arrays in, an array-like out

MOST_CALLS = 20_000
"""Ours: calls for intervals, seconds of a quick method; beyond them an interval is endless."""

_FORMULA = Text(
    sv="{title} på alla initiativ tillsammans, med de värden som är kända eller mitt i sitt "
    "spann; intervallet är det minsta och det största när okända värden sätts till sina ändar",
    en="{title} of all initiatives together, with values known or in the middle of their range; "
    "the interval is the least and the most with unknown values at their ends",
)
_FORMULA_ALONE = Text(
    sv="{title} på varje initiativ för sig, med de värden som är kända eller mitt i sitt spann",
    en="{title} of each initiative alone, with values known or in the middle of their range",
)


@attrs.frozen(kw_only=True)
class AdaptedScorer:
    """A method from elsewhere as a scorer.

    Initiatives of which nothing is known are not shown to the method, so that numbers nobody
    gave cannot move the scales of the others.

    Attributes:
        method: Takes a matrix, weights that sum to 1, and 1 or -1 for each criterion (more or
            less is better), and gives a number for each row.
        high_is_best: Whether more of that number is better; where not, the score is the negative.
        data_scaled: Whether the method looks at all rows to score one.
        claims: The laws that it keeps, as the conformance kit knows them.
    """

    method: Method
    name: str
    title: Text
    source: str
    high_is_best: bool = True
    data_scaled: bool = True
    claims: frozenset[str] = frozenset()

    @property
    def formula(self) -> Text:
        """How the score is worked out, in one sentence."""
        words = _FORMULA if self.data_scaled else _FORMULA_ALONE
        return words.format(title=self.title)

    def kernel(self, matrix: ScoreMatrix, values: Numbers | None = None) -> Numbers:
        """Return the scores alone, 0 for initiatives of which nothing is known.

        Raises:
            InvalidValueError: The method gives no number for one of them.
            PluginError: What it gives is not one number for each row.
        """
        shown = numpy.flatnonzero(matrix.stated.any(axis=1))
        scores = numpy.zeros(len(matrix.ids))
        if shown.size:
            given = matrix.middle if values is None else values
            scores[shown] = self._ask(matrix, given[shown], [matrix.ids[at] for at in shown])
        return scores

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return scores; contributions are Shapley values where each row is scored alone.

        Raises:
            InvalidValueError: The method gives no number for one of the initiatives.
            PluginError: What it gives is not one number for each row.
        """
        score = self.kernel(matrix)
        low, high = self._ends(matrix, score)
        parts, contributions = self._parts(matrix, score)
        return Scores(
            score=score,
            low=low,
            high=high,
            scored=matrix.stated.any(axis=1),
            parts=parts,
            contributions=contributions,
            unknown=matrix.unknown,
        )

    def _ask(self, matrix: ScoreMatrix, values: Numbers, ids: Iterable[str]) -> Numbers:
        types = numpy.where(matrix.more_is_better, 1, -1)
        try:
            with numpy.errstate(all="ignore"):  # what is no number is refused below
                told = self.method(values.copy(), matrix.shares.copy(), types)
        except (ValueError, ArithmeticError) as error:
            msg = f"method {self.name!r} cannot use these values: {error}"
            raise InvalidValueError(msg) from error
        try:
            scores = numpy.asarray(told, dtype=numpy.float64)
        except (TypeError, ValueError):
            raise PluginError(self.name, f"it gave {told!r:.60} and no numbers") from None
        if scores.shape != (len(values),):
            msg = f"{len(values)} initiatives need as many scores, got shape {scores.shape}"
            raise PluginError(self.name, msg)
        if not numpy.isfinite(scores).all():
            bad = [name for name, it in zip(ids, scores, strict=False) if not numpy.isfinite(it)]
            where = f"initiative {bad[0]!r}" if bad else "a range of values"
            msg = f"method {self.name!r} gives no number for {where}: do the values differ at all?"
            raise InvalidValueError(msg)
        return scores if self.high_is_best else -scores

    def _ends(self, matrix: ScoreMatrix, score: Numbers) -> tuple[Numbers, Numbers]:
        """Return the least and most that each score can be, as far as its ends tell."""
        low, high = score.copy(), score.copy()
        shown = matrix.stated.any(axis=1)
        low[~shown], high[~shown] = -numpy.inf, numpy.inf
        rows = numpy.flatnonzero(shown & ~matrix.known.all(axis=1))
        calls = int(2 * rows.size + 2 * (~matrix.known[rows]).sum())
        if self.data_scaled and calls > MOST_CALLS:
            low[rows], high[rows] = -numpy.inf, numpy.inf
            return low, high
        for row in rows.tolist():
            try:
                found = self._with_variants(matrix, row)
            except InvalidValueError:  # the method has no answer to what may turn out
                low[row], high[row] = -numpy.inf, numpy.inf
                continue
            low[row] = min(score[row], found.min())
            high[row] = max(score[row], found.max())
        return low, high

    def _with_variants(self, matrix: ScoreMatrix, row: int) -> Numbers:
        """Return the scores of one row with its unknown values at their ends."""
        variants = [matrix.worse_ends[row], matrix.better_ends[row]]
        for column in numpy.flatnonzero(~matrix.known[row]).tolist():
            for end in (matrix.low, matrix.high):
                variant = matrix.middle[row].copy()
                variant[column] = end[row, column]
                variants.append(variant)
        if not self.data_scaled:
            return self._ask(matrix, numpy.array(variants), ())
        shown = numpy.flatnonzero(matrix.stated.any(axis=1))
        values = matrix.middle[shown]
        at = int(numpy.searchsorted(shown, row))
        scores = []
        for variant in variants:
            values[at] = variant
            scores.append(self._ask(matrix, values, ())[at])
        return numpy.array(scores)

    def _parts(self, matrix: ScoreMatrix, score: Numbers) -> tuple[tuple[str, ...], Numbers]:
        """Return what the score is made of: criteria and a base, or one whole."""
        if self.data_scaled or len(matrix.criteria) > MOST:
            return (WHOLE,), score[:, None]
        worst = numpy.broadcast_to(matrix.worst, matrix.middle.shape)
        base = self._ask(matrix, worst, matrix.ids)
        added = shapley(lambda values: self._ask(matrix, values, ()), matrix.middle, matrix.worst)
        return (*matrix.criteria, BASE), numpy.column_stack((added, base))


def from_callable(
    method: Method,
    *,
    name: str,
    title: Text | None = None,
    source: str,
    data_scaled: bool = True,
    high_is_best: bool = True,
    claims: Iterable[str] = (),
) -> AdaptedScorer:
    """Return a scorer made of any function of a matrix, weights, and types.

    Args:
        method: Takes one row for each initiative, weights that sum to 1, and 1 or -1 for each
            criterion; gives a number for each row.
        name: What the method is called in profiles.
        title: What people call it; else the name.
        source: Where it comes from, or `Ours:` and why.
        data_scaled: False where each row is scored by itself: contributions are then worked out,
            and `alone` is claimed.
        high_is_best: False where less of the number is better; the score is then its negative.
        claims: The laws that it keeps besides.

    >>> mean = from_callable(
    ...     lambda matrix, weights, types: matrix @ (weights * types),
    ...     name="signed-mean",
    ...     source="Ours: the simplest there is",
    ...     data_scaled=False,
    ... )
    >>> mean.name, sorted(mean.claims)
    ('signed-mean', ['alone'])
    """
    own = {"alone"} if not data_scaled else set()
    return AdaptedScorer(
        method=method,
        name=name,
        title=title or Text.plain(name),
        source=source,
        high_is_best=high_is_best,
        data_scaled=data_scaled,
        claims=frozenset({*claims, *own}),
    )


def from_pymcdm(method: Any, *, name: str = "", title: Text | None = None) -> AdaptedScorer:
    """Return a scorer made of a method of pymcdm.

    A method says through its `rank` whether more or less of its number is better. It is called
    many times over, without its own validation where that can be switched off: what it is given
    has been checked, and so is what it gives. One that keeps state between calls has to be made
    anew in each call, with `from_callable` and a function that makes it.

    Args:
        method: An object called with matrix, weights and types (Any: of any version).
        name: What the method is called in profiles; else `pymcdm-` and its class.
        title: What people call it; else its class.
    """
    kind = type(method).__name__
    rank = getattr(method, "rank", None)
    high = rank is None or numpy.asarray(rank(numpy.array([1.0, 2.0])))[1] == 1
    quick = "validation" in inspect.signature(method).parameters
    return from_callable(
        functools.partial(method, validation=False) if quick else method,
        name=name or f"pymcdm-{kind.lower().replace('_', '-')}",
        title=title or Text.plain(f"{kind} (pymcdm)"),
        source=f"pymcdm, {kind}: see the documentation of that package",
        high_is_best=bool(high),
    )


def from_skcriteria(pipeline: Any, *, name: str = "", title: Text | None = None) -> AdaptedScorer:
    """Return a scorer made of a pipeline, or a single method, of scikit-criteria.

    The score is the place that the pipeline gives, counted from the last, which gets 1: what its
    methods call a score differs in direction and in meaning.

    Args:
        pipeline: An object whose `evaluate` takes a decision matrix of that package and gives
            `rank_` (Any: of any version).
        name: What the method is called in profiles; else `skcriteria-` and its class.
        title: What people call it; else its class.
    """
    kind = type(pipeline).__name__

    def places(matrix: Numbers, weights: Numbers, types: Numbers) -> Numbers:
        package = sys.modules[type(pipeline).__module__.partition(".")[0]]
        decision = package.mkdm(matrix, list(types), weights=weights)
        ranks = numpy.asarray(pipeline.evaluate(decision).rank_, dtype=numpy.float64)
        counted: Numbers = len(ranks) + 1 - ranks
        return counted

    return from_callable(
        places,
        name=name or f"skcriteria-{kind.lower()}",
        title=title or Text.plain(f"{kind} (scikit-criteria)"),
        source=f"scikit-criteria, {kind}: see the documentation of that package",
    )
