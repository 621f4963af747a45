"""Exports: JSON loses nothing, nothing breaks out of CSV or Markdown, SKOS holds together."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.errors import InvalidDataError, PluginError, UnknownNameError
from changekit.extension.hookspecs import hookimpl
from changekit.extension.manager import Plugins
from changekit.files.resources import read_catalogue
from changekit.model.concept import Concept, Tombstone
from changekit.model.need import Need
from changekit.services.catalogue import Catalogue
from changekit.services.catalogue.exporting import EXPORTERS, read_json
from changekit.services.catalogue.exporting.as_skos import CONTEXT
from changekit.testing import strategies_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HOSTILE = "<script>x</script> [a](javascript:b) <!-- | `c`\n# d"


def concept(name: str, *relations: tuple[str, str], **fields: object) -> Concept:
    ties = [{"kind": kind, "to": f"a/{to}"} for kind, to in relations]
    facts = {"id": f"a/{name}", "version": "1.0.0", "title": name, "relations": ties}
    return Concept.from_dict({**facts, **fields})


NEED = Need.from_dict({"id": "lead-time", "title": {"sv": "Ledtid", "en": "Lead time"}})
STONE = Tombstone.from_dict({"id": "a/first", "heir": "a/whole", "why": {"sv": "bytte namn"}})
SMALL = Catalogue.of(
    [
        concept("whole", title={"sv": "Hela", "en": "Whole"}, needs=["lead-time", "gone"]),
        concept("part", ("part-of", "whole"), ("enhances", "whole"), tags=["x", "part"]),
        concept("other", ("conflicts", "part"), ("requires", "away"), ("requires", "first")),
        concept("old", status="superseded", superseded_by="a/whole"),
    ],
    [NEED],
    tombstones=[STONE],
)  # fmt: skip


@settings(max_examples=25)
@given(
    st.lists(strategies_for(Concept), max_size=2, unique_by=lambda item: item.id),
    st.lists(strategies_for(Need), max_size=2, unique_by=lambda item: item.id),
    st.lists(strategies_for(Tombstone), max_size=2, unique_by=lambda item: item.id),
)
def test_what_is_written_as_json_is_read_back_equal(
    concepts: list[Concept], needs: list[Need], tombstones: list[Tombstone]
) -> None:
    catalogue = Catalogue.of(concepts, needs, tombstones=tombstones)
    assert read_json(catalogue.export("json")) == catalogue


@pytest.mark.parametrize("text", ["", "[]", '{"concepts": []}'])
def test_what_is_no_catalogue_is_not_read(text: str) -> None:
    with pytest.raises(InvalidDataError, match="no catalogue that changekit wrote"):
        read_json(text)


def test_a_cell_never_starts_a_formula_and_swedish_excel_opens_the_file() -> None:
    catalogue = Catalogue.of([concept("x", title="=1+1", problem="@sum", tags=["-2+3"])])
    rows = list(csv.reader(io.StringIO(catalogue.export("csv"))))
    assert len(rows) == 2
    assert not [cell for cell in rows[1] if cell[:1] in ("=", "+", "-", "@")]
    assert catalogue.export("csv", language="sv").startswith("\ufeffid;Version;")


def test_markdown_has_the_headings_of_emmie_in_either_language() -> None:
    texts = {name: name.upper() for name in ("effect", "mechanism", "moderators")}
    how = {"steps": [{"name": "a", "text": "First"}, {"name": "b", "text": "Second"}]}
    catalogue = Catalogue.of(
        [concept("x", **texts, implementation=how, economics={"text": "Cheap"})]
    )
    english = catalogue.export("markdown")
    for heading in ("Effect", "Mechanism", "Moderators", "Implementation", "Economics"):
        assert f"### {heading}\n" in english
    assert "1. First\n2. Second" in english
    assert "### Genomförande\n" in catalogue.export("markdown", language="sv")


def test_markdown_reads_in_the_order_that_it_is_written_in() -> None:
    turned = "A \u202egnp.exe\u202c \u2066b\u2069 \u200fc"
    text = Catalogue.of([concept("x", title={"sv": turned}, problem=turned)], []).export(
        "markdown"
    )
    assert "gnp.exe" in text
    assert not set("\u202e\u202c\u2066\u2069\u200f") & set(text)


def test_text_of_others_stays_text_in_markdown() -> None:
    held = dict.fromkeys(("title", "problem", "effect", "mechanism", "moderators"), HOSTILE)
    how = {"steps": [{"name": "a", "text": HOSTILE}], "text": HOSTILE}
    hostile = concept("x", **held, implementation=how, contact={"function": HOSTILE})
    catalogue = Catalogue.of(
        [hostile], [Need.from_dict({"id": "n", "title": HOSTILE})],
        tombstones=[Tombstone.from_dict({"id": "a/y", "heir": None, "why": HOSTILE})],
    )  # fmt: skip
    for text in (catalogue.export("markdown"), catalogue.page("a/x").to_markdown()):
        assert "<" not in text
        assert not re.search(r"(?<!\\)\]\(", text)
        assert "\n# d" not in text


def graph(catalogue: Catalogue) -> dict[str, dict[str, Any]]:  # Any: JSON values
    whole = json.loads(catalogue.export("skos"))
    assert whole["@context"]["@version"] == 1.1
    return {node["id"]: node for node in whole["@graph"]}


LINKS = [
    term for term, said in CONTEXT.items() if isinstance(said, dict) and said.get("@type") == "@id"
]


def links(nodes: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str, str]]:  # Any: same
    for name, node in nodes.items():
        for term in LINKS:
            for target in node.get(term, ()):
                yield name, term, target


def holds_together(nodes: dict[str, dict[str, Any]]) -> None:  # Any: same
    """Check what SKOS asks of a document, and that it points at nothing outside itself."""
    pairs = set(links(nodes))
    known = {*CONTEXT, "id", "type"}
    for name, term, target in pairs:
        assert target in nodes, (name, term, target)
    inverse = {"broader": "narrower", "narrower": "broader", "related": "related"}
    inverse |= {"topConceptOf": "hasTopConcept", "hasTopConcept": "topConceptOf"}
    for name, term, target in pairs:
        if term in inverse:
            assert (target, inverse[term], name) in pairs, (name, term, target)
    for name, node in nodes.items():
        assert re.fullmatch(r"urn:changekit:[a-z]+:[\x21-\x7e]+", name)
        assert node.keys() <= known
        for term in ("prefLabel", "definition", "scopeNote", "changeNote", "altLabel"):
            for tag in node.get(term, {}):
                assert tag == "@none" or re.fullmatch(r"[a-zA-Z]{2,3}(-\w{2,8})*", tag)
        for prefix in {value.split(":")[0] for value in [node["type"]]}:
            assert prefix in CONTEXT
        assert not set(node.get("related", ())) & {
            *node.get("broader", ()), *node.get("narrower", ()),
        }  # fmt: skip


def test_skos_points_at_nothing_outside_itself_and_names_its_languages() -> None:
    nodes = graph(SMALL)
    holds_together(nodes)
    whole, part = nodes["urn:changekit:concept:a/whole"], nodes["urn:changekit:concept:a/part"]
    assert whole["prefLabel"] == {"en": "Whole", "sv": "Hela"}
    assert whole["narrower"] == [part["id"]]
    assert whole["subject"] == ["urn:changekit:need:lead-time"]
    assert whole["replaces"] == ["urn:changekit:concept:a/old"]
    assert "related" not in whole  # what is part of it enhances it, too
    assert part["prefLabel"] == {"@none": "part"}
    assert part["altLabel"] == {"@none": ["x"]}


def test_skos_says_what_came_after_an_old_id() -> None:
    nodes = graph(SMALL)
    heir = "urn:changekit:concept:a/whole"
    first, old = (nodes[f"urn:changekit:concept:a/{name}"] for name in ("first", "old"))
    assert (first["exactMatch"], first["isReplacedBy"]) == ([heir], [heir])
    assert (first["deprecated"], old["deprecated"]) == (True, True)
    assert old["isReplacedBy"] == [heir]
    assert nodes["urn:changekit:concept:a/other"]["requires"] == [heir]


def test_the_skos_of_the_catalogue_that_comes_with_changekit_holds_together() -> None:
    pack = read_catalogue()
    nodes = graph(Catalogue.of(pack.concepts, pack.needs))
    holds_together(nodes)
    schemes = [node for node in nodes.values() if node["type"] == "skos:ConceptScheme"]
    assert len(nodes) == len(pack.concepts) + len(pack.needs) + len(schemes)


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("pqrs"),
            st.sampled_from(["part-of", "enhances", "conflicts", "requires", "derived-from"]),
            st.sampled_from("pqrs"),
        ),
        max_size=8,
    )
)
def test_whatever_the_relations_skos_holds_together(drawn: list[tuple[str, str, str]]) -> None:
    made = [
        concept(name, *((kind, to) for at, kind, to in drawn if at == name)) for name in "pqrs"
    ]
    holds_together(graph(Catalogue.of(made)))


def test_an_unknown_format_lists_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match="csv, json, markdown, skos"):
        SMALL.export("xml")


class Counting:
    """A plugin that brings a format of its own, and one that breaks."""

    @hookimpl
    def register_catalogue_exporters(self) -> dict[str, Any]:  # Any: exporters
        """Return a format that counts, and two that fail."""
        return {"count": _count, "none": lambda *_, **__: None, "fails": _fails}


def _count(
    concepts: Sequence[Concept],
    needs: Sequence[Need],
    *,
    tombstones: Sequence[Tombstone],
    language: str,
) -> str:
    return f"{len(concepts)} {len(needs)} {len(tombstones)} {language}"


def _fails(*_: object, **__: object) -> str:
    msg = "out of ink"
    raise RuntimeError(msg)


def test_a_plugin_brings_a_format_through_the_hook() -> None:
    plugins = Plugins(candidates={"counting": Counting()}, installed=False)
    exporters = plugins.catalogue_exporters
    assert set(exporters) == {*EXPORTERS, "count", "fails", "none"}
    assert SMALL.export("count", exporters=exporters, language="sv") == "4 1 1 sv"
    with pytest.raises(PluginError, match="has to return text"):
        SMALL.export("none", exporters=exporters)
    with pytest.raises(PluginError, match="out of ink"):
        SMALL.export("fails", exporters=exporters)
