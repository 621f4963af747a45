"""The pack: a concept derived from the core's, and the core's own in a school's words."""

from __future__ import annotations

import sys
from pathlib import Path

import changekit as ck
from changekit.testing import check_pack

FOLDER = Path(__file__).parents[1] / "src/changekit_pack_schools/pack"
CONCEPT = "changekit/frontline-empowerment"


def workspace(*packs: str) -> ck.Workspace:
    settings = {"name": "Exempel", "as_of": "2024-01-08", "packs": list(packs)}
    return ck.Workspace.from_dict({"settings": settings})


def test_it_keeps_to_what_every_pack_has_to() -> None:
    assert not check_pack(FOLDER).errors


def test_its_own_concept_is_derived_from_the_core_s() -> None:
    catalogue = workspace("changekit/core", "schools/reception").catalogue
    assert "schools/one-way-in" in catalogue.reused_by(CONCEPT)
    assert "changekit_pack_schools" not in sys.modules


def test_its_overlay_changes_the_core_s_concept_and_says_so() -> None:
    opened = workspace("changekit/core", "schools/reception")
    concept = opened.catalogue.show(CONCEPT)
    assert concept.implementation is not None
    names = [step.name for step in concept.implementation.steps]
    assert names[-1] == "term-start"
    (parameter,) = concept.parameters
    assert (parameter.default, parameter.value) == (0.7, 0.5)
    told = opened.explain(f"{CONCEPT}.implementation.steps.find-gaps.text.sv")
    assert "schools/words" in told.to_json()


def test_a_workspace_that_does_not_use_it_has_the_core_s_words() -> None:
    (parameter,) = workspace("changekit/core").catalogue.show(CONCEPT).parameters
    assert parameter.value is None
