"""Whole tables as records: initiatives, units, roles, goals, freezes and capacities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.files.tables.fields import is_period
from changekit.files.tables.rows import each_node
from changekit.files.tables.sheet import open_sheet
from changekit.model.goal import Goal
from changekit.model.initiative import Initiative
from changekit.model.nodes import Scalar
from changekit.model.organisation import Freeze, Role, Unit
from changekit.model.quantities import Capacity
from changekit.model.records import record_shape
from changekit.model.shapes import FAULTY, IdShape
from changekit.rules import reading as rules
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from changekit.files.tables.sheet import Sheet
    from changekit.model.nodes import MapNode
    from changekit.model.reading import Log
    from changekit.model.settings import TableSource

__all__ = ["KINDS", "TableRecords", "read_table", "with_capacities"]

KINDS: Final[dict[str, tuple[str, type[Any]]]] = {
    "initiatives": ("initiative", Initiative), "units": ("unit", Unit), "roles": ("role", Role),
    "goals": ("goal", Goal), "freezes": ("freeze", Freeze),
}  # fmt: skip
"""By what the rows are: the kind of record, and its class."""


@attrs.frozen(kw_only=True)
class TableRecords:
    """What a table gave.

    Attributes:
        kind: The kind of its records, such as `initiative`; `capacity` where it has none.
        records: The records of the rows that could be read, in the order of the file.
        capacities: By unit: what a table of capacities says that it can carry.
    """

    kind: str
    records: tuple[Any, ...] = ()  # Any: records of the class that the kind has
    capacities: Mapping[str, Capacity] = attrs.field(factory=dict)


def read_table(path: Path, source: TableSource, log: Log) -> TableRecords:
    """Return the records of a table; what is wrong in it goes to the log.

    Where rows are left out because of a finding, references to their kind are excused.

    Args:
        path: Where the file is; `source.file` is what findings call it.
        source: Which columns hold what.
        log: Takes the findings.

    Raises:
        MissingExtraError: It is a workbook, and the extra `excel` is not installed.
    """
    sheet = open_sheet(path, source, log)
    if sheet is None:
        log.excuse([KINDS[source.holds][0]] if source.holds in KINDS else [])
        return TableRecords(kind=KINDS.get(source.holds, ("capacity",))[0])
    return sheet_records(sheet, source, log)


def sheet_records(sheet: Sheet, source: TableSource, log: Log) -> TableRecords:
    """Return the records of a table that is already opened."""
    nodes = each_node(sheet, source, log)
    if source.holds == "capacity":
        return TableRecords(kind="capacity", capacities=_capacities(nodes, log))
    kind, cls = KINDS[source.holds]
    shape = record_shape(cls)
    found = [shape.read(node, None, log) for node in nodes]
    records = tuple(record for record in found if record is not FAULTY)
    return TableRecords(kind=kind, records=records)


def with_capacities(units: Iterable[Unit], capacities: Mapping[str, Capacity]) -> tuple[Unit, ...]:
    """Return units with what a table of capacities says; what a unit itself says is added to.

    >>> soc = Unit(id="soc", name=Text.plain("Socialkontoret"), capacity=Capacity(default=2))
    >>> with_capacities([soc], {"soc": Capacity(periods=(("2011-08", 1),))})[0].capacity
    Capacity(default=2, periods=(('2011-08', 1),))
    """
    return tuple(
        attrs.evolve(unit, capacity=_joined(unit.capacity, capacities[unit.id]))
        if unit.id in capacities
        else unit
        for unit in units
    )


def _joined(own: Capacity | None, other: Capacity) -> Capacity:
    if own is None:
        return other
    default = own.default if other.default is None else other.default
    periods = tuple(sorted({**dict(own.periods), **dict(other.periods)}.items()))
    return Capacity(default=default, periods=periods)


def _capacities(nodes: Iterable[MapNode], log: Log) -> dict[str, Capacity]:
    """Return capacities by unit from rows with a column for each period, or one row for each."""
    found: dict[str, Capacity] = {}
    unit_shape = IdShape(refers="unit")
    for node in nodes:
        cells = {key.value: cell for key, cell in node.value}
        if "unit" not in cells:
            log.add(rules.MISSING_KEY, node, (None, "unit"), key="unit", what=unit_shape.words)
            continue
        unit = unit_shape.read(cells.pop("unit"), (None, "unit"), log)
        capacity = Capacity.shape.read(_by_period(node, cells, log), (None, "capacity"), log)
        if unit is not FAULTY and capacity is not FAULTY:
            found[unit] = _joined(found.get(unit), capacity)
    return found


def _by_period(node: MapNode, cells: dict[str, Any], log: Log) -> MapNode:  # Any: nodes
    """Return the mapping node that a capacity is read from."""
    period, amount = cells.pop("period", None), cells.pop("amount", None)
    pairs = [(Scalar(name, cell.start_mark, "'"), cell) for name, cell in cells.items()]
    if amount is not None:
        name = "default" if period is None else str(period.value)
        if name != "default" and not is_period(name):
            advice = Text(sv="skriv åååå-mm eller åååå-Wvv", en="write yyyy-mm or yyyy-Www")
            log.add(
                rules.BAD_NOTATION, period, (None, "period"), found=name, expected="period",
                advice=advice,
            )  # fmt: skip
        else:
            pairs.append((Scalar(name, amount.start_mark, "'"), amount))
    return type(node)(pairs, node.start_mark)
