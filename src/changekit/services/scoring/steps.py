"""The numbers on the way to a score, as tables that can be checked by hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy

from changekit.extension.protocols.scoring import StepScorer
from changekit.tables import Cell, Column, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike

    from changekit.extension.protocols.scoring import ScoreMatrix, Scorer, Scores

__all__ = [
    "criterion_table", "criterion_titles", "one_of", "parts_table", "places_table",
    "step_table", "steps", "values_table", "weights_table",
]  # fmt: skip

ID = Column("id", Text.plain("Id"))
DIGITS = 4
"""Ours: as many decimals as published step tables print."""


def steps(scorer: Scorer, matrix: ScoreMatrix) -> tuple[Table, ...]:
    """Return the numbers on the way to the scores: the scorer's own, else what any scorer has.

    Those are the weights, the values, their places on the declared scales, and the parts that
    sum to the scores.
    """
    if isinstance(scorer, StepScorer):
        return scorer.steps(matrix)
    parts = parts_table(matrix, scorer.score(matrix))
    if not matrix.criteria:
        return (parts,)
    return weights_table(matrix), values_table(matrix), places_table(matrix), parts


def one_of(tables: Sequence[Table], initiative: str) -> tuple[Table, ...]:
    """Return the tables with the rows of one initiative alone, where rows are initiatives."""
    kept = []
    for table in tables:
        names = [column.id for column in table.columns]
        rows = table.rows
        if "id" in names:
            at = names.index("id")
            rows = tuple(row for row in rows if row[at] == initiative)
        kept.append(
            Table(title=table.title, columns=table.columns, rows=rows, notice=table.notice)
        )
    return tuple(kept)


def step_table(
    title: Text, ids: Sequence[str], columns: Mapping[str, tuple[Text, ArrayLike]]
) -> Table:
    """Return a table with one row for each initiative.

    Args:
        title: What the numbers are.
        ids: The initiatives.
        columns: By the id of a column: its title, and one number for each initiative.

    >>> table = step_table(Text(en="Sums"), ["a"], {"s": (Text.plain("S"), [0.25])})
    >>> print(table.to_text())
    Sums
    Id       S
    --  ------
    a   0.2500
    """
    heads = (ID, *(Column(name, head, "number", DIGITS) for name, (head, _) in columns.items()))
    cells = [_cells(numbers) for _, numbers in columns.values()]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, *row) for name, row in zip(ids, zip(*cells, strict=True), strict=True)
    )
    return Table(title=title, columns=heads, rows=rows)


def criterion_table(title: Text, matrix: ScoreMatrix, numbers: ArrayLike) -> Table:
    """Return a table with one row for each initiative and one column for each criterion."""
    heads = criterion_titles(matrix)
    array = numpy.asarray(numbers, dtype=numpy.float64)
    columns = {
        name: (heads[at], array[:, at]) for at, name in enumerate(matrix.criteria)
    }  # one column each
    return step_table(title, matrix.ids, columns)


def criterion_titles(matrix: ScoreMatrix) -> tuple[Text, ...]:
    """Return what each criterion is called, its id where nothing else is said."""
    titles = {item.id: item.title for item in matrix.declared if item.title}
    return tuple(titles.get(name, Text.plain(name)) for name in matrix.criteria)


def weights_table(matrix: ScoreMatrix) -> Table:
    """Return the scales and weights: one row for each criterion."""
    columns = (
        Column("criterion", Text(sv="Kriterium", en="Criterion")),
        Column("worst", Text(sv="Sämst", en="Worst"), "number", 2),
        Column("best", Text(sv="Bäst", en="Best"), "number", 2),
        Column("unit", Text(sv="Enhet", en="Unit")),
        Column("weight", Text(sv="Vikt", en="Weight"), "number", DIGITS),
        Column("share", Text(sv="Andel", en="Share"), "number", DIGITS),
    )
    numbers = (matrix.worst, matrix.best, matrix.weights, matrix.shares)
    worst, best, weights, shares = (_cells(array) for array in numbers)
    rows = zip(criterion_titles(matrix), worst, best, matrix.units, weights, shares, strict=True)
    title = Text(sv="Skalor och vikter", en="Scales and weights")
    return Table(title=title, columns=columns, rows=tuple(rows))


def values_table(matrix: ScoreMatrix) -> Table:
    """Return the values that are counted with: of an unknown one, the middle of its range."""
    title = Text(sv="Värden (av ett okänt: mitten)", en="Values (of an unknown one: the middle)")
    return criterion_table(title, matrix, matrix.middle)


def places_table(matrix: ScoreMatrix) -> Table:
    """Return the places of the values on their declared scales."""
    title = Text(
        sv="Plats på den angivna skalan (sämst 0, bäst 1)",
        en="Place on the declared scale (worst 0, best 1)",
    )
    placed = (matrix.middle - matrix.worst) / (matrix.best - matrix.worst)
    return criterion_table(title, matrix, placed)


def parts_table(matrix: ScoreMatrix, scores: Scores) -> Table:
    """Return the parts of each score and the score itself; nothing where there is none."""
    heads = dict(zip(matrix.criteria, criterion_titles(matrix), strict=True))
    columns = {
        name: (
            heads.get(name, Text.plain(name)),
            _where(scores.contributions[:, at], scores.scored),
        )
        for at, name in enumerate(scores.parts)
    }
    columns["score"] = Text(sv="Poäng", en="Score"), _where(scores.score, scores.scored)
    title = Text(sv="Bidrag, som blir poängen i allt", en="Parts, which sum to the score")
    return step_table(title, matrix.ids, columns)


def _where(
    numbers: numpy.typing.NDArray[numpy.float64], shown: numpy.typing.NDArray[numpy.bool_]
) -> numpy.typing.NDArray[numpy.float64]:
    return numpy.where(shown, numbers, numpy.inf)


def _cells(numbers: ArrayLike) -> list[float | None]:
    """Return numbers for a table; what has no end has no number."""
    array = numpy.asarray(numbers, dtype=numpy.float64)
    return [value if math.isfinite(value) else None for value in array.tolist()]
