"""Laying overlays on concepts: pure, in order, and never half a change of a concept.

What one overlay does to one concept is done as a whole or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.findings import Findings
from changekit.model.reading import Places
from changekit.services.catalogue.tailoring.laying import Laying
from changekit.services.catalogue.tailoring.tailored import Tailored

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from changekit.model.concept import Concept
    from changekit.model.overlay import Overlay
    from changekit.model.pack import Origin

__all__ = ["tailor"]


def tailor(
    concepts: Iterable[Concept] | Tailored,
    overlays: Iterable[Overlay],
    *,
    origins: Mapping[str, Origin] | None = None,
    heirs: Mapping[str, str | None] | None = None,
    known: Mapping[str, Collection[str]] | None = None,
    places: Places | None = None,
    language: str = "en",
) -> Tailored:
    """Return concepts with overlays laid on them, one after the other.

    Each overlay sees what those before it have made, and nothing of those after. Laying `[a, b]`
    and then `[c]` on the result is therefore the same as laying `[a, b, c]`, findings included.

    Args:
        concepts: Concepts in any order, or what earlier overlays have made of them.
        overlays: Overlays in the order in which they are laid.
        origins: By concept id: the pack that brings it.
        heirs: By an id that a concept once had: what to use instead, None for nothing.
        known: By kind of record (`need`, ...): ids that references may name; a kind that is not
            there is not judged.
        places: Where overlays and concepts stand, for findings.
        language: The language in which the result shows itself.

    >>> from changekit.model.concept import Concept
    >>> from changekit.model.overlay import Overlay
    >>> queue = Concept.from_dict({"id": "x/queue", "version": "1.0.0", "title": {"sv": "Kö"}})
    >>> ours = Overlay.from_dict(
    ...     {"id": "ours", "patch": [{"at": "x/queue", "replace": {"title.sv": "Kölapp"}}]}
    ... )
    >>> made = tailor([queue], [ours])
    >>> str(made.concepts[0].title), made.explain("x/queue.title.sv").layer
    ('Kölapp', 'ours')
    """
    if isinstance(concepts, Tailored):
        state = concepts
    else:
        base = tuple(sorted(concepts, key=lambda item: item.id))
        ids = {item.id for item in base} | set(heirs or {})
        state = Tailored(
            concepts=base, base=base, origins=origins or {}, heirs=heirs or {},
            known={**(known or {}), "concept": ids}, places=places or Places(),
            language=language,
            findings=Findings(language=language),
        )  # fmt: skip
    for overlay in overlays:
        state = Laying(state, overlay).done()
    return state
