"""How each kind of value is read from a node, with every fault placed, and described as a schema.

A shape reads one node and returns the value, or FAULTY after noting findings in the log. The
same shapes give the JSON Schemas, so that reader and schema say the same.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING, Any, Final, Protocol

import attrs

from changekit.model.fields import ID_PATTERN, Between, good_id
from changekit.model.frozen import frozen_map
from changekit.model.nodes import is_null
from changekit.rules import reading as rules
from changekit.text import Text, closest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.model.reading import Log, Path

__all__ = [
    "FAULTY", "BoolShape", "ChoiceShape", "DateShape", "GoodItems", "IdShape", "ListShape",
    "MapShape", "MaybeShape", "NumberShape", "Schemas", "Shape", "StringShape", "TextShape",
    "found", "looks_like_personal_number", "wrong_kind",
]  # fmt: skip

FAULTY: Final = type("Faulty", (), {"__repr__": lambda _: "FAULTY"})()
"""Stands for a value that could not be read."""

Node = Any  # a node of either origin: see changekit.model.nodes
Schemas = dict[str, Any]  # JSON Schema definitions by name

VERSION_PATTERN = r"\^?[0-9]+(\.[0-9]+){0,2}"
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[-+]?[0-9]+,[0-9]+")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_PERSONAL = re.compile(r"(?<!\d)(?:\d{2})?(\d{6})[-+ ]?(\d{4})(?!\d)")


class Shape(Protocol):
    """How one kind of value is read and described."""

    @property
    def words(self) -> Text:
        """What is expected, for messages."""

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: the value, or FAULTY
        """Return the value of a node, or FAULTY after noting why."""

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the JSON Schema of the value; named parts go to `defs`."""


def found(node: Node) -> Text:
    """Return what a node is, for a message."""
    if is_null(node):
        return Text(sv="ingenting", en="nothing")
    if node.id == "sequence":
        return Text(sv="en lista", en="a list")
    if node.id == "mapping":
        return Text(sv="en grupp av nycklar", en="a mapping")
    shown = repr(node.value if len(str(node.value)) <= 40 else f"{str(node.value)[:37]}...")
    return Text(sv=f"texten {shown}", en=f"the text {shown}")


def wrong_kind(
    shape: Shape, node: Node, path: Path, log: Log, advice: Text | None = None
) -> Any:  # Any: FAULTY
    """Note that a node is of the wrong kind, unless it was refused before."""
    if node.id == "refused":
        return FAULTY
    log.add(
        rules.WRONG_KIND, node, path, expected=shape.words, found=found(node),
        advice=advice or Text(sv="", en=""),
    )  # fmt: skip
    return FAULTY


def looks_like_personal_number(text: str) -> bool:
    """Tell whether a text holds what looks like a Swedish personal identity number.

    Six digits that can be a date (day or day + 60, as in a co-ordination number), four more, and
    the check digit right.

    Source: Skatteverket, SKV 704: the Luhn sum of the ten digits ends in 0; SKV 707 for day + 60.

    >>> looks_like_personal_number("tel 811218-9876"), looks_like_personal_number("811218-9875")
    (True, False)
    """
    return any(_is_personal(match[1] + match[2]) for match in _PERSONAL.finditer(text))


def _is_personal(digits: str) -> bool:
    month, day = int(digits[2:4]), int(digits[4:6]) % 60
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(digits)]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


