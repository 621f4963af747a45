"""SMAA-2 beside the sort that it cannot do without, and beside a peer that is fed a bare product.

Each side runs in a process of its own with one thread, and what counts is processor time, the
least of many rounds: on a shared machine, waiting is somebody else's work.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.bench
DRAWS, COUNT, CRITERIA = 10_000, 400, 12

OURS = """
import sys, time
import numpy
from changekit.services.scoring.kernels.acceptability import acceptability
values, weights = (numpy.load(name) for name in sys.argv[1:3])
calls = [lambda: acceptability(values, weights), lambda: numpy.sort(weights @ values.T)]
best = [float("inf")] * 2
for _ in range(60):
    for at, call in enumerate(calls):
        began = time.process_time()
        call()
        best[at] = min(best[at], time.process_time() - began)
found = acceptability(values, weights)
numpy.savez(sys.argv[3], ranks=found.ranks, central=found.central)
print(*best)
"""
PEER = """
import sys, time
import numpy
from pysensmcda.smaa import central_weights, simulate
values, weights = (numpy.load(name) for name in sys.argv[1:3])
types = numpy.ones(values.shape[1], dtype=int)
bare = lambda matrix, w, types: matrix @ w
best = float("inf")
for _ in range(5):
    began = time.process_time()
    found = simulate(bare, values, types, weights=weights, reverse_ranking=True)
    ranks, central = found.rank_acceptability(), central_weights(found)
    best = min(best, time.process_time() - began)
numpy.savez(sys.argv[3], ranks=ranks, central=central)
print(best)
"""


@pytest.fixture
def drawn(tmp_path: Path) -> list[str]:
    """Return the names of two files: 400 initiatives by 12 criteria, and 10,000 weights."""
    chance = numpy.random.default_rng(1)
    names = [str(tmp_path / name) for name in ("values.npy", "weights.npy")]
    numpy.save(names[0], chance.random((COUNT, CRITERIA)))
    numpy.save(names[1], chance.dirichlet(numpy.ones(CRITERIA), DRAWS))
    return names


def timed(python: str, code: str, *names: str) -> list[float]:
    """Return the seconds that a run of Python prints."""
    done = subprocess.run(
        [python, "-c", code, *names], check=False, capture_output=True, text=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [float(word) for word in done.stdout.split()]


def test_smaa(
    drawn: list[str], tmp_path: Path, say: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    results = [str(tmp_path / name) for name in ("ours.npz", "peer.npz")]
    ours, floor = timed(sys.executable, OURS, *drawn, results[0])
    what = "SMAA-2, 10,000 weights x 400 x 12"
    say(what, ours, "V @ X.T and np.sort (at most 2 times)", floor)
    python = os.environ.get("CHANGEKIT_PEERS")
    if not python:
        with capsys.disabled():
            sys.stdout.write(
                "pysensmcda was not measured: CHANGEKIT_PEERS names a Python that has it\n"
            )
        return
    (peer,) = timed(python, PEER, *drawn, results[1])
    say(what, ours, "pysensmcda with a bare product (at most 0.10 times)", peer)
    mine, theirs = (numpy.load(name) for name in results)
    for measure in ("ranks", "central"):
        assert numpy.allclose(mine[measure], theirs[measure], equal_nan=True)
