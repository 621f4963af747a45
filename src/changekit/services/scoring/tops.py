"""How far each weight can be moved before the best few are no longer the same.

As in `flips`: one share is moved from 0 to 1, the others keep their proportions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy

from changekit.errors import InvalidValueError
from changekit.extension.protocols.scoring import LinearScorer
from changekit.services.scoring.alone import first, scores_alone, tie_order
from changekit.services.scoring.flips import CLOSE, halved, lines, tried, weighed
from changekit.services.scoring.steps import criterion_titles
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from changekit.extension.protocols.scoring import ScoreMatrix, Scorer

    Numbers: TypeAlias = NDArray[numpy.float64]

__all__ = ["Edge", "TopFlip", "TopFlips", "top_flips", "top_of"]


@attrs.frozen(kw_only=True)
class Edge:
    """Where the best few change as one share is moved: who comes in, and who falls out."""

    at: float
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


@attrs.frozen(kw_only=True)
class TopFlip:
    """Between which shares of a criterion the best few stay the same.

    Attributes:
        share: The criterion's share of all weights as it is.
        below: Where they change when it weighs less, None where they never do.
        above: Where they change when it weighs more, None where they never do.
        exact: Whether it was worked out; else it was searched.
    """

    criterion: str
    title: Text
    share: float
    below: Edge | None
    above: Edge | None
    exact: bool


@attrs.frozen(kw_only=True, repr=False)
class TopFlips(Shown):
    """How far each weight can be moved before the best few change.

    Attributes:
        count: How many are the best few.
        top: Their ids, best first.
    """

    profile: str
    method: str
    count: int
    top: tuple[str, ...]
    flips: tuple[TopFlip, ...]
    language: str = "en"
    notice: Text | None = None

    def table(self) -> Table:
        """Return one row for each criterion."""
        columns = (
            Column("criterion", Text(sv="Kriterium", en="Criterion")),
            Column("share", Text(sv="Vikt nu", en="Weight now"), "share"),
            Column("below", Text(sv="Ändras under", en="Changes below"), "share"),
            Column("below_enters", Text(sv="Då in", en="Then in")),
            Column("above", Text(sv="Ändras över", en="Changes above"), "share"),
            Column("above_enters", Text(sv="Då in", en="Then in")),
        )
        rows = tuple(
            (item.title, item.share, *_edge(item.below), *_edge(item.above)) for item in self.flips
        )
        title = Text(
            sv="Vikter vid vilka de {n} främsta ändras ({top})",
            en="Weights at which the best {n} change ({top})",
        ).format(n=self.count, top=", ".join(self.top))
        return Table(title=title, columns=columns, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the weights as JSON values."""
        return {
            "count": self.count,
            "top": list(self.top),
            "flips": [_plain(item, self.language) for item in self.flips],
        }


def _edge(edge: Edge | None) -> tuple[float | None, str]:
    return (edge.at, ", ".join(edge.enters)) if edge else (None, "")


def _plain(item: TopFlip, language: str) -> dict[str, Any]:  # Any: JSON values
    return {
        "criterion": item.criterion,
        "title": item.title.to(language),
        "share": item.share,
        "below": attrs.asdict(item.below) if item.below else None,
        "above": attrs.asdict(item.above) if item.above else None,
        "exact": item.exact,
    }


def top_flips(
    scorer: Scorer,
    matrix: ScoreMatrix,
    count: int,
    *,
    language: str = "en",
    notice: Text | None = None,
) -> TopFlips:
    """Return how far each weight can be moved before the best `count` change.

    Raises:
        InvalidValueError: `count` is not from 1 to one less than what has a score.
    """
    scores = scorer.score(matrix)
    top = top_of(matrix, scores.score, scores.scored, count)
    titles = criterion_titles(matrix)
    linear = isinstance(scorer, LinearScorer)
    flips = []
    for at, name in enumerate(matrix.criteria if len(matrix.criteria) > 1 else ()):
        edges = (_top_lines if linear else _top_search)(scorer, matrix, at, top, scores.scored)
        flips.append(
            TopFlip(
                criterion=name, title=titles[at], share=float(matrix.shares[at]),
                below=edges[0], above=edges[1], exact=linear,
            )
        )  # fmt: skip
    return TopFlips(
        profile=matrix.profile,
        method=scorer.name,
        count=count,
        top=tuple(matrix.ids[row] for row in top),
        flips=tuple(flips),
        language=language,
        notice=notice,
    )


