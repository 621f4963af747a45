"""One focus area, and materials in both languages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import changekit as ck
from changekit.errors import UnknownNameError
from changekit.services.portfolio import focus_area
from changekit.services.portfolio.materials import missing_material


def town(**more: Any) -> ck.Workspace:  # Any: plain data
    work = [
        {"id": "kundservice", "title": "Kundservice", "goals": ["g1"],
         "deliverables": [{"sv": "Nytt kundservicekoncept", "en": "New service concept"}],
         "suppliers": ["En utbildningsorganisation på orten"]},
        {"id": "intranat", "title": "Intranät", "goals": ["g2"],
         "deliverables": ["Interaktivt intranät"]},
        {"id": "stoppat", "title": "Stoppat", "goals": ["g2"], "status": "stopped",
         "deliverables": ["Ingenting"]},
        {"id": "annat", "title": "Annat", "goals": ["g3"], "deliverables": ["Något"]},
    ]  # fmt: skip
    return ck.Workspace.from_dict(
        {
            "settings": {"name": "Lovisa", "as_of": "2012-01-01"},
            "goals": {
                "goals": [{"id": f"g{n}", "title": f"Mål {n}"} for n in (1, 2, 3)],
                "groupings": [
                    {"id": "arbetssatt", "title": "Arbetssätt", "goals": ["g1", "g2"]},
                    {"id": "kompetens", "title": "Kompetens", "goals": ["g3"]},
                ],
            },
            "initiatives": work,
            **more,
        }
    )


def test_requirement_20_two_deliverables_belong_to_a_focus_area() -> None:
    found = focus_area(town().municipality, "arbetssatt")
    assert [text.to("sv") for text in found.deliverables] == [
        "Interaktivt intranät", "Nytt kundservicekoncept",
    ]  # fmt: skip
    assert [item.initiative for item in found.items] == ["intranat", "kundservice"]
    assert found.to_dict()["initiatives"][1]["suppliers"] == [
        "En utbildningsorganisation på orten"
    ]


def test_an_unknown_focus_area_is_met_with_the_closest() -> None:
    with pytest.raises(UnknownNameError, match="arbetssatt"):
        focus_area(town().municipality, "arbetsatt")


def test_requirement_42_a_missing_language_of_materials_is_an_info_finding() -> None:
    material = {"title": "Mall", "kind": "template", "language": "sv"}
    own = {"id": "x/pussel", "version": "1.0.0", "title": "Pussel", "materials": [material]}
    found = list(missing_material(town(concepts=[own]).municipality, dt.date(2012, 1, 1)))
    assert [(item.code, item.severity, item.subject) for item in found] == [
        ("CK330", "info", "x/pussel")
    ]
    assert "1 Swedish" in found[0].message.to("en")
    assert "0 English" in found[0].message.to("en")
