"""Running a claim over many drawn values, the same ones every time."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeVar

from changekit.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

__all__ = ["for_all", "require_hypothesis"]

T = TypeVar("T")


def require_hypothesis() -> None:
    """See that hypothesis is there.

    Raises:
        MissingExtraError: It is not installed; the message says how to get it.
    """
    if find_spec("hypothesis") is None:
        raise MissingExtraError("testing", "changekit.testing")


def for_all(values: SearchStrategy[T], claim: Callable[[T], None], *, examples: int) -> None:
    """Hold a claim against many values; one that breaks it is shown.

    Nothing is stored, no time is measured, and the same values come every time. Ours: no smaller
    value is looked for, because that takes a minute and the claims say themselves what is wrong.
    """
    from hypothesis import HealthCheck, Phase, given, settings

    quiet = settings(
        max_examples=examples, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    quiet(given(values)(claim))()
