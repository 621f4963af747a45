"""Small municipalities to be ranked in tests of reasons, voices and scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.profile import Profile
from changekit.model.settings import Settings
from changekit.text import Text

__all__ = ["LEVELS", "TWO_WAYS", "Rows", "level", "town"]

Rows: TypeAlias = Mapping[str, Mapping[str, Any]]
"""Values by initiative and criterion."""


def level(name: str, weight: float, *, less: bool = False) -> dict[str, Any]:
    """Return a criterion judged on levels from 1 to 5."""
    ends = {"direction": "min", "best": 1, "worst": 5} if less else {"best": 5, "worst": 1}
    return {"id": name, "weight": weight, "unit": "level", **ends}


LEVELS = (
    level("quality", 0.25),
    level("effect", 0.25),
    level("employer", 0.2),
    level("cost", 0.3, less=True),
)
TWO_WAYS: Rows = {
    "own": {"quality": 4, "effect": 4, "employer": 5, "cost": 4},
    "buy": {"quality": 3, "effect": 3, "employer": 2, "cost": 1},
}


def town(
    rows: Rows,
    *criteria: dict[str, Any],
    method: str = "weighted-sum",
    **profile: Any,  # Any: fields of the profile
) -> Municipality:
    """Return a municipality with values by initiative and criterion, and one profile."""
    chosen = {"id": "default", "method": method, "criteria": list(criteria or LEVELS), **profile}
    return Municipality(
        settings=Settings(name=Text.plain("Kommunen")),
        profiles=(Profile.from_dict(chosen),),
        initiatives=tuple(
            Initiative.from_dict({"id": name, "title": name.upper(), "criteria": values})
            for name, values in rows.items()
        ),
    )
