"""Which unknown value could change the best few, and at which value it would.

One unknown value at a time is put at either end of its range while the others stay in their
middle; where that changes the best few, the value at which it happens is found by halving. Only
where no value alone changes them, pairs are tried. Ours: the work is bounded by `MOST` and
`PAIRED`, those first whose scores could reach the edge of the best few; what was left out is
counted and said.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy

from changekit.services.scoring.alone import first, scores_alone, tie_order
from changekit.services.scoring.flips import CLOSE, halved
from changekit.services.scoring.steps import criterion_titles
from changekit.services.scoring.telling import number
from changekit.services.scoring.tops import top_of
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from changekit.extension.protocols.scoring import ScoreMatrix, Scorer, Scores

    Numbers: TypeAlias = NDArray[numpy.float64]

__all__ = ["TopChange", "Turn", "Unknowns", "unknowns"]

MOST = 300
"""Ours: so many unknown values are tried one at a time."""
PAIRED = 16
"""Ours: so many are tried in pairs: 120 pairs, each at four corners."""

Cell: TypeAlias = "tuple[int, int]"


@attrs.frozen(kw_only=True)
class Turn:
    """One unknown value, and where it turns the best few.

    Attributes:
        low: The lowest that it can be.
        high: The highest that it can be.
        at: From this value on they are others; the values of a pair belong together.
        more: Whether that is so above the value, else below it.
    """

    initiative: str
    criterion: str
    title: Text
    unit: str | None
    low: float
    high: float
    at: float
    more: bool


@attrs.frozen(kw_only=True)
class TopChange:
    """What would change the best few: one unknown value, or a pair of them."""

    turns: tuple[Turn, ...]
    enters: tuple[str, ...]
    leaves: tuple[str, ...]

    @property
    def text(self) -> Text:
        """The change in one sentence."""
        told = _turned(self.turns[0])
        for turn in self.turns[1:]:
            told = Text(sv="{a} och {b}", en="{a} and {b}").format(a=told, b=_turned(turn))
        return Text(
            sv="Om {what} kommer {i} in i stället för {o}.",
            en="If {what}, {i} comes in instead of {o}.",
        ).format(what=told, i=", ".join(self.enters), o=", ".join(self.leaves))


def _turned(turn: Turn) -> Text:
    text = {
        True: Text(sv="{c} för {t} är över {v}", en="{c} of {t} is above {v}"),
        False: Text(sv="{c} för {t} är under {v}", en="{c} of {t} is below {v}"),
    }[turn.more]
    return text.format(c=turn.title, t=turn.initiative, v=number(turn.at))


@attrs.frozen(kw_only=True, repr=False)
class Unknowns(Shown):
    """Which unknown values could change the best few.

    Attributes:
        count: How many are the best few.
        top: Their ids, best first.
        changes: Those that could: single values, or pairs where no single one does.
        tried: How many unknown values were tried.
        left_out: How many were not, because the work is bounded.
    """

    profile: str
    method: str
    count: int
    top: tuple[str, ...]
    changes: tuple[TopChange, ...]
    tried: int
    left_out: int
    language: str = "en"
    notice: Text | None = None

    @property
    def text(self) -> Text:
        """What was found, in a sentence."""
        if self.changes:
            text = Text(
                sv="De {n} främsta kan ändras av det som är okänt",
                en="What is unknown could change the best {n}",
            )
        elif self.tried or self.left_out:
            text = Text(
                sv="Inget okänt värde och inget par av dem ändrar de {n} främsta",
                en="No unknown value, and no pair of them, changes the best {n}",
            )
        else:
            text = Text(sv="Inget är okänt som kan ändra de {n} främsta",
                        en="Nothing is unknown that could change the best {n}")  # fmt: skip
        more = Text(sv="{t} ({l} värden prövades inte)", en="{t} ({l} values were not tried)")
        filled = text.format(n=self.count)
        return more.format(t=filled, l=self.left_out) if self.left_out else filled

    def table(self) -> Table:
        """Return one row for each value; those of a pair stand under each other."""
        columns = (
            Column("initiative", Text(sv="Förändringsinitiativ", en="Initiative")),
            Column("criterion", Text(sv="Kriterium", en="Criterion")),
            Column("low", Text(sv="Lägst", en="Lowest"), "number", 2),
            Column("high", Text(sv="Högst", en="Highest"), "number", 2),
            Column("at", Text(sv="Ändrar vid", en="Changes at"), "number", 2),
            Column("side", Text(sv="Sida", en="Side")),
            Column("enters", Text(sv="Då in", en="Then in")),
            Column("leaves", Text(sv="Då ut", en="Then out")),
        )
        sides = {True: Text(sv="över", en="above"), False: Text(sv="under", en="below")}
        rows = tuple(
            (
                turn.initiative, turn.title, turn.low, turn.high, turn.at, sides[turn.more],
                ", ".join(change.enters), ", ".join(change.leaves),
            )
            for change in self.changes
            for turn in change.turns
        )  # fmt: skip
        return Table(title=self.text, columns=columns, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the unknown values as JSON values."""
        return {
            "count": self.count,
            "top": list(self.top),
            "changes": [
                {
                    "unknown": [
                        attrs.asdict(turn, recurse=False) | {"title": turn.title.to(self.language)}
                        for turn in change.turns
                    ],
                    "enters": list(change.enters),
                    "leaves": list(change.leaves),
                    "text": change.text.to(self.language),
                }
                for change in self.changes
            ],
            "tried": self.tried,
            "left_out": self.left_out,
            "text": self.text.to(self.language),
        }


