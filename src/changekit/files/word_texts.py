"""Texts of a folder, to count words in, and which list of words may be written over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from changekit.errors import CannotWriteError, UnreadableFileError
from changekit.files.word_lists import MADE_BY
from changekit.files.yaml import decode
from changekit.findings import Findings
from changekit.model.reading import Log
from changekit.text import Text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Texts", "read_texts", "refuse_others_list"]

_ENDINGS: Final = (".md", ".txt")


@attrs.frozen(kw_only=True)
class Texts:
    """The texts of a folder in the order of their names, and what could not be read."""

    texts: tuple[str, ...] = ()
    findings: Findings = Findings()


def read_texts(folder: Path, *, leaving_out: Path | None = None) -> Texts:
    """Read the .txt and .md files in a folder and those below; links are not followed.

    Args:
        folder: The folder.
        leaving_out: A file that is no text of the municipality.

    Raises:
        UnreadableFileError: There is no such folder, or no text in it.
    """
    if not folder.is_dir():
        raise UnreadableFileError(str(folder), Text(sv="det är ingen mapp", en="it is no folder"))
    log = Log()
    texts = []
    kept_out = leaving_out.resolve() if leaving_out else None
    for path in sorted(folder.rglob("*")):
        usable = path.suffix.lower() in _ENDINGS and path.is_file() and not path.is_symlink()
        if not usable or path.resolve() == kept_out:
            continue
        text = decode(path.read_bytes(), path.relative_to(folder).as_posix(), log)
        if text is not None:
            texts.append(text)
    if not texts and not log.findings:
        reason = Text(
            sv="där finns inga texter som slutar på .txt eller .md",
            en="there are no texts in it that end in .txt or .md",
        )
        raise UnreadableFileError(str(folder), reason)
    return Texts(texts=tuple(texts), findings=Findings.in_order(log.findings))


def refuse_others_list(path: Path, *, overwrite: bool) -> None:
    """Refuse to write over a file that `changekit words` did not write.

    Raises:
        CannotWriteError: It is there, and somebody else wrote it.
    """
    if overwrite or not path.exists():
        return
    with path.open("rb") as stream:
        head = stream.read(len(MADE_BY) + 2)
    if head != f"# {MADE_BY}".encode():
        reason = Text(
            sv="filen finns och är inte skriven av changekit; välj ett annat namn, "
            "eller ersätt den med --overwrite",
            en="it is there and was not written by changekit; choose another name, "
            "or replace it with --overwrite",
        )
        raise CannotWriteError(str(path), reason)
