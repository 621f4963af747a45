"""A plain function as a scorer."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, overload

import attrs
import numpy

from changekit.errors import InvalidValueError, PluginError
from changekit.extension.protocols.scoring import ScoreMatrix, Scorer, Scores
from changekit.model.initiative import Initiative
from changekit.text import Text

if TYPE_CHECKING:
    from typing import TypeAlias

__all__ = ["FunctionScorer", "as_scorers", "scorer"]

Judge: TypeAlias = Callable[[Initiative], float | None]


@attrs.frozen(kw_only=True)
class FunctionScorer:
    """Scores each initiative by a function; None from it means that nobody knows.

    Attributes:
        low: The lowest score there can be, None where none is declared.
        high: The highest score there can be, None where none is declared.
    """

    function: Judge
    name: str
    title: Text
    formula: Text
    source: str = "Ours: a function of the caller's own"
    low: float | None = None
    high: float | None = None

    def __call__(self, initiative: Initiative) -> float | None:
        """Return what the function gives, checked.

        Raises:
            PluginError: It is no finite number, or lies outside the declared ends.
        """
        try:
            value: object = self.function(initiative)
        except Exception as error:
            msg = f"initiative {initiative.id!r}: {type(error).__name__}: {error}"
            raise PluginError(self.name, msg) from error
        if value is None:
            return None
        low, high = self._ends
        number = float(value) if isinstance(value, int | float) else math.nan
        if isinstance(value, bool) or not (math.isfinite(number) and low <= number <= high):
            msg = f"initiative {initiative.id!r}: the score has to be None or a finite number"
            ends = f" from {low:g} to {high:g}" if math.isfinite(high - low) else ""
            raise PluginError(self.name, f"{msg}{ends}, got {value!r}")
        return number

    @property
    def _ends(self) -> tuple[float, float]:
        return (
            -math.inf if self.low is None else self.low,
            math.inf if self.high is None else self.high,
        )

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return the scores of every initiative in the matrix.

        Raises:
            InvalidValueError: The matrix was made without initiatives.
        """
        if len(matrix.initiatives) != len(matrix.ids):
            msg = f"scorer {self.name!r} looks at initiatives, and the matrix holds numbers alone"
            raise InvalidValueError(msg)
        given = [self(initiative) for initiative in matrix.initiatives]
        score = numpy.array([0.0 if value is None else value for value in given])
        scored = numpy.array([value is not None for value in given], dtype=numpy.bool_)
        low, high = self._ends
        return Scores(
            score=score,
            low=numpy.where(scored, score, low),
            high=numpy.where(scored, score, high),
            scored=scored,
            parts=(self.name,),
            contributions=score[:, None],
            unknown=tuple(() if value is not None else (self.name,) for value in given),
        )


@overload
def scorer(function: Judge, /) -> FunctionScorer: ...
@overload
def scorer(
    *, name: str = ..., title: Text | None = ..., low: float | None = ..., high: float | None = ...
) -> Callable[[Judge], FunctionScorer]: ...


def scorer(
    function: Judge | None = None,
    /,
    *,
    name: str = "",
    title: Text | None = None,
    low: float | None = None,
    high: float | None = None,
) -> FunctionScorer | Callable[[Judge], FunctionScorer]:
    """Return a scorer made of a function that takes an initiative; nothing is registered.

    Args:
        function: Gives a number, more is better, or None where nobody knows.
        name: What the method is called; else the function's name with `-` for `_`.
        title: What people call it; else the name.
        low: The lowest score there can be, shown where a score is unknown.
        high: The highest score there can be.

    >>> @scorer
    ... def short_first(initiative):
    ...     return -initiative.weeks if initiative.weeks else None
    >>> short_first.name, short_first(Initiative(id="a", title=Text.plain("A"), weeks=8))
    ('short-first', -8.0)
    """

    def made(judge: Judge) -> FunctionScorer:
        own = name or getattr(judge, "__name__", "function").replace("_", "-")
        words = (judge.__doc__ or own).strip().splitlines()[0]
        return FunctionScorer(
            function=judge, name=own, title=title or Text.plain(own), formula=Text.plain(words),
            low=low, high=high,
        )  # fmt: skip

    return made if function is None else made(function)


def as_scorers(given: object) -> list[Scorer]:
    """Return scorers, one or several, as a list.

    Raises:
        InvalidValueError: One of them is a plain function.
    """
    items = list(given) if isinstance(given, Iterable) else [given]
    found = [item for item in items if isinstance(item, Scorer)]
    for item in items:
        if item not in found:
            msg = Text(
                sv=f"{item!r:.60} är ingen metod: skriv @ck.scorer framför funktionen, "
                "eller ck.scorer(funktionen)",
                en=f"{item!r:.60} is no scorer: write @ck.scorer above the function, "
                "or ck.scorer(the function)",
            )
            raise InvalidValueError(msg)
    return found
