"""Modes: change inside daily work or as projects, and how much time goes to running it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from changekit.model.frozen import FrozenMap
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality

__all__ = ["ModeShare", "Overhead", "overhead"]


@attrs.frozen(kw_only=True)
class ModeShare:
    """Initiatives of one mode, and how much of their time goes to running the work itself.

    Attributes:
        mode: `integrated`, `project`, or None where nobody said.
        count: How many initiatives there are.
        counted: How many of them say both their hours and their overhead.
        hours: Of those that are counted, overhead included.
        share: Overhead over hours, None where there are no hours.
    """

    mode: str | None
    count: int
    counted: int
    hours: float
    overhead_hours: float
    share: float | None


@attrs.frozen(kw_only=True, repr=False)
class Overhead(Shown):
    """How much of the time for change goes to running the work itself.

    Attributes:
        modes: One for each mode that there is.
        share: Over all initiatives that say their hours, None where none does.
        by_initiative: The share of each of them.
    """

    modes: tuple[ModeShare, ...]
    share: float | None
    by_initiative: Mapping[str, float]
    language: str = "en"
    notice: Text | None = None

    def table(self) -> Table:
        """Return one row for each mode."""
        columns = (
            Column("mode", Text(sv="Arbetssätt", en="Mode")),
            Column("count", Text(sv="Initiativ", en="Initiatives"), "number"),
            Column("counted", Text(sv="med kända timmar", en="with known hours"), "number"),
            Column("hours", Text(sv="Timmar", en="Hours"), "number"),
            Column("overhead", Text(sv="varav overhead", en="of them overhead"), "number"),
            Column("share", Text(sv="Andel", en="Share"), "share"),
        )
        rows = tuple(
            (MODES[m.mode], m.count, m.counted, m.hours, m.overhead_hours, m.share)
            for m in self.modes
        )
        title = Text(sv="Tid för att hålla i arbetet", en="Time for running the work")
        return Table(title=title, columns=columns, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the shares as JSON values."""
        return {
            "modes": [attrs.asdict(mode) for mode in self.modes],
            "share": self.share,
            "initiatives": dict(self.by_initiative),
        }


MODES: Mapping[str | None, Text] = {
    "integrated": Text(sv="i vardagen", en="in daily work"),
    "project": Text(sv="projekt", en="project"),
    None: Text(sv="inte sagt", en="not said"),
}


def overhead(municipality: Municipality, *, language: str = "en") -> Overhead:
    """Return how much of the time for change goes to running the work itself, by mode.

    All initiatives count, also those that are over.
    """
    modes = []
    for mode in MODES:
        chosen = [item for item in municipality.initiatives if item.mode == mode]
        if chosen:
            modes.append(_mode_share(mode, chosen))
    known = [item for item in municipality.initiatives if _says_hours(item)]
    shares = {i.id: float(i.overhead_hours or 0) / float(i.hours or 1) for i in known if i.hours}
    return Overhead(
        modes=tuple(modes),
        share=_mode_share(None, known).share,
        by_initiative=FrozenMap(shares),
        language=language,
        notice=municipality.notice,
    )


def _says_hours(item: Initiative) -> bool:
    return item.hours is not None and item.overhead_hours is not None


def _mode_share(mode: str | None, chosen: Iterable[Initiative]) -> ModeShare:
    items = list(chosen)
    known = [item for item in items if _says_hours(item)]
    hours = sum(float(item.hours or 0) for item in known)
    extra = sum(float(item.overhead_hours or 0) for item in known)
    return ModeShare(
        mode=mode, count=len(items), counted=len(known), hours=hours, overhead_hours=extra,
        share=extra / hours if hours else None,
    )  # fmt: skip
