"""An exact search for starts: it finds some, proves that there are none, or gives up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from changekit.services.planning.clashes.narrowing import narrowed
from changekit.services.planning.engines.schedule import bits_of, shifts_over

if TYPE_CHECKING:
    from changekit.services.planning.clashes.case import Case

    Domains: TypeAlias = "list[int]"

__all__ = ["Answer", "answer"]

Verdict: TypeAlias = Literal["yes", "no", "unknown"]


@attrs.frozen(kw_only=True)
class Answer:
    """Whether a case can be planned.

    Attributes:
        verdict: `unknown` where the search was not brought to an end.
        starts: Starts that keep every rule; none without a yes.
        nodes: How many decisions were tried.
    """

    verdict: Verdict
    starts: tuple[int, ...] = ()
    nodes: int = 0


def answer(case: Case, *, nodes: int) -> Answer:
    """Return whether all initiatives of a case can be planned.

    Two plans made in a moment are tried first; then windows are narrowed, and decisions tried one
    after the other, the earliest start first.

    Args:
        case: The problem.
        nodes: How many decisions may be tried.
    """
    if not all(case.domain):
        return Answer(verdict="no")
    for order in (_by_last(case), _by_freedom(case)):
        starts = _serial(case, order)
        if starts is not None:
            return Answer(verdict="yes", starts=starts)
    return _Search(case, nodes).run()


def _by_last(case: Case) -> list[int]:
    """Return the initiatives by the last week in which they can be done, each after its own."""
    last = [bits.bit_length() + weeks for bits, weeks in zip(case.domain, case.weeks, strict=True)]
    for _ in case.before:
        for i, j, gap in case.before:
            last[i] = min(last[i], last[j] - case.weeks[j] - gap + case.weeks[i])
    return _sorted(case, last)


def _by_freedom(case: Case) -> list[int]:
    """Return the initiatives by how few weeks they can start in, each after its own."""
    return _sorted(case, [bits.bit_count() for bits in case.domain])


def _sorted(case: Case, key: list[int]) -> list[int]:
    left, ordered = set(range(len(case.names))), []
    while left:
        ready = {i for i in left if not any(j == i and o in left for o, j, _ in case.before)}
        if not ready:  # a circle; the search will find it
            return sorted(range(len(key)), key=lambda i: (key[i], i))
        best = min(ready, key=lambda i: (key[i], i))
        ordered.append(best)
        left.discard(best)
    return ordered


def _serial(case: Case, order: list[int]) -> tuple[int, ...] | None:
    """Return starts made one after the other, each as early as it fits; None where none does."""
    starts: list[int | None] = [None] * len(order)
    left = [room.copy() for room in case.room]
    money = list(case.budgets)
    for i in order:
        bits = case.domain[i] & _around(case, starts, i)
        for resource, offset, length, amount in case.uses[i]:
            good = bits_of(left[resource] >= amount) | (-1 << case.horizon)
            for shift in shifts_over(length):
                good &= good >> shift
            bits &= good >> offset
        while bits:
            at = (bits & -bits).bit_length() - 1
            if case.purse[at] < 0 or money[case.purse[at]] >= case.cost[i]:
                break
            bits &= bits - 1
        else:
            return None
        starts[i] = at
        if case.purse[at] >= 0:
            money[case.purse[at]] -= case.cost[i]
        for resource, offset, length, amount in case.uses[i]:
            left[resource][at + offset : at + offset + length] -= amount
    found = tuple(at for at in starts if at is not None)
    return found if case.holds(found) else None


def _around(case: Case, starts: list[int | None], i: int) -> int:
    """Return the weeks that links leave."""
    bits = -1
    for first, second, gap in case.before:
        other = starts[first] if second == i else starts[second]
        if other is not None and second == i:
            bits &= -1 << (other + gap)
        elif other is not None and first == i:
            bits &= (1 << max(0, other - gap + 1)) - 1
    for one, two in case.apart:
        if i in (one, two):
            beside = two if i == one else one
            other = starts[beside]
            if other is not None:
                low, high = max(0, other - case.weeks[i] + 1), other + case.weeks[beside]
                bits &= ~((1 << high) - (1 << low))
    return bits


class _Search:
    """Depth first; what is put off is looked at again when its earliest start has changed.

    Source: Le Pape et al. (1994), 4th workshop of the UK planning special interest group:
    schedule or postpone. Where loads are the same in all weeks of an initiative and no money is
    short, some plan lets nothing start earlier by itself, so that what is put off has to wait
    for another; elsewhere each week is tried.
    """

    def __init__(self, case: Case, nodes: int) -> None:
        self.case, self.most, self.nodes = case, nodes, 0
        self.even = not any(case.cost) and all(
            offset == 0 and length == case.weeks[i]
            for i, uses in enumerate(case.uses)
            for _, offset, length, _ in uses
        ) and all(gap > 0 for _, _, gap in case.before)  # fmt: skip

    def run(self) -> Answer:
        """Return the answer."""
        waiting: list[tuple[Domains, dict[int, int]]] = [(list(self.case.domain), {})]
        while waiting:
            if self.nodes > self.most:
                return Answer(verdict="unknown", nodes=self.nodes)
            domains, put_off = waiting.pop()
            self.nodes += 1
            if not narrowed(self.case, domains):
                continue
            free = [i for i, bits in enumerate(domains) if bits & (bits - 1)]
            if not free:
                starts = tuple(bits.bit_length() - 1 for bits in domains)
                if self.case.holds(starts):
                    return Answer(verdict="yes", starts=starts, nodes=self.nodes)
                continue
            waiting += self._branches(domains, put_off, free)
        return Answer(verdict="no", nodes=self.nodes)

    def _branches(
        self, domains: Domains, put_off: dict[int, int], free: list[int]
    ) -> list[tuple[Domains, dict[int, int]]]:
        """Return the two ways on, the better one last."""
        low = {i: domains[i] & -domains[i] for i in free}
        ready = [i for i in free if put_off.get(i) != low[i]]
        if not ready:
            return []
        i = min(ready, key=lambda i: (low[i], domains[i], i))
        now, later = list(domains), list(domains)
        now[i] = low[i]
        if self.even:
            return [(later, {**put_off, i: low[i]}), (now, put_off)]
        later[i] &= ~low[i]
        return [(later, put_off), (now, put_off)]
