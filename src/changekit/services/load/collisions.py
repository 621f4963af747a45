"""Collisions: pairs of initiatives that meet the same people in the same weeks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs
import numpy

from changekit.services.load.matrix import Kind
from changekit.services.load.runs import GO_LIVE, MILLION, Whole, first_of
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.services.load.picture import LoadPicture
    from changekit.services.load.runs import Runs

__all__ = ["Collision", "Collisions", "collisions_of"]

PAIRED = 500
"""Ours: of more initiatives on one audience, the heaviest are paired; all are counted."""

CHUNK = 4_096
"""Ours: so many pairs are held against each other at once, to keep them in the fast memory."""
UNSEEN = 10**9
"""More weeks than there are, between two go-lives of which one is not seen."""


@attrs.frozen(kw_only=True)
class Collision:
    """Two initiatives that ask something of the same unit or key role at the same time.

    Attributes:
        audience: The unit or role.
        first: The initiative that begins earlier; of equals the one with the lower id.
        weeks: In how many weeks both ask for something.
        begins: The first ISO week of these.
        ends: The last of them.
        together: Ours: the smaller of the two loads (hours for roles) in each of these weeks,
            added up: what would not meet if one of them were elsewhere.
        go_lives_apart: Weeks between the two go-lives, None where one is outside the weeks seen.
        close: Whether the go-lives are close.
    """

    kind: Kind
    audience: str
    first: str
    second: str
    weeks: int
    begins: str
    ends: str
    together: float
    go_lives_apart: int | None
    close: bool


@attrs.frozen(kw_only=True, eq=False, slots=False, repr=False)
class Collisions(Shown):
    """Pairs, close go-lives first, then those that have most together.

    Attributes:
        items: The first of them.
        total: How many there are in all.
        near: How many weeks apart go-lives are close.
    """

    items: tuple[Collision, ...]
    total: int
    near: int
    language: str = "en"
    notice: Text | None = None

    def __len__(self) -> int:
        """Return how many are listed."""
        return len(self.items)

    def __iter__(self) -> Iterator[Collision]:
        """Return those that are listed, in order."""
        return iter(self.items)

    def table(self) -> Table:
        """Return one row for each pair that is listed."""
        columns = (
            Column("audience", Text(sv="Enhet eller roll", en="Unit or role")),
            Column("first", Text(sv="Initiativ", en="Initiative")),
            Column("second", Text(sv="möter", en="meets")),
            Column("weeks", Text(sv="Veckor", en="Weeks"), "number"),
            Column("begins", Text(sv="Från", en="From")),
            Column("ends", Text(sv="Till", en="To")),
            Column("together", Text(sv="Gemensamt", en="Together"), "number", 2),
            Column("apart", Text(sv="Veckor mellan driftsättningar", en="Weeks between go-lives"),
                   "number"),
            Column("close", Text(sv="Tätt", en="Close")),
        )  # fmt: skip
        rows = tuple(
            (item.audience, item.first, item.second, item.weeks, item.begins, item.ends,
             item.together, item.go_lives_apart, item.close)
            for item in self.items
        )  # fmt: skip
        title = Text(
            sv="Krockar om samma människor ({n} av {all})",
            en="Collisions on the same people ({n} of {all})",
        ).format(n=len(self.items), all=self.total)
        return Table(
            title=title, columns=columns, rows=rows, notice=self.notice, language=self.language
        )

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the pairs as JSON values."""
        return {
            "collisions": [attrs.asdict(item) for item in self.items],
            "collisions_in_all": self.total,
        }


def collisions_of(picture: LoadPicture, *, near: int, limit: int) -> Collisions:
    """Return the pairs of initiatives that meet on the same unit itself, or the same key role."""
    weeks = picture.calendar.count
    audiences = [
        *_audiences("unit", picture.own, weeks),
        *_audiences("role", picture.asked_hours, weeks),
    ]
    total, columns = 0, [numpy.zeros((5, 0), dtype=numpy.int64)]
    for at, audience in enumerate(audiences):
        pairs, count = audience.pairs(near, limit)
        total += max(count, audience.crowd)
        columns.append(numpy.vstack([pairs, numpy.full((1, pairs.shape[1]), at)]))
    found = numpy.concatenate(columns, axis=1)
    apart, sums, first, other, where = found
    order = numpy.lexsort((other, first, where, -sums, numpy.minimum(apart, near + 1)))[:limit]
    items = (
        audiences[at].collision(picture, near, *pair) for *pair, at in found[:, order].T.tolist()
    )
    return Collisions(
        items=tuple(items), total=total, near=near, language=picture.language,
        notice=picture.notice,
    )  # fmt: skip


