"""What each column of a table holds, from its heading and the map in `changekit.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from changekit.files.tables.fields import field_shape, known_fields, whole_and_parts
from changekit.files.tables.headings import field_of, heading_of, known_headings
from changekit.files.tables.words import MONEY, plain
from changekit.model.quantities import Amount
from changekit.rules import reading as rules
from changekit.text import Text, closest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from changekit.findings import Place
    from changekit.model.reading import Log
    from changekit.model.settings import TableSource

__all__ = ["Column", "columns_of", "field_and_unit", "part_of_whole"]


@attrs.frozen(kw_only=True)
class Column:
    """One column that is read.

    Attributes:
        ordinal: Which column it is, from 0.
        path: The keys under which its values stand.
        money: The unit of money that its heading names.
        choices: What its words mean, by word.
    """

    ordinal: int
    heading: str
    field: str
    path: tuple[str, ...]
    shape: Any  # Any: shapes have no common base
    money: str | None = None
    choices: Mapping[str, str] = attrs.field(factory=dict)


def columns_of(
    headings: Sequence[str], source: TableSource, log: Log, place: Callable[[int], Place]
) -> list[Column]:
    """Return the columns that are read, in order; what cannot be read becomes a finding.

    Args:
        place: Where the heading of a column, counted from 0, stands.
    """
    found: dict[str, Column] = {}
    for ordinal, heading in enumerate(headings):
        column = _column(ordinal, heading, source, log, place)
        if column is None:
            continue
        first = found.setdefault(column.field, column)
        if first is not column:
            log.add_at(
                rules.TWICE_FILLED, place(ordinal), None, first=first.heading, heading=heading,
                field=column.field,
            )  # fmt: skip
    _check_map(headings, source, log, place)
    if not found and any(headings):
        log.add_at(rules.NO_HEADINGS, place(0), None, row=source.header_row)
    return part_of_whole(list(found.values()), source.holds)


def field_and_unit(heading: str, holds: str) -> tuple[str | None, str | None]:
    """Return the field that a heading means, and the unit of money that it names.

    >>> field_and_unit("Kostnad (tkr)", "initiatives"), field_and_unit("owner.unit", "initiatives")
    (('cost', 'ksek'), ('owner.unit', None))
    """
    if heading == heading.strip() and field_shape(heading, holds) is not None:
        return heading, None
    base, _, last = plain(heading).replace("(", " ").replace(")", " ").strip().rpartition(" ")
    if last in MONEY and (field := field_of(base, holds)):
        return field, MONEY[last]
    return field_of(heading, holds), None


def _column(
    ordinal: int, heading: str, source: TableSource, log: Log, place: Callable[[int], Place]
) -> Column | None:
    if not heading:
        return None
    field, money = field_and_unit(heading, source.holds)
    if heading in source.columns:
        field = source.columns[heading]
        if field is None:
            return None
        if field_shape(field, source.holds) is None:
            _no_such_field(heading, field, source.holds, log, place(ordinal))
            return None
    if field is None:
        near = closest(plain(heading), known_headings(source.holds))
        log.add_at(
            rules.UNKNOWN_HEADING, place(ordinal), None, heading=heading,
            advice=_mapping_advice(near, source.holds),
        )  # fmt: skip
        return None
    shape = field_shape(field, source.holds)
    return Column(
        ordinal=ordinal, heading=heading, field=field, path=tuple(field.split(".")), shape=shape,
        money=money if shape is Amount.shape else None, choices=source.choices.get(field, {}),
    )  # fmt: skip


def _mapping_advice(near: str | None, holds: str) -> Text:
    sv = "koppla den till ett fält i tables, eller till null"
    en = "map it to a field in tables, or to null"
    if near is None:
        return Text(sv=sv, en=en)
    field = known_headings(holds)[near]
    named = {code: heading_of(field, holds, language=code) for code in ("sv", "en")}
    return Text(
        sv=f"menade du {named['sv']!r} ({field})? annars: {sv}",
        en=f"did you mean {named['en']!r} ({field})? else: {en}",
    )


def _no_such_field(heading: str, field: str, holds: str, log: Log, place: Place) -> None:
    known = known_fields(holds)
    near = closest(field, known)
    some = ", ".join(known[:8])
    advice = (
        Text(sv=f"menade du {near!r}?", en=f"did you mean {near!r}?")
        if near
        else Text(sv=f"fält är till exempel {some}", en=f"fields are, for example, {some}")
    )
    log.add_at(rules.NO_SUCH_FIELD, place, None, heading=heading, field=field, advice=advice)


def _check_map(
    headings: Iterable[str], source: TableSource, log: Log, place: Callable[[int], Place]
) -> None:
    there = [heading for heading in headings if heading]
    for heading, field in source.columns.items():
        if heading in there or field is None:
            continue
        near = closest(heading, there)
        advice = (
            Text(sv=f"menade du {near!r}?", en=f"did you mean {near!r}?")
            if near
            else Text(sv="rätta tables, eller rubriken", en="correct tables, or the heading")
        )
        log.add_at(rules.NO_SUCH_HEADING, place(0), None, heading=heading, advice=advice)


def part_of_whole(columns: list[Column], holds: str) -> list[Column]:
    """Return the columns; one that holds a whole whose parts have columns too gives one part."""
    fields = [column.field for column in columns]
    changed = []
    for column in columns:
        part = None
        if any(field.startswith(f"{column.field}.") for field in fields):
            part = whole_and_parts(column.field, holds)
        path = (*column.path, part) if part else column.path
        changed.append(attrs.evolve(column, path=path))
    return changed
