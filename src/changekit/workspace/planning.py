"""What an opened folder answers about order, load and plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from changekit.errors import InvalidValueError
from changekit.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from changekit.extension.manager import Plugins
    from changekit.extension.protocols.planning import Progress
    from changekit.model.earlier import EarlierPlan
    from changekit.model.municipality import Municipality
    from changekit.services.dependencies import DependencyGraph
    from changekit.services.load import Impact, LoadPicture, Period, Way
    from changekit.services.organisation import Roll
    from changekit.services.planning import Plan
    from changekit.services.planning.changes.replanning import Replan
    from changekit.services.planning.engines.named import Team

__all__ = ["Planning"]


class Planning:
    """The part of a workspace that orders, loads and plans."""

    if TYPE_CHECKING:
        municipality: Municipality
        plugins: Plugins
        language: str

        def day(self, as_of: dt.date | str | None = None) -> dt.date:
            """Return the day that counts as today."""
            ...

    def graph(self) -> DependencyGraph:
        """Return what waits for what; `.graph` is a `networkx.MultiDiGraph`."""
        from changekit.services.dependencies import dependencies

        return dependencies(self.municipality, language=self.language)

    def export(self, form: str) -> str:
        """Return what waits for what as text, such as mermaid, dot or graphml.

        Raises:
            UnknownNameError: No plugin brings such a format.
            PluginError: The exporter failed, or gave no text.
        """
        from changekit.services.dependencies import exported

        return exported(self.graph().graph, form, self.plugins.exporters)

    def load(  # each is one thing that a picture depends on
        self,
        plan: Plan | None = None,
        *,
        period: Period = "month",
        by: Way = "sum",
        roll: Roll = "headcount",
        impact: Impact | None = None,
        at_once: bool = False,
        as_of: dt.date | str | None = None,
    ) -> LoadPicture:
        """Return what changes ask of units and key roles, against what these can carry.

        Args:
            plan: Count the starts of a plan; else the dates that initiatives ask for.
            period: What columns the matrix has: `week`, `month` or `quarter`.
            by: How a cell is counted: `sum`, `dominance` or `weighted`.
            roll: How a unit counts at those above it: `headcount` as in plans, `sum` or `none`.
            impact: What low, medium and high count, where cells are weighted.
            at_once: Count what names no day as if it started today; else it is not counted.
            as_of: The day that counts as today.

        Raises:
            UnknownNameError: There is no such period, or no such way to count.
            InvalidValueError: What was given as a plan is none.
        """
        from changekit.services.load import Asked, asked_for, load, still_settling, weeks_to_show

        if plan is not None and not hasattr(plan, "compiled"):
            raise _no_plan(plan)
        day = self.day(as_of)
        weeks = plan.compiled.calendar if plan else weeks_to_show(self.municipality, day)
        if plan is None:
            asked = asked_for(self.municipality, weeks, as_of=day, at_once=at_once)
        else:
            spans = {name: (it.start, it.weeks) for name, it in plan.intervals().items()}
            asked = Asked(intervals={**still_settling(self.municipality, weeks), **spans})
        return load(
            self.municipality, asked, calendar=weeks, period=period, by=by, roll=roll,
            impact=impact, language=self.language,
        )  # fmt: skip

    def plan(  # noqa: PLR0913  # each is one thing that a plan depends on
        self,
        *,
        as_of: dt.date | str | None = None,
        engine: str = "auto",
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
    ) -> Plan:
        """Return which initiatives start when, which are left out, and why.

        Args:
            as_of: The day that counts as today; nothing new starts before its week.
            engine: The planning engine.
            moves: How many moves to try; None is the default effort.
            seconds: A time limit instead; such a plan cannot be repeated exactly.
            seed: Where the random moves start; equal seeds and moves give equal plans.
            values: Values of a week by initiative id, used instead of those in the data.
            aims: What to reach, the most important first: value, tardiness, levelled, makespan,
                disturbance; None: as `changekit.yaml` says.
            discount: How much less a value counts a year later; None: as `changekit.yaml` says.
            earlier: First days of an earlier plan by id, for the aim `disturbance`.
            team: Who plans parts at once, such as `Team(workers=2)`; None: one worker.
            progress: Told the share of the work that is done, and the best objective so far.
            cancel: Asked now and then; true ends the search with the best plan so far.

        Raises:
            UnknownNameError: There is no such engine, or no such aim.
        """
        from changekit.services.planning import plan

        return plan(
            self.municipality,
            as_of=self.day(as_of),
            engine=engine,
            engines=self.plugins.engines,
            moves=moves,
            seconds=seconds,
            seed=seed,
            values=values,
            aims=aims,
            discount=discount,
            earlier=earlier,
            team=team,
            progress=progress,
            cancel=cancel,
            language=self.language,
        )

    def replan(
        self,
        earlier: Plan | EarlierPlan | Path | str,
        *,
        as_of: dt.date | str | None = None,
        **options: Any,  # Any: as `plan` takes them
    ) -> Replan:
        """Return the plan that moves least away from an earlier one, every move with its cause.

        Args:
            earlier: The earlier plan, or the file that `changekit plan --json` printed it to.
            as_of: The day that counts as today.
            options: As `plan` takes them; the aims count where two plans move equally little.

        Raises:
            UnknownNameError: There is no such engine.
            UnreadableFileError: There is no such file.
            InvalidDataError: The file holds no plan, or a faulty one.
            InvalidValueError: The earlier plan is of another municipality.
        """
        from changekit.services.planning.changes.replanning import replan

        known = {"engines": self.plugins.engines, "language": self.language, **options}
        return replan(self.municipality, earlier, as_of=self.day(as_of), **known)


def _no_plan(given: object) -> InvalidValueError:
    kind = type(given).__name__
    return InvalidValueError(
        Text(sv=f"plan ska vara en plan, inte {kind}", en=f"plan has to be a plan, not {kind}")
    )
