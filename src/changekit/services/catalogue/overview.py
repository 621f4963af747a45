"""The catalogue at a glance: what each concept holds, and what the whole covers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from changekit.services.catalogue.completeness import Completeness, completeness
from changekit.services.catalogue.evidence import evidence_of
from changekit.services.catalogue.heirs import Standing
from changekit.services.catalogue.relations import STANDINGS
from changekit.tables import Column, Shown, Table
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.model.concept import Concept
    from changekit.model.process import Process
    from changekit.services.catalogue.collection import Catalogue

__all__ = ["ConceptLine", "Coverage", "Overview", "material_gaps", "overview"]


@attrs.frozen(kw_only=True)
class ConceptLine:
    """What one concept holds.

    Attributes:
        reuse: How many initiatives and concepts reuse it.
        depth: How many concepts it is derived from, one after another.
        materials: Number of materials by language code; `?` where a material names none.
        missing_languages: Languages in which it has no material although it has some.
    """

    id: str
    title: Text
    status: Standing
    evidence_level: int
    completeness: Completeness
    reuse: int
    depth: int
    adoptions: int
    materials: Mapping[str, int]
    missing_languages: tuple[str, ...]

    def to_dict(self, language: str) -> dict[str, Any]:  # Any: JSON values
        """Return the line as JSON values."""
        return {
            "id": self.id,
            "title": self.title.to(language),
            "status": self.status,
            "evidence_level": self.evidence_level,
            "completeness": self.completeness.share,
            "missing": [gap.field for gap in self.completeness.missing],
            "reuse": self.reuse,
            "depth": self.depth,
            "adoptions": self.adoptions,
            "materials": dict(self.materials),
            "missing_languages": list(self.missing_languages),
        }


@attrs.frozen(kw_only=True)
class Coverage:
    """How many of some things have what they should.

    Attributes:
        with_it: Their ids.
        without: The ids of the rest.
    """

    with_it: tuple[str, ...]
    without: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """The share, from 0 to 1; None where there is nothing to count."""
        total = len(self.with_it) + len(self.without)
        return len(self.with_it) / total if total else None

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the ids and the share as JSON values."""
        return {"with": list(self.with_it), "without": list(self.without), "share": self.share}


@attrs.frozen(kw_only=True, repr=False)
class Overview(Shown):
    """All concepts, and what they cover.

    Attributes:
        processes: The municipality's processes with a concept, and those without.
        tools: Tools that more than one programme has used, and the rest.
    """

    lines: tuple[ConceptLine, ...]
    processes: Coverage
    tools: Coverage
    language: str = "en"
    notice: Text | None = None

    def table(self) -> Table:
        """Return one row for each concept."""
        columns = (
            Column("id", Text.plain("id")),
            Column("status", Text(sv="Status", en="Status")),
            Column("evidence_level", Text(sv="Evidens", en="Evidence"), "number"),
            Column("completeness", Text(sv="Ifyllt", en="Filled in"), "share"),
            Column("reuse", Text(sv="Återbruk", en="Reuse"), "number"),
            Column("depth", Text(sv="Led", en="Steps"), "number"),
            Column("adoptions", Text(sv="Införanden", en="Adoptions"), "number"),
            Column("materials", Text(sv="Material", en="Materials")),
        )
        rows = tuple(
            (
                it.id, STANDINGS[it.status], it.evidence_level, it.completeness.share,
                it.reuse, it.depth, it.adoptions,
                ", ".join(f"{n} {code}" for code, n in it.materials.items()),
            )
            for it in self.lines
        )  # fmt: skip
        title = Text(sv="Katalogen: {covers}", en="The catalogue: {covers}").format(
            covers=self.covers
        )
        return Table(title=title, columns=columns, rows=rows, notice=self.notice)

    @property
    def covers(self) -> Text:
        """What the whole covers, in a sentence."""
        count = Text(
            sv=f"{len(self.lines)} förändringskoncept", en=f"{len(self.lines)} change concepts"
        )
        parts = [count, *_told(self.processes, self.tools)]
        return Text({code: "; ".join(part.to(code) for part in parts) for code in LANGUAGES})

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the lines and what they cover as JSON values."""
        return {
            "concepts": [line.to_dict(self.language) for line in self.lines],
            "processes": self.processes.to_dict(),
            "tools": self.tools.to_dict(),
        }


def _told(processes: Coverage, tools: Coverage) -> Iterable[Text]:
    if processes.share is not None:
        done, every = len(processes.with_it), len(processes.with_it) + len(processes.without)
        yield Text(
            sv=f"{done} av {every} processer har ett koncept ({_percent(processes.share)}\u00a0%)",
            en=f"{done} of {every} processes have a concept ({_percent(processes.share)}%)",
        )
    if tools.share is not None:
        used, every = len(tools.with_it), len(tools.with_it) + len(tools.without)
        yield Text(
            sv=f"{used} av {every} verktyg används i fler än ett program "
            f"({_percent(tools.share)}\u00a0%)",
            en=f"{used} of {every} tools are used in more than one programme "
            f"({_percent(tools.share)}%)",
        )


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def overview(
    catalogue: Catalogue,
    *,
    processes: Iterable[Process] = (),
    language: str = "en",
    notice: Text | None = None,
) -> Overview:
    """Return the catalogue at a glance.

    Args:
        catalogue: The concepts, and the initiatives that may reuse them.
        processes: The municipality's processes; a concept that may be used and names one of them
            in `applies_to` covers it.
        language: The language in which the overview shows itself.
        notice: What every output on an example says.
    """
    in_use = [item for item in catalogue.concepts if item.in_use]
    covered = {name for it in in_use if it.applies_to for name in it.applies_to.processes}
    tools = {
        f"{concept.id}: {tool.title}": len(set(tool.used_in)) > 1
        for concept in in_use
        for tool in concept.materials
        if tool.kind == "tool"
    }
    return Overview(
        lines=tuple(_line(concept, catalogue) for concept in catalogue.concepts),
        processes=_coverage({item.id: item.id in covered for item in processes}),
        tools=_coverage(tools),
        language=language,
        notice=notice,
    )


def _coverage(found: Mapping[str, bool]) -> Coverage:
    return Coverage(
        with_it=tuple(sorted(name for name, yes in found.items() if yes)),
        without=tuple(sorted(name for name, yes in found.items() if not yes)),
    )


def _line(concept: Concept, catalogue: Catalogue) -> ConceptLine:
    counts: dict[str, int] = {}
    for material in concept.materials:
        code = material.language or "?"
        counts[code] = counts.get(code, 0) + 1
    return ConceptLine(
        id=concept.id,
        title=concept.title,
        status=concept.status,
        evidence_level=evidence_of(concept).level,
        completeness=completeness(concept),
        reuse=len(catalogue.reused_by(concept.id)),
        depth=catalogue.relations.lineage(concept.id).depth,
        adoptions=len(concept.adoptions),
        materials=dict(sorted(counts.items())),
        missing_languages=material_gaps(concept),
    )


def material_gaps(concept: Concept) -> tuple[str, ...]:
    """Return the languages, of Swedish and English, in which a concept's materials are missing.

    One without any material, or whose materials name no language, lacks none.
    """
    named = {item.language for item in concept.materials if item.language}
    return tuple(code for code in LANGUAGES if code not in named) if named else ()
