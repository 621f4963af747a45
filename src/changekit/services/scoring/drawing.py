"""A ranking as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.figures import RankBar, RankBars
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.services.scoring.ranking import Ranked, Ranking

__all__ = ["rank_bars"]

SHOWN = 20
"""Ours: as many bars as fit on a slide."""
SUMMARY = Text(
    sv="De {n} främsta av {all}, ordnade efter poäng. Linjen över en stapel visar mellan vilka "
    "gränser poängen ligger när något är okänt.",
    en="The first {n} of {all}, by score. The line across a bar shows between which ends the "
    "score lies where something is unknown.",
)


def rank_bars(ranking: Ranking, *, shown: int = SHOWN) -> RankBars:
    """Return the best of a ranking as bars."""
    first = ranking.items[:shown]
    title = Text(sv="Rangordning efter {m}", en="Ranking by {m}").format(m=ranking.scorer.title)
    summary = SUMMARY.format(n=len(first), all=len(ranking))
    return RankBars(title=title, summary=summary, bars=tuple(map(_bar, first)))


def _bar(item: Ranked) -> RankBar:
    middle = item.score or 0.0
    low = middle if item.low is None else item.low
    high = middle if item.high is None else item.high
    return RankBar(label=item.title, value=item.score, low=low, high=high)
