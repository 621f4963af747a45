"""The difference of two editions: it makes the one of the other, and says what became of each."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.errors import InvalidValueError
from changekit.model.concept import Concept, Tombstone
from changekit.model.need import Need
from changekit.model.norm import Norm
from changekit.model.overlay import Layer, Overlay
from changekit.model.records import record_shape
from changekit.services.catalogue import Catalogue
from changekit.services.catalogue.comparing import CatalogueDiff, Edition, diff
from changekit.testing import strategies_for

if TYPE_CHECKING:
    from collections.abc import Mapping


def concept(name: str = "x", version: str = "1.0.0", **facts: object) -> Concept:
    return Concept.from_dict({"id": f"a/{name}", "version": version, "title": "T", **facts})


def stone(name: str, heir: str | None = None) -> Tombstone:
    return Tombstone.from_dict({"id": f"a/{name}", "heir": heir, "why": "merged"})


def edition(
    *concepts: Concept, tombstones: tuple[Tombstone, ...] = (), version: str | None = None
) -> Edition:
    records = {"concept": concepts, "tombstone": tombstones}
    return Edition(name="a/pack", version=version, records=records)


def only(old: Concept, new: Concept) -> dict[str, Any]:  # Any: JSON values
    (change,) = diff([old], [new]).to_dict()["changes"]
    assert isinstance(change, dict)
    return change


NAMES = ["a/p", "a/q", "a/r"]
KINDS: dict[str, type[Any]] = {  # Any: records of any class
    "concept": Concept, "need": Need, "tombstone": Tombstone, "norm": Norm, "overlay": Overlay,
    "layer": Layer,
}  # fmt: skip


DRAWN = {kind: strategies_for(cls) for kind, cls in KINDS.items()}


def _named(name: str, record: Any) -> Any:  # Any: a record of any class
    return attrs.evolve(record, id=name)


@st.composite
def editions(draw: st.DrawFn) -> tuple[Edition, Edition]:
    """Draw two editions that share some records, some of them with a few fields replaced."""
    old: dict[str, list[Any]] = {}  # Any: records of any class
    new: dict[str, list[Any]] = {}
    for name in NAMES:
        kind = draw(st.sampled_from(["concept", "concept", *KINDS]))
        records = DRAWN[kind].map(functools.partial(_named, name))
        where = draw(st.sampled_from(["mixed", "old", "new", "equal"]))
        first = draw(records)
        if where != "new":
            old.setdefault(kind, []).append(first)
        if where == "mixed":
            new.setdefault(kind, []).append(_mixed(draw, first, draw(records)))
        elif where != "old":
            new.setdefault(kind, []).append(first)
    return (
        Edition(name="a/pack", version="1.0.0", records=old),
        Edition(name="a/pack", version="1.1.0", records=new),
    )


def _mixed(draw: st.DrawFn, first: Any, second: Any) -> Any:  # Any: records of one class
    names = [entry.name for entry in record_shape(type(first)).entries.values()]
    taken = draw(st.lists(st.sampled_from(names)))
    pairs = {name: getattr(second, name) for name in taken}
    try:
        return attrs.evolve(first, **pairs)
    except ValueError:  # such as superseded without an heir
        return first


@settings(max_examples=40)
@given(editions())
def test_the_difference_applied_to_the_old_gives_the_new(pair: tuple[Edition, Edition]) -> None:
    old, new = pair
    assert diff(old, new).apply(old) == new


@settings(max_examples=20)
@given(editions())
def test_the_difference_the_other_way_leads_back(pair: tuple[Edition, Edition]) -> None:
    old, new = pair
    assert diff(new, old).apply(diff(old, new).apply(old)) == old


@settings(max_examples=15)
@given(editions())
def test_what_is_the_same_has_no_difference(pair: tuple[Edition, Edition]) -> None:
    for held in pair:
        same = diff(held, held)
        assert len(same) == 0
        assert len(same.findings) == 0
        assert same.bump.level == "none"


@settings(max_examples=15)
@given(editions())
def test_whatever_differs_it_can_be_shown_in_both_languages(pair: tuple[Edition, Edition]) -> None:
    found = diff(*pair)
    for language in ("sv", "en"):
        shown = attrs.evolve(found, language=language)
        assert str(shown)
        assert shown.changelog().startswith("# ")
        assert json.loads(shown.to_json())["changes"] == shown.to_dict()["changes"]


@pytest.mark.parametrize(
    ("new", "change"),
    [
        (concept(version="2.0.0"), "major"),
        (concept(version="1.1.0"), "minor"),
        (concept(version="1.0.1"), "patch"),
        (concept(title="Other"), "patch"),
        (concept(problem="P"), "minor"),
        (concept(version="1.1.0", status="superseded", superseded_by="a/y"), "superseded"),
        (concept(version="1.1.0", status="withdrawn", reason="R"), "withdrawn"),
    ],
    ids=["major", "minor", "patch", "wording", "field", "superseded", "withdrawn"],
)
def test_the_class_follows_the_version_else_the_content(new: Concept, change: str) -> None:
    assert only(concept(), new)["change"] == change


def test_what_comes_and_goes_is_added_and_deleted() -> None:
    found = diff(edition(concept("p"), concept("q")), edition(concept("q"), concept("r")))
    assert [(item.id, item.change) for item in found] == [("a/p", "deleted"), ("a/r", "added")]
    assert [(item.code, item.subject) for item in found.findings] == [("CK815", "a/p")]


def test_a_tombstone_tells_a_new_name_from_a_loss() -> None:
    old = edition(concept("p", title="One"), concept("q"), concept("r"))
    new = edition(
        concept("s", version="2.0.0", title="Two"), concept("r"),
        tombstones=(stone("p", "a/s"), stone("q", "a/r")),
    )  # fmt: skip
    found = diff(old, new)
    assert [(it.id, it.change, it.renamed_from, it.heir) for it in found] == [
        ("a/q", "deleted", None, "a/r"),
        ("a/s", "renamed", "a/p", None),
    ]
    assert found["a/p"] is found["a/s"]
    assert len(found.findings) == 0
    assert found.apply(old) == new


def test_fields_are_told_by_name_not_by_position() -> None:
    steps = [{"name": "map", "text": "M"}, {"name": "rate", "text": "R"}]
    old = concept(implementation={"steps": steps})
    new = concept(implementation={"steps": [{"name": "rate", "text": "Rate it"}]})
    assert only(old, new)["fields"] == [
        {
            "path": "implementation.steps.map", "change": "removed",
            "old": {"name": "map", "text": "M"}, "new": None,
        },
        {
            "path": "implementation.steps.rate.text", "change": "changed",
            "old": "R", "new": "Rate it",
        },
    ]  # fmt: skip


def test_relations_are_shared_new_or_dropped() -> None:
    old = concept(relations=[{"kind": "requires", "to": "a/p"}, {"kind": "enhances", "to": "a/q"}])
    new = concept(
        relations=[{"kind": "requires", "to": "a/p@1"}, {"kind": "part-of", "to": "a/q"}]
    )
    assert only(old, new)["relations"] == {
        "shared": [{"kind": "requires", "to": "a/p"}],
        "new": [{"kind": "part-of", "to": "a/q"}],
        "dropped": [{"kind": "enhances", "to": "a/q"}],
    }


def test_what_has_one_name_twice_is_still_told_apart() -> None:
    source = {"document": "example"}
    seen = {"outcome": "time", "design": "count", "reported_by": "adopter", "source": source}
    old = concept(evidence=[{**seen, "n": 1}, {**seen, "n": 2}, {**seen, "n": 3}])
    new = concept(evidence=[{**seen, "n": 1}, {**seen, "n": 3}])
    assert diff([old], [new]).apply([old]) == Edition.of([new])


def test_needs_and_other_records_are_told_apart_from_concepts() -> None:
    old = Catalogue.of([concept()], [Need.from_dict({"id": "n", "title": "N"})])
    new = Catalogue.of([concept()], [Need.from_dict({"id": "n", "title": "M"})])
    found = diff(old, new)
    assert found.changes == ()
    assert [(item.kind, item.id, item.change) for item in found.others] == [("need", "n", "patch")]


def test_the_pack_itself_needs_the_step_of_its_greatest_change() -> None:
    old = edition(concept("p"), version="1.0.0")
    new = edition(concept("p", version="1.1.0", problem="P"), concept("q"), version="1.0.1")
    found = diff(old, new)
    assert (found.bump.level, found.made) == ("minor", "patch")
    (finding,) = found.findings
    assert (finding.code, finding.subject) == ("CK811", "a/pack")


def changed() -> CatalogueDiff:
    old = edition(
        concept("p", implementation={"steps": [{"name": "map", "text": "M"}]}), concept("q"),
        concept("r"), concept("s"),
    )  # fmt: skip
    new = edition(
        concept("p", "2.0.0", title="<b>Bold</b> [x](javascript:y)"),
        concept("q", "1.1.0", status="superseded", superseded_by="a/p"),
        concept("t", title={"sv": "Ny sak", "en": "New thing"}),
        concept("s", "1.0.1", title="S"),
        tombstones=(stone("r", "a/p"),),
    )
    return diff(old, new, language="sv")


def test_the_changelog_is_worded_in_both_languages_and_shows_text_as_text() -> None:
    swedish, english = changed().changelog(), changed().changelog("en")
    for heading in ("## Nya", "## Större ändringar", "## Ersatta", "## Borttagna", "## Rättelser"):
        assert heading in swedish
    assert "steget map har tagits bort" in swedish
    assert "the step map is taken away" in english
    assert "use `a/p` instead" in english
    assert "New thing" in english
    assert "<b>" not in english
    assert "](javascript" not in english.replace("\\]", "")


def test_nothing_differs_is_said() -> None:
    same = diff([concept()], [concept()], language="sv")
    assert "Inget skiljer." in str(same)
    assert "Inget skiljer." in same.changelog()


def test_a_record_of_the_wrong_shape_is_not_guessed_at() -> None:
    data: Mapping[str, object] = {"id": "a/x", "version": "1.0.0", "title": "T"}
    assert Edition.of([Concept.from_dict(data)]) == Edition.of(Catalogue.of([concept()]))


@pytest.mark.parametrize("held", [1, ["x"], [None]])
def test_what_cannot_be_compared_is_refused_by_kind(held: Any) -> None:  # Any: what it should not
    with pytest.raises(InvalidValueError, match="what is compared is a catalogue"):
        diff(held, held)
