"""What moved between two plans as a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from changekit.figures import Shift, Shifts
from changekit.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

__all__ = ["Arrow", "shifts"]

TITLE = Text(sv="Vad som flyttas", en="What moves")
NOTE = Text(
    sv="De {n} som flyttas mest, av {all}; resten står i tabellen över vad som flyttas.",
    en="The {n} that move most, of {all}; the rest stand in the table of what moves.",
)


class Arrow(NamedTuple):
    """One initiative that stands elsewhere: its first day then and now, and why."""

    label: Text
    before: dt.date | None
    after: dt.date | None
    why: Text = Text()


def shifts(arrows: Sequence[Arrow], *, summary: Text, limit: int) -> Shifts:
    """Return a chart of those that move most, by where they stand now.

    Who enters or leaves comes before who moves, since the first are in one of the plans alone.

    Args:
        arrows: All of them.
        summary: What a reader should see in the chart.
        limit: How many to draw at most.
    """
    rows = [Shift(label=it.label, before=it.before, after=it.after, why=it.why) for it in arrows]
    # Python keeps the order of equals, which is that of the ids.
    kept = sorted(rows, key=lambda row: (row.weeks is not None, -abs(row.weeks or 0)))[:limit]
    kept.sort(key=lambda row: (row.after is None, row.after or row.before, row.before is None))
    cut = len(kept) < len(rows)
    return Shifts(
        title=TITLE, summary=summary, shifts=tuple(kept),
        note=NOTE.format(n=len(kept), all=len(rows)) if cut else Text(),
    )  # fmt: skip
