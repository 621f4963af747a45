"""What somebody wants to try: changes to a municipality's data, one at a time or as scenarios."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar, Final

import attrs

from changekit.errors import InvalidValueError
from changekit.model import shapes
from changekit.model.fields import about, between, is_id
from changekit.model.initiative import Initiative
from changekit.model.quantities import Weeks
from changekit.model.records import Record, record_shape
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ALL", "VERBS", "Added", "Scenario", "WhatIf", "WhatIfChange"]

ALL: Final = "all"
"""What `limit` names where the limit over the whole organisation is meant."""
_SIZES: Final = ("amount", "more")
VERBS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "move": (("start",), ()),
    "drop": ((), ()),
    "delay": (("weeks",), ()),
    "add": ((), ()),
    "capacity": ((), (*_SIZES, "from_", "to")),
    "hours": ((), _SIZES),
    "limit": ((), _SIZES),
    "deadline": ((), ("date",)),
    "pause": ((), ()),
    "resume": ((), ("start",)),
}
"""By what is to be done: the keys that it needs, and those that it may have beside `why`."""


class _AddedShape:
    """A new initiative: a mapping, or the id of the concept that it reuses."""

    words = Text(
        sv="ett initiativ {id, title, ...}, eller id för ett förändringskoncept",
        en="an initiative {id, title, ...}, or the id of a concept",
    )
    _concept = shapes.IdShape(refers="concept", versioned=True)

    def read(self, node: Any, path: Any, log: Any) -> Any:  # Any: as in changekit.model.shapes
        """Return what is added; its id may be used again in another scenario."""
        if node.id == "scalar":
            concept = self._concept.read(node, path, log)
            return concept if concept is shapes.FAULTY else Added(concept=concept)
        shape = attrs.evolve(record_shape(Initiative), defines=None)
        initiative = shape.read(node, path, log)
        return initiative if initiative is shapes.FAULTY else Added(initiative=initiative)

    def schema(self, defs: shapes.Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema of both forms."""
        return {"anyOf": [record_shape(Initiative).schema(defs), self._concept.schema(defs)]}


@attrs.frozen(kw_only=True)
class Added:
    """A new initiative, or the id of the concept that a new one reuses."""

    shape: ClassVar[_AddedShape] = _AddedShape()

    initiative: Initiative | None = None
    concept: str | None = None

    @property
    def id(self) -> str:
        """The id of the new initiative: its own, or the concept's without its namespace."""
        if self.initiative is not None:
            return self.initiative.id
        return (self.concept or "").split("@")[0].rsplit("/", 1)[-1]

    def to_dict(self) -> Any:  # Any: a mapping or an id
        """Return the form that reads as the same."""
        return self.initiative.to_dict() if self.initiative else self.concept


