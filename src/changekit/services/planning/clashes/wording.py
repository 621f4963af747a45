"""The rules of a clash in words, and where each of them stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from changekit.services.planning.clashes.clash import ClashRule
from changekit.services.planning.compiling.links import title
from changekit.services.planning.why.explain import last_day
from changekit.services.planning.why.trouble import resource_name
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.findings import Place
    from changekit.services.planning.clashes.demands import Demand, Town

__all__ = ["as_rule", "figure", "name_of"]

WORDS = {
    "mandatory": Text(sv="{name} måste vara med", en="{name} has to be in the plan"),
    "deadline": Text(
        sv="{name} ska vara klart {day} ({weeks} veckors arbete)",
        en="{name} has to be done by {day} ({weeks} weeks of work)",
    ),
    "earliest": Text(sv="{name} får inte börja före {day}",
                     en="{name} may not start before {day}"),
    "requires": Text(sv="{name} kräver {other}", en="{name} requires {other}"),
    "follows": Text(sv="{name} ska följa {other}", en="{name} is to follow {other}"),
    "conflict": Text(sv="{name} får inte pågå samtidigt som {other}",
                     en="{name} must not run at the same time as {other}"),
    "instead": Text(sv="bara ett av {name} och {other} görs",
                    en="only one of {name} and {other} is done"),
    "stopped": Text(sv="{name} är stoppat", en="{name} is stopped"),
    "paused": Text(sv="{name} är pausat", en="{name} is paused"),
    "pin": Text(sv="{name} startar {day} enligt beslut", en="{name} starts on {day} by decision"),
    "running": Text(sv="{name} pågår till {day}", en="{name} runs until {day}"),
    "freeze": Text(sv="inget driftsätts {day} till {end}{why}",
                   en="nothing goes live from {day} to {end}{why}"),
    "capacity": Text(sv="{name} orkar {amount} i veckan",
                     en="{name} can carry {amount} in a week"),
    "capacity-varies": Text(sv="{name} orkar {low} till {amount} i veckan",
                            en="{name} can carry {low} to {amount} in a week"),
    "peak": Text(sv="{name} har toppar i det dagliga arbetet",
                 en="{name} has peaks in its daily work"),
    "limit": Text(sv="{name}: högst {amount} initiativ samtidigt",
                  en="{name}: at most {amount} initiatives at once"),
    "assumed-limit": Text(sv="{name}: högst {amount} initiativ samtidigt har antagits",
                          en="{name}: at most {amount} initiatives at once was assumed"),
    "role": Text(sv="{name} har {amount} timmar i veckan",
                 en="{name} has {amount} hours in a week"),
    "budget": Text(sv="budgeten för {name} räcker till {amount} {unit}",
                   en="the budget for {name} has {amount} {unit} left"),
    "horizon": Text(sv="planen slutar {day}", en="the plan ends on {day}"),
}  # fmt: skip
SPOTS = {
    "mandatory": ("initiative", "mandatory"), "deadline": ("initiative", "deadline"),
    "earliest": ("initiative", "earliest"), "pin": ("initiative", "start"),
    "requires": ("initiative", "links"), "follows": ("initiative", "links"),
    "conflict": ("initiative", "links"), "instead": ("initiative", "links"),
    "halted": ("initiative", "status"), "running": ("initiative", "started"),
    "capacity": ("unit", "capacity"), "limit": ("unit", "limit"), "peak": ("unit", "peaks"),
    "role": ("role", "capacity_hours_per_week"), "horizon": ("changekit", "period"),
}  # fmt: skip


def as_rule(town: Town, demand: Demand) -> ClashRule:
    """Return a rule in words, with its place."""
    kind = demand.kind
    about = demand.subject if kind not in ("horizon", "freeze") else ""
    return ClashRule(
        kind=kind, subject=about, other=demand.other, text=_text(town, demand),
        place=place_of(town, demand),
    )  # fmt: skip


def figure(amount: float) -> Text:
    """Return a number as people write it.

    >>> figure(2.50).to("sv"), figure(3.0).to("en")
    ('2,5', '3')
    """
    shown = f"{amount:.6g}"
    return Text(sv=shown.replace(".", ","), en=shown)


def name_of(town: Town, demand: Demand) -> Text:
    """Return what the subject of a rule is called."""
    if demand.kind in ("capacity", "limit", "role", "peak"):
        index = town.compiled.shared.index
        kind = "capacity" if demand.kind == "peak" else demand.kind
        resource = town.model.resources[index[kind, demand.subject]]
        return resource_name(town.compiled.municipality, resource)
    if demand.kind in ("budget", "horizon", "freeze"):
        return Text.plain(demand.subject)
    return title(town.items, demand.subject)


def _text(town: Town, demand: Demand) -> Text:
    kind, calendar, values = demand.kind, town.calendar, dict[str, object]()
    word: str = kind
    values["name"] = name_of(town, demand)
    if demand.other:
        values["other"] = title(town.items, demand.other)
    if kind in ("deadline", "earliest"):
        item = town.items[demand.subject]
        values |= {"day": getattr(item.initiative, kind), "weeks": item.weeks}
    elif kind == "halted":
        word = town.items[demand.subject].initiative.status
    elif kind == "pin":
        values["day"] = town.compiled.opens(town.fixed[demand.subject])
    elif kind == "running":
        end = town.fixed[demand.subject] + town.items[demand.subject].weeks - 1
        values["day"] = last_day(calendar.start(end))
    elif kind == "freeze":
        values |= _freeze(town, int(demand.subject))
    elif kind == "horizon":
        values["day"] = last_day(calendar.start(town.horizon - 1))
    elif kind == "budget":
        left = town.left[town.years.index(int(demand.subject))]
        rows = town.compiled.municipality.organisation.budget
        unit = min(rows, key=lambda row: (row.year, row.unit)).unit
        values |= {"amount": figure(left), "unit": unit}
    elif kind in ("capacity", "limit", "role"):
        return _resource_text(town, demand, values)
    return WORDS[word].format(**values)


def _resource_text(town: Town, demand: Demand, values: dict[str, object]) -> Text:
    at = town.compiled.shared.index[demand.kind, demand.subject]
    peak = town.compiled.shared.peaks.get(at, 0.0)
    supply = (town.compiled.shared.supply[at] + peak)[town.first :]
    low, high = float(np.min(supply, initial=np.inf)), float(np.max(supply, initial=0.0))
    word: str = demand.kind
    if demand.kind == "limit" and town.model.resources[at].assumed:
        word = "assumed-limit"
    if demand.kind == "capacity" and low < high:
        word = "capacity-varies"
    return WORDS[word].format(**values, low=figure(low), amount=figure(high))


def _freeze(town: Town, at: int) -> dict[str, object]:
    freeze = town.compiled.municipality.organisation.freezes[at]
    why = freeze.why
    shown = {code: f" ({why.to(code)})" if why else "" for code in ("sv", "en")}
    return {"day": freeze.from_, "end": freeze.to, "why": Text(shown)}


def place_of(town: Town, demand: Demand) -> Place | None:
    """Return where a rule stands."""
    municipality = town.compiled.municipality
    kind, name, field = _spot(town, demand)
    return municipality.place(kind, name, field)


def _spot(town: Town, demand: Demand) -> tuple[str, str, str]:
    """Return the kind of record in which a rule stands, its id, and the field."""
    kind, subject = demand.kind, demand.subject
    organisation = town.compiled.municipality.organisation
    if kind == "limit" and not subject:
        return "organisation", "", "limit"
    if kind == "freeze":
        return "freeze", organisation.freezes[int(subject)].id, ""
    if kind == "budget":
        rows = [row for row in organisation.budget if str(row.year) == subject]
        return "budget", min(rows, key=lambda row: row.unit).id, "amount"
    decided = town.compiled.decisions.get(subject)
    if kind in ("pin", "halted") and decided is not None:
        return "decision", decided.id, ""
    return SPOTS[kind][0], "" if kind == "horizon" else subject, SPOTS[kind][1]
