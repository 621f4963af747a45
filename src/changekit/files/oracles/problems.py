"""Published answers: what a problem gives to each method, as files and papers write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from changekit.errors import InvalidValueError
from changekit.files.oracles.shapes import Answers, Pair, PerCriterion, Preferences, Table, Tables
from changekit.model.fields import about, between
from changekit.model.frozen import frozen_map
from changekit.model.records import Record
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.model.profile import Preference

__all__ = [
    "Answers", "ByCapacity", "Comparisons", "CostOfDelay", "Job", "Matrix", "Objective",
    "Outranking", "Product", "Proportion", "Spotis", "Sum", "Topsis", "Values", "Vikor",
    "Weighed",
]  # fmt: skip

Objective: TypeAlias = Literal["max", "min"]
Scaling: TypeAlias = Literal["sum", "vector", "max", "minmax", "none"]
Matrix: TypeAlias = tuple[tuple[float, ...], ...]


def _refuse(faults: Iterator[Text]) -> None:
    """Raise what is wrong, all of it at once."""
    every = list(faults)
    if every:
        raise InvalidValueError(
            Text({code: "; ".join(fault.to(code) for fault in every) for code in ("sv", "en")})
        )


def _as_many(name: str, found: int, wanted: int) -> Iterator[Text]:
    if found != wanted:
        yield Text(
            sv=f"{name} ska ha {wanted} värden, ett per kriterium, fann {found}",
            en=f"{name} needs {wanted} values, one for each criterion, got {found}",
        )


@attrs.frozen(kw_only=True)
class Values(Record):
    """A decision matrix; where no objectives are given, more is better in every column."""

    matrix: Matrix = attrs.field(metadata=about("One row for each alternative"))
    objectives: tuple[Objective, ...] = attrs.field(
        default=(), metadata=about("By criterion: which way is better")
    )
    weights: tuple[float, ...] = attrs.field(
        default=(), metadata=about("Not used where a method has no weights, or makes them")
    )

    def __attrs_post_init__(self) -> None:
        """Check that everything has one value for each criterion."""
        _refuse(self.faults())

    @property
    def signs(self) -> tuple[float, ...]:
        """1 where more is better, -1 where less is."""
        told = self.objectives or ("max",) * len(self.matrix[0])
        return tuple(1.0 if way == "max" else -1.0 for way in told)

    def faults(self) -> Iterator[Text]:
        """Yield what is wrong with the sizes."""
        widths = [len(row) for row in self.matrix]
        if not widths or not widths[0]:
            yield Text(
                sv="matrix ska ha minst en rad och en kolumn",
                en="matrix needs at least one row and one column",
            )
            return
        for at, width in enumerate(widths):
            if width != widths[0]:
                yield Text(
                    sv=f"matrix: rad {at} har {width} värden, den första {widths[0]}",
                    en=f"matrix: row {at} has {width} values, the first {widths[0]}",
                )
        if self.objectives:
            yield from _as_many("objectives", len(self.objectives), widths[0])


@attrs.frozen(kw_only=True)
class Weighed(Values):
    """A decision matrix with weights."""

    weights: tuple[float, ...] = attrs.field(metadata=about("By criterion: how much it counts"))

    def faults(self) -> Iterator[Text]:
        """Yield what is wrong with the sizes and the weights."""
        yield from super().faults()
        if self.matrix and self.matrix[0]:
            yield from _as_many("weights", len(self.weights), len(self.matrix[0]))
        if any(weight < 0 for weight in self.weights) or not sum(self.weights) > 0:
            yield Text(
                sv="weights ska vara 0 eller mer, och minst en över 0",
                en="weights must be 0 or more, and at least one above 0",
            )


@attrs.frozen(kw_only=True)
class Sum(Weighed):
    """What the weighted sum is given."""

    normalisation: Scaling = attrs.field(
        default="none", metadata=about("What a column is divided by")
    )
    costs: Literal["reciprocal", "invert"] | None = attrs.field(
        default=None, metadata=about("What is done with columns where less is better")
    )


@attrs.frozen(kw_only=True)
class Product(Weighed):
    """What the weighted product is given."""

    normalisation: Scaling = attrs.field(
        default="none", metadata=about("What a column is divided by")
    )


@attrs.frozen(kw_only=True)
class Topsis(Weighed):
    """What TOPSIS is given."""

    normalisation: Scaling = attrs.field(
        default="vector", metadata=about("What a column is divided by")
    )


@attrs.frozen(kw_only=True)
class Vikor(Weighed):
    """What VIKOR is given."""

    v: float = attrs.field(
        default=0.5, validator=between(0, 1), metadata=about("How much the group counts")
    )


@attrs.frozen(kw_only=True)
class Outranking(Weighed):
    """What PROMETHEE II is given; each option stands once for all criteria, or in a list."""

    preference: Preferences = attrs.field(
        default=Preferences("usual"), metadata=about("How a difference becomes a preference")
    )
    q: PerCriterion = attrs.field(
        default=PerCriterion(), metadata=about("Up to this difference nobody minds")
    )
    p: PerCriterion = attrs.field(
        default=PerCriterion(), metadata=about("From this difference on it is clear")
    )
    s: PerCriterion = attrs.field(
        default=PerCriterion(), metadata=about("The difference at the bend of gaussian")
    )

    def faults(self) -> Iterator[Text]:
        """Yield what is wrong with the sizes."""
        yield from super().faults()
        width = len(self.matrix[0]) if self.matrix else 0
        for name in ("preference", "q", "p", "s"):
            each = getattr(self, name).each
            if each is not None:
                yield from _as_many(name, len(each), width)

    def functions(self) -> Iterator[tuple[Preference, float, float, float]]:
        """Yield kind, q, p and s of each criterion; what is not given is 0."""
        for at in range(len(self.matrix[0])):
            q, p, s = (float(it.of(at) or 0.0) for it in (self.q, self.p, self.s))
            yield self.preference.of(at), q, p, s


@attrs.frozen(kw_only=True)
class Spotis(Weighed):
    """What SPOTIS is given."""

    bounds: Matrix = attrs.field(metadata=about("By criterion: its least and its largest value"))
    expected_solution_point: tuple[float, ...] = attrs.field(
        default=(), metadata=about("By criterion: what is wanted; else the better bound")
    )

    def faults(self) -> Iterator[Text]:
        """Yield what is wrong with the sizes and the bounds."""
        yield from super().faults()
        width = len(self.matrix[0]) if self.matrix else 0
        yield from _as_many("bounds", len(self.bounds), width)
        for at, ends in enumerate(self.bounds):
            if len(ends) != 2 or ends[0] == ends[1]:
                yield Text(
                    sv=f"bounds: kriterium {at} ska ha två olika ändar",
                    en=f"bounds: criterion {at} needs two ends that differ",
                )
        if self.expected_solution_point:
            found = len(self.expected_solution_point)
            yield from _as_many("expected_solution_point", found, width)


@attrs.frozen(kw_only=True)
class ByCapacity(Values):
    """What the Choquet integral is given."""

    criteria: tuple[str, ...] = attrs.field(metadata=about("One letter for each criterion"))
    capacity: Mapping[str, float] = attrs.field(
        converter=frozen_map,
        metadata=about("By the letters of a subset: its value; '' is the empty set"),
    )

    def faults(self) -> Iterator[Text]:
        """Yield what is wrong with the letters and the subsets."""
        yield from super().faults()
        width = len(self.matrix[0]) if self.matrix else 0
        yield from _as_many("criteria", len(self.criteria), width)
        letters = set(self.criteria)
        if len(letters) < len(self.criteria) or any(len(name) != 1 for name in self.criteria):
            yield Text(
                sv="criteria ska vara olika bokstäver, en per kriterium",
                en="criteria must be letters that differ, one for each criterion",
            )
        if "min" in self.objectives:
            yield Text(
                sv="choquet tar värden där mer är bättre",
                en="choquet takes values of which more is better",
            )
        yield from self._subset_faults(letters)

    def _subset_faults(self, letters: set[str]) -> Iterator[Text]:
        seen: dict[frozenset[str], str] = {frozenset(): ""}
        for name in self.capacity:
            subset = frozenset(name)
            if len(subset) < len(name) or not subset <= letters or seen.get(subset, name) != name:
                yield Text(
                    sv=f"capacity: {name!r} är ingen ny delmängd av kriterierna",
                    en=f"capacity: {name!r} is no new subset of the criteria",
                )
            seen.setdefault(subset, name)
        missing = 2 ** len(letters) - len(seen)
        if missing > 0:
            yield Text(
                sv=f"capacity: {missing} delmängder saknar värde",
                en=f"capacity: {missing} subsets have no value",
            )


@attrs.frozen(kw_only=True)
class Comparisons(Record):
    """What AHP is given: items compared in pairs, and alternatives by each item if any."""

    items: tuple[str, ...] = attrs.field(default=(), metadata=about("What is compared"))
    comparisons: tuple[Pair, ...] = attrs.field(
        default=(), metadata=about("Two items, and how much the first outweighs the second")
    )
    matrix: Table = attrs.field(
        default=Table(), metadata=about("The same as a matrix; null is a missing pair")
    )
    alternatives: tuple[str, ...] = attrs.field(default=(), metadata=about("What is chosen among"))
    alternative_matrices: Tables = attrs.field(
        default=Tables(), metadata=about("By item: the alternatives compared in pairs")
    )

    def __attrs_post_init__(self) -> None:
        """Check that there is one way to the weights, and a matrix for each item."""
        _refuse(self._faults())

    def _faults(self) -> Iterator[Text]:
        if bool(self.comparisons) == bool(self.matrix.rows):
            yield Text(
                sv="ange antingen comparisons eller matrix",
                en="give either comparisons or matrix",
            )
        if len(set(self.items)) < len(self.items):
            yield Text(sv="samma namn står två gånger i items", en="items holds a name twice")
        for name in sorted({side for pair in self.comparisons for side in (pair.a, pair.b)}):
            if name not in self.items:
                yield Text(
                    sv=f"comparisons: {name!r} står inte i items",
                    en=f"comparisons: {name!r} is not among the items",
                )
        count = len(self.matrix.rows) or len(self.items)
        if self.items and len(self.items) != count:
            yield Text(sv="matrix ska ha en rad per namn i items", en="matrix needs a row an item")
        yield from self._table_faults(count)

    def _table_faults(self, count: int) -> Iterator[Text]:
        given = self.alternative_matrices
        by_name = given.names is not None and set(given.names) != set(self.items)
        if given.tables and (by_name or len(given.tables) != count):
            yield Text(
                sv=f"alternative_matrices ska vara {count}, en för varje namn i items",
                en=f"alternative_matrices must be {count}, one for each item",
            )
        size = len(self.alternatives)
        tables = [self.matrix, *given.tables]
        for at, table in enumerate(tables):
            own = size if at and size else len(table.rows)
            if any(len(row) != own for row in table.rows) or len(table.rows) != own:
                name = f"alternative_matrices[{at - 1}]" if at else "matrix"
                yield Text(
                    sv=f"{name} ska ha lika många rader som kolumner, en per namn",
                    en=f"{name} needs as many rows as columns, one for each name",
                )


@attrs.frozen(kw_only=True)
class Job(Record):
    """A job that waits for the one worker there is."""

    cost_of_delay: float = attrs.field(validator=between(0), metadata=about("What a week costs"))
    duration: float = attrs.field(validator=between(0), metadata=about("How long it takes"))

    def __attrs_post_init__(self) -> None:
        """Check that it takes time."""
        if not self.duration > 0:
            raise InvalidValueError(
                Text(sv="duration ska vara över 0", en="duration must be above 0")
            )


@attrs.frozen(kw_only=True)
class CostOfDelay(Record):
    """What Smith's rule is given."""

    jobs: tuple[Job, ...] = attrs.field(metadata=about("The jobs, in any order"))


@attrs.frozen(kw_only=True)
class Proportion(Record):
    """What an interval of a share is given."""

    successes: float = attrs.field(validator=between(0), metadata=about("How many succeeded"))
    n: float = attrs.field(validator=between(0), metadata=about("How many there were"))
    confidence: float = attrs.field(
        default=0.95, validator=between(0, 1), metadata=about("How often the interval holds")
    )
