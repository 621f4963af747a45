"""Numbers with units, and values that may be unknown."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, NewType, TypeAlias

import attrs

from changekit.errors import InvalidValueError
from changekit.model import shapes
from changekit.model.fields import about, between
from changekit.model.records import Record, record_shape
from changekit.text import Text

__all__ = [
    "Amount", "Capacity", "Currency", "Headcount", "Hours", "HoursPerWeek", "Load", "Money",
    "PerYear", "Range", "Share", "Weeks",
]  # fmt: skip

Weeks = NewType("Weeks", int)
"""Whole calendar weeks."""
Hours = NewType("Hours", float)
"""Working hours."""
HoursPerWeek = NewType("HoursPerWeek", float)
"""Working hours in each week."""
Headcount = NewType("Headcount", int)
"""Employees, part-timers counted as one."""
Load = NewType("Load", float)
"""Change load: 1 is one ordinary change in one unit of that size. No dimension."""
Share = NewType("Share", float)
"""A part of a whole, from 0 to 1."""
PerYear = NewType("PerYear", float)
"""A change in each year, in the unit of what changes."""

Currency: TypeAlias = Literal["sek", "ksek", "msek", "eur", "keur", "meur"]
_SCALE = {"": 1, "k": 1_000, "m": 1_000_000}


@attrs.frozen(kw_only=True)
class Money(Record):
    """An amount of money in a currency unit.

    >>> Money(amount=2.5, unit="msek").to("ksek")
    Money(amount=2500.0, unit='ksek')
    """

    amount: float = attrs.field(metadata=about("How much"))
    unit: Currency = attrs.field(
        metadata=about("The currency, with k for 1,000 and m for 1,000,000")
    )

    def to(self, unit: Currency) -> Money:
        """Return the same money in another unit of the same currency.

        Raises:
            InvalidValueError: The currencies differ; changekit knows no exchange rates.
        """
        if self.unit[-3:] != unit[-3:]:
            msg = f"money in {self.unit} cannot be turned into {unit}: no exchange rate is known"
            raise InvalidValueError(msg)
        factor = _SCALE[self.unit[:-3]] / _SCALE[unit[:-3]]
        return Money(amount=self.amount * factor, unit=unit)


@attrs.frozen(kw_only=True)
class Range(Record):
    """Two ends between which an unknown value lies."""

    low: float = attrs.field(metadata=about("The lowest it can be"))
    high: float = attrs.field(metadata=about("The highest it can be"))

    def __attrs_post_init__(self) -> None:
        """Check that the ends stand in order."""
        if self.low > self.high:
            raise InvalidValueError(
                Text(
                    sv=f"low {self.low:g} är mer än high {self.high:g}",
                    en=f"low {self.low:g} is more than high {self.high:g}",
                )
            )


class _AmountShape:
    """A number, `unknown`, or a mapping that says more."""

    words = Text(
        sv="ett tal, unknown eller {amount, unit}", en="a number, unknown or {amount, unit}"
    )

    def read(self, node: Any, path: Any, log: Any) -> Any:  # Any: as in changekit.model.shapes
        """Return the amount of a scalar or a mapping."""
        if node.id == "mapping":
            return record_shape(Amount).read(node, path, log)
        if node.id == "scalar" and node.value == "unknown":
            return Amount()
        number = shapes.NumberShape().read(node, path, log)
        return number if number is shapes.FAULTY else Amount(amount=number)

    def schema(self, defs: shapes.Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema of the three forms."""
        return {
            "anyOf": [
                shapes.NumberShape().schema(defs),
                {"const": "unknown"},
                record_shape(Amount).schema(defs),
            ]
        }


@attrs.frozen(kw_only=True)
class Amount(Record):
    """A number in a unit, or one that is unknown, between two ends where they are known.

    >>> Amount(unknown=Range(low=5, high=20)).ends
    (5, 20)
    >>> Amount(amount=3).known, Amount().ends
    (True, None)
    """

    shape: ClassVar[_AmountShape] = _AmountShape()

    amount: float | None = attrs.field(
        default=None, metadata=about("The number, where it is known")
    )
    unknown: Range | None = attrs.field(
        default=None, metadata=about("Between which ends it lies, where it is not known")
    )
    unit: str | None = attrs.field(default=None, metadata=about("The unit of the number"))

    def __attrs_post_init__(self) -> None:
        """Check that the number is not both known and unknown."""
        if self.amount is not None and self.unknown is not None:
            raise InvalidValueError(
                Text(
                    sv="ett tal är antingen känt (amount) eller okänt (unknown), fann båda",
                    en="a number is either known (amount) or unknown, got both",
                )
            )

    @property
    def known(self) -> bool:
        """Whether the number is known."""
        return self.amount is not None

    @property
    def ends(self) -> tuple[float, float] | None:
        """Between which ends the number lies, None where nothing is known."""
        if self.amount is not None:
            return (self.amount, self.amount)
        return (self.unknown.low, self.unknown.high) if self.unknown else None

    def to_dict(self) -> Any:  # Any: a number, a word or a mapping
        """Return the shortest form that reads as the same amount."""
        if self.unit is None and self.unknown is None:
            return "unknown" if self.amount is None else self.amount
        return Record.to_dict(self)


_CAPACITY_KEY = r"\d{4}-(0[1-9]|1[0-2])|\d{4}-W(0[1-9]|[1-4]\d|5[0-3])"


_KEY_WORDS = Text(
    sv="default, en månad som 2011-08 eller en vecka som 2011-W33",
    en="default, a month such as 2011-08 or a week such as 2011-W33",
)


class _CapacityShape:
    """A load, or a load for each period beside the default one."""

    words = Text(
        sv="ett tal, eller {default, åååå-mm: tal}", en="a number, or {default, yyyy-mm: number}"
    )
    _number = shapes.NumberShape(limits=between(0), unit="load")
    _by_period = shapes.MapShape(_number, key_pattern=f"default|{_CAPACITY_KEY}", keys=_KEY_WORDS)

    def read(self, node: Any, path: Any, log: Any) -> Any:  # Any: as in changekit.model.shapes
        """Return the capacity of a scalar or a mapping."""
        if node.id != "mapping":
            number = self._number.read(node, path, log)
            return number if number is shapes.FAULTY else Capacity(default=number)
        loads = self._by_period.read(node, path, log)
        if loads is shapes.FAULTY:
            return loads
        periods = {key: load for key, load in loads.items() if key != "default"}
        return Capacity(default=loads.get("default"), periods=tuple(sorted(periods.items())))

    def schema(self, defs: shapes.Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema of both forms."""
        return {"anyOf": [self._number.schema(defs), self._by_period.schema(defs)]}


@attrs.frozen(kw_only=True)
class Capacity:
    """The change load that a unit can carry: in general, and in months or weeks that differ.

    Attributes:
        default: The load in any week not named; None where it is not known.
        periods: Loads by month (`2011-08`) or ISO week (`2011-W33`); a week wins over its month.
    """

    shape: ClassVar[_CapacityShape] = _CapacityShape()

    default: float | None = None
    periods: tuple[tuple[str, float], ...] = ()

    def to_dict(self) -> Any:  # Any: a number or a mapping
        """Return the shortest form that reads as the same capacity."""
        if not self.periods:
            return self.default
        first = {} if self.default is None else {"default": self.default}
        return {**first, **dict(self.periods)}
