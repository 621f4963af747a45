"""Processes: what a municipality does, again and again."""

from __future__ import annotations

from typing import Literal

import attrs

from changekit.model.fields import about, is_id
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = ["Process"]


@attrs.frozen(kw_only=True)
class Process(Record):
    """A process of a municipality, as in `processes/*.yaml`."""

    id: str = attrs.field(validator=is_id, metadata=about("The id", defines="process"))
    title: Text = attrs.field(metadata=about("What it is called"))
    kind: Literal["steering", "main", "support"] | None = attrs.field(
        default=None, metadata=about("Whether it steers, gives recipients something, or supports")
    )
    owner: str | None = attrs.field(
        default=None, metadata=about("The role that owns it", refers="role")
    )
    unit: str | None = attrs.field(
        default=None, metadata=about("The unit that it lies in", refers="unit")
    )
    recipients: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Groups that it gives something to")
    )
    case_types: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Case types that it handles")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))
