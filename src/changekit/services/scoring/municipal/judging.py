"""From what is judged of each initiative to scores: parts with ends, and what nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import attrs
import numpy

from changekit.errors import InvalidValueError
from changekit.extension.protocols.scoring import ScoreMatrix, Scores
from changekit.model.frozen import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from changekit.model.municipality import Municipality

__all__ = ["Ends", "Judged", "as_scores", "known", "town_of", "unknown"]


class Ends(NamedTuple):
    """One part of a score: what it is at least, in the middle, and at most."""

    low: float
    middle: float
    high: float


def known(value: float) -> Ends:
    """Return a part that is known."""
    return Ends(value, value, value)


def unknown(low: float, high: float) -> Ends:
    """Return a part of which only the ends are known; it counts as the middle between them."""
    return Ends(low, (low + high) / 2, high)


@attrs.frozen(kw_only=True)
class Judged:
    """What is known of one initiative.

    Attributes:
        parts: What the score is made of.
        unknown: What nobody knows, in the words of the fields that would say it.
        scored: Whether anything is known that a score can rest on.
        group: The id of its group, None without any.
    """

    parts: Mapping[str, Ends] = FrozenMap()
    unknown: tuple[str, ...] = ()
    scored: bool = True
    group: str | None = None


def town_of(matrix: ScoreMatrix, method: str) -> Municipality:
    """Return the municipality of a matrix.

    Raises:
        InvalidValueError: The matrix was made of numbers alone.
    """
    if matrix.municipality is None or len(matrix.initiatives) != len(matrix.ids):
        msg = f"method {method!r} looks at the municipality, and the matrix holds numbers alone"
        raise InvalidValueError(msg)
    return matrix.municipality


def as_scores(judged: Sequence[Judged], parts: tuple[str, ...]) -> Scores:
    """Return scores whose parts are those judged, 0 where an initiative lacks one."""
    nothing = known(0.0)
    cells = numpy.array([[item.parts.get(name, nothing) for name in parts] for item in judged])
    cells = cells.reshape(len(judged), len(parts), 3)
    score = cells[:, :, 1].sum(axis=1)
    return Scores(
        score=score,
        low=numpy.minimum(cells[:, :, 0].sum(axis=1), score),
        high=numpy.maximum(cells[:, :, 2].sum(axis=1), score),
        scored=[item.scored for item in judged],
        parts=parts,
        contributions=cells[:, :, 1],
        unknown=tuple(item.unknown for item in judged),
        groups=tuple(item.group for item in judged),
    )
