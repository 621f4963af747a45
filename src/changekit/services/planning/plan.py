"""From a municipality's data to a checked plan."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import PluginError, UnknownNameError
from changekit.extension.protocols.planning import FREE
from changekit.findings import Finding, Findings
from changekit.model.frozen import frozen_map
from changekit.rules import planning as rules
from changekit.services.planning.aims import aimed, checked, reached
from changekit.services.planning.asked import effort, number
from changekit.services.planning.checker import Slot, violations
from changekit.services.planning.clashes import clashes_of
from changekit.services.planning.compiling.compile import compile_plan
from changekit.services.planning.engines.improved import greedy
from changekit.services.planning.engines.named import Team, auto, guided, with_team
from changekit.services.planning.makespan.engine import makespan
from changekit.services.planning.result import Plan
from changekit.services.planning.solving import cp_sat
from changekit.services.planning.why.explain import Explainer
from changekit.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from changekit.extension.protocols.planning import Draft, Engine, Progress
    from changekit.model.municipality import Municipality
    from changekit.model.settings import AimName
    from changekit.services.planning.compiling.compile import Compiled

__all__ = ["ENGINES", "plan"]

ENGINES: Mapping[str, Engine] = {
    "auto": auto, "greedy": greedy, "guided": guided, "cp-sat": cp_sat, "makespan": makespan,
}  # fmt: skip
"""The engines by name; `cp-sat` needs the extra `solver`."""


def plan(  # noqa: PLR0913  # what a plan can be asked for
    municipality: Municipality,
    *,
    as_of: dt.date,
    engine: str = "auto",
    engines: Mapping[str, Engine] = ENGINES,
    moves: int | None = None,
    seconds: float | None = None,
    seed: int = 0,
    values: Mapping[str, float] | None = None,
    aims: str | Sequence[str] | None = None,
    discount: float | None = None,
    earlier: Mapping[str, dt.date] | None = None,
    team: Team | None = None,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
    language: str = "en",
) -> Plan:
    """Return a plan of all initiatives that people can carry, checked and explained.

    Initiatives with the status idea, proposed or decided get a start in the week of `as_of` or
    later, or are left out. What runs keeps its start, and what has a `start` gets it, whatever
    that breaks. The order in which data stands plays no part.

    Args:
        municipality: The data.
        as_of: The day that counts as today.
        engine: The name of the engine.
        engines: The engines there are.
        moves: How many moves the engine tries; None: its own number.
        seconds: Try moves for this long instead; the plan is then not repeatable.
        seed: Equal data, moves and seed give equal plans.
        values: Values of a week by initiative id, used instead of those in the data.
        aims: What the plan is to reach, the most important first: value, tardiness, levelled,
            makespan, disturbance; None: as the settings say.
        discount: How much less a value counts a year later, 0 to 1; None: as the settings say.
        earlier: First days of an earlier plan by id, for the aim `disturbance`.
        team: Who plans parts at once, such as `Team(workers=2)`; None: one worker.
        progress: Told the share of the work that is done, and the best objective.
        cancel: Asked now and then; when it returns true, the best plan so far is returned.
        language: The language that the plan shows itself in.

    Raises:
        UnknownNameError: There is no such engine, or no such aim.
        InvalidValueError: The moves, seconds, seed or discount are no such numbers, or an aim
            is named twice or has no earlier plan to keep to.
        PluginError: The engine broke its promise.
    """
    if engine not in engines:
        raise UnknownNameError("engine", engine, known=engines)
    effort(moves, seconds, seed)
    wanted = _wanted(municipality, aims, discount, earlier)
    begun = time.perf_counter()
    compiled = compile_plan(municipality, as_of=as_of, values=values, discount=discount)
    model, supply = compiled.model, compiled.shared.supply
    was = {name: compiled.calendar.index(day) for name, day in (earlier or {}).items()}
    draft = aimed(with_team(engines[engine], team), wanted, supply=supply, was=was)(
        model, moves=moves, seconds=seconds, seed=seed, progress=progress, cancel=cancel
    )
    options = {
        "engine": engine, "engines": engines, "moves": moves, "seconds": seconds, "seed": seed,
        "values": values, "aims": wanted, "discount": discount, "earlier": earlier,
        "language": language,
    }  # fmt: skip
    made = _made(compiled, draft, options, was, cancel=cancel)
    return attrs.evolve(made, seconds=time.perf_counter() - begun)


def _made(
    compiled: Compiled,
    draft: Draft,
    options: Mapping[str, Any],  # Any: arguments of plan
    was: Mapping[str, int],
    *,
    cancel: Callable[[], bool] | None,
) -> Plan:
    """Return a draft as a plan, checked."""
    engine, language = options["engine"], options["language"]
    starts = _starts(compiled, draft, engine)
    wrong = _check(compiled, starts)
    clashing = clashes_of(compiled, draft.starts, cancel=cancel, language=language)
    findings = [*compiled.findings, *_left_out(compiled, draft), *clashing.findings(compiled)]
    findings += [Finding.of(rules.FAILED_CHECK, {"what": what}) for what in wrong]
    notice = compiled.municipality.notice
    aims = reached(
        compiled.model, draft.starts, options["aims"], supply=compiled.shared.supply, was=was
    )
    return Plan(
        compiled=compiled, starts=frozen_map(starts), status=draft.status, aims=aims,
        objective=compiled.model.objective(draft.starts), bound=draft.bound, moves=draft.moves,
        seed=options["seed"], engine=engine, checked=not wrong, as_of=compiled.as_of,
        repeatable=draft.repeatable, seconds=0.0, options=options, language=language,
        prices=draft.prices, bound_by=draft.bound_by, clashes=clashing.clashes,
        findings=Findings.in_order(findings, language=language, notice=notice),
    )  # fmt: skip


def _wanted(
    municipality: Municipality,
    aims: str | Sequence[str] | None,
    discount: float | None,
    earlier: Mapping[str, dt.date] | None,
) -> tuple[AimName, ...]:
    """Return the aims, after a look at whether they and the discount can be."""
    if discount is not None:
        number("discount", discount, low=0, high=1)
    wanted = municipality.settings.planning.aims if aims is None else aims
    return checked(wanted, earlier=earlier is not None)


def _starts(compiled: Compiled, draft: Draft, engine: str) -> dict[str, int]:
    """Return the starts by id, after a look at whether the draft is one of this model."""
    model = compiled.model
    if len(draft.starts) != len(model):
        raise PluginError(engine, f"gave {len(draft.starts)} starts for {len(model)} initiatives")
    moved = [
        name
        for name, start, fixed in zip(model.ids, draft.starts, model.fixed.tolist(), strict=True)
        if fixed not in (FREE, start)
    ]
    if moved:
        raise PluginError(engine, f"moved {moved[0]!r}, whose start is fixed")
    return {
        name: start
        for name, start in zip(model.ids, draft.starts, strict=True)
        if start is not None
    }


def _check(compiled: Compiled, starts: Mapping[str, int]) -> list[str]:
    """Return what the independent checker finds."""
    items = compiled.items
    slots = {
        name: Slot(start=start, weeks=items[name].weeks, fixed=name in compiled.fixed)
        for name, start in starts.items()
    }
    limits = {
        resource.subject: int(compiled.shared.supply[at][0])
        for at, resource in enumerate(compiled.shared.resources)
        if resource.kind == "limit" and resource.assumed
    }
    hours = {
        name: _assumed_hours(compiled, name) for name in starts if "hours" in items[name].assumed
    }
    return violations(
        compiled.municipality, slots, calendar=compiled.calendar, as_of=compiled.as_of,
        limits=limits, hours=hours, ignored=frozenset(compiled.ties.dropped),
    )  # fmt: skip


def _assumed_hours(compiled: Compiled, name: str) -> dict[str, float]:
    item = compiled.items[name]
    known: dict[str, float] = {}
    for role in item.initiative.roles:
        known[role.role] = known.get(role.role, 0.0) + (role.hours_per_week or 0.0)
    return {role: hours - known[role] for role, hours in item.hours.items()}


def _left_out(compiled: Compiled, draft: Draft) -> list[Finding]:
    """Return the findings on what is mandatory and does not fit."""
    placed = {n for n, s in zip(compiled.model.ids, draft.starts, strict=True) if s is not None}
    wanted = [
        name
        for name, item in compiled.items.items()
        if item.initiative.mandatory
        and item.initiative.status in ("idea", "proposed", "decided")
        and name not in placed
    ]
    if not wanted:
        return []
    explainer = Explainer(compiled, draft.starts)
    found = []
    for name in wanted:
        place = explainer.explain(name)
        why = _joined([reason.text for reason in place.blocked_by or place.why])
        freed = place.released_by
        hint = freed.text if freed else Text(
            sv="ändra det som hindrar", en="change what stands in the way"
        )  # fmt: skip
        found.append(
            Finding.of(
                rules.MANDATORY_LEFT_OUT,
                {"id": name, "why": why, "hint": hint},
                subject=name,
                place=compiled.municipality.place("initiative", name),
                path="mandatory",
            )
        )
    return found


def _joined(texts: list[Text]) -> Text:
    return Text({code: "; ".join(text.to(code) for text in texts) for code in ("sv", "en")})
