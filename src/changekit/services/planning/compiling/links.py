"""What waits for what, what excludes what, and what therefore cannot be planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.findings import Finding
from changekit.rules import planning as rules
from changekit.services.planning.why import reasons
from changekit.services.planning.why.reasons import Reason
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from changekit.model.calendar import Calendar
    from changekit.model.initiative import Initiative, Link
    from changekit.model.municipality import Municipality
    from changekit.services.planning.compiling.assumptions import Item

__all__ = ["Ties", "tie"]

STATUS_NAMES = {
    "stopped": Text(sv="stoppat", en="stopped"),
    "paused": Text(sv="pausat", en="paused"),
}


@attrs.frozen(kw_only=True)
class Before:
    """Something that has to end before: its id, the weeks between, and whether it is needed."""

    id: str
    lag: int
    required: bool


@attrs.define(kw_only=True)
class Ties:
    """All ties between what is planned.

    Attributes:
        before: What each waits for.
        release: The first week in which what is done lets each start.
        apart: Those that must not run at the same time as each.
        instead: Those that are not done if each is done.
        barred: Those that cannot be planned, each with its reason.
        dropped: Pairs whose order is not kept, because it closes a circle.
    """

    before: dict[str, list[Before]] = attrs.field(factory=dict)
    release: dict[str, int] = attrs.field(factory=dict)
    apart: dict[str, set[str]] = attrs.field(factory=dict)
    instead: dict[str, set[str]] = attrs.field(factory=dict)
    barred: dict[str, Reason] = attrs.field(factory=dict)
    dropped: set[tuple[str, str]] = attrs.field(factory=set)
    findings: list[Finding] = attrs.field(factory=list)


def tie(
    municipality: Municipality,
    items: Mapping[str, Item],
    *,
    calendar: Calendar,
    fixed: Mapping[str, int],
    free: Iterable[str],
) -> Ties:
    """Return the ties between initiatives.

    Args:
        municipality: Where findings stand.
        items: All initiatives, by id.
        calendar: The weeks of the plan.
        fixed: The start week of those that run or are pinned.
        free: Those whose start is to be found.
    """
    ties = Ties()
    open_ = set(free)
    for name in [*fixed, *sorted(open_)]:
        for link in items[name].initiative.links:
            _add(ties, municipality, items, link, name=name, calendar=calendar, fixed=fixed,
                 open_=open_)  # fmt: skip
    _choose(ties, items, fixed, open_)
    _break_circles(ties, municipality, open_)
    _check_pins(ties, municipality, items, calendar, fixed)
    _spread(ties, items, open_)
    return ties


def title(items: Mapping[str, Item], name: str) -> Text:
    """Return the title of an initiative, or its id where it is not known."""
    return items[name].initiative.title if name in items else Text.plain(name)


def _add(  # a link, and all that it may concern
    ties: Ties,
    municipality: Municipality,
    items: Mapping[str, Item],
    link: Link,
    *,
    name: str,
    calendar: Calendar,
    fixed: Mapping[str, int],
    open_: set[str],
) -> None:
    other = link.to
    planned = other in fixed or other in open_
    if link.kind in ("requires", "follows"):
        if planned:
            required = link.kind == "requires"
            before = Before(id=other, lag=link.lag_weeks, required=required)
            ties.before.setdefault(name, []).append(before)
        elif other in items and items[other].initiative.status == "done":
            _release(ties, name, items[other].initiative, link, calendar)
        elif link.kind == "requires" and name in open_:
            _bar(ties, municipality, items, name, other)
    elif link.kind == "conflicts" and planned and other != name:
        ties.apart.setdefault(name, set()).add(other)
        ties.apart.setdefault(other, set()).add(name)


def _release(ties: Ties, name: str, other: Initiative, link: Link, calendar: Calendar) -> None:
    if other.finished is not None:
        week = calendar.index(other.finished) + 1 + link.lag_weeks
        ties.release[name] = max(ties.release.get(name, week), week)


def _bar(
    ties: Ties, municipality: Municipality, items: Mapping[str, Item], name: str, other: str
) -> None:
    status = items[other].initiative.status if other in items else "unknown"
    word = {"stopped": "requires-stopped", "paused": "requires-paused"}.get(
        status, "requires-unknown"
    )
    ties.barred[name] = reasons.of("precedence", word, subject=other, name=title(items, other))
    if status in STATUS_NAMES:
        ties.findings.append(
            Finding.of(
                rules.REQUIRES_STOPPED,
                {"other": other, "status": STATUS_NAMES[status]},
                subject=name,
                place=municipality.place("initiative", name, "links"),
                path="links",
            )
        )


def _choose(
    ties: Ties, items: Mapping[str, Item], fixed: Mapping[str, int], open_: set[str]
) -> None:
    """Note that only one of several is done; one that is done or fixed decides it.

    Ours: those that are linked as alternatives, directly or through others, serve the same end.
    """
    for group in _alternatives(items):
        taken = [n for n in group if n in fixed or items[n].initiative.status == "done"]
        free = [name for name in group if name in open_]
        for name in free:
            if taken:
                ties.barred[name] = reasons.of(
                    "decision", "instead", subject=taken[0], name=title(items, taken[0])
                )
            else:
                ties.instead[name] = {other for other in free if other != name}


def _alternatives(items: Mapping[str, Item]) -> list[list[str]]:
    """Return the groups of which only one is to be done, each sorted."""
    near: dict[str, set[str]] = {}
    for name, item in items.items():
        for link in item.initiative.links:
            if link.kind == "alternative-to" and link.to in items and link.to != name:
                near.setdefault(name, set()).add(link.to)
                near.setdefault(link.to, set()).add(name)
    groups, seen = [], set()
    for name in sorted(near):
        waiting, group = [name], set()
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                group.add(at)
                waiting += near[at]
        if group:
            groups.append(sorted(group))
    return groups


def _break_circles(ties: Ties, municipality: Municipality, open_: set[str]) -> None:
    """Bar those that require each other; drop `follows` where it closes a circle."""
    required = {
        name: [before.id for before in ties.before.get(name, ()) if before.required]
        for name in open_
    }
    for circle in _circles(required):
        path = " -> ".join([*circle, circle[0]])
        for name in circle:
            ties.barred[name] = reasons.of("precedence", "circle", subject=name, path=path)
        ties.findings.append(
            Finding.of(
                rules.CIRCULAR_REQUIRES,
                {"path": path},
                subject=circle[0],
                path="links",
                place=municipality.place("initiative", circle[0], "links"),
            )
        )
    every = {name: [before.id for before in ties.before.get(name, ())] for name in ties.before}
    for circle in _circles(every):
        inside = set(circle)
        for name in sorted(circle):
            for before in ties.before[name]:
                if before.id in inside and not before.required:
                    ties.dropped.add((name, before.id))
                    ties.findings.append(
                        Finding.of(
                            rules.CIRCULAR_FOLLOWS,
                            {"id": name, "other": before.id},
                            subject=name,
                            path="links",
                            place=municipality.place("initiative", name, "links"),
                        )
                    )
            ties.before[name] = [
                before
                for before in ties.before[name]
                if before.id not in inside or before.required
            ]


def _circles(links: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return the groups whose members all lead to each other, each as a path around it.

    Source: Tarjan (1972), SIAM Journal on Computing 1(2), 146-160, without recursion.
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: list[str] = []
    on_stack: set[str] = set()
    found = []
    for root in sorted(links):
        work = [(root, iter(sorted(set(links[root]))))] if root not in index else []
        while work:
            name, targets = work[-1]
            if name not in index:
                index[name] = low[name] = len(index)
                open_.append(name)
                on_stack.add(name)
            for other in targets:
                if other not in index:
                    work.append((other, iter(sorted(set(links.get(other, ()))))))
                    break
                if other in on_stack:
                    low[name] = min(low[name], index[other])
            else:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[name])
                if low[name] == index[name]:
                    at = open_.index(name)
                    group, open_[at:] = open_[at:], []
                    on_stack -= set(group)
                    if len(group) > 1 or name in links.get(name, ()):
                        found.append(_around(group, links))
    return sorted(found)


def _around(group: list[str], links: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the members of a group, a shortest circle through its first member first."""
    inside, first = set(group), min(group)
    paths = {first: [first]}
    waiting = [first]
    circle = [first]
    while waiting:
        name = waiting.pop(0)
        targets = sorted(inside & set(links.get(name, ())))
        if first in targets:
            circle = paths[name]
            break
        for other in targets:
            if other not in paths:
                paths[other] = [*paths[name], other]
                waiting.append(other)
    return [*circle, *sorted(inside - set(circle))]


