"""A new workspace that is one empty workbook, ready to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from changekit.errors import CannotWriteError
from changekit.files.registers import Written, WrittenFile
from changekit.files.workbook.layout import SHEETS, WORKBOOK
from changekit.files.workbook.writing import workbook_bytes
from changekit.files.writing import to_yaml, write_bytes, write_text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["new_workbook"]

SETTINGS = "changekit.yaml"


def new_workbook(folder: Path, *, name: str, language: str = "sv") -> Written:
    """Write a workspace of one empty workbook, and return what was written.

    Args:
        folder: The new folder; it may exist, but not hold a workspace.
        name: What the municipality is called.
        language: The language of sheets, headings and choices.

    Raises:
        CannotWriteError: One of the files is there already, or cannot be written.
        MissingExtraError: The extra `excel` is not installed.
    """
    for file in (SETTINGS, WORKBOOK):
        if (folder / file).exists():
            reason = "it is there already, and is not overwritten; name another folder"
            raise CannotWriteError(str(folder / file), reason)
    book = workbook_bytes(None, language=language)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWriteError(str(folder), error.strerror or str(error)) from error
    write_bytes(folder / WORKBOOK, book)
    write_text(folder / SETTINGS, _settings(name, language))
    files = (WrittenFile(file=SETTINGS), WrittenFile(file=WORKBOOK))
    return Written(files=files, language=language)


def _settings(name: str, language: str) -> str:
    tables: list[dict[str, Any]] = [
        {"file": WORKBOOK, "sheet": plan.title.to(language), "holds": plan.holds}
        for plan in SHEETS
    ]
    data = {
        "schema": 1, "name": name, "country": "SE", "language": language,
        "packs": ["changekit/core"], "tables": tables,
    }  # fmt: skip
    return to_yaml(data)
