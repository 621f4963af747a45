"""The catalogue at a glance: reuse, materials, tools, and processes with a concept."""

from __future__ import annotations

from typing import Any

import pytest

from changekit.model.concept import Concept
from changekit.model.process import Process
from changekit.services.catalogue import Catalogue, overview


def concept(name: str, **fields: Any) -> Concept:  # Any: plain data
    return Concept.from_dict({"id": f"x/{name}", "version": "1.0.0", "title": name, **fields})


def derived(name: str, base: str) -> Concept:
    return concept(name, relations=[{"kind": "derived-from", "to": f"x/{base}"}])


def test_requirement_44_five_of_twelve_processes_with_a_concept_is_42_percent() -> None:
    processes = [Process.from_dict({"id": f"p{n}", "title": f"P{n}"}) for n in range(12)]
    concepts = [
        concept("a", applies_to={"processes": ["p0", "p1", "p2"]}),
        concept("b", applies_to={"processes": ["p2", "p3", "p4", "elsewhere"]}),
        concept("old", status="withdrawn", reason="x", applies_to={"processes": ["p9"]}),
    ]
    found = overview(Catalogue.of(concepts), processes=processes)
    assert found.processes.share == pytest.approx(0.42, abs=0.005)
    assert found.processes.with_it == ("p0", "p1", "p2", "p3", "p4")
    assert "5 of 12 processes have a concept (42%)" in found.covers.to("en")
    assert "har ett koncept (42\u00a0%)" in found.covers.to("sv")
    assert "indragen" in found.table().to_text("sv")


def test_requirement_30_five_of_eight_tools_reused_is_63_percent() -> None:
    tools = [
        {"title": f"T{n}", "kind": "tool", "used_in": ["ledare", "medarbetare"][: 2 - n // 5]}
        for n in range(8)
    ]
    found = overview(Catalogue.of([concept("a", materials=tools)]))
    assert len(found.tools.with_it) == 5
    assert found.tools.share == pytest.approx(0.63, abs=0.006)


def test_requirement_42_a_template_in_swedish_and_none_in_english_is_a_gap() -> None:
    materials = [{"title": "Mall", "kind": "template", "language": "sv"}]
    found = overview(Catalogue.of([concept("pussel", materials=materials), concept("b")]))
    first, second = reversed(found.lines)
    assert dict(first.materials) == {"sv": 1}
    assert first.missing_languages == ("en",)
    assert second.missing_languages == ()


def test_the_depth_is_the_longest_chain_back_even_to_what_is_not_there() -> None:
    found = overview(
        Catalogue.of([concept("a"), derived("b", "a"), derived("c", "b"), derived("d", "gone")])
    )
    assert [line.depth for line in found.lines] == [0, 1, 2, 1]
    assert [line.reuse for line in found.lines] == [2, 1, 0, 0]


def test_nothing_to_count_has_no_share() -> None:
    found = overview(Catalogue.of([]))
    assert found.processes.share is None
    assert found.tools.share is None
    assert found.table().rows == ()
