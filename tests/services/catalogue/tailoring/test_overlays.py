"""Overlays: what they change, what they refuse, and which layer set what."""

from __future__ import annotations

from typing import Any, cast

import pytest

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.model.concept import Concept
from changekit.model.overlay import Overlay
from changekit.model.pack import Origin
from changekit.services.catalogue.tailoring import Tailored, fields_of, tailor

QUEUE: dict[str, Any] = {
    "id": "x/queue", "version": "1.2.0", "title": {"sv": "Kö", "en": "Queue"},
    "needs": ["lead-time"], "tags": ["kö", "reception"],
    "implementation": {
        "steps": [
            {"name": "count", "text": {"sv": "Räkna", "en": "Count"}, "roles": ["officer"]},
            {"name": "sort", "text": {"sv": "Sortera", "en": "Sort"}},
            {"name": "tell.all", "text": {"sv": "Berätta", "en": "Tell"}},
        ],
        "enablers": ["authority"],
    },
    "parameters": [{"name": "share", "range": [0, 1], "default": 0.7}],
    "relations": [{"kind": "requires", "to": "x/desk@1"}],
    "evidence": [
        {"name": "first", "outcome": "days", "design": "count", "reported_by": "adopter",
         "source": "example"},
    ],
    "materials": [
        {"title": {"sv": "Mall", "en": "Template"}, "url": "https://example.org/a.b"},
        {"title": {"sv": "Bilder åt alla", "en": "Slides"}},
    ],
    "adoptions": [
        {"municipality": {"name": "Luleå", "country": "SE", "code": "2580"}, "source": "example"},
    ],
}  # fmt: skip
DESK: dict[str, Any] = {"id": "x/desk", "version": "1.0.0", "title": "Disk", "tags": ["desk"]}
ORIGIN = Origin(pack="x/pack", version="1.4.0")


def overlay(name: str = "ours", **fields: Any) -> Overlay:
    return Overlay.from_dict({"id": name, **fields})


def patched(
    name: str = "ours", at: str = "x/queue", on_clash: str = "error", **changes: Any
) -> Overlay:
    return overlay(name, patch=[{"at": at, **changes}], on_clash=on_clash)


def laid(*overlays: Overlay, **more: Any) -> Tailored:
    concepts = [Concept.from_dict(QUEUE), Concept.from_dict(DESK)]
    origins = {"x/queue": ORIGIN, "x/desk": ORIGIN}
    return tailor(concepts, overlays, **{"origins": origins, **more})


def queue(*overlays: Overlay, **more: Any) -> dict[str, Any]:
    made = laid(*overlays, **more)
    assert not made.findings, made.findings.to_text()
    return fields_of(made.by_id["x/queue"])


def only_finding(*overlays: Overlay, **more: Any) -> str:
    made = laid(*overlays, **more)
    assert made.concepts == laid(*overlays[:-1], **more).concepts, "half of it was done"
    (found,) = made.findings
    return found.line("en")


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("title.sv", "title.sv"),
        ("implementation.steps.sort.text.sv", "implementation.steps.sort.text.sv"),
        ("implementation.steps.tell.all.text.en", "implementation.steps.tell.all.text.en"),
        ("evidence.first.outcome", "evidence.first.outcome"),
        (
            "materials.https://example.org/a.b.title.sv",
            "materials.https://example.org/a.b.title.sv",
        ),
        ("parameters.share.title", "parameters.share.title"),
    ],
)
def test_a_path_names_keys_and_items_and_never_positions(path: str, field: str) -> None:
    how = "add" if path.endswith("share.title") else "replace"
    changes: dict[str, Any] = {how: {path: "Nytt"}}
    assert queue(patched(**changes))[field] == "Nytt"


def test_every_list_has_names_for_its_items() -> None:
    fields = queue()
    assert {
        "needs.lead-time", "implementation.enablers.authority.kind", "parameters.share.range",
        "relations.requires:x/desk.to", "adoptions.SE-2580.source.document",
        "materials.bilder-at-alla.title.en", "implementation.steps.count.roles.officer",
    } <= fields.keys()  # fmt: skip


