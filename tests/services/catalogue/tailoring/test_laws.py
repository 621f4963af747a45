"""Laws of tailoring, for any overlays: identity, order, association, one layer for each field."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from changekit.model.concept import Concept
from changekit.model.overlay import Overlay
from changekit.services.catalogue.tailoring import Tailored, fields_of, tailor
from changekit.testing.records import strategies_for

CONCEPTS = [
    Concept.from_dict(
        {
            "id": f"x/{name}", "version": "1.0.0", "title": {"sv": name, "en": name},
            "tags": ["a", "b"], "problem": {"sv": "Kö"},
            "implementation": {
                "steps": [{"name": one, "text": {"sv": one, "en": one}} for one in "pqr"]
            },
            "parameters": [{"name": "share", "range": [0, 1], "default": 0.5}],
        }
    )
    for name in ("one", "two")
]  # fmt: skip
FIELDS = [
    "title.sv", "title.en", "title", "problem.sv", "effect.sv", "tags.a", "tags.c", "status",
    "implementation.steps.p", "implementation.steps.p.text.sv", "implementation.steps.q.text",
    "implementation.text", "economics.text", "parameters.share.default", "parameters.share.range",
    "nothing.like.it",
]  # fmt: skip
VALUES = st.sampled_from(["Nytt", "draft", 0.5, 7, None, {"sv": "Nytt"}, [0, 2]])


@st.composite
def patches(draw: st.DrawFn) -> dict[str, Any]:
    paths = draw(st.lists(st.sampled_from(FIELDS), max_size=3, unique=True))
    changes: dict[str, Any] = {"at": draw(st.sampled_from(["x/one", "x/two"]))}
    for path in paths:
        how = draw(st.sampled_from(["replace", "add", "remove"]))
        if how == "remove":
            changes.setdefault("remove", []).append(path)
        else:
            changes.setdefault(how, {})[path] = draw(VALUES)
    if draw(st.booleans()):
        name = draw(st.sampled_from("pstu"))
        step = {"name": name, "text": "Ny"}
        changes.setdefault("add", {})["implementation.steps"] = step
    return changes


@st.composite
def overlays(
    draw: st.DrawFn, names: str = "abc", clashes: tuple[str, ...] = ("error", "first", "last")
) -> list[Overlay]:
    made = []
    for name in names:
        whole: dict[str, Any] = {"id": name, "patch": draw(st.lists(patches(), max_size=2))}
        whole["on_clash"] = draw(st.sampled_from(clashes))
        if draw(st.booleans()):
            share = draw(st.sampled_from([0.25, 1, 3]))
            whole["set"] = {draw(st.sampled_from(["x/one", "x/two"])): {"share": share}}
        made.append(Overlay.from_dict(whole))
    return made


def said(made: Tailored) -> list[dict[str, Any]]:
    return [item.to_dict() for item in made.concepts]


@given(st.lists(strategies_for(Concept), max_size=3, unique_by=lambda item: item.id))
def test_an_empty_overlay_changes_nothing(concepts: list[Concept]) -> None:
    made = tailor(concepts, [Overlay(id="empty")])
    assert list(made.concepts) == sorted(concepts, key=lambda item: item.id)
    assert not made.findings
    assert not made.tailored_by


@given(overlays())
def test_laying_some_and_then_others_is_laying_all(every: list[Overlay]) -> None:
    at_once = tailor(CONCEPTS, every)
    for cut in range(len(every) + 1):
        assert tailor(tailor(CONCEPTS, every[:cut]), every[cut:]) == at_once


@given(overlays(names="ab", clashes=("error",)))
def test_overlays_that_do_not_meet_may_be_laid_in_any_order(pair: list[Overlay]) -> None:
    one, other = tailor(CONCEPTS, pair), tailor(CONCEPTS, pair[::-1])
    assume(not one.findings and not other.findings)  # each fits, and no field is in both
    assume(not _share_a_list(one))
    assert said(one) == said(other)
    for concept in one.by_id:
        assert _layers(one, concept) == _layers(other, concept)


def _share_a_list(made: Tailored) -> bool:
    """Whether both overlays change items of one list, whose order is that of the overlays."""
    return any(
        {"a", "b"} <= {touch.overlay for touch in touches if touch.path.startswith(start)}
        for touches in made.touched.values()
        for start in ("implementation.steps.", "tags.")
    )


def _layers(made: Tailored, concept: str) -> dict[str, str | None]:
    return {
        path: made.explain(f"{concept}.{path}").layer for path in fields_of(made.by_id[concept])
    }


@given(overlays())
def test_the_order_of_the_concepts_does_not_matter(every: list[Overlay]) -> None:
    assert tailor(CONCEPTS, every) == tailor(CONCEPTS[::-1], every)


@given(overlays())
def test_what_is_tailored_stays_as_it_was(every: list[Overlay]) -> None:
    before = copy.deepcopy(CONCEPTS), [item.to_dict() for item in every]
    made = tailor(CONCEPTS, every)
    assert (CONCEPTS, [item.to_dict() for item in every]) == before
    assert list(made.base) == sorted(CONCEPTS, key=lambda item: item.id)


@given(overlays())
def test_every_field_has_one_layer_and_explaining_gives_the_values_back(
    every: list[Overlay],
) -> None:
    made = tailor(CONCEPTS, every)
    layers = {"workspace", *(str(item.id) for item in every)}
    for concept in made.concepts:
        fields = fields_of(concept)
        told = {path: made.explain(f"{concept.id}.{path}") for path in fields}
        assert {path: item.value for path, item in told.items()} == fields
        assert {item.layer for item in told.values()} <= layers
        assert all(item.set_by[-1].layer == item.layer for item in told.values())
        assert [item.how for item in told["id"].set_by] == ["base"], "ids never change"


@given(overlays())
def test_what_an_overlay_could_not_do_it_did_not_begin(every: list[Overlay]) -> None:
    made = tailor(CONCEPTS, every)
    for finding in made.findings.of("CK833", "CK834", "CK835", "CK840"):
        concept = finding.path.partition(".")[0]
        assert finding.subject not in made.tailored_by.get(concept, ())


@given(strategies_for(Concept))
def test_every_field_of_any_concept_has_a_path(concept: Concept) -> None:
    made = tailor([concept], [])
    fields = fields_of(concept)
    assert fields["id"] == concept.id
    assert {path: made.explain(f"{concept.id}.{path}").value for path in fields} == fields
