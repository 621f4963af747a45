"""Goals in a tree, and the focus areas that they are grouped into."""

from __future__ import annotations

import attrs

from changekit.model.fields import about, is_id
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = ["Goal", "Goals", "Grouping"]


@attrs.frozen(kw_only=True)
class Goal(Record):
    """What the municipality wants to reach."""

    id: str = attrs.field(validator=is_id, metadata=about("The id", defines="goal"))
    title: Text = attrs.field(metadata=about("What it says"))
    parent: str | None = attrs.field(
        default=None, metadata=about("The goal that it serves", refers="goal")
    )
    unit: str | None = attrs.field(
        default=None, metadata=about("The unit whose goal it is; none: the whole", refers="unit")
    )
    decision: str | None = attrs.field(
        default=None, metadata=about("Reference of the political decision")
    )
    measures: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Measures that show it", refers="measure")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Grouping(Record):
    """A focus area: goals that belong together; each goal belongs to exactly one."""

    id: str = attrs.field(validator=is_id, metadata=about("The id", defines="grouping"))
    title: Text = attrs.field(metadata=about("What it is called"))
    goals: tuple[str, ...] = attrs.field(default=(), metadata=about("Its goals", refers="goal"))
    role: str | None = attrs.field(
        default=None, metadata=about("The role that leads it", refers="role")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Goals(Record):
    """All goals and focus areas, as in `goals.yaml`."""

    goals: tuple[Goal, ...] = attrs.field(default=(), metadata=about("The goals, in any order"))
    groupings: tuple[Grouping, ...] = attrs.field(default=(), metadata=about("The focus areas"))
