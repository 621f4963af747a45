"""How well published portfolios are planned: one search for each file of a folder."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import InvalidValueError
from changekit.extension.protocols.planning import Draft, tell
from changekit.files.portfolios import Portfolio, read_portfolios
from changekit.findings import Findings
from changekit.services.planning.engines.named import Team, auto
from changekit.services.planning.engines.published import faults, model_of, value_of
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from changekit.extension.protocols.planning import Progress

__all__ = ["Planned", "PlannedAll", "measure", "planned", "warm_up"]


@attrs.frozen(kw_only=True)
class Planned:
    """One portfolio and the plan that was found.

    Attributes:
        value: What the plan gives.
        greedy_value: What the file says that a simple plan gives, None where it does not.
        bound: No plan gives more; None where that is not known.
        starts: By initiative: its first week, None where it is left out.
        seconds: How long it took, from the compiled problem on.
        first_seconds: How long the first plan took, from the compiled problem on.
        compile_seconds: How long it took to compile the problem.
    """

    instance: str
    value: float
    greedy_value: float | None
    bound: float | None
    starts: Mapping[str, int | None] = attrs.field(repr=False)
    seconds: float
    first_seconds: float
    compile_seconds: float
    moves: int
    seed: int

    @property
    def gap(self) -> float | None:
        """How much better a plan can be at most, as a share of the bound."""
        if self.bound is None or self.bound <= 0:
            return None
        return max(0.0, (self.bound - self.value) / self.bound)

    @property
    def above(self) -> float | None:
        """How much more than the simple plan it gives, in percent."""
        if not self.greedy_value:
            return None
        return 100 * (self.value / self.greedy_value - 1)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the plan as JSON values."""
        found = attrs.asdict(self, recurse=False)
        starts = dict(found.pop("starts"))
        return {**found, "gap": self.gap, "starts": starts}


@attrs.frozen(kw_only=True, repr=False)
class PlannedAll(Shown):
    """Every portfolio of a folder, in the order of the files' names.

    Attributes:
        warm_up: How many seconds the compilation of the fast loops took, before all else.
    """

    instances: tuple[Planned, ...]
    warm_up: float
    findings: Findings = Findings()
    language: str = "en"

    @property
    def average_gap(self) -> float | None:
        """The mean of the gaps in percent, None where one is not known."""
        gaps = [item.gap for item in self.instances]
        known = [100 * gap for gap in gaps if gap is not None]
        return sum(known) / len(known) if known and len(known) == len(gaps) else None

    @property
    def average_above(self) -> float | None:
        """The mean of what is given more than simple plans give, in percent."""
        known = [item.above for item in self.instances if item.above is not None]
        return sum(known) / len(known) if known else None

    def table(self) -> Table:
        """Return one row for each portfolio, and one for all of them."""
        columns = (
            Column("instance", Text(sv="Portfölj", en="Portfolio")),
            Column("value", Text(sv="Nytta", en="Value"), "number"),
            Column("greedy_value", Text(sv="Enkel plan", en="Simple plan"), "number"),
            Column("above", Text(sv="Över den, %", en="Above it, %"), "number", 2),
            Column("bound", Text(sv="Högst", en="Bound"), "number"),
            Column("gap", Text(sv="Gap, %", en="Gap, %"), "number", 2),
            Column("first", Text(sv="Första plan, s", en="First plan, s"), "number", 3),
            Column("seconds", Text(sv="Sekunder", en="Seconds"), "number", 2),
        )
        rows = [
            (
                item.instance, item.value, item.greedy_value, item.above, item.bound,
                None if item.gap is None else 100 * item.gap, item.first_seconds, item.seconds,
            )
            for item in self.instances
        ]  # fmt: skip
        every = Text(sv="alla", en="all").to(self.language)
        total = sum(item.seconds for item in self.instances)
        last = (every, None, None, self.average_above, None, self.average_gap, None, total)
        title = Text(sv="Planer för portföljer", en="Plans of portfolios")
        return Table(title=title, columns=columns, rows=(*rows, last), language=self.language)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the plans as JSON values."""
        return {
            "instances": [item.to_dict() for item in self.instances],
            "average_gap": self.average_gap,
            "average_above_greedy": self.average_above,
            "warm_up_seconds": self.warm_up,
        }


def measure(  # what a measurement can be asked for
    folder: Path,
    *,
    seconds: float = 10.0,
    workers: int = 2,
    seed: int = 0,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
    language: str = "en",
) -> PlannedAll:
    """Return the best plan found for each portfolio of a folder, each checked.

    The seconds of a portfolio count from its compiled form, after one warm-up for all.

    Args:
        folder: Portfolios as gzipped JSON.
        seconds: How long to search for each.
        workers: How many threads search.
        seed: Where the random moves start.
        progress: Told the share of the portfolios that are done.
        cancel: Asked now and then; when it returns true, those so far are returned.
        language: The language in which the result shows itself.

    Raises:
        UnreadableFileError: There is no such folder, or no such file in it.
        InvalidValueError: A plan does not keep to what its file says.
    """
    read = read_portfolios(folder)
    warm = warm_up(read.portfolios)
    done: list[Planned] = []
    for name, portfolio in read.portfolios.items():
        if cancel is not None and cancel():
            break
        found = planned(
            name, portfolio, seconds=seconds, workers=workers, seed=seed, cancel=cancel
        )
        done.append(found)
        tell(progress, len(done) / len(read.portfolios), found.value)
    return PlannedAll(
        instances=tuple(done), warm_up=warm, findings=read.findings, language=language
    )


def warm_up(portfolios: Mapping[str, Portfolio]) -> float:
    """Compile the fast loops by planning the smallest portfolio for a moment; return seconds."""
    begun = time.perf_counter()
    if portfolios:
        small = min(portfolios.values(), key=lambda one: len(one.initiatives))
        auto(model_of(small), moves=50)
    return time.perf_counter() - begun


def planned(
    name: str,
    portfolio: Portfolio,
    *,
    seconds: float,
    workers: int = 1,
    seed: int = 0,
    cancel: Callable[[], bool] | None = None,
) -> Planned:
    """Return the best plan found of a portfolio, checked against what its file says.

    Raises:
        InvalidValueError: The plan does not keep to it.
    """
    before = time.perf_counter()
    model = model_of(portfolio)
    begun = time.perf_counter()
    first: list[float] = []

    def told(share: float, best: float) -> None:  # noqa: ARG001  # as every progress
        if not first:
            first.append(time.perf_counter() - begun)

    draft = auto(
        model, seconds=seconds, seed=seed, progress=told, cancel=cancel,
        team=Team(workers=workers),
    )  # fmt: skip
    spent = time.perf_counter() - begun
    starts = dict(zip(model.ids, draft.starts, strict=True))
    _check(name, portfolio, starts, draft)
    return Planned(
        instance=name, value=value_of(portfolio, starts), greedy_value=portfolio.greedy_value,
        bound=draft.bound, starts=starts, seconds=spent, first_seconds=first[0],
        compile_seconds=begun - before, moves=draft.moves, seed=seed,
    )  # fmt: skip


def _check(
    name: str, portfolio: Portfolio, starts: Mapping[str, int | None], draft: Draft
) -> None:
    wrong = faults(portfolio, starts)
    value = value_of(portfolio, starts)
    if draft.bound is not None and draft.bound < value - 1e-6 * abs(value):
        wrong.append(f"a bound of {draft.bound} below its {value}")
    if wrong:
        msg = f"{name}: the plan found does not hold: {'; '.join(wrong[:5])}"
        raise InvalidValueError(msg)
