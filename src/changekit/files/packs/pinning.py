"""Pinning a pack in `changekit.yaml`: its list of packs changes, and not one byte beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.errors import CannotWriteError
from changekit.files.yaml import compose
from changekit.files.yaml_writing import plain
from changekit.model.pack import CORE
from changekit.model.reading import Log
from changekit.model.settings import PackUse
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["SETTINGS", "language_of", "last_leaf", "pinned", "pins"]

SETTINGS: Final = "changekit.yaml"
_BOM: Final = "\ufeff"
_ODD_BREAKS: Final = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_KEYS: Final = ("version", "digest")
Node = Any  # a node of PyYAML


def pins(data: bytes) -> tuple[PackUse, ...]:
    """Return the packs that a `changekit.yaml` names, none where they cannot be read."""
    try:
        named = plain(data).get("packs") or ()
        return tuple(PackUse.from_dict(item) for item in named)
    except (AttributeError, TypeError, ValueError):
        return ()


def language_of(path: Path) -> str:
    """Return the language that a `changekit.yaml` asks for, Swedish where it asks for none."""
    try:
        language = plain(path.read_bytes()).get("language")
    except (AttributeError, OSError, ValueError):
        language = None
    return language if language in LANGUAGES else "sv"


def pinned(data: bytes, use: PackUse, *, file: str = SETTINGS) -> bytes:
    r"""Return a `changekit.yaml` in which a pack is pinned; all else is as it was, byte for byte.

    A pack that is named already is pinned where it stands. Where no packs are named, changekit's
    own is used; it is then named beside the new one.

    Args:
        data: The file.
        use: The pack, with its version and digest.
        file: What the file is called in errors.

    Raises:
        CannotWriteError: That cannot be done safely; the message holds the lines to add.

    >>> use = PackUse(id="a/one", version="1.0.0")
    >>> pinned(b"packs: # ours\n  - a/one # good\n", use)
    b'packs: # ours\n  - id: a/one # good\n    version: 1.0.0\n'
    """
    edit = _Edit.of(data)
    if edit is not None and edit.pin(use):
        new = edit.result()
        if _holds(data, new, use):
            return new
    lines = "\n".join(_block(use, "  "))
    raise CannotWriteError(
        file,
        Text(
            sv=f"listan packs kan inte ändras utan att rubba resten; skriv själv in:\n{lines}",
            en=f"its list packs cannot be changed without touching the rest; add this:\n{lines}",
        ),
    )


def _holds(old: bytes, new: bytes, use: PackUse) -> bool:
    """Tell whether a file says what it said, with the pack pinned and nothing else changed."""
    try:
        before, after = plain(old), plain(new)
    except ValueError:
        return False
    uses = [PackUse.from_dict(item) for item in before.pop("packs", None) or [CORE]]
    names = [item.name for item in uses]
    at = names.index(use.name) if use.name in names else len(uses)
    uses[at : at + 1] = [attrs.evolve(use, id=uses[at].id if at < len(uses) else use.id)]
    found = [PackUse.from_dict(item) for item in after.pop("packs", None) or []]
    return bool(before == after and list(before) == list(after) and found == uses)


class _Edit:
    """Changes to a text by line and column, which are made together at the end."""

    def __init__(self, text: str, top: Node, *, bom: bool) -> None:
        self._lines = text.splitlines(keepends=True)
        self._top, self._bom = top, bom
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._changes: list[tuple[int, int, int, str]] = []

    @classmethod
    def of(cls, data: bytes) -> _Edit | None:
        """Return the edit of a file, None where it is not plain enough to be edited."""
        log = Log()
        composed = compose(data, SETTINGS, log)
        if log.findings or not composed.whole or composed.node.id != "mapping":
            return None
        text = data.decode()
        bom = text.startswith(_BOM)
        text = text.removeprefix(_BOM)
        if _ODD_BREAKS.search(text) or set(text) & set("\x0b\x0c\x1c\x1d\x1e"):
            return None
        return cls(text, composed.node, bom=bom)

    def pin(self, use: PackUse) -> bool:
        """Note the changes that pin a pack; tell whether they are known."""
        lists = [value for key, value in self._top.value if key.value == "packs"]
        if len(lists) > 1:
            return False
        if not lists:
            return self._append(use)
        (packs,) = lists
        if packs.id != "sequence":
            return False
        item = next((it for it in packs.value if _name(it) == use.name), None)
        if item is not None:
            return self._pin_item(item, use, flow=bool(packs.flow_style))
        if packs.flow_style:
            return self._into_flow(packs, use)
        indent = " " * packs.start_mark.column
        return self._below(packs.value[-1], _block(use, indent))

    def result(self) -> bytes:
        """Return the file with the changes made."""
        lines = list(self._lines)
        for line, start, end, new in sorted(self._changes, reverse=True):
            while len(lines) <= line:
                lines.append("")
            lines[line] = lines[line][:start] + new + lines[line][end:]
        return ((_BOM if self._bom else "") + "".join(lines)).encode()

    def _append(self, use: PackUse) -> bool:
        if self._top.flow_style or any(it.startswith(("...", "---")) for it in self._lines[1:]):
            return False
        text = f"packs:{self._newline}"
        if use.name != CORE:
            text += f"  - {CORE}{self._newline}"
        text += "".join(f"{it}{self._newline}" for it in _block(use, "  "))
        ended = not self._lines or self._lines[-1].endswith("\n")
        self._changes.append((len(self._lines), 0, 0, ("" if ended else self._newline) + text))
        return True

    def _pin_item(self, item: Node, use: PackUse, *, flow: bool) -> bool:
        wanted = {key: getattr(use, key) for key in _KEYS if getattr(use, key)}
        if item.id == "scalar":
            if flow:
                self._insert(item.start_mark, "{id: ")
                self._insert(item.end_mark, f", {_flow(wanted)}}}")
                return True
            self._insert(item.start_mark, "id: ")
            return self._below(item, _lines(wanted, " " * item.start_mark.column))
        there = {key.value: value for key, value in item.value}
        for key, value in wanted.items():
            if key in there and there[key].value != value:
                self._replace(there[key], f'"{value}"' if there[key].style else value)
        missing = {key: value for key, value in wanted.items() if key not in there}
        if missing and item.flow_style:
            self._insert(item.value[-1][1].end_mark, f", {_flow(missing)}")
            return True
        return not missing or self._below(item, _lines(missing, " " * item.start_mark.column))

    def _into_flow(self, packs: Node, use: PackUse) -> bool:
        new = f"{{{_flow(use.to_dict())}}}"
        if packs.value:
            self._insert(packs.value[-1].end_mark, f", {new}")
            return True
        mark = packs.start_mark
        before = "" if use.name == CORE else f"{CORE}, "
        self._changes.append((mark.line, mark.column + 1, mark.column + 1, f"{before}{new}"))
        return True

    def _below(self, node: Node, lines: Iterable[str]) -> bool:
        """Note lines below the last line of a node, whatever stands behind it there."""
        leaf = last_leaf(node)
        if leaf.id == "scalar" and leaf.style in ("|", ">"):
            return False
        at = leaf.end_mark.line
        text = "".join(f"{line}{self._newline}" for line in lines)
        if self._lines[at].endswith("\n"):
            self._changes.append((at + 1, 0, 0, text))
        else:
            end = len(self._lines[at])
            text = self._newline + text.removesuffix(self._newline)
            self._changes.append((at, end, end, text))
        return True

    def _insert(self, mark: Any, text: str) -> None:  # Any: a mark
        self._changes.append((mark.line, mark.column, mark.column, text))

    def _replace(self, node: Node, text: str) -> None:
        start, end = node.start_mark, node.end_mark
        last = end.column if end.line == start.line else len(self._lines[start.line])
        self._changes.append((start.line, start.column, last, text))


def last_leaf(node: Node) -> Node:
    """Return the scalar or bracketed list that a node ends with, whose end mark is exact."""
    while node.id != "scalar" and not node.flow_style and node.value:
        node = node.value[-1][1] if node.id == "mapping" else node.value[-1]
    return node


def _name(item: Node) -> str:
    """Return the id of a pack that an item of the list names, without a version."""
    if item.id == "mapping":
        item = next((value for key, value in item.value if key.value == "id"), item)
    return str(item.value).partition("@")[0] if item.id == "scalar" else ""


def _block(use: PackUse, indent: str) -> list[str]:
    said = use.to_dict()
    if isinstance(said, str):
        return [f"{indent}- {said}"]
    first, *rest = _lines(said, "")
    return [f"{indent}- {first}", *(f"{indent}  {line}" for line in rest)]


def _lines(values: dict[str, str], indent: str) -> list[str]:
    return [f"{indent}{key}: {value}" for key, value in values.items()]


def _flow(values: dict[str, str] | str) -> str:
    if isinstance(values, str):
        return f"id: {values}"
    return ", ".join(
        f'{key}: "{value}"' if key == "digest" else f"{key}: {value}"
        for key, value in values.items()
    )
