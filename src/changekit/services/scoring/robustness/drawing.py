"""Rank acceptabilities as a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.figures import ScoreCell, ScoreMap
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.services.scoring.robustness.result import Placement, Robustness

__all__ = ["rank_map"]

SHOWN = 20
"""Ours: as many rows as fit on a slide."""
SINGLE = 10
"""Ours: how many ranks have a column of their own; the next ten and the rest share one each."""
TITLE = Text(sv="Hur ofta varje initiativ får varje plats", en="How often each initiative takes "
             "each rank")  # fmt: skip
SUMMARY = Text(
    sv="De {n} som oftast är bland de {top} främsta, av {all}. En ruta visar i hur många procent "
    "av {draws} dragningar av vikter initiativet får den platsen.",
    en="The {n} that are most often among the first {top}, of {all}. A cell shows in how many "
    "percent of {draws} draws of weights the initiative takes that rank.",
)


def rank_map(result: Robustness, *, shown: int = SHOWN) -> ScoreMap:
    """Return the first as rows, ranks as columns, and percent of the draws in the cells."""
    items = result.items[:shown]
    groups = _groups(len(result))
    summary = SUMMARY.format(n=len(items), top=result.top, all=len(result), draws=result.draws)
    return ScoreMap(
        title=TITLE,
        summary=summary,
        rows=tuple(item.title for item in items),
        names=tuple(Text.plain(_name(*group)) for group in groups),
        cells=tuple(tuple(_cell(item, *group) for group in groups) for item in items),
    )


def _groups(count: int) -> list[tuple[int, int]]:
    """Return the first and last rank of each column."""
    groups = [(rank, rank) for rank in range(1, min(count, SINGLE) + 1)]
    if count > SINGLE:
        groups.append((SINGLE + 1, min(count, 2 * SINGLE)))
    if count > 2 * SINGLE:
        groups.append((2 * SINGLE + 1, count))
    return groups


def _name(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def _cell(item: Placement, low: int, high: int) -> ScoreCell:
    return ScoreCell(score=round(100 * sum(item.shares[low - 1 : high]), 1))
