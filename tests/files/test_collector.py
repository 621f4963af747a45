"""The search for circular garbage is put off while many records are read, and goes on after."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from changekit.files.collector import collector_paused


def test_the_search_goes_on_as_before_whatever_happens() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="inside"), collector_paused():  # noqa: PT012
        assert not gc.isenabled()
        raise ValueError("inside")
    assert gc.isenabled()


def test_one_that_was_switched_off_stays_off() -> None:
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_last_of_several_threads_takes_it_up_again() -> None:
    inside = Barrier(4)

    def read(_: int) -> bool:
        with collector_paused():
            inside.wait()
            return gc.isenabled()

    with ThreadPoolExecutor(4) as pool:
        assert not any(pool.map(read, range(4)))
    assert gc.isenabled()
