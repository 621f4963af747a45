"""Plans of portfolios beside what a simple plan gives, CP-SAT, and the limits that must hold.

Run with `make bench`; CHANGEKIT_BENCH_SECONDS shortens the long runs. The seconds count from the
compiled portfolio, after one warm-up.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from typing import TYPE_CHECKING

import attrs
import numpy as np
import pytest

from changekit.files.portfolios import Portfolio, read_portfolios
from changekit.optional.solver import AVAILABLE as SOLVER
from changekit.services.planning.engines.ground import ground_of
from changekit.services.planning.engines.keys import work
from changekit.services.planning.engines.looms import loom, order_by
from changekit.services.planning.engines.measuring import planned, warm_up
from changekit.services.planning.engines.partition import parts_of
from changekit.services.planning.engines.published import faults, model_of, value_of
from tests.bench.made_portfolio import portfolio

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.bench
LONG = float(os.environ.get("CHANGEKIT_BENCH_SECONDS", "60"))
WORKERS = 2


def tell(line: str) -> None:
    """Print a figure; `make bench` shows what tests print."""
    sys.stdout.write(f"{line}\n")


def simple_value(made: Portfolio) -> float:
    """Return what a simple plan gives: by value for work, half of what it unlocks counted too.

    On the four published portfolios it gives within half a percent of their `greedy_value`.
    """
    model = model_of(made)
    total = 0.0
    for part in parts_of(model):
        ground = ground_of(part)
        value = model.value[part.members]
        unlocked: list[set[int]] = [set() for _ in range(len(part))]
        for i in reversed(order_by(ground, np.zeros(len(part), dtype=np.int64)).tolist()):
            after = part.after[part.after_at[i] : part.after_at[i + 1]].tolist()
            unlocked[i].update(after, *(unlocked[j] for j in after))
        half = np.array([0.5 * sum(value[j] for j in row) for row in unlocked])
        key = np.zeros(len(part), dtype=np.int64)
        key[np.argsort(-(value + half) / work(part), kind="stable")] = np.arange(len(part))
        total += loom(ground).build(order_by(ground, key)) / part.scale
    return total


def row(name: str, made: Portfolio, seconds: float) -> tuple[float, float]:
    """Plan, print, and return percent above the simple plan, and the gap in percent."""
    found = planned(name, made, seconds=seconds, workers=WORKERS)
    above, gap = found.above or 0.0, 100 * (found.gap or 0.0)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    load = os.getloadavg()[0]
    tell(
        f"{name:18} {seconds:5.1f} s  value {found.value:14,.0f}  above simple {above:+6.2f} %  "
        f"gap {gap:5.2f} %  first {found.first_seconds:.3f} s  took {found.seconds:6.2f} s  "
        f"compiled in {found.compile_seconds:.2f} s  {memory:4.0f} MB  load {load:.1f}"
    )
    return above, gap


def mean(name: str, rows: list[tuple[float, float]], least: float, most: float) -> None:
    above, gap = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    tell(f"{name}: {above:+.2f} % above (limit {least}), gap {gap:.2f} % (limit {most})")


@pytest.fixture(scope="module")
def published(outside_data: Path) -> Mapping[str, Portfolio]:
    portfolios = read_portfolios(outside_data / "portfolios").portfolios
    tell(f"\nwarm-up {warm_up(portfolios):.2f} s")
    return portfolios


@pytest.mark.outside_data
@pytest.mark.parametrize(("seconds", "least", "most"), [(2.0, 6.5, 9.0), (LONG, 8.5, 7.0)])
def test_400_initiatives(
    published: Mapping[str, Portfolio], seconds: float, least: float, most: float
) -> None:
    small = {name: one for name, one in published.items() if len(one.initiatives) == 400}
    mean("400", [row(name, one, seconds) for name, one in small.items()], least, most)


@pytest.mark.outside_data
def test_4000_initiatives(published: Mapping[str, Portfolio]) -> None:
    large = {name: one for name, one in published.items() if len(one.initiatives) == 4000}
    mean("4000", [row(name, one, 12.0) for name, one in large.items()], 7.0, 9.0)


def made(count: int, seed: int) -> Portfolio:
    bare = portfolio(count, seed)
    return attrs.evolve(bare, greedy_value=simple_value(bare))


def test_other_seeds_of_400() -> None:
    mean("other seeds", [row(f"made-400-{s}", made(400, s), 2.0) for s in range(11, 17)], 6.5, 9.0)


def test_116000_initiatives() -> None:
    mean("116000", [row("made-116000", made(116_000, 1), LONG)], 6.5, 12.0)


@pytest.mark.outside_data
@pytest.mark.skipif(not SOLVER, reason="the extra `solver` is not installed")
@pytest.mark.parametrize("hinted", [False, True], ids=["alone", "from-the-first-plan"])
def test_cp_sat_beside(published: Mapping[str, Portfolio], hinted: bool) -> None:
    from changekit.services.planning.engines.first import first_plan
    from changekit.services.planning.solving import solve

    name = "portfolio-400-1"
    model = model_of(published[name])
    first = [None if at < 0 else at for at in first_plan(model, parts_of(model)).tolist()]
    begun = time.perf_counter()
    draft = solve(model, hint=first if hinted else None, seconds=LONG, workers=WORKERS)
    starts = dict(zip(model.ids, draft.starts, strict=True))
    assert faults(published[name], starts) == []
    value = value_of(published[name], starts)
    above = 100 * (value / (published[name].greedy_value or 1) - 1)
    gap = "unknown" if draft.bound is None else f"{100 * (1 - value / draft.bound):.1f} %"
    how = "from the first plan" if hinted else "alone"
    tell(
        f"{name:18} CP-SAT {how}: {above:+.2f} % above simple, gap {gap}, "
        f"{time.perf_counter() - begun:.1f} s"
    )
