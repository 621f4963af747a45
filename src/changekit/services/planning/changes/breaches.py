"""Where a plan asks for more than there is: by unit, role or limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from changekit.extension.protocols.planning import FREE, ResourceKind
from changekit.services.planning.why.trouble import resource_name, weeks_between
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.services.planning.compiling.compile import Compiled

__all__ = ["Breach", "breaches"]

ENOUGH = 1e-4
"""Ours: so much too much is none, against rounding."""


@attrs.frozen(kw_only=True)
class Breach:
    """A unit, role or limit of which a plan asks for more than there is.

    Attributes:
        subject: The unit or role; empty for the whole organisation.
        weeks: In how many weeks.
        period: The first and the last of them, as ISO weeks.
        over: By how much at most.
    """

    kind: ResourceKind
    subject: str
    name: Text
    weeks: int
    period: str
    over: float

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the breach as JSON values."""
        return {
            "kind": self.kind, "subject": self.subject, "name": self.name.to(language),
            "weeks": self.weeks, "period": self.period, "over": round(self.over, 6),
        }  # fmt: skip


def breaches(compiled: Compiled, starts: Mapping[str, int]) -> tuple[Breach, ...]:
    """Return where starts ask for more than there is, by kind and subject.

    Args:
        compiled: What there is, and what each initiative asks for.
        starts: The first week of each initiative by id; what is not in the data is left out, and
            what the data has fixed stands where it is fixed.
    """
    model = compiled.model
    left = model.room.copy()
    use_at = model.use_at.tolist()
    uses = list(
        zip(
            model.use_resource.tolist(), model.use_from.tolist(), model.use_weeks.tolist(),
            model.use_amount.tolist(), strict=True,
        )
    )  # fmt: skip
    for i, name in enumerate(model.ids):
        start = starts.get(name)
        if start is None or int(model.fixed[i]) != FREE:
            continue
        for resource, offset, weeks, amount in uses[use_at[i] : use_at[i + 1]]:
            begin = start + offset
            left[resource, max(0, begin) : max(0, begin + weeks)] -= amount
    found = [
        _breach(compiled, at, left[at], max(0, model.first))
        for at in np.flatnonzero((left[:, model.first :] < -ENOUGH).any(axis=1)).tolist()
    ]
    return tuple(sorted(found, key=lambda item: (item.kind, item.subject)))


def _breach(compiled: Compiled, at: int, left: np.ndarray, first: int) -> Breach:
    resource = compiled.model.resources[at]
    weeks = first + np.flatnonzero(left[first:] < -ENOUGH)
    return Breach(
        kind=resource.kind, subject=resource.subject,
        name=resource_name(compiled.municipality, resource), weeks=len(weeks),
        period=weeks_between(compiled.calendar, int(weeks[0]), int(weeks[-1])),
        over=float(-left[first:].min()),
    )  # fmt: skip
