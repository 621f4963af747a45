"""Tiny parts with every kind of rule, and the best plan of each by trying all."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from hypothesis import strategies as st

from changekit.extension.protocols.planning import flat
from changekit.services.planning.engines.parts import NEVER, Part

HORIZON = 6


def whole(items: list[int]) -> np.ndarray:
    return np.array(items, dtype=np.int32)


@st.composite
def parts(draw: st.DrawFn, *, most: int = 4, lags: tuple[int, int] = (-1, 2)) -> Part:
    """Return a part of a few initiatives over a few weeks."""
    count = draw(st.integers(1, most))
    weeks = [draw(st.integers(1, 3)) for _ in range(count)]
    adds = st.one_of(st.just(NEVER), st.integers(-20, 90))
    gain = np.array([[draw(adds) for _ in range(HORIZON)] for _ in range(count)], dtype=np.int64)
    use = st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(1, 3), st.integers(1, 3))
    use_at, uses = flat([draw(st.lists(use, max_size=2)) for _ in range(count)])
    link = st.tuples(st.integers(*lags), st.booleans())
    before_at, links = flat([[(j, *draw(link)) for j in range(i) if draw(st.booleans())]
                             for i in range(count)])  # fmt: skip
    pairs = [[draw(st.sampled_from([0, 0, 1, 2])) for _ in range(i)] for i in range(count)]
    apart_at, apart = flat(_both(pairs, 1))
    instead_at, instead = flat(_both(pairs, 2))
    budgets = draw(st.lists(st.integers(0, 9), max_size=2))
    purse = [draw(st.integers(-1, len(budgets) - 1)) for _ in range(HORIZON)]
    after = sorted((j, i, *rest) for i, row in enumerate(_rows(before_at, links))
                   for j, *rest in row)  # fmt: skip
    after_at = np.searchsorted([a[0] for a in after], range(count + 1)).tolist()
    return Part(
        members=whole(list(range(count))), resources=whole([0, 1]), horizon=HORIZON,
        weeks=whole(weeks), gain=gain, scale=1.0, rounded=0.0,
        must=np.array([draw(st.booleans()) for _ in range(count)]),
        room=np.array([[draw(st.integers(0, 5)) for _ in range(HORIZON)] for _ in range(2)]),
        step=np.ones(2), use_at=whole(use_at), use_resource=whole([u[0] for u in uses]),
        use_from=whole([u[1] for u in uses]), use_weeks=whole([u[2] for u in uses]),
        use_amount=np.array([u[3] for u in uses], dtype=np.int64), before_at=whole(before_at),
        before=whole([b[0] for b in links]), lag=whole([b[1] for b in links]),
        required=np.array([b[2] for b in links], dtype=np.bool_), after_at=whole(after_at),
        after=whole([a[1] for a in after]), after_lag=whole([a[2] for a in after]),
        apart_at=whole(apart_at), apart=whole(apart), instead_at=whole(instead_at),
        instead=whole(instead),
        cost=np.array([draw(st.integers(0, 5)) for _ in range(count)], dtype=np.int64),
        purse=whole(purse), budgets=np.array(budgets, dtype=np.int64),
    )  # fmt: skip


def _both(pairs: list[list[int]], kind: int) -> list[list[int]]:
    count = len(pairs)
    return [[j for j in range(count) if i != j and pairs[max(i, j)][min(i, j)] == kind]
            for i in range(count)]  # fmt: skip


def _rows(offsets: list[int], items: list[Any]) -> list[list[Any]]:  # Any: items of one kind
    return [items[low:high] for low, high in itertools.pairwise(offsets)]


def optimum(part: Part, *, all_must: bool = False) -> int | None:
    """Return the gains of the best plan, None where none holds all that is mandatory."""
    choices = [[None, *np.flatnonzero(row > NEVER).tolist()] for row in part.gain]
    found = [
        sum(int(part.gain[i, start]) for i, start in enumerate(starts) if start is not None)
        for starts in itertools.product(*choices)
        if not (all_must and any(starts[i] is None for i in np.flatnonzero(part.must)))
        and holds(part, starts)
    ]
    return max(found, default=None)


def holds(part: Part, starts: tuple[int | None, ...]) -> bool:
    """Tell whether a plan keeps every rule, the plain way."""
    left = np.hstack([part.room, np.full((len(part.room), HORIZON), 1 << 40)])
    money = part.budgets.copy()
    for i, start in enumerate(starts):
        if start is None:
            continue
        for at in range(part.use_at[i], part.use_at[i + 1]):
            begin = start + part.use_from[at]
            row = left[part.use_resource[at]]
            row[begin : begin + part.use_weeks[at]] -= part.use_amount[at]
        if part.purse[start] >= 0:
            money[part.purse[start]] -= part.cost[i]
        if not _linked(part, starts, i, start):
            return False
    return bool((left >= 0).all() and (money >= 0).all())


def _linked(part: Part, starts: tuple[int | None, ...], i: int, start: int) -> bool:
    for at in range(part.before_at[i], part.before_at[i + 1]):
        j = part.before[at]
        if starts[j] is None:
            if part.required[at]:
                return False
        elif start < starts[j] + part.weeks[j] + part.lag[at]:
            return False
    others = [(j, starts[j]) for j in part.apart[part.apart_at[i] : part.apart_at[i + 1]]]
    for j, other in others:
        if other is not None and start < other + part.weeks[j] and other < start + part.weeks[i]:
            return False
    near = part.instead[part.instead_at[i] : part.instead_at[i + 1]]
    return all(starts[j] is None for j in near)
