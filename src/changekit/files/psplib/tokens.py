"""Numbers in a text, each with where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from changekit.findings import Place
from changekit.rules import projects as rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from changekit.model.reading import Log
    from changekit.text import Text

__all__ = ["BREAKS", "Numbers", "Token", "split", "whole"]

BREAKS: Final = re.compile(r"\r\n|\r|\n")
"""Ends of lines; other signs that Unicode calls so are part of the line."""
_LONGEST: Final = 9
"""Ours: more digits than this are no number that is allowed here."""


@attrs.frozen
class Token:
    """A word of a text, and where it stands."""

    text: str
    line: int
    column: int


def split(lines: Iterable[tuple[int, str]]) -> list[Token]:
    """Return the words of numbered lines."""
    return [
        Token(found.group(), number, found.start() + 1)
        for number, line in lines
        for found in re.finditer(r"\S+", line)
    ]


def whole(text: str) -> int | None:
    """Return a whole number of 0 or more, None where it is none.

    >>> whole("12"), whole("-1"), whole("1.5"), whole("٣")
    (12, None, None, None)
    """
    plain = text.isascii() and text.isdigit() and len(text.lstrip("0")) <= _LONGEST
    return int(text) if plain else None


class Numbers:
    """Whole numbers that are taken one by one from a text."""

    def __init__(self, tokens: Sequence[Token], file: str, log: Log) -> None:
        self._tokens = tokens
        self._at = 0
        self._file = file
        self._log = log
        self.ended = False

    def place(self) -> Place:
        """Return where the next number stands; the last one's place at the end."""
        if not self._tokens:
            return Place(self._file, 1, 1)
        token = self._tokens[min(self._at, len(self._tokens) - 1)]
        return Place(self._file, token.line, token.column)

    def take(self, what: Text, *, low: int = 0, high: int) -> int | None:
        """Return the next number, None after a finding where it is none that is allowed."""
        if self.ended or self._at == len(self._tokens):
            if not self.ended:
                self._log.add_at(rules.ENDS_EARLY, self.place(), what=what)
            self.ended = True
            return None
        place, token = self.place(), self._tokens[self._at]
        self._at += 1
        number = whole(token.text)
        if number is None or not low <= number <= high:
            self._log.add_at(
                rules.NOT_A_NUMBER, place, what=what, found=token.text[:40], low=low, high=high
            )
            return None
        return number

    def skip_line(self) -> None:
        """Leave out the rest of the line that the last number stands on."""
        line = self._tokens[self._at - 1].line
        while self._at < len(self._tokens) and self._tokens[self._at].line == line:
            self._at += 1

    def end(self) -> None:
        """Note what is left over."""
        if not self.ended and self._at < len(self._tokens):
            found = self._tokens[self._at].text[:40]
            self._log.add_at(rules.LEFT_OVER, self.place(), found=found)
