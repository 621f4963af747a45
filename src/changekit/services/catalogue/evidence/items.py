"""What each observation of a concept counts for: its change, its direction, its level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import attrs

from changekit.model.concept import Evidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.model.concept import Adoption, Design, MunicipalityName

__all__ = [
    "Change", "Direction", "Weighed", "change_of", "different_places", "label", "reports_benefit",
    "weighed",
]  # fmt: skip

Direction: TypeAlias = Literal["better", "worse", "none", "unknown"]

LEVELS: Final[Mapping[Design, int]] = {
    "testimony": 1, "count": 1, "survey": 1, "before-after": 2, "time-series": 2,
    "comparison": 3, "randomised": 3, "review": 3,
}  # fmt: skip
"""Source: Puttick & Ludlow (2013), Standards of Evidence, Nesta: level 2 is data that show a
change, level 3 a control group. Ours: a count or a survey after the fact shows no change, so it
stays an account; a review counts as what it reviews, a comparison."""
SUPPLIER_CAP: Final = 1
"""Ours: whoever sells a concept may tell of it, but cannot alone make it more than told of."""


@attrs.frozen(kw_only=True)
class Change:
    """How much an outcome changed, in its own unit; the ends of an interval where one is given.

    Attributes:
        ratio: The value after for each 1 before; None where it is not known or has no sense.
    """

    estimate: float
    low: float | None = None
    high: float | None = None
    ratio: float | None = None

    @property
    def holds_none(self) -> bool:
        """Whether the interval holds no change at all."""
        return self.low is not None and self.high is not None and self.low <= 0 <= self.high


@attrs.frozen(kw_only=True)
class Weighed:
    """An observation with the level that it could carry alone, and the rule that says so."""

    item: Evidence
    level: int
    rule: str
    change: Change | None
    direction: Direction

    @property
    def independent(self) -> bool:
        """Whether somebody independent reports it."""
        return self.item.reported_by == "independent"

    @property
    def counts(self) -> bool:
        """Whether its figures count: a change is known, and not by the supplier alone."""
        return self.change is not None and self.item.reported_by != "supplier"


def change_of(item: Evidence) -> Change | None:
    """Return the change that an observation reports, None where a figure is missing.

    >>> from changekit.model.concept import Evidence
    >>> item = Evidence.from_dict(
    ...     {
    ...         "outcome": "lead-time",
    ...         "design": "before-after",
    ...         "reported_by": "adopter",
    ...         "before": 20,
    ...         "after": 8,
    ...         "source": "example",
    ...     }
    ... )
    >>> change_of(item)
    Change(estimate=-12, low=None, high=None, ratio=0.4)
    """
    before = item.before.amount if item.before else None
    after = item.after.amount if item.after else None
    both = before is not None and after is not None
    ratio = after / before if before is not None and after is not None and before > 0 else None
    ratio = ratio if ratio is not None and ratio >= 0 else None
    if item.effect is not None:
        given = item.effect
        return Change(estimate=given.estimate, low=given.low, high=given.high, ratio=ratio)
    if not both or before is None or after is None:
        return None
    return Change(estimate=after - before, ratio=ratio)


def direction_of(item: Evidence, change: Change | None) -> Direction:
    """Return whether the outcome became better; unknown where nobody says which way is better."""
    if change is None:
        return "unknown"
    if change.estimate == 0:
        return "none"
    if item.better is None:
        return "unknown"
    return "better" if (change.estimate > 0) == (item.better == "up") else "worse"


def weighed(item: Evidence) -> Weighed:
    """Return what an observation counts for alone, from 0 to 3."""
    change = change_of(item)
    direction = direction_of(item, change)
    level, rule = _level(item, change, direction)
    if item.reported_by == "supplier" and level > SUPPLIER_CAP:
        level, rule = SUPPLIER_CAP, "supplier-alone"
    return Weighed(item=item, level=level, rule=rule, change=change, direction=direction)


def _level(item: Evidence, change: Change | None, direction: Direction) -> tuple[int, str]:
    level = LEVELS[item.design]
    told = item.text or item.title or item.n or change or item.before or item.after
    if not told:
        return 0, "says-nothing"
    if direction in ("worse", "none"):
        return 0, "no-benefit"
    if level == 1:
        return 1, "account" if item.design == "testimony" else "no-change-measured"
    if change is None:
        return 1, "figures-missing"
    # Ours: a change that may as well be none is told of rather than shown.
    if change.holds_none:
        return level - 1, "may-be-none"
    return level, "before-after" if level == 2 else "comparison"


def reports_benefit(adoption: Adoption) -> bool:
    """Whether an adoption tells of a benefit: what it did, or that its own target was met."""
    if adoption.target_met is None:
        return bool(adoption.effectiveness)
    return adoption.target_met


def different_places(one: MunicipalityName | None, other: MunicipalityName | None) -> bool:
    """Whether two municipalities are known to be different; false where one is not known."""
    if one is None or other is None:
        return False
    if one.country and other.country and one.country != other.country:
        return True
    if one.code and other.code:
        return one.code != other.code
    return not {word.casefold() for word in one.name} & {word.casefold() for word in other.name}


def label(item: Evidence | Adoption) -> str:
    """Return what an item is called in a reason: its name, or what it is about and who says so."""
    if isinstance(item, Evidence):
        return item.name or f"{item.outcome} ({item.design}, {item.reported_by})"
    return str(item.municipality.name)
