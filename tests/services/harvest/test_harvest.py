"""Harvest: a finished initiative becomes a draft that makes nothing up."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import changekit as ck
from changekit.errors import InvalidValueError, UnknownNameError
from changekit.model.concept import Concept
from changekit.services.catalogue.evidence import evidence_of

READINGS = [("2010-05-01", 12, 40), ("2010-08-01", 10, 60), ("2011-09-01", 4, 50)]


def town(  # Any: plain data
    *, readings: list[tuple[str, float | None, int | None]] | None = None, **fields: Any
) -> ck.Workspace:
    done = {
        "id": "mottagning", "title": {"sv": "En väg in", "en": "One way in"}, "status": "done",
        "started": "2010-10-01", "finished": "2011-06-30", "goals": ["nara"], "kind": "reception",
        "owner": {"unit": "soc", "role": "soc-chef"}, "roles": [{"role": "soc-chef"}],
        "load": [{"unit": "soc", "amount": 1}], "mode": "integrated", "hours": 200,
        "mandate": {"purpose": {"sv": "Svaren dröjer", "en": "Answers are slow"}},
        "history": [
            {"date": "2010-10-01", "status": "running", "note": "Vi ringde alla"},
            {"date": "2011-06-30", "status": "done", "note": "Alla har en väg in"},
        ],
        **fields,
    }  # fmt: skip
    given = READINGS if readings is None else readings
    return ck.Workspace.from_dict(
        {
            "settings": {"name": "Kommunen", "code": "9999", "as_of": "2012-01-01"},
            "organisation": {
                "units": [{"id": "soc", "name": "Socialtjänst", "headcount": 120}],
                "roles": [{"id": "soc-chef", "unit": "soc", "title": "Chef",
                           "enablers": ["authority"]}],
            },
            "goals": {"goals": [{"id": "nara", "title": "Nära", "measures": ["svarstid"]}]},
            "measures": [
                {"id": "svarstid", "title": {"sv": "Svarstid", "en": "Time to answer"},
                 "unit": "days", "better": "down", "target": 5,
                 "observations": [{"date": d, "value": v, "n": n} for d, v, n in given]}
            ],
            "initiatives": [done, {"id": "annat", "title": "Annat", "status": "running"}],
        }
    )  # fmt: skip


def test_the_draft_holds_what_the_workspace_knows() -> None:
    found = town().harvest("mottagning")
    concept = found.concept
    assert (concept.id, concept.status, concept.version) == (
        "se-9999/mottagning", "draft", "0.1.0",
    )  # fmt: skip
    assert concept.problem is not None
    assert concept.problem.to("en") == "Answers are slow"
    assert concept.implementation is not None
    assert [step.text.to("sv") for step in concept.implementation.steps] == [
        "Vi ringde alla", "Alla har en väg in",
    ]  # fmt: skip
    assert [item.kind for item in concept.implementation.enablers] == ["authority"]
    assert concept.contact is not None


def test_measures_before_and_after_become_evidence_and_an_adoption() -> None:
    found = town().harvest("mottagning")
    (item,) = found.concept.evidence
    assert (item.design, item.reported_by, item.n, item.better) == (
        "before-after", "adopter", 150, "down",
    )  # fmt: skip
    assert item.before is not None
    assert item.after is not None
    assert (item.before.amount, item.after.amount) == (11, 4)
    (adoption,) = found.concept.adoptions
    assert adoption.target_met is True
    assert adoption.reach is not None
    assert adoption.reach.to("en") == "120 employees in the units touched"
    assert found.level == evidence_of(found.concept).level == 2


def test_figures_are_told_as_people_write_them() -> None:
    readings: list[tuple[str, float | None, int | None]] = [
        ("2010-05-01", 45, None), ("2010-06-01", 44, None), ("2010-07-01", 45.5, None),
        ("2011-09-01", 3.7, None), ("2011-10-01", 4.1, None),
    ]  # fmt: skip
    found = town(readings=readings, hours=12.5).harvest("mottagning")
    (item,) = found.concept.evidence
    assert item.before is not None
    assert item.after is not None
    assert (item.before.amount, item.after.amount) == (44.8, 3.9)
    assert found.concept.effect is not None
    assert found.concept.effect.to("sv") == "Svarstid: 44,8 → 3,9 dagar"
    assert found.concept.effect.to("en") == "Time to answer: 44.8 → 3.9 days"
    (adoption,) = found.concept.adoptions
    assert adoption.target is not None
    assert adoption.target.to("sv") == "Svarstid: 5 dagar"
    assert adoption.implementation is not None
    assert "12,5 timmar" in adoption.implementation.to("sv")


def test_steps_are_named_by_their_words() -> None:
    how = town().harvest("mottagning").concept.implementation
    assert how is not None
    assert [step.name for step in how.steps] == ["vi-ringde-alla", "alla-har-en-vag"]


def test_a_reading_that_is_missing_is_named_with_the_level_it_would_give() -> None:
    found = town(readings=[("2010-05-01", 12, 40), ("2011-09-01", None, None)]).harvest(
        "mottagning", language="en"
    )
    assert not found.concept.evidence
    first = found.missing[0]
    assert (first.field, first.raises) == ("evidence", 2)
    assert first.what.to("en") == "a reading of the measure Time to answer after it was finished"
    (adoption,) = found.concept.adoptions
    assert adoption.target_met is None


def test_what_reuses_a_concept_is_derived_from_it_and_gives_an_adoption_record() -> None:
    found = town(reuses="changekit/frontline-empowerment@1").harvest("mottagning")
    (relation,) = found.concept.relations
    assert relation.kind == "derived-from"
    assert relation.to == "changekit/frontline-empowerment@1"
    assert found.adoption is not None
    assert found.adoption.version == "1"
    assert found.concept.needs  # those of the concept that it came from


def test_what_nobody_said_is_guessed_and_said_to_be() -> None:
    workspace = town()
    assert workspace.harvest("mottagning").guessed == ("id", "provenance.licence", "problem")
    named = workspace.harvest("mottagning", name="En väg in", licence="CC-BY-4.0")
    assert named.guessed == ("problem",)  # it is the purpose of the mandate
    aimless = town(mandate={"scope": "Hela socialtjänsten"}).harvest("mottagning")
    assert aimless.guessed == ("id", "provenance.licence")
    assert aimless.concept.moderators is None  # a scope is not what makes it easier or harder
    assert named.concept.id == "se-9999/en-vag-in"


def test_what_is_not_finished_cannot_be_harvested() -> None:
    with pytest.raises(InvalidValueError, match=r"annat is not finished .*: mottagning"):
        town().harvest("annat")


def test_an_unknown_initiative_is_met_with_the_closest() -> None:
    with pytest.raises(UnknownNameError, match="mottagning"):
        town().harvest("motagning")


@given(
    st.lists(
        st.tuples(
            st.dates().map(str), st.none() | st.floats(0, 1e6), st.none() | st.integers(0, 1000)
        ),
        max_size=8,
    ),
    st.booleans(),
)
def test_every_draft_reads_back_as_a_concept(
    readings: list[tuple[str, float | None, int | None]], reuses: bool
) -> None:
    extra = {"reuses": "changekit/siq-puzzle"} if reuses else {}
    found = town(readings=readings, **extra).harvest("mottagning")
    assert Concept.from_dict(found.concept.to_dict()) == found.concept
    assert {item.field for item in found.missing if item.raises} <= {"evidence"}
