"""What each decision of a management group costs: the plan with it, and the plan without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from changekit.model.decision import Decision
from changekit.services.planning.compiling.decided import deed
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.services.planning.result import Plan

__all__ = ["Override", "Overrides", "overrides_of"]


@attrs.frozen(kw_only=True)
class Override:
    """One decision that the plan obeys, and what it costs.

    Attributes:
        cost: How much more the plan would give without it, with the same effort and seed; below
            0 where it would give less.
        moved: How many other initiatives would stand elsewhere without it.
    """

    decision: Decision
    title: Text
    cost: float
    moved: int

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return it as JSON values."""
        told = self.decision
        return {
            "initiative": told.initiative, "do": told.do, "date": told.date.isoformat(),
            "start": told.begins.isoformat() if told.begins else None,
            "body": told.body.to(language), "reference": told.reference,
            "why": told.why.to(language) if told.why else None,
            "cost": round(self.cost, 6), "moved": self.moved,
        }  # fmt: skip


@attrs.frozen(kw_only=True, repr=False)
class Overrides(Shown):
    """What the decisions that a plan obeys cost, the dearest first."""

    items: tuple[Override, ...]
    notice: Text | None = None
    language: str = "en"

    def __len__(self) -> int:
        """Return how many decisions the plan obeys."""
        return len(self.items)

    def table(self) -> Table:
        """Return one row for each decision."""
        rows = tuple(
            (
                item.decision.initiative, item.title, deed(item.decision), item.decision.body,
                item.decision.date, item.decision.reference, round(item.cost, 1), item.moved,
            )
            for item in self.items
        )  # fmt: skip
        return Table(title=TITLE, columns=COLUMNS, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the rows as JSON values, under the key `overrides`."""
        return {"overrides": [item.to_dict(self.language) for item in self.items]}


NOTHING = Text(
    sv="Planen följer inga beslut, så inget beslut kostar något.",
    en="The plan obeys no decisions, so that none costs anything.",
)
TITLE = Text(sv="Vad besluten kostar i nytta", en="What the decisions cost in value")
COLUMNS = (
    Column("id", Text(sv="Id", en="Id")),
    Column("title", Text(sv="Förändringsinitiativ", en="Initiative")),
    Column("do", Text(sv="Beslut", en="Decision")),
    Column("body", Text(sv="Beslutat av", en="Decided by")),
    Column("date", Text(sv="Datum", en="Date"), "date"),
    Column("reference", Text(sv="Diarienummer", en="Reference")),
    Column("cost", Text(sv="Kostar", en="Costs"), "number"),
    Column("moved", Text(sv="Flyttar andra", en="Moves others"), "number"),
)


def overrides_of(plan: Plan) -> Overrides:
    """Return what each decision costs: the value without it, less the value with it.

    Each is left out by itself, and all is planned again with the same effort and seed. The search
    ends where it ends, so that a small difference says little.
    """
    from changekit.services.planning.plan import plan as planned

    town = plan.compiled.municipality
    found = []
    for name, decision in plan.compiled.decisions.items():
        others = tuple(item for item in town.decisions if item != decision)
        without = planned(attrs.evolve(town, decisions=others), as_of=plan.as_of, **plan.options)
        moved = [item.id for item in plan.compare(without).moved if item.id != name]
        found.append(
            Override(
                decision=decision, title=town.initiatives_by_id[name].title,
                cost=without.objective - plan.objective, moved=len(moved),
            )
        )  # fmt: skip
    found.sort(key=lambda item: (-item.cost, item.decision.id))
    return Overrides(items=tuple(found), notice=plan.notice, language=plan.language)
