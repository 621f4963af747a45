"""The sections on how good the plan is, what clashes, what could be otherwise, and what moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.interfaces.report.blocks import (
    Block,
    Entries,
    Entry,
    PageSection,
    Picture,
    Sheet,
    Words,
)
from changekit.interfaces.report.sections import sentence
from changekit.interfaces.report.wording import WORDS
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.interfaces.report.material import Material
    from changekit.services.planning import Clash
    from changekit.tables import Table

__all__ = ["clashes", "moved", "overrides", "quality", "worth"]

DEAR = 15
"""Ours: as many rows of what capacity is worth as people read; the command has them all."""
TRIED = 12
"""Ours: each decision takes a plan of its own, so that more would keep the reader waiting."""


def quality(material: Material) -> Words:
    """Return what the plan gives, and how far that is from the best possible at most."""
    plan = material.plan
    told = f"{plan.objective:,.0f}"
    words = WORDS["quality"].format(
        objective=Text(sv=told.replace(",", "\N{NO-BREAK SPACE}"), en=told)
    )
    said = plan.quality()
    return Words(text=Text({c: f"{words.to(c)} {said.to(c)}" for c in ("sv", "en")}))


def clashes(material: Material) -> Iterator[Block]:
    """Give each set of rules that cannot all be kept, with what alone would end it."""
    for at, clash in enumerate(material.plan.clashes, start=1):
        yield Words(text=WORDS["clash"].format(n=at), note=True)
        # The words name what each rule is about.
        yield Sheet(table=_chosen(clash.table(), "text", "place"), folded=False)
        yield Words(text=sentence(clash.proven))
        if clash.ways:
            yield Entries(items=(_ways(clash, at),))


def _ways(clash: Clash, at: int) -> Entry:
    return Entry(
        id=f"clash-{at}", title=WORDS["clash-ways"], line=WORDS["clash-any"],
        points=tuple(sentence(way.text) for way in clash.ways),
    )  # fmt: skip


def worth(material: Material) -> Iterator[PageSection]:
    """Give the section on what one more unit of capacity would be worth, where that is known."""
    found = material.plan.worth_of_capacity()
    if not len(found):
        return
    table = _bare(found.table(), DEAR)
    blocks: list[Block] = [Words(text=WORDS[f"worth-{found.by}"])]
    if len(found) > DEAR:
        blocks.append(Words(text=WORDS["worth-more"].format(n=DEAR, all=len(found))))
    blocks.append(Sheet(table=table, folded=False))
    yield PageSection(id="worth", title=WORDS["worth"], blocks=tuple(blocks))


def overrides(material: Material) -> Iterator[PageSection]:
    """Give the section on what each decision of a management group costs, where there are any."""
    decided = len(material.plan.compiled.decisions)
    if not decided:
        return
    blocks: tuple[Block, ...] = (Words(text=WORDS["overrides-many"].format(n=decided)),)
    if decided <= TRIED:
        table = _bare(material.plan.overrides().table())
        blocks = (Words(text=WORDS["overrides-line"]), Sheet(table=table, folded=False))
    yield PageSection(id="overrides", title=WORDS["overrides"], blocks=blocks)


def moved(material: Material) -> Iterator[PageSection]:
    """Give the section on what moved away from an earlier plan, where one was given."""
    replanned = material.replanned
    if replanned is None:
        return
    figure = replanned.figure()
    blocks: list[Block] = [Picture(figure=figure)]
    if not replanned.moves:
        blocks = [Words(text=replanned.summary)]
    elif len(figure.shifts) < len(replanned.moves):
        blocks.append(Sheet(table=_bare(replanned.table())))
    yield PageSection(id="moved", title=WORDS["moved"], blocks=tuple(blocks))


def _bare(table: Table, most: int | None = None) -> Table:
    """Return a table without ids, since titles stand beside them, and cut."""
    kept = _chosen(table, *(column.id for column in table.columns if column.id != "id"))
    return attrs.evolve(kept, rows=kept.rows[:most])


def _chosen(table: Table, *names: str) -> Table:
    """Return some columns of a table, without its notice, which stands at the top of the page."""
    at = [[column.id for column in table.columns].index(name) for name in names]
    rows = tuple(tuple(row[number] for number in at) for row in table.rows)
    columns = tuple(table.columns[number] for number in at)
    return attrs.evolve(table, columns=columns, rows=rows, notice=None)
