"""A group decision: everybody's ranking apart, the group's beside them, and who dissents.

The group's ranking is the method's with the mean of everybody's weights. Beside it stand two that
look at ranks alone, and need no common scale of weights: Borda's points and the median rank. They
are shown apart, since no rule turns several orders into one without fault. Source: Arrow (1951),
Social Choice and Individual Values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy

from changekit.errors import InvalidValueError
from changekit.model.frozen import FrozenMap
from changekit.services.scoring.compiling import compile_matrix
from changekit.services.scoring.heard import (
    as_heard,
    as_weighed,
    group_weights,
    ranks_of,
    shares_of,
)
from changekit.tables import Column, Shown, Table
from changekit.text import Text, sort_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from changekit.extension.protocols.scoring import ScoreMatrix, Scorer
    from changekit.model.municipality import Municipality
    from changekit.model.profile import Profile, Voice

    Numbers: TypeAlias = NDArray[numpy.float64]

__all__ = ["Heard", "Opinion", "Voices", "concordance", "voices"]


@attrs.frozen(kw_only=True)
class Heard:
    """What one voice weighs, and how it ranks.

    Attributes:
        counts: How much it counts in the group; all voices count 1 together.
        weights: By criterion: its share of the voice's weights.
        ranks: By initiative.
        scores: By initiative, None where nothing is known that a score could rest on.
    """

    id: str
    title: Text
    counts: float
    weights: Mapping[str, float]
    ranks: Mapping[str, int]
    scores: Mapping[str, float | None]


@attrs.frozen(kw_only=True)
class Opinion:
    """What the group thinks of one initiative, and who thinks otherwise.

    Attributes:
        rank: By the mean of everybody's weights.
        score: The score by these weights.
        borda: The mean number of initiatives that a voice ranks below it, half of those that tie.
        borda_rank: The rank by these points.
        median: The median of its ranks, each voice counting as much as it counts.
        best: The best rank that a voice gives it.
        worst: The worst.
        dissent: The voices whose rank is farthest from the group's; none where all agree with it.
    """

    id: str
    title: Text
    rank: int
    score: float | None
    borda: float
    borda_rank: int
    median: float
    best: int
    worst: int
    dissent: tuple[str, ...]

    @property
    def spread(self) -> int:
        """How many ranks lie between the best and the worst."""
        return self.worst - self.best


@attrs.frozen(kw_only=True, repr=False)
class Voices(Shown):
    """A group decision: the group's ranking, and each voice's apart.

    Attributes:
        voices: Each voice with its own ranking, in the profile's order.
        items: Every initiative, in the order of the group's ranking.
        weights: By criterion: the mean of what the voices weigh.
        concordance: From 0 (no agreement) to 1 (all rank alike); None where it is not defined.
    """

    profile: str
    method: Text
    voices: tuple[Heard, ...]
    items: tuple[Opinion, ...]
    weights: Mapping[str, float]
    concordance: float | None
    language: str = "en"
    notice: Text | None = None

    def table(self) -> Table:
        """Return one row for each initiative, with a column for each voice."""
        columns = (
            Column("rank", Text(sv="Plats", en="Rank"), "number"),
            Column("id", Text.plain("Id")),
            Column("score", Text(sv="Poäng", en="Score"), "number", 3),
            *(Column(f"voice:{voice.id}", voice.title, "number") for voice in self.voices),
            Column("spread", Text(sv="Spridning", en="Spread"), "number"),
            Column("borda", Text(sv="Borda", en="Borda"), "number", 2),
            Column("borda_rank", Text(sv="Plats enligt Borda", en="Rank by Borda"), "number"),
            Column("median", Text(sv="Medianplats", en="Median rank"), "number"),
            Column("dissent", Text(sv="Avviker", en="Dissents")),
        )
        rows = tuple(
            (
                item.rank, item.id, item.score,
                *(voice.ranks[item.id] for voice in self.voices),
                item.spread, item.borda, item.borda_rank, item.median, ", ".join(item.dissent),
            )
            for item in self.items
        )  # fmt: skip
        title = Text(
            sv="Gruppens rangordning, och varje rösts för sig ({m})",
            en="The group's ranking, and each voice's apart ({m})",
        ).format(m=self.method)
        return Table(title=title, columns=columns, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the group decision as JSON values."""
        return {
            "weights": dict(self.weights),
            "concordance": self.concordance,
            "voices": [
                {
                    "id": voice.id,
                    "title": voice.title.to(self.language),
                    "counts": voice.counts,
                    "weights": dict(voice.weights),
                    "ranks": dict(voice.ranks),
                    "scores": dict(voice.scores),
                }
                for voice in self.voices
            ],
            "initiatives": [
                attrs.asdict(item, recurse=False)
                | {
                    "title": item.title.to(self.language),
                    "spread": item.spread,
                    "dissent": list(item.dissent),
                }
                for item in self.items
            ],
        }


