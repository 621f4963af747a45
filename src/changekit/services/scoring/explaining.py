"""Why an initiative has its score, and what its unknown values could do to its place."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Any

import attrs

from changekit.tables import Cell, Column, Shown, Table, show_cell
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from changekit.extension.protocols.scoring import ScoreMatrix, Scorer, Scores

__all__ = ["Explanation", "Part", "UnknownEffect", "explanation"]


@attrs.frozen(kw_only=True)
class Part:
    """One value that went into a score.

    Attributes:
        low: The lowest that the value can be; equal to `high` where it is known.
        contribution: Its part of the score, None where it divides or nothing was scored.
    """

    criterion: str
    low: float | None
    high: float | None
    unit: str | None
    weight: float | None
    contribution: float | None


@attrs.frozen(kw_only=True)
class UnknownEffect:
    """What one unknown value could do, the other unknown ones staying in their middle.

    Attributes:
        low: The lowest that the value can be.
        high: The highest that it can be.
        scores: The score at these two ends.
        ranks: The rank at these two ends, all others staying as they are.
    """

    criterion: str
    low: float
    high: float
    scores: tuple[float, float]
    ranks: tuple[int, int]


@attrs.frozen(kw_only=True, repr=False)
class Explanation(Shown):
    """Why one initiative stands where it stands.

    Attributes:
        rank: 1 is best.
        count: How many initiatives were ranked.
        ranks: The best and the worst rank it could have, given all that is unknown of it, when
            the scores of the others stay as they are.
        tied_with: Others with the same score.
        parts: The values that went in; their contributions sum to the score.
        unknown: What each unknown value could do.
    """

    id: str
    title: Text
    profile: str
    method: Text
    formula: Text
    source: str
    rank: int
    count: int
    score: float | None
    low: float | None
    high: float | None
    ranks: tuple[int, int]
    tied_with: tuple[str, ...]
    parts: tuple[Part, ...]
    unknown: tuple[UnknownEffect, ...]
    language: str = "en"
    notice: Text | None = None

    @property
    def text(self) -> Text:
        """The explanation in a sentence or two."""
        if self.score is None:
            return Text(
                sv="{t} kan inte värderas: inget är känt som poängen kan vila på.",
                en="{t} cannot be scored: nothing is known that a score could rest on.",
            ).format(t=self.title)
        shown = Column("score", Text(), "number", 3)
        first = Text(
            sv="{t} har plats {r} av {n} med {s} poäng.",
            en="{t} has rank {r} of {n} with a score of {s}.",
        ).format(
            t=self.title, r=self.rank, n=self.count,
            s=Text({code: show_cell(self.score, shown, code) for code in LANGUAGES}),
        )  # fmt: skip
        if self.ranks == (self.rank, self.rank):
            return first
        return Text(
            sv="{first} Det som är okänt kan ge plats {best} till {worst}.",
            en="{first} What is unknown could give rank {best} to {worst}.",
        ).format(first=first, best=self.ranks[0], worst=self.ranks[1])

    def table(self) -> Table:
        """Return one row for each value that went in."""
        columns = (
            Column("criterion", Text(sv="Kriterium", en="Criterion")),
            Column("low", Text(sv="Lägst", en="Lowest"), "number", 2),
            Column("high", Text(sv="Högst", en="Highest"), "number", 2),
            Column("unit", Text(sv="Enhet", en="Unit")),
            Column("weight", Text(sv="Vikt", en="Weight"), "number", 2),
            Column("contribution", Text(sv="Bidrag", en="Contribution"), "number", 4),
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (part.criterion, part.low, part.high, part.unit, part.weight, part.contribution)
            for part in self.parts
        )
        return Table(title=self.text, columns=columns, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the explanation as JSON values."""
        return {
            "id": self.id,
            "title": self.title.to(self.language),
            "profile": self.profile,
            "method": self.method.to(self.language),
            "formula": self.formula.to(self.language),
            "source": self.source,
            "rank": self.rank,
            "count": self.count,
            "score": self.score,
            "low": self.low,
            "high": self.high,
            "best_rank": self.ranks[0],
            "worst_rank": self.ranks[1],
            "tied_with": list(self.tied_with),
            "contributions": [attrs.asdict(part) for part in self.parts],
            "unknown": [attrs.asdict(effect) for effect in self.unknown],
            "text": self.text.to(self.language),
        }


