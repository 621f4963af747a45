"""What a caller asks of a plan, looked at before anything is worked out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from changekit.errors import InvalidValueError
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MOST_WEEKS", "by_name", "effort", "names_of", "number", "whole"]

MOST_WEEKS = 520
"""Ours: work that comes more than ten years later or earlier is another work."""


def effort(moves: object, seconds: object, seed: object) -> None:
    """Refuse what no engine can be given.

    Raises:
        InvalidValueError: The moves, seconds or seed are no such numbers.
    """
    whole("seed", seed)
    if moves is not None:
        whole("moves", moves, low=0)
    if seconds is not None:
        number("seconds", seconds, above=0)


def whole(name: str, value: object, *, low: float = -math.inf, high: float = math.inf) -> int:
    """Return a whole number between two ends.

    Raises:
        InvalidValueError: It is none, or lies outside.

    >>> whole("moves", 5, low=0)
    5
    """
    number(name, value, low=low, high=high)
    if not isinstance(value, int):
        raise InvalidValueError(
            Text(
                sv=f"{name} ska vara ett heltal, inte {value!r:.40}",
                en=f"{name} has to be a whole number, not {value!r:.40}",
            )
        )
    return value


def number(
    name: str,
    value: object,
    *,
    low: float = -math.inf,
    high: float = math.inf,
    above: float = -math.inf,
) -> float:
    """Return a finite number between two ends, and above a third.

    Raises:
        InvalidValueError: It is none, or lies outside.
    """
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    if plain and math.isfinite(value) and low <= value <= high and value > above:  # type: ignore[arg-type,operator]  # a number, as tested
        return float(value)  # type: ignore[arg-type]  # as above
    sv, en = _ends(low, high, above)
    raise InvalidValueError(
        Text(
            sv=f"{name} ska vara ett tal{sv}, inte {value!r:.40}",
            en=f"{name} has to be a number{en}, not {value!r:.40}",
        )
    )


def _ends(low: float, high: float, above: float) -> tuple[str, str]:
    if math.isfinite(above):
        return f" över {above:g}", f" above {above:g}"
    if math.isfinite(high):
        return f" från {low:g} till {high:g}", f" from {low:g} to {high:g}"
    return (f", lägst {low:g}", f", at least {low:g}") if math.isfinite(low) else ("", "")


def names_of(given: str | Iterable[str]) -> frozenset[str]:
    """Return ids; one text is one id, not its letters."""
    return frozenset([given] if isinstance(given, str) else given)


def by_name(name: str, given: object) -> None:
    """Refuse what is no mapping from ids to values.

    Raises:
        InvalidValueError: It is none.
    """
    if not isinstance(given, Mapping):
        raise InvalidValueError(
            Text(
                sv=f"{name} ska vara värden efter id, som {{'it-stod': 4}}, inte {given!r:.40}",
                en=f"{name} has to be values by id, such as {{'it-stod': 4}}, not {given!r:.40}",
            )
        )
