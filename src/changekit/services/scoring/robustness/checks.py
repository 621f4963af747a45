"""Whether a method holds together on this data: drop one, add a twin, compare two alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs
import numpy

from changekit.errors import InvalidValueError
from changekit.services.scoring.explaining import rank_keys
from changekit.services.scoring.robustness import wording
from changekit.tables import Cell, Column, Shown, Table
from changekit.text import LANGUAGES, Text, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from changekit.extension.protocols.scoring import ScoreMatrix, Scorer
    from changekit.services.scoring.ranking import Ranking

__all__ = ["CheckKind", "MethodCheck", "Violation", "check_method"]

CheckKind: TypeAlias = Literal["dropping", "twins", "pairs"]
"""Dropping one; adding a twin of one; ranking two alone."""
MOST = 100
"""Ours: how many initiatives are tried at most; each costs one ranking of all."""
MOST_PAIRED = 20
"""Ours: among how many of the first all pairs are ranked alone, 190 rankings of two."""


@attrs.frozen(kw_only=True)
class Violation:
    """One trial in which the order of others changed.

    Attributes:
        subjects: What was dropped or doubled, or who stand in a circle or against the ranking.
        moved: Whose order changed among each other.
    """

    kind: CheckKind
    subjects: tuple[str, ...]
    moved: tuple[str, ...]
    text: Text


@attrs.frozen(kw_only=True, repr=False)
class MethodCheck(Shown):
    """What was tried of a method on this data, and where it does not hold together.

    Attributes:
        tried: How many trials there were of each kind.
        seed: Where chance started that chose among many.
    """

    method: str
    method_title: Text
    tried: tuple[tuple[CheckKind, int], ...]
    violations: tuple[Violation, ...]
    seed: int = 0
    language: str = "en"
    notice: Text | None = None

    def of(self, kind: CheckKind) -> tuple[Violation, ...]:
        """Return the violations of one kind."""
        return tuple(item for item in self.violations if item.kind == kind)

    @property
    def text(self) -> Text:
        """What was tried and what came of it."""
        parts = [
            wording.CHECKS[kind][bool(self.of(kind))].format(n=count, bad=len(self.of(kind)))
            for kind, count in self.tried
        ]
        return Text({code: " ".join(part.to(code) for part in parts) for code in LANGUAGES})

    def table(self) -> Table:
        """Return one row for each trial in which the order of others changed."""
        columns = (
            Column("kind", wording.TRIAL),
            Column("subjects", wording.SUBJECTS),
            Column("moved", wording.MOVED),
            Column("what", wording.WHAT),
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (wording.TRIALS[it.kind], ", ".join(it.subjects), ", ".join(it.moved), it.text)
            for it in self.violations
        )
        title = wording.CHECKED.format(m=self.method_title)
        return Table(title=title, columns=columns, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the check as JSON values."""
        return {
            "method": self.method,
            "seed": self.seed,
            "tried": dict(self.tried),
            "text": self.text.to(self.language),
            "violations": [
                {
                    "kind": it.kind, "subjects": list(it.subjects), "moved": list(it.moved),
                    "text": it.text.to(self.language),
                }
                for it in self.violations
            ],
        }  # fmt: skip


