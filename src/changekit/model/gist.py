"""What reading one file gave besides its record: ids it defines, references, places as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from changekit.findings import Place
    from changekit.model.reading import Path

__all__ = ["COLUMNS", "FieldMarks", "Gist", "mark_number"]

COLUMNS = 1 << 24
"""Ours: a line of the largest file that is read has fewer columns than this."""


def mark_number(mark: Any) -> int:  # Any: a mark of either YAML parser
    """Return line and column of a mark as one number, which takes little room."""
    line: int = mark.line
    return line * COLUMNS + int(mark.column)


class FieldMarks:
    """Where the fields of a record stand: kept as text, taken apart when somebody asks.

    >>> marks = FieldMarks.of([("id", 7), ("title", 9)])
    >>> marks.get("title", 0), marks.get("tags", 5), marks.text
    (9, 5, 'id:7 title:9')
    """

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    @classmethod
    def of(cls, marks: Iterable[tuple[str, int]]) -> FieldMarks:
        """Return the marks of fields, by name."""
        return cls(" ".join([f"{name}:{mark}" for name, mark in marks]))

    def items(self) -> Iterator[tuple[str, int]]:
        """Go through the fields and their marks."""
        for part in self.text.split():
            name, _, mark = part.rpartition(":")
            yield name, int(mark)

    def get(self, field: str, default: Any) -> Any:  # Any: a mark of any sort
        """Return the mark of a field, or something else where it has none."""
        return dict(self.items()).get(field, default)


class Gist:
    """A record as it was read from a file, and what the reading of other files has to know.

    Attributes:
        record: The record.
        defined: Kind, id, mark and marks of the fields of each record that has an id.
        referred: Kind, id, mark and path of each reference to another record.
        place: Gives the place of a mark; of use while reading alone.
    """

    __slots__ = ("defined", "place", "record", "referred")

    def __init__(self, place: Callable[[Any], Place]) -> None:
        self.place = place
        self.record: Any = None  # Any: a record of any class
        self.defined: list[tuple[str, str, int, FieldMarks]] = []
        self.referred: list[tuple[str, str, int, Path]] = []
