"""Asks whether rules can be kept together, and remembers the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from changekit.optional import solver
from changekit.services.planning.clashes.case import case_of
from changekit.services.planning.clashes.search import answer
from changekit.services.planning.clashes.solved import solved

if TYPE_CHECKING:
    from collections.abc import Callable

    from changekit.services.planning.clashes.demands import Demand, Town

    Verdict: TypeAlias = Literal["yes", "no", "unknown"]
    Rules: TypeAlias = "frozenset[Demand]"

__all__ = ["Oracle"]

NODES = 300
"""Ours: decisions in one search. Most clashes are proven without any; what takes more is given to
the solver where there is one, and called undecided where there is none."""
MOST_NODES = 2_000
"""Ours: decisions and questions of one plan together; some seconds at the very most."""
UNITS = 0.5
"""Ours: the solver's own measure of work in one question: about half a second."""


class Oracle:
    """Answers for one town; the same questions get the same answers.

    Attributes:
        witness: Starts by id that keep the rules of the last question answered with yes.
    """

    def __init__(self, town: Town, cancel: Callable[[], bool] | None = None) -> None:
        self.town, self.cancel = town, cancel
        self.left, self.units = MOST_NODES, 5 * UNITS
        self.witness: dict[str, int] = {}
        self._known: dict[tuple[Rules, tuple[Demand, float] | None], Verdict] = {}

    def refill(self) -> None:
        """Let some more be asked, so that what would help is looked for in every clash."""
        self.left = max(self.left, MOST_NODES // 8)

    def __call__(self, rules: Rules, more: tuple[Demand, float] | None = None) -> Verdict:
        """Return whether rules can be kept together.

        Args:
            rules: The rules.
            more: A rule that gives way, and by how much.
        """
        key = (rules, more)
        if key not in self._known:
            self._known[key] = self._answer(rules, more)
        return self._known[key]

    def _answer(self, rules: Rules, more: tuple[Demand, float] | None) -> Verdict:
        if not self.left or (self.cancel is not None and self.cancel()):
            return "unknown"
        case = case_of(self.town, rules, dict([more]) if more else None)
        weight = 1 + len(case.names) // 8  # what a decision takes grows with the initiatives
        found = answer(case, nodes=min(NODES, self.left) // weight)
        self.left = max(0, self.left - weight * max(1, found.nodes))
        if found.verdict == "unknown" and solver.AVAILABLE and self.units > 0:
            found, units = solved(case, units=UNITS)
            self.units -= units
        if found.verdict == "yes":
            self.witness = dict(zip(case.names, found.starts, strict=True))
        return found.verdict
