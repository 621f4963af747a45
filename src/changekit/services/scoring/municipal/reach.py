"""How many an initiative reaches: staff in the units touched, and groups that receive services."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.services.scoring.municipal.judging import (
    Ends,
    Judged,
    as_scores,
    known,
    town_of,
    unknown,
)
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.extension.protocols.scoring import ScoreMatrix, Scores
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality

__all__ = ["REACH", "Reach"]

PARTS = ("staff", "recipients")
HALF = 0.5
"""Ours: staff and recipients count alike."""


@attrs.frozen(kw_only=True)
class Reach:
    """The share of the staff that is touched, and of the groups that receive services."""

    name: str = "people-reach"
    title: Text = Text(sv="Räckvidd", en="Reach")
    formula: Text = Text(
        sv="hälften andelen av personalen i de enheter som berörs, hälften andelen av de "
        "mottagargrupper som deras tjänster når; vikterna används inte",
        en="half the share of the staff in the units touched, half the share of the groups that "
        "their services reach; weights are not used",
    )
    source: str = "Ours: headcounts count sub-units once; groups as the units' services name them"
    claims: frozenset[str] = frozenset({"alone", "monotone", "rescaling", "zero-weight", "ties"})

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return scores from 0 to 1; where no unit is named there is none.

        Raises:
            InvalidValueError: The matrix holds numbers alone.
        """
        tree = _Tree(town_of(matrix, self.name))
        return as_scores([tree.judged(item) for item in matrix.initiatives], PARTS)


class _Tree:
    """The units of a municipality with their staff and the groups that they serve."""

    def __init__(self, town: Municipality) -> None:
        self.units = town.units_by_id
        self.below = {name: town.organisation.below(name) for name in self.units}
        self.children: dict[str | None, list[str]] = {}
        for unit in self.units.values():
            parent = unit.parent if unit.parent in self.units else None
            self.children.setdefault(parent, []).append(unit.id)
        self.staff = sum(self._least(name) for name in self.children.get(None, ()))
        self.groups = self._groups(self.units)

    def judged(self, item: Initiative) -> Judged:
        named = [load.unit for load in item.load] or ([item.owner.unit] if item.owner else [])
        touched = [name for name in dict.fromkeys(named) if name in self.units]
        if not touched:
            parts = dict.fromkeys(PARTS, unknown(0, HALF))
            return Judged(parts=parts, unknown=("load",), scored=False)
        tops = [
            name for name in touched
            if not any(name in self.below[other] and name != other for other in touched)
        ]  # fmt: skip
        staff, without = self._staff(tops)
        recipients = self._recipients(tops)
        missing = tuple(f"headcount of {name}" for name in without)
        missing += ("recipients",) if recipients.low < recipients.high else ()
        scored = not without or recipients.low == recipients.high or staff.low > 0
        return Judged(
            parts={"staff": staff, "recipients": recipients}, unknown=missing, scored=scored
        )

    def _staff(self, tops: list[str]) -> tuple[Ends, list[str]]:
        without = [name for name in tops if self.units[name].headcount is None]
        low = sum(self._least(name) for name in tops)
        if not without and self.staff:
            return known(HALF * min(1.0, low / self.staff)), []
        most = HALF
        least = HALF * min(1.0, low / self.staff) if self.staff else 0.0
        return unknown(least, most), without or list(tops)

    def _recipients(self, tops: list[str]) -> Ends:
        inside = {name for top in tops for name in self.below[top]}
        silent = any(not self.units[name].services for name in tops) and not any(
            self.units[name].services for name in inside
        )
        if not self.groups or silent:
            return unknown(0, HALF)
        return known(HALF * len(self._groups(inside)) / len(self.groups))

    def _groups(self, names: object) -> frozenset[str]:
        wanted = frozenset(names)  # type: ignore[call-overload]  # ids, in any collection
        return frozenset(
            group
            for name in wanted
            for service in self.units[name].services
            for group in service.recipients
        )

    def _least(self, name: str, above: tuple[str, ...] = ()) -> float:
        """Return how many work in a unit at least: its headcount, else those of its sub-units."""
        if name in above:  # a circle of units, which a check reports
            return 0.0
        count = self.units[name].headcount
        if count is not None:
            return float(count)
        return sum(self._least(it, (*above, name)) for it in self.children.get(name, ()))


REACH = Reach()
