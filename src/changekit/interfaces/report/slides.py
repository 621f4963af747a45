"""Figures for slides: each as SVG, and as PNG where the extra for pictures is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.errors import MissingExtraError
from changekit.files.writing import write_bytes, write_text
from changekit.interfaces.report.plan_sections import stacks
from changekit.services.planning.drawing import gantt
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from changekit.figures import Figure, Gantt
    from changekit.interfaces.report.material import Material

__all__ = ["figures", "write_figures"]

ROWS = 25
"""Ours: as many rows as can be read on a slide."""
TITLE = Text(
    sv="De {n} främsta av dem som startar eller väntar",
    en="The first {n} of those that start or wait",
)
CUT_TITLE = Text(
    sv="De {n} främsta av de {all} som startar eller väntar; {rest} till visas inte",
    en="The first {n} of the {all} that start or wait; {rest} more are not shown",
)
NOTE = Text(
    sv="{rest} till startar eller väntar men visas inte.",
    en="{rest} more start or wait but are not shown.",
)


def figures(material: Material) -> Mapping[str, Figure]:
    """Return the figures by the word that their file names end with."""
    found: dict[str, Figure] = {"units": stacks(material)}
    if material.load is not None:
        found["load"] = material.load.figure()
    ids = [item.id for state in ("starts", "waits") for item in material.in_state(state)]
    if ids:
        found["plan"] = _plan(material, material.ranked(ids))
    return found


def _plan(material: Material, ids: list[str]) -> Gantt:
    """Return as many rows as can be read, and how many are not drawn."""
    chart = gantt(
        material.municipality,
        [material.plan.places[name] for name in ids[:ROWS]],
        calendar=material.calendar,
        as_of=material.as_of,
        marks=material.marks,
    )
    bars = tuple(
        attrs.evolve(bar, group=Text())
        for bar in sorted(chart.bars, key=lambda bar: (bar.start, bar.end))
    )
    counts = {"n": len(bars), "all": len(ids), "rest": len(ids) - len(bars)}
    title = (CUT_TITLE if counts["rest"] else TITLE).format(**counts)
    note = NOTE.format(**counts) if counts["rest"] else Text()
    return attrs.evolve(chart, title=title, summary=title, bars=bars, note=note)


def write_figures(material: Material, page: Path) -> tuple[Path, ...]:
    """Write the figures beside a page, and return their files.

    Without the extra `plot` there are no PNG files.

    Raises:
        CannotWriteError: A file cannot be written.
    """
    language = material.workspace.language
    written = []
    for name, figure in figures(material).items():
        file = page.with_name(f"{page.stem}-{name}.svg")
        write_text(file, figure.to_svg(language))
        written.append(file)
        try:
            picture = figure.to_png(language)
        except MissingExtraError:
            continue
        write_bytes(file.with_suffix(".png"), picture)
        written.append(file.with_suffix(".png"))
    return tuple(written)
