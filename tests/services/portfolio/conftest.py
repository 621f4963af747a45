"""A municipality made from as little as a test needs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from changekit.model.goal import Goals
from changekit.model.initiative import Initiative
from changekit.model.measure import Measure
from changekit.model.municipality import Municipality
from changekit.model.organisation import Organisation
from changekit.model.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TODAY = dt.date(2011, 6, 1)


class Maker(Protocol):
    """Makes a municipality from plain data."""

    def __call__(
        self,
        *initiatives: Mapping[str, Any],
        goals: Mapping[str, Any] | None = None,
        organisation: Mapping[str, Any] | None = None,
        measures: Sequence[Mapping[str, Any]] = (),
        settings: Mapping[str, Any] | None = None,
    ) -> Municipality: ...


def made(
    *initiatives: Mapping[str, Any],
    goals: Mapping[str, Any] | None = None,
    organisation: Mapping[str, Any] | None = None,
    measures: Sequence[Mapping[str, Any]] = (),
    settings: Mapping[str, Any] | None = None,
) -> Municipality:
    return Municipality(
        settings=Settings.from_dict(
            {"name": {"sv": "Kommunen", "en": "Town"}, **(settings or {})}
        ),
        goals=Goals.from_dict(goals or {}),
        organisation=Organisation.from_dict(organisation or {}),
        measures=tuple(Measure.from_dict(row) for row in measures),
        initiatives=tuple(
            Initiative.from_dict({"title": row["id"], **row}) for row in initiatives
        ),
    )


@pytest.fixture(scope="session")
def make() -> Maker:
    return made


@pytest.fixture(scope="session")
def today() -> dt.date:
    return TODAY
