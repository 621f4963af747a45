"""What a workspace says about itself in `changekit.yaml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar, Literal

import attrs

from changekit.model.fields import about, between
from changekit.model.frozen import frozen_map
from changekit.model.quantities import Weeks
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = ["Code", "PlanPeriod", "Settings", "TableSource"]


@attrs.frozen(kw_only=True)
class Code(Record):
    """The code of a municipality in some scheme; a scalar is the code alone."""

    shorthand: ClassVar[str | None] = "code"

    code: str = attrs.field(metadata=about("The code"))
    scheme: str | None = attrs.field(default=None, metadata=about("The scheme, outside Sweden"))


@attrs.frozen(kw_only=True)
class PlanPeriod(Record):
    """The weeks that planning looks at."""

    unit: Literal["week"] = attrs.field(default="week", metadata=about("The step of the plan"))
    start: dt.date = attrs.field(metadata=about("A day in the first week"))
    count: Weeks = attrs.field(
        validator=between(1, 1040), metadata=about("How many", unit="weeks")
    )


@attrs.frozen(kw_only=True)
class TableSource(Record):
    """How a CSV file or a sheet is read: which column holds which field."""

    file: str = attrs.field(metadata=about("The file, beside changekit.yaml"))
    sheet: str | None = attrs.field(default=None, metadata=about("The sheet, in a workbook"))
    holds: Literal["initiatives", "units", "roles", "goals", "capacity", "freezes"] = attrs.field(
        default="initiatives", metadata=about("What its rows are")
    )
    header_row: int = attrs.field(
        default=1,
        validator=between(1, 1000),
        metadata=about("Where the headings stand", unit="row"),
    )
    delimiter: Literal[";", ",", "tab"] | None = attrs.field(
        default=None, metadata=about("What stands between cells; none: found out")
    )
    columns: Mapping[str, str | None] = attrs.field(
        factory=dict, converter=frozen_map,
        metadata=about("Field (dotted) by heading; null: the column is not read"),
    )  # fmt: skip
    choices: Mapping[str, Mapping[str, str]] = attrs.field(
        factory=dict, converter=frozen_map,
        metadata=about("By field: what the words in its cells mean"),
    )  # fmt: skip


@attrs.frozen(kw_only=True)
class Settings(Record):
    """The municipality and how its folder is read, as in `changekit.yaml`."""

    name: Text = attrs.field(metadata=about("What the municipality is called"))
    country: str = attrs.field(default="SE", metadata=about("ISO 3166 code"))
    code: Code | None = attrs.field(default=None, metadata=about("Its code in that country"))
    language: str = attrs.field(default="sv", metadata=about("The language of reports"))
    period: PlanPeriod | None = attrs.field(default=None, metadata=about("The weeks to plan"))
    as_of: dt.date | None = attrs.field(
        default=None, metadata=about("The day that counts as today; none: today")
    )
    packs: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Packs whose concepts it uses")
    )
    tables: tuple[TableSource, ...] = attrs.field(
        default=(), metadata=about("CSV files and workbooks that it keeps its data in")
    )
    plugins: tuple[str, ...] | None = attrs.field(
        default=None, metadata=about("Plugins that it uses; none named: all that are installed")
    )
    built_from: Source | None = attrs.field(
        default=None, metadata=about("The published text that an example was built from")
    )
