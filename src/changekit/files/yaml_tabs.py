"""Tabs in the indentation: where they stand, and which spaces were probably meant."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

__all__ = ["Untabbed", "untabbed"]


@attrs.frozen(kw_only=True)
class Untabbed:
    """A text with spaces for tabs.

    Attributes:
        text: The text.
        tabs: Line and column of the first tab of each line indented by tabs, from 0.
        shifts: By line: how many columns further right its content stands in the file.
    """

    text: str
    tabs: tuple[tuple[int, int], ...]
    shifts: Mapping[int, int]


def untabbed(text: str) -> Untabbed:
    """Return a text whose lines indented by tabs stand where they were probably meant to.

    Ours: under a line that ends in a colon one step in, else below the line before; lines with
    the same tabs one after the other stand in the same column.

    >>> untabbed("a:" + chr(10) + chr(9) + "b: 1").text.splitlines()
    ['a:', ' b: 1']
    """
    lines = text.split("\n")
    tabs: list[tuple[int, int]] = []
    shifts: dict[int, int] = {}
    known: dict[str, int] = {}
    before, opens = 0, False
    for number, line in enumerate(lines):
        content = line.strip()
        if not content:
            continue
        prefix = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in prefix:
            before = known.setdefault(prefix, before + opens)
            lines[number] = " " * before + line[len(prefix) :]
            shifts[number] = len(prefix) - before
            tabs.append((number, prefix.index("\t")))
        else:
            known.clear()
            before = len(prefix)
        opens = content.endswith(":")
    return Untabbed(text="\n".join(lines), tabs=tuple(tabs), shifts=shifts)