def check_method(ranking: Ranking, *, most: int = MOST, seed: int = 0) -> MethodCheck:
    """Return whether the order of some depends on which others there are.

    Source: Triantaphyllou (2001), Two new cases of rank reversals, Journal of Multi-Criteria
    Decision Analysis 10(1), 11-25: dropping one must not reorder the rest, and what is ranked two
    by two must neither go in a circle nor against the whole. Ours: nor must a twin of one.

    Args:
        ranking: What `score` gave.
        most: How many initiatives are dropped and doubled at most; beyond that some are chosen.
        seed: Where chance starts that chooses them.

    Raises:
        InvalidValueError: `most` is below 1.
    """
    if most < 1:
        msg = f"most must be 1 or more, got {most}"
        raise InvalidValueError(msg)
    count = len(ranking)
    order = sorted(range(count), key=lambda at: (sort_key(ranking.matrix.ids[at]),
                                                 ranking.matrix.ids[at]))  # fmt: skip
    matrix = ranking.matrix.rows(order)
    tried = list(range(count))
    if count > most:
        chance = numpy.random.default_rng(seed)
        tried = sorted(chance.choice(count, size=most, replace=False).tolist())
    rows = {name: at for at, name in enumerate(matrix.ids)}
    paired = sorted(rows[item.id] for item in ranking.items[:MOST_PAIRED])
    trial = _Trial(scorer=ranking.scorer, matrix=matrix)
    return MethodCheck(
        method=ranking.method,
        method_title=ranking.scorer.title,
        tried=(
            ("dropping", len(tried) if count > 1 else 0),
            ("twins", len(tried)),
            ("pairs", len(paired) * (len(paired) - 1) // 2),
        ),
        violations=(*trial.dropped(tried), *trial.doubled(tried), *trial.alone(paired)),
        seed=seed,
        language=ranking.language,
        notice=ranking.notice,
    )


@attrs.frozen(kw_only=True, slots=False)
class _Trial:
    """A scorer, asked about parts of a matrix."""

    scorer: Any  # Any: a Scorer, which is imported for types alone
    matrix: Any  # Any: a ScoreMatrix, likewise

    def dropped(self, rows: Sequence[int]) -> Iterator[Violation]:
        """Give each row without which others change their order."""
        names = self.matrix.ids
        before = _levels(self.scorer, self.matrix)
        for row in rows if len(names) > 1 else ():
            kept = [at for at in range(len(names)) if at != row]
            after = _levels(self.scorer, self.matrix.rows(kept))
            moved = _moved(before[kept], after)
            if len(moved):
                yield self._violation("dropping", [row], [kept[at] for at in moved])

    def doubled(self, rows: Sequence[int]) -> Iterator[Violation]:
        """Give each row whose twin does not tie with it, or changes the order of others."""
        names = self.matrix.ids
        before = _levels(self.scorer, self.matrix)
        for row in rows:
            twins = self.matrix.rows([*range(len(names)), row])
            after = _levels(self.scorer, attrs.evolve(twins, ids=(*names, f"{names[row]}-twin")))
            moved = _moved(before, after[:-1]).tolist()
            if after[row] != after[-1] and row not in moved:
                moved.append(row)
            if moved:
                yield self._violation("twins", [row], moved)

    def alone(self, rows: Sequence[int]) -> Iterator[Violation]:
        """Give the pairs that, ranked alone, go against the whole ranking or in a circle."""
        whole = _levels(self.scorer, self.matrix)
        count = len(rows)
        beats = numpy.zeros((count, count), numpy.bool_)
        for a in range(count):
            for b in range(a + 1, count):
                pair = _levels(self.scorer, self.matrix.rows([rows[a], rows[b]]))
                beats[a, b], beats[b, a] = pair[0] > pair[1], pair[1] > pair[0]
                if numpy.sign(pair[0] - pair[1]) != numpy.sign(whole[rows[a]] - whole[rows[b]]):
                    both = [rows[a], rows[b]]
                    yield self._violation("pairs", both, both)
        for a, b, c in numpy.argwhere(
            beats[:, :, None] & beats[None, :, :] & beats.T[:, None, :]
        ).tolist():
            if a < b and a < c:
                circle = [rows[at] for at in (a, b, c)]
                yield self._violation("pairs", circle, circle, circle=True)

    def _violation(
        self,
        kind: CheckKind,
        subjects: Sequence[int],
        moved: Sequence[int],
        *,
        circle: bool = False,
    ) -> Violation:
        names = self.matrix.ids
        told = wording.CIRCLE if circle else wording.VIOLATIONS[kind]
        values = dict(zip("abc", (names[at] for at in subjects), strict=False))
        return Violation(
            kind=kind,
            subjects=tuple(names[at] for at in subjects),
            moved=tuple(names[at] for at in sorted(moved)),
            text=told.format(n=len(moved), **values),
        )


def _levels(scorer: Scorer, matrix: ScoreMatrix) -> numpy.typing.NDArray[numpy.intp]:
    """Return one whole number for each row, higher for a better score, equal for a tie."""
    keys = rank_keys(scorer.score(matrix))
    there = sorted({key for key in keys if key is not None})
    place = {key: at for at, key in enumerate(there, start=1)}
    return numpy.array([0 if key is None else place[key] for key in keys], dtype=numpy.intp)


def _moved(
    before: numpy.typing.NDArray[numpy.intp], after: numpy.typing.NDArray[numpy.intp]
) -> numpy.typing.NDArray[numpy.intp]:
    """Return who changed order with anybody."""
    if _same_order(before, after):
        return numpy.zeros(0, numpy.intp)
    first = numpy.sign(before[:, None] - before)
    second = numpy.sign(after[:, None] - after)
    return numpy.flatnonzero((first != second).any(axis=1))


def _same_order(
    before: numpy.typing.NDArray[numpy.intp], after: numpy.typing.NDArray[numpy.intp]
) -> bool:
    order = numpy.argsort(before, kind="stable")
    first, second = (numpy.sign(numpy.diff(levels[order])) for levels in (before, after))
    return bool(numpy.array_equal(first, second))
