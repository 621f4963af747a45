"""What a plan is as sheets: the plan, load, breaches, worth of capacity, and what moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.services.load import Asked, load, still_settling
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.services.planning import Plan
    from changekit.services.planning.changes.replanning import Replan
    from changekit.tables import Table

__all__ = ["plan_tables"]

LOAD = Text(sv="Belastning", en="Load")
BREACHES = Text(sv="För mycket", en="Too much")
CAUSES = Text(sv="Vem orsakar det", en="Who causes it")
WORTH = Text(sv="Vad kapacitet är värd", en="Worth of capacity")
MOVES = Text(sv="Vad som flyttas", en="Moves")
CLASHES = Text(sv="Krav som inte går ihop {n}", en="Clash {n}")


def plan_tables(plan: Plan, replanned: Replan | None = None) -> tuple[Table, ...]:
    """Return the plan as tables for sheets, that of the plan first; empty ones are left out.

    Args:
        plan: The plan.
        replanned: What it moved away from an earlier plan; None where there is none.
    """
    found = [(title, table) for title, table in _tables(plan, replanned) if len(table)]
    notice = plan.notice
    named = (attrs.evolve(table, title=title, notice=notice) for title, table in found)
    return (plan.table(), *named)


def _tables(plan: Plan, replanned: Replan | None) -> Iterator[tuple[Text, Table]]:
    if replanned is not None:
        yield MOVES, replanned.table()
    for at, clash in enumerate(plan.clashes, start=1):
        yield CLASHES.format(n=at), clash.table()
    town = plan.compiled.municipality
    if town.organisation.units:
        weeks = plan.compiled.calendar
        spans = {name: (it.start, it.weeks) for name, it in plan.intervals().items()}
        asked = Asked(intervals={**still_settling(town, weeks), **spans})
        picture = load(town, asked, calendar=weeks, language=plan.language)
        yield LOAD, picture.table()
        yield BREACHES, picture.breaches.table()
        yield CAUSES, picture.breaches.by_cause()
    yield WORTH, plan.worth_of_capacity().table()