def test_a_position_is_no_path() -> None:
    line = only_finding(patched(replace={"implementation.steps.1.text.sv": "X"}))
    assert "the list has no such name" in line
    assert "count, sort, tell.all" in line


def test_items_are_added_at_the_end_or_beside_another() -> None:
    new = {"name": "ask", "text": "Fråga"}
    for path, order in (
        ("implementation.steps", ["count", "sort", "tell.all", "ask"]),
        ("implementation.steps before sort", ["count", "ask", "sort", "tell.all"]),
        ("implementation.steps after tell.all", ["count", "sort", "tell.all", "ask"]),
    ):
        made = laid(patched(add={path: new})).by_id["x/queue"].implementation
        assert made is not None
        assert [step.name for step in made.steps] == order


def test_several_items_are_added_in_their_order() -> None:
    made = laid(patched(add={"tags after kö": ["b", "a"]})).by_id["x/queue"]
    assert made.tags == ("kö", "b", "a", "reception")


def test_what_is_missing_above_a_new_field_is_made() -> None:
    fields = queue(patched(add={"economics.cost.amount": 3, "effect.fi": "Nopeampi"}))
    assert fields["economics.cost"] == 3
    assert fields["effect.fi"] == "Nopeampi"


def test_what_is_removed_is_gone_and_told() -> None:
    made = laid(patched(remove=["implementation.steps.sort", "tags.kö", "title.en"]))
    fields = fields_of(made.by_id["x/queue"])
    assert not [path for path in fields if "steps.sort." in path or path == "tags.kö"]
    gone = made.explain("x/queue.title.en")
    assert (gone.layer, gone.value, gone.set_by[-1].how) == ("ours", None, "remove")


def test_parameters_are_set_within_their_range() -> None:
    made = laid(overlay(set={"x/queue": {"share": 0.5}}))
    assert made.by_id["x/queue"].parameters[0].value == 0.5
    line = only_finding(overlay(set={"x/queue": {"share": 1.5}}))
    assert line.startswith("#/set/x~1queue/share: ours: CK833")
    assert "1.5 is out of range" in line
    assert "write 0 to 1" in line


def test_a_range_that_the_overlay_widens_counts_for_its_value() -> None:
    wider = overlay(
        set={"x/queue": {"share": 2}},
        patch=[{"at": "x/queue", "replace": {"parameters.share.range": [0, 3]}}],
    )
    assert queue(wider)["parameters.share.value"] == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"replace": {"tittle.sv": "X"}}, "did you mean 'title.sv'?"),
        ({"replace": {"effect.sv": "X"}}, "nothing stands there"),
        ({"remove": ["effect"]}, "nothing stands there"),
        ({"add": {"title.sv": "X"}}, "something stands there already"),
        ({"add": {"tags": "kö"}}, "the list has that name already"),
        ({"add": {"implementation.steps": {"text": "X"}}}, "what is added has no name"),
        ({"add": {"tags before receptio": "x"}}, "did you mean 'tags.reception'?"),
        ({"replace": {"id": "x/other"}}, "an id never changes"),
        ({"replace": {"version": "9.0.0"}}, "the version says what is tailored"),
        ({"replace": {"implementation.steps.sort.name": "x"}}, "what the item is called by"),
        ({"replace": {"tags.kö": "x"}}, "what the item is called by"),
        ({"replace": {"status.sv": "X"}}, "'status' is one single value"),
        ({"replace": {"implementation.steps": "X"}}, "expected a list"),
        ({"replace": {"status": "activ"}}, "did you mean 'active'?"),
        ({"replace": {"status": "withdrawn"}}, "must have reason"),
        ({"remove": ["title"]}, "title"),
        ({"add": {"relations": {"kind": "requires", "to": "x/des"}}}, "there is no concept"),
        ({"replace": {"title": "A", "title.sv": "B"}}, "'ours' changes 'title.sv' twice"),
    ],
)
def test_what_cannot_be_done_is_a_finding_and_the_concept_stays(
    changes: dict[str, Any], said: str
) -> None:
    assert said in only_finding(patched(**changes))


