"""Rubrics: what a group rates itself on, as dated data."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from changekit.model.fields import about, between, is_id
from changekit.model.frozen import frozen_map
from changekit.model.quantities import Range
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = ["Rubric", "RubricValue"]


@attrs.frozen(kw_only=True)
class RubricValue(Record):
    """One value that is rated."""

    id: str = attrs.field(validator=is_id, metadata=about("A name within the rubric"))
    title: Text = attrs.field(metadata=about("What it is called"))
    description: Text | None = attrs.field(default=None, metadata=about("What it means"))
    needs: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Needs that a low rating points at", refers="need")
    )
    weight: float = attrs.field(
        default=1.0, validator=between(0), metadata=about("How much it counts", unit="relative")
    )
    levels: Mapping[str, Text] = attrs.field(
        factory=dict, converter=frozen_map, metadata=about("By level: what it looks like")
    )


@attrs.frozen(kw_only=True)
class Rubric(Record):
    """A rubric, as in `rubrics/*.yaml`."""

    id: str = attrs.field(validator=is_id, metadata=about("The id", defines="rubric"))
    version: str = attrs.field(metadata=about("Its version, such as 2016.1"))
    title: Text | None = attrs.field(default=None, metadata=about("What it is called"))
    scale: Range = attrs.field(metadata=about("The ends of the scale", unit="level"))
    values: tuple[RubricValue, ...] = attrs.field(default=(), metadata=about("What is rated"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))