def top_of(
    matrix: ScoreMatrix, scores: Numbers, scored: NDArray[numpy.bool_], count: int
) -> tuple[int, ...]:
    """Return the rows of the best few.

    Raises:
        InvalidValueError: `count` is not from 1 to one less than what has a score.
    """
    most = int(scored.sum()) - 1
    if not 1 <= count <= most:
        msg = Text(
            sv=f"de främsta ska vara 1 till {most} av dem som har poäng, fick {count}",
            en=f"the best few must be 1 to {most} of those with a score, got {count}",
        )
        raise InvalidValueError(msg)
    return first(scores, scored, tie_order(matrix.ids), count)


def _top_lines(
    scorer: Scorer,
    matrix: ScoreMatrix,
    column: int,
    top: tuple[int, ...],
    scored: NDArray[numpy.bool_],
) -> tuple[Edge | None, Edge | None]:
    none, whole = lines(scorer, matrix, column)
    now = float(matrix.shares[column])
    slope = whole - none
    scores = none + now * slope
    others = numpy.flatnonzero(scored & ~numpy.isin(numpy.arange(len(scores)), top))
    nearest: dict[bool, tuple[float, int, int]] = {}
    for row in top:
        gaps = numpy.maximum(scores[row] - scores[others], 0.0)
        closing = slope[others] - slope[row]
        for more in (False, True):
            faster = closing > CLOSE if more else closing < -CLOSE
            if faster.any():
                crossings = numpy.abs(gaps[faster] / closing[faster])
                at = int(crossings.argmin())
                candidate = float(crossings[at]), row, int(others[faster][at])
                if more not in nearest or candidate[0] < nearest[more][0]:
                    nearest[more] = candidate
    return _line_edge(matrix, now, nearest, more=False), _line_edge(
        matrix, now, nearest, more=True
    )


def _line_edge(
    matrix: ScoreMatrix, now: float, nearest: dict[bool, tuple[float, int, int]], *, more: bool
) -> Edge | None:
    if more not in nearest:
        return None
    away, leaves, enters = nearest[more]
    at = now + away if more else now - away
    if not CLOSE < at < 1 - CLOSE:
        return None
    return Edge(at=at, enters=(matrix.ids[enters],), leaves=(matrix.ids[leaves],))


def _top_search(
    scorer: Scorer,
    matrix: ScoreMatrix,
    column: int,
    top: tuple[int, ...],
    scored: NDArray[numpy.bool_],
) -> tuple[Edge | None, Edge | None]:
    ties = tie_order(matrix.ids)
    now = float(matrix.shares[column])

    def best(share: float) -> frozenset[int]:
        scores = scores_alone(scorer, weighed(matrix, column, share))
        return frozenset(first(scores, scored, ties, len(top)))

    edges: list[Edge | None] = []
    for way in tried(now):
        before, edge = now, None
        for share in way:
            there = best(share)
            if there != frozenset(top):
                at = halved(before, share, lambda it: best(it) == frozenset(top))
                edge = Edge(
                    at=at,
                    enters=_names(matrix, there - frozenset(top)),
                    leaves=_names(matrix, frozenset(top) - there),
                )
                break
            before = share
        edges.append(edge)
    return edges[0], edges[1]


def _names(matrix: ScoreMatrix, rows: frozenset[int]) -> tuple[str, ...]:
    return tuple(sorted(matrix.ids[row] for row in rows))
