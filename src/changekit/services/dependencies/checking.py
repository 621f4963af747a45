"""Whether arrays can be a graph: what is wrong is named by link, by node and by label."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy

from changekit.errors import InvalidValueError
from changekit.services.dependencies.loops import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from changekit.services.dependencies.loops import Ints

__all__ = ["durations", "ends", "lags"]


def _numbers(values: Any, what: str, count: int | None) -> Ints:  # Any: from anywhere
    """Return whole numbers as an array, of a given length if there is one."""
    array = values if isinstance(values, numpy.ndarray) else numpy.array(list(values))
    if array.size and (array.ndim != 1 or array.dtype.kind not in "iu"):
        msg = f"{what} must be whole numbers in one row, got {array.dtype} of {array.shape}"
        raise InvalidValueError(msg)
    if count is not None and array.size != count:
        msg = f"{what} must have {count} items, got {array.size}"
        raise InvalidValueError(msg)
    return whole(array.reshape(-1))


def ends(
    count: int, labels: Sequence[Any], first: Iterable[int], then: Iterable[int]
) -> tuple[Ints, Ints]:
    """Return both ends of all links, each a node that is there.

    Raises:
        InvalidValueError: They are not as many, or one is not there; or labels are not distinct.
    """
    if len(labels) != count or (not isinstance(labels, range) and len(set(labels)) != count):
        msg = f"labels must be {count} different ones, got {len(labels)}"
        raise InvalidValueError(msg)
    ones = _numbers(first, "first", None)
    others = _numbers(then, "then", ones.size)
    wrong = (ones < 0) | (ones >= count) | (others < 0) | (others >= count)
    if wrong.any():
        at = int(wrong.argmax())
        msg = f"link {at}: {ones[at]} -> {others[at]}, but nodes are numbered 0 to {count - 1}"
        raise InvalidValueError(msg)
    return ones, others


def lags(count: int, given: Iterable[int] | None) -> Ints:
    """Return the weeks between both ends of each link.

    Raises:
        InvalidValueError: They are too few or too many, or one is negative.
    """
    if given is None:
        return numpy.zeros(count, numpy.int64)
    found = _numbers(given, "lag", count)
    if found.size and found.min() < 0:
        at = int(found.argmin())
        msg = f"link {at}: lag must be 0 or more, got {found[at]}"
        raise InvalidValueError(msg)
    return found


def durations(count: int, labels: Sequence[Any], given: Iterable[int] | None) -> Ints:
    """Return the weeks that each node takes, 1 where nobody says.

    Raises:
        InvalidValueError: They are too few or too many, or one is negative.
    """
    if given is None:
        return numpy.ones(count, numpy.int64)
    found = _numbers(given, "weeks", count)
    if found.size and found.min() < 0:
        at = int(found.argmin())
        msg = f"node {labels[at]!r}: weeks must be 0 or more, got {found[at]}"
        raise InvalidValueError(msg)
    return found