@attrs.frozen(kw_only=True, eq=False)
class _Audience:
    """Who asks for something of one unit or role.

    Attributes:
        items: The numbers of the initiatives, rising.
        loads: By initiative and week, in millionths.
        live: The week of each initiative's go-live, below 0 where that is not seen.
        crowd: How many pairs meet where they are too many to be paired, else 0.
    """

    kind: Kind
    row: int
    items: Whole
    loads: Whole
    live: Whole
    crowd: int

    def pairs(self, near: int, limit: int) -> tuple[Whole, int]:
        """Return the first pairs that meet, one for each column, and how many do.

        The rows are the weeks between go-lives, what they have together, and the two places.
        """
        first, other = numpy.triu_indices(len(self.items), 1)
        sums = numpy.concatenate(
            [
                numpy.minimum(self.loads[first[part]], self.loads[other[part]]).sum(axis=1)
                for part in (slice(at, at + CHUNK) for at in range(0, len(first), CHUNK))
            ]
        )
        met = sums > 0
        sums, first, other = sums[met], first[met], other[met]
        apart = numpy.abs(self.live[first] - self.live[other])
        apart[(self.live[first] < 0) | (self.live[other] < 0)] = UNSEEN
        order = numpy.lexsort((other, first, -sums, numpy.minimum(apart, near + 1)))[:limit]
        return numpy.stack([apart, sums, first, other])[:, order], len(apart)

    def collision(
        self, picture: LoadPicture, near: int, apart: int, together: int, first: int, other: int
    ) -> Collision:
        """Return a pair in words."""
        weeks = numpy.flatnonzero(numpy.minimum(self.loads[first], self.loads[other]))
        both = (picture.initiatives[int(self.items[place])] for place in (first, other))
        names = sorted(both, key=lambda name: (picture.asked.intervals[name][0], name))
        subjects = picture.units if self.kind == "unit" else picture.roles
        return Collision(
            kind=self.kind, audience=subjects[self.row], first=names[0], second=names[1],
            weeks=len(weeks), begins=picture.calendar.label(int(weeks[0])),
            ends=picture.calendar.label(int(weeks[-1])), together=together / MILLION,
            go_lives_apart=None if apart == UNSEEN else apart, close=apart <= near,
        )  # fmt: skip


def _audiences(kind: Kind, runs: Runs, weeks: int) -> Iterator[_Audience]:
    """Give each unit or role of which two initiatives or more ask something."""
    item, row, week, amount = runs.entries()
    at_go_live = runs.phase == GO_LIVE
    columns = (runs.row, runs.item, runs.start)
    lives = {
        (unit, who): start
        for unit, who, start in zip(
            *(column[at_go_live].tolist() for column in columns), strict=True
        )
    }
    begins = first_of(row).tolist()
    for low, high in pairwise([*begins, len(row)]):
        who, at = numpy.unique(item[low:high], return_inverse=True)
        if len(who) < 2:
            continue
        loads = numpy.zeros((len(who), weeks), dtype=numpy.int64)
        loads[at, week[low:high]] = amount[low:high]
        crowd = _crowd(loads) if len(who) > PAIRED else 0
        if crowd:
            kept = numpy.sort(numpy.argsort(-loads.sum(axis=1), kind="stable")[:PAIRED])
            who, loads = who[kept], loads[kept]
        unit = int(row[low])
        live = numpy.array([lives.get((unit, name), -1) for name in who.tolist()])
        yield _Audience(kind=kind, row=unit, items=who, loads=loads, live=live, crowd=crowd)


def _crowd(loads: Whole) -> int:
    """Return how many pairs meet, each taken as going on from its first week to its last."""
    asks = loads > 0
    begins = asks.argmax(axis=1)
    ends = numpy.sort(loads.shape[1] - 1 - asks[:, ::-1].argmax(axis=1))
    passed = numpy.searchsorted(ends, begins, side="left")
    return int(len(loads) * (len(loads) - 1) // 2 - passed.sum())
