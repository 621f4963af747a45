"""Writes the reports and the plan to files, each whole or not at all."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

from changekit.errors import CannotWriteError, InvalidValueError, MissingExtraError
from changekit.files.writing import write_bytes, write_text
from changekit.interfaces.report import choices, load_section, plan_sections, sections
from changekit.interfaces.report.blocks import Block, PageSection, Picture, Sheet, Words
from changekit.interfaces.report.calendars import plan_calendar
from changekit.interfaces.report.management import management_page
from changekit.interfaces.report.material import Material
from changekit.interfaces.report.rendering import render
from changekit.interfaces.report.robustness import robustness
from changekit.interfaces.report.slides import write_figures
from changekit.interfaces.report.spreadsheets import workbook
from changekit.interfaces.report.wording import WORDS, counted, day_words
from changekit.interfaces.report.workbooks import plan_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from changekit.services.planning import Plan
    from changekit.services.planning.changes.replanning import Replan
    from changekit.workspace import Workspace

__all__ = [
    "management_html",
    "report_html",
    "write_management_report",
    "write_plan",
    "write_report",
]

ENDINGS = (".html", ".htm")
"""The endings of a web page, which is all that a report is written as."""


def write_report(
    workspace: Workspace,
    path: Path,
    *,
    plan: Plan | None = None,
    replanned: Replan | None = None,
) -> tuple[Path, ...]:
    """Write the whole report as one HTML file that needs nothing else, and return its path.

    Args:
        workspace: The municipality.
        path: The file.
        plan: The plan to show; by default one of the default effort.
        replanned: A plan beside an earlier one, to be shown instead with what moved.

    Raises:
        CannotWriteError: The file cannot be written, or has another ending than .html or .htm.
    """
    _check_ending(path)
    material = _material(workspace, plan, replanned)
    write_text(path, report_html(material))
    return (path,)


def _material(workspace: Workspace, plan: Plan | None, replanned: Replan | None) -> Material:
    shown = replanned.plan if replanned else plan or workspace.plan()
    return Material(workspace=workspace, plan=shown, replanned=replanned)


def _check_ending(path: Path) -> None:
    """Refuse endings that promise another kind of file than a web page."""
    if path.suffix.lower() not in ENDINGS:
        raise CannotWriteError(str(path), WORDS["ending"])


def report_html(material: Material) -> str:
    """Return the report as HTML."""
    town, plan = material.municipality, material.plan
    name = town.settings.name
    shown = [
        sections.summary(material),
        plan_sections.plan(material),
        plan_sections.left_out(material),
        *choices.moved(material),
        load_section.load(material),
        *choices.worth(material),
        *choices.overrides(material),
        plan_sections.assumptions(material),
        sections.ranking(material),
        *robustness(material),
        sections.dependencies(material),
        sections.findings(material),
        *_plugin_sections(material),
        plan_sections.explanations(material),
    ]
    line = counted("line", len(material.places), day=day_words(material.as_of))
    made = WORDS["made"].format(
        version=metadata.version("changekit"),
        name=name,
        engine=plan.engine,
        seed=plan.seed,
        checked=WORDS["checked" if plan.checked else "not-checked"],
    )
    values = {
        "title": WORDS["title"].format(name=name),
        "line": line,
        "alert": material.alert,
        "notice": town.notice,
        "sections": shown,
        "made": made,
    }
    return render("report.html", material.workspace.language, values)


def _plugin_sections(material: Material) -> Iterator[PageSection]:
    """Return what plugins add, in the order of their names; a broken one says so in its place."""
    for name, renderer in sorted(material.workspace.plugins.renderers.items()):
        try:
            section = renderer(material.municipality, material.as_of)
            if section is None:
                continue
            blocks: list[Block] = [Words(text=words) for words in section.words]
            blocks += [Picture(figure=figure) for figure in section.figures]
            blocks += [Sheet(table=table) for table in section.tables]
            made = PageSection(id=f"plugin-{name}", title=section.title, blocks=tuple(blocks))
            render("section.html", material.workspace.language, {"section": made})
        except Exception as error:  # noqa: BLE001  # a plugin may fail in any way
            why = WORDS["plugin-broken"].format(name=name, why=f"{type(error).__name__}: {error}")
            title = WORDS["plugin-title"].format(name=name)
            made = PageSection(
                id=f"plugin-{name}", title=title, blocks=(Words(text=why, note=True),)
            )
        yield made


def write_management_report(
    workspace: Workspace,
    path: Path,
    *,
    plan: Plan | None = None,
    replanned: Replan | None = None,
) -> tuple[Path, ...]:
    """Write one page for a management group, with figures and the plan as XLSX beside it.

    Args:
        workspace: The municipality.
        path: The HTML file; the others are named after it.
        plan: The plan to show; by default one of the default effort.
        replanned: A plan beside an earlier one, to be shown instead with what moved.

    Returns:
        The files. Without the extra `plot` there are no PNG files among them, and without the
        extra `excel` the plan is a CSV file.

    Raises:
        CannotWriteError: A file cannot be written, or has another ending than .html or .htm.
    """
    _check_ending(path)
    material = _material(workspace, plan, replanned)
    write_text(path, management_html(material))
    beside = path.with_name(f"{path.stem}-plan.xlsx")
    try:
        write_plan(material.plan, beside, replanned=replanned)
    except MissingExtraError:
        beside = beside.with_suffix(".csv")
        write_plan(material.plan, beside)
    return (path, beside, *write_figures(material, path))


def management_html(material: Material) -> str:
    """Return the page for a management group as HTML."""
    return render("management.html", material.workspace.language, management_page(material))


def write_plan(plan: Plan, path: Path, *, replanned: Replan | None = None) -> None:
    """Write a plan to a .csv, .xlsx, .json or .ics (iCalendar) file.

    A workbook has a sheet for the plan, and others for the load it puts on units, where that is
    too much, what more capacity would be worth, and what moved.

    Args:
        plan: The plan.
        path: The file; its ending says what is written.
        replanned: What the plan moved away from an earlier one; None where there is none.

    Raises:
        InvalidValueError: The file has another ending.
        CannotWriteError: The file cannot be written.
        MissingExtraError: The extra that the ending needs, `excel` or `calendar`, is not
            installed.
    """
    ending = path.suffix.lower()
    if ending == ".xlsx":
        write_bytes(path, workbook(plan_tables(plan, replanned), language=plan.language))
    elif ending == ".csv":
        write_text(path, plan.table().to_csv(plan.language))
    elif ending == ".json":
        write_text(path, plan.to_json() + "\n")
    elif ending == ".ics":
        write_bytes(path, plan_calendar(plan))
    else:
        msg = f"{path.name}: a plan is written to a .csv, .xlsx, .json or .ics file"
        raise InvalidValueError(msg)
