"""A workbook read as a whole workspace, or as the tables of one."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from changekit.errors import UnreadableFileError
from changekit.files.joining import Joint, Reading
from changekit.files.kinds import KINDS
from changekit.files.tables.columns import Column, part_of_whole
from changekit.files.tables.fields import field_shape
from changekit.files.tables.records import sheet_records
from changekit.files.tables.rows import RowReader
from changekit.files.tables.sheet import grid_sheet
from changekit.files.tables.words import plain
from changekit.files.workbook.layout import ABOUT, SHEETS
from changekit.findings import Place
from changekit.model.nodes import MapNode
from changekit.model.reading import Log
from changekit.model.settings import TableSource
from changekit.optional import excel
from changekit.rules import reading as rules
from changekit.text import Text, closest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.files.packs import Packs
    from changekit.model.concept import Concept
    from changekit.model.need import Need

__all__ = ["read_rest", "read_workbook", "workbook_sources"]

# By the first part of a key on the sheet of settings: the kind of file it belongs to.
_PARTS = {"organisation": ("organisation", "organisation"), "goals": ("goals", "groupings")}


def workbook_sources(path: Path, *, file: str) -> tuple[TableSource, ...]:
    """Return the tables that a workbook holds, by the names of its sheets in either language.

    Args:
        path: Where it is.
        file: What findings call it.

    Raises:
        UnreadableFileError: It cannot be opened.
        MissingExtraError: The extra `excel` is not installed.
    """
    return _sources(excel.sheet_names(path), file)


def _sources(names: Iterable[str], file: str) -> tuple[TableSource, ...]:
    found = []
    for name in names:
        for sheet in SHEETS:
            if plain(name) in map(plain, sheet.title):
                settings = {"file": file, "sheet": name, "holds": sheet.holds}
                found.append(TableSource.from_dict(settings))
    return tuple(found)


def read_workbook(
    path: Path,
    *,
    concepts: Iterable[Concept] = (),
    needs: Iterable[Need] = (),
    packs: Packs | None = None,
) -> Reading:
    """Return the municipality that one workbook holds, and everything that is wrong in it.

    Args:
        path: The workbook.
        concepts: Concepts of packs, which it may refer to.
        needs: Needs of packs, likewise.
        packs: Where the packs that its settings name are found; None: none of them is looked up.

    Raises:
        UnreadableFileError: It cannot be opened.
        MissingExtraError: The extra `excel` is not installed.
    """
    path = Path(path)
    grids = {grid.name: grid for grid in excel.read_grids(path)}
    sources = _sources(grids, path.name)
    if not sources:
        known = ", ".join(sheet.title.to("sv") for sheet in SHEETS)
        raise UnreadableFileError(path.name, f"none of its sheets is known; they are {known}")
    joint = Joint(Log(), concepts, needs, packs=packs)
    _read_about(grids.values(), path.name, joint)
    for source in sources:
        _read_sheet(grids[str(source.sheet)], source, joint)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return joint.join(path.stem, files=(path.name,), digests={path.name: digest})


def _read_sheet(grid: excel.Grid, source: TableSource, joint: Joint) -> None:
    if not any(cell != "" for row in grid.rows[1:] for cell in row):
        return  # an empty sheet of the template
    sheet = grid_sheet(grid, source, joint.log)
    if sheet is not None:
        table = sheet_records(sheet, source, joint.log)
        joint.add(table.kind, table.records)
        joint.capacities.append(table.capacities)


def read_rest(path: Path, *, file: str, joint: Joint) -> None:
    """Read what a workbook says on its sheet of settings that no other file says.

    Raises:
        UnreadableFileError: It cannot be opened.
        MissingExtraError: The extra `excel` is not installed.
    """
    wanted = tuple(name for name in excel.sheet_names(path) if _is_about(name))
    _read_about(excel.read_grids(path, wanted) if wanted else (), file, joint)


def _is_about(name: str) -> bool:
    return plain(name) in map(plain, ABOUT)


def _read_about(grids: Iterable[excel.Grid], file: str, joint: Joint) -> None:
    """Read the sheet of settings, where there is one: each row is a column of one record."""
    grid = next((grid for grid in grids if _is_about(grid.name)), None)
    if grid is None:
        return

    def place(mark: Any) -> Place:  # Any: a mark or a Place
        if isinstance(mark, Place):
            return mark
        return Place(f"{file}!{grid.name}!B{mark + 1}", mark + 1, 2, cell=True)

    log = joint.log
    log.place = place
    keys = [str(row[0]).strip() if row else "" for row in grid.rows]
    cells = [row[1] if len(row) > 1 else "" for row in grid.rows]
    columns: dict[str, list[Column]] = {"settings": [], "organisation": [], "groupings": []}
    for at, key in enumerate(keys[1:], start=1):
        first, _, rest = key.partition(".")
        _, holds = _PARTS.get(first, ("", "settings")) if rest else ("", "settings")
        field = key if holds == "settings" else rest
        if not key or cells[at] == "":
            continue
        shape = field_shape(field, holds)
        if shape is None:
            _unknown(key, place(at), log)
        else:
            columns[holds].append(_column(at, key, field, shape))
    for kind, holds in (("changekit", "settings"), *_PARTS.values()):
        node = RowReader(part_of_whole(columns[holds], holds), holds, log).node(cells, 0)
        if kind not in joint.parts and (node is not None or kind == "changekit"):
            joint.take(KINDS[kind], node or MapNode([], 0))


def _column(at: int, key: str, field: str, shape: Any) -> Column:  # Any: shapes
    return Column(ordinal=at, heading=key, field=field, path=tuple(field.split(".")), shape=shape)


def _unknown(key: str, place: Place, log: Log) -> None:
    near = closest(key, ("name", "language", "country", "code", "period.start", "period.count",
                         "as_of", "packs"))  # fmt: skip
    advice = (
        Text(sv=f"menade du {near!r}?", en=f"did you mean {near!r}?")
        if near
        else Text(sv="nycklarna är de i changekit.yaml", en="the keys are those of changekit.yaml")
    )
    log.add_at(rules.UNKNOWN_KEY, place, None, key=key, advice=advice)
