"""A progress bar on the terminal, and Ctrl-C that asks for the best so far."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["watched", "whole"]

_BEST = {"sv": "bästa nytta", "en": "best value"}
_PLANS = {"sv": "Planerar", "en": "Planning"}


def whole(value: float, language: str) -> str:
    """Return a number without decimals, its thousands parted as the language does."""
    text = f"{value:,.0f}"
    return text if language == "en" else text.replace(",", "\N{NO-BREAK SPACE}")


@contextmanager
def watched(
    language: str,
) -> Iterator[tuple[Callable[[float, float], None], Callable[[], bool]]]:
    """Give a progress callback and a cancel callback while a plan is made.

    The first Ctrl-C ends the search with the best plan so far, the second ends the command.
    """
    stopped = False

    def stop(*_: object) -> None:
        nonlocal stopped
        stopped = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    bar = Progress(
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

            def progress(share: float, best: float) -> None:
                best_words = f"{_BEST.get(language, _BEST['en'])} {whole(best, language)}"
                bar.update(task, completed=share, best=best_words)

            yield progress, lambda: stopped
    finally:
        signal.signal(signal.SIGINT, before)
