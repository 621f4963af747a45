"""Shapes of numbers, dates and truth values."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING, Any

import attrs

from changekit.model.fields import Between
from changekit.model.nodes import is_null
from changekit.model.shapes._ground import FAULTY, wrong_kind
from changekit.rules import reading as rules
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.model.reading import Log, Path
    from changekit.model.shapes._ground import Node, Schemas

__all__ = ["DATE", "BoolShape", "DateShape", "NumberShape"]

# Ours: far beyond any figure of a municipality, and safe to compute with.
_LARGEST, _LONGEST = 1e100, 40
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[-+]?[0-9]+,[0-9]+")
DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


# Units that say something to the person who wrote the number; others depend on what stands beside.
_UNITS = {
    "hours": "timmar", "hours per week": "timmar i veckan", "initiatives": "initiativ",
    "load": "belastning", "people": "personer", "weeks": "veckor",
}  # fmt: skip


@attrs.frozen
class NumberShape:
    """A number: whole or not, within limits, in a unit."""

    whole: bool = False
    limits: Between | None = None
    unit: str | None = None

    @property
    def words(self) -> Text:
        """What is expected, with the unit."""
        name = _UNITS.get(self.unit or "")
        unit = Text(sv=f" ({name})", en=f" ({self.unit})") if name else Text(sv="", en="")
        kind = (
            Text(sv="ett heltal{unit}", en="a whole number{unit}")
            if self.whole
            else Text(sv="ett tal{unit}", en="a number{unit}")
        )
        return kind.format(unit=unit)

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: int, float or FAULTY
        """Return the number of a scalar written without quotes."""
        if node.id != "scalar" or is_null(node):
            return wrong_kind(self, node, path, log)
        number = self.parse(node)
        if number is None:
            self._fault(node, path, log)
            return FAULTY
        limits = self.limits
        if limits and not limits.low <= number <= limits.high:
            allowed = Text(sv=limits.words("sv"), en=limits.words("en"))
            log.add(rules.OUT_OF_RANGE, node, path, found=f"{number:g}", allowed=allowed)
            return FAULTY
        return number

    def parse(self, node: Node) -> float | None:
        """Return the number of a scalar, whatever the limits; None where it is none."""
        value = node.value
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return None
        if isinstance(value, str):
            if node.style or len(value) > _LONGEST or not _NUMBER.fullmatch(value):
                return None
            value = float(value) if set(value) & set(".eE") else int(value)
        if not abs(value) < _LARGEST or (self.whole and value != int(value)):
            return None
        return int(value) if self.whole else value

    def _fault(self, node: Node, path: Path, log: Log) -> None:
        text = str(node.value).strip()
        if _DECIMAL_COMMA.fullmatch(text):
            log.add(rules.DECIMAL_COMMA, node, path, found=text, better=text.replace(",", "."))
            return
        advice = Text(sv="", en="")
        if self.whole and "." in text:
            advice = Text(sv="skriv det utan decimaler", en="write it without decimals")
        elif _NUMBER.fullmatch(text) and node.style:
            advice = Text(sv="ta bort citattecknen", en="remove the quotes")
        elif len(text) <= _LONGEST and _NUMBER.fullmatch(text.lstrip("0")):
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
        match = DATE.fullmatch(str(value))
        why = Text(sv="det är inte år-månad-dag", en="it is not year-month-day")
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