def test_nothing_is_half_applied() -> None:
    good_and_bad = overlay(
        patch=[
            {"at": "x/queue", "replace": {"title.sv": "Nytt", "titel": "X", "effekt": "Y"}},
            {"at": "x/desk", "replace": {"title": "Bord"}},
        ]
    )
    made = laid(good_and_bad)
    assert made.by_id["x/queue"] == made.base_by_id["x/queue"]
    assert str(made.by_id["x/desk"].title) == "Bord"
    assert [item.code for item in made.findings] == ["CK833", "CK833"], "all at once"


@pytest.mark.parametrize(
    ("rule", "title", "by"),
    [("error", "A", "one"), ("first", "A", "one"), ("last", "B", "two")],
)
def test_a_clash_ends_as_the_later_overlay_says(rule: str, title: str, by: str) -> None:
    one = patched("one", replace={"title.sv": "A"})
    two = patched("two", replace={"title.sv": "B"}, add={"tags": "two"}, on_clash=rule)
    made = laid(one, two)
    assert made.explain("x/queue.title.sv").value == title
    assert made.explain("x/queue.title.sv").layer == by
    assert [item.code for item in made.findings] == (["CK835"] if rule == "error" else [])
    assert ("two" in made.by_id["x/queue"].tags) == (rule != "error")


def test_a_part_of_a_field_clashes_with_the_whole() -> None:
    one = patched("one", replace={"title": {"sv": "A"}})
    assert "both 'one' and 'two' change 'title.fi'" in only_finding(
        one, patched("two", add={"title.fi": "B"})
    )


def test_a_later_overlay_may_replace_what_an_earlier_one_added() -> None:
    one = patched("one", add={"implementation.steps": {"name": "ask", "text": "A"}})
    two = patched(
        "two", add={"implementation.steps": {"name": "ask", "text": "B"}}, on_clash="last"
    )
    assert queue(one, two)["implementation.steps.ask.text"] == "B"


def test_an_overlay_is_laid_on_the_packs_and_versions_that_it_is_for() -> None:
    def title(*packs: str) -> str:
        made = laid(attrs_from(patched(replace={"title.sv": "Nytt"}), packs))
        return made.by_id["x/queue"].title.to("sv")

    assert title("x/pack@^1") == title("x/pack") == title() == "Nytt"
    old = attrs_from(patched(replace={"title.sv": "Nytt"}), ["x/pack@^2"])
    assert "is for x/pack@^2, and what there is is x/pack@1.4.0" in only_finding(old)
    other = attrs_from(patched(replace={"title.sv": "Nytt"}), ["x/pac"])
    assert "did you mean 'x/pack'?" in only_finding(other)


def attrs_from(item: Overlay, packs: Any) -> Overlay:
    return Overlay.from_dict({**item.to_dict(), "from": list(packs)})


@pytest.mark.parametrize(
    ("include", "exclude", "taken"),
    [
        (["*"], [], ["x/desk", "x/queue"]),
        (["x/q*"], [], ["x/queue"]),
        (["tag:desk"], [], ["x/desk"]),
        (["x/*"], ["tag:reception"], ["x/desk"]),
        (["x/desk", "x/queue"], ["x/desk"], ["x/queue"]),
    ],
)
def test_concepts_are_taken_in_by_id_pattern_or_tag(
    include: list[str], exclude: list[str], taken: list[str]
) -> None:
    made = laid(overlay(include=include, exclude=exclude))
    assert [item.id for item in made.imported("ours")] == taken


