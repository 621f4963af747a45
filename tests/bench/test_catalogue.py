"""10,000 concepts: read, read again, and listed, beside CSafeLoader with pydantic in the same run.

Run with `make bench`, or alone: `python -m pytest -m bench -s tests/bench/test_catalogue.py`.
CHANGEKIT_BENCH_CONCEPTS says how many concepts. Every measure is of processor time, in a process
of its own, in turns; of some rounds the least counts, since all else is somebody else's work.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest

from tests.bench.made_catalogue import write_catalogue

pytestmark = pytest.mark.bench
COUNT = int(os.environ.get("CHANGEKIT_BENCH_CONCEPTS", "10000"))
ROUNDS = 2
RUNNER = Path(__file__).with_name("catalogue_runner.py")
PAUSED = "collector off"


@attrs.frozen
class Measured:
    """The least seconds and the most MiB of some rounds."""

    seconds: float
    mebibytes: float


def measured(folder: Path, *modes: str) -> dict[str, Measured]:
    """Return what each mode takes, each round running all of them one after the other."""
    rounds: dict[str, list[dict[str, Any]]] = {mode: [] for mode in modes}
    for _ in range(ROUNDS):
        for mode in modes:
            command = [sys.executable, str(RUNNER), mode, str(folder)]
            environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, env=environ
            )
            assert done.returncode == 0, done.stderr
            rounds[mode].append(json.loads(done.stdout))
    return {
        mode: Measured(
            min(found["seconds"] for found in all_found),
            max(found["mebibytes"] for found in all_found),
        )
        for mode, all_found in rounds.items()
    }


def tell(what: str, found: Measured, peer: str, of: Measured, limit: float | None) -> None:
    """Print a measure beside its peer and its limit."""
    ratio = found.seconds / of.seconds
    allowed = "" if limit is None else f", limit {limit}"
    sys.stdout.write(
        f"{what:<42} {found.seconds:6.2f} s {found.mebibytes:5.0f} MiB   "
        f"{ratio:.3f} of {peer} ({of.seconds:.2f} s){allowed}\n"
    )
    if limit is not None:
        assert ratio <= limit, what


def test_a_catalogue_of_ten_thousand(tmp_path: Path) -> None:
    files = write_catalogue(tmp_path / "place", COUNT)
    size = sum(path.stat().st_size for path in files) / COUNT
    filled = measured(tmp_path / "place", "fill")["fill"]
    sys.stdout.write(f"\n{COUNT} concepts of {size:.0f} bytes\n")
    found = measured(
        tmp_path / "place",
        "peer", f"peer, {PAUSED}", "cold", "objects", "index", "bytes", "compose",
    )  # fmt: skip
    cold, peer, even = found["cold"], found["peer"], found[f"peer, {PAUSED}"]
    name = "CSafeLoader + pydantic"
    tell("cold, checked, with places", cold, name, peer, 0.7)
    tell("  the same", cold, f"{name}, {PAUSED}", even, 0.7)
    tell("  of which libyaml composing nodes", found["compose"], "cold", cold, None)
    tell("  of which reading the bytes", found["bytes"], "cold", cold, None)
    tell("cold, filling the cache", filled, "cold", cold, None)
    tell("warm, every concept built", found["objects"], "cold", cold, 0.3)
    tell("warm, rows for a list", found["index"], "cold", cold, 0.05)
    assert max(cold.mebibytes, filled.mebibytes, found["objects"].mebibytes) < 200
