"""Makes portfolios of municipalities like the published ones, in the same form.

Each municipality has 12 units, 3 key persons and a limit on initiatives at once; nothing joins
two of them. Of 400 initiatives about 234 require another, units are asked for some 94 % of what
they have and key persons for 140 to 156 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.files.portfolios import Portfolio, PortfolioItem, PortfolioResource
from changekit.services.planning.engines.dice import Dice

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["portfolio"]

HORIZON = 520
EACH = 400
UNITS, KEYS = 12, 3


def portfolio(count: int, seed: int, *, each: int = EACH, horizon: int = HORIZON) -> Portfolio:
    """Return a portfolio of so many initiatives, so many in each municipality."""
    dice = Dice(seed)
    year = range(0, horizon, 52)
    summer = {at + week for at in year for week in range(26, 31)}
    winter = {at + week for at in year for week in range(49, 52)}
    towns = range((count + each - 1) // each)
    # What a small municipality has shrinks with what it does, so that as much is scarce.
    scale = horizon / HORIZON
    items = [
        item
        for town in towns
        for item in _items(dice, town, min(each, count - town * each), scale, summer | winter)
    ]
    units = tuple(8 - 2 * (week in summer) - (week in winter) for week in range(horizon))
    kinds = [*((f"unit{n}", units) for n in range(UNITS)),
             *((f"key{n}", (4,) * horizon) for n in range(KEYS)),
             ("limit", (40,) * horizon)]  # fmt: skip
    return Portfolio(
        horizon_weeks=horizon, freeze_weeks=tuple(sorted((summer | winter) & {*range(horizon)})),
        resources=tuple(
            PortfolioResource(id=f"m{town}-{name}", capacity=capacity)
            for town in towns
            for name, capacity in kinds
        ),
        initiatives=tuple(items),
    )  # fmt: skip


def _items(
    dice: Dice, town: int, count: int, scale: float, frozen: set[int]
) -> Iterator[PortfolioItem]:
    first = town * EACH
    for at in range(count):
        uses: dict[str, float] = {f"m{town}-unit{dice.below(UNITS)}": 1 + dice.below(3)
                for _ in range(1 + dice.below(3))}  # fmt: skip
        uses |= {f"m{town}-key{n}": 1 for n in range(KEYS) if dice.below(1000) < 277}
        uses[f"m{town}-limit"] = 1
        back = min(at, 30)
        wanted = 1 + dice.below(2) if back > 1 and dice.below(10) < 4 else 0
        requires = {f"i{first + at - 1 - dice.below(back)}" for _ in range(wanted)}
        late = dice.below(20) == 0
        yield PortfolioItem(
            id=f"i{first + at}", weeks=4 + dice.below(49), value_per_week=1 + dice.below(100),
            deadline_week=int(scale * (104 + dice.below(416))) if late else None,
            no_go_live_in_freeze=bool(frozen) and dice.below(10) < 3,
            uses=uses, requires=tuple(sorted(requires)),
        )  # fmt: skip
