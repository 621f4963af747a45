"""What narrows a search: needs, values, evidence, cost, size and the like."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, get_args

import attrs

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.model.quantities import Amount, Currency, Money
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from changekit.model.concept import Concept
    from changekit.model.rubric import Rubric

__all__ = ["MAY_BE_UNKNOWN", "STATUSES", "Filters", "needs_by_value", "units_of_cost"]

STATUSES = ("draft", "active", "superseded", "withdrawn")
MAY_BE_UNKNOWN = ("max_cost", "inhabitants")
"""The filters that ask for what often nobody has written down."""
_CURRENCIES: tuple[Currency, ...] = get_args(Currency)


def _names(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(dict.fromkeys(value))


def _known_statuses(
    _: Filters, __: attrs.Attribute[tuple[str, ...]], value: tuple[str, ...]
) -> None:
    for name in value:
        if name not in STATUSES:
            raise UnknownNameError("status", name, known=STATUSES)


@attrs.frozen(kw_only=True)
class Filters:
    """What a concept has to be; all that is given has to hold, and of several names one.

    What nobody knows of a concept, such as its cost, fits no filter that asks for it.

    Attributes:
        need: Needs that it answers.
        value: Values of rubrics, as `rubric/value` or the value alone, whose needs it answers.
        min_evidence: The least level of evidence, from 0 to 5.
        max_cost: The most that it may cost; money in another unit of the same currency is
            converted. Of a cost that is not known exactly the highest end counts.
        inhabitants: The least and most inhabitants of a municipality that has adopted it.
        status: `draft`, `active`, `superseded` or `withdrawn`; none given: the first two.
        tag: Tags that it carries.
        namespace: What its id begins with, which is the pack or the municipality it comes from.
        material_language: Languages that it has material in.

    >>> Filters(need="lead-time", min_evidence=2).given
    {'need': ['lead-time'], 'min_evidence': 2}
    """

    need: tuple[str, ...] = attrs.field(default=(), converter=_names)
    value: tuple[str, ...] = attrs.field(default=(), converter=_names)
    min_evidence: int | None = None
    max_cost: Amount | None = None
    inhabitants: tuple[int, int] | None = None
    status: tuple[str, ...] = attrs.field(default=(), converter=_names, validator=_known_statuses)
    tag: tuple[str, ...] = attrs.field(default=(), converter=_names)
    namespace: tuple[str, ...] = attrs.field(default=(), converter=_names)
    material_language: tuple[str, ...] = attrs.field(default=(), converter=_names)

    def __attrs_post_init__(self) -> None:
        """Check that the numbers make sense."""
        if self.min_evidence is not None and not 0 <= self.min_evidence <= 5:
            raise InvalidValueError(
                Text(
                    sv=f"evidensnivån måste vara 0 till 5, fann {self.min_evidence}",
                    en=f"the level of evidence must be 0 to 5, got {self.min_evidence}",
                )
            )
        if self.inhabitants is not None and not 0 <= self.inhabitants[0] <= self.inhabitants[1]:
            low, high = self.inhabitants
            raise InvalidValueError(
                Text(
                    sv=f"invånarantal måste stå i ordning och vara minst 0, fann {low}-{high}",
                    en=f"inhabitants must be 0 or more and in order, got {low}-{high}",
                )
            )
        if self.max_cost is not None and not self.max_cost.known:
            raise InvalidValueError(
                Text(sv="högsta kostnaden måste vara ett tal", en="the most cost must be a number")
            )

    @property
    def given(self) -> dict[str, Any]:  # Any: JSON values
        """What is asked for, as JSON values."""
        plain = {name: getattr(self, name) for name in attrs.fields_dict(Filters)}
        cost = self.max_cost.to_dict() if self.max_cost else None
        wanted = {**plain, "max_cost": cost}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in wanted.items()
            if value is not None and value != ()
        }

    def __bool__(self) -> bool:
        """Tell whether anything is asked for."""
        return bool(self.given)

    def leaving_unknown(self, name: str) -> Filters | None:
        """Return the filters without one that often asks for what nobody knows; None if unused.

        Args:
            name: `max_cost` or `inhabitants`.
        """
        if getattr(self, name) is None:
            return None
        if name == "max_cost":
            return attrs.evolve(self, max_cost=None)
        return attrs.evolve(self, inhabitants=None)

    def fits(self, concept: Concept, level: int, values: Mapping[str, frozenset[str]]) -> bool:
        """Tell whether a concept is what is asked for.

        Args:
            concept: The concept.
            level: Its level of evidence.
            values: Needs by value (see `needs_by_value`).
        """
        statuses = self.status or STATUSES[:2]
        wanted = frozenset().union(*(values[name] for name in self.value))
        return (
            concept.status in statuses
            and (not self.need or any(need in self.need for need in concept.needs))
            and (not self.value or not wanted.isdisjoint(concept.needs))
            and (self.min_evidence is None or level >= self.min_evidence)
            and (self.max_cost is None or self._affords(concept, self.max_cost))
            and (self.inhabitants is None or self._has_size(concept, self.inhabitants))
            and (not self.tag or any(tag in self.tag for tag in concept.tags))
            and (not self.namespace or concept.namespace in self.namespace)
            and (not self.material_language or self._has_material(concept))
        )

    @staticmethod
    def knows(concept: Concept, name: str) -> bool:
        """Tell whether what a filter asks for is known of a concept (see `leaving_unknown`)."""
        if name == "max_cost":
            cost = concept.economics.cost if concept.economics else None
            return cost is not None and cost.ends is not None
        return any(item.municipality.inhabitants is not None for item in concept.adoptions)

    @staticmethod
    def _affords(concept: Concept, most: Amount) -> bool:
        cost = concept.economics.cost if concept.economics else None
        if cost is None or cost.ends is None or most.amount is None:
            return False
        highest, limit = _money(cost.ends[1], cost.unit), _money(most.amount, most.unit)
        if highest is None or limit is None:
            return cost.unit == most.unit and cost.ends[1] <= most.amount
        if highest.unit[-3:] != limit.unit[-3:]:
            return False
        return highest.to(limit.unit).amount <= limit.amount

    @staticmethod
    def _has_size(concept: Concept, ends: tuple[int, int]) -> bool:
        sizes = (adoption.municipality.inhabitants for adoption in concept.adoptions)
        return any(size is not None and ends[0] <= size <= ends[1] for size in sizes)

    def _has_material(self, concept: Concept) -> bool:
        return any(item.language in self.material_language for item in concept.materials)


def _money(amount: float, unit: str | None) -> Money | None:
    """Return an amount as money, None where its unit is no currency."""
    return next((Money(amount=amount, unit=code) for code in _CURRENCIES if code == unit), None)


def needs_by_value(rubrics: Iterable[Rubric]) -> dict[str, frozenset[str]]:
    """Return the needs of each value of rubrics, by `rubric/value`.

    A value that only one rubric has goes by its name alone, too.
    """
    found = {
        f"{rubric.id}/{value.id}": frozenset(value.needs)
        for rubric in rubrics
        for value in rubric.values  # no data frame
    }
    short = Counter(name.rpartition("/")[2] for name in found)
    alone = {
        name.rpartition("/")[2]: needs
        for name, needs in found.items()
        if short[name.rpartition("/")[2]] == 1
    }
    return {**alone, **found}


def units_of_cost(concepts: Iterable[Concept]) -> tuple[str, ...]:
    """Return the units that costs may be asked for in: money, and what any concept costs."""
    costs = (item.economics.cost for item in concepts if item.economics)
    used = {cost.unit for cost in costs if cost is not None and cost.unit}
    return tuple(sorted({*_CURRENCIES, *used}))
