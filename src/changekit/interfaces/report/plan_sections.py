"""The sections of the report that show the plan and explain it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import attrs

from changekit.figures import Stack, Stacks
from changekit.interfaces.report.blocks import (
    Block,
    Entries,
    Entry,
    Fold,
    PageSection,
    Picture,
    Points,
    Sheet,
    Words,
)
from changekit.interfaces.report.causes import groups
from changekit.interfaces.report.choices import clashes, quality
from changekit.interfaces.report.sections import finding_table, sentence
from changekit.interfaces.report.wording import STATE_COUNTS, WORDS, counted
from changekit.rules.clashes import CLASH
from changekit.services.planning.drawing import gantt
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.interfaces.report.material import Material
    from changekit.services.planning.why.explain import Placed

__all__ = ["assumptions", "explanations", "left_out", "plan", "stacks"]


def stacks(material: Material) -> Stacks:
    """Return how many initiatives of each unit are in each state."""
    rows = []
    for unit, items in _by_unit(material):
        states: list[str] = [item.state for item in items]
        rows.append(Stack(label=unit, counts=tuple(map(states.count, STATE_COUNTS))))
    return Stacks(
        title=WORDS["by-unit"], summary=WORDS["by-unit-summary"], heading=WORDS["unit"],
        parts=tuple(STATE_COUNTS.values()), rows=tuple(rows),
    )  # fmt: skip


def _by_unit(material: Material) -> list[tuple[Text, list[Placed]]]:
    """Return the initiatives of each unit, units in the order of the organisation."""
    order = [unit.id for unit in material.municipality.organisation.units]

    def place(item: Placed) -> tuple[int, str]:
        unit = material.unit_id(item.id)
        return (order.index(unit) if unit in order else len(order), unit)

    ordered = sorted(material.places, key=place)
    return [
        (material.unit(items[0].id), items)
        for items in (list(group) for _, group in groupby(ordered, key=place))
    ]


def plan(material: Material) -> PageSection:
    """Return the plan: how many of each unit stand where, then a chart for each unit."""
    found = material.plan.findings
    told = tuple(i for i in found.errors if i.code != CLASH.code)  # clashes have their own tables
    errors = attrs.evolve(found, items=told)
    others = tuple(item for item in material.plan.findings if item.severity != "error")
    blocks: list[Block] = list(clashes(material))
    if errors:
        table = finding_table(errors, WORDS["plan-errors"])
        blocks.append(Sheet(table=table, folded=False))
    blocks += [quality(material), Picture(figure=stacks(material))]
    if others:
        found = attrs.evolve(material.plan.findings, items=others)
        blocks.append(Sheet(table=finding_table(found, WORDS["plan-findings"])))
    for unit, items in _by_unit(material):
        chart = gantt(
            material.municipality, items, calendar=material.calendar, as_of=material.as_of,
            marks=material.marks,
        )  # fmt: skip
        if chart.bars:
            title = WORDS["unit-plan"].format(unit=unit, n=len(chart.bars))
            bars = tuple(attrs.evolve(bar, group=Text()) for bar in chart.bars)
            chart = attrs.evolve(chart, title=unit, summary=WORDS["gantt-summary"], bars=bars)
            blocks.append(Fold(title=title, blocks=(Picture(figure=chart),)))
    return PageSection(id="plan", title=WORDS["plan"], blocks=tuple(blocks))


def left_out(material: Material) -> PageSection:
    """Return what does not fit, by cause, with what would make room for it."""
    items = material.in_state("left-out")
    if not items:
        blocks: tuple[Block, ...] = (Words(text=material.none_left_out),)
    else:
        folds = (
            Fold(
                title=Text(sv="{cause} ({n})", en="{cause} ({n})").format(
                    cause=group.cause.title, n=len(group.items)
                ),
                blocks=(Entries(items=tuple(_entry(material, i, "out-") for i in group.items)),),
                is_open=at == 0,
            )
            for at, group in enumerate(groups(material, items))
        )
        blocks = (Words(text=counted("left-out-line", len(items))), *folds)
    return PageSection(id="left-out", title=WORDS["left-out"], blocks=blocks)


def assumptions(material: Material) -> PageSection:
    """Return what the plan rests on that nobody knows, and what to find out first."""
    blocks: list[Block] = [Words(text=WORDS["nothing-assumed"])]
    if material.plan.assumed:
        blocks = [Words(text=counted("assumed-line", material.plan.assumed))]
    if material.facts:
        blocks += [Words(text=WORDS["facts-first"]), Points(items=material.facts, numbered=True)]
    return PageSection(id="assumptions", title=WORDS["assumptions"], blocks=tuple(blocks))


def explanations(material: Material) -> PageSection:
    """Return each initiative with its place and the reasons for it, unit by unit."""
    folds = tuple(
        Fold(
            title=WORDS["unit-plan"].format(unit=unit, n=len(items)),
            blocks=(Entries(items=tuple(_entry(material, item) for item in items)),),
        )
        for unit, items in _by_unit(material)
    )
    return PageSection(id="explanations", title=WORDS["explanations"], blocks=folds)


def _entry(material: Material, item: Placed, prefix: str = "") -> Entry:
    days = {"start": item.start or "?", "end": item.end or "?"}
    line = counted(f"state-{item.state}", item.waits_weeks or 0, **days)
    points = [sentence(reason.text) for reason in item.why]
    if item.released_by is not None:
        points.append(sentence(WORDS["released"].format(change=item.released_by.text)))
    points.append(material.rank_line(item.id))
    return Entry(
        id=prefix + item.id, title=material.title(item.id), line=line, points=tuple(points)
    )