def voices(
    scorer: Scorer,
    municipality: Municipality,
    profile: Profile,
    *,
    language: str = "en",
    notice: Text | None = None,
) -> Voices:
    """Return how each voice of a profile ranks, and how the group does.

    Raises:
        InvalidValueError: The profile has no voices, or weights that cannot be used.
        UnknownNameError: A voice weighs what is no criterion.
    """
    if not profile.voices:
        msg = Text(
            sv=f"profilen {profile.id!r} har inga röster: lägg till voices i scoring.yaml",
            en=f"profile {profile.id!r} has no voices: add voices to scoring.yaml",
        )
        raise InvalidValueError(msg)
    counts = shares_of(profile.voices)
    heard = tuple(
        _heard(scorer, municipality, profile, voice, share)
        for voice, share in zip(profile.voices, counts, strict=True)
    )
    weights = group_weights(profile)
    table = numpy.array([list(voice.ranks.values()) for voice in heard])
    group = as_weighed(profile, weights, f"profile {profile.id!r}")
    items = _opinions(scorer, compile_matrix(municipality, group), heard, table)
    return Voices(
        profile=profile.id,
        method=scorer.title,
        voices=heard,
        items=items,
        weights=FrozenMap(weights),
        concordance=concordance(table),
        language=language,
        notice=notice,
    )


def _heard(
    scorer: Scorer, municipality: Municipality, profile: Profile, voice: Voice, counts: float
) -> Heard:
    own = as_heard(profile, voice.id)
    matrix = compile_matrix(municipality, own)
    scores = scorer.score(matrix)
    total = sum(criterion.weight for criterion in own.criteria)
    done = zip(matrix.ids, scores.score.tolist(), scores.scored.tolist(), strict=True)
    return Heard(
        id=voice.id,
        title=voice.title or Text.plain(voice.id),
        counts=counts,
        weights=FrozenMap({item.id: item.weight / total for item in own.criteria}),
        ranks=FrozenMap(dict(zip(matrix.ids, ranks_of(scores), strict=True))),
        scores=FrozenMap({name: score if scored else None for name, score, scored in done}),
    )


def _opinions(
    scorer: Scorer, matrix: ScoreMatrix, heard: Sequence[Heard], table: NDArray[numpy.intp]
) -> tuple[Opinion, ...]:
    """Return what the group thinks, by a matrix with its weights and one row of ranks a voice."""
    scores = scorer.score(matrix)
    ranks = ranks_of(scores)
    counts = numpy.array([voice.counts for voice in heard])
    points = _points(table, counts)
    by_points = 1 + (points[None, :] > points[:, None] + 1e-9).sum(axis=1)
    found = []
    for at, name in enumerate(matrix.ids):
        own = table[:, at]
        away = numpy.abs(own - ranks[at])
        farthest = away.max()
        found.append(
            Opinion(
                id=name,
                title=matrix.initiatives[at].title,
                rank=ranks[at],
                score=float(scores.score[at]) if scores.scored[at] else None,
                borda=float(points[at]),
                borda_rank=int(by_points[at]),
                median=_median(own, counts),
                best=int(own.min()),
                worst=int(own.max()),
                dissent=tuple(
                    voice.id
                    for voice, far in zip(heard, away, strict=True)
                    if farthest and far == farthest
                ),
            )
        )
    return tuple(sorted(found, key=lambda item: (item.rank, sort_key(item.id), item.id)))


def _points(table: NDArray[numpy.intp], counts: Numbers) -> Numbers:
    """Return Borda's points, in the mean of all voices.

    Source: de Borda (1781), Mémoire sur les élections au scrutin; a tie gives half a point, as in
    Black (1976), Public Choice 28, 1-15.
    """
    below = numpy.array([(ranks[None, :] > ranks[:, None]).sum(axis=1) for ranks in table])
    tied = numpy.array([(ranks[None, :] == ranks[:, None]).sum(axis=1) - 1 for ranks in table])
    points: Numbers = ((below + tied / 2) * counts[:, None]).sum(axis=0)
    return points


def _median(ranks: NDArray[numpy.intp], counts: Numbers) -> float:
    """Return the rank with half of the voices on either side; between two, their middle.

    Source: Cook & Seiford (1978), Management Science 24(16), 1721-1732: as a median it is the
    rank that is least far from all of theirs.
    """
    order = numpy.argsort(ranks, kind="stable")
    reached = numpy.cumsum(counts[order])
    low = int(numpy.searchsorted(reached, 0.5 - 1e-12))
    high = int(numpy.searchsorted(reached, 0.5 + 1e-12))
    return float(ranks[order[low]] + ranks[order[high]]) / 2


def concordance(table: NDArray[numpy.intp]) -> float | None:
    """Return how much several rankings agree: 0 not at all, 1 wholly; None where undefined.

    Source: Kendall & Babington Smith (1939), Annals of Mathematical Statistics 10(3), 275-287: W,
    with the mean rank for ties. Undefined for one ranking, or where one ties everything.

    Args:
        table: One row for each voice, one column for each initiative.

    >>> (
    ...     concordance(numpy.array([[1, 2, 3], [1, 2, 3]])),
    ...     concordance(numpy.array([[1, 2], [2, 1]])),
    ... )
    (1.0, 0.0)
    """
    count, size = table.shape
    middle, ties = [], 0.0
    for ranks in table:
        _, which, how_many = numpy.unique(ranks, return_inverse=True, return_counts=True)
        before = numpy.concatenate(([0], numpy.cumsum(how_many)[:-1]))
        middle.append((before + (how_many + 1) / 2)[which])
        ties += float((how_many**3 - how_many).sum())
    sums = numpy.sum(middle, axis=0)
    spread = float(((sums - sums.mean()) ** 2).sum())
    most = count**2 * (size**3 - size) - count * ties
    return 12 * spread / most if count > 1 and most > 0 else None
