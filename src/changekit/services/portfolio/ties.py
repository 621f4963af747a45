"""Links that contradict each other, go in circles, or lead to what is stopped."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from changekit.rules import portfolio as rules
from changekit.services.dependencies.circles import contradictions, cycles
from changekit.services.dependencies.links import BINDING, from_municipality
from changekit.services.portfolio.open_work import initiative_finding, open_initiatives

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from changekit.findings import Finding
    from changekit.model.municipality import Municipality

__all__ = ["both_running", "circles", "contradicting", "linked_twice", "needs_stopped"]


def circles(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find initiatives that wait for each other; each circle is named as a path."""
    _, ties = from_municipality(municipality)
    pairs = [(tie.source, tie.target) for tie in ties if tie.kind in BINDING]
    items = municipality.initiatives_by_id
    for path in cycles(pair for pair in pairs if pair[1] in items).paths:
        circle = " -> ".join(path)
        yield initiative_finding(
            municipality, rules.CYCLIC_LINKS, items[path[0]], field="links",
            path=f"links = {circle}", circle=circle,
        )  # fmt: skip


def contradicting(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find links that cannot all be meant; two that require each other are a circle."""
    _, ties = from_municipality(municipality)
    items = municipality.initiatives_by_id
    for found in contradictions(tie for tie in ties if tie.target in items):
        if found.kind != "requires-each-other":
            first, *others = found.initiatives
            yield initiative_finding(
                municipality, rules.CONTRADICTORY_LINKS, items[first], field="links",
                path=f"links = {', '.join(others)}", what=found.text,
            )  # fmt: skip


def linked_twice(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find links of one kind that an initiative has more than once to the same other."""
    for item in municipality.initiatives:
        counts = Counter((link.kind, link.to) for link in item.links)
        for (kind, other), count in counts.items():
            if count > 1:
                yield initiative_finding(
                    municipality, rules.LINK_TWICE, item, field="links",
                    path=f"links = {other}", kind=kind, other=other, count=count,
                )  # fmt: skip


def needs_stopped(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find open initiatives that require one that is stopped."""
    items = municipality.initiatives_by_id
    for item in open_initiatives(municipality):
        for link in item.links:
            other = items.get(link.to)
            if link.kind == "requires" and other and other.status == "stopped":
                yield initiative_finding(
                    municipality, rules.NEEDS_STOPPED, item, field="links",
                    path=f"links = {other.id}", other=other.id,
                )  # fmt: skip


def both_running(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find alternatives that are both chosen, and conflicting initiatives that both run."""
    kinds = {
        "alternative-to": (rules.ALTERNATIVES_BOTH_RUN, ("decided", "running")),
        "conflicts": (rules.CONFLICTING_BOTH_RUN, ("running",)),
    }
    items = municipality.initiatives_by_id
    seen = set()
    for item in municipality.initiatives:
        for link in item.links:
            other = items.get(link.to)
            if link.kind not in kinds or other is None:
                continue
            rule, chosen = kinds[link.kind]
            key = (rule.code, *sorted((item.id, other.id)))
            if item.status in chosen and other.status in chosen and key not in seen:
                seen.add(key)
                yield initiative_finding(
                    municipality, rule, item, field="links",
                    path=f"links = {other.id}", other=other.id,
                )  # fmt: skip
