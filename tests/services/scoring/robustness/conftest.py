"""Matrices of known values, and rankings made from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.profile import Profile
from changekit.model.settings import Settings
from changekit.services.scoring import Ranking, score
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

Values = list[list[Any]]  # Any: numbers, or a mapping that says what is unknown


def town(values: Values, *, method: str = "weighted-sum", **profile: Any) -> Municipality:
    """Return a municipality whose initiatives a, b, c... have places from 0 to 1."""
    width = len(values[0])
    criteria = [{"id": f"c{at}", "best": 1, "worst": 0} for at in range(width)]
    for name, more in profile.pop("criteria", {}).items():
        criteria[int(name[1:])] |= more
    made = {"id": "default", "method": method, "criteria": criteria, **profile}
    return Municipality(
        settings=Settings(name=Text.plain("Kommunen")),
        initiatives=tuple(
            Initiative.from_dict({
                "id": chr(ord("a") + at), "title": chr(ord("A") + at),
                "criteria": {f"c{column}": value for column, value in enumerate(row)},
            })
            for at, row in enumerate(values)
        ),
        profiles=(Profile.from_dict(made),),
    )  # fmt: skip


@pytest.fixture
def ranking() -> Callable[..., Ranking]:
    """Return how to rank a small municipality."""

    def made(values: Values, **profile: Any) -> Ranking:
        return score(town(values, **profile))

    return made


@pytest.fixture
def municipality() -> Callable[..., Municipality]:
    """Return how to make a small municipality."""
    return town
