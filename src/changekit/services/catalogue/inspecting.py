"""A pack looked through before it is trusted: its files, its records, and what they claim."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from changekit.findings import Finding, Findings
from changekit.model.municipality import Municipality
from changekit.model.pack import Origin
from changekit.model.settings import Settings
from changekit.rules import plugins as rules
from changekit.services.catalogue.checks import check_municipality
from changekit.services.catalogue.evidence.checks import evidence_findings
from changekit.services.catalogue.particulars import pack_particulars, particulars
from changekit.services.catalogue.persons import person_findings
from changekit.services.catalogue.tailoring.towns import misfits, stale_layers
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from changekit.files.pack_reading import PackReading
    from changekit.files.packs.verifying import Verified
    from changekit.model.concept import Concept

__all__ = ["inspect_pack"]

FIELDS: Final = {
    "concept": "concepts", "need": "needs", "tombstone": "tombstones", "norm": "norms",
    "transfer-criterion": "criteria", "rubric": "rubrics", "request": "requests",
    "overlay": "overlays", "layer": "layers",
}  # fmt: skip
"""By kind of record that packs bring: the field of a municipality that holds it."""


def inspect_pack(verified: Verified) -> Findings:
    """Return everything that is found in a pack, in the order of its files.

    Beside what reading it finds: relations that go in circles or contradict each other, ids that
    were used before, claims above the evidence, overlays that do not fit, materials that are not
    in the pack, and persons: their mailboxes, names and telephone numbers. No check of a plugin
    is run.

    Args:
        verified: The pack with its files (see `changekit.files.packs.verified`).
    """
    reading = verified.reading
    found: list[Finding] = [*reading.findings]
    if reading.pack is not None:
        town = _as_municipality(reading, verified.others)
        for check in (check_municipality, evidence_findings, misfits, stale_layers):
            found += check(town, dt.date.min)  # none of these looks at the day
        for concept in reading.concepts:
            found += _materials(concept, verified)
            found += person_findings(concept, reading.places)
            found += particulars(concept, reading.places)
        found += pack_particulars(reading.pack, reading.concepts, reading.places)
        found += _empty(reading)
    return Findings.in_order(dict.fromkeys(found))


def _as_municipality(reading: PackReading, others: Iterable[PackReading]) -> Municipality:
    """Return the pack as the only thing that a municipality has, beside what it requires."""
    held: dict[str, dict[str, Any]] = {kind: {} for kind in FIELDS}  # Any: records of any kind
    for other in (reading, *others):
        for kind, records in other.records.items():
            for record in records:
                held[kind].setdefault(record.id, record)
    own = {(kind, record.id) for kind, items in reading.records.items() for record in items}
    every = {(kind, name) for kind, records in held.items() for name in records}
    parts: dict[str, Any] = {
        FIELDS[kind]: tuple(records.values()) for kind, records in held.items()
    }
    title = reading.pack.title if reading.pack else Text.plain("?")
    return Municipality(
        settings=Settings(name=title), places=reading.places,
        from_packs=frozenset(every - own), origins=_origins(others), **parts,
    )  # fmt: skip


def _origins(others: Iterable[PackReading]) -> dict[tuple[str, str], Origin]:
    return {
        (kind, record.id): Origin(
            pack=other.pack.id, version=other.pack.version, places=other.places
        )
        for other in others
        if other.pack is not None
        for kind, records in other.records.items()
        for record in records
    }


def _empty(reading: PackReading) -> Iterator[Finding]:
    """Note that a pack holds nothing, unless something in it could not be read."""
    bare = not any(reading.records.values()) and not reading.findings.errors
    if reading.pack is not None and bare:
        yield Finding.of(rules.PACK_EMPTY, subject=reading.pack.id)


def _materials(concept: Concept, verified: Verified) -> Iterator[Finding]:
    place = verified.reading.places.of("concept", concept.id, "materials")
    for at, material in enumerate(concept.materials):
        if material.file is not None and material.file not in verified.contents.files:
            yield Finding.of(
                rules.MATERIAL_MISSING, {"found": material.file}, subject=concept.id,
                place=place, path=f"materials[{at}].file",
            )  # fmt: skip
