"""Drafted records, written as files that people go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.errors import CannotWriteError
from changekit.files.kinds import SCHEMA
from changekit.files.writing import make_folder, to_yaml, write_bytes
from changekit.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from changekit.model.concept import Concept

__all__ = ["write_concept", "write_new"]

_COMMENT = Text(
    sv="Ett utkast. Det som inte står här är inte känt.",
    en="A draft. What does not stand here is not known.",
)


def write_concept(path: Path, concept: Concept, *, language: str = "sv") -> None:
    """Write a concept as a file of its own.

    Raises:
        CannotWriteError: There is a file of that name, or it cannot be written.
    """
    text = to_yaml({"schema": SCHEMA, **concept.to_dict()})
    write_new(path, f"# {_COMMENT.to(language)}\n{text}".encode())


def write_new(path: Path, data: bytes) -> None:
    """Write a file where there is none.

    Raises:
        CannotWriteError: There is a file of that name, or it cannot be written.
    """
    if path.exists():
        reason = Text(
            sv="den finns redan och skrivs inte över; välj ett annat namn",
            en="it is there already, and is not overwritten; choose another name",
        )
        raise CannotWriteError(str(path), reason)
    make_folder(path.parent)
    write_bytes(path, data, read_as="")
