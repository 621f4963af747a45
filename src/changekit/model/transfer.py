"""Whether a concept would work elsewhere: criteria, conditions, and a municipality's context."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

from changekit.model.fields import about, between, is_id
from changekit.model.organisation import Enabler
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = [
    "Condition", "Context", "ContextAnswer", "Fit", "TransferCriteria", "TransferCriterion",
]  # fmt: skip

Fit: TypeAlias = Literal["same", "adaptable", "blocking", "unknown"]
"""How a municipality meets a criterion: as where it worked, with changes, not at all, or nobody
knows."""


@attrs.frozen(kw_only=True)
class TransferCriterion(Record):
    """One question about whether a concept can be moved."""

    id: str = attrs.field(validator=is_id, metadata=about("The id", defines="transfer-criterion"))
    title: Text = attrs.field(metadata=about("The question in a few words"))
    group: Literal["population", "intervention", "environment", "transfer"] = attrs.field(
        metadata=about("Which of PIET-T's four groups it belongs to")
    )
    description: Text | None = attrs.field(default=None, metadata=about("What it means"))
    weight: float = attrs.field(
        default=1.0, validator=between(0), metadata=about("How much it counts", unit="relative")
    )
    always: bool = attrs.field(
        default=False,
        metadata=about("Whether it is asked of every concept, or only of those with a condition"),
    )
    per_need: bool = attrs.field(
        default=False,
        metadata=about("Whether the answer differs between needs, so that one has to name them"),
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class TransferCriteria(Record):
    """The criteria of transferability, as in `transfer.yaml`."""

    criteria: tuple[TransferCriterion, ...] = attrs.field(
        default=(), metadata=about("The criteria")
    )


@attrs.frozen(kw_only=True)
class Condition(Record):
    """What has to be so in a municipality for a concept to work there.

    What can be looked up in a workspace (country, size, enablers, concepts, language) is judged
    from there; the rest is asked, and unknown until somebody answers.
    """

    criterion: str = attrs.field(metadata=about("The criterion", refers="transfer-criterion"))
    text: Text | None = attrs.field(default=None, metadata=about("What has to be so, in words"))
    blocking: bool = attrs.field(
        default=False, metadata=about("Whether the concept fails where this is not so")
    )
    countries: tuple[str, ...] = attrs.field(
        default=(), metadata=about("ISO 3166 codes of the countries that it holds for")
    )
    inhabitants: tuple[float, ...] = attrs.field(
        default=(), metadata=about("Fewest and most inhabitants", unit="people")
    )
    enabler: Enabler | None = attrs.field(
        default=None, metadata=about("An enabler that roles of the municipality have to hold")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class ContextAnswer(Record):
    """A municipality's own answer to a criterion: for a concept, for some needs, or for all."""

    criterion: str = attrs.field(metadata=about("The criterion", refers="transfer-criterion"))
    concept: str | None = attrs.field(
        default=None,
        metadata=about("The concept; null: for all", refers="concept", versioned=True),
    )
    needs: tuple[str, ...] = attrs.field(
        default=(), metadata=about("The needs that it holds for; none: for all", refers="need")
    )
    answer: Fit = attrs.field(metadata=about("How the criterion is met"))
    why: Text | None = attrs.field(default=None, metadata=about("The reason"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Context(Record):
    """What a municipality says of itself to judge concepts from elsewhere, `context.yaml`."""

    inhabitants: int | None = attrs.field(
        default=None, validator=between(0), metadata=about("How many live there", unit="people")
    )
    languages: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Languages that its staff work in")
    )
    answers: tuple[ContextAnswer, ...] = attrs.field(default=(), metadata=about("Answers"))
    assumed: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Keys of this record whose values are assumed or invented")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))