def unknowns(
    scorer: Scorer,
    matrix: ScoreMatrix,
    count: int,
    *,
    language: str = "en",
    notice: Text | None = None,
) -> Unknowns:
    """Return which unknown values could change the best `count`.

    Raises:
        InvalidValueError: `count` is not from 1 to one less than what has a score.
    """
    scores = scorer.score(matrix)
    search = _Search(scorer, matrix, scores, top_of(matrix, scores.score, scores.scored, count))
    cells = search.cells()
    changes = [change for cell in cells[:MOST] for change in search.changes((cell,))]
    if not changes:
        pairs = combinations(cells[:PAIRED], 2)
        changes = [change for pair in pairs for change in search.changes(pair)]
    return Unknowns(
        profile=matrix.profile,
        method=scorer.name,
        count=count,
        top=tuple(matrix.ids[row] for row in search.top),
        changes=tuple(changes),
        tried=min(len(cells), MOST),
        left_out=max(0, len(cells) - MOST),
        language=language,
        notice=notice,
    )


class _Search:
    """What all tries share: the matrix, the best few, and who they are at other values."""

    def __init__(
        self, scorer: Scorer, matrix: ScoreMatrix, scores: Scores, top: tuple[int, ...]
    ) -> None:
        self.scorer, self.matrix, self.scores, self.top = scorer, matrix, scores, top
        self.now = frozenset(top)
        self.ties = tie_order(matrix.ids)
        self.titles = criterion_titles(matrix)

    def cells(self) -> list[Cell]:
        """Return the unknown values, those that could reach the edge of the best few first."""
        matrix, scores = self.matrix, self.scores
        inside = numpy.isin(numpy.arange(len(matrix.ids)), self.top)
        last = scores.score[self.top[-1]]
        next_up = scores.score[scores.scored & ~inside].max()
        reach = numpy.where(inside, scores.low <= next_up, scores.high >= last)
        columns = {name: at for at, name in enumerate(matrix.criteria)}
        found = [
            (row, columns[name])
            for row, names in enumerate(scores.unknown)
            for name in names
            if name in columns
        ]
        return sorted(found, key=lambda cell: (not reach[cell[0]], self.ties[cell[0]], cell[1]))

    def changes(self, cells: tuple[Cell, ...]) -> Iterator[TopChange]:
        """Give each way in which some values, put at their ends, change the best few.

        Of a pair only the nearest way is given.
        """
        found = [
            self._change(cells, ends)
            for ends in product((False, True), repeat=len(cells))
            if self._turns(cells, ends)
        ]
        if len(cells) == 1:
            yield from (change for _, change in found)
        elif found:
            yield min(found, key=lambda pair: pair[0])[1]

    def _change(self, cells: tuple[Cell, ...], ends: tuple[bool, ...]) -> tuple[float, TopChange]:
        test: Callable[[float], bool] = lambda way: self._best(cells, ends, way) == self.now  # noqa: E731
        way = halved(0.0, 1.0, test)
        after = self._best(cells, ends, min(1.0, way + 1e-9))
        turns = tuple(
            self._turn(cell, value, end)
            for cell, value, end in zip(cells, self._values(cells, ends, way), ends, strict=True)
        )
        enters, leaves = (
            tuple(sorted(self.matrix.ids[row] for row in rows))
            for rows in (after - self.now, self.now - after)
        )
        return way, TopChange(turns=turns, enters=enters, leaves=leaves)

    def _turn(self, cell: Cell, value: float, end: bool) -> Turn:  # noqa: FBT001  # one of `ends`
        row, column = cell
        return Turn(
            initiative=self.matrix.ids[row],
            criterion=self.matrix.criteria[column],
            title=self.titles[column],
            unit=self.matrix.units[column],
            low=float(self.matrix.low[cell]),
            high=float(self.matrix.high[cell]),
            at=float(f"{value:.9g}"),
            more=end,
        )

    def _values(self, cells: tuple[Cell, ...], ends: tuple[bool, ...], way: float) -> list[float]:
        """Return the values some way from their middle to an end: the high one where true."""
        values = []
        for cell, high in zip(cells, ends, strict=True):
            end = float(self.matrix.high[cell] if high else self.matrix.low[cell])
            middle = float(self.matrix.middle[cell])
            values.append(middle + way * (end - middle))
        return values

    def _best(self, cells: tuple[Cell, ...], ends: tuple[bool, ...], way: float) -> frozenset[int]:
        scores, scored = self._scored(cells, ends, way)
        return frozenset(first(scores, scored, self.ties, len(self.top)))

    def _turns(self, cells: tuple[Cell, ...], ends: tuple[bool, ...]) -> bool:
        """Tell whether values at their ends bring somebody in, by more than a tie."""
        scores, scored = self._scored(cells, ends, 1.0)
        after = frozenset(first(scores, scored, self.ties, len(self.top)))
        enters, leaves = list(after - self.now), list(self.now - after)
        if not enters:
            return False
        gap = float(scores[enters].min() - scores[leaves].max())
        return gap > CLOSE * (1 + abs(float(scores[leaves].max())))

    def _scored(
        self, cells: tuple[Cell, ...], ends: tuple[bool, ...], way: float
    ) -> tuple[Numbers, NDArray[numpy.bool_]]:
        matrix = self.matrix
        for (row, column), value in zip(cells, self._values(cells, ends, way), strict=True):
            matrix = matrix.with_value(row, column, value)
        if all(self.scores.scored[row] for row, _ in cells):
            return scores_alone(self.scorer, matrix), self.scores.scored
        whole = self.scorer.score(matrix)
        return whole.score, whole.scored
