"""The catalogue as SKOS in JSON-LD, so that other catalogues can point at its concepts.

Source: W3C, SKOS Simple Knowledge Organization System Reference (2009); W3C, JSON-LD 1.1 (2020);
DCMI Metadata Terms. Ours: part-of is broader; enhances, conflicts and alternative-to are related;
requires, supersedes and what a concept is for are Dublin Core's requires, replaces and subject.
An id becomes an IRI as `urn:changekit:concept:ID`. What points out of the export is left out.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from changekit.services.catalogue.relations import Relations
from changekit.text import UNDETERMINED, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from changekit.model.concept import Concept, Tombstone
    from changekit.model.need import Need

__all__ = ["CONTEXT", "as_skos"]

Node = dict[str, Any]  # Any: JSON values
_TAG: Final = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")
_PAIRED: Final = ("enhances", "conflicts", "alternative-to", "enhanced-by")
_LINKS: Final = (
    "broader", "narrower", "related", "exactMatch", "inScheme", "topConceptOf", "hasTopConcept",
)  # fmt: skip
CONTEXT: Final[Mapping[str, Any]] = {
    "@version": 1.1,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": ["@language", "@set"]},
    "definition": {"@id": "skos:definition", "@container": "@language"},
    "scopeNote": {"@id": "skos:scopeNote", "@container": "@language"},
    "changeNote": {"@id": "skos:changeNote", "@container": "@language"},
    "notation": "skos:notation",
    "versionInfo": "owl:versionInfo",
    "deprecated": {"@id": "owl:deprecated", "@type": "xsd:boolean"},
    "license": "dct:license",
    **{name: {"@id": f"skos:{name}", "@type": "@id", "@container": "@set"} for name in _LINKS},
    **{
        name: {"@id": f"dct:{name}", "@type": "@id", "@container": "@set"}
        for name in ("requires", "isRequiredBy", "replaces", "isReplacedBy", "subject")
    },
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id", "@container": "@set"},
}
"""The inline context: nothing is fetched to understand the document."""
_TERMS: Final = {
    "part-of": "broader", "has-part": "narrower", "requires": "requires",
    "required-by": "isRequiredBy", "supersedes": "replaces", "superseded-by": "isReplacedBy",
    "derived-from": "wasDerivedFrom", **dict.fromkeys(_PAIRED, "related"),
}  # fmt: skip


def as_skos(
    concepts: Sequence[Concept],
    needs: Sequence[Need],
    *,
    tombstones: Sequence[Tombstone],
    language: str,  # noqa: ARG001  # every language is there
) -> str:
    """Return the catalogue as two concept schemes: concepts, and the needs that they answer."""
    relations = Relations.of(concepts, tombstones)
    by_id = relations.heirs.concepts
    known = {need.id for need in needs}
    nodes = [_concept(by_id[name], relations, known) for name in sorted(by_id)]
    nodes += [_buried(item, relations) for item in tombstones if item.id not in by_id]
    tops = [node["id"] for node in nodes if not node.get("broader")]
    for node in nodes:
        if not node.get("broader"):
            node["topConceptOf"] = [_CONCEPTS]
    graph = [
        _scheme(_CONCEPTS, Text(sv="Förändringskoncept", en="Change concepts"), tops),
        _scheme(_NEEDS, Text(sv="Behov", en="Needs"), [_iri("need", it.id) for it in needs]),
        *nodes,
        *map(_need, needs),
    ]
    whole = {"@context": dict(CONTEXT), "@graph": graph}
    return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _iri(kind: str, name: str) -> str:
    return f"urn:changekit:{kind}:{quote(name, safe='/')}"


_CONCEPTS: Final = _iri("scheme", "concepts")
_NEEDS: Final = _iri("scheme", "needs")


def _scheme(iri: str, title: Text, tops: Iterable[str]) -> Node:
    return {
        "id": iri, "type": "skos:ConceptScheme", "prefLabel": _by_language(title),
        "hasTopConcept": sorted(tops),
    }  # fmt: skip


def _concept(concept: Concept, relations: Relations, needs: set[str]) -> Node:
    node: Node = {
        "id": _iri("concept", concept.id),
        "type": "skos:Concept",
        "inScheme": [_CONCEPTS],
        "notation": concept.id,
        "versionInfo": concept.version,
        "prefLabel": _by_language(concept.title),
    }
    described = next(filter(None, (concept.mechanism, concept.effect, concept.problem)), None)
    for term, text in (
        ("definition", described), ("scopeNote", concept.moderators),
        ("changeNote", concept.reason),
    ):  # fmt: skip
        if text:
            node[term] = _by_language(text)
    names = set(node["prefLabel"].values())
    other = [tag for tag in sorted(set(concept.tags)) if tag not in names]
    links = _links(concept, relations)
    links["subject"] = [_iri("need", need) for need in concept.needs if need in needs]
    if concept.provenance:
        node["license"] = concept.provenance.licence
    if not concept.in_use:
        node["deprecated"] = True
    if other:
        node["altLabel"] = {"@none": other}
    return {**node, **{term: found for term, found in links.items() if found}}


def _links(concept: Concept, relations: Relations) -> dict[str, list[str]]:
    """Return what a concept points at inside the export, by term, each in order."""
    found: dict[str, set[str]] = defaultdict(set)
    for tie in relations.ties(concept.id):
        if tie.kind in _TERMS and tie.to in relations.heirs.concepts and tie.to != concept.id:
            found[_TERMS[tie.kind]].add(_iri("concept", tie.to))
    # SKOS integrity condition S27: what is above or below is not merely related.
    found["related"] -= {
        _iri("concept", name)
        for kind in ("part-of", "has-part")
        for name in _reached(concept.id, kind, relations)
    }
    return {term: sorted(found[term]) for term in sorted(found)}


def _reached(name: str, kind: str, relations: Relations) -> set[str]:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        for tie in relations.ties(waiting.pop()):
            if tie.kind == kind and tie.to not in seen:
                seen.add(tie.to)
                waiting.append(tie.to)
    return seen


def _buried(item: Tombstone, relations: Relations) -> Node:
    node: Node = {
        "id": _iri("concept", item.id), "type": "skos:Concept", "inScheme": [_CONCEPTS],
        "notation": item.id, "deprecated": True, "changeNote": _by_language(item.why),
    }  # fmt: skip
    heir = relations.heirs.renamed(item.id).end
    if heir is not None:
        node["isReplacedBy"] = node["exactMatch"] = [_iri("concept", heir)]
    return node


def _need(need: Need) -> Node:
    node: Node = {
        "id": _iri("need", need.id), "type": "skos:Concept", "inScheme": [_NEEDS],
        "topConceptOf": [_NEEDS], "notation": need.id, "prefLabel": _by_language(need.title),
    }  # fmt: skip
    if need.description:
        node["definition"] = _by_language(need.description)
    return node


def _by_language(text: Text) -> dict[str, str]:
    """Return a text as a language map; a code that is no language tag names none."""
    tagged = {code if _is_tag(code) else "@none": words for code, words in text.entries}
    return dict(sorted(tagged.items()))


def _is_tag(code: str) -> bool:
    return code != UNDETERMINED and _TAG.fullmatch(code) is not None
