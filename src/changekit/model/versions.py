"""Versions of packs and of changekit, and what somebody wants of them."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, Final

from changekit.model.fields import Matches
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["WANTED_PATTERN", "fits", "is_version"]

is_version = Matches(
    r"\d+\.\d+\.\d+", Text(sv="en version, som 1.0.0", en="a version as in 1.0.0")
)

_ONE = r"(\^|>=|<=|==|>|<)?[0-9]+(\.[0-9]+){0,2}"
WANTED_PATTERN: Final = rf"{_ONE}( *, *{_ONE})*"
"""Ours: one or several of `>=0.1`, `<2`, `^1` (the same first number) and `1.2` (begins so)."""

_COMPARE: Final[dict[str, Callable[[list[int], list[int]], bool]]] = {
    ">=": operator.ge, "<=": operator.le, "==": operator.eq, ">": operator.gt, "<": operator.lt,
}  # fmt: skip


def fits(version: str, wanted: str) -> bool:
    """Tell whether a version is one of those wanted; what follows its numbers does not count.

    >>> fits("0.2.1", ">=0.1, <1"), fits("1.4.0", "^1"), fits("1.4.0", "1.5"), fits("2.0.0", "^1")
    (True, True, False, False)
    """
    numbers = _numbers(version)
    return all(_fits_one(numbers, part.strip()) for part in wanted.split(",") if part.strip())


def _fits_one(version: list[int], wanted: str) -> bool:
    sign = wanted.rstrip("0123456789.")
    given = wanted[len(sign) :].split(".")
    target = _numbers(wanted[len(sign) :])
    if sign == "^":
        return version[0] == target[0] and version >= target
    if sign:
        return _COMPARE[sign](version, target)
    return version[: len(given)] == target[: len(given)]


def _numbers(version: str) -> list[int]:
    """Return the three numbers of a version, 0 where it has fewer."""
    found = re.match(r"[0-9]+(\.[0-9]+){0,2}", version)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    return [*numbers, 0, 0, 0][:3]
