"""The search for garbage in circles, put off while very many records are read."""

from __future__ import annotations

import gc
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["collector_paused"]

_lock = threading.Lock()
_state = {"inside": 0, "was_on": 0}


@contextmanager
def collector_paused() -> Iterator[None]:
    """Put Python's search for circular garbage off, and take it up again as it was before.

    Records hold no circles, but the search would walk over all of them again for every quarter
    that is added, which takes as long as reading does. What is freed without the search is freed
    as always. The last of several threads inside takes the search up again.

    Source: CPython, Modules/gcmodule.c: a full collection starts when the objects that survived
    the younger ones are more than a quarter of the old.
    """
    with _lock:
        if not _state["inside"]:
            _state["was_on"] = int(gc.isenabled())
            gc.disable()
        _state["inside"] += 1
    try:
        yield
    finally:
        with _lock:
            _state["inside"] -= 1
            if not _state["inside"] and _state["was_on"]:
                gc.enable()
