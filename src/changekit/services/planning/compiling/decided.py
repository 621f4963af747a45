"""What was decided about initiatives, carried out before anything is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.findings import Finding
from changekit.rules import plan_data as rules
from changekit.text import Text

if TYPE_CHECKING:
    import datetime as dt

    from changekit.model.decision import Decision
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality
    from changekit.rules import Rule

__all__ = ["carried_out", "deed", "in_force"]

DEEDS = {
    "start": Text(sv="starta {day}", en="start on {day}"),
    "pin": Text(sv="starta {day}", en="start on {day}"),
    "pause": Text(sv="pausa", en="pause"),
    "stop": Text(sv="stoppa", en="stop"),
}
OVER = ("done", "stopped")
STATUS_NAMES = {
    "running": Text(sv="pågår", en="running"),
    "done": Text(sv="klart", en="done"),
    "stopped": Text(sv="stoppat", en="stopped"),
}


def in_force(municipality: Municipality, as_of: dt.date) -> dict[str, Decision]:
    """Return by initiative the decision that holds on a day: the latest until then."""
    found: dict[str, Decision] = {}
    for decision in sorted(municipality.decisions, key=lambda it: (it.date, it.id)):
        if decision.date <= as_of:
            found[decision.initiative] = decision
    known = municipality.initiatives_by_id
    return {name: found[name] for name in sorted(found) if name in known}


def carried_out(
    municipality: Municipality, as_of: dt.date, findings: list[Finding]
) -> tuple[Municipality, dict[str, Decision]]:
    """Return the municipality with what was decided, and the decisions that changed something.

    Facts win: what is done or stopped stays so, what runs keeps its start, and what began to run
    after it was paused or stopped goes on. Each of these is a finding, unless it happened later
    than the decision.
    """
    changed: dict[str, Initiative] = {}
    obeyed: dict[str, Decision] = {}
    for name, decision in in_force(municipality, as_of).items():
        item = municipality.initiatives_by_id[name]
        if _is_outdated(item, decision, as_of):
            continue
        if _is_against_facts(item, decision):
            findings.append(_finding(rules.DECISION_AGAINST_FACTS, municipality, item, decision))
            continue
        other = _obeying(item, decision)
        if item.mandatory and other.status in ("paused", "stopped"):
            findings.append(_finding(rules.MANDATORY_BY_DECISION, municipality, item, decision))
        changed[name], obeyed[name] = other, decision
    if not changed:
        return municipality, {}
    items = tuple(changed.get(item.id, item) for item in municipality.initiatives)
    return attrs.evolve(municipality, initiatives=items), obeyed


def _is_outdated(item: Initiative, decision: Decision, as_of: dt.date) -> bool:
    """Tell whether what happened since makes a decision say nothing any more."""
    if item.status in OVER:
        last = item.last_update
        done_so = decision.do == "stop" and item.status == "stopped"
        return done_so or (last is not None and last > decision.date)
    begins = decision.begins
    if item.status == "running":
        return begins is not None and begins <= as_of
    paused = [entry.date for entry in item.history if entry.status == "paused"]
    later = item.status == "paused" and max(paused, default=decision.date) > decision.date
    return later and begins is not None


def _is_against_facts(item: Initiative, decision: Decision) -> bool:
    if item.status != "running":
        return item.status in OVER
    if decision.begins is not None:
        return True
    return item.started is not None and item.started > decision.date


def _obeying(item: Initiative, decision: Decision) -> Initiative:
    """Return an initiative as a decision wants it."""
    if decision.do == "stop":
        return attrs.evolve(item, status="stopped")
    if decision.do == "pause":
        return attrs.evolve(item, status="paused", start=None)
    return item if item.status == "running" else attrs.evolve(item, start=decision.begins)


def deed(decision: Decision) -> Text:
    """Return what a decision says is to be done, in words."""
    return DEEDS[decision.do].format(day=decision.begins)


def _finding(
    rule: Rule, municipality: Municipality, item: Initiative, decision: Decision
) -> Finding:
    values = {
        "body": decision.body, "date": decision.date, "deed": deed(decision),
        "status": STATUS_NAMES.get(item.status, item.status),
    }  # fmt: skip
    return Finding.of(
        rule, values, subject=item.id, path="do",
        place=municipality.place("decision", decision.id, "do"),
    )  # fmt: skip
