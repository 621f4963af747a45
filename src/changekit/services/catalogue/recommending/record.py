"""How often those who took a concept up met their own target, and how little that may say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.services.statistics import Interval, posterior, wilson

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.model.concept import Adoption, Concept
    from changekit.services.catalogue.recommending.facts import Facts

__all__ = ["TrackRecord", "base_rate", "outcome_of", "similarity", "track_record"]

OTHER_COUNTRY: Final = 0.5
"""Ours: what works under other laws counts half."""
UNKNOWN_SIZE: Final = 0.5
"""Ours: a municipality whose size nobody says counts half of one as large as this."""


@attrs.frozen(kw_only=True)
class TrackRecord:
    """How often a concept's adopters met their own targets.

    Attributes:
        successes: How many met their target.
        adoptions: How many say whether they did.
        unknown: How many do not say; they are not counted as failures.
        alike: How many met it, when those unlike this municipality count less.
        effective: How many adoptions there are, counted so.
        base_rate: The share in the whole catalogue.
    """

    successes: int
    adoptions: int
    unknown: int
    alike: float
    effective: float
    base_rate: float

    @property
    def interval(self) -> Interval:
        """Wilson's interval of the share, at 95 %."""
        return wilson(self.successes, self.adoptions)

    @property
    def similar(self) -> Interval:
        """The same, when those unlike this municipality count less."""
        return wilson(min(self.alike, self.effective), self.effective)

    @property
    def mean(self) -> float:
        """The share to expect, started from the base rate of the whole catalogue."""
        return posterior(self.successes, self.adoptions, base_rate=self.base_rate).mean

    @property
    def expected(self) -> Interval:
        """Where that share lies, at 95 %."""
        after = posterior(self.successes, self.adoptions, base_rate=self.base_rate)
        return Interval(after.quantile(0.025), after.quantile(0.975))

    @property
    def failures_missing(self) -> bool:
        """Whether only successes are listed, so that failures may have gone untold."""
        return 0 < self.adoptions == self.successes

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the record as JSON values."""
        return {
            "successes": self.successes,
            "adoptions": self.adoptions,
            "unknown": self.unknown,
            "low": self.interval.low,
            "high": self.interval.high,
            "mean": self.mean,
            "expected_low": self.expected.low,
            "expected_high": self.expected.high,
            "base_rate": self.base_rate,
            "effective": self.effective,
            "similar_low": self.similar.low,
            "similar_high": self.similar.high,
            "failures_missing": self.failures_missing,
        }


def outcome_of(adoption: Adoption) -> bool | None:
    """Return whether an adopter met its own target; None where nobody but the supplier says so.

    Ours: a supplier's word counts when it tells of a failure, not when it tells of a success.
    """
    if adoption.target_met and adoption.verified_by == "supplier":
        return None
    return adoption.target_met


def similarity(adoption: Adoption, facts: Facts) -> float:
    """Return how much an adoption counts for a municipality, above 0 and at most 1.

    Ours: the smaller of the two populations against the larger, half in another country.
    """
    place = adoption.municipality
    size = UNKNOWN_SIZE
    if place.inhabitants and facts.inhabitants:
        small, large = sorted((float(place.inhabitants), float(facts.inhabitants)))
        size = small / large
    same = facts.country is None or place.country is None or place.country == facts.country
    return size if same else size * OTHER_COUNTRY


def base_rate(concepts: Iterable[Concept]) -> float:
    """Return the share of all adoptions in a catalogue that met their target.

    Source: Laplace's rule of succession, (s + 1) / (n + 2), so that it is never 0 or 1.
    """
    known = [outcome_of(item) for concept in concepts for item in concept.adoptions]
    successes = sum(item is True for item in known)
    return (successes + 1) / (sum(item is not None for item in known) + 2)


def track_record(concept: Concept, facts: Facts, *, rate: float, extra: int = 0) -> TrackRecord:
    """Return a concept's record among those who took it up.

    Args:
        concept: The concept.
        facts: What is known of the municipality that asks.
        rate: The base rate of the catalogue.
        extra: Further successes, as if they were listed.
    """
    outcomes = [(outcome_of(item), similarity(item, facts)) for item in concept.adoptions]
    known = sorted((weight, met) for met, weight in outcomes if met is not None)
    known += [(1.0, True)] * extra
    return TrackRecord(
        successes=sum(met for _, met in known),
        adoptions=len(known),
        unknown=sum(met is None for met, _ in outcomes),
        alike=sum(weight for weight, met in known if met),
        effective=sum(weight for weight, _ in known),
        base_rate=rate,
    )
