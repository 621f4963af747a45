"""Several what-ifs side by side, and the plan as it is beside them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.files.what_if import read_what_if
from changekit.model.what_if import WhatIf
from changekit.services.planning.changes.asking import given_changes
from changekit.services.planning.changes.comparing import PlanDifference, figures_of
from changekit.services.planning.result import Plan
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.services.planning.changes.asking import Changes
    from changekit.services.planning.changes.comparing import Figures
    from changekit.tables import Cell

__all__ = ["Scenarios", "scenarios_of"]


@attrs.frozen(kw_only=True, repr=False)
class Scenarios(Shown):
    """Plans of several scenarios beside the plan as it is.

    Attributes:
        base: The plan as it is.
        plans: The plan of each scenario, by name, in the order in which they were given.
        titles: What each is called.
    """

    base: Plan
    plans: Mapping[str, Plan]
    titles: Mapping[str, Text]
    language: str = "en"

    def __getitem__(self, name: str) -> Plan:
        """Return the plan of a scenario.

        Raises:
            UnknownNameError: There is no such scenario.
        """
        if name not in self.plans:
            raise UnknownNameError("scenario", name, known=self.plans)
        return self.plans[name]

    def difference(self, name: str) -> PlanDifference:
        """Return what a scenario does differently from the plan as it is."""
        return self.base.compare(self[name])

    def table(self) -> Table:
        """Return one row for the plan as it is, and one for each scenario."""
        rows = [_row(AS_IS, figures_of(self.base), 0, None)]
        for name, plan in self.plans.items():
            moved = len(self.base.compare(plan).moved)
            more = plan.objective - self.base.objective
            rows.append(_row(self.titles[name], figures_of(plan), moved, more))
        title = Text(sv="Scenarier sida vid sida", en="Scenarios side by side")
        return Table(title=title, columns=COLUMNS, rows=tuple(rows), notice=self.base.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the figures of each scenario, and how it differs from the plan as it is."""
        return {
            "base": figures_of(self.base).to_dict(self.language),
            "scenarios": [
                {
                    "name": name,
                    "title": self.titles[name].to(self.language),
                    **self.base.compare(plan).to_dict(),
                }
                for name, plan in self.plans.items()
            ],
        }


AS_IS = Text(sv="Som det är", en="As it is")
COLUMNS = (
    Column("scenario", Text(sv="Scenario", en="Scenario")),
    Column("value", Text(sv="Nytta", en="Value"), "number"),
    Column("more", Text(sv="Mer än nu", en="More than now"), "number"),
    Column("planned", Text(sv="Med", en="Planned"), "number"),
    Column("left_out", Text(sv="Utelämnade", en="Left out"), "number"),
    Column("moved", Text(sv="Flyttade", en="Moved"), "number"),
    Column("last_end", Text(sv="Sista slut", en="Last end"), "date"),
    Column("breaches", Text(sv="Veckor över taket", en="Weeks over a limit"), "number"),
    Column("bound", Text(sv="Högst möjligt", en="At most possible"), "number"),
    Column("gap", Text(sv="Högst under bästa (%)", en="At most below best (%)"), "number"),
)


def _row(title: Text, figures: Figures, moved: int, more: float | None) -> tuple[Cell, ...]:
    return (
        title,
        round(figures.value, 1),
        None if more is None else round(more, 1),
        figures.planned,
        figures.left_out,
        moved,
        figures.last_end,
        figures.breached_weeks,
        None if figures.bound is None else round(figures.bound, 1),
        None if figures.gap is None else round(100 * figures.gap, 1),
    )


def scenarios_of(plan: Plan, given: Mapping[str, Changes] | WhatIf | Path | str) -> Scenarios:
    """Return the plans of scenarios: changes by name, or what a what-if file holds.

    Raises:
        InvalidDataError: A change says something that cannot be read.
        InvalidValueError: It is neither.
        UnknownNameError: A name is not known.
    """
    municipality = plan.compiled.municipality
    titles: dict[str, Text] = {}
    changes = {}
    if isinstance(given, Path | str):
        given = read_what_if(given, municipality, language=plan.language)
    if isinstance(given, WhatIf):
        for item in given.scenarios:
            titles[item.name] = item.title or Text.plain(item.name)
            changes[item.name] = (*given.changes, *item.changes)
    elif not isinstance(given, Mapping):
        kind = type(given).__name__
        raise InvalidValueError(
            Text(
                sv=f"scenarier ges som ändringar efter namn, eller som en fil, inte som {kind}",
                en=f"scenarios are given as changes by name, or as a file, not as {kind}",
            )
        )
    else:
        for name, what in given.items():
            titles[name] = Text.plain(name)
            changes[name] = given_changes(what, municipality, language=plan.language)
    plans = {name: plan.what_if(changes=what) for name, what in changes.items()}
    return Scenarios(base=plan, plans=plans, titles=titles, language=plan.language)