@attrs.frozen
class StringShape:
    """Text of one language, or a code: any scalar, kept exactly as it was written."""

    words: Text = Text(sv="text", en="text")
    refers: str | None = None
    pattern: str | None = None
    what: str = ""

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: the text, or FAULTY
        """Return the text of a scalar; `no`, `0650` and `1.10` stay as they are."""
        if node.id != "scalar" or is_null(node):
            return wrong_kind(self, node, path, log)
        value = node.value if isinstance(node.value, str) else str(node.value)
        if not value.strip():
            log.add(rules.EMPTY_TEXT, node, path)
            return FAULTY
        if self.pattern and not re.fullmatch(self.pattern, value):
            expected = Text.plain(self.what)
            log.add(
                rules.NOT_A_NUMBER,
                node,
                path,
                expected=expected,
                found=value,
                advice=Text(sv="", en=""),
            )
            return FAULTY
        if any(map(str.isdigit, value)) and looks_like_personal_number(value):
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
        name, at, version = value.partition("@") if self.versioned else (value, "", "")
        if not re.fullmatch(ID_PATTERN, name) or (
            at and not re.fullmatch(VERSION_PATTERN, version)
        ):
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
class TextShape:
    """Text for readers: one wording, or one for each language code."""

    words: Text = Text(sv="text", en="text")

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: a Text, or FAULTY
        """Return the text; a scalar is a wording whose language is not named."""
        if node.id == "scalar":
            value = StringShape(self.words).read(node, path, log)
            return value if value is FAULTY else Text.plain(value)
        if node.id != "mapping":
            return wrong_kind(self, node, path, log)
        wordings = MapShape(StringShape(), key_pattern=r"[a-z]{2,3}(-[A-Za-z0-9]+)*").read(
            node, path, log
        )
        if wordings is FAULTY:
            return FAULTY
        if not wordings:
            log.add(rules.EMPTY_TEXT, node, path)
            return FAULTY
        return Text(wordings)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema: a scalar, or scalars by language code."""
        scalar = StringShape().schema(defs)
        defs["text"] = {
            "description": "A text, or one wording for each language code.",
            "anyOf": [
                scalar,
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
                    "additionalProperties": scalar,
                },
            ],
        }
        return {"$ref": "#/$defs/text"}


@attrs.frozen
class NumberShape:
    """A number: whole or not, within limits, in a unit."""

    whole: bool = False
    limits: Between | None = None
    unit: str | None = None

    @property
    def words(self) -> Text:
        """What is expected, with the unit."""
        unit = f" ({self.unit})" if self.unit else ""
        return (
            Text(sv=f"ett heltal{unit}", en=f"a whole number{unit}")
            if self.whole
            else Text(sv=f"ett tal{unit}", en=f"a number{unit}")
        )

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: int, float or FAULTY
        """Return the number of a scalar written without quotes."""
        if node.id != "scalar" or is_null(node):
            return wrong_kind(self, node, path, log)
        number = self._parse(node)
        if number is None:
            self._fault(node, path, log)
            return FAULTY
        limits = self.limits
        if limits and not limits.low <= number <= limits.high:
            allowed = Text(sv=limits.words("sv"), en=limits.words("en"))
            log.add(rules.OUT_OF_RANGE, node, path, found=f"{number:g}", allowed=allowed)
            return FAULTY
        return number

    def _parse(self, node: Node) -> float | None:
        value = node.value
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return None
        if isinstance(value, str):
            if node.style or not _NUMBER.fullmatch(value):
                return None
            value = float(value) if set(value) & set(".eE") else int(value)
        if not math.isfinite(value) or (self.whole and value != int(value)):
            return None
        return int(value) if self.whole else value

    def _fault(self, node: Node, path: Path, log: Log) -> None:
        text = str(node.value).strip()
        if _DECIMAL_COMMA.fullmatch(text):
            log.add(rules.DECIMAL_COMMA, node, path, found=text, better=text.replace(",", "."))
            return
        advice = Text(sv="", en="")
        if _NUMBER.fullmatch(text) and node.style:
            advice = Text(sv="ta bort citattecknen", en="remove the quotes")
        elif _NUMBER.fullmatch(text.lstrip("0")):
            better = text.lstrip("0")
            advice = Text(sv=f"skriv {better}", en=f"write {better}")
        log.add(
            rules.NOT_A_NUMBER, node, path, expected=self.words, found=node.value, advice=advice
        )

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema with the limits."""
        result: dict[str, Any] = {"type": "integer" if self.whole else "number"}
        if self.limits:
            result["minimum"] = self.limits.low
            if math.isfinite(self.limits.high):
                result["maximum"] = self.limits.high
        return result


@attrs.frozen
class DateShape:
    """A date, as year-month-day."""

    words: Text = Text(sv="ett datum (åååå-mm-dd)", en="a date (yyyy-mm-dd)")

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: a date, or FAULTY
        """Return the date of a scalar; a date that no calendar has is a finding."""
        if node.id != "scalar" or is_null(node):
            return wrong_kind(self, node, path, log)
        value = node.value
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        match = _DATE.fullmatch(str(value))
        why = Text(sv="det ska vara åååå-mm-dd", en="it has to be yyyy-mm-dd")
        if match:
            try:
                return dt.date(*map(int, match.groups()))
            except ValueError:
                why = Text(sv="den dagen finns inte", en="there is no such day")
        log.add(rules.NOT_A_DATE, node, path, found=str(value), why=why)
        return FAULTY

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema."""
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


@attrs.frozen
class BoolShape:
    """True or false."""

    words: Text = Text(sv="true eller false", en="true or false")

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: a bool, or FAULTY
        """Return the truth value of a scalar written without quotes."""
        if node.id != "scalar" or is_null(node):
            return wrong_kind(self, node, path, log)
        if isinstance(node.value, bool):
            return node.value
        known = {"true": True, "false": False}
        if not node.style and str(node.value).lower() in known:
            return known[str(node.value).lower()]
        log.add(rules.NOT_YES_OR_NO, node, path, found=str(node.value))
        return FAULTY

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema."""
        return {"type": "boolean"}


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
        near = closest(str(node.value), self.choices)
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


