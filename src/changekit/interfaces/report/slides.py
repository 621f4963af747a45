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

    from changekit.figures import Figure
    from changekit.interfaces.report.material import Material

__all__ = ["figures", "write_figures"]

ROWS = 25
"""Ours: as many rows as can be read on a slide."""
TITLE = Text(
    sv="De {n} främsta av dem som startar eller väntar",
    en="The first {n} of those that start or wait",
)


def figures(material: Material) -> Mapping[str, Figure]:
    """Return the figures by the word that their file names end with."""
    found: dict[str, Figure] = {"units": stacks(material)}
    if material.load is not None:
        found["load"] = material.load.figure()
    chosen = _first(material)
    if chosen:
        chart = gantt(
            material.municipality,
            [material.plan.places[name] for name in chosen],
            calendar=material.calendar,
            as_of=material.as_of,
        )
        bars = tuple(
            attrs.evolve(bar, group=Text())
            for bar in sorted(chart.bars, key=lambda bar: (bar.start, bar.end))
        )
        title = TITLE.format(n=len(bars))
        found["plan"] = attrs.evolve(chart, title=title, summary=title, bars=bars)
    return found


def _first(material: Material) -> list[str]:
    ids = [item.id for state in ("starts", "waits") for item in material.in_state(state)]
    return material.ranked(ids)[:ROWS]


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
