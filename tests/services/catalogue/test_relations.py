"""Relations: seen from both ends, marked where an end is not in use, and counted as reuse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import InvalidValueError
from changekit.interfaces.cli.show import command as show
from changekit.model.concept import Concept, Tombstone
from changekit.model.initiative import Initiative
from changekit.services.catalogue import Catalogue
from changekit.services.catalogue.relations import INVERSES, RELATION_NAMES, Relations

if TYPE_CHECKING:
    from pathlib import Path


def concept(name: str, *relations: tuple[str, str], **fields: object) -> Concept:
    ties = [{"kind": kind, "to": to} for kind, to in relations]
    facts = {"id": f"a/{name}", "version": "1.0.0", "title": name.upper(), "relations": ties}
    return Concept.from_dict({**facts, **fields})


def tombstone(name: str, heir: str | None) -> Tombstone:
    return Tombstone.from_dict({"id": f"a/{name}", "heir": heir, "why": "it was merged"})


def shown(relations: Relations, name: str) -> list[tuple[str, str]]:
    return [(tie.kind, tie.to) for tie in relations.ties(name)]


@pytest.mark.parametrize(("kind", "inverse"), INVERSES.items())
def test_every_relation_is_seen_from_its_other_end(kind: str, inverse: str) -> None:
    relations = Relations.of([concept("x", (kind, "a/y@^1")), concept("y")])
    assert shown(relations, "a/x") == [(kind, "a/y")]
    assert shown(relations, "a/y") == [(inverse, "a/x")]
    assert {"sv", "en"} == set(RELATION_NAMES[inverse].languages)


def test_a_tie_that_both_ends_name_is_there_once() -> None:
    both = [concept("x", ("conflicts", "a/y")), concept("y", ("conflicts", "a/x"))]
    relations = Relations.of(both)
    assert shown(relations, "a/x") == [("conflicts", "a/y")]
    assert shown(relations, "a/y") == [("conflicts", "a/x")]


def test_an_heir_is_a_relation_although_only_the_status_names_it() -> None:
    old = concept("old", status="superseded", superseded_by="a/new@1")
    relations = Relations.of([old, concept("new")])
    assert shown(relations, "a/old") == [("superseded-by", "a/new")]
    assert shown(relations, "a/new") == [("supersedes", "a/old")]


def test_a_tie_with_an_inactive_end_is_marked_from_both_ends() -> None:
    relations = Relations.of(
        [
            concept("x", ("requires", "a/old")),
            concept("old", status="superseded", superseded_by="a/new"),
            concept("new", ("supersedes", "a/old")),
        ]
    )
    (there,) = relations.ties("a/x")
    back = next(tie for tie in relations.ties("a/old") if tie.kind == "required-by")
    assert (there.inactive, there.standing, there.heir) == (True, "superseded", "a/new")
    assert (back.inactive, back.standing, back.heir) == (True, "active", None)
    assert there.mark is not None
    assert there.mark.to("sv") == "ersatt, använd a/new"


def test_an_old_id_leads_to_its_heir_and_says_so() -> None:
    relations = Relations.of(
        [concept("x", ("enhances", "a/first")), concept("last")],
        [tombstone("first", "a/second"), tombstone("second", "a/last")],
    )
    (tie,) = relations.ties("a/x")
    assert (tie.to, tie.renamed_from, tie.inactive) == ("a/last", "a/first", False)
    assert shown(relations, "a/last") == [("enhanced-by", "a/x")]


def test_an_id_that_leads_to_nothing_is_marked_gone_and_an_unheard_one_unknown() -> None:
    relations = Relations.of(
        [concept("x", ("requires", "a/went"), ("requires", "a/never"))], [tombstone("went", None)]
    )
    assert [tie.standing for tie in relations.ties("a/x")] == ["gone", "unknown"]
    assert all(tie.inactive for tie in relations.ties("a/x"))


def test_tombstones_in_a_circle_lead_to_nothing() -> None:
    circle = [tombstone("p", "a/q"), tombstone("q", "a/p")]
    (tie,) = Relations.of([concept("x", ("requires", "a/p"))], circle).ties("a/x")
    assert tie.standing == "gone"


FAMILY = (
    concept("a"),
    concept("b", ("derived-from", "a/a@1")),
    concept("c", ("derived-from", "a/b")),
)


def test_requirement_05_reuse_is_counted_and_descent_has_a_depth() -> None:
    catalogue = Catalogue.of(FAMILY)
    assert len(catalogue.reused_by("a/a")) == 2
    assert catalogue.relations.lineage("a/c").depth == 2
    assert [(step.id, step.depth) for step in catalogue.relations.lineage("a/c").sources] == [
        ("a/b", 1),
        ("a/a", 2),
    ]


def test_requirement_05_is_answered_by_a_command(tmp_path: Path) -> None:
    (tmp_path / "concepts").mkdir()
    (tmp_path / "changekit.yaml").write_text("schema: 1\nname: X\n", "utf-8")
    for at, item in enumerate(FAMILY):
        text = json.dumps({"schema": 1, **item.to_dict()})
        (tmp_path / "concepts" / f"{at}.yaml").write_text(text, "utf-8")

    def asked(name: str) -> dict[str, object]:
        result = CliRunner().invoke(show, [name, "--workspace", str(tmp_path), "--json"])
        answer: dict[str, object] = json.loads(result.stdout)
        return answer

    first, last = asked("a/a"), asked("a/c")
    assert (first["reuse_count"], first["reused_by"]) == (2, ["a/b", "a/c"])
    assert last["lineage"] == {
        "depth": 2,
        "derived_from": [{"id": "a/b", "depth": 1}, {"id": "a/a", "depth": 2}],
        "source_of": [],
    }
    assert [(tie["kind"], tie["to"]) for tie in first["relations"]] == [("source-of", "a/b")]  # type: ignore[attr-defined]  # JSON


def test_the_longest_way_down_counts_and_circles_end() -> None:
    short_cut = concept("c", ("derived-from", "a/a"), ("derived-from", "a/b"))
    assert Relations.of([*FAMILY[:2], short_cut]).lineage("a/c").depth == 2
    circle = [concept("x", ("derived-from", "a/y")), concept("y", ("derived-from", "a/x"))]
    assert Relations.of(circle).lineage("a/x").depth == 1


def test_reuse_under_an_old_id_counts() -> None:
    initiative = Initiative.from_dict({"id": "i", "title": "I", "reuses": "a/old@1"})
    catalogue = Catalogue.of(
        FAMILY, initiatives=[initiative], tombstones=[tombstone("old", "a/a")]
    )
    assert catalogue.reused_by("a/a") == ("i", "a/b", "a/c")


def test_an_old_id_shows_the_concept_it_became() -> None:
    catalogue = Catalogue.of(FAMILY, tombstones=[tombstone("old", "a/b")])
    page = catalogue.page("a/old@1", language="sv")
    assert (page.concept.id, page.renamed_from) == ("a/b", "a/old")
    assert "hette förr" in str(page)
    assert "är ursprung till" in str(page)
    assert catalogue.page("a/b").renamed_from is None


def test_a_concept_that_is_gone_says_why() -> None:
    catalogue = Catalogue.of(FAMILY, tombstones=[tombstone("old", None)])
    with pytest.raises(InvalidValueError, match="it was merged"):
        catalogue.show("a/old")


NAMES = st.sampled_from("pqrst")


@given(st.lists(st.tuples(NAMES, st.sampled_from(sorted(INVERSES)), NAMES), max_size=12))
def test_whatever_the_relations_each_is_seen_from_both_ends(
    drawn: list[tuple[str, str, str]],
) -> None:
    concepts = [
        concept(name, *((kind, f"a/{to}") for at, kind, to in drawn if at == name))
        for name in "pqrst"
    ]
    relations = Relations.of(concepts)
    for at, kind, to in drawn:
        assert (kind, f"a/{to}") in shown(relations, f"a/{at}")
        assert (INVERSES[kind], f"a/{at}") in shown(relations, f"a/{to}")
    for name in "pqrst":
        line = relations.lineage(f"a/{name}")
        assert line.depth <= len(concepts)
        for step in line.sources:
            assert f"a/{name}" in [item.id for item in relations.lineage(step.id).heirs]
