"""A plan that was made before, as `changekit plan --json` printed it."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import attrs

from changekit.errors import InvalidValueError
from changekit.model.fields import about, is_id
from changekit.model.records import Record
from changekit.text import Text

__all__ = ["EarlierPlace", "EarlierPlan", "PlaceState"]

PlaceState: TypeAlias = Literal["running", "starts", "waits", "paused", "left-out", "done"]


@attrs.frozen(kw_only=True)
class EarlierPlace(Record):
    """Where an earlier plan had one initiative."""

    id: str = attrs.field(validator=is_id, metadata=about("The id", defines="initiative"))
    state: PlaceState = attrs.field(metadata=about("Its state in that plan"))
    start: dt.date | None = attrs.field(default=None, metadata=about("Its first day, if any"))
    end: dt.date | None = attrs.field(default=None, metadata=about("Its last day, if any"))

    def __attrs_post_init__(self) -> None:
        """Check that the days stand in order."""
        if self.start is not None and self.end is not None and self.start > self.end:
            raise InvalidValueError(
                Text(
                    sv=f"start {self.start} ligger efter end {self.end}",
                    en=f"start {self.start} is after end {self.end}",
                )
            )

    @property
    def planned(self) -> bool:
        """Whether it had a place that can be kept."""
        return self.state in ("running", "starts", "waits", "paused") and self.start is not None


@attrs.frozen(kw_only=True)
class EarlierPlan(Record):
    """An earlier plan: when it was made, and where it had each initiative."""

    as_of: dt.date = attrs.field(metadata=about("The day that counted as today"))
    initiatives: tuple[EarlierPlace, ...] = attrs.field(metadata=about("The places"))
    objective: float | None = attrs.field(
        default=None, metadata=about("What it was to give until its end")
    )
