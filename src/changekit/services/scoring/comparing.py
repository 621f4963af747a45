"""Why one initiative stands above another, and what it would take to turn them round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy

from changekit.extension.protocols.scoring import LinearScorer
from changekit.services.scoring.alone import scores_alone
from changekit.services.scoring.flips import CLOSE, Flip, halved, pair_flips
from changekit.services.scoring.steps import criterion_titles
from changekit.services.scoring.telling import Sentence, sentences
from changekit.tables import Cell, Column, Shown, Table
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from changekit.extension.protocols.scoring import ScoreMatrix, Scorer, Scores

__all__ = ["Comparison", "Difference", "Needed", "Side", "compared", "on_levels"]

POINTS = 11
"""Ours: how many values of a scale are tried where its best end is not enough."""

Ends: TypeAlias = "tuple[float, float]"


@attrs.frozen(kw_only=True)
class Side:
    """One of the two initiatives that are compared.

    Attributes:
        score: None where nothing is known that it could rest on.
        level: The score as a mean level, where all criteria are judged on one and the same scale.
    """

    id: str
    title: Text
    score: float | None
    level: float | None


@attrs.frozen(kw_only=True)
class Difference:
    """What one part of the score does for the difference.

    Attributes:
        a: The lowest and the highest that the first one's value can be; None where it is none.
        b: The same of the second one.
        parts: What the scores of both hold of it, None where one of them has no score.
        difference: The first part less the second; all of them sum to the difference in score.
    """

    criterion: str
    title: Text
    unit: str | None
    a: Ends | None
    b: Ends | None
    parts: Ends | None
    difference: float | None


@attrs.frozen(kw_only=True)
class Needed:
    """What the lower one of two would need on one criterion, all else as it is.

    Attributes:
        now: Its value, the middle of the range where it is unknown.
        value: Beyond this value it stands above the other; None where even the best is not
            enough.
        exact: Whether the value was worked out; else it was searched.
    """

    criterion: str
    title: Text
    unit: str | None
    now: float
    value: float | None
    more: bool
    exact: bool


@attrs.frozen(kw_only=True, repr=False)
class Comparison(Shown):
    """Why one initiative stands above another.

    Attributes:
        a: The first one asked about.
        b: The second.
        difference: The score of the first less that of the second.
        parts: What makes the difference, the largest first, whichever of them it favours.
        behind: The id of the one with the lower score: the second where they tie.
        needs: What that one would need, by criterion.
        flips: By criterion: the share of the weights at which the order flips.
    """

    a: Side
    b: Side
    profile: str
    method: Text
    difference: float | None
    parts: tuple[Difference, ...]
    behind: str
    needs: tuple[Needed, ...]
    flips: tuple[Flip, ...]
    language: str = "en"
    notice: Text | None = None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The comparison in sentences, each with its kind and what it is about."""
        return sentences(self)

    @property
    def text(self) -> Text:
        """The comparison in a few sentences."""
        told = self.sentences
        return Text({code: " ".join(item.text.to(code) for item in told) for code in LANGUAGES})

    def table(self) -> Table:
        """Return one row for each part of the scores."""
        columns = (
            Column("criterion", Text(sv="Kriterium", en="Criterion")),
            Column("a", Text.plain(self.a.id), "number", 2),
            Column("b", Text.plain(self.b.id), "number", 2),
            Column("unit", Text(sv="Enhet", en="Unit")),
            Column("difference", Text(sv="Skillnad", en="Difference"), "number", 4),
            Column(
                "needed",
                Text(sv="{b} behöver", en="{b} needs").format(b=self.behind),
                "number",
                2,
            ),
            Column("share", Text(sv="Vikt nu", en="Weight now"), "share"),
            Column("flips", Text(sv="Vänder vid", en="Flips at"), "share"),
        )
        return Table(
            title=self.sentences[0].text,
            columns=columns,
            rows=tuple(self._row(part) for part in self.parts),
            notice=self.notice,
        )

    def _row(self, part: Difference) -> tuple[Cell, ...]:
        need = next((item for item in self.needs if item.criterion == part.criterion), None)
        flip = next((item for item in self.flips if item.criterion == part.criterion), None)
        return (
            part.title, _shown(part.a), _shown(part.b), part.unit, part.difference,
            need.value if need else None,
            flip.share if flip else None, flip.at if flip else None,
        )  # fmt: skip

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the comparison as JSON values."""
        return {
            "a": _plain(self.a, self.language),
            "b": _plain(self.b, self.language),
            "profile": self.profile,
            "method": self.method.to(self.language),
            "difference": self.difference,
            "parts": [_plain(part, self.language) for part in self.parts],
            "behind": self.behind,
            "needs": [_plain(need, self.language) for need in self.needs],
            "flips": [_plain(flip, self.language) for flip in self.flips],
            "sentences": [_plain(item, self.language) for item in self.sentences],
            "text": self.text.to(self.language),
        }


def _shown(ends: Ends | None) -> Cell:
    if ends is None or ends[0] == ends[1]:
        return ends[0] if ends else None
    return f"{ends[0]:g}–{ends[1]:g}"


def _plain(item: Any, language: str) -> dict[str, Any]:  # Any: an attrs class, JSON values
    found = {}
    for field in attrs.fields(type(item)):
        value = getattr(item, field.name)
        if isinstance(value, Text):
            value = value.to(language)
        found[field.name] = list(value) if isinstance(value, tuple) else value
    return found


def compared(
    scorer: Scorer,
    matrix: ScoreMatrix,
    a: int,
    b: int,
    *,
    titles: tuple[Text, Text],
    language: str = "en",
    notice: Text | None = None,
) -> Comparison:
    """Return why one row of a matrix stands above another."""
    scores = scorer.score(matrix)
    both = bool(scores.scored[a] and scores.scored[b])
    sides = [_side(scorer, matrix, scores, row, titles[at]) for at, row in enumerate((a, b))]
    gap = float(scores.score[a] - scores.score[b]) if both else None
    lower, upper = (a, b) if gap is not None and gap < 0 else (b, a)
    if not both and scores.scored[b]:
        lower, upper = a, b
    return Comparison(
        a=sides[0],
        b=sides[1],
        profile=matrix.profile,
        method=scorer.title,
        difference=gap,
        parts=_differences(matrix, scores, a, b, both=both),
        behind=matrix.ids[lower],
        needs=_needs(scorer, matrix, lower, upper) if both else (),
        flips=pair_flips(scorer, matrix, a, b) if both else (),
        language=language,
        notice=notice,
    )


def _side(scorer: Scorer, matrix: ScoreMatrix, scores: Scores, row: int, title: Text) -> Side:
    score = float(scores.score[row]) if scores.scored[row] else None
    return Side(
        id=matrix.ids[row],
        title=title,
        score=score,
        level=None if score is None else on_levels(scorer, matrix, score),
    )


def on_levels(scorer: Scorer, matrix: ScoreMatrix, score: float) -> float | None:
    """Return a score as the weighted mean of levels, None where that means nothing.

    It means something where the score is the weighted mean of places on scales, and these have
    the same two ends for every criterion: 0.65 on scales from 1 to 5 is the level 3.6. On a
    criterion where less is better, the levels count from the other end.
    """
    if not isinstance(scorer, LinearScorer) or not matrix.criteria:
        return None
    low = numpy.minimum(matrix.best, matrix.worst)
    high = numpy.maximum(matrix.best, matrix.worst)
    places = (matrix.middle - matrix.worst) / (matrix.best - matrix.worst)
    same = (low == low[0]).all() and (high == high[0]).all()
    if not same or not numpy.allclose(scorer.utilities(matrix), places, rtol=0, atol=CLOSE):
        return None
    return float(low[0] + score * (high[0] - low[0]))


def _differences(
    matrix: ScoreMatrix, scores: Scores, a: int, b: int, *, both: bool
) -> tuple[Difference, ...]:
    columns = {name: at for at, name in enumerate(matrix.criteria)}
    titles = dict(zip(matrix.criteria, criterion_titles(matrix), strict=True))
    others = [name for name in matrix.criteria if name not in scores.parts]
    found = []
    for name in [*scores.parts, *others]:
        at = columns.get(name)
        part = scores.parts.index(name) if name in scores.parts else None
        parts = None
        if both and part is not None:
            parts = float(scores.contributions[a, part]), float(scores.contributions[b, part])
        found.append(
            Difference(
                criterion=name,
                title=titles.get(name, Text.plain(name)),
                unit=None if at is None else matrix.units[at],
                a=None if at is None else (float(matrix.low[a, at]), float(matrix.high[a, at])),
                b=None if at is None else (float(matrix.low[b, at]), float(matrix.high[b, at])),
                parts=parts,
                difference=None if parts is None else parts[0] - parts[1],
            )
        )
    return tuple(sorted(found, key=lambda part: -abs(part.difference or 0.0)))


def _needs(scorer: Scorer, matrix: ScoreMatrix, lower: int, upper: int) -> tuple[Needed, ...]:
    titles = criterion_titles(matrix)
    needs = []
    for at, name in enumerate(matrix.criteria):
        value, exact = _needed(scorer, matrix, at, lower, upper)
        needs.append(
            Needed(
                criterion=name, title=titles[at], unit=matrix.units[at],
                now=float(matrix.middle[lower, at]), value=value,
                more=bool(matrix.more_is_better[at]), exact=exact,
            )
        )  # fmt: skip
    return tuple(needs)


def _needed(
    scorer: Scorer, matrix: ScoreMatrix, column: int, lower: int, upper: int
) -> tuple[float | None, bool]:
    """Return the value from which on the lower row passes the upper, and whether it is exact.

    The straight line between the value now and the best is tried first: where the gap is closed
    at its end, to rounding, the score is linear and the value is worked out; else it is halved.
    """

    def gap(value: float) -> float:
        scores = scores_alone(scorer, matrix.with_value(lower, column, value))
        found = float(scores[upper] - scores[lower])
        return 0.0 if abs(found) <= CLOSE * (1 + abs(float(scores[upper]))) else found

    now, best = float(matrix.middle[lower, column]), float(matrix.best[column])
    here = gap(now)
    if here <= 0:
        return now, True
    # The ideal of some methods lies within the scale, so the best end may not be enough.
    ways = (now + way * (best - now) for way in (1.0, *numpy.linspace(0, 1, POINTS)[1:-1]))
    reached, there = next(((it, found) for it in ways if (found := gap(it)) < 0), (now, here))
    if there >= 0:
        return None, True
    value = now + here * (reached - now) / (here - there)
    if gap(value) == 0:
        return value, True
    return halved(now, reached, lambda it: gap(it) > 0), False