def test_a_pattern_that_fits_nothing_is_a_finding_with_the_closest() -> None:
    assert "did you mean 'tag:reception'?" in only_finding(overlay(include=["tag:recepton"]))
    assert "did you mean 'x/queue'?" in only_finding(overlay(exclude=["x/quee"]))


def test_what_is_not_taken_in_is_not_changed() -> None:
    outside = overlay(include=["x/desk"], patch=[{"at": "x/queue", "remove": ["tags.kö"]}])
    assert "which it does not import" in only_finding(outside)
    versioned = patched(at="x/queue@2", remove=["tags.kö"])
    assert "x/queue@1.2.0" in only_finding(versioned)
    unknown = patched(at="x/quue", remove=["tags.kö"])
    assert "did you mean 'x/queue'?" in only_finding(unknown)


def test_an_old_id_means_its_heir_and_says_so() -> None:
    made = laid(patched(at="x/line", replace={"title.sv": "Nytt"}), heirs={"x/line": "x/queue"})
    assert made.by_id["x/queue"].title.to("sv") == "Nytt"
    assert [item.code for item in made.findings] == ["CK836"]
    told = made.explain("x/line.title.sv")
    assert (told.concept, told.was, told.value) == ("x/queue", "x/line", "Nytt")
    assert "x/line is now called x/queue" in str(told)


def test_each_layer_of_a_field_is_told_in_order() -> None:
    made = laid(
        patched("one", replace={"title.sv": "A"}, why="kortare"),
        patched("two", replace={"title.sv": "B"}, on_clash="last"),
    )
    told = made.explain("queue.title.sv")
    assert [(item.layer, item.how, item.value) for item in told.set_by] == [
        ("x/pack@1.4.0", "base", "Kö"), ("one", "replace", "A"), ("two", "replace", "B"),
    ]  # fmt: skip
    plain = told.to_dict()
    assert (plain["layer"], plain["field"], plain["value"]) == ("two", "title.sv", "B")
    assert [item["won"] for item in plain["set_by"]] == [False, False, True]
    assert plain["set_by"][1]["why"] == "kortare"


def test_a_reference_may_name_a_group_of_fields_or_a_whole_concept() -> None:
    made = laid(patched(replace={"title.sv": "A"}))
    group = made.explain("x/queue.title")
    assert [(item.field, item.layer) for item in group.fields] == [
        ("title.en", "x/pack@1.4.0"), ("title.sv", "ours"),
    ]  # fmt: skip
    assert group.layer is None
    assert [item.field for item in made.explain("x/queue").fields] == ["title.sv"]
    untouched = made.explain("x/desk")
    assert not untouched.fields
    assert "No overlay changes the concept" in str(untouched)


def test_an_unknown_concept_or_field_names_the_closest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'x/queue'"):
        laid().explain("x/quue.title")
    with pytest.raises(UnknownNameError, match=r"did you mean 'title\.sv'"):
        laid().explain("x/queue.titel.sv")
    with pytest.raises(UnknownNameError, match="unknown overlay 'our'"):
        laid(overlay()).imported("our")


def test_the_reader_sees_how_much_each_overlay_changed() -> None:
    made = laid(patched(replace={"title.sv": "A"}))
    assert made.table().rows == (("ours", "x/queue", "title.sv"),)
    assert made.to_dict()["tailored"] == [
        {"overlay": "ours", "concept": "x/queue", "fields": ["title.sv"]}
    ]
    assert "No overlay changes anything" in laid().table().to_text("en")


def test_explain_of_what_is_no_text_says_what_it_takes() -> None:
    with pytest.raises(InvalidValueError, match="explain takes an id"):
        tailor([], []).explain(cast("str", 5))


@pytest.mark.parametrize("given", [("x", []), ([], [1]), (5, []), ([], "ours")])
def test_tailor_says_what_it_takes(given: tuple[Any, Any]) -> None:  # Any: what it should not
    with pytest.raises(InvalidValueError, match="tailor takes Concept"):
        tailor(*given)
