"""The section on how far the ranking holds: by other weights, and by other methods."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import attrs

from changekit.errors import InvalidValueError, PluginError, UnknownNameError
from changekit.interfaces.report.blocks import Block, PageSection, Picture, Sheet, Words
from changekit.interfaces.report.wording import WORDS
from changekit.services.scoring.robustness import compared
from changekit.services.scoring.robustness.rounds import rounds_of
from changekit.services.scoring.robustness.smaa import usual_draws
from changekit.services.scoring.robustness.wording import HEADS, STANDINGS
from changekit.tables import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.interfaces.report.material import Material
    from changekit.services.scoring import MethodComparison, Ranking, Robustness

__all__ = ["robustness"]

OTHERS = ("topsis", "value-effort", "vikor", "weighted-sum")
"""Ours: methods to compare with, those that think least alike first; two that fit are taken."""
METHODS = 3
DRAWS = 2_000
"""Ours: the standard error of a share is then at most 0.011, and a report stays quick."""
ANEW = 300
"""Ours: the same for methods that score each draw anew; at most 0.029."""


def robustness(material: Material) -> Iterator[PageSection]:
    """Give the section on a ranking by two criteria or more that the municipality chose itself.

    One criterion alone has no weights that could be otherwise.
    """
    ranking = material.ranking
    if ranking is None or ranking.assumed or len(ranking.matrix.criteria) < 2 or len(ranking) < 2:
        return
    blocks: list[Block]
    rounds = rounds_of(ranking.scorer, ranking.matrix, unknown=True)
    draws = DRAWS if rounds.additive else min(ANEW, usual_draws(rounds))
    try:
        found = ranking.robustness(draws=draws)
    except InvalidValueError as error:
        blocks = [Words(text=error.text, note=True)]
    else:
        near = ranking.robustness(draws=draws, weights="profile")
        comparison = _comparison(material, ranking, found.top)
        blocks = [Words(text=found.text), Words(text=near.text)]
        if comparison:
            blocks.append(Words(text=comparison.text))
            blocks.append(Sheet(table=attrs.evolve(comparison.agreement(), notice=None)))
        blocks.append(Picture(figure=found.figure()))
        blocks.append(Sheet(table=_everybody(found, near, comparison)))
    yield PageSection(id="robustness", title=WORDS["robustness"], blocks=tuple(blocks))


def _comparison(material: Material, ranking: Ranking, top: int) -> MethodComparison | None:
    """Return what the first methods that fit say; None where there is no other."""
    rankings = [ranking, *islice(_others(material, ranking), METHODS - 1)]
    return compared(rankings, top=top) if len(rankings) > 1 else None


def _others(material: Material, ranking: Ranking) -> Iterator[Ranking]:
    """Give the rankings by other methods that fit the profile."""
    for name in OTHERS:
        if name == ranking.method:
            continue
        try:
            yield material.workspace.score(ranking.profile, method=name)
        except (InvalidValueError, PluginError, UnknownNameError):
            continue


def _everybody(found: Robustness, near: Robustness, comparison: MethodComparison | None) -> Table:
    """Return one row for each initiative: its rank by each method, and how sure it is."""
    methods = comparison.methods if comparison else {}
    columns = (
        Column("title", HEADS["title"]),
        *(Column(f"rank-{name}", title, "number") for name, title in methods.items()),
        Column("standing", HEADS["standing"]),
        Column("near", WORDS["robustness-near"]),
        Column("top", HEADS["top"].format(n=found.top), "share"),
        Column("expected_rank", HEADS["expected"], "number", 1),
        Column("best_rank", HEADS["best"], "number"),
        Column("worst_rank", HEADS["worst"], "number"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            item.title,
            *(comparison.by_id[item.id].ranks.values() if comparison else ()),
            STANDINGS[item.standing], STANDINGS[near.by_id[item.id].standing],
            item.top, item.expected_rank, item.best_rank, item.worst_rank,
        )
        for item in found
    )  # fmt: skip
    title = WORDS["robustness-table"].format(n=len(found))
    return Table(title=title, columns=columns, rows=rows)
