"""Score profiles: which criteria count, how much, and by which method."""

from __future__ import annotations

from typing import Literal

import attrs

from changekit.errors import InvalidValueError
from changekit.model.fields import about, between, is_id
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = ["Criterion", "Profile", "Profiles"]


@attrs.frozen(kw_only=True)
class Criterion(Record):
    """What initiatives are judged by, with the declared ends of its scale.

    The values come from the initiative's `criteria`. These names are read from the initiative
    itself: `value` (per week), `hours`, `weeks`, `priority` (high 3, medium 2, low 1).
    """

    id: str = attrs.field(validator=is_id, metadata=about("The id, as in `criteria`"))
    title: Text | None = attrs.field(default=None, metadata=about("What it is called"))
    direction: Literal["max", "min"] = attrs.field(
        default="max", metadata=about("Which way is better")
    )
    best: float = attrs.field(
        metadata=about("The best value there can be", unit="the unit beside it")
    )
    worst: float = attrs.field(
        metadata=about("The worst value there can be", unit="the unit beside it")
    )
    kind: Literal["ratio", "interval", "ordinal"] = attrs.field(
        default="interval", metadata=about("What its numbers mean")
    )
    unit: str | None = attrs.field(default=None, metadata=about("The unit of its values"))
    weight: float = attrs.field(
        default=1.0, validator=between(0), metadata=about("How much it counts")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))

    def __attrs_post_init__(self) -> None:
        """Check that the scale has two ends, and that they fit the direction."""
        if self.best == self.worst or (self.best > self.worst) != (self.direction == "max"):
            above = self.direction == "max"
            got = f"best {self.best:g}, worst {self.worst:g}"
            raise InvalidValueError(
                Text(
                    sv=f"best ska ligga {'över' if above else 'under'} worst, fann {got}",
                    en=f"best must be {'above' if above else 'below'} worst, got {got}",
                )
            )


@attrs.frozen(kw_only=True)
class Profile(Record):
    """A way to score: a method, by the name of its scorer, and the criteria it looks at."""

    id: str = attrs.field(validator=is_id, metadata=about("The id", defines="profile"))
    title: Text | None = attrs.field(default=None, metadata=about("What it is called"))
    method: str = attrs.field(metadata=about("The scorer, such as weighted-sum"))
    criteria: tuple[Criterion, ...] = attrs.field(default=(), metadata=about("The criteria"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Profiles(Record):
    """All score profiles, as in `scoring.yaml`."""

    profiles: tuple[Profile, ...] = attrs.field(default=(), metadata=about("The profiles"))
