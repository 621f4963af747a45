"""Measures: what shows whether a change worked, with its observations."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import attrs

from changekit.model.fields import about, between, is_id
from changekit.model.quantities import Range
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = ["Measure", "Observation"]


@attrs.frozen(kw_only=True)
class Observation(Record):
    """One reading of a measure; a value of None was not collected, and is never a zero."""

    date: dt.date = attrs.field(metadata=about("When, or the last day of the period"))
    value: float | None = attrs.field(metadata=about("The reading", unit="the measure's own"))
    n: int | None = attrs.field(
        default=None,
        validator=between(0),
        metadata=about("How many it rests on", unit="cases or answers"),
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Measure(Record):
    """Something that is measured over time, as in `measures/*.yaml`."""

    id: str = attrs.field(validator=is_id, metadata=about("The id", defines="measure"))
    title: Text = attrs.field(metadata=about("What it is called"))
    unit: str = attrs.field(metadata=about("The unit of its values"))
    better: Literal["up", "down"] = attrs.field(metadata=about("Which way is better"))
    target: float | None = attrs.field(
        default=None, metadata=about("Where it should be", unit="its own")
    )
    scale: Range | None = attrs.field(
        default=None, metadata=about("The ends of its scale", unit="its own")
    )
    needs: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Needs that a missed target points at", refers="need")
    )
    observations: tuple[Observation, ...] = attrs.field(
        default=(), metadata=about("The readings, in any order")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))
