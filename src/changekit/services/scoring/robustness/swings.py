"""What moves one initiative most: each weight, or each of its values, from end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

import attrs
import numpy

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.figures import Swing, Tornado
from changekit.services.scoring.explaining import rank_keys
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.extension.protocols.scoring import ScoreMatrix
    from changekit.services.scoring.ranking import Ranking

__all__ = ["swings"]

PART: Final = 0.1
"""Ours: how far a known value is moved to either side, as a part of its declared scale."""
FACTOR: Final = 2.0
"""Ours: a share of the weights is halved and doubled where no range is stated for it."""
TITLES: Final = {
    "weights": Text(sv="Vilka vikter som betyder mest för {t}",
                    en="Which weights matter most for {t}"),
    "values": Text(sv="Vilka värden som betyder mest för {t}",
                   en="Which values matter most for {t}"),
}  # fmt: skip
SUMMARIES: Final = {
    "weights": Text(
        sv="Varje stapel visar poängen, och platsen inom parentes, när en vikt går från sitt "
        "lägsta till sitt högsta (halva till dubbla andelen om inget annat är angivet) och de "
        "andra delar på resten. Linjen är poängen nu. Mest betyder {most}.",
        en="Each bar shows the score, and the rank in brackets, as one weight goes from its least "
        "to its most (half to double its share unless stated otherwise) and the others share the "
        "rest. The line is the score now. What matters most is {most}.",
    ),
    "values": Text(
        sv="Varje stapel visar poängen, och platsen inom parentes, när ett värde går från sitt "
        "lägsta till sitt högsta: ett okänt inom sina gränser, ett känt en tiondel av skalan åt "
        "vardera hållet. Linjen är poängen nu. Mest betyder {most}.",
        en="Each bar shows the score, and the rank in brackets, as one value goes from its lowest "
        "to its highest: an unknown one within its range, a known one a tenth of the scale either "
        "way. The line is the score now. What matters most is {most}.",
    ),
}


def swings(
    ranking: Ranking, initiative: str, *, by: Literal["weights", "values"] = "weights"
) -> Tornado:
    """Return how far one initiative moves with each weight, or with each of its values, alone.

    Raises:
        UnknownNameError: The initiative is not in the ranking, or there is no such way.
        InvalidValueError: The initiative has no score.
    """
    if initiative not in ranking.by_id:
        raise UnknownNameError("initiative", initiative, known=ranking.by_id)
    if by not in TITLES:
        raise UnknownNameError("way", by, known=get_args(Literal["weights", "values"]))
    item = ranking.by_id[initiative]
    if item.score is None:
        msg = f"initiative {initiative!r} has no score that anything could move"
        raise InvalidValueError(msg)
    row = ranking.matrix.ids.index(initiative)
    make = _by_weight if by == "weights" else _by_value
    made = [make(ranking, row, column) for column in range(len(ranking.matrix.criteria))]
    made.sort(key=lambda it: -it.size)
    return Tornado(
        title=TITLES[by].format(t=item.title),
        summary=SUMMARIES[by].format(most=made[0].label),
        middle=item.score,
        rank=item.rank,
        swings=tuple(made),
    )


def _by_weight(ranking: Ranking, row: int, column: int) -> Swing:
    matrix = ranking.matrix
    share = float(matrix.shares[column])
    declared = matrix.declared[column] if matrix.declared else None
    stated = declared.weight_range if declared else ()
    ends = tuple(stated) if len(stated) == 2 else (share / FACTOR, min(1.0, share * FACTOR))
    found = [_asked(ranking, _weighed(matrix, column, end), row) for end in ends]
    return _swing(matrix, column, [f"{100 * end:.3g} %" for end in ends], found)


def _weighed(matrix: ScoreMatrix, column: int, share: float) -> ScoreMatrix:
    """Return the matrix in which one share is as given and the others keep their proportions."""
    shares = numpy.array(matrix.shares)
    rest = 1 - float(shares[column])
    shares *= (1 - share) / rest if rest > 0 else 1.0
    shares[column] = share if rest > 0 else 1.0
    return attrs.evolve(matrix, weights=shares)


def _by_value(ranking: Ranking, row: int, column: int) -> Swing:
    matrix = ranking.matrix
    low, high = float(matrix.low[row, column]), float(matrix.high[row, column])
    if low == high:
        bottom, top = sorted((float(matrix.best[column]), float(matrix.worst[column])))
        low, high = (min(top, max(bottom, low + side * PART * (top - bottom))) for side in (-1, 1))
    found = [_asked(ranking, matrix.with_value(row, column, end), row) for end in (low, high)]
    unit = matrix.units[column]
    words = [f"{end:.4g} {unit}" if unit else f"{end:.4g}" for end in (low, high)]
    return _swing(matrix, column, words, found)


def _asked(ranking: Ranking, matrix: ScoreMatrix, row: int) -> tuple[float, int]:
    scores = ranking.scorer.score(matrix)
    keys = rank_keys(scores)
    own = keys[row]
    assert own is not None  # noqa: S101  # it had a score, and knows no less
    rank = 1 + sum(key is not None and key > own for key in keys)
    return float(scores.score[row]), rank


def _swing(
    matrix: ScoreMatrix, column: int, ends: list[str], found: list[tuple[float, int]]
) -> Swing:
    declared = matrix.declared[column] if matrix.declared else None
    label = declared.title if declared and declared.title else None
    (low, low_rank), (high, high_rank) = found
    first, second = (Text(sv=words.replace(".", ","), en=words) for words in ends)
    return Swing(
        label=label or Text.plain(matrix.criteria[column]),
        ends=(first, second),
        values=(low, high),
        ranks=(low_rank, high_rank),
    )
