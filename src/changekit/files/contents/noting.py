"""Findings about what is refused in a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from changekit.files.contents.names import why_code
from changekit.findings import Place
from changekit.rules import plugins as rules
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.model.reading import Log

__all__ = ["CODE_FOUND", "note_archive", "note_code", "note_size", "note_unsafe", "twice"]

CODE_FOUND: Final = rules.PACK_CODE.code


def note_unsafe(log: Log, name: str, why: Text) -> None:
    """Note a file that is not read at all, and why."""
    log.add_at(rules.PACK_UNSAFE, Place(_printable(name)), found=_printable(name), why=why)


def note_size(log: Log, name: str, what: Text, found: int, limit: int) -> None:
    """Note that a pack, or a file of that name in it, is larger than what is read."""
    place = Place(_printable(name)) if name else None
    log.add_at(rules.PACK_SIZE, place, what=what, found=_count(found), limit=_count(limit))


def note_code(log: Log, name: str, start: bytes) -> None:
    """Note a file that is code, by its name and its first bytes."""
    why = why_code(name, start)
    if why is not None:
        log.add_at(rules.PACK_CODE, Place(name), found=name, why=why)


def note_archive(log: Log, name: str, why: Text) -> None:
    """Note that a zip of that name cannot be read as a whole."""
    log.add_at(rules.PACK_ARCHIVE, None, found=_printable(name), why=why)


def twice(first: str) -> Text:
    """Return why a second file of one name is refused."""
    shown = _printable(first)
    return Text(
        sv=f"den och {shown!r} är samma fil på vissa datorer",
        en=f"it and {shown!r} are one file on some machines",
    )


def _printable(name: str) -> str:
    """Return a name without what would change a terminal."""
    return name if name.isprintable() else ascii(name)[1:-1]


def _count(number: int) -> Text:
    return Text(sv=f"{number:,}".replace(",", "\u00a0"), en=f"{number:,}")
