"""A progress bar on the terminal, and Ctrl-C that asks for the best so far."""

from __future__ import annotations

import math
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from changekit.extension.protocols.planning import Progress

__all__ = ["best_words", "watched", "whole"]

_BEST = {"sv": "bästa nytta {best}", "en": "best value {best}"}
_WITHIN = {
    "sv": "{best}, högst {gap} % under det bästa möjliga",
    "en": "{best}, at most {gap} % below the best possible",
}
_PLANS = {"sv": "Planerar", "en": "Planning"}


def whole(value: float, language: str) -> str:
    """Return a number without decimals, its thousands parted as the language does."""
    text = f"{value:,.0f}"
    return text if language == "en" else text.replace(",", "\N{NO-BREAK SPACE}")


def best_words(best: float, bound: float | None, language: str) -> str:
    """Return how good a plan is so far: its value, and its gap where a bound is known.

    Ours: the gap is rounded up, so that what is said is never less than what is proven.

    >>> best_words(1200, 1250, "en"), best_words(1200, None, "en")
    ('best value 1,200, at most 4.0 % below the best possible', 'best value 1,200')
    """
    told = _BEST.get(language, _BEST["en"]).format(best=whole(best, language))
    if bound is None or bound <= 0:
        return told
    gap = f"{math.ceil(max(0.0, 1000 * (bound - best) / bound)) / 10:.1f}"
    within = _WITHIN.get(language, _WITHIN["en"])
    return within.format(best=told, gap=gap if language == "en" else gap.replace(".", ","))


class _Watcher:
    """Shows what an engine tells (see `changekit.extension.protocols.planning.tell`)."""

    def __init__(
        self, bar: Bar, task: TaskID, language: str, words: Callable[[float], str] | None
    ) -> None:
        self.bar, self.task, self.language, self.words = bar, task, language, words
        self.bound: float | None = None

    def __call__(self, share: float, best: float) -> None:
        """Show how far the search is, and how good the best plan so far."""
        words = self.words(best) if self.words else best_words(best, self.bound, self.language)
        self.bar.update(self.task, completed=share, best=words)


@contextmanager
def watched(
    language: str, *, words: Callable[[float], str] | None = None
) -> Iterator[tuple[Progress, Callable[[], bool]]]:
    """Give a progress callback and a cancel callback while a plan is made.

    Args:
        language: The language of the bar.
        words: What stands beside the bar, from the best so far; None: how good a plan it is.

    The first Ctrl-C ends the search with the best plan so far, the second ends the command.
    """
    stopped = False

    def stop(*_: object) -> None:
        nonlocal stopped
        stopped = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[best]}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    before = signal.signal(signal.SIGINT, stop)
    try:
        with bar:
            task = bar.add_task(_PLANS.get(language, _PLANS["en"]), total=1.0, best="")

            yield _Watcher(bar, task, language, words), lambda: stopped
    finally:
        signal.signal(signal.SIGINT, before)
