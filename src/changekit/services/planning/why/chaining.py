"""What would release what an initiative waits for, when that is what would release it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from changekit.services.planning.compiling.links import title
from changekit.services.planning.why.release import Release
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.services.planning.compiling.assumptions import Item
    from changekit.services.planning.why.explain import Explainer, Placed

__all__ = ["ChainStep", "release_chain"]

LONGEST = 4
"""Ours: further back than this, the first step is no longer a small change."""
FOR_THAT = Text(sv="{name}: {release}", en="{name}: {release}")


@attrs.frozen(kw_only=True)
class ChainStep:
    """An initiative further back, and what would release it."""

    id: str
    release: Release
    text: Text

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the step as JSON values."""
        told = {**self.release.to_dict(language), "text": self.text.to(language)}
        return {"id": self.id, **told}


def release_chain(
    explainer: Explainer, place: Placed, items: Mapping[str, Item]
) -> tuple[ChainStep, ...]:
    """Return what would release what it waits for, and so on back; none where that is not all.

    Ours: only where one thing alone would release it, namely that another is done earlier or
    comes into the plan, and only as far as each step makes up for the weeks that the next needs.
    """
    steps: list[ChainStep] = []
    seen = {place.id}
    while len(steps) < LONGEST and place.released_by is not None:
        changes = place.released_by.changes
        other = changes[0].subject
        if len(changes) != 1 or changes[0].type != "precedence" or other not in items:
            break
        if other in seen:
            break
        before, place = place, explainer.explain(other)
        if place.released_by is None or not _suffices(before, place, changes[0].amount):
            break
        seen.add(other)
        text = FOR_THAT.format(name=title(items, other), release=place.released_by.text)
        steps.append(ChainStep(id=other, release=place.released_by, text=text))
    return tuple(steps)


def _suffices(waiting: Placed, first: Placed, weeks: float | None) -> bool:
    """Tell whether the release of the first gives what the one that waits for it needs."""
    if first.start is None or weeks is None:
        return first.left_out and weeks is None
    if waiting.start is not None and first.start >= waiting.start:
        return False  # the other has to start later, which nothing here would do
    assert first.released_by is not None  # noqa: S101  # as the caller found
    return (first.start - first.released_by.start).days >= 7 * weeks
