"""The section on load: the map, saturation lines, breaches, collisions and key roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.interfaces.report.blocks import Block, Fold, PageSection, Picture, Sheet, Words
from changekit.interfaces.report.wording import WORDS
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.interfaces.report.material import Material
    from changekit.services.load import LoadPicture
    from changekit.tables import Table

__all__ = ["load"]

LINES = 12
"""Ours: saturation lines are drawn for as many units as people leaf through, the worst first."""
MOST_ROWS = 200
"""Ours: of each table, so that the file stays small enough to be sent by mail."""
OVER = Text(
    sv="Planen lägger {over} för mycket (belastning × veckor) på enheterna (rutor av "
    "enhet och månad: {n}). Det mesta av det orsakas av {who}.",
    en="The plan puts {over} too much (load × weeks) on units (squares of unit and month: {n}). "
    "Most of it is caused by {who}.",
)
NOT_OVER = Text(
    sv="Ingen enhet som sagt vad den orkar får mer än så av planen.",
    en="No unit that has said what it can carry gets more than that from the plan.",
)
SCORE = Text(
    sv="Mättnad: 0 är inget, 50 är just fullt, 100 är minst dubbelt mot vad enheten orkar.",
    en="Saturation: 0 is nothing, 50 is just full, 100 is at least twice what the unit can carry.",
)
LINE_TITLE = Text(sv="Mättnadslinjer", en="Saturation lines")
MEETING = Text(
    sv="Par av förändringsinitiativ som möter samma människor samtidigt: {n}. Av dem som listas "
    "har {close} driftsättningar högst {near} veckor från varandra.",
    en="Pairs of initiatives that meet the same people at the same time: {n}. Of those listed, "
    "go-lives at most {near} weeks from each other: {close}.",
)


def load(material: Material) -> PageSection:
    """Return what the plan asks of whom, and where that is too much."""
    organisation = material.municipality.organisation
    known = any(unit.capacity for unit in organisation.units)
    blocks: list[Block] = [] if known else [Words(text=WORDS["no-capacity"], note=True)]
    if organisation.units:
        picture = material.workspace.load(material.plan)
        if known:
            blocks += [Words(text=_told(material, picture)), Words(text=SCORE)]
        blocks.append(Picture(figure=picture.figure()))
        blocks += _parts(picture)
    return PageSection(id="load", title=WORDS["load"], blocks=tuple(blocks))


def _told(material: Material, picture: LoadPicture) -> Text:
    worst = [name for name, _ in picture.causers()[:1]]
    if not worst:
        return NOT_OVER
    over = f"{round(picture.over, 1):g}"
    return OVER.format(
        over=Text(sv=over.replace(".", ","), en=over), n=len(picture.breaches.of("unit")),
        who=material.title(worst[0]),
    )  # fmt: skip


def _parts(picture: LoadPicture) -> list[Block]:
    """Return the saturation lines and the tables that have rows."""
    meetings = picture.collisions()
    tables = [picture.overview()]
    if len(picture.breaches):
        tables += [picture.breaches.by_cause(), picture.breaches.table()]
    tables.append(picture.key_roles.table())
    lines = [str(row[0]) for row in picture.overview().rows if row[2]][:LINES]
    charts: list[Block] = []
    for figure in map(picture.saturation, lines):
        charts += [Words(text=figure.title), Picture(figure=figure)]
    parts: list[Block] = [Fold(title=LINE_TITLE, blocks=tuple(charts))] if charts else []
    parts += [Sheet(table=_short(table)) for table in tables if len(table)]
    if meetings.total:
        close = sum(item.close for item in meetings)
        told = MEETING.format(n=meetings.total, close=close, near=meetings.near)
        parts += [Words(text=told), Sheet(table=_short(meetings.table()), folded=True)]
    return parts


def _short(table: Table) -> Table:
    return attrs.evolve(table, rows=table.rows[:MOST_ROWS], notice=None)