@attrs.frozen(kw_only=True)
class WhatIfChange(Record):
    """One change to try; exactly one of the first ten keys says what is to be done."""

    move: str | None = attrs.field(
        default=None, metadata=about("The initiative to start on `start`", refers="initiative")
    )
    drop: str | None = attrs.field(
        default=None, metadata=about("The initiative to stop", refers="initiative")
    )
    delay: str | None = attrs.field(
        default=None,
        metadata=about("The initiative to start `weeks` later", refers="initiative"),
    )
    add: Added | None = attrs.field(
        default=None, metadata=about("A new initiative, or the concept that a new one reuses")
    )
    capacity: str | None = attrs.field(
        default=None, metadata=about("The unit whose change capacity is another", refers="unit")
    )
    hours: str | None = attrs.field(
        default=None, metadata=about("The role that has other hours a week", refers="role")
    )
    limit: str | None = attrs.field(
        default=None,
        validator=attrs.validators.optional(is_id),
        metadata=about("The unit that runs another number at once, or `all`"),
    )
    deadline: str | None = attrs.field(
        default=None,
        metadata=about("The initiative to be done by `date`, or without one", refers="initiative"),
    )
    pause: str | None = attrs.field(
        default=None, metadata=about("The initiative to pause", refers="initiative")
    )
    resume: str | None = attrs.field(
        default=None,
        metadata=about("The initiative to plan again, from `start` if given", refers="initiative"),
    )
    start: dt.date | None = attrs.field(default=None, metadata=about("A day in its first week"))
    date: dt.date | None = attrs.field(
        default=None, metadata=about("The last day; none: no limit")
    )
    weeks: Weeks | None = attrs.field(
        default=None,
        validator=between(-520, 520),
        metadata=about("How much later; below 0 for earlier", unit="weeks"),
    )
    amount: float | None = attrs.field(
        default=None, validator=between(0), metadata=about("How much there is instead")
    )
    more: float | None = attrs.field(
        default=None,
        validator=between(-1e6, 1e6),
        metadata=about("How much more there is; below 0 for less"),
    )
    from_: dt.date | None = attrs.field(
        default=None, metadata=about("First day of another capacity", key="from")
    )
    to: dt.date | None = attrs.field(
        default=None, metadata=about("Last day of another capacity, included")
    )
    why: Text | None = attrs.field(default=None, metadata=about("Why somebody wants to know"))

    def __attrs_post_init__(self) -> None:
        """Check that one thing is to be done, with the keys that belong to it."""
        given = [verb for verb in VERBS if getattr(self, verb) is not None]
        if len(given) != 1:
            raise _one_verb(given)
        needed, allowed = VERBS[given[0]]
        for name in ("start", "date", "weeks", "amount", "more", "from_", "to"):
            present = getattr(self, name) is not None
            if present and name not in (*needed, *allowed):
                raise _stray(given[0], name)
            if not present and name in needed:
                raise _lacking(given[0], name)
        if "amount" in allowed and (self.amount is None) == (self.more is None):
            raise _lacking(given[0], "amount", "more")
        self._in_order()

    def _in_order(self) -> None:
        if self.from_ is not None and self.to is not None and self.from_ > self.to:
            raise InvalidValueError(
                Text(
                    sv=f"from {self.from_} ligger efter to {self.to}",
                    en=f"from {self.from_} is after to {self.to}",
                )
            )
        amount = 1 if self.limit is None or self.amount is None else self.amount
        if amount < 1 or amount != int(amount):
            raise InvalidValueError(
                Text(
                    sv=f"limit ska vara ett heltal, minst 1, fann {amount:g}",
                    en=f"a limit has to be a whole number, at least 1, got {amount:g}",
                )
            )

    @property
    def verb(self) -> str:
        """What is to be done, such as `move`."""
        return next(verb for verb in VERBS if getattr(self, verb) is not None)

    @property
    def subject(self) -> str:
        """The id of what it is done to."""
        target = getattr(self, self.verb)
        return target.id if isinstance(target, Added) else str(target)


def _key(name: str) -> str:
    return name.rstrip("_")


def _one_verb(given: list[str]) -> InvalidValueError:
    verbs, found = ", ".join(VERBS), ", ".join(given)
    return InvalidValueError(
        Text(
            sv=f"en ändring gör en sak av {verbs}; fann {found or 'ingen av dem'}",
            en=f"a change does one of {verbs}; got {found or 'none of them'}",
        )
    )


def _stray(verb: str, name: str) -> InvalidValueError:
    return InvalidValueError(
        Text(
            sv=f"{_key(name)} hör inte till {verb}",
            en=f"{_key(name)} does not belong to {verb}",
        )
    )


def _lacking(verb: str, *names: str) -> InvalidValueError:
    both = len(names) > 1
    return InvalidValueError(
        Text(
            sv=f"{verb} ska ha " + ("antingen " if both else "") + " eller ".join(names),
            en=f"{verb} needs " + ("either " if both else "") + " or ".join(names),
        )
    )


@attrs.frozen(kw_only=True)
class Scenario(Record):
    """Changes that are tried together, under a name."""

    name: str = attrs.field(validator=is_id, metadata=about("A short name, such as an id"))
    title: Text | None = attrs.field(default=None, metadata=about("What it is called"))
    changes: tuple[WhatIfChange, ...] = attrs.field(
        default=(), metadata=about("What is tried, in order")
    )


@attrs.frozen(kw_only=True)
class WhatIf(Record):
    """A what-if file: changes to try, and scenarios that each come on top of them."""

    title: Text | None = attrs.field(default=None, metadata=about("What is asked"))
    changes: tuple[WhatIfChange, ...] = attrs.field(
        default=(),
        metadata=about("What is tried, in order; in every scenario where there are any"),
    )
    scenarios: tuple[Scenario, ...] = attrs.field(
        default=(), metadata=about("Changes to be tried side by side")
    )
