"""The same initiatives by several methods: how far these agree, and on whom."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import InvalidValueError
from changekit.model.frozen import frozen_map
from changekit.services.scoring.kernels.agreement import kendall, spearman
from changekit.services.scoring.robustness import wording
from changekit.services.scoring.robustness.smaa import TOP
from changekit.tables import Cell, Column, Shown, Table
from changekit.text import LANGUAGES, Text, join_words, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from changekit.extension.protocols.scoring import Scorer
    from changekit.model.municipality import Municipality
    from changekit.services.scoring.ranking import Ranking

__all__ = ["MethodComparison", "MethodPair", "RankedByAll", "compare_methods", "compared"]


def _ranks(given: Mapping[str, int]) -> Mapping[str, int]:
    return frozen_map(given)


@attrs.frozen(kw_only=True)
class MethodPair:
    """How far two methods agree.

    Attributes:
        kendall: Kendall's tau-b of all ranks, from -1 to 1; None where one tells nothing apart.
        spearman: Spearman's rank correlation, likewise.
        shared: How many initiatives both have among the first.
    """

    first: str
    second: str
    kendall: float | None
    spearman: float | None
    shared: int


@attrs.frozen(kw_only=True, slots=False)
class RankedByAll:
    """The ranks of one initiative by each method."""

    id: str
    title: Text
    ranks: Mapping[str, int] = attrs.field(converter=_ranks)
    inside: tuple[str, ...]

    @property
    def best(self) -> int:
        """The best of its ranks."""
        return min(self.ranks.values())

    @property
    def worst(self) -> int:
        """The worst of its ranks."""
        return max(self.ranks.values())


@attrs.frozen(kw_only=True, slots=False, repr=False)
class MethodComparison(Shown):
    """Initiatives by several methods; those that more methods have among the first come first.

    Attributes:
        methods: Names of the methods, with what people call them.
        top: How many are counted as the first.
        pairs: How far each two of the methods agree.
    """

    profile: str
    methods: Mapping[str, Text]
    top: int
    pairs: tuple[MethodPair, ...]
    items: tuple[RankedByAll, ...]
    language: str = "en"
    notice: Text | None = None

    def __len__(self) -> int:
        """Return the number of initiatives."""
        return len(self.items)

    @cached_property
    def by_id(self) -> Mapping[str, RankedByAll]:
        """The initiatives by id."""
        return {item.id: item for item in self.items}

    @property
    def robust(self) -> tuple[RankedByAll, ...]:
        """Those that every method has among the first."""
        return tuple(item for item in self.items if len(item.inside) == len(self.methods))

    @property
    def contested(self) -> tuple[RankedByAll, ...]:
        """Those that some methods have among the first, and others have not."""
        return tuple(item for item in self.items if 0 < len(item.inside) < len(self.methods))

    @property
    def text(self) -> Text:
        """On whom the methods agree, and on whom not."""
        names = Text({
            code: join_words([name.to(code) for name in self.methods.values()], language=code)
            for code in LANGUAGES
        })  # fmt: skip
        values = {"top": self.top, "all": len(self), "n": len(self.methods), "methods": names}
        agreed = wording.named(item.title for item in self.robust)
        told = wording.AGREED if self.robust else wording.NONE_AGREED
        parts = [told.format(names=agreed, **values)]
        if self.contested:
            unsure = wording.named(item.title for item in self.contested)
            parts.append(wording.CONTESTED.format(count=len(self.contested), names=unsure))
        return Text({code: " ".join(part.to(code) for part in parts) for code in LANGUAGES})

    def table(self) -> Table:
        """Return one row for each initiative: its rank by each method."""
        columns = (
            Column("id", wording.HEADS["id"]),
            Column("title", wording.HEADS["title"]),
            *(Column(name, title, "number") for name, title in self.methods.items()),
            Column("inside", wording.INSIDE_BY.format(n=self.top), "number"),
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (item.id, item.title, *item.ranks.values(), len(item.inside)) for item in self.items
        )
        title = wording.BY_METHODS.format(p=self.profile)
        return Table(title=title, columns=columns, rows=rows, notice=self.notice)

    def agreement(self) -> Table:
        """Return one row for each two methods: how far they agree."""
        columns = (
            Column("first", wording.METHOD),
            Column("second", wording.OTHER_METHOD),
            Column("kendall", Text.plain("Kendall tau-b"), "number", 2),
            Column("spearman", Text.plain("Spearman"), "number", 2),
            Column("shared", wording.SHARED.format(n=self.top), "number"),
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (self.methods[it.first], self.methods[it.second], it.kendall, it.spearman, it.shared)
            for it in self.pairs
        )
        return Table(title=wording.AGREEMENT, columns=columns, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return it under the keys that `changekit score --methods --json` prints."""
        return {
            "profile": self.profile,
            "methods": {name: text.to(self.language) for name, text in self.methods.items()},
            "top": self.top,
            "text": self.text.to(self.language),
            "robust": [item.id for item in self.robust],
            "contested": [item.id for item in self.contested],
            "agreement": [attrs.asdict(pair) for pair in self.pairs],
            "initiatives": [
                {
                    "id": item.id, "title": item.title.to(self.language),
                    "ranks": dict(item.ranks), "inside": list(item.inside),
                }
                for item in self.items
            ],
        }  # fmt: skip


