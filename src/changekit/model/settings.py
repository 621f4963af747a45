"""What a workspace says about itself in `changekit.yaml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, TypeAlias

import attrs

from changekit.errors import InvalidValueError
from changekit.model.concept.concept import is_digest
from changekit.model.fields import ID_PATTERN, Matches, about, between
from changekit.model.frozen import frozen_map
from changekit.model.quantities import Share, Weeks
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.model.versions import WANTED_PATTERN, is_version
from changekit.text import Text

__all__ = [
    "AimName", "Code", "PackUse", "PlanPeriod", "PlanningSettings", "Settings", "TableSource",
]  # fmt: skip

AimName: TypeAlias = Literal["value", "makespan", "tardiness", "levelled", "disturbance"]


@attrs.frozen(kw_only=True)
class Code(Record):
    """The code of a municipality in some scheme; a scalar is the code alone."""

    shorthand: ClassVar[str | None] = "code"

    code: str = attrs.field(metadata=about("The code"))
    scheme: str | None = attrs.field(default=None, metadata=about("The scheme, outside Sweden"))


is_pack = Matches(
    rf"{ID_PATTERN}(@{WANTED_PATTERN})?",
    Text(
        sv="ett paket, som se-1880/x eller se-1880/x@^1",
        en="a pack as in se-1880/x or se-1880/x@^1",
    ),
)


@attrs.frozen(kw_only=True)
class PackUse(Record):
    """A pack that a workspace uses; a scalar is the pack alone.

    `changekit pack add` writes the version and the digest, so that nothing else than what was
    added is ever used; without them any pack of that id will do.
    """

    shorthand: ClassVar[str | None] = "id"

    id: str = attrs.field(
        validator=is_pack,
        metadata=about("The pack; after @ the versions that will do, as in se-1880/x@^1"),
    )
    version: str | None = attrs.field(
        default=None, validator=is_version, metadata=about("The version that it is pinned to")
    )
    digest: str | None = attrs.field(
        default=None,
        validator=is_digest,
        metadata=about("`sha256:` and the digest of everything in it, as it was added"),
    )

    @property
    def name(self) -> str:
        """The id of the pack."""
        return self.id.partition("@")[0]

    @property
    def wanted(self) -> str:
        """The versions that will do, empty where any will."""
        return self.id.partition("@")[2]

    def to_dict(self) -> Any:  # Any: a text, or a mapping with more
        """Return the text alone where nothing is pinned.

        >>> PackUse(id="se-1880/x@^1").to_dict()
        'se-1880/x@^1'
        """
        return self.id if self.version is self.digest is None else super().to_dict()


@attrs.frozen(kw_only=True)
class PlanPeriod(Record):
    """The weeks that planning looks at."""

    unit: Literal["week"] = attrs.field(default="week", metadata=about("The step of the plan"))
    start: dt.date = attrs.field(metadata=about("A day in the first week"))
    count: Weeks = attrs.field(
        validator=between(1, 1040), metadata=about("How many", unit="weeks")
    )


@attrs.frozen(kw_only=True)
class PlanningSettings(Record):
    """What a plan is to reach, where nobody asks for anything else."""

    aims: tuple[AimName, ...] = attrs.field(
        default=("value",), metadata=about("What a plan is to reach, the most important first")
    )
    discount_per_year: Share = attrs.field(
        default=Share(0), validator=between(0, 1),
        metadata=about("How much less a value counts that comes a year later", unit="share"),
    )  # fmt: skip

    def __attrs_post_init__(self) -> None:
        """Check that each aim is named once, and that there is one."""
        if not self.aims or len(set(self.aims)) < len(self.aims):
            raise InvalidValueError(
                Text(
                    sv="aims är ett eller flera mål, vart och ett en gång",
                    en="aims are one or more, each of them once",
                )
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
    planning: PlanningSettings = attrs.field(
        default=PlanningSettings(), metadata=about("What plans are to reach")
    )
    as_of: dt.date | None = attrs.field(
        default=None, metadata=about("The day that counts as today; none: today")
    )
    packs: tuple[PackUse, ...] = attrs.field(
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
