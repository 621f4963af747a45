"""Other futures: the ranking in each, what it costs to have chosen wrongly, and what holds.

Source: Savage (1951), Journal of the American Statistical Association 46(253), 55-67: the regret
of a choice in a future is what the best choice would have given there, less what this one gives;
who wants to be safe takes the one whose largest regret is smallest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import InvalidValueError
from changekit.model.frozen import FrozenMap
from changekit.services.scoring.alone import first, tie_order
from changekit.services.scoring.compiling import compile_matrix
from changekit.services.scoring.explaining import comparable
from changekit.services.scoring.heard import in_scenario, ranks_of
from changekit.tables import Column, Shown, Table
from changekit.text import Text, sort_key

if TYPE_CHECKING:
    from changekit.extension.protocols.scoring import ScoreMatrix, Scorer
    from changekit.model.municipality import Municipality
    from changekit.model.profile import Profile

__all__ = ["AS_IT_IS", "Future", "Outlook", "Scenarios", "scenarios"]

AS_IT_IS = "as-it-is"
"""The id of the future in which nothing is other than the profile says."""


@attrs.frozen(kw_only=True)
class Future:
    """One future, and the ranking in it.

    Attributes:
        ranks: By initiative.
        scores: By initiative, None where nothing is known that a score could rest on.
        top: The best few, best first.
    """

    id: str
    title: Text
    ranks: Mapping[str, int]
    scores: Mapping[str, float | None]
    top: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Outlook:
    """How one initiative does in every future.

    Attributes:
        rank: As it is.
        regrets: By future: how far its score is from the best there; None where it has none.
        most: The largest of them, None where it has no score in some future.
        regret_rank: The rank by that: 1 has the least to regret.
        holds: Whether it is among the best few in every future.
    """

    id: str
    title: Text
    rank: int
    regrets: Mapping[str, float | None]
    most: float | None
    regret_rank: int
    holds: bool


@attrs.frozen(kw_only=True, repr=False)
class Scenarios(Shown):
    """The ranking in each future; futures are shown apart and never merged into one.

    Attributes:
        count: How many are the best few.
        futures: As it is, and then the scenarios in the profile's order.
        items: Every initiative, the one with the least to regret first.
    """

    profile: str
    method: Text
    count: int
    futures: tuple[Future, ...]
    items: tuple[Outlook, ...]
    language: str = "en"
    notice: Text | None = None

    @property
    def holds(self) -> tuple[str, ...]:
        """The initiatives that are among the best few in every future, in alphabetical order."""
        return tuple(sorted((item.id for item in self.items if item.holds), key=sort_key))

    @property
    def text(self) -> Text:
        """What holds in every future, in a sentence."""
        if not self.holds:
            return Text(
                sv="Inget initiativ är bland de {n} främsta i alla framtider.",
                en="No initiative is among the best {n} in every future.",
            ).format(n=self.count)
        return Text(
            sv="Bland de {n} främsta i alla framtider: {names}.",
            en="Among the best {n} in every future: {names}.",
        ).format(n=self.count, names=", ".join(self.holds))

    def table(self) -> Table:
        """Return one row for each initiative: its rank in every future, and what is regretted."""
        columns = (
            Column("id", Text.plain("Id")),
            *(Column(f"rank:{item.id}", item.title, "number") for item in self.futures),
            Column("most", Text(sv="Störst ånger", en="Largest regret"), "number", 3),
            Column("regret_rank", Text(sv="Plats efter ånger", en="Rank by regret"), "number"),
            Column("holds", Text(sv="Håller", en="Holds")),
        )
        rows = tuple(
            (
                item.id, *(future.ranks[item.id] for future in self.futures),
                item.most, item.regret_rank, item.holds,
            )
            for item in self.items
        )  # fmt: skip
        return Table(title=self.text, columns=columns, rows=rows, notice=self.notice)

    def regrets(self) -> Table:
        """Return one row for each initiative: its regret in every future."""
        columns = (
            Column("id", Text.plain("Id")),
            *(Column(item.id, item.title, "number", 3) for item in self.futures),
            Column("most", Text(sv="Störst", en="Largest"), "number", 3),
        )
        rows = tuple(
            (item.id, *(item.regrets[future.id] for future in self.futures), item.most)
            for item in self.items
        )
        title = Text(sv="Ånger i varje framtid", en="Regret in every future")
        return Table(title=title, columns=columns, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the futures as JSON values."""
        return {
            "count": self.count,
            "holds": list(self.holds),
            "futures": [
                {
                    "id": item.id,
                    "title": item.title.to(self.language),
                    "ranks": dict(item.ranks),
                    "scores": dict(item.scores),
                    "top": list(item.top),
                }
                for item in self.futures
            ],
            "initiatives": [
                attrs.asdict(item, recurse=False)
                | {"title": item.title.to(self.language), "regrets": dict(item.regrets)}
                for item in self.items
            ],
            "text": self.text.to(self.language),
        }


