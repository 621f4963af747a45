"""What a report is made from: one workspace, asked once."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.interfaces.report.wording import WORDS, counted
from changekit.services.load import load_matrix
from changekit.services.planning import Plan
from changekit.services.planning.changes.replanning import Replan
from changekit.services.planning.drawing import Marks, marks_of, unit_of
from changekit.text import Text
from changekit.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from changekit.findings import Findings
    from changekit.model.calendar import Calendar
    from changekit.model.municipality import Municipality
    from changekit.services.dependencies import DependencyGraph
    from changekit.services.load import LoadMatrix
    from changekit.services.planning import Placed
    from changekit.services.scoring import Ranking

__all__ = ["Material"]

NOW_WEEKS = 4


@attrs.frozen(kw_only=True, slots=False)
class Material:
    """A workspace and its plan, with what the pages ask of them.

    Attributes:
        replanned: What the plan moved away from an earlier one; None where none was given.
    """

    workspace: Workspace
    plan: Plan
    replanned: Replan | None = None

    @property
    def municipality(self) -> Municipality:
        """The municipality."""
        return self.workspace.municipality

    @property
    def as_of(self) -> dt.date:
        """The day that counts as today."""
        return self.plan.as_of

    @property
    def calendar(self) -> Calendar:
        """The weeks of the plan."""
        return self.plan.compiled.calendar

    @cached_property
    def places(self) -> tuple[Placed, ...]:
        """Every initiative's place in the plan, in the order of their ids."""
        return tuple(self.plan.places.values())

    @cached_property
    def marks(self) -> Marks:
        """What is marked in charts of the plan."""
        return marks_of(self.plan.compiled)

    @property
    def first(self) -> dt.date:
        """The first day of the plan."""
        return self.calendar.first

    @property
    def last(self) -> dt.date:
        """The last day of the plan."""
        return self.calendar.end(self.calendar.count - 1)

    @cached_property
    def findings(self) -> Findings:
        """Everything that was found, that of planning aside."""
        return self.workspace.check(as_of=self.as_of)

    @property
    def file_errors(self) -> int:
        """How many errors reading found; what stands in those places may be missing."""
        return len(self.workspace.findings.errors)

    @property
    def alert(self) -> Text:
        """The sentence on errors in the files, that has to be read first; empty without any."""
        return counted("file-errors", self.file_errors) if self.file_errors else Text()

    @cached_property
    def benefit_known(self) -> bool:
        """Whether the benefit of any initiative is told, not assumed from its priority."""
        told = (item.value for item in self.municipality.initiatives)
        inside = any(value is not None and value.ends is not None for value in told)
        return inside or any("value" not in i.assumed for i in self.plan.compiled.items.values())

    @property
    def none_left_out(self) -> Text:
        """What to say where nothing is left out: only of what was read."""
        if not self.places:
            return WORDS["nothing-read" if self.file_errors else "no-initiatives"]
        return WORDS["all-read-fit" if self.file_errors else "none-left-out"]

    @cached_property
    def required_out(self) -> tuple[str, ...]:
        """Those that have to be in the plan and do not fit, in rank order."""
        return tuple(self.ranked(item.subject for item in self.plan.findings.of("CK401")))

    @cached_property
    def ranking(self) -> Ranking | None:
        """The ranking by the default profile; None where that cannot be worked out."""
        return self._ranking_or_why[0]

    @property
    def unranked(self) -> Text:
        """Why there is no ranking."""
        return self._ranking_or_why[1]

    @cached_property
    def _ranking_or_why(self) -> tuple[Ranking | None, Text]:
        try:
            return self.workspace.score(), Text()
        except (InvalidValueError, UnknownNameError) as error:
            return None, error.text

    @cached_property
    def graph(self) -> DependencyGraph:
        """What waits for what."""
        return self.workspace.graph()

    @cached_property
    def load(self) -> LoadMatrix | None:
        """The load that the plan puts on units and roles; None where there are no units."""
        if not self.municipality.organisation.units:
            return None
        weeks = {name: (item.start, item.weeks) for name, item in self.plan.intervals().items()}
        return load_matrix(
            self.municipality, weeks, calendar=self.calendar, language=self.workspace.language
        )

    @cached_property
    def _by_state(self) -> Mapping[str, tuple[Placed, ...]]:
        found: dict[str, list[Placed]] = {}
        for item in self.places:
            found.setdefault(item.state, []).append(item)
        return {state: tuple(items) for state, items in found.items()}

    def in_state(self, state: str) -> tuple[Placed, ...]:
        """Return the initiatives in a state, in the order of their ids."""
        return self._by_state.get(state, ())

    @cached_property
    def starting_now(self) -> tuple[str, ...]:
        """Those that start in the week of today, or in the plan's first, in rank order.

        Ours: a plan that begins more than four weeks from today has nothing that starts now.
        """
        until = self.calendar.end(max(0, self.calendar.index(self.as_of)))
        until = min(until, self.as_of + dt.timedelta(weeks=NOW_WEEKS))
        inside = (i.id for i in self.in_state("starts") if i.start and i.start <= until)
        return tuple(self.ranked(inside))

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return {item.id: item.rank for item in self.ranking} if self.ranking else {}

    def ranked(self, ids: Iterable[str]) -> list[str]:
        """Return initiatives in the order of the ranking, those without a rank last."""
        last = len(self._ranks) + 1
        return sorted(ids, key=lambda name: (self._ranks.get(name, last), name))

    def rank_line(self, name: str) -> Text:
        """Return the sentence on the rank of an initiative."""
        item = self.ranking.by_id.get(name) if self.ranking else None
        if item is None or item.score is None or self.ranking is None:
            return WORDS["rank-unknown"]
        return WORDS["rank-line"].format(rank=item.rank, all=len(self.ranking))

    def title(self, name: str) -> Text:
        """Return the title of an initiative."""
        item = self.municipality.initiatives_by_id.get(name)
        return item.title if item else Text.plain(name)

    def unit(self, name: str) -> Text:
        """Return the name of the unit that answers for an initiative."""
        return unit_of(self.municipality, self.municipality.initiatives_by_id[name])

    def unit_id(self, name: str) -> str:
        """Return the id of the unit that answers for an initiative, empty for none."""
        owner = self.municipality.initiatives_by_id[name].owner
        return owner.unit if owner else ""

    @cached_property
    def facts(self) -> tuple[Text, ...]:
        """The facts to find out first."""
        return tuple(fact.text for fact in self.plan.facts_to_find())