def explanation(
    scorer: Scorer,
    matrix: ScoreMatrix,
    row: int,
    *,
    title: Text,
    language: str = "en",
    notice: Text | None = None,
) -> Explanation:
    """Return why a row of a matrix has its score."""
    scores = scorer.score(matrix)
    keys = rank_keys(scores)
    done = bool(scores.scored[row])
    tied = sorted(name for name, key in zip(matrix.ids, keys, strict=True) if key == keys[row])
    best, worst = float(scores.high[row]), float(scores.low[row])
    others = sorted(key for at, key in enumerate(keys) if key is not None and at != row)
    rank = _rank(others, float(scores.score[row])) if done else len(others) + 1
    return Explanation(
        id=matrix.ids[row],
        title=title,
        profile=matrix.profile,
        method=scorer.title,
        formula=scorer.formula,
        source=scorer.source,
        rank=rank,
        count=len(matrix.ids),
        score=float(scores.score[row]) if done else None,
        low=worst if abs(worst) != float("inf") else None,
        high=best if abs(best) != float("inf") else None,
        ranks=(_rank(others, best), max(rank, _rank(others, worst))),
        tied_with=tuple(name for name in tied if name != matrix.ids[row]),
        parts=_parts(matrix, scores, row),
        unknown=_effects(scorer, matrix, scores, row, others),
        language=language,
        notice=notice,
    )


def rank_keys(scores: Scores) -> list[float | None]:
    """Return what is compared: scores to twelve figures, None where there is none.

    Ours: what differs by rounding alone is a tie.
    """
    return [
        comparable(score) if scored else None
        for score, scored in zip(scores.score.tolist(), scores.scored.tolist(), strict=True)
    ]


def comparable(score: float) -> float:
    """Return a score to twelve figures.

    >>> comparable(0.1 + 0.2) == comparable(0.3)
    True
    """
    return float(f"{score:.12g}")


def _rank(others: list[float], score: float) -> int:
    """Return the rank that a score would have among the others, which are in rising order."""
    return 1 + len(others) - bisect.bisect_right(others, comparable(score))


def _parts(matrix: ScoreMatrix, scores: Scores, row: int) -> tuple[Part, ...]:
    given = dict(zip(scores.parts, scores.contributions[row].tolist(), strict=True))
    done = bool(scores.scored[row])
    column = {name: at for at, name in enumerate(matrix.criteria)}
    in_matrix = set(scores.parts) <= set(column)
    parts = []
    for name in matrix.criteria if in_matrix else scores.parts:
        at = column.get(name)
        parts.append(
            Part(
                criterion=name,
                low=None if at is None else float(matrix.low[row, at]),
                high=None if at is None else float(matrix.high[row, at]),
                unit=None if at is None else matrix.units[at],
                weight=None if at is None else float(matrix.weights[at]),
                contribution=given.get(name) if done else None,
            )
        )
    return tuple(parts)


def _effects(
    scorer: Scorer, matrix: ScoreMatrix, scores: Scores, row: int, others: list[float]
) -> tuple[UnknownEffect, ...]:
    effects = []
    for name in scores.unknown[row]:
        if name not in matrix.criteria:
            continue
        at = matrix.criteria.index(name)
        ends = float(matrix.low[row, at]), float(matrix.high[row, at])
        low, high = (
            float(scorer.score(matrix.with_value(row, at, value)).score[row]) for value in ends
        )
        effects.append(
            UnknownEffect(
                criterion=name, low=ends[0], high=ends[1], scores=(low, high),
                ranks=(_rank(others, low), _rank(others, high)),
            )
        )  # fmt: skip
    return tuple(effects)
