"""Random planning models, and a plain look at every rule, week by week."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from changekit.extension.protocols.planning import FREE, PlanModel, Resource, flat

HORIZON = 30


def whole(items: list[int]) -> np.ndarray:
    return np.array(items, dtype=np.int32)


@st.composite
def models(draw: st.DrawFn, *, full: bool = False) -> PlanModel:
    """Return a model; a full one has fixed starts, late costs, decay and an earlier plan."""
    count = draw(st.integers(1, 8))
    weeks = draw(st.lists(st.integers(1, 8), min_size=count, max_size=count))
    week = st.integers(0, HORIZON)
    small = st.integers(0, count - 1)

    def lists(item: st.SearchStrategy[int], size: int = 2) -> list[list[int]]:
        return [draw(st.lists(item, max_size=size, unique=True)) for _ in range(count)]

    amount = st.sampled_from([0.5, 1.0, 1 / 3, 2.0])
    uses = []
    for i in range(count):
        split = draw(st.integers(0, weeks[i] - 1))
        parts = [(0, split), (split, weeks[i] - split)] if split else [(0, weeks[i])]
        resources = draw(st.lists(st.integers(0, 1), max_size=2, unique=True))
        settling = draw(st.integers(0, 3))  # may go past the last week
        parts += [(weeks[i], settling)] if settling else []
        uses.append([(r, at, length, draw(amount)) for r in resources for at, length in parts])
    use_at, use = flat(uses)
    before = [[(j, draw(st.integers(0, 2)), draw(st.booleans())) for j in row if j < i]
              for i, row in enumerate(lists(small))]  # fmt: skip
    before_at, links = flat(before)
    apart: list[set[int]] = [set() for _ in range(count)]
    instead: list[set[int]] = [set() for _ in range(count)]
    for pairs in (apart, instead):
        for i, row in enumerate(lists(small, 1)):
            for j in row:
                if i != j:
                    pairs[i].add(j)
                    pairs[j].add(i)
    apart_at, apart_flat = flat([sorted(row) for row in apart])
    instead_at, instead_flat = flat([sorted(row) for row in instead])
    earliest = [draw(week) for _ in range(count)]
    more = draw(_more(count, HORIZON)) if full else {"fixed": whole([FREE] * count)}
    rooms = st.sampled_from([-1.0, 0.0, 1.0, 2.0, 2.5, 4.0])
    return PlanModel(
        horizon=HORIZON, first=0, ids=tuple(f"i{i}" for i in range(count)), weeks=whole(weeks),
        earliest=whole(earliest),
        latest=whole([draw(st.integers(-1, HORIZON - length)) for length in weeks]),
        value=np.array([draw(st.integers(0, 9)) for _ in range(count)], dtype=np.float64),
        mandatory=np.array([draw(st.booleans()) for _ in range(count)]),
        open_end=np.array([[True] * HORIZON, [draw(st.booleans()) for _ in range(HORIZON)]]),
        group=whole([draw(st.integers(0, 1)) for _ in range(count)]),
        resources=(Resource("capacity", "a"), Resource("role", "b")),
        room=np.array([[draw(rooms)] * 12 + [draw(rooms)] * (HORIZON - 12) for _ in range(2)]),
        use_at=whole(use_at), use_resource=whole([u[0] for u in use]),
        use_from=whole([u[1] for u in use]), use_weeks=whole([u[2] for u in use]),
        use_amount=np.array([u[3] for u in use], dtype=np.float64),
        before_at=whole(before_at), before=whole([b[0] for b in links]),
        lag=whole([b[1] for b in links]),
        required=np.array([b[2] for b in links], dtype=np.bool_),
        apart_at=whole(apart_at), apart=whole(apart_flat),
        instead_at=whole(instead_at), instead=whole(instead_flat),
        cost=np.array([draw(st.sampled_from([0.0, 5.0, 8.0])) for _ in range(count)]),
        purse=whole([-1] * 4 + [0] * 10 + [1] * (HORIZON - 14)), budgets=np.array([10.0, 20.0]),
        **more,
    )  # fmt: skip


@st.composite
def _more(draw: st.DrawFn, count: int, horizon: int) -> dict[str, np.ndarray]:
    def column(items: st.SearchStrategy[float]) -> np.ndarray:
        return np.array(draw(st.lists(items, min_size=count, max_size=count)), dtype=np.float64)

    start = st.sampled_from([FREE, FREE, FREE, -2, 3, 11])
    small = st.sampled_from([0.0, 0.0, 0.1, 0.5])
    worth = np.cumsum([draw(st.sampled_from([1.0, 0.5])) for _ in range(horizon)])[::-1]
    return {
        "fixed": column(start).astype(np.int32), "was": column(start).astype(np.int32),
        "decay": column(small), "decay_from": column(st.integers(0, horizon)).astype(np.int32),
        "late_cost": column(small), "due": column(st.integers(0, horizon)).astype(np.int32),
        "move_cost": column(small), "drop_cost": column(st.sampled_from([0.0, 3.5])),
        "worth": np.append(worth, 0.0),
    }  # fmt: skip


def rows(model: PlanModel, offsets: np.ndarray, i: int) -> range:
    return range(int(offsets[i]), int(offsets[i + 1]))


def fits(  # noqa: PLR0911  # one for each rule
    model: PlanModel, starts: list[int | None], i: int, start: int
) -> bool:
    """Tell whether an initiative can start in a week, the plain way."""
    last = start + int(model.weeks[i]) - 1
    if not model.earliest[i] <= start <= model.latest[i] or last >= model.horizon:
        return False
    if not model.open_end[model.group[i], last]:
        return False
    for j, other in enumerate(starts):
        end = -1 if other is None else other + int(model.weeks[j]) - 1
        for at in rows(model, model.before_at, i):
            if model.before[at] == j and (
                model.required[at] if other is None else start <= end + model.lag[at]
            ):
                return False
        for at in rows(model, model.before_at, j):
            if model.before[at] == i and other is not None and last + model.lag[at] >= other:
                return False
        if other is not None:
            if j in model.apart[model.apart_at[i] : model.apart_at[i + 1]] and not (
                last < other or end < start
            ):
                return False
            if j in model.instead[model.instead_at[i] : model.instead_at[i + 1]]:
                return False
    return has_room(model, starts, i, start)


def has_room(model: PlanModel, starts: list[int | None], i: int, start: int) -> bool:
    left, money = model.room.copy(), model.budgets.copy()
    for j, other in enumerate(starts):
        if other is not None and model.fixed[j] == FREE:
            for at in rows(model, model.use_at, j):
                begin = other + int(model.use_from[at])
                left[model.use_resource[at], begin : begin + int(model.use_weeks[at])] -= (
                    model.use_amount[at]
                )
            if model.purse[other] >= 0:
                money[model.purse[other]] -= model.cost[j]
    for at in rows(model, model.use_at, i):
        begin = start + int(model.use_from[at])
        for week in range(begin, min(model.horizon, begin + int(model.use_weeks[at]))):
            if left[model.use_resource[at], week] < model.use_amount[at] - 1e-5:
                return False
    purse = int(model.purse[start])
    return purse < 0 or model.cost[i] == 0 or bool(money[purse] >= model.cost[i] - 1e-6)


def plain(model: PlanModel, order: list[int]) -> list[int | None]:
    """Return the starts of a serial schedule, made week by week."""
    starts: list[int | None] = [None] * len(model)
    for i in order:
        weeks = (week for week in range(model.horizon) if fits(model, starts, i, week))
        starts[i] = next(weeks, None)
    return starts
