"""How much of a whole concept is written down, and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs

from changekit.model.concept import Concept
from changekit.text import Text

__all__ = ["PARTS", "Completeness", "Gap", "Part", "completeness"]


@attrs.frozen(kw_only=True)
class Part:
    """One thing that a whole concept says.

    Attributes:
        field: Where it stands.
        what: What to write, for whoever has not.
        filled: Whether a concept says it.
    """

    field: str
    what: Text
    filled: Callable[[Concept], bool]


PARTS: Final = (
    Part(field="needs", what=Text(sv="vilka behov det svarar mot", en="which needs it answers"),
         filled=lambda it: bool(it.needs)),
    Part(field="problem", what=Text(sv="vad som var fel", en="what was wrong"),
         filled=lambda it: bool(it.problem)),
    Part(field="effect", what=Text(sv="vad det gjorde", en="what it did"),
         filled=lambda it: bool(it.effect)),
    Part(field="mechanism", what=Text(sv="varför det verkar", en="why it works"),
         filled=lambda it: bool(it.mechanism)),
    Part(field="moderators",
         what=Text(sv="var och för vem det verkar bättre eller sämre",
                   en="where and for whom it works better or worse"),
         filled=lambda it: bool(it.moderators)),
    Part(field="implementation.steps", what=Text(sv="hur man gör, steg för steg",
                                                 en="how it is done, step by step"),
         filled=lambda it: bool(it.implementation and it.implementation.steps)),
    Part(field="implementation.enablers",
         what=Text(sv="vad som måste finnas på plats", en="what has to be there"),
         filled=lambda it: bool(it.implementation and it.implementation.enablers)),
    Part(field="economics", what=Text(sv="vad det kostar och ger", en="what it costs and gives"),
         filled=lambda it: bool(it.economics)),
    Part(field="touches", what=Text(sv="vilka det berör", en="whom it touches"),
         filled=lambda it: bool(it.touches)),
    Part(field="applies_to",
         what=Text(sv="vilka processer eller ärendetyper det gäller",
                   en="which processes or case types it is for"),
         filled=lambda it: bool(
             it.applies_to and (it.applies_to.processes or it.applies_to.case_types))),
    Part(field="evidence", what=Text(sv="vad som iakttagits, och av vem",
                                     en="what was observed, and by whom"),
         filled=lambda it: bool(it.evidence)),
    Part(field="adoptions", what=Text(sv="vem som har gjort det", en="who has done it"),
         filled=lambda it: bool(it.adoptions)),
    Part(field="contact", what=Text(sv="en funktion som svarar på frågor",
                                    en="a function that answers questions"),
         filled=lambda it: bool(it.contact)),
    Part(field="provenance", what=Text(sv="vem som skrev ned det, och licensen",
                                       en="who wrote it down, and the licence"),
         filled=lambda it: bool(it.provenance)),
)  # fmt: skip
"""Source: the headings of EMMIE (Johnson, Tilley & Bowers 2015, Journal of Experimental
Criminology 11, 459-473) and, beside them, who did it and who answers. Ours: each part counts
once."""


@attrs.frozen(kw_only=True)
class Gap:
    """A part that a concept does not have, and what to write there."""

    field: str
    what: Text


@attrs.frozen(kw_only=True)
class Completeness:
    """How many of the parts a concept has."""

    filled: int
    total: int
    missing: tuple[Gap, ...]

    @property
    def share(self) -> float:
        """The share of the parts that are filled in, from 0 to 1."""
        return self.filled / self.total

    @property
    def in_words(self) -> Text:
        """How many of how many."""
        return Text(sv=f"{self.filled} av {self.total}", en=f"{self.filled} of {self.total}")


def completeness(concept: Concept) -> Completeness:
    """Return how much of a whole concept is written down.

    >>> from changekit.model.concept import Concept
    >>> bare = Concept.from_dict({"id": "se-1880/a", "version": "0.1.0", "title": "A"})
    >>> completeness(bare).filled, completeness(bare).missing[0].field
    (0, 'needs')
    """
    gaps = [Gap(field=part.field, what=part.what) for part in PARTS if not part.filled(concept)]
    return Completeness(filled=len(PARTS) - len(gaps), total=len(PARTS), missing=tuple(gaps))
