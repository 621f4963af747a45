"""Key roles: what is asked of each, how uneven that is, and what hangs on one alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy

from changekit.services.load.matrix import TOLERANCE
from changekit.services.organisation import RoleLoad, RoleMatrix, role_matrix
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.services.load.picture import LoadPicture

__all__ = ["KeyRole", "KeyRoles", "key_roles_of"]


@attrs.frozen(kw_only=True)
class KeyRole:
    """One role in the weeks that are looked at, and in all open work.

    Attributes:
        hours: What is asked of it in these weeks in all, as far as that is known.
        heaviest: The hours of its heaviest week, and `week` which that is; None without any.
        capacity: Its time for change in a week, None where nobody said.
        weeks_over: In how many weeks more is asked than it has; None where nobody said.
        open_work: What it sits in, whenever that is done.
    """

    role: str
    hours: float
    heaviest: float
    week: str | None
    capacity: float | None
    weeks_over: int | None
    open_work: RoleLoad

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the role as JSON values."""
        work = self.open_work
        return {
            "role": self.role, "hours": self.hours, "heaviest": self.heaviest, "week": self.week,
            "capacity": self.capacity, "weeks_over": self.weeks_over,
            "initiatives": list(work.initiatives), "focus_areas": list(work.wholes),
            "in_everything": work.in_everything, "alone_in": list(work.alone_in),
            "sole_owner_of": list(work.sole_owner_of),
            "single_point_of_failure": work.single_point_of_failure,
        }  # fmt: skip


@attrs.frozen(kw_only=True, eq=False, repr=False)
class KeyRoles(Shown):
    """Key roles: those over their time first, then those on which most hangs.

    Attributes:
        matrix: Which roles sit in which open initiatives.
    """

    items: tuple[KeyRole, ...]
    matrix: RoleMatrix
    language: str = "en"
    notice: Text | None = None

    def __len__(self) -> int:
        """Return how many roles there are."""
        return len(self.items)

    def __iter__(self) -> Iterator[KeyRole]:
        """Return the roles, in order."""
        return iter(self.items)

    @property
    def gini(self) -> float | None:
        """How unevenly the weekly hours of open work lie on roles; 0 is even, None unknown."""
        return self.matrix.gini

    @property
    def overloaded(self) -> tuple[str, ...]:
        """Roles of which more is asked in some week than they have."""
        return tuple(item.role for item in self.items if item.weeks_over)

    def table(self) -> Table:
        """Return one row for each role of which anything is asked."""
        columns = (
            Column("role", Text(sv="Roll", en="Role")),
            Column("hours", Text(sv="Timmar", en="Hours"), "number"),
            Column("heaviest", Text(sv="Tyngst", en="Heaviest"), "number"),
            Column("capacity", Text(sv="Har", en="Has"), "number"),
            Column("weeks_over", Text(sv="Över", en="Over"), "number"),
            Column("initiatives", Text(sv="Initiativ", en="Initiatives"), "number"),
            Column("wholes", Text(sv="Helheter", en="Areas"), "number"),
            Column("everything", Text(sv="I allt", en="In all")),
            Column("alone", Text(sv="Ensam i", en="Alone in"), "number"),
            Column("sole", Text(sv="Ensam om", en="Sole owner of")),
        )
        rows = tuple(
            (
                item.role, item.hours, item.heaviest, item.capacity, item.weeks_over,
                len(item.open_work.initiatives), len(item.open_work.wholes),
                item.open_work.in_everything, len(item.open_work.alone_in),
                ", ".join(item.open_work.sole_owner_of),
            )
            for item in self.items
            if item.hours or item.open_work.initiatives
        )  # fmt: skip
        title = Text(
            sv="Nyckelroller: timmar i allt, i tyngsta veckan, vad de har, veckor över",
            en="Key roles: hours in all, in the heaviest week, what they have, weeks over",
        )
        return Table(
            title=title, columns=columns, rows=rows, notice=self.notice, language=self.language
        )

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the roles as JSON values."""
        return {
            "roles": [item.to_dict() for item in self.items],
            "gini": self.gini,
            "unknown_hours": self.matrix.unknown_hours,
        }


def key_roles_of(picture: LoadPicture) -> KeyRoles:
    """Return what is asked of each key role in the weeks that are looked at."""
    matrix = role_matrix(picture.municipality, language=picture.language)
    hours = picture.asked_hours.figures(len(picture.roles), picture.calendar.count).sum(axis=0)
    items = []
    for row, role in enumerate(picture.roles):
        has, asked = float(picture.role_hours[row]), hours[row]
        known, week = not numpy.isnan(has), int(asked.argmax())
        items.append(
            KeyRole(
                role=role, hours=float(asked.sum()), heaviest=float(asked[week]),
                week=picture.calendar.label(week) if asked[week] else None,
                capacity=has if known else None,
                weeks_over=int((asked > has + TOLERANCE).sum()) if known else None,
                open_work=matrix.by_role[role],
            )
        )  # fmt: skip
    items.sort(key=_urgency)
    return KeyRoles(
        items=tuple(items), matrix=matrix, language=picture.language, notice=picture.notice
    )


def _urgency(item: KeyRole) -> tuple[object, ...]:
    work = item.open_work
    return (-(item.weeks_over or 0), -len(work.sole_owner_of), -len(work.alone_in),
            -len(work.wholes), -round(item.hours, 9), item.role)  # fmt: skip
