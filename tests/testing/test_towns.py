"""Drawn municipalities fit together, and every service answers for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx
from hypothesis import HealthCheck, given, settings

from changekit.files.folder import read_mapping
from changekit.services.dependencies import dependencies
from changekit.services.planning import plan
from changekit.services.portfolio import check
from changekit.services.scoring import score
from changekit.testing import municipalities
from changekit.testing._given import for_all
from changekit.testing.towns import AS_OF

if TYPE_CHECKING:
    from changekit.model.municipality import Municipality

unhurried = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@unhurried
@given(town=municipalities())
def test_every_reference_names_something_and_it_reads_back(town: Municipality) -> None:
    reading = read_mapping(town.to_dict())
    assert [item.line() for item in reading.findings.errors] == []
    assert reading.municipality == town


def test_initiatives_of_every_number_come_with_and_without_links() -> None:
    seen: set[tuple[int, bool]] = set()

    def note(town: Municipality) -> None:
        seen.add((len(town.initiatives), any(item.links for item in town.initiatives)))

    for_all(municipalities(initiatives=(2, 3)), note, examples=60)
    assert seen == {(2, False), (2, True), (3, False), (3, True)}


@unhurried
@given(town=municipalities(initiatives=(2, 5)))
def test_nothing_waits_for_itself(town: Municipality) -> None:
    assert 2 <= len(town.initiatives) <= 5
    assert networkx.is_directed_acyclic_graph(dependencies(town).graph)


@unhurried
@given(town=municipalities(initiatives=(1, 5)))
def test_it_can_be_checked_scored_and_planned(town: Municipality) -> None:
    findings = check(town, as_of=AS_OF)
    assert [item.line() for item in findings.of("CK503")] == []
    assert len(score(town)) == len(town.initiatives)
    planned = plan(town, as_of=AS_OF, moves=5).to_dict()["initiatives"]
    assert {item["id"] for item in planned} == {item.id for item in town.initiatives}
