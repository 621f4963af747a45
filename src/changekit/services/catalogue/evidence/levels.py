"""The level of a concept's evidence on Nesta's ladder, the reasons, and the next step up.

Source: Puttick & Ludlow (2013), Standards of Evidence: an approach that balances the need for
evidence with innovation, Nesta: 1 an account of the benefit, 2 data that show a change, 3 a
comparison group, 4 independent replication, 5 it still works when others do it elsewhere.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

import attrs

from changekit.services.catalogue.evidence.items import (
    different_places,
    label,
    reports_benefit,
    weighed,
)
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from changekit.model.concept import Adoption, Concept, Evidence
    from changekit.services.catalogue.evidence.items import Weighed

__all__ = ["LEVEL_NAMES", "LevelReason", "level_of", "reasons_of"]

LEVEL_NAMES: Final[tuple[Text, ...]] = (
    Text(sv="inget är känt", en="nothing is known"),
    Text(sv="någon berättar om nytta", en="somebody tells of a benefit"),
    Text(sv="mätt före och efter", en="measured before and after"),
    Text(sv="jämfört med andra", en="compared with others"),
    Text(sv="upprepat oberoende i en annan kommun", en="replicated independently elsewhere"),
    Text(sv="fungerar i fler kommuner", en="works when others do it elsewhere"),
)
"""The steps of the ladder by level, from 0."""

_WORDS: Final[Mapping[str, Text]] = {
    "account": Text(sv="berättelse om nytta: {items}", en="an account of the benefit: {items}"),
    "adoption-account": Text(
        sv="en kommun som infört det berättar om nytta: {items}",
        en="a municipality that took it up tells of a benefit: {items}",
    ),
    "no-change-measured": Text(
        sv="ett antal eller en enkät i efterhand visar ingen förändring: {items}",
        en="a count or a survey after the fact shows no change: {items}",
    ),
    "figures-missing": Text(
        sv="räknas som berättelse, för siffrorna saknas: {items}",
        en="counts as an account, as its figures are missing: {items}",
    ),
    "supplier-alone": Text(
        sv="räknas som berättelse, för bara leverantören säger det: {items}",
        en="counts as an account, as only the supplier says so: {items}",
    ),
    "may-be-none": Text(
        sv="räknas ett steg lägre, för intervallet rymmer ingen förändring alls: {items}",
        en="counts one level lower, as its interval holds no change at all: {items}",
    ),
    "says-nothing": Text(
        sv="säger varken något i ord eller i siffror: {items}",
        en="says nothing, neither in words nor in figures: {items}",
    ),
    "no-benefit": Text(
        sv="visar ingen nytta, eller det motsatta: {items}",
        en="shows no benefit, or the opposite: {items}",
    ),
    "before-after": Text(
        sv="mätt före och efter av den som införde det eller någon oberoende: {items}",
        en="measured before and after by the adopter or somebody independent: {items}",
    ),
    "comparison": Text(
        sv="jämfört med en grupp utan konceptet: {items}",
        en="compared with a group without the concept: {items}",
    ),
    "replication": Text(
        sv="samma utfall i två kommuner, minst ett oberoende rapporterat: {items}",
        en="the same outcome in two municipalities, at least one reported independently: {items}",
    ),
    "scaled": Text(
        sv="behållet i en tredje kommun med målet nått, bekräftat av någon oberoende: {items}",
        en="kept in a third municipality that met its target, confirmed independently: {items}",
    ),
}  # fmt: skip


@attrs.frozen(kw_only=True)
class LevelReason:
    """Why the evidence reaches a level, or why an item does not count for more.

    Attributes:
        rule: The name of the rule.
        level: The level that the rule gives.
        items: The items that it rests on, by what they are called.
    """

    rule: str
    level: int
    items: tuple[str, ...]
    text: Text

    @classmethod
    def of(cls, rule: str, level: int, items: Iterable[str]) -> LevelReason:
        """Return the reason that a rule gives."""
        named = tuple(sorted(set(items)))
        text = _WORDS[rule].format(items=", ".join(named))
        return cls(rule=rule, level=level, items=named, text=text)


def level_of(concept: Concept) -> int:
    """Return the highest level that a concept's items reach, 0 where nothing is known.

    The order of the items does not matter, and one more never lowers it.
    """
    items = [weighed(item) for item in concept.evidence]
    level = max((one.level for one in items), default=0)
    if level >= 3 and (pairs := _replications(items)):
        return 5 if any(_scales(item, pairs) for item in concept.adoptions) else 4
    return level or int(any(reports_benefit(item) for item in concept.adoptions))


def reasons_of(concept: Concept) -> tuple[LevelReason, ...]:
    """Return what every item counts for, the highest level first."""
    items = [weighed(item) for item in concept.evidence]
    by_rule: dict[tuple[int, str], list[str]] = {}
    for one in items:
        by_rule.setdefault((one.level, one.rule), []).append(label(one.item))
    reasons = [LevelReason.of(rule, level, named) for (level, rule), named in by_rule.items()]
    accounts = [label(item) for item in concept.adoptions if reports_benefit(item)]
    if accounts:
        reasons.append(LevelReason.of("adoption-account", 1, accounts))
    pairs = _replications(items)
    if pairs:
        named = sorted({_placed(item) for pair in pairs for item in pair})
        reasons.append(LevelReason.of("replication", 4, named))
    kept = [label(item) for item in concept.adoptions if _scales(item, pairs)]
    if kept:
        reasons.append(LevelReason.of("scaled", 5, kept))
    return tuple(sorted(reasons, key=lambda item: (-item.level, item.rule, item.items)))


def _placed(item: Evidence) -> str:
    where = item.municipality.name if item.municipality else Text()
    return f"{label(item)}, {where}"


def _replications(items: Iterable[Weighed]) -> list[tuple[Evidence, Evidence]]:
    """Return the pairs in which one municipality confirms what another has seen.

    Ours: both measured a change in the same outcome, at least one against a comparison group
    and at least one reported by somebody independent.
    """
    able = [one for one in items if one.level >= 2]
    return [
        (one.item, other.item)
        for one, other in itertools.combinations(able, 2)
        if one.item.outcome == other.item.outcome
        and max(one.level, other.level) >= 3
        and (one.independent or other.independent)
        and different_places(one.item.municipality, other.item.municipality)
    ]


def _scales(adoption: Adoption, pairs: Iterable[tuple[Evidence, Evidence]]) -> bool:
    """Whether an adoption shows that it works beyond those who tried it first.

    Ours: in a third municipality, still in use, its own target met, confirmed independently.
    """
    holds = adoption.kept and adoption.target_met and adoption.verified_by == "independent"
    return bool(holds) and any(
        all(different_places(adoption.municipality, item.municipality) for item in pair)
        for pair in pairs
    )
