"""A small town whose plan has something in every state and for every cause."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from changekit.workspace import Workspace

NASTY = {"sv": "Vård <b>& omsorg</b>, =1+1", "en": "Care <b>& support</b>, =1+1"}


def initiative(name: str, **values: Any) -> dict[str, Any]:  # Any: plain data
    return {
        "id": name,
        "title": {"sv": f"Förändringen {name}", "en": f"The change {name}"},
        "status": "proposed",
        "weeks": 10,
        "owner": {"unit": "soc", "role": "chef"},
        "load": [{"unit": "soc", "amount": 1}],
        "value": {"per_week": 5, "unit": "ksek"},
        **values,
    }


KOST: dict[str, Any] = {"owner": {"unit": "kost"}, "load": []}  # Any: plain data
IT: dict[str, Any] = {"load": [{"unit": "it", "amount": 0.1}]}  # Any: plain data
TOWN: dict[str, Any] = {  # Any: plain data
    "settings": {
        "name": {"sv": "Provstad", "en": "Testtown"},
        "language": "sv",
        "period": {"start": "2011-01-03", "count": 40},
        "as_of": "2011-01-03",
        "built_from": {"document": "provartikel.txt"},
    },
    "organisation": {
        "units": [
            {"id": "stad", "name": {"sv": "Staden", "en": "The town"}},
            {
                "id": "soc", "name": {"sv": "Socialkontoret", "en": "Social office"},
                "parent": "stad", "capacity": 2, "source": {"document": "example"},
            },
            {
                "id": "it", "name": {"sv": "It-enheten", "en": "IT unit"}, "parent": "stad",
                "capacity": 0.5,
            },
            {"id": "kost", "name": {"sv": "Kosten", "en": "Catering"}, "parent": "stad"},
        ],
        "roles": [
            {
                "id": "chef", "title": {"sv": "socialchefen", "en": "the head of social services"},
                "unit": "soc", "capacity_hours_per_week": 8,
            },
            {"id": "ledare", "unit": "stad", "capacity_hours_per_week": 4},
        ],
        "freezes": [{"from": "2011-06-20", "to": "2011-08-14"}],
    },
    "initiatives": [
        initiative("a-pagar", status="running", started="2010-12-06", title=NASTY),
        initiative("b-pausad", status="paused"),
        initiative("c-klar", status="done", started="2010-09-06", finished="2010-12-03"),
        *(initiative(f"d{at}", value={"per_week": 9 - at, "unit": "ksek"}) for at in range(6)),
        initiative("e-kraver", **KOST, links=[{"kind": "requires", "to": "d0", "why": "bygger"}]),
        initiative("f-it", load=[{"unit": "it", "amount": 1}]),
        initiative("g-roll", **IT, roles=[{"role": "ledare", "hours_per_week": 4}], value={}),
        initiative("h-roll", **IT, roles=[{"role": "ledare", "hours_per_week": 4}], weeks=20),
        initiative("i-kost", owner={"unit": "kost"}, load=[], priority="high", value={}),
        initiative("j-krock", links=[{"kind": "conflicts", "to": "d1"}]),
        initiative("k-stoppad", status="stopped"),
    ],
}  # fmt: skip


@pytest.fixture(scope="session")
def data() -> dict[str, Any]:
    return copy.deepcopy(TOWN)


@pytest.fixture(params=["sv", "en"])
def town(request: pytest.FixtureRequest, data: dict[str, Any]) -> Workspace:
    """Return the town, in each language."""
    return Workspace.from_dict(data, language=request.param, plugins={})
