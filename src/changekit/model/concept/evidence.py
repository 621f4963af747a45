"""What is known about a concept: observations, adoptions, and what its author claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import attrs

from changekit.errors import InvalidValueError
from changekit.model.concept.place import MunicipalityName, Period
from changekit.model.fields import ID_PATTERN, Matches, about, between
from changekit.model.frozen import frozen_map
from changekit.model.quantities import Amount, Range
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = ["Adoption", "Certainty", "Claim", "Design", "Effect", "Evidence", "EvidenceKind"]

EvidenceKind: TypeAlias = Literal["account", "measurement", "survey", "evaluation", "study"]
Design: TypeAlias = Literal[
    "testimony", "count", "survey", "before-after", "time-series", "comparison", "randomised",
    "review",
]  # fmt: skip
Certainty: TypeAlias = Literal["very-low", "low", "moderate", "high"]

is_optional_id = Matches(
    ID_PATTERN,
    Text(sv="ett id av a-z, 0-9, '.', '_' och '-'", en="an id of a-z, 0-9, '.', '_' and '-'"),
)


@attrs.frozen(kw_only=True)
class Effect(Record):
    """How much an outcome changed because of a concept, in the unit of the observation."""

    estimate: float = attrs.field(metadata=about("The change", unit="that of the observation"))
    low: float | None = attrs.field(
        default=None, metadata=about("Lower end of its interval", unit="that of the observation")
    )
    high: float | None = attrs.field(
        default=None, metadata=about("Upper end of its interval", unit="that of the observation")
    )
    confidence: float = attrs.field(
        default=0.95, validator=between(0, 1), metadata=about("The confidence of the interval")
    )

    def __attrs_post_init__(self) -> None:
        """Check that the interval has both ends or none, and holds the estimate."""
        if (self.low is None) != (self.high is None):
            raise InvalidValueError(
                Text(
                    sv="effect: ett intervall har både low och high, eller ingen av dem",
                    en="effect: an interval has both low and high, or neither",
                )
            )
        low, high = self.low, self.high
        if low is not None and high is not None and not low <= self.estimate <= high:
            told = Text(
                sv="effect: estimate ska ligga mellan low och high, fann {it:g} och "
                "{low:g} till {high:g}",
                en="effect: the estimate must lie from low to high, got {it:g} and "
                "{low:g} to {high:g}",
            )
            raise InvalidValueError(told.format(it=self.estimate, low=low, high=high))


@attrs.frozen(kw_only=True)
class Evidence(Record):
    """One observation of what a concept did, and who says so."""

    outcome: str = attrs.field(metadata=about("What was observed"))
    design: Design = attrs.field(metadata=about("How it was observed"))
    name: str | None = attrs.field(
        default=None, validator=is_optional_id, metadata=about("A name that overlays can point at")
    )
    kind: EvidenceKind | None = attrs.field(
        default=None, metadata=about("What sort of account it is; none: as its design says")
    )
    title: Text | None = attrs.field(default=None, metadata=about("The outcome in words"))
    needs: tuple[str, ...] = attrs.field(
        default=(),
        metadata=about(
            "Needs that the outcome speaks of; none: those of the concept", refers="need"
        ),
    )
    reported_by: Literal["adopter", "supplier", "independent"] = attrs.field(
        metadata=about("Who says so")
    )
    text: Text | None = attrs.field(default=None, metadata=about("What was said, in words"))
    n: int | None = attrs.field(
        default=None,
        validator=between(0),
        metadata=about("How many it rests on", unit="people or cases"),
    )
    before: Amount | None = attrs.field(
        default=None, metadata=about("The value before", unit="the unit beside it")
    )
    after: Amount | None = attrs.field(
        default=None, metadata=about("The value after", unit="the unit beside it")
    )
    effect: Effect | None = attrs.field(
        default=None, metadata=about("How much became different, with its interval")
    )
    better: Literal["up", "down"] | None = attrs.field(
        default=None, metadata=about("Which way is better; null where there is none")
    )
    unit: str | None = attrs.field(default=None, metadata=about("The unit of the values"))
    scale: Range | None = attrs.field(
        default=None, metadata=about("The ends of the scale", unit="its own")
    )
    dose: float | None = attrs.field(
        default=None,
        metadata=about(
            "How much of the concept there was, to compare with others", unit="its own"
        ),
    )
    confounding: Literal["hides", "inflates"] | None = attrs.field(
        default=None,
        metadata=about("What all else that happened did to the effect; null where nobody says"),
    )
    period: Period | None = attrs.field(default=None, metadata=about("When"))
    municipality: MunicipalityName | None = attrs.field(default=None, metadata=about("Where"))
    source: Source = attrs.field(metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Adoption(Record):
    """A municipality that took a concept up."""

    municipality: MunicipalityName = attrs.field(metadata=about("Who"))
    period: Period | None = attrs.field(default=None, metadata=about("When"))
    reach: Text | None = attrs.field(default=None, metadata=about("Whom it reached"))
    effectiveness: Text | None = attrs.field(default=None, metadata=about("What it did"))
    adoption: Text | None = attrs.field(default=None, metadata=about("Which units took it up"))
    implementation: Text | None = attrs.field(
        default=None, metadata=about("How it was carried out")
    )
    maintenance: Text | None = attrs.field(default=None, metadata=about("Whether it lasted"))
    target: Text | None = attrs.field(default=None, metadata=about("Its own target"))
    target_met: bool | None = attrs.field(
        default=None, metadata=about("Whether its own target was met; null where nobody says")
    )
    kept: bool | None = attrs.field(
        default=None, metadata=about("Whether it is still in use; null where nobody says")
    )
    version: str | None = attrs.field(
        default=None, metadata=about("The version of the concept that was taken up")
    )
    verified_by: Literal["adopter", "supplier", "independent"] | None = attrs.field(
        default=None, metadata=about("Who says so; null where nobody says")
    )
    source: Source = attrs.field(metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Claim(Record):
    """What an author claims of the evidence: never more than follows from its items."""

    level: int | None = attrs.field(
        default=None, validator=between(0, 5), metadata=about("A Nesta level, from 0 to 5")
    )
    certainty: Mapping[str, Certainty] = attrs.field(
        factory=dict, converter=frozen_map, metadata=about("By outcome: a GRADE certainty")
    )
    why: Text | None = attrs.field(default=None, metadata=about("The reason for claiming less"))
