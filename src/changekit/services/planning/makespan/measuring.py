"""How well published scheduling problems are solved: one search for each file of a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import InvalidValueError
from changekit.files.psplib import SchedulingProblem, read_problems
from changekit.findings import Findings
from changekit.services.planning.makespan.checking import faults
from changekit.services.planning.makespan.outcome import Outcome
from changekit.services.planning.makespan.problem import compiled
from changekit.services.planning.makespan.solve import solve, warm_up
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Measured", "Measures", "measure"]


@attrs.frozen(kw_only=True)
class Measured:
    """One problem and the schedule that was found.

    Attributes:
        best_known: The shortest makespan that is known, None where nobody said.
        seconds: How long the search took, from the compiled problem on.
    """

    problem: SchedulingProblem
    outcome: Outcome
    best_known: int | None
    seconds: float
    seed: int

    @property
    def gap(self) -> float | None:
        """How much longer than the best that is known it is, in percent."""
        if not self.best_known:
            return None
        return 100 * (self.outcome.makespan - self.best_known) / self.best_known

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the schedule as JSON values."""
        return {
            "instance": self.problem.name,
            "makespan": self.outcome.makespan,
            "starts": list(self.outcome.starts),
            "best_known": self.best_known,
            "bound": self.outcome.bound,
            "bound_by": self.outcome.bound_by,
            "proved": self.outcome.proved,
            "seconds": self.seconds,
            "seed": self.seed,
            "schedules": self.outcome.schedules,
        }


@attrs.frozen(kw_only=True, repr=False)
class Measures(Shown):
    """Every problem of a folder, in the order of the files' names.

    Attributes:
        warm_up: How many seconds the compilation of the fast loops took, before all else.
    """

    instances: tuple[Measured, ...]
    warm_up: float
    findings: Findings = Findings()
    language: str = "en"

    @property
    def average_gap(self) -> float | None:
        """The mean of the gaps in percent, None where no best is known."""
        gaps = [item.gap for item in self.instances if item.gap is not None]
        return sum(gaps) / len(gaps) if gaps else None

    @property
    def share_proved(self) -> float | None:
        """The share of problems whose schedule is proved to be shortest, 0 to 1."""
        proved = sum(item.outcome.proved for item in self.instances)
        return proved / len(self.instances) if self.instances else None

    def table(self) -> Table:
        """Return one row for each problem, and one for all of them."""
        columns = (
            Column("instance", Text(sv="Problem", en="Problem")),
            Column("makespan", Text(sv="Längd", en="Makespan"), "number"),
            Column("best_known", Text(sv="Bäst känt", en="Best known"), "number"),
            Column("bound", Text(sv="Minst", en="Bound"), "number"),
            Column("gap", Text(sv="Över bästa, %", en="Above best, %"), "number", 2),
            Column("proved", Text(sv="Bevisat", en="Proved")),
            Column("seconds", Text(sv="Sekunder", en="Seconds"), "number", 2),
        )
        rows = [
            (
                item.problem.name, item.outcome.makespan, item.best_known, item.outcome.bound,
                item.gap, item.outcome.proved, item.seconds,
            )
            for item in self.instances
        ]  # fmt: skip
        share = "" if self.share_proved is None else f"{100 * self.share_proved:.0f} %"
        total = sum(item.seconds for item in self.instances)
        every = Text(sv="alla", en="all").to(self.language)
        last = (every, None, None, None, self.average_gap, share, total)
        title = Text(sv="Kortaste schema", en="Shortest schedules")
        return Table(title=title, columns=columns, rows=(*rows, last), language=self.language)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the problems as JSON values."""
        return {
            "instances": [item.to_dict() for item in self.instances],
            "average_gap": self.average_gap,
            "share_proved": self.share_proved,
            "warm_up_seconds": self.warm_up,
        }


def measure(  # what a measurement can be asked for
    folder: Path,
    *,
    seconds: float = 10.0,
    workers: int = 2,
    seed: int = 0,
    exact: bool | None = None,
    progress: Callable[[float, float], None] | None = None,
    cancel: Callable[[], bool] | None = None,
    language: str = "en",
) -> Measures:
    """Return the shortest schedule found for each problem of a folder, each checked.

    The seconds of a problem count from its compiled form, after one warm-up for all; a search
    ends earlier where nothing shorter exists.

    Args:
        folder: Files in Patterson's or PSPLIB's format, with or without `best-known.csv`.
        seconds: How long to search for each.
        workers: How many threads search.
        seed: Which of many searches.
        exact: Whether CP-SAT takes part; None: where it is installed.
        progress: Told the share of the problems that are done.
        cancel: Asked now and then; when it returns true, those so far are returned.
        language: The language in which the result shows itself.

    Raises:
        UnreadableFileError: There is no such folder, or no such file in it.
        InvalidValueError: A schedule does not keep to what its file says.
    """
    read = read_problems(folder)
    warm = warm_up()
    done: list[Measured] = []
    for number, problem in enumerate(read.problems):
        if cancel and cancel():
            break
        outcome = solve(
            compiled(problem), seconds=seconds, workers=workers, seed=seed, exact=exact,
            cancel=cancel,
        )  # fmt: skip
        _check(problem, outcome)
        best = read.best_known.get(problem.name)
        done.append(
            Measured(
                problem=problem, outcome=outcome, best_known=best, seconds=outcome.seconds,
                seed=seed,
            )
        )  # fmt: skip
        if progress:
            progress((number + 1) / len(read.problems), float(outcome.makespan))
    return Measures(instances=tuple(done), warm_up=warm, findings=read.findings, language=language)


def _check(problem: SchedulingProblem, outcome: Outcome) -> None:
    wrong = faults(problem, outcome.starts, outcome.makespan)
    if outcome.bound > outcome.makespan:
        wrong.append(f"a bound of {outcome.bound} above its {outcome.makespan}")
    if wrong:
        msg = f"{problem.name}: the schedule found does not hold: {'; '.join(wrong[:5])}"
        raise InvalidValueError(msg)
