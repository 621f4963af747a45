"""Shapes of words: text and codes, ids, and closed choices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import attrs

from changekit.model.fields import ID_PATTERN, good_id
from changekit.model.nodes import is_null
from changekit.model.shapes._ground import FAULTY, wrong_kind
from changekit.model.shapes._personal import looks_like_personal_number
from changekit.rules import reading as rules
from changekit.text import Text, closest

if TYPE_CHECKING:
    from changekit.model.reading import Log, Path
    from changekit.model.shapes._ground import Node, Schemas

__all__ = ["VERSION_PATTERN", "ChoiceShape", "IdShape", "StringShape"]

_ID = re.compile(ID_PATTERN)
_DIGITS = re.compile(r"[0-9]{6}")
VERSION_PATTERN = r"\^?[0-9]+(\.[0-9]+){0,2}"


@attrs.frozen
class StringShape:
    """Text of one language, or a code: any scalar, kept exactly as it was written."""

    words: Text = Text(sv="text", en="text")
    refers: str | None = None
    pattern: str | None = None
    what: Text = Text()

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: the text, or FAULTY
        """Return the text of a scalar; `no`, `0650` and `1.10` stay as they are."""
        if node.id != "scalar" or is_null(node):
            return wrong_kind(self, node, path, log)
        value = node.value if isinstance(node.value, str) else str(node.value)
        if not value or value.isspace():
            log.add(rules.EMPTY_TEXT, node, path)
            return FAULTY
        if self.pattern and not re.fullmatch(self.pattern, value):
            log.add(
                rules.NOT_A_NUMBER,
                node,
                path,
                expected=self.what,
                found=value,
                advice=Text(sv="", en=""),
            )
            return FAULTY
        if _DIGITS.search(value) and looks_like_personal_number(value):
            log.add(rules.PERSONAL_NUMBER, node, path)
            return FAULTY
        if self.refers:
            log.refer(self.refers, value, node, path)
        return value

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema: a plain `0650` or `no` counts as text here."""
        if self.pattern:
            return {"type": "string", "pattern": f"^({self.pattern})$"}
        return {"type": ["string", "number", "boolean"], "pattern": r"\S"}


@attrs.frozen
class IdShape:
    """An id, of the record itself or of another."""

    words: Text = Text(sv="ett id", en="an id")
    refers: str | None = None
    versioned: bool = False

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: the id, or FAULTY
        """Return the id; a reference is noted, and checked when all is read."""
        if node.id != "scalar" or is_null(node):
            return wrong_kind(self, node, path, log)
        value = str(node.value)
        if _DIGITS.search(value) and looks_like_personal_number(value):
            log.add(rules.PERSONAL_NUMBER, node, path)
            return FAULTY
        name, at, version = value.partition("@") if self.versioned else (value, "", "")
        if not _ID.fullmatch(name) or (at and not re.fullmatch(VERSION_PATTERN, version)):
            log.add(rules.BAD_ID, node, path, found=value, better=good_id(value))
            return FAULTY
        if self.refers:
            log.refer(self.refers, name, node, path)
        return value

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema; an id of digits alone needs no quotes."""
        version = f"(@{VERSION_PATTERN})?" if self.versioned else ""
        return {"type": ["string", "number"], "pattern": f"^({ID_PATTERN}){version}$"}


@attrs.frozen
class ChoiceShape:
    """One of a closed set of words."""

    choices: tuple[str, ...]

    @property
    def words(self) -> Text:
        """The choices."""
        return Text(
            sv="något av " + ", ".join(self.choices), en="one of " + ", ".join(self.choices)
        )

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: the choice, or FAULTY
        """Return the choice; a misspelt one is a finding with the closest."""
        if node.id != "scalar" or is_null(node):
            return wrong_kind(self, node, path, log)
        if node.value in self.choices:
            return node.value
        word = str(node.value)
        near = log.means(word, self.choices) or closest(word, self.choices)
        allowed = ", ".join(self.choices)
        advice = (
            Text(
                sv=f"menade du {near!r}? valen är {allowed}",
                en=f"did you mean {near!r}? the choices are {allowed}",
            )
            if near
            else Text(sv=f"valen är {allowed}", en=f"the choices are {allowed}")
        )
        log.add(rules.UNKNOWN_CHOICE, node, path, found=str(node.value), advice=advice)
        return FAULTY

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema."""
        return {"enum": list(self.choices)}
