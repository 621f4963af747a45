"""Changes as Markdown: what is new, what to look out for, what to use instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.model.reading import kind_name
from changekit.services.catalogue.comparing.changes import CLASSES
from changekit.services.catalogue.marking import code_span, escaped
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from changekit.services.catalogue.comparing.changes import Change
    from changekit.services.catalogue.comparing.comparison import CatalogueDiff

__all__ = ["NOTHING", "changelog"]

_TITLE = Text(sv="Ändringar från {old} till {new}", en="Changes from {old} to {new}")
_OTHERS = Text(sv="Behov och annat", en="Needs and other things")
NOTHING = Text(sv="Inget skiljer.", en="Nothing differs.")
_USE = Text(sv="använd {id} i stället", en="use {id} instead")
_WAS = Text(sv="hette {id}", en="was {id}")


def changelog(found: CatalogueDiff, language: str) -> str:
    """Return a difference as Markdown: one heading for each class of change."""
    title = _TITLE.format(old=escaped(found.old or "–"), new=escaped(found.new or "–"))
    parts = [f"# {title.to(language)}"]
    if found.notice:
        parts.append(f"> {escaped(found.notice.to(language))}")
    parts += _classes(found.changes, language)
    # What a tombstone says is said of the concept that it leads from.
    others = [item for item in found.others if item.kind != "tombstone"]
    if others:
        parts += [f"## {_OTHERS.to(language)}", *_classes(others, language, level=3)]
    if not len(found):
        parts.append(NOTHING.to(language))
    return "\n\n".join(parts) + "\n"


def _classes(changes: Iterable[Change], language: str, *, level: int = 2) -> Iterator[str]:
    """Go through the headings of the classes that there are, each with its changes."""
    found = list(changes)
    for change, heading in CLASSES.items():
        lines = [ln for it in found if it.change == change for ln in _lines(it, language)]
        if lines:
            yield f"{'#' * level} {heading.to(language)}"
            yield "\n".join(lines)


def _lines(item: Change, language: str) -> Iterator[str]:
    title = escaped(item.title.to(language)) or escaped(item.id)
    kind = "" if item.kind == "concept" else f"{kind_name(item.kind).to(language)} "
    yield f"- {kind}**{title}** ({code_span(item.id)}{_versions(item)})"
    for line in _told(item, language):
        yield f"  - {line}"


def _versions(item: Change) -> str:
    if item.old_version and item.new_version and item.old_version != item.new_version:
        return f" {item.old_version} → {item.new_version}"
    version = item.new_version or item.old_version
    return f" {version}" if version else ""


def _told(item: Change, language: str) -> Iterator[str]:
    if item.renamed_from:
        yield _WAS.format(id=code_span(item.renamed_from)).to(language)
    if item.heir:
        yield _USE.format(id=code_span(item.heir)).to(language)
    if item.change not in ("added", "deleted"):
        for reason in item.bump.reasons:
            yield escaped(reason.why.to(language))