def scenarios(
    scorer: Scorer,
    municipality: Municipality,
    profile: Profile,
    *,
    count: int = 3,
    language: str = "en",
    notice: Text | None = None,
) -> Scenarios:
    """Return the ranking in each scenario of a profile, and what can be regretted.

    Args:
        scorer: The method.
        municipality: Where the initiatives stand.
        profile: Whose scenarios they are.
        count: How many are the best few.
        language: The language in which the result shows itself.
        notice: What every output says.

    Raises:
        InvalidValueError: The profile has no scenarios, or one of them cannot be used.
        UnknownNameError: A scenario names what does not exist.
    """
    if not profile.scenarios:
        msg = Text(
            sv=f"profilen {profile.id!r} har inga scenarier: lägg till scenarios i scoring.yaml",
            en=f"profile {profile.id!r} has no scenarios: add scenarios to scoring.yaml",
        )
        raise InvalidValueError(msg)
    if count < 1:
        msg = Text(sv=f"de främsta ska vara minst 1, fick {count}",
                   en=f"the best few must be at least 1, got {count}")  # fmt: skip
        raise InvalidValueError(msg)
    base = compile_matrix(municipality, profile)
    now = Text(sv="Som det är", en="As it is")
    futures = [_future(scorer, base, AS_IT_IS, now, count)]
    for item in profile.scenarios:
        matrix = in_scenario(municipality, profile, item)
        title = item.title or Text.plain(item.id)
        futures.append(_future(scorer, matrix, item.id, title, count))
    return Scenarios(
        profile=profile.id,
        method=scorer.title,
        count=count,
        futures=tuple(futures),
        items=_outlooks(base, futures),
        language=language,
        notice=notice,
    )


def _future(scorer: Scorer, matrix: ScoreMatrix, name: str, title: Text, count: int) -> Future:
    scores = scorer.score(matrix)
    best = first(scores.score, scores.scored, tie_order(matrix.ids), count)
    done = zip(matrix.ids, scores.score.tolist(), scores.scored.tolist(), strict=True)
    return Future(
        id=name,
        title=title,
        ranks=FrozenMap(dict(zip(matrix.ids, ranks_of(scores), strict=True))),
        scores=FrozenMap({key: score if scored else None for key, score, scored in done}),
        top=tuple(matrix.ids[row] for row in best),
    )


def _outlooks(base: ScoreMatrix, futures: list[Future]) -> tuple[Outlook, ...]:
    best = {
        future.id: max((it for it in future.scores.values() if it is not None), default=None)
        for future in futures
    }
    regrets = {
        name: {future.id: _regret(best[future.id], future.scores[name]) for future in futures}
        for name in base.ids
    }
    most = {name: _most(list(own.values())) for name, own in regrets.items()}
    known = [comparable(value) for value in most.values() if value is not None]
    ranks = {
        name: 1 + (len(known) if value is None else sum(it < comparable(value) for it in known))
        for name, value in most.items()
    }
    items = [
        Outlook(
            id=name,
            title=base.initiatives[at].title,
            rank=futures[0].ranks[name],
            regrets=FrozenMap(regrets[name]),
            most=most[name],
            regret_rank=ranks[name],
            holds=all(name in future.top for future in futures),
        )
        for at, name in enumerate(base.ids)
    ]
    return tuple(sorted(items, key=lambda item: (item.regret_rank, item.rank, sort_key(item.id))))


def _regret(best: float | None, own: float | None) -> float | None:
    return None if best is None or own is None else best - own


def _most(regrets: list[float | None]) -> float | None:
    known = [regret for regret in regrets if regret is not None]
    return max(known) if len(known) == len(regrets) else None
