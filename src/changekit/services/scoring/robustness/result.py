"""What SMAA-2 says of a ranking: who belongs to the first whatever counts, and who may."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs

from changekit.errors import UnknownNameError
from changekit.figures import Drawn
from changekit.model.frozen import frozen_map
from changekit.services.scoring.robustness import wording
from changekit.services.scoring.robustness.weights import WeightKind
from changekit.tables import Cell, Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.figures import ScoreMap

__all__ = ["Placement", "Robustness", "Standing"]

Standing: TypeAlias = Literal["inside", "open", "outside"]
SURE: Final = 0.95
"""Ours: in at least this share of the draws an initiative is inside, in at most the rest it is
outside; the usual level of confidence. Between them it is open."""


def _weights(given: Mapping[str, float] | None) -> Mapping[str, float] | None:
    return None if given is None else frozen_map(given)


@attrs.frozen(kw_only=True, slots=False)
class Placement:
    """How often one initiative takes each rank.

    Attributes:
        rank: Its rank by the profile's own weights.
        shares: The share of the draws in which it takes each rank, the first rank first; they
            sum to 1.
        top: The share of the draws in which it is among the first that are asked about.
        draws: How many draws there were.
        expected_rank: The mean of its ranks.
        best_rank: The best rank that any draw gave it.
        worst_rank: The worst.
        central_weights: The mean of the weights that put it first, by criterion; None where none
            do.
        confidence: How often it is first with those weights, whatever is unknown; None likewise.
    """

    id: str
    title: Text
    rank: int
    shares: tuple[float, ...] = attrs.field(repr=False)
    top: float
    draws: int
    expected_rank: float
    best_rank: int
    worst_rank: int
    central_weights: Mapping[str, float] | None = attrs.field(converter=_weights)
    confidence: float | None

    @property
    def first(self) -> float:
        """The share of the draws in which it is first."""
        return self.shares[0]

    @property
    def first_error(self) -> float:
        """The standard error of `first`."""
        return _error(self.first, self.draws)

    @property
    def top_error(self) -> float:
        """The standard error of `top`."""
        return _error(self.top, self.draws)

    @property
    def standing(self) -> Standing:
        """Whether it belongs to the first (`inside`), does not (`outside`), or it is `open`."""
        if self.top >= SURE:
            return "inside"
        return "outside" if self.top <= 1 - SURE else "open"

    def to_dict(self, top: int, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return what `changekit score --robustness --json` prints of it."""
        central = self.central_weights
        return {
            "id": self.id,
            "title": self.title.to(language),
            "rank": self.rank,
            "standing": self.standing,
            "first": self.first,
            "first_error": self.first_error,
            "top": self.top,
            "top_error": self.top_error,
            "expected_rank": self.expected_rank,
            "best_rank": self.best_rank,
            "worst_rank": self.worst_rank,
            "acceptability": list(self.shares[:top]),
            "central_weights": None if central is None else dict(central),
            "confidence": self.confidence,
        }


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Robustness(Drawn, Shown):
    """How far a ranking holds; those that are most often among the first come first.

    Attributes:
        draws: How many weights were drawn.
        weights: Which ones.
        concentration: How near to the own weights, where those were drawn around.
        top: How many of the first were asked about.
        unknown_values: How many values are unknown and were drawn.
        redrawn: How often they were drawn for each confidence factor.
    """

    profile: str
    method: str
    method_title: Text
    draws: int
    seed: int
    weights: WeightKind
    concentration: float
    top: int
    unknown_values: int
    redrawn: int
    items: tuple[Placement, ...]
    language: str = "en"
    notice: Text | None = None

    def __len__(self) -> int:
        """Return the number of initiatives."""
        return len(self.items)

    def __iter__(self) -> Iterator[Placement]:
        """Go through the initiatives, those most often among the first before the others."""
        return iter(self.items)

    @cached_property
    def by_id(self) -> Mapping[str, Placement]:
        """The initiatives by id."""
        return {item.id: item for item in self.items}

    def standing(self, which: Standing) -> tuple[Placement, ...]:
        """Return those that are inside, open or outside."""
        return tuple(item for item in self.items if item.standing == which)

    def explain(self, initiative: str) -> Text:
        """Return in words where an initiative may stand, and what would have to count for it.

        Raises:
            UnknownNameError: The initiative is not in the ranking.
        """
        if initiative not in self.by_id:
            raise UnknownNameError("initiative", initiative, known=self.by_id)
        return wording.placement(self.by_id[initiative], self.top)

    @property
    def text(self) -> Text:
        """What holds and what does not, in a few sentences."""
        return wording.summary(self)

    def table(self) -> Table:
        """Return one row for each initiative."""
        head = wording.HEADS
        columns = (
            Column("id", head["id"]),
            Column("title", head["title"]),
            Column("rank", head["rank"], "number"),
            Column("standing", head["standing"]),
            Column("top", head["top"].format(n=self.top), "share"),
            Column("first", head["first"], "share"),
            Column("expected_rank", head["expected"], "number", 1),
            Column("best_rank", head["best"], "number"),
            Column("worst_rank", head["worst"], "number"),
            Column("confidence", head["confidence"], "share"),
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                it.id, it.title, it.rank, wording.STANDINGS[it.standing], it.top, it.first,
                it.expected_rank, it.best_rank, it.worst_rank, it.confidence,
            )
            for it in self.items
        )  # fmt: skip
        title = wording.TITLE.format(p=self.profile, m=self.method_title)
        return Table(title=title, columns=columns, rows=rows, notice=self.notice)

    def central(self) -> Table:
        """Return, for each initiative that is ever first, the weights that typically put it so."""
        criteria = next((tuple(it.central_weights) for it in self.items if it.central_weights), ())
        columns = (
            Column("id", wording.HEADS["id"]),
            Column("title", wording.HEADS["title"]),
            *(Column(name, Text.plain(name), "share") for name in criteria),
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (it.id, it.title, *it.central_weights.values())
            for it in self.items if it.central_weights is not None
        )  # fmt: skip
        return Table(title=wording.CENTRAL, columns=columns, rows=rows, notice=self.notice)

    def figure(self) -> ScoreMap:
        """Return the shares of the draws in which the first take each rank, as a map."""
        from changekit.services.scoring.robustness.drawing import rank_map

        return rank_map(self)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return it under the keys that `changekit score --robustness --json` prints."""
        return {
            "profile": self.profile,
            "method": self.method,
            "draws": self.draws,
            "seed": self.seed,
            "weights": self.weights,
            "top": self.top,
            "unknown_values": self.unknown_values,
            "text": self.text.to(self.language),
            "initiatives": [item.to_dict(self.top, self.language) for item in self.items],
        }


def _error(share: float, draws: int) -> float:
    # Source: Tervonen & Lahdelma (2007), European Journal of Operational Research 178(2).
    return math.sqrt(max(0.0, share * (1 - share)) / draws)
