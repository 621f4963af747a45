"""A concept as people read it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import attrs

from changekit.model.concept import Concept
from changekit.services.catalogue import page_parts
from changekit.services.catalogue.evidence import evidence_of
from changekit.services.catalogue.evidence.rows import evidence_rows
from changekit.services.catalogue.marking import escaped
from changekit.services.catalogue.relations import STANDINGS, Lineage, Related
from changekit.services.catalogue.searching import FIELDS
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.services.catalogue.evidence import ConceptEvidence

__all__ = ["ConceptPage"]

_WIDTH = 88
_SUPPORT = {
    "reported-outcome": Text(sv="utfall redovisat", en="outcome reported"),
    "done": Text(sv="genomfört", en="done"),
    "planned": Text(sv="planerat", en="planned"),
    "mentioned": Text(sv="omnämnt", en="mentioned"),
}


@attrs.frozen(kw_only=True, repr=False)
class ConceptPage(Shown):
    """One concept with the titles of what it refers to.

    Attributes:
        needs: The titles of the needs it answers.
        ties: Its relations, and those of others to it.
        lineage: What it is derived from, and what is derived from it.
        reused_by: Ids of initiatives and concepts that reuse it.
        renamed_from: The id it was asked for by, where it is called so no more.
    """

    concept: Concept
    needs: tuple[Text, ...]
    ties: tuple[Related, ...]
    lineage: Lineage
    reused_by: tuple[str, ...]
    renamed_from: str | None = None
    tailored_by: tuple[str, ...] = ()
    language: str = "en"

    @property
    def evidence(self) -> ConceptEvidence:
        """How well the concept is supported."""
        return evidence_of(self.concept)

    def table(self) -> Table:
        """Return one row for each thing that is known about the concept."""
        columns = (
            Column("what", Text(sv="Vad", en="What")),
            Column("text", Text(sv="Text", en="Text")),
        )
        return Table(title=self.concept.title, columns=columns, rows=tuple(self._rows()))

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the concept as it is written in a file, and how it stands among the others."""
        return {
            "concept": self.concept.to_dict(),
            "renamed_from": self.renamed_from,
            "tailored_by": list(self.tailored_by),
            "reuse_count": len(self.reused_by),
            "reused_by": list(self.reused_by),
            "lineage": self.lineage.to_dict(),
            "relations": [tie.to_dict(self.language) for tie in self.ties],
            "evidence": self.evidence.to_dict(self.language),
        }

    def to_markdown(self, language: str | None = None) -> str:
        """Return the page as Markdown: a heading for each thing that is known.

        What others wrote stays text: it brings no HTML, no links and no headings.
        """
        code = language or self.language
        parts = [f"# {escaped(self.concept.title.to(code))}"]
        for what, text in self._rows():
            parts += [f"## {what.to(code)}", escaped(text.to(code))]
        return "\n\n".join(parts) + "\n"

    def __str__(self) -> str:
        """Return the page for a terminal: what is known, wrapped under its heading."""
        code = self.language
        lines = [self.concept.title.to(code)]
        for what, text in self._rows():
            lines += ["", what.to(code)]
            lines += textwrap.wrap(  # addresses and ids stay whole, so that they can be copied
                text.to(code), _WIDTH, initial_indent="  ", subsequent_indent="  ",
                break_long_words=False, break_on_hyphens=False,
            )  # fmt: skip
        return "\n".join(lines)

    def _rows(self) -> Iterator[tuple[Text, Text]]:
        concept = self.concept
        named = f"{concept.id}@{concept.version}"
        status = Text(sv="{id} ({status})", en="{id} ({status})")
        yield Text.plain("id"), status.format(id=named, status=STANDINGS[concept.status])
        yield from self._end_of_life()
        if self.needs:
            yield FIELDS["needs"], page_parts.joined(self.needs)
        for name in ("problem", "effect", "mechanism", "moderators"):
            text = getattr(concept, name)
            if text:
                yield FIELDS[name], text
        yield from self._doing()
        yield from self._standing()

    def _end_of_life(self) -> Iterator[tuple[Text, Text]]:
        if self.renamed_from:
            yield Text(sv="hette förr", en="was called"), Text.plain(self.renamed_from)
        if self.tailored_by:
            yield Text(sv="anpassat av", en="tailored by"), Text.plain(", ".join(self.tailored_by))
        if not self.concept.in_use and self.concept.reason:
            yield Text(sv="varför det inte används", en="why it is not used"), self.concept.reason

    def _doing(self) -> Iterator[tuple[Text, Text]]:
        how = self.concept.implementation
        if how and how.text:
            yield FIELDS["implementation"], how.text
        for number, step in enumerate(how.steps if how else (), start=1):
            yield Text(sv=f"steg {number}", en=f"step {number}"), step.text
        yield from page_parts.enablers(how.enablers if how else ())
        yield from page_parts.conditions(self.concept)
        yield from page_parts.around(self.concept)
        if self.concept.economics and self.concept.economics.text:
            yield FIELDS["economics"], self.concept.economics.text
        for tie in self.ties:
            mark = Text(sv="; {mark}", en="; {mark}").format(mark=tie.mark) if tie.mark else ""
            what = Text(sv="{title} ({id}{mark})", en="{title} ({id}{mark})")
            yield tie.name, what.format(title=tie.title, id=tie.to, mark=mark)

    def _standing(self) -> Iterator[tuple[Text, Text]]:
        concept = self.concept
        if concept.seed_support:
            yield Text(sv="källan säger", en="the source says"), _SUPPORT[concept.seed_support]
        evidence = Text(sv="vad som iakttagits", en="what was observed")
        for item in concept.evidence:
            yield evidence, page_parts.observed(item)
        if not concept.evidence:
            yield evidence, Text(sv="inget ännu", en="nothing yet")
        yield from evidence_rows(self.evidence)
        for adoption in concept.adoptions:
            yield Text(sv="infört av", en="adopted by"), page_parts.adopted(adoption)
        if self.reused_by:
            yield Text(sv="återanvänds av", en="reused by"), Text.plain(", ".join(self.reused_by))
        if concept.contact:
            yield Text(sv="kontakt", en="contact"), concept.contact.function
        yield from page_parts.sources(concept)