def compare_methods(
    municipality: Municipality,
    *,
    methods: Sequence[str],
    profile: str = "default",
    scorers: Mapping[str, Scorer] | None = None,
    top: int | None = None,
    language: str = "en",
) -> MethodComparison:
    """Return how several methods rank the same initiatives by the same criteria.

    Args:
        municipality: What was read.
        methods: The names of two scorers or more.
        profile: The id of a score profile.
        scorers: Scorers by name; the library's own by default.
        top: How many count as the first; by default ten, or half of few.
        language: The language in which the comparison shows itself.

    Raises:
        UnknownNameError: There is no such profile or scorer.
        InvalidValueError: There are fewer than two methods, or the profile does not fit one.
    """
    from changekit.services.scoring import BUILT_IN, score

    rankings = [
        score(
            municipality, profile=profile, method=name, scorers=scorers or BUILT_IN,
            language=language,
        )
        for name in dict.fromkeys(methods)
    ]  # fmt: skip
    return compared(rankings, top=top)


def compared(rankings: Iterable[Ranking], *, top: int | None = None) -> MethodComparison:
    """Return how far rankings of the same initiatives by several methods agree.

    Raises:
        InvalidValueError: There are fewer than two, or `top` is out of bounds.
    """
    by_method = {ranking.method: ranking for ranking in rankings}
    if len(by_method) < 2:
        msg = f"a comparison takes two methods or more, got {', '.join(by_method) or 'none'}"
        raise InvalidValueError(msg)
    given = next(iter(by_method.values()))
    count = len(given)
    first = min(TOP, max(1, count // 2)) if top is None else top
    if not 1 <= first <= count:
        msg = f"top must be 1 to {count}, got {first}"
        raise InvalidValueError(msg)
    names = sorted(given.by_id, key=lambda name: (sort_key(name), name))
    items = [_item(name, by_method, first) for name in names]
    return MethodComparison(
        profile=given.profile,
        methods=frozen_map({name: it.scorer.title for name, it in by_method.items()}),
        top=first,
        pairs=tuple(_pair(items, *pair) for pair in combinations(by_method, 2)),
        items=tuple(sorted(items, key=lambda it: (-len(it.inside), sum(it.ranks.values())))),
        language=given.language,
        notice=given.notice,
    )


def _item(name: str, by_method: Mapping[str, Ranking], top: int) -> RankedByAll:
    ranks = {method: ranking.by_id[name].rank for method, ranking in by_method.items()}
    scored = (method for method, it in by_method.items() if it.by_id[name].score is not None)
    return RankedByAll(
        id=name,
        title=next(iter(by_method.values())).by_id[name].title,
        ranks=ranks,
        inside=tuple(method for method in scored if ranks[method] <= top),
    )


def _pair(items: Sequence[RankedByAll], first: str, second: str) -> MethodPair:
    ranks = [[item.ranks[method] for item in items] for method in (first, second)]
    return MethodPair(
        first=first,
        second=second,
        kendall=kendall(*ranks),
        spearman=spearman(*ranks),
        shared=sum({first, second} <= set(item.inside) for item in items),
    )
