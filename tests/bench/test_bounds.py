"""Bounds from prices on the published portfolios: how near the best plans known, how fast.

Run with `make bench`. Seconds are those of this thread alone. A gap is how far the best plan known
is below the bound, in percent of the bound.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from changekit.services.planning.bounds import Bounds, bound_of, lagrangean
from changekit.services.planning.engines.partition import parts_of
from tests.bench.test_planning import portfolio, tell

if TYPE_CHECKING:
    from pathlib import Path

    from changekit.extension.protocols.planning import Figures, PlanModel

pytestmark = [pytest.mark.bench, pytest.mark.outside_data]
BEST_KNOWN = {"400-1": 5_645_989, "400-2": 6_360_477, "400-3": 6_100_903, "4000-1": 60_131_000}
"""Checked plans found by long searches; for 4,000 a little below greedy + 8.2 percent."""
COLD = {
    "180 steps": ((26, 50), (8, 130)),
    "420 steps": ((26, 60), (8, 180), (2, 180)),
    "750 steps": ((26, 150), (8, 300), (2, 300)),
    "2,000 steps": ((26, 150), (8, 450), (2, 700), (1, 700)),
}
WARM = {"60 steps, known prices": ((8, 60),), "180 steps, known prices": ((8, 80), (4, 100))}
Rounds = tuple[tuple[int, int], ...]


def measured(
    model: PlanModel, rounds: Rounds, prices: Figures | None = None
) -> tuple[float, float, list[Bounds]]:
    """Return the bound, the seconds of this thread, and the bounds of all parts."""
    begun = time.thread_time()
    parts = list(parts_of(model))
    found = [lagrangean(part, rounds=rounds, prices=prices) for part in parts]
    bound = bound_of(model, zip(parts, found, strict=True)).bound
    return bound, time.thread_time() - begun, found


def line(what: str, best: float, bound: float, spent: float, found: list[Bounds]) -> None:
    steps = sum(bounds.iterations for bounds in found)
    gap = 100 * (bound - best) / bound
    tell(f"  {what:24} {bound:14,.0f}  gap {gap:5.2f} %  {spent:6.2f} s"
         f"  {1000 * spent / steps:.2f} ms a step")  # fmt: skip


@pytest.mark.parametrize("name", BEST_KNOWN)
def test_bounds_of_portfolios(outside_data: Path, name: str) -> None:
    folder = outside_data / "portfolios"
    model, _ = portfolio(folder / f"portfolio-{name}.json.gz")
    lagrangean(parts_of(model)[0], rounds=((26, 1),))
    tell(f"\n{name}: best plan known {BEST_KNOWN[name]:,}")
    for what, rounds in COLD.items():
        bound, spent, found = measured(model, rounds)
        line(what, BEST_KNOWN[name], bound, spent, found)
        assert bound >= BEST_KNOWN[name]
    other = "4000-1" if name != "4000-1" else "400-1"
    others, _ = portfolio(folder / f"portfolio-{other}.json.gz")
    known = np.mean([bounds.worth for bounds in measured(others, COLD["180 steps"])[2]], axis=0)
    for what, rounds in WARM.items():
        line(what, BEST_KNOWN[name], *measured(model, rounds, known))


def test_bounds_without_compiled_loops(outside_data: Path) -> None:
    model, _ = portfolio(outside_data / "portfolios" / "portfolio-400-1.json.gz")
    part = parts_of(model)[0]
    begun = time.thread_time()
    slow = lagrangean(part, rounds=((26, 20),), compiled=False)
    spent = time.thread_time() - begun
    tell(f"\nwithout compiled loops {1000 * spent / 20:.0f} ms a step, the same bound")
    assert slow.bound == lagrangean(part, rounds=((26, 20),)).bound
    sys.stdout.flush()
