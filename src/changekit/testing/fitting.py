"""Fields of one record that have to fit together, made to fit where they were drawn apart."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from changekit.model.concept import Concept, Effect, Parameter
from changekit.model.decision import Decision
from changekit.model.initiative import Initiative, UnitLoad, Value
from changekit.model.organisation import Freeze, Peak
from changekit.model.profile import Criterion
from changekit.model.quantities import Amount, Range
from changekit.model.settings import PlanningSettings
from changekit.model.what_if import ALL, VERBS, WhatIfChange

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["FITTING"]

Values = dict[str, Any]  # values of any field, by name


def _in_order(*pairs: tuple[str, str]) -> Callable[[Values], Values]:
    """Return what exchanges two values that stand the wrong way round."""

    def ordered(values: Values) -> Values:
        result = dict(values)
        for first, last in pairs:
            low, high = values.get(first), values.get(last)
            if low is not None and high is not None and low > high:
                result |= {first: high, last: low}
        return result

    return ordered


def _load(values: Values) -> Values:
    """Give a load in one way: by phase, a profile of 0 or more, or else an amount."""
    profile = tuple(abs(step) % 1e6 for step in values.get("profile", ()))
    phases = values.get("phases")
    if phases is not None:
        settling = (values.get("settling_weeks") or 1) if phases.settling else 0
        return {"unit": values["unit"], "phases": phases, "settling_weeks": settling}
    if profile:
        return {"unit": values["unit"], "profile": profile}
    amount = values.get("amount")
    return {"unit": values["unit"], "amount": 1 if amount is None else amount}


def _known_or_not(number: str) -> Callable[[Values], Values]:
    """Return what leaves the range out where the number is there."""

    def fitting(values: Values) -> Values:
        known = values.get(number) is not None
        return {key: it for key, it in values.items() if key != "unknown" or not known}

    return fitting


def _criterion(values: Values) -> Values:
    """Give a scale two ends, and the direction that they tell."""
    best, worst = values["best"], values["worst"]
    best = best + 1 if best == worst else best
    return {**values, "best": best, "direction": "max" if best > worst else "min"}


def _parameter(values: Values) -> Values:
    """Give a range two ends in order, and keep what is set within them."""
    ends = sorted(values.get("range", ()))
    if len(ends) < 2:
        return {**values, "range": ()}
    low, high = ends[0], ends[-1]
    kept = {
        name: min(max(values[name], low), high)
        for name in ("default", "value")
        if values.get(name) is not None
    }
    return {**values, "range": (low, high), **kept}


def _decision(values: Values) -> Values:
    """Give a start to a pin alone; what is started starts in the week of the decision."""
    start = values.get("start") or values["date"]
    return {**values, "start": start if values["do"] == "pin" else None}


def _what_if(values: Values) -> Values:
    """Let a change do one thing, with the keys that belong to it alone."""
    verb = next((verb for verb in VERBS if values.get(verb) is not None), "limit")
    needed, allowed = VERBS[verb]
    some: Values = {"start": dt.date(2024, 3, 4), "weeks": 4, "amount": 2}
    kept = {verb: values.get(verb) or ALL}
    kept |= {name: some[name] if values.get(name) is None else values[name] for name in needed}
    kept |= {name: values[name] for name in (*allowed, "why") if values.get(name) is not None}
    if "amount" in allowed and kept.pop("more", None) is None:
        kept["amount"] = int(kept.get("amount", 2))
    elif "amount" in allowed:
        kept |= {"amount": None, "more": values["more"]}
    return _in_order(("from_", "to"))(kept)


def _planning(values: Values) -> Values:
    """Name each aim once, and value where none is named."""
    return {**values, "aims": tuple(dict.fromkeys(values.get("aims", ()))) or ("value",)}


def _effect(values: Values) -> Values:
    """Give an interval both ends around the estimate, or none."""
    low, high = values.get("low"), values.get("high")
    if low is None or high is None:
        return {**values, "low": None, "high": None}
    first, middle, last = sorted((low, values["estimate"], high))
    return {**values, "low": first, "estimate": middle, "high": last}


def _concept(values: Values) -> Values:
    """Let a concept be active where what its status calls for was not drawn."""
    lacks = {"superseded": "superseded_by", "withdrawn": "reason"}.get(values.get("status", ""))
    return {**values, "status": "active"} if lacks and values.get(lacks) is None else values


FITTING: Final[Mapping[type, Callable[[Values], Values]]] = {
    Amount: _known_or_not("amount"),
    Concept: _concept,
    Criterion: _criterion,
    Decision: _decision,
    Effect: _effect,
    Freeze: _in_order(("from_", "to")),
    Initiative: _in_order(
        ("started", "finished"), ("earliest", "deadline"), ("overhead_hours", "hours")
    ),
    Parameter: _parameter,
    Peak: _in_order(("from_", "to")),
    PlanningSettings: _planning,
    Range: _in_order(("low", "high")),
    UnitLoad: _load,
    Value: _known_or_not("per_week"),
    WhatIfChange: _what_if,
}
"""By class: what makes drawn values fit together."""
