"""Initiatives that wait or are left out, grouped by what stands in their way, as ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.services.planning import Cause, Placed
from changekit.services.planning.why.causes import causes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.interfaces.report.material import Material

__all__ = ["Group", "groups"]


@attrs.frozen(kw_only=True)
class Group:
    """Initiatives with the same cause, in the order of the ranking."""

    cause: Cause
    items: tuple[Placed, ...]


def groups(material: Material, items: Iterable[Placed]) -> tuple[Group, ...]:
    """Return initiatives by cause, the cause with the most of them first."""
    by_id = {item.id: item for item in items}
    return tuple(
        Group(cause=cause, items=tuple(by_id[name] for name in material.ranked(cause.ids)))
        for cause in causes(material.municipality, by_id.values())
    )
