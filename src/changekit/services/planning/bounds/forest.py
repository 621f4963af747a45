"""Links between initiatives as a forest, in which the best plan is found link by link.

A forest keeps one link for each initiative at most. Of the other links those between what is
required and what requires it are priced, unless they follow from others; the rest is left out,
which can only raise a bound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from changekit.services.planning.engines.parts import NEVER

if TYPE_CHECKING:
    from changekit.services.planning.engines.parts import Part

__all__ = ["NOT", "Forest", "grow"]

NOT = 1 << 20
"""Weeks that no plan has: a start that is never possible."""


@attrs.frozen(kw_only=True)
class Forest:
    """A forest of links; see `Net` for the fields.

    Attributes:
        held: Whether an initiative may not be left out.
        left_out: How many links are neither kept nor priced nor follow from others.
    """

    first: list[int]
    last: list[int]
    held: list[bool]
    order: list[int]
    parent: list[int]
    back: list[int]
    ahead: list[int]
    needs: list[bool]
    bound: list[bool]
    extra: list[tuple[int, int, int]]
    left_out: int


@attrs.frozen
class _Link:
    """Two initiatives, and what one has to do when the other starts in week s.

    Attributes:
        one: Starts in week s.
        other: May then start until s - back or from s + ahead on.
        back: NOT where it may not start before.
        ahead: NOT where it may not start after.
        needs: The other has to be in when one is.
        bound: The other can only be in when one is.
    """

    one: int
    other: int
    back: int
    ahead: int
    needs: bool = False
    bound: bool = False

    def turned(self) -> _Link:
        """Return the same link seen from the other one."""
        return _Link(self.other, self.one, self.ahead, self.back, self.bound, self.needs)


def grow(part: Part, *, all_must: bool = False) -> Forest:
    """Return the links of a part as a forest.

    Args:
        part: What is planned.
        all_must: Only plans count that hold all that is mandatory.
    """
    waits = _waits(part)
    required = [(a, b, gap) for a, b, gap, strict in waits if strict]
    first, last = _windows(part, required)
    links = [_Link(a, b, NOT, gap, bound=True) for a, b, gap in required]
    links += [_Link(a, b, NOT, gap) for a, b, gap, strict in waits if not strict]
    links += [_Link(a, b, NOT, NOT) for a, b in _pairs(part.instead_at, part.instead)]
    weeks = part.weeks.tolist()
    links += [_Link(a, b, weeks[b], weeks[a]) for a, b in _pairs(part.apart_at, part.apart)]
    kept, rest = _spanning(len(part), links)
    order, up = _hang(len(part), kept)
    unkept = [(link.one, link.other, link.ahead) for link in rest if link.bound]
    extra = _not_implied(unkept, required)
    nothing = _Link(-1, -1, NOT, NOT)
    hung = [up.get(i, nothing) for i in range(len(part))]
    return Forest(
        first=first, last=last, held=_held(part, required, all_must=all_must), order=order,
        parent=[link.one for link in hung], back=[link.back for link in hung],
        ahead=[link.ahead for link in hung], needs=[link.needs for link in hung],
        bound=[link.bound for link in hung], extra=extra, left_out=len(rest) - len(unkept),
    )  # fmt: skip


def _waits(part: Part) -> list[tuple[int, int, int, bool]]:
    """Return each link as what ends before, what waits, weeks from start to start, required."""
    owner = np.repeat(np.arange(len(part)), np.diff(part.before_at)).tolist()
    before, lag = part.before.tolist(), part.lag.tolist()
    weeks, strict = part.weeks.tolist(), part.required.tolist()
    return [
        (a, b, weeks[a] + lag[at], bool(strict[at]))
        for at, (a, b) in enumerate(zip(before, owner, strict=True))
    ]


def _pairs(offsets: np.ndarray, items: np.ndarray) -> list[tuple[int, int]]:
    owner = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets)).tolist()
    pairs = {(min(a, b), max(a, b)) for a, b in zip(owner, items.tolist(), strict=True) if a != b}
    return sorted(pairs)


def _windows(part: Part, required: list[tuple[int, int, int]]) -> tuple[list[int], list[int]]:
    """Return the first and the last week in which each can start.

    What requires others starts after them, along the longest chain. Chains that close to a ring
    are followed n times at most; weeks are then wrongly open, which can only raise a bound.
    """
    open_weeks = part.gain > NEVER
    some = open_weeks.any(axis=1)
    first = np.where(some, open_weeks.argmax(axis=1), NOT).tolist()
    last = np.where(some, part.horizon - 1 - open_weeks[:, ::-1].argmax(axis=1), -1).tolist()
    for _ in range(len(part)):
        moved = False
        for a, b, gap in required:
            least = first[a] + gap if first[a] < NOT else NOT
            if least > first[b]:
                first[b], moved = least, True
        if not moved:
            break
    return [min(at, part.horizon) for at in first], last


def _spanning(count: int, links: list[_Link]) -> tuple[list[_Link], list[_Link]]:
    """Return links that close no ring, the first ones first, and the others."""
    root = list(range(count))

    def top(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    kept, rest = [], []
    for link in links:
        a, b = top(link.one), top(link.other)
        if a == b:
            rest.append(link)
        else:
            root[a] = b
            kept.append(link)
    return kept, rest


def _hang(count: int, kept: list[_Link]) -> tuple[list[int], dict[int, _Link]]:
    """Return an order with what hangs below first, and the link by which each hangs."""
    around: list[list[_Link]] = [[] for _ in range(count)]
    for link in kept:
        around[link.one].append(link)
        around[link.other].append(link.turned())
    seen = [False] * count
    up: dict[int, _Link] = {}
    down: list[int] = []
    for start in range(count):
        stack = [] if seen[start] else [start]
        while stack:
            at = stack.pop()
            seen[at] = True
            down.append(at)
            for link in around[at]:
                if not seen[link.other]:
                    up[link.other] = link
                    stack.append(link.other)
    return down[::-1], up


def _not_implied(
    unkept: list[tuple[int, int, int]], required: list[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """Return the links that do not follow from a chain of at least two others."""
    before: dict[int, list[tuple[int, int]]] = {}
    for a, b, gap in required:
        before.setdefault(b, []).append((a, gap))
    return sorted({link for link in unkept if not _follows(link, before)})


def _follows(link: tuple[int, int, int], before: dict[int, list[tuple[int, int]]]) -> bool:
    """Return whether a chain of other links keeps two as far apart, looking back from the later.

    Links of a week or more only: a ring of them is impossible anyway.
    """
    first, second, gap = link
    furthest: dict[int, int] = {}
    stack = [(a, weeks, 1) for a, weeks in before[second] if a != first]
    steps = 0
    while stack and steps < 1000:
        at, weeks, length = stack.pop()
        steps += 1
        if at == first:
            if weeks >= gap and length > 1:
                return True
            continue
        if weeks <= furthest.get(at, -1) or at == second:
            continue
        furthest[at] = weeks
        stack += [(a, weeks + more, length + 1) for a, more in before.get(at, ())]
    return False


def _held(part: Part, required: list[tuple[int, int, int]], *, all_must: bool) -> list[bool]:
    """Return what has to be in: what is mandatory, and all that it requires."""
    held: list[bool] = part.must.tolist() if all_must else [False] * len(part)
    needed: dict[int, list[int]] = {}
    for a, b, _ in required:
        needed.setdefault(b, []).append(a)
    stack = [i for i, must in enumerate(held) if must]
    while stack:
        for other in needed.get(stack.pop(), ()):
            if not held[other]:
                held[other] = True
                stack.append(other)
    return held
