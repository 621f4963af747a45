"""Three dials that are never added up: how much it does, what it costs, how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from changekit.model.concept import Economics, MunicipalityName
from changekit.model.quantities import Amount
from changekit.services.catalogue.evidence.items import Direction, different_places, weighed
from changekit.services.catalogue.figures import figure, measured, unit_name
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from changekit.model.concept import Concept
    from changekit.services.catalogue.evidence.items import Weighed

__all__ = ["Cost", "Impact", "Security", "cost_of", "impacts_of", "security_of"]

PADLOCKS: Final = 5


@attrs.frozen(kw_only=True)
class Impact:
    """The largest effect on one outcome, in its own unit.

    Attributes:
        direction: Whether that is better; `unknown` where nobody says which way is.
        of: How many effects on the outcome are known.
    """

    outcome: str
    estimate: float
    low: float | None
    high: float | None
    unit: str | None
    direction: Direction
    of: int

    def words(self, language: str = "en") -> str:
        """Return the effect in words, as in `−12 days (better)`."""
        given = (self.estimate, self.low, self.high)
        scale, unit = (100, "percentage-points") if self.unit == "share" else (1, self.unit)
        first, *held = [scale * value for value in given if value is not None]
        comma = "; " if language == "sv" else ", "
        ends = f" [{comma.join(figure(end, language) for end in held)}]" if held else ""
        name = f" {unit_name(unit).to(language)}" if unit else ""
        said = _DIRECTIONS[self.direction].to(language)
        return f"{figure(first, language, signed=True)}{ends}{name} ({said})"


_DIRECTIONS: dict[Direction, Text] = {
    "better": Text(sv="bättre", en="better"),
    "worse": Text(sv="sämre", en="worse"),
    "none": Text(sv="ingen ändring", en="no change"),
    "unknown": Text(sv="riktning okänd", en="direction unknown"),
}


@attrs.frozen(kw_only=True)
class Cost:
    """What a concept costs; unknown where nobody says."""

    amount: Amount | None = None
    text: Text | None = None

    @property
    def known(self) -> bool:
        """Whether a figure is known, or two ends of one."""
        return self.amount is not None and self.amount.ends is not None

    def words(self, language: str = "en") -> str:
        """Return the cost in words; unknown says so."""
        ends = self.amount.ends if self.amount else None
        if ends is None or self.amount is None:
            return Text(sv="okänd", en="unknown").to(language)
        return measured(*dict.fromkeys(ends), unit=self.amount.unit, language=language)


@attrs.frozen(kw_only=True)
class Security:
    """How safe it is to build on the effects: padlocks from 0 (insufficient) to 5.

    Attributes:
        grounds: What each padlock stands for, those that were given.
    """

    padlocks: int
    grounds: tuple[Text, ...]


def impacts_of(concept: Concept) -> tuple[Impact, ...]:
    """Return the largest known effect on each outcome, by its name; suppliers' own are left out.

    Effects on several outcomes are in several units, so they are never added.
    """
    counting = [one for one in map(weighed, concept.evidence) if one.counts]
    outcomes = sorted({one.item.outcome for one in counting})
    return tuple(
        _largest([one for one in counting if one.item.outcome == name]) for name in outcomes
    )


def _largest(items: Sequence[Weighed]) -> Impact:
    known = [(one, one.change) for one in items if one.change]
    one, change = max(known, key=lambda pair: (abs(pair[1].estimate), pair[1].estimate, str(pair)))
    return Impact(
        outcome=one.item.outcome,
        estimate=change.estimate,
        low=change.low,
        high=change.high,
        unit=one.item.unit,
        direction=one.direction,
        of=len(items),
    )


def cost_of(concept: Concept) -> Cost:
    """Return what a concept costs, as its economics say."""
    economics = concept.economics or Economics()
    return Cost(amount=economics.cost, text=economics.text)


def security_of(concept: Concept) -> Security:
    """Return how safe it is to build on a concept's effects.

    Source: Education Endowment Foundation, Teaching and Learning Toolkit: padlocks from the
    number, the design, the independence and the consistency of studies; none is insufficient.
    Ours: the thresholds, as the foundation counts studies in tens, which no municipal concept has.
    """
    able = [one for one in map(weighed, concept.evidence) if one.level >= 2 and one.counts]
    if not able:
        return Security(padlocks=0, grounds=())
    independent = sum(one.independent for one in able)
    tests = (
        (True, Text(sv="minst en uppmätt förändring", en="at least one measured change")),
        (
            len(able) >= 3 and _places(one.item.municipality for one in able) >= 2,
            Text(sv="minst tre, från minst två kommuner", en="three or more, from two places"),
        ),
        (
            any(one.level >= 3 for one in able),
            Text(sv="minst en jämförelsegrupp", en="at least one comparison group"),
        ),
        (
            2 * independent >= len(able),
            Text(sv="minst hälften oberoende", en="at least half of it independent"),
        ),
        (
            len(able) >= 2 and _agree(map(weighed, concept.evidence)),
            Text(sv="alla åt samma håll", en="all in the same direction"),
        ),
    )
    grounds = tuple(text for holds, text in tests if holds)
    return Security(padlocks=len(grounds), grounds=grounds)


def _agree(items: Iterable[Weighed]) -> bool:
    return all(one.direction == "better" for one in items if one.counts)


def _places(names: Iterable[MunicipalityName | None]) -> int:
    """Count the municipalities that are known to be different."""
    found: list[MunicipalityName] = []
    for name in sorted((name for name in names if name), key=str):
        if all(different_places(name, other) for other in found):
            found.append(name)
    return len(found)