def _check_pins(
    ties: Ties,
    municipality: Municipality,
    items: Mapping[str, Item],
    calendar: Calendar,
    fixed: Mapping[str, int],
) -> None:
    """Drop links from what is fixed to what cannot be done before it."""
    for name in sorted(set(fixed) & set(ties.before)):
        kept = []
        for before in ties.before[name]:
            start = fixed.get(before.id)
            if start is None:
                start = max(0, ties.release.get(before.id, 0))
            done = start + items[before.id].weeks + before.lag
            if done <= fixed[name] and before.id not in ties.barred:
                kept.append(before)
            elif items[name].initiative.status != "running":
                ties.findings.append(
                    Finding.of(
                        rules.PIN_BREAKS_ORDER,
                        {"start": calendar.start(fixed[name]), "other": before.id},
                        subject=name,
                        place=municipality.place("initiative", name, "start"),
                        path="start",
                    )
                )
        ties.before[name] = kept


def _spread(ties: Ties, items: Mapping[str, Item], open_: set[str]) -> None:
    """Bar what requires something that is barred, and drop the ties of both."""
    needed_by: dict[str, list[str]] = {}
    for name, links in ties.before.items():
        for before in links:
            if before.required and name in open_:
                needed_by.setdefault(before.id, []).append(name)
    waiting = sorted(ties.barred)
    while waiting:
        barred = waiting.pop()
        for name in needed_by.get(barred, ()):
            if name not in ties.barred:
                ties.barred[name] = reasons.of(
                    "precedence", "requires-left-out", subject=barred, name=title(items, barred)
                )
                waiting.append(name)
    for name in ties.before:
        ties.before[name] = [b for b in ties.before[name] if b.id not in ties.barred]
