"""Checks of a catalogue: what cannot be meant is an error, what is out of use is pointed at."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import changekit as ck
from changekit.model.concept import Concept, Tombstone
from changekit.model.initiative import Initiative
from changekit.services.catalogue.checks import check_catalogue
from changekit.services.catalogue.contradictions import circles

if TYPE_CHECKING:
    from changekit.findings import Finding

DAY = dt.date(2026, 1, 5)


def concept(name: str, *relations: tuple[str, str], **fields: object) -> Concept:
    ties = [{"kind": kind, "to": f"a/{to}"} for kind, to in relations]
    facts = {"id": f"a/{name}", "version": "1.0.0", "title": _TITLES[name], "relations": ties}
    return Concept.from_dict({**facts, **fields})


_TITLES = {
    "x": "Grupper av mål", "y": "Snabba beslut", "z": "Telefontider", "old": "Väntelistor",
    "new": "Kundmottagning",
}  # fmt: skip
OLD = concept("old", status="superseded", superseded_by="a/new")
NEW = concept("new", ("supersedes", "old"))
WITHDRAWN = concept("z", status="withdrawn", reason="nobody used it")


def tombstone(name: str, heir: str | None) -> Tombstone:
    return Tombstone.from_dict({"id": f"a/{name}", "heir": heir, "why": "merged"})


def told(found: tuple[Finding, ...], language: str = "en") -> list[str]:
    return [f"{it.subject}: {it.code} {it.message.to(language)}" for it in found]


@pytest.mark.parametrize("kind", ["requires", "part-of", "supersedes", "derived-from"])
def test_a_circle_is_an_error_that_shows_the_path(kind: str) -> None:
    found = check_catalogue(
        [concept("x", (kind, "y")), concept("y", (kind, "z")), concept("z", (kind, "x"))]
    )
    assert told(found) == [f"a/x: CK801 {kind} goes in a circle: a/x -> a/y -> a/z -> a/x"]
    assert found[0].severity == "error"


def test_enhancing_each_other_is_no_circle() -> None:
    assert (
        check_catalogue([concept("x", ("enhances", "y")), concept("y", ("enhances", "x"))]) == ()
    )


def test_a_circle_through_an_old_id_is_found() -> None:
    both = [concept("x", ("requires", "old")), concept("y", ("requires", "x"))]
    codes = {item.code for item in check_catalogue(both, tombstones=[tombstone("old", "a/y")])}
    assert codes == {"CK801", "CK810"}


@pytest.mark.parametrize(
    ("concepts", "said"),
    [
        ([concept("x", ("requires", "y"), ("conflicts", "y")), concept("y")], "conflicts with"),
        ([concept("x", ("requires", "y")), concept("y", ("conflicts", "x"))], "conflicts with"),
        (
            [concept("x", ("requires", "y")), concept("y", ("requires", "z")),
             concept("z", ("alternative-to", "x"))],
            "a/x requires a/z, which it is also an alternative to",
        ),
        (
            [concept("x", ("requires", "y"), ("requires", "z")), concept("y"),
             concept("z", ("alternative-to", "y"))],
            "a/x requires both a/y and a/z, which are alternatives",
        ),
        (
            [concept("x", ("requires", "y"), ("requires", "z")), concept("y"),
             concept("z", ("conflicts", "y"))],
            "a/x requires both a/y and a/z, which conflict",
        ),
    ],
    ids=["conflict", "conflict-said-there", "alternative-through-others", "both", "both-conflict"],
)  # fmt: skip
def test_requirements_that_rule_each_other_out_are_errors(
    concepts: list[Concept], said: str
) -> None:
    (found,) = check_catalogue(concepts)
    assert (found.code, found.severity) == ("CK802", "error")
    assert said in found.message.to("en")


def test_a_relation_to_itself_is_told_once() -> None:
    assert told(check_catalogue([concept("x", ("requires", "x"))])) == [
        "a/x: CK803 has the relation requires to itself"
    ]


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ([concept("new", status="withdrawn", reason="no")], "a/new is withdrawn"),
        ([concept("new", status="superseded", superseded_by="a/old")], "a circle: a/"),
        ([], "a/new is unknown"),
    ],
    ids=["withdrawn", "circle", "unknown"],
)
def test_an_heir_that_cannot_be_used_is_an_error(others: list[Concept], why: str) -> None:
    found = [item for item in check_catalogue([OLD, *others]) if item.subject == "a/old"]
    assert [item.code for item in found] == ["CK804"]
    assert why in found[0].message.to("en")


def test_an_heir_that_reading_has_missed_already_is_not_told_again() -> None:
    assert check_catalogue([OLD], dangling=False) == ()


def test_an_heir_says_what_it_supersedes() -> None:
    assert check_catalogue([OLD, NEW]) == ()
    (found,) = check_catalogue([OLD, concept("new")])
    assert (found.code, found.severity) == ("CK805", "info")
    assert found.hint is not None
    assert "{kind: supersedes, to: a/old}" in found.hint.to("sv")


def test_an_id_is_never_used_again() -> None:
    found = check_catalogue([concept("x")], tombstones=[tombstone("x", None)])
    assert [item.code for item in found] == ["CK806"]


def test_a_tombstone_leads_to_what_can_be_used() -> None:
    stones = [tombstone("gone", "a/z"), tombstone("well", "a/old"), tombstone("end", None)]
    found = check_catalogue([OLD, NEW, WITHDRAWN], tombstones=stones)
    assert told(found, "sv") == [
        "a/gone: CK807 leder till a/z, som inte kan användas: a/z är indragen"
    ]


def test_what_leans_on_the_inactive_is_led_to_the_heir() -> None:
    use = [Initiative.from_dict({"id": "i", "title": "I", "reuses": "a/old@1"})]
    over = [Initiative.from_dict({"id": "j", "title": "J", "reuses": "a/old", "status": "done"})]
    concepts = [concept("x", ("requires", "old"), ("derived-from", "old")), OLD, NEW]
    found = check_catalogue(concepts, initiatives=[*use, *over])
    assert told(found, "sv") == [
        "a/x: CK808 kräver a/old, som är ersatt",
        "i: CK808 återanvänder a/old, som är ersatt",
    ]
    assert all(item.hint and item.hint.to("en") == "use a/new" for item in found)


def test_an_old_id_is_led_to_the_new_one() -> None:
    stones = [tombstone("went", None), tombstone("name", "a/new")]
    concepts = [concept("x", ("enhances", "went"), ("part-of", "name")), OLD, NEW]
    found = check_catalogue(concepts, tombstones=stones)
    assert [(it.code, it.hint and it.hint.to("en")) for it in found] == [
        ("CK810", "choose another"),
        ("CK810", "use a/new"),
    ]


def test_titles_that_are_nearly_equal_are_told_once_unless_a_relation_says_how() -> None:
    one = concept("x", title={"sv": "Gräns för samtidiga förändringar", "en": "A limit"})
    other = {"title": {"sv": "Gränser för samtidiga förändringar", "en": "A limit"}}
    (found,) = check_catalogue([one, concept("y", **other)])
    assert (found.code, found.subject) == ("CK809", "a/x")
    assert check_catalogue([one, concept("y", ("alternative-to", "x"), **other)]) == ()


def test_what_is_in_order_is_told_nothing_of() -> None:
    workspace = ck.Workspace.from_dict({"settings": {"name": "X"}})
    assert len(check_catalogue(workspace.catalogue.concepts)) == 0


def test_a_workspace_reports_on_its_own_concepts_and_use_alone() -> None:
    bad = concept("x", ("requires", "x"))
    data = {"settings": {"name": "X"}, "concepts": [bad.to_dict()]}
    workspace = ck.Workspace.from_dict(data)
    found = workspace.check(as_of=DAY).of("CK803")
    assert [item.subject for item in found] == ["a/x"]
    assert found[0].place is not None
    packs = [it for it in workspace.check(as_of=DAY) if it.subject.startswith("changekit/")]
    assert packs == []


NAMES = st.sampled_from("abcde")


@given(st.lists(st.tuples(NAMES, NAMES), max_size=12))
def test_there_is_a_circle_exactly_where_something_leads_back(
    pairs: list[tuple[str, str]],
) -> None:
    links = {(one, other) for one, other in pairs if one != other}
    reach = {name: {other for one, other in links if one == name} for name in "abcde"}
    for _ in "abcde":
        reach = {name: near.union(*(reach[at] for at in near)) for name, near in reach.items()}
    found = list(circles(links))
    assert bool(found) == any(name in near for name, near in reach.items())
    for path in found:
        assert path[0] == path[-1] == min(path)
        assert all(step in links for step in itertools.pairwise(path))
