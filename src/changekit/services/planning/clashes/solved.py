"""The same question, asked of the solver where the plain search was not brought to an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from changekit.optional.solver import cp_sat
from changekit.services.planning.clashes.search import Answer
from changekit.services.planning.solving.run import Effort, run

if TYPE_CHECKING:
    from changekit.services.planning.clashes.case import Case

__all__ = ["solved"]


def solved(case: Case, *, units: float) -> tuple[Answer, float]:
    """Return whether all initiatives of a case can be planned, and the work that took.

    A yes is believed only when the starts keep every rule.

    Raises:
        MissingExtraError: The extra `solver` is not installed.
    """
    cp = cp_sat()
    if not all(case.domain):
        return Answer(verdict="no"), 0.0
    model = cp.CpModel()
    starts = [_start(cp, model, bits) for bits in case.domain]
    for i, j, gap in case.before:
        model.add(starts[j] >= starts[i] + gap)
    for i, j in case.apart:
        spans = [model.new_fixed_size_interval_var(starts[k], case.weeks[k], "") for k in (i, j)]
        model.add_no_overlap(spans)
    for resource in range(len(case.room)):
        _shared(model, case, starts, resource)
    _money(cp, model, case, starts)
    solver, status = run(cp, model, Effort(units=units))
    work = float(solver.response_proto.deterministic_time)
    if status == "INFEASIBLE":
        return Answer(verdict="no"), work
    if status in ("OPTIMAL", "FEASIBLE"):
        found = tuple(int(solver.value(start)) for start in starts)
        if case.holds(found):
            return Answer(verdict="yes", starts=found), work
    return Answer(verdict="unknown"), work


def _start(cp: Any, model: Any, bits: int) -> Any:  # Any: of an optional module
    weeks = [week for week in range(bits.bit_length()) if bits >> week & 1]
    return model.new_int_var_from_domain(cp.Domain.from_values(weeks), "")


def _shared(model: Any, case: Case, starts: list[Any], resource: int) -> None:  # Any: as above
    room = case.room[resource].tolist()
    most = max(room)
    spans, amounts = [], []
    for i, uses in enumerate(case.uses):
        for at, offset, length, amount in uses:
            if at == resource:
                spans.append(model.new_fixed_size_interval_var(starts[i] + offset, length, ""))
                amounts.append(amount)
    begin = 0
    for week in range(1, len(room) + 1):
        if week == len(room) or room[week] != room[begin]:
            if room[begin] < most:
                spans.append(model.new_fixed_size_interval_var(begin, week - begin, ""))
                amounts.append(most - room[begin])
            begin = week
    if spans:
        model.add_cumulative(spans, amounts, most)


def _money(cp: Any, model: Any, case: Case, starts: list[Any]) -> None:  # Any: as above
    for year, most in enumerate(case.budgets):
        terms = []
        weeks = [week for week, purse in enumerate(case.purse) if purse == year]
        if not weeks or not any(case.cost):
            continue
        inside = cp.Domain.from_values(weeks)
        for start, cost in zip(starts, case.cost, strict=True):
            if cost:
                paid = model.new_bool_var("")
                model.add_linear_expression_in_domain(start, inside).only_enforce_if(paid)
                outside = inside.complement()
                model.add_linear_expression_in_domain(start, outside).only_enforce_if(~paid)
                terms.append(cost * paid)
        model.add(sum(terms) <= most)