@attrs.frozen
class MaybeShape:
    """A value that may be left out: null gives None."""

    inner: Shape

    @property
    def words(self) -> Text:
        """What is expected when there is a value."""
        return self.inner.words

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: a value, None or FAULTY
        """Return None for null, else what the inner shape reads."""
        return None if is_null(node) else self.inner.read(node, path, log)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema of the inner shape or null."""
        return {"anyOf": [self.inner.schema(defs), {"type": "null"}]}


@attrs.frozen
class ListShape:
    """A list of values of one shape, read as a tuple."""

    item: Shape

    @property
    def words(self) -> Text:
        """What is expected."""
        return Text(sv="en lista", en="a list")

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: a tuple, or FAULTY
        """Return the items; all faults of all items are noted."""
        if is_null(node):
            return ()
        if node.id != "sequence":
            advice = Text(sv="skriv [ ] omkring", en="write [ ] around it")
            return wrong_kind(self, node, path, log, advice)
        items = [self.item.read(child, (path, at), log) for at, child in enumerate(node.value)]
        return FAULTY if any(item is FAULTY for item in items) else tuple(items)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema; null is an empty list."""
        return {"type": ["array", "null"], "items": self.item.schema(defs)}


@attrs.frozen
class GoodItems:
    """A list of which the items that cannot be read are left out, each with its findings."""

    all_items: ListShape

    @property
    def words(self) -> Text:
        """What is expected."""
        return self.all_items.words

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: a tuple, or FAULTY
        """Return the items that could be read."""
        if node.id != "sequence":
            return self.all_items.read(node, path, log)
        read = self.all_items.item.read
        items = [read(child, (path, at), log) for at, child in enumerate(node.value)]
        return tuple(item for item in items if item is not FAULTY)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema of the whole list."""
        return self.all_items.schema(defs)


@attrs.frozen
class MapShape:
    """Values of one shape under keys that the municipality chooses."""

    item: Shape
    key_pattern: str | None = None
    refers: str | None = None

    @property
    def words(self) -> Text:
        """What is expected."""
        return Text(sv="en grupp av nycklar", en="a mapping")

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: a mapping, or FAULTY
        """Return the values by key; a key that stands twice is a finding."""
        if is_null(node):
            return frozen_map({})
        if node.id != "mapping":
            return wrong_kind(self, node, path, log)
        result: dict[str, Any] = {}
        faulty = False
        lines: dict[str, Node] = {}
        for key_node, value_node in node.value:
            key = read_key(key_node, path, log, lines)
            if key is None or not self._allowed(key, key_node, path, log):
                faulty = True
                continue
            value = self.item.read(value_node, (path, key), log)
            faulty = faulty or value is FAULTY
            result[key] = value
        return FAULTY if faulty else frozen_map(result)

    def _allowed(self, key: str, node: Node, path: Path, log: Log) -> bool:
        if self.key_pattern and not re.fullmatch(self.key_pattern, key):
            advice = Text(
                sv=f"mönstret är {self.key_pattern}", en=f"the pattern is {self.key_pattern}"
            )
            log.add(rules.UNKNOWN_KEY, node, (path, key), key=key, advice=advice)
            return False
        if self.refers:
            log.refer(self.refers, key, node, (path, key))
        return True

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema."""
        result: dict[str, Any] = {
            "type": ["object", "null"], "additionalProperties": self.item.schema(defs),
        }  # fmt: skip
        if self.key_pattern:
            result["propertyNames"] = {"pattern": f"^({self.key_pattern})$"}
        return result


def read_key(node: Node, path: Path, log: Log, seen: dict[str, Node]) -> str | None:
    """Return a key, or None after noting that it is no text or stands twice."""
    if node.id == "refused":
        return None
    if node.id != "scalar":
        log.add(
            rules.WRONG_KIND, node, path, expected=Text(sv="en nyckel", en="a key"),
            found=found(node), advice=Text(sv="", en=""),
        )  # fmt: skip
        return None
    key = str(node.value)
    if key in seen:
        first = log.place(seen[key].start_mark).line or "?"
        log.add(rules.DUPLICATE_KEY, node, (path, key), key=key, first=first)
        return None
    seen[key] = node
    return key


def described(
    fields: Mapping[str, Any], required: list[str]
) -> dict[str, Any]:  # Any: JSON Schema
    """Return the schema of a record from the schemas of its fields."""
    result: dict[str, Any] = {
        "type": "object", "properties": dict(fields), "additionalProperties": False,
    }  # fmt: skip
    if required:
        result["required"] = required
    return result
