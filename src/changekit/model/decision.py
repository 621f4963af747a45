"""What a management group decided about initiatives, as planning obeys it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal, TypeAlias

import attrs

from changekit.errors import InvalidValueError
from changekit.model.fields import about
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = ["Decision", "Decisions", "Deed"]

Deed: TypeAlias = Literal["start", "pause", "stop", "pin"]


@attrs.frozen(kw_only=True)
class Decision(Record):
    """One decision about one initiative; the latest one holds.

    `start` and `pin` fix the start to a day (`start` without one means the week of the decision);
    `pause` lets it rest until a later decision starts it; `stop` takes it out.
    """

    named: ClassVar[str | None] = "decision"

    date: dt.date = attrs.field(metadata=about("The day of the decision"))
    body: Text = attrs.field(metadata=about("Who decided; a group or a role, never a person"))
    reference: str | None = attrs.field(
        default=None, metadata=about("Where it is written down, such as a register number")
    )
    initiative: str = attrs.field(
        metadata=about("What it is about", refers="initiative"),
    )
    do: Deed = attrs.field(metadata=about("What is to be done"))
    start: dt.date | None = attrs.field(
        default=None, metadata=about("The day on which it starts; with start or pin")
    )
    why: Text | None = attrs.field(default=None, metadata=about("The reason"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))

    def __attrs_post_init__(self) -> None:
        """Check that a start is given where one is needed, and only there."""
        if self.do == "pin" and self.start is None:
            raise InvalidValueError(
                Text(sv="pin kräver start: en dag", en="pin needs start: a day")
            )
        if self.do in ("pause", "stop") and self.start is not None:
            raise InvalidValueError(
                Text(sv=f"{self.do} har ingen start", en=f"{self.do} has no start")
            )

    @property
    def id(self) -> str:
        """The initiative and the day, which no two decisions share.

        >>> Decision.from_dict(
        ...     {"date": "2011-02-01", "body": "Ledning", "initiative": "x", "do": "stop"}
        ... ).id
        'x@2011-02-01'
        """
        return f"{self.initiative}@{self.date}"

    @property
    def begins(self) -> dt.date | None:
        """The day on which it lets the initiative start, None where it does not."""
        return (self.start or self.date) if self.do in ("start", "pin") else None


@attrs.frozen(kw_only=True)
class Decisions(Record):
    """All decisions, as in `decisions.yaml`."""

    decisions: tuple[Decision, ...] = attrs.field(
        default=(), metadata=about("The decisions, in any order")
    )
