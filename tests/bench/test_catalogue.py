"""10,000 concepts: read, read again, and listed, beside CSafeLoader with pydantic in the same run.

Run with `make bench`, or alone: `python -m pytest -m bench -s tests/bench/test_catalogue.py`.
All times are of the processor. Ratios come from turns: one thousand concepts are read in every
way one after the other, so that a busy machine slows all of them, and the median of the turns
counts. Python's garbage collector is off for all, as changekit has it while it reads.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.bench.catalogue_runner import MODES
from tests.bench.made_catalogue import write_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.bench
PARTS, SIZE, TURNS = 10, 1_000, 20
CHECKOUT = Path(__file__).parents[2]
PEER = "CSafeLoader + pydantic"
# What is measured, what it stands beside, and how many times as long it may take.
LIMITS = (
    ("cold", "cold, checked, with places", "peer", PEER, 0.7),
    ("compose", "  of which libyaml composing nodes", "cold", "cold", None),
    ("bytes", "  of which reading the bytes", "cold", "cold", None),
    ("fill", "cold, filling the cache", "cold", "cold", None),
    ("objects", "warm, every concept built", "cold", "cold", 0.3),
    ("index", "warm, rows for a list", "cold", "cold", 0.05),
)


def seconds(mode: str, work: Callable[[], Any]) -> float:
    """Return the processor time of some work."""
    os.environ["CHANGEKIT_CACHE"] = "off" if mode == "cold" else ""
    began = time.process_time()
    found = work()
    spent = time.process_time() - began
    del found
    return spent


def test_ratios_in_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHANGEKIT_CACHE", "")
    folders = [tmp_path / f"part{number}" for number in range(PARTS)]
    for folder in folders:
        write_catalogue(folder, SIZE)
    time.sleep(3)  # a file must be older than that for its times to prove something
    turns: list[dict[str, float]] = []
    gc.disable()
    try:
        for turn in range(TURNS):
            folder = folders[turn % PARTS]
            modes = {mode: make(folder) for mode, make in MODES.items()}
            turns.append({mode: seconds(mode, work) for mode, work in modes.items()})
            gc.collect()
    finally:
        gc.enable()
    sys.stdout.write(f"\n{TURNS} turns of {SIZE} concepts, medians, as for {PARTS * SIZE}\n")
    missed = []
    for mode, what, other, name, limit in LIMITS:
        ratio = statistics.median(turn[mode] / turn[other] for turn in turns)
        own, beside = (
            statistics.median(turn[it] for turn in turns) * PARTS for it in (mode, other)
        )
        allowed = "" if limit is None else f", limit {limit}"
        sys.stdout.write(
            f"{what:<38} {own:6.2f} s  {ratio:.3f} of {name} {beside:.2f} s{allowed}\n"
        )
        missed += [what] if limit is not None and ratio > limit else []
    assert not missed


def alone(mode: str, folder: Path) -> dict[str, float]:
    """Return seconds and peak memory of a mode in a process of its own."""
    done = subprocess.run(
        [sys.executable, str(CHECKOUT / "tests/bench/catalogue_runner.py"), mode, str(folder)],
        capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": f"{CHECKOUT}{os.pathsep}{CHECKOUT / 'src'}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, float] = json.loads(done.stdout)
    return found


def test_ten_thousand_at_once(tmp_path: Path) -> None:
    files = write_catalogue(tmp_path / "place", PARTS * SIZE)
    size = sum(path.stat().st_size for path in files) / len(files)
    found = {mode: alone(mode, tmp_path / "place") for mode in MODES}
    sys.stdout.write(f"\n{len(files)} concepts of {size:.0f} bytes, each in its own process\n")
    for mode, it in found.items():
        sys.stdout.write(f"{mode:<38} {it['seconds']:6.2f} s {it['mebibytes']:5.0f} MiB\n")
    ratio = found["cold"]["seconds"] / found["peer"]["seconds"]
    sys.stdout.write(f"cold beside {PEER}, its collector on: {ratio:.3f}\n")
    for mode in ("cold", "fill", "objects", "index"):
        assert found[mode]["mebibytes"] < 200, mode
