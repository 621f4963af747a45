"""Where and when something about a concept happened: a municipality, a period."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import attrs

from changekit.model.fields import about, between
from changekit.model.records import Record
from changekit.text import Text

__all__ = ["MunicipalityName", "OrganisationForm", "Period"]

OrganisationForm: TypeAlias = Literal[
    "municipality", "region", "company", "joint-authority", "agency", "other"
]


@attrs.frozen(kw_only=True)
class MunicipalityName(Record):
    """A municipality, region, company or joint authority, by name and code."""

    name: Text = attrs.field(metadata=about("What it is called"))
    country: str | None = attrs.field(default=None, metadata=about("ISO 3166 code, such as SE"))
    code: str | None = attrs.field(default=None, metadata=about("Its code in that country"))
    form: OrganisationForm = attrs.field(
        default="municipality", metadata=about("What sort of organisation it is")
    )
    inhabitants: int | None = attrs.field(
        default=None,
        validator=between(0),
        metadata=about("How many live there; null where nobody says", unit="people"),
    )


@attrs.frozen(kw_only=True)
class Period(Record):
    """Days from the first to the last, both included; either may be unknown."""

    from_: dt.date | None = attrs.field(default=None, metadata=about("First day", key="from"))
    to: dt.date | None = attrs.field(default=None, metadata=about("Last day"))
    note: Text | None = attrs.field(default=None, metadata=about("The period in words"))
