"""Measuring: the best of several rounds, and one line for each figure."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def best() -> Callable[..., float]:
    """Return how to find the fewest seconds that a call takes, over some rounds.

    The fewest, because on a shared machine everything else is somebody else's work.
    """

    def measure(call: Callable[[], Any], rounds: int = 3) -> float:
        seconds = []
        for _ in range(rounds):
            began = time.perf_counter()
            call()
            seconds.append(time.perf_counter() - began)
        return min(seconds)

    return measure


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[..., None]:
    """Return how to print a figure beside that of a peer, and their ratio."""

    def tell(
        what: str, seconds: float, peer: str = "", peer_seconds: float = 0.0, mebibytes: float = 0
    ) -> None:
        line = f"{what:<58} {1000 * seconds:>10.1f} ms"
        line += f"   peak memory {mebibytes:.0f} MiB" if mebibytes else ""
        if peer:
            line += f"   {peer}: {1000 * peer_seconds:.1f} ms, ratio {seconds / peer_seconds:.2f}"
        with capsys.disabled():
            sys.stdout.write(f"{line}\n")

    return tell


@pytest.fixture
def run() -> Callable[..., tuple[float, float]]:
    """Return how to run Python: seconds taken, and the peak memory of all runs so far in MiB."""

    def call(*args: str, cwd: Path | None = None) -> tuple[float, float]:
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *args], check=False, capture_output=True, text=True, cwd=cwd
        )
        seconds = time.perf_counter() - began
        assert done.returncode in (0, 1), done.stderr
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        return seconds, peak

    return call
