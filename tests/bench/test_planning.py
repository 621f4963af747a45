"""How good plans are, and how long they take, at 400, 4,000 and 40,000 initiatives.

Run with `make bench`. The portfolios of the folder CHANGEKIT_TEST_DATA carry the value that a
greedy plan gave when they were made; the larger ones are made here.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import resource
import sys
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from changekit.extension.protocols.planning import FREE, PlanModel, Resource, flat
from changekit.model.initiative import Initiative, KeyRole, Link, Owner, UnitLoad, Value
from changekit.model.municipality import Municipality
from changekit.model.organisation import Freeze, Organisation, Role, Unit
from changekit.model.quantities import Amount, Capacity, HoursPerWeek, Load, Weeks
from changekit.model.settings import PlanPeriod, Settings
from changekit.services.planning import greedy, plan
from changekit.services.planning.engines.dice import Dice
from changekit.services.planning.engines.greedy import fill, in_order, keys
from changekit.services.planning.engines.schedule import Schedule
from changekit.text import Text

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.bench
MONDAY = dt.date(2011, 1, 3)
NAMES = ("portfolio-400-1", "portfolio-400-2", "portfolio-400-3", "portfolio-4000-1")


def tell(line: str) -> None:
    """Print a figure; `make bench` shows what tests print."""
    sys.stdout.write(f"{line}\n")


def whole(items: list[int]) -> np.ndarray:
    return np.array(items, dtype=np.int32)


def portfolio(path: Path) -> tuple[PlanModel, float]:
    """Return a portfolio of the outside data as a model, and the value of its greedy plan."""
    data: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))  # Any: JSON values
    horizon = data["horizon_weeks"]
    items = sorted(data["initiatives"], key=lambda item: item["id"])
    number = {item["id"]: at for at, item in enumerate(items)}
    index = {row["id"]: at for at, row in enumerate(data["resources"])}
    open_end = np.ones((2, horizon), dtype=np.bool_)
    open_end[1, data["freeze_weeks"]] = False
    use_at, uses = flat([[(index[r], a) for r, a in item["uses"].items()] for item in items])
    before_at, before = flat([[number[name] for name in item["requires"]] for item in items])
    weeks = whole([item["weeks"] for item in items])
    count = len(items)
    none = np.zeros(0, dtype=np.int32)
    model = PlanModel(
        horizon=horizon, first=0, ids=tuple(number), weeks=weeks,
        earliest=whole([item.get("release_week", 0) for item in items]),
        latest=whole([min(item["deadline_week"], horizon) - item["weeks"] for item in items]),
        value=np.array([item["value_per_week"] for item in items], dtype=np.float64),
        mandatory=np.zeros(count, dtype=np.bool_), fixed=whole([FREE] * count),
        open_end=open_end, group=whole([int(item["no_go_live_in_freeze"]) for item in items]),
        resources=tuple(Resource("capacity", name) for name in index),
        room=np.array([row["capacity"] for row in data["resources"]], dtype=np.float64),
        use_at=whole(use_at), use_resource=whole([use[0] for use in uses]),
        use_from=whole([0] * len(uses)), use_weeks=np.repeat(weeks, np.diff(use_at)),
        use_amount=np.array([use[1] for use in uses], dtype=np.float64),
        before_at=whole(before_at), before=whole(before), lag=whole([0] * len(before)),
        required=np.ones(len(before), dtype=np.bool_), apart_at=whole([0] * (count + 1)),
        apart=none, instead_at=whole([0] * (count + 1)), instead=none, cost=np.zeros(count),
        purse=whole([-1] * horizon), budgets=np.zeros(0),
    )  # fmt: skip
    return model, float(data["greedy_value"])


def plain(model: PlanModel, order: list[int]) -> list[int | None]:
    """Return a serial schedule made week by week with numpy rows, without bits."""
    left = model.room.copy()
    starts: list[int | None] = [None] * len(model)
    for i in order:
        uses = range(int(model.use_at[i]), int(model.use_at[i + 1]))
        before = range(int(model.before_at[i]), int(model.before_at[i + 1]))
        others = [(starts[int(model.before[at])], int(model.before[at])) for at in before]
        low = int(model.earliest[i])
        if any(start is None for start, _ in others):
            continue
        low = max([low, *((start or 0) + int(model.weeks[j]) for start, j in others)])
        for week in range(low, int(model.latest[i]) + 1):
            end = week + int(model.weeks[i])
            if model.open_end[model.group[i], end - 1] and all(
                left[model.use_resource[at], week:end].min() >= model.use_amount[at] for at in uses
            ):
                starts[i] = week
                for at in uses:
                    left[model.use_resource[at], week:end] -= model.use_amount[at]
                break
    return starts


@pytest.mark.outside_data
@pytest.mark.parametrize("name", NAMES)
def test_portfolios_beside_their_greedy_value(outside_data: Path, name: str) -> None:
    model, reference = portfolio(outside_data / "portfolios" / f"{name}.json.gz")
    begun = time.perf_counter()
    schedule = Schedule(model)
    order = in_order(schedule, keys(model, schedule))
    fill(schedule, order)
    first = time.perf_counter() - begun
    begun = time.perf_counter()
    assert plain(model, order) == schedule.starts
    slow = time.perf_counter() - begun
    tell(f"\n{name}: greedy {first:.3f} s, plain {slow:.2f} s ({slow / first:.0f} times)")
    for moves in (0, 1_000, 20_000):
        begun = time.perf_counter()
        draft = greedy(model, moves=moves)
        spent = time.perf_counter() - begun
        gain = 100 * (model.objective(draft.starts) / reference - 1)
        tell(f"  {moves:6} moves: {gain:+.2f} % against greedy_value in {spent:.2f} s")


def town(count: int, seed: int = 1) -> Municipality:
    """Return a made-up municipality: a unit and a key role for every 30 initiatives."""
    dice = Dice(seed)
    units = [f"u{at:04}" for at in range(max(2, count // 30))]
    initiatives = []
    for at in range(count):
        home = dice.below(len(units))
        touched = sorted({home, (home + 1 + dice.below(3)) % len(units)})
        links = (Link(kind="requires", to=f"i{at - 1 - dice.below(20):06}"),)
        initiatives.append(
            Initiative(
                id=f"i{at:06}", title=Text.plain(f"Initiativ {at}"), owner=Owner(unit=units[home]),
                weeks=Weeks(6 + dice.below(30)),
                load=tuple(
                    UnitLoad(unit=units[u], amount=Load((1 + dice.below(4)) / 2)) for u in touched
                ),
                roles=(KeyRole(role=f"r-{units[home]}",
                               hours_per_week=HoursPerWeek(1.0 + dice.below(4))),),
                value=Value(per_week=Amount(amount=1.0 + dice.below(60))),
                links=links if at > 20 and dice.below(2) else (),
            )
        )  # fmt: skip
    organisation = Organisation(
        units=tuple(
            Unit(id=name, name=Text.plain(name), capacity=Capacity(default=6.0), limit=8)
            for name in units
        ),
        roles=tuple(
            Role(id=f"r-{name}", capacity_hours_per_week=HoursPerWeek(10.0)) for name in units
        ),
        freezes=(Freeze(from_=dt.date(2011, 6, 20), to=dt.date(2011, 8, 14)),),
    )  # fmt: skip
    period = PlanPeriod(start=MONDAY, count=Weeks(260))
    return Municipality(
        settings=Settings(name=Text.plain("K"), period=period), organisation=organisation,
        initiatives=tuple(initiatives),
    )  # fmt: skip


@pytest.mark.parametrize("count", [400, 4_000, 40_000])
def test_made_up_municipalities(count: int) -> None:
    municipality = town(count)
    begun = time.perf_counter()
    result = plan(municipality, as_of=MONDAY)
    spent = time.perf_counter() - begun
    begun = time.perf_counter()
    places = len(result.places)
    explained = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tell(
        f"\n{count}: planned and checked in {spent:.2f} s, {places} places explained in "
        f"{explained:.2f} s, {len(result.starts)} have a start, at most {memory:.0f} MB"
    )
    assert result.checked
