"""The smallest thing that is missing for the next level of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from changekit.services.catalogue.evidence.items import label, weighed
from changekit.services.catalogue.evidence.levels import level_of
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.model.concept import Adoption, Concept

__all__ = ["NextStep", "next_step"]

_WORDS: Final[Mapping[str, Text]] = {
    "tell": Text(
        sv="låt en kommun berätta vad konceptet gav",
        en="let a municipality tell what the concept gave",
    ),
    "confirm": Text(
        sv="låt den som införde det, eller någon oberoende, bekräfta {item}",
        en="let the adopter or somebody independent confirm {item}",
    ),
    "figures": Text(
        sv="skriv värdena före och efter för {item}",
        en="write the values before and after of {item}",
    ),
    "measure": Text(
        sv="mät utfallet före och efter hos någon som inför det",
        en="measure the outcome before and after where it is taken up",
    ),
    "compare": Text(
        sv="jämför utfallet med en grupp utan konceptet",
        en="compare the outcome with a group without the concept",
    ),
    "replicate": Text(
        sv="låt någon oberoende mäta samma utfall i en annan kommun",
        en="let somebody independent measure the same outcome in another municipality",
    ),
    "scale": Text(
        sv="låt någon oberoende bekräfta att en tredje kommun har kvar det och nådde sitt mål",
        en="let somebody independent confirm that a third municipality keeps it, its target met",
    ),
    "adoption": Text(
        sv="låt någon oberoende bekräfta att {item} har kvar det och nådde sitt mål",
        en="let somebody independent confirm that {item} keeps it and met its target",
    ),
}


@attrs.frozen(kw_only=True)
class NextStep:
    """What would take the evidence one level up.

    Attributes:
        level: The level that it would reach.
        do: The kind of step.
    """

    level: int
    do: str
    text: Text


def next_step(concept: Concept, level: int) -> NextStep | None:
    """Return the smallest thing missing for the next level; None at the top of the ladder."""
    if level >= len(_SEEKERS):
        return None
    do, item = _SEEKERS[level](concept)
    return NextStep(level=level + 1, do=do, text=_WORDS[do].format(item=item))


def _to_tell(_: Concept) -> tuple[str, str]:
    return "tell", ""


def _to_measure(concept: Concept) -> tuple[str, str]:
    items = [weighed(item) for item in concept.evidence]
    for rule, do in (("supplier-alone", "confirm"), ("figures-missing", "figures")):
        named = sorted(
            label(one.item)
            for one in items
            if one.rule == rule and (do == "confirm" or one.item.reported_by != "supplier")
        )
        if named:
            return do, named[0]
    return "measure", ""


def _to_compare(_: Concept) -> tuple[str, str]:
    return "compare", ""


def _to_replicate(_: Concept) -> tuple[str, str]:
    return "replicate", ""


def _to_scale(concept: Concept) -> tuple[str, str]:
    named = sorted(label(item) for item in concept.adoptions if _would_do(item, concept))
    return ("adoption", named[0]) if named else ("scale", "")


def _would_do(adoption: Adoption, concept: Concept) -> bool:
    """Whether a word from somebody independent about an adoption is all that is missing."""
    confirmed = attrs.evolve(adoption, verified_by="independent")
    return level_of(attrs.evolve(concept, adoptions=(confirmed,))) == len(_SEEKERS)


_SEEKERS = (_to_tell, _to_measure, _to_compare, _to_replicate, _to_scale)
