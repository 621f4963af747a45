"""Rankings: initiatives in the order of their scores, each with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import UnknownNameError
from changekit.extension.protocols.scoring import ScoreMatrix, Scorer, Scores
from changekit.figures import Drawn
from changekit.model.frozen import FrozenMap, frozen_map
from changekit.services.scoring.explaining import Explanation, explanation, rank_keys
from changekit.services.scoring.groups import GROUPS, heading, part_title
from changekit.services.scoring.reasoned import Reasoned
from changekit.tables import Cell, Column, Shown, Table
from changekit.text import Text, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.figures import RankBars
    from changekit.services.scoring.robustness import Robustness

__all__ = ["Ranked", "Ranking", "ranked"]

ASSUMED = Text(
    sv="Antaget: utan värderingsprofil ordnas allt efter registrets prioritet "
    "(hög 3, medel 2, låg 1).",
    en="Assumed: without a score profile, everything is ordered by the register's priority "
    "(high 3, medium 2, low 1).",
)


NOTHING: Mapping[str, float] = FrozenMap()


def _kept(parts: Mapping[str, float]) -> Mapping[str, float]:
    return frozen_map(parts)


@attrs.frozen(kw_only=True)
class Ranked:
    """One initiative in a ranking.

    Attributes:
        rank: 1 is best; equal scores share a rank. What cannot be scored shares the last one.
        score: None where nothing is known that it could rest on.
        low: The score if all that is unknown turned out badly, None where that has no end.
        high: The score if all that is unknown turned out well, None where that has no end.
        contributions: Parts that sum to the score; none without a score.
        unknown: What is not known of it, by criterion.
        group: The id of its quadrant, for methods that have them; None where undecided.
    """

    id: str
    title: Text
    rank: int
    score: float | None
    low: float | None
    high: float | None
    contributions: Mapping[str, float] = attrs.field(converter=_kept)
    unknown: tuple[str, ...]
    group: str | None = None

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return what `changekit score --json` prints of it."""
        return {
            "id": self.id,
            "title": self.title.to(language),
            "rank": self.rank,
            "score": self.score,
            "low": self.low,
            "high": self.high,
            "contributions": dict(self.contributions),
            "unknown": list(self.unknown),
            "group": self.group,
        }


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Ranking(Reasoned, Drawn, Shown):
    """All initiatives, best first; those with equal scores in the order of their ids.

    Attributes:
        profile: The id of the score profile.
        method: The name of the scorer.
        assumed: Whether the profile is not the municipality's own but assumed.
        voice: Whose weights count, where they are one voice's and not the profile's.
        scenario: The future that it is about, where that is not how it is.
        notice: What every output on an example says.
    """

    profile: str
    method: str
    items: tuple[Ranked, ...]
    assumed: bool = False
    voice: str | None = None
    scenario: str | None = None
    language: str = "en"
    notice: Text | None = None
    scorer: Scorer = attrs.field(eq=False, repr=False)
    matrix: ScoreMatrix = attrs.field(eq=False, repr=False)

    def __len__(self) -> int:
        """Return the number of initiatives."""
        return len(self.items)

    def __iter__(self) -> Iterator[Ranked]:
        """Go through the initiatives, best first."""
        return iter(self.items)

    @cached_property
    def by_id(self) -> Mapping[str, Ranked]:
        """The initiatives by id."""
        return {item.id: item for item in self.items}

    def explain(self, initiative: str) -> Explanation:
        """Return why an initiative stands where it stands, and what could move it.

        Raises:
            UnknownNameError: The initiative is not in the ranking.
        """
        if initiative not in self.by_id:
            raise UnknownNameError("initiative", initiative, known=self.by_id)
        row = self.matrix.ids.index(initiative)
        return explanation(self.scorer, self.matrix, row, language=self.language,
                           title=self.by_id[initiative].title, notice=self.notice)  # fmt: skip

    def robustness(self, **asked: Any) -> Robustness:  # Any: as in `robustness`
        """Return how far the ranking holds when weights and what is unknown turn out otherwise.

        Takes `draws`, `seed`, `weights`, `unknown`, `top` and `concentration`; see
        `services.scoring.robustness.robustness`.
        """
        from changekit.services.scoring.robustness import robustness

        return robustness(self, **asked)

    def table(self) -> Table:
        """Return one row for each initiative."""
        groups = {item.group for item in self.items if item.group}
        apart = self._parts_apart
        columns = [
            Column("rank", Text(sv="Plats", en="Rank"), "number"),
            Column("id", Text.plain("Id")),
            Column("title", Text(sv="Förändringsinitiativ", en="Initiative")),
            Column("score", Text(sv="Poäng", en="Score"), "number", 3),
            Column("low", Text(sv="Lägst", en="Lowest"), "number", 3),
            Column("high", Text(sv="Högst", en="Highest"), "number", 3),
            Column("unknown", Text(sv="Okänt", en="Unknown")),
        ]
        columns += [Column(name, part_title(name), "number", 3) for name in apart]
        if groups:
            columns.append(Column("group", heading(groups)))
        return Table(
            title=Text(sv="Rangordning: {by}", en="Ranking: {by}").format(by=self._by),
            columns=tuple(columns),
            rows=tuple(_row(item, apart, grouped=bool(groups)) for item in self.items),
            notice=_joined(ASSUMED if self.assumed else None, *self.matrix.notices, self.notice),
        )

    @property
    def _parts_apart(self) -> tuple[str, ...]:
        """The parts that have columns of their own, where one number says too little."""
        if not getattr(self.scorer, "shows_parts", False):
            return ()
        return tuple(dict.fromkeys(name for item in self.items for name in item.contributions))

    @property
    def group_shares(self) -> Mapping[str, float]:
        """By group: its share of all initiatives that are in some group, such as that of must."""
        there = [item.group for item in self.items if item.group]
        return {name: there.count(name) / len(there) for name in sorted(set(there))}

    def figure(self) -> RankBars:
        """Return the best of them as bars."""
        from changekit.services.scoring.drawing import rank_bars

        return rank_bars(self)

    @property
    def _by(self) -> Text:
        told = Text(sv="profil {p}, {m}", en="profile {p}, {m}").format(
            p=self.profile, m=self.scorer.title
        )
        if self.voice:
            more = Text(sv="{t}, rösten {v}", en="{t}, the voice {v}")
            told = more.format(t=told, v=self.voice)
        if self.scenario:
            more = Text(sv="{t}, scenariot {s}", en="{t}, the scenario {s}")
            told = more.format(t=told, s=self.scenario)
        return told

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the ranking under the keys that `changekit score --json` prints."""
        notices = self.matrix.notices
        return {
            "profile": self.profile,
            "method": self.method,
            "assumed": self.assumed,
            **({"voice": self.voice} if self.voice else {}),
            **({"scenario": self.scenario} if self.scenario else {}),
            **({"groups": dict(self.group_shares)} if self.group_shares else {}),
            **({"notices": [it.to(self.language) for it in notices]} if notices else {}),
            "ranking": [item.to_dict(self.language) for item in self.items],
        }


def ranked(matrix: ScoreMatrix, scores: Scores) -> tuple[Ranked, ...]:
    """Return the rows of a matrix in the order of their scores."""
    keys = rank_keys(scores)
    order = sorted(
        range(len(keys)),
        key=lambda row: (
            keys[row] is None,
            -(keys[row] or 0),
            sort_key(matrix.ids[row]),
            matrix.ids[row],
        ),
    )
    items: list[Ranked] = []
    before: tuple[float | None] | None = None
    for position, row in enumerate(order, start=1):
        rank = items[-1].rank if before == (keys[row],) else position
        before = (keys[row],)
        items.append(_item(matrix, scores, row, rank))
    return tuple(items)


def _item(matrix: ScoreMatrix, scores: Scores, row: int, rank: int) -> Ranked:
    scored = bool(scores.scored[row])
    parts: dict[str, float] = dict(
        zip(scores.parts, scores.contributions[row].tolist(), strict=True)
    )
    title = matrix.initiatives[row].title if matrix.initiatives else Text.plain(matrix.ids[row])
    return Ranked(
        id=matrix.ids[row],
        title=title,
        rank=rank,
        score=float(scores.score[row]) if scored else None,
        low=_finite(scores.low[row]),
        high=_finite(scores.high[row]),
        contributions=parts if scored else NOTHING,
        unknown=scores.unknown[row],
        group=scores.groups[row] if scores.groups else None,
    )


def _finite(value: float) -> float | None:
    return float(value) if abs(value) != float("inf") else None


def _row(item: Ranked, apart: tuple[str, ...], *, grouped: bool) -> tuple[Cell, ...]:
    cells: tuple[Cell, ...] = (
        item.rank, item.id, item.title, item.score, item.low, item.high, ", ".join(item.unknown),
        *(item.contributions.get(name) for name in apart),
    )  # fmt: skip
    if not grouped:
        return cells
    return (*cells, GROUPS.get(item.group, Text.plain(item.group)) if item.group else None)


def _joined(*notices: Text | None) -> Text | None:
    there = [notice for notice in notices if notice]
    if len(there) < 2:
        return there[0] if there else None
    joined = there[0]
    for notice in there[1:]:
        joined = Text(sv="{a} {b}", en="{a} {b}").format(a=joined, b=notice)
    return joined
