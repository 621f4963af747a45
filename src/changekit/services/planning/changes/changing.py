"""What a plan answers about changes: what if, scenarios, and how it differs from another."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from changekit.model.what_if import WhatIf
    from changekit.services.planning.changes.asking import Changes, New, Size
    from changekit.services.planning.changes.comparing import PlanDifference
    from changekit.services.planning.changes.overrides import Overrides
    from changekit.services.planning.changes.scenarios import Scenarios
    from changekit.services.planning.result import Plan

__all__ = ["Changing"]


class Changing:
    """The part of a plan that is about what could be otherwise."""

    __slots__ = ()

    def compare(self, other: Plan) -> PlanDifference:
        """Return what another plan does differently from this one.

        Raises:
            InvalidValueError: It is no plan, or one of another municipality.
        """
        from changekit.errors import InvalidValueError
        from changekit.services.planning.changes.comparing import difference
        from changekit.services.planning.result import Plan
        from changekit.text import Text

        if not isinstance(other, Plan):
            kind = type(other).__name__
            raise InvalidValueError(
                Text(
                    sv=f"en plan jämförs med en annan plan, inte med {kind}",
                    en=f"a plan is compared with another plan, not with {kind}",
                )
            )
        return difference(_plan(self), other)

    def what_if(  # noqa: PLR0913  # each is one thing that can be otherwise
        self,
        *,
        drop: str | Iterable[str] = (),
        delay: Mapping[str, int] | None = None,
        capacity: Mapping[str, Size] | None = None,
        move: Mapping[str, dt.date | str] | None = None,
        add: New | Iterable[New] = (),
        hours: Mapping[str, Size] | None = None,
        limit: Mapping[str, Size] | None = None,
        deadline: Mapping[str, dt.date | str | None] | None = None,
        pause: str | Iterable[str] = (),
        resume: str | Iterable[str] | Mapping[str, dt.date | str | None] = (),
        changes: Changes = (),
    ) -> Plan:
        """Return the plan as it would be if some things were otherwise.

        Where nothing is otherwise, that is this plan. What is added comes first, then sizes, then
        what happens to initiatives, then `changes`.

        Args:
            drop: Initiatives that are stopped; one id, or several.
            delay: Weeks by which initiatives come later than in this plan; those that run take
                so many weeks more.
            capacity: The change load that units can carry in every week; or as in a what-if
                file, such as `{"amount": 4, "from": "2011-01-03", "to": "2011-03-27"}` for some
                weeks alone, or `{"more": 1}`.
            move: Days that initiatives are fixed to start on.
            add: New initiatives; a mapping as in a file, or the id of a concept to reuse.
            hours: Hours a week of key roles, or `{"more": 4}`.
            limit: How many initiatives units run at once; `all` is the whole organisation.
            deadline: Days by which initiatives have to be done, None for no such day.
            pause: Initiatives that are paused.
            resume: Initiatives that are planned again although they were paused, done or
                stopped; with the days they start on, or None for any.
            changes: Changes as in a what-if file, taken in order; or such a file.

        Raises:
            UnknownNameError: A name is not known.
            InvalidValueError: A delay, size or day is none that can be.
            InvalidDataError: A mapping says something that cannot be read.
        """
        from changekit.services.planning.changes.altered import altered
        from changekit.services.planning.changes.asking import Asked, changes_of
        from changekit.services.planning.plan import plan

        asked = Asked(
            drop=drop, delay=delay, capacity=capacity, move=move, add=add, hours=hours,
            limit=limit, deadline=deadline, pause=pause, resume=resume, changes=changes,
        )  # fmt: skip
        this = _plan(self)
        wanted = changes_of(asked, this.compiled.municipality, language=this.language)
        if not wanted:
            return this
        return plan(altered(this, wanted), as_of=this.as_of, **this.options)

    def scenarios(self, given: Mapping[str, Changes] | WhatIf | Path | str) -> Scenarios:
        """Return several what-ifs side by side.

        Args:
            given: Changes by the name of the scenario, or a what-if file.

        Raises:
            UnknownNameError: A name is not known.
            InvalidDataError: A mapping says something that cannot be read.
            InvalidValueError: It is none of these.
        """
        from changekit.services.planning.changes.scenarios import scenarios_of

        return scenarios_of(_plan(self), given)

    def overrides(self) -> Overrides:
        """Return what each decision that this plan obeys costs; plans once more for each."""
        from changekit.services.planning.changes.overrides import overrides_of

        return overrides_of(_plan(self))


def _plan(part: Changing) -> Plan:
    return cast("Plan", part)  # the only class that has this part
