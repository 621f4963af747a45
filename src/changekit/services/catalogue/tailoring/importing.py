"""Which concepts an overlay takes in: by pack and version, id, pattern or tag."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from changekit.findings import Finding
from changekit.model.versions import fits
from changekit.rules import tailoring as rules
from changekit.text import Text, closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from changekit.findings import Place
    from changekit.model.concept import Concept
    from changekit.model.overlay import Overlay
    from changekit.model.pack import Origin

__all__ = ["base_findings", "imported", "pattern_findings"]


def imported(
    overlay: Overlay, concepts: Iterable[Concept], origins: Mapping[str, Origin]
) -> frozenset[str]:
    """Return the ids of the concepts that an overlay takes in.

    Args:
        overlay: The overlay; where it names no pack, all concepts can be taken in.
        concepts: All that there are.
        origins: By concept id: the pack that brings it.
    """
    packs = {name.partition("@")[0] for name in overlay.from_}
    return frozenset(
        concept.id
        for concept in concepts
        if (not packs or (concept.id in origins and origins[concept.id].pack in packs))
        and any(_fits(pattern, concept) for pattern in overlay.include)
        and not any(_fits(pattern, concept) for pattern in overlay.exclude)
    )


def _fits(pattern: str, concept: Concept) -> bool:
    """Tell whether a pattern means a concept; `tag:` is followed by one of its tags.

    Source: glob patterns as in Python's fnmatch; `*` goes over `/` too.
    """
    if pattern.startswith("tag:"):
        return pattern.removeprefix("tag:") in concept.tags
    return fnmatchcase(concept.id, pattern)


def base_findings(
    overlay: Overlay, origins: Mapping[str, Origin], place: Place | None
) -> Iterator[Finding]:
    """Go through the packs that an overlay is for and that are not there in such a version."""
    versions = {origin.pack: origin.version for origin in origins.values()}
    for name in overlay.from_:
        pack, _, wanted = name.partition("@")
        there = versions.get(pack)
        if there is not None and (not wanted or fits(there, wanted)):
            continue
        near = closest(pack, versions) if there is None else None
        known = ", ".join(sorted(versions)) or "–"
        advice = (
            Text(sv=f"menade du {near!r}?", en=f"did you mean {near!r}?")
            if near
            else Text(sv=f"paketen är {known}", en=f"the packs are {known}")
        )
        if there is not None:
            advice = Text(sv="se över den och ändra from", en="look it over and change its from")
        found = Text(sv="inget", en="none") if there is None else f"{pack}@{there}"
        yield Finding.of(
            rules.OVERLAY_BASE,
            {"overlay": overlay.id, "wanted": name, "found": found, "advice": advice},
            subject=str(overlay.id), place=place, path="from",
        )  # fmt: skip


def pattern_findings(
    overlay: Overlay, concepts: Iterable[Concept], place: Place | None
) -> Iterator[Finding]:
    """Go through the patterns of an overlay that fit no concept."""
    every = tuple(concepts)
    tags = sorted({tag for concept in every for tag in concept.tags})
    for field, patterns in (("include", overlay.include), ("exclude", overlay.exclude)):
        for pattern in patterns:
            if pattern == "*" or any(_fits(pattern, concept) for concept in every):
                continue
            tagged = pattern.startswith("tag:")
            known = tags if tagged else [concept.id for concept in every]
            near = closest(pattern.removeprefix("tag:"), known)
            better = f"tag:{near}" if tagged else near
            advice = (
                Text(sv=f"menade du {better!r}?", en=f"did you mean {better!r}?")
                if near
                else Text(sv="ta bort det", en="drop it")
            )
            yield Finding.of(
                rules.OVERLAY_NOTHING,
                {"overlay": overlay.id, "pattern": pattern, "advice": advice},
                subject=str(overlay.id), place=place, path=field,
            )  # fmt: skip
