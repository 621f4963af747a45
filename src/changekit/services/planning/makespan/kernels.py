"""Fast loops: a list of activities becomes a schedule, each as early as it fits.

All resources of a week stand side by side in one whole number, each with a bit above it that is
set. Taking away what an activity needs of all of them at once clears such a bit where there is
not enough. All loops count in whole numbers: compiled and plain they give the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from changekit.optional.fast import jit

if TYPE_CHECKING:
    from changekit.services.planning.makespan.problem import Whole

__all__ = ["Net", "serial", "sort"]


class Net(NamedTuple):
    """A problem in words; see `packing`.

    Attributes:
        full: What there is, by word and week, with the upper bits set.
        guard: The upper bits of each word.
    """

    weeks: Whole
    earliest: Whole
    latest: Whole
    before_at: Whole
    before: Whole
    lag: Whole
    use_at: Whole
    use_word: Whole
    use_from: Whole
    use_weeks: Whole
    use_amount: Whole
    full: Whole
    guard: Whole


@jit
def first_room(net: Net, room: Whole, u: int, week: int) -> int:
    """Return the first week, from a week on, from which a use fits all its weeks."""
    w, amount, length = net.use_word[u], net.use_amount[u], net.use_weeks[u]
    guard = net.guard[w]
    run = 0
    while run < length:
        run = run + 1 if (room[w, week] - amount) & guard == guard else 0
        week += 1
    return int(week - length)


@jit
def first_start(net: Net, room: Whole, i: int, week: int) -> int:
    """Return the first week, from a week on, in which all uses of an activity fit."""
    first, last = net.use_at[i], net.use_at[i + 1]
    agreed, u = 0, first
    while agreed < last - first:
        found = first_room(net, room, u, week + net.use_from[u]) - net.use_from[u]
        agreed = 1 if found > week else agreed + 1
        week = found
        u = u + 1 if u + 1 < last else first
    return week


@jit
def serial(net: Net, order: Whole, room: Whole, starts: Whole) -> int:
    """Schedule a list and return the week in which all has ended.

    Source: Kelley (1963), in Muth & Thompson, Industrial Scheduling, 347-365: the serial scheme.

    Args:
        net: The problem.
        order: Each activity, after those it waits for.
        room: Where what is left is kept.
        starts: Where the starts go.
    """
    room[: net.full.shape[0], :] = net.full
    end = 0
    for k in range(len(order)):
        i = order[k]
        week = net.earliest[i]
        for e in range(net.before_at[i], net.before_at[i + 1]):
            j = net.before[e]
            week = max(week, starts[j] + net.weeks[j] + net.lag[e])
        week = first_start(net, room, i, week)
        for u in range(net.use_at[i], net.use_at[i + 1]):
            w, amount, begin = net.use_word[u], net.use_amount[u], week + net.use_from[u]
            for v in range(begin, begin + net.use_weeks[u]):
                room[w, v] -= amount
        starts[i] = week
        end = max(end, week + net.weeks[i])
    return end


@jit
def sort(keys: Whole, order: Whole, counts: Whole) -> None:
    """Put the numbers of keys in the order of the keys; of equal keys the lower number first.

    Args:
        keys: Whole numbers less than `len(counts)` apart.
        order: Where the numbers go.
        counts: Room for counting.
    """
    low, high = keys[0], keys[0]
    for i in range(len(keys)):
        low, high = min(low, keys[i]), max(high, keys[i])
    for v in range(high - low + 2):
        counts[v] = 0
    for i in range(len(keys)):
        counts[keys[i] - low + 1] += 1
    for v in range(high - low):
        counts[v + 1] += counts[v]
    for i in range(len(keys)):
        v = keys[i] - low
        order[counts[v]] = i
        counts[v] += 1
