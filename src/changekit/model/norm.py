"""Norms: legal deadlines, thresholds and scales, with the days between which they hold."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Literal

import attrs

from changekit.errors import InvalidValueError
from changekit.model.fields import about, is_id
from changekit.model.quantities import Range
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = ["Norm", "NormValue", "Norms"]


@attrs.frozen(kw_only=True)
class NormValue(Record):
    """What a norm says from one day to another."""

    from_: dt.date | None = attrs.field(
        default=None, metadata=about("First day; null: not known", key="from")
    )
    to: dt.date | None = attrs.field(
        default=None, metadata=about("Last day; null: it still holds")
    )
    amount: float | None = attrs.field(
        default=None, metadata=about("The number", unit="that of the norm")
    )
    scale: Range | None = attrs.field(
        default=None, metadata=about("The ends of a scale", unit="that of the norm")
    )
    text: Text | None = attrs.field(default=None, metadata=about("What it says, in words"))
    source: Source = attrs.field(metadata=about("Where this comes from"))

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether it holds on a day."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


@attrs.frozen(kw_only=True)
class Norm(Record):
    """A legal deadline, a threshold, a scale or another figure that is given from outside."""

    id: str = attrs.field(validator=is_id, metadata=about("The id", defines="norm"))
    title: Text = attrs.field(metadata=about("What it is called"))
    kind: Literal["deadline", "threshold", "scale", "requirement"] = attrs.field(
        metadata=about("What sort of norm it is")
    )
    country: str | None = attrs.field(
        default=None, metadata=about("ISO 3166 code of where it holds; null: everywhere")
    )
    unit: str | None = attrs.field(default=None, metadata=about("The unit of its numbers"))
    case_types: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Case types that it is about")
    )
    values: tuple[NormValue, ...] = attrs.field(
        default=(), metadata=about("What it says, from when to when")
    )

    def __attrs_post_init__(self) -> None:
        """Check that no day has two values."""
        spans = sorted((item.from_ or dt.date.min, item.to or dt.date.max) for item in self.values)
        for (_, end), (start, _) in itertools.pairwise(spans):
            if start <= end:
                told = Text(
                    sv="normen {id!r}: två värden gäller {day}; ge det första en sista dag",
                    en="norm {id!r}: two values hold on {day}; give the first a last day",
                )
                raise InvalidValueError(told.format(id=self.id, day=start))

    def on(self, day: dt.date) -> NormValue | None:
        """Return what it says on a day, None where it says nothing."""
        return next((item for item in self.values if item.holds_on(day)), None)


@attrs.frozen(kw_only=True)
class Norms(Record):
    """Norms as dated data, as in `norms.yaml`."""

    norms: tuple[Norm, ...] = attrs.field(default=(), metadata=about("The norms"))
