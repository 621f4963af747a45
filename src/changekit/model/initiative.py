"""A change initiative: what is to change, who carries it, and what it waits for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar, Literal, TypeAlias

import attrs

from changekit.errors import InvalidValueError
from changekit.model.benefit import Decay, Late, Value
from changekit.model.effort import Phases, UnitLoad
from changekit.model.fields import about, between, is_id
from changekit.model.frozen import frozen_map
from changekit.model.quantities import Amount, Hours, HoursPerWeek, Weeks
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = [
    "STATUSES", "Decay", "FollowUp", "HistoryEntry", "Initiative", "KeyRole", "Late", "Link",
    "LinkKind", "Mandate", "Origin", "Owner", "Phases", "Priority", "Status", "UnitLoad", "Value",
]  # fmt: skip

Status: TypeAlias = Literal["idea", "proposed", "decided", "running", "paused", "done", "stopped"]
STATUSES: tuple[Status, ...] = (
    "idea", "proposed", "decided", "running", "paused", "done", "stopped",
)  # fmt: skip
Priority: TypeAlias = Literal["high", "medium", "low"]
CLARITY_FIELDS = ("purpose", "scope", "measure", "owner", "deadline", "decision")
"""Ours: what a mandate has to say to be clear to those who carry it out."""
LinkKind: TypeAlias = Literal["requires", "follows", "enables", "conflicts", "alternative-to"]


@attrs.frozen(kw_only=True)
class Owner(Record):
    """The unit and the role that answer for an initiative; a scalar names the unit."""

    shorthand: ClassVar[str | None] = "unit"

    unit: str = attrs.field(metadata=about("The unit", refers="unit"))
    role: str | None = attrs.field(default=None, metadata=about("The role", refers="role"))


@attrs.frozen(kw_only=True)
class KeyRole(Record):
    """A role that an initiative cannot do without; a scalar names the role."""

    shorthand: ClassVar[str | None] = "role"

    role: str = attrs.field(metadata=about("The role", refers="role"))
    hours_per_week: HoursPerWeek | None = attrs.field(
        default=None,
        validator=between(0),
        metadata=about("Its time in each week", unit="hours per week"),
    )


@attrs.frozen(kw_only=True)
class Mandate(Record):
    """What somebody was asked to do, by whom, and whether that was confirmed.

    Ours: six fields make a mandate clear: purpose, scope, measure, owner, deadline, decision.
    """

    purpose: Text | None = attrs.field(default=None, metadata=about("Why"))
    scope: Text | None = attrs.field(default=None, metadata=about("What is in it and what is not"))
    measure: str | None = attrs.field(
        default=None, metadata=about("What shows that it worked", refers="measure")
    )
    owner: str | None = attrs.field(
        default=None, metadata=about("Who answers for it", refers="role")
    )
    deadline: dt.date | None = attrs.field(default=None, metadata=about("When it is to be done"))
    decision: str | None = attrs.field(default=None, metadata=about("Reference of the decision"))
    defined_by: Literal["politicians", "managers", "staff", "law"] | None = attrs.field(
        default=None, metadata=about("Who worded it")
    )
    confirmed: dt.date | None = attrs.field(
        default=None, metadata=about("When those who ordered it confirmed the wording")
    )

    @property
    def missing(self) -> tuple[str, ...]:
        """Which of the six fields of a clear mandate are empty, in their order."""
        return tuple(name for name in CLARITY_FIELDS if not getattr(self, name))

    @property
    def clarity(self) -> float:
        """The share of the six fields of a clear mandate that are filled, from 0 to 1."""
        return 1 - len(self.missing) / len(CLARITY_FIELDS)


@attrs.frozen(kw_only=True)
class Link(Record):
    """A tie to another initiative, with its reason.

    `requires`: the other must be done first, and must be in the plan. `follows`: it starts after
    the other, where the other is in the plan. `enables`: the other becomes easier; no order.
    `conflicts`: the two must not run at once. `alternative-to`: only one of the two is done, or
    of all that are linked so, directly or through others.
    """

    kind: LinkKind = attrs.field(metadata=about("What kind of tie"))
    to: str = attrs.field(metadata=about("The other initiative", refers="initiative"))
    why: Text | None = attrs.field(default=None, metadata=about("The reason"))
    lag_weeks: Weeks = attrs.field(
        default=Weeks(0),
        validator=between(0, 520),
        metadata=about("Weeks between the two", unit="weeks"),
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class HistoryEntry(Record):
    """A status that an initiative got on a day."""

    date: dt.date = attrs.field(metadata=about("The day"))
    status: Status = attrs.field(metadata=about("The new status"))
    note: Text | None = attrs.field(default=None, metadata=about("What happened"))


@attrs.frozen(kw_only=True)
class FollowUp(Record):
    """How often an initiative is followed up."""

    every_weeks: Weeks = attrs.field(
        validator=between(1, 520), metadata=about("Weeks between follow-ups", unit="weeks")
    )
    last: dt.date | None = attrs.field(default=None, metadata=about("The last follow-up"))


@attrs.frozen(kw_only=True)
class Origin(Record):
    """The programme, and the course group in it, that an initiative came out of."""

    programme: str = attrs.field(metadata=about("The programme"))
    cohort: str | None = attrs.field(default=None, metadata=about("The course group"))


@attrs.frozen(kw_only=True)
class Initiative(Record):
    """One change that a municipality considers, carries out or has carried out."""

    id: str = attrs.field(validator=is_id, metadata=about("The id", defines="initiative"))
    title: Text = attrs.field(metadata=about("What it is called"))
    kind: str | None = attrs.field(
        default=None, metadata=about("What sort of change; an open list")
    )
    owner: Owner | None = attrs.field(default=None, metadata=about("Who answers for it"))
    goals: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Goals that it serves", refers="goal")
    )
    status: Status = attrs.field(default="proposed", metadata=about("How far it has come"))
    started: dt.date | None = attrs.field(
        default=None, metadata=about("The day it really started")
    )
    finished: dt.date | None = attrs.field(default=None, metadata=about("The day it really ended"))
    history: tuple[HistoryEntry, ...] = attrs.field(
        default=(), metadata=about("What happened when")
    )
    follow_up: FollowUp | None = attrs.field(default=None, metadata=about("How it is followed up"))
    priority: Priority | None = attrs.field(
        default=None, metadata=about("Ordinal priority; used where no value is known")
    )
    mode: Literal["integrated", "project"] | None = attrs.field(
        default=None, metadata=about("Inside daily work, or as a project of its own")
    )
    weeks: Weeks | None = attrs.field(
        default=None, validator=between(1, 520), metadata=about("How long it takes", unit="weeks")
    )
    earliest: dt.date | None = attrs.field(default=None, metadata=about("It cannot start before"))
    deadline: dt.date | None = attrs.field(default=None, metadata=about("It has to be done by"))
    late: Late | None = attrs.field(
        default=None, metadata=about("What passing the deadline costs; none: it must be kept")
    )
    mandatory: bool = attrs.field(default=False, metadata=about("Whether it must be in the plan"))
    load: tuple[UnitLoad, ...] = attrs.field(default=(), metadata=about("Units touched"))
    roles: tuple[KeyRole, ...] = attrs.field(default=(), metadata=about("Key roles"))
    hours: Hours | None = attrs.field(
        default=None, validator=between(0), metadata=about("Working time in all", unit="hours")
    )
    overhead_hours: Hours | None = attrs.field(
        default=None,
        validator=between(0),
        metadata=about("Of that, for running the work itself", unit="hours"),
    )
    cost: Amount | None = attrs.field(
        default=None, metadata=about("What it costs, as against `budget`", unit="the unit in it")
    )
    value: Value | None = attrs.field(default=None, metadata=about("What it gives after go-live"))
    criteria: Mapping[str, Amount] = attrs.field(
        factory=dict, converter=frozen_map, metadata=about("Values by criterion")
    )
    mandate: Mandate | None = attrs.field(default=None, metadata=about("What was asked for"))
    links: tuple[Link, ...] = attrs.field(default=(), metadata=about("Ties to other initiatives"))
    start: dt.date | None = attrs.field(default=None, metadata=about("A start that is fixed"))
    blackout: Literal["default", "none"] = attrs.field(
        default="default", metadata=about("Whether change freezes hold for its go-live")
    )
    reuses: str | None = attrs.field(
        default=None,
        metadata=about("The concept it reuses, `id@version`", refers="concept", versioned=True),
    )
    origin: Origin | None = attrs.field(
        default=None, metadata=about("The programme it came out of")
    )
    deliverables: tuple[Text, ...] = attrs.field(default=(), metadata=about("What it hands over"))
    suppliers: tuple[Text, ...] = attrs.field(
        default=(), metadata=about("Organisations that help from outside; never persons")
    )
    assumed: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Keys of this record whose values are assumed or invented")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))

    def __attrs_post_init__(self) -> None:
        """Check that dates stand in order and that hours fit together."""
        pairs = (("started", "finished"), ("earliest", "deadline"))
        for first, last in pairs:
            begin, end = getattr(self, first), getattr(self, last)
            if begin is not None and end is not None and begin > end:
                raise InvalidValueError(
                    Text(
                        sv=f"{first} {begin} ligger efter {last} {end}",
                        en=f"{first} {begin} is after {last} {end}",
                    )
                )
        if self.hours is not None and (self.overhead_hours or 0) > self.hours:
            overhead = f"{self.overhead_hours:g}"
            raise InvalidValueError(
                Text(
                    sv=f"overhead_hours {overhead} är fler än alla timmar, {self.hours:g}",
                    en=f"overhead_hours {overhead} are more than all hours, {self.hours:g}",
                )
            )

    @property
    def reused_concept(self) -> str | None:
        """The id of the concept that it reuses, without the version."""
        return self.reuses.split("@")[0] if self.reuses else None

    @property
    def last_update(self) -> dt.date | None:
        """The last day on which anything is known to have happened, None if nothing is."""
        days = [entry.date for entry in self.history]
        days += [day for day in (self.started, self.finished) if day]
        if self.follow_up and self.follow_up.last:
            days.append(self.follow_up.last)
        return max(days, default=None)
