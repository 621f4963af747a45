"""Laying overlays on concepts: pure, in order, and never half a change of a concept.

What one overlay does to one concept is done as a whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from changekit.errors import InvalidValueError
from changekit.findings import Findings
from changekit.model.concept import Concept
from changekit.model.overlay import Overlay
from changekit.model.reading import Places
from changekit.services.catalogue.tailoring.laying import Laying
from changekit.services.catalogue.tailoring.tailored import Tailored
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from changekit.model.pack import Origin

__all__ = ["tailor"]

T = TypeVar("T")


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

    Raises:
        InvalidValueError: Something else is given as concepts or overlays.

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
    laid = _all_of(overlays, Overlay)
    if isinstance(concepts, Tailored):
        state = concepts
    else:
        base = tuple(sorted(_all_of(concepts, Concept), key=lambda item: item.id))
        ids = {item.id for item in base} | set(heirs or {})
        state = Tailored(
            concepts=base, base=base, origins=origins or {}, heirs=heirs or {},
            known={**(known or {}), "concept": ids}, places=places or Places(),
            language=language,
            findings=Findings(language=language),
        )  # fmt: skip
    for overlay in laid:
        state = Laying(state, overlay).done()
    return state


def _all_of(given: Iterable[T], kind: type[T]) -> tuple[T, ...]:
    """Return what was given, all of one kind; callers without types may give anything."""
    found: object = given
    items = tuple(found) if isinstance(found, Iterable) else (found,)
    strange = [type(item).__name__ for item in items if not isinstance(item, kind)]
    if strange:
        told = Text(
            sv="tailor tar Concept, eller Tailored, och Overlay i var sin lista; fann {found} "
            "där det ska vara {kind}",
            en="tailor takes Concept, or Tailored, and Overlay, each in a list; got {found} "
            "where {kind} is meant",
        )
        raise InvalidValueError(told.format(found=strange[0], kind=kind.__name__))
    return items
