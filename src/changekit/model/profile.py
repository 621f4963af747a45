"""Score profiles: which criteria count, how much, and by which method."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import attrs

from changekit.errors import InvalidValueError
from changekit.model.fields import about, between, is_id
from changekit.model.frozen import frozen_map
from changekit.model.plain import Plain
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = [
    "Comparison", "Criterion", "Preference", "Profile", "Profiles", "Scenario", "Voice",
    "Weighting",
]  # fmt: skip

Preference: TypeAlias = Literal["usual", "u", "v", "level", "linear", "gaussian"]
"""How a difference becomes a preference.
Source: Brans & Vincke (1985), Management Science 31(6), 647-656: types I to VI."""


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
    preference: Preference | None = attrs.field(
        default=None, metadata=about("How a difference becomes a preference (PROMETHEE)")
    )
    indifference: float | None = attrs.field(
        default=None,
        validator=between(0),
        metadata=about("Up to this difference nobody minds", unit="the unit beside it"),
    )
    strict: float | None = attrs.field(
        default=None,
        validator=between(0),
        metadata=about("From this difference on it is clear", unit="the unit beside it"),
    )
    spread: float | None = attrs.field(
        default=None,
        validator=between(0),
        metadata=about("The difference at the bend of gaussian", unit="the unit beside it"),
    )
    veto: float | None = attrs.field(
        default=None,
        validator=between(0),
        metadata=about(
            "A worse difference than this forbids (ELECTRE)", unit="the unit beside it"
        ),
    )
    weight_range: tuple[float, ...] = attrs.field(
        default=(), metadata=about("Least and most that its share of the weights can be")
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
class Comparison(Record):
    """How much one criterion outweighs another, on Saaty's scale from 1 to 9."""

    a: str = attrs.field(metadata=about("A criterion"))
    b: str = attrs.field(metadata=about("Another"))
    times: float = attrs.field(
        validator=between(1 / 9, 9), metadata=about("How much a outweighs b: 1 equal, 9 extreme")
    )


@attrs.frozen(kw_only=True)
class Weighting(Record):
    """How the weights are found, where they are not written out."""

    method: Literal[
        "equal", "rank-order", "swing", "ahp", "critic", "entropy"
    ] = attrs.field(metadata=about("The way"))  # fmt: skip
    order: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Criteria, the most important first (rank-order)")
    )
    points: Mapping[str, float] = attrs.field(
        factory=dict, converter=frozen_map,
        metadata=about("By criterion: 100 for the swing that matters most (swing)"),
    )  # fmt: skip
    comparisons: tuple[Comparison, ...] = attrs.field(
        default=(), metadata=about("Pairs of criteria; some may be missing (ahp)")
    )


@attrs.frozen(kw_only=True)
class Voice(Record):
    """One party to a group decision, and what it weighs how much."""

    id: str = attrs.field(validator=is_id, metadata=about("A role or group, never a person"))
    title: Text | None = attrs.field(default=None, metadata=about("What it is called"))
    importance: float = attrs.field(
        default=1.0, validator=between(0), metadata=about("How much this voice counts")
    )
    weights: Mapping[str, float] = attrs.field(
        factory=dict, converter=frozen_map, metadata=about("By criterion: its weight")
    )


@attrs.frozen(kw_only=True)
class Scenario(Record):
    """Another future: other weights, or other values of some initiatives."""

    id: str = attrs.field(validator=is_id, metadata=about("A name within the profile"))
    title: Text | None = attrs.field(default=None, metadata=about("What it is called"))
    weights: Mapping[str, float] = attrs.field(
        factory=dict, converter=frozen_map, metadata=about("By criterion: its weight then")
    )
    values: Mapping[str, Mapping[str, float]] = attrs.field(
        factory=dict, converter=frozen_map,
        metadata=about("By initiative and criterion: the value then"),
    )  # fmt: skip


@attrs.frozen(kw_only=True)
class Profile(Record):
    """A way to score: a method, by the name of its scorer, and the criteria it looks at."""

    id: str = attrs.field(validator=is_id, metadata=about("The id", defines="profile"))
    title: Text | None = attrs.field(default=None, metadata=about("What it is called"))
    method: str = attrs.field(metadata=about("The scorer, such as weighted-sum"))
    criteria: tuple[Criterion, ...] = attrs.field(default=(), metadata=about("The criteria"))
    options: Mapping[str, Plain] = attrs.field(
        factory=dict, converter=frozen_map, metadata=about("What the method is told beside them")
    )
    scaling: Literal["declared", "data"] = attrs.field(
        default="declared",
        metadata=about("Scales as declared; `data`: from the values there are, which lets one "
                       "initiative reorder the others"),
    )  # fmt: skip
    weighting: Weighting | None = attrs.field(
        default=None, metadata=about("How the weights are found; none: as the criteria say")
    )
    voices: tuple[Voice, ...] = attrs.field(
        default=(), metadata=about("The parties to a group decision")
    )
    scenarios: tuple[Scenario, ...] = attrs.field(default=(), metadata=about("Other futures"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Profiles(Record):
    """All score profiles, as in `scoring.yaml`."""

    profiles: tuple[Profile, ...] = attrs.field(default=(), metadata=about("The profiles"))
