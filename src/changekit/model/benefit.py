"""What an initiative gives when it has gone live, and what it costs when it comes late."""

from __future__ import annotations

import datetime as dt

import attrs

from changekit.errors import InvalidValueError
from changekit.model.fields import about, between
from changekit.model.quantities import Amount, Range, Share
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = ["Decay", "Late", "Value"]


@attrs.frozen(kw_only=True)
class Decay(Record):
    """How a value shrinks, for good, for each week that the go-live comes later than a day."""

    from_: dt.date = attrs.field(
        metadata=about("All of the value is there if it is in use in the week of this day",
                       key="from")
    )  # fmt: skip
    per_week: Share = attrs.field(
        validator=between(0, 1),
        metadata=about("Which share of the whole value each later week loses", unit="share"),
    )


@attrs.frozen(kw_only=True)
class Late(Record):
    """What it costs to pass the deadline, which then is no longer a must."""

    per_week: float = attrs.field(
        validator=between(0), metadata=about("Cost of each week", unit="the unit beside it")
    )
    unit: str | None = attrs.field(
        default=None, metadata=about("The unit, such as ksek; none: that of the values")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Value(Record):
    """What an initiative gives for each week after it went live."""

    per_week: Amount | None = attrs.field(
        default=None, metadata=about("Value in each week", unit="the unit beside it")
    )
    unknown: Range | None = attrs.field(
        default=None, metadata=about("Between which ends it lies, where it is not known")
    )
    unit: str | None = attrs.field(default=None, metadata=about("The unit, such as ksek"))
    decay: Decay | None = attrs.field(
        default=None, metadata=about("What is lost of it when it comes late")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))

    def __attrs_post_init__(self) -> None:
        """Check that the value is given in one way."""
        if self.per_week is not None and self.unknown is not None:
            raise InvalidValueError(
                Text(
                    sv="ett värde är antingen per_week eller unknown, fann båda",
                    en="a value is either per_week or unknown, got both",
                )
            )

    @property
    def ends(self) -> tuple[float, float] | None:
        """Between which ends the value of a week lies, None where nothing is known."""
        if self.per_week is not None:
            return self.per_week.ends
        return (self.unknown.low, self.unknown.high) if self.unknown else None
