"""What a field says about itself: its meaning, unit, limits, and what it refers to."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import InvalidValueError
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "ID_PATTERN", "About", "Between", "Matches", "about", "between", "good_id", "is_id",
    "is_inner_file", "is_link",
]  # fmt: skip

ID_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?"
"""Ours: an id holds letters a-z, digits, `.`, `_` and `-`, after a namespace and `/` if any."""

_ID = re.compile(ID_PATTERN)
_SWEDISH = str.maketrans({"å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u", "æ": "a", "ø": "o"})


@attrs.frozen(kw_only=True)
class About:
    """What a field says about itself.

    Attributes:
        doc: What it means.
        unit: The unit of its numbers.
        defines: The kind of record whose id this is.
        refers: The kind of record that this is the id of.
        key: Its key in a file, where that cannot be a Python name.
        versioned: Whether a version may follow the id, after `@`.
    """

    doc: str
    unit: str | None = None
    defines: str | None = None
    refers: str | None = None
    key: str | None = None
    versioned: bool = False


def about(  # a field says these things
    doc: str,
    *,
    unit: str | None = None,
    defines: str | None = None,
    refers: str | None = None,
    key: str | None = None,
    versioned: bool = False,
) -> dict[str, About]:
    """Return the metadata of an attrs field."""
    return {
        "about": About(
            doc=doc, unit=unit, defines=defines, refers=refers, key=key, versioned=versioned
        )
    }


@attrs.frozen
class Between:
    """Checks that a number is finite and lies between two ends, both allowed."""

    low: float
    high: float = math.inf

    def __call__(self, item: object, field: attrs.Attribute[Any], value: float | None) -> None:
        """Raise unless the value is allowed; None is not a number and passes."""
        if value is None or (math.isfinite(value) and self.low <= value <= self.high):
            return
        allowed = Text(sv=self.words("sv"), en=self.words("en"))
        raise _refused(item, field, allowed, value)

    def words(self, language: str) -> str:
        """Return what is allowed, in words.

        >>> Between(0).words("en"), Between(1, 520).words("sv")
        ('0 or more', '1 till 520')
        """
        low, high = f"{self.low:g}", f"{self.high:g}"
        if math.isinf(self.high):
            return f"{low} eller mer" if language == "sv" else f"{low} or more"
        return f"{low} till {high}" if language == "sv" else f"{low} to {high}"


@attrs.frozen
class Matches:
    """Checks that a text follows a pattern as a whole."""

    pattern: str
    what: Text
    _compiled: re.Pattern[str] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Compile the pattern once."""
        object.__setattr__(self, "_compiled", re.compile(self.pattern))

    def __call__(self, item: object, field: attrs.Attribute[Any], value: str | None) -> None:
        """Raise unless the value follows the pattern; None passes."""
        if value is not None and not self._compiled.fullmatch(value):
            raise _refused(item, field, self.what, value)


def _refused(
    item: object,
    field: attrs.Attribute[Any],  # Any: fields of any type
    allowed: Text,
    value: object,
) -> InvalidValueError:
    told = Text(
        sv="{kind}: {field} ska vara {allowed}, fann {value!r}",
        en="{kind}: {field} must be {allowed}, got {value!r}",
    )
    kind = type(item).__name__
    return InvalidValueError(
        told.format(kind=kind, field=field.name, allowed=allowed, value=value)
    )


def between(low: float, high: float = math.inf) -> Between:
    """Return the check that a number lies between two ends."""
    return Between(low, high)


is_id: Callable[[object, attrs.Attribute[Any], str], None] = Matches(
    ID_PATTERN,
    Text(sv="ett id av a-z, 0-9, '.', '_' och '-'", en="an id of a-z, 0-9, '.', '_' and '-'"),
)


is_link: Callable[[object, attrs.Attribute[Any], str | None], None] = Matches(
    r"https?://[^\s<>\"']+",
    Text(
        sv="en adress som börjar med https:// eller http://",
        en="an address that begins with https:// or http://",
    ),
)
"""Ours: the only addresses that a reader may be sent to; others could run something."""

is_inner_file: Callable[[object, attrs.Attribute[Any], str | None], None] = Matches(
    r"[\w-][\w .-]*(/[\w-][\w .-]*)*",
    Text(
        sv="en fil intill, såsom materials/template.docx",
        en="a file beside it, such as materials/template.docx",
    ),
)
"""Ours: a path downwards alone, so that no file outside can be meant."""


def good_id(words: str) -> str:
    """Return an id made of words.

    >>> good_id("Förskola: ny organisation!"), good_id("§§")
    ('forskola-ny-organisation', 'x')
    """
    plain = words.casefold().translate(_SWEDISH)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x"
