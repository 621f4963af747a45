"""How certain the effect on each outcome is, by GRADE, with every reason and its figure.

Source: Guyatt et al. (2008), BMJ 336:924-926, and Balshem et al. (2011), Journal of Clinical
Epidemiology 64:401-406: four levels; randomised studies start high and observational ones low;
five reasons lower the certainty and three raise it. Ours: what measured no change starts at the
bottom, and one reason lowers it by two at most.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import attrs

from changekit.model.concept import Certainty
from changekit.services.catalogue.evidence import grounds
from changekit.services.catalogue.evidence.items import weighed
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from changekit.model.concept import Adoption, Concept
    from changekit.services.catalogue.evidence.items import Weighed

__all__ = [
    "CERTAINTIES", "CERTAINTY_NAMES", "CertaintyReason", "Ground", "OutcomeCertainty",
    "certainties_of",
]  # fmt: skip

Ground: TypeAlias = Literal[
    "risk-of-bias", "inconsistency", "indirectness", "imprecision", "publication-bias",
    "large-effect", "dose-response", "confounding",
]  # fmt: skip
CERTAINTIES: Final[tuple[Certainty, ...]] = ("very-low", "low", "moderate", "high")
CERTAINTY_NAMES: Final[Mapping[Certainty, Text]] = {
    "very-low": Text(sv="mycket låg", en="very low"),
    "low": Text(sv="låg", en="low"),
    "moderate": Text(sv="måttlig", en="moderate"),
    "high": Text(sv="hög", en="high"),
}


@attrs.frozen(kw_only=True)
class CertaintyReason:
    """One reason to trust an effect less or more.

    Attributes:
        steps: How many levels it lowers (below 0) or raises (above 0) the certainty.
        figure: The figure that triggered it, as in `n = 23`.
    """

    ground: Ground
    steps: int
    figure: Text
    text: Text


@attrs.frozen(kw_only=True)
class OutcomeCertainty:
    """How certain the effect on one outcome is.

    Attributes:
        start: Where its best design starts.
        certainty: Where the reasons lead from there.
        shown: What readers see: a lower claim of the author is followed, a higher one is not.
        items: How many items speak of the outcome.
    """

    outcome: str
    title: Text
    start: Certainty
    certainty: Certainty
    shown: Certainty
    items: int
    reasons: tuple[CertaintyReason, ...]

    def to_dict(self, language: str = "en") -> dict[str, object]:
        """Return the certainty as JSON values."""
        return {
            "outcome": self.outcome,
            "certainty": self.shown,
            "start": self.start,
            "items": self.items,
            "reasons": [
                {
                    "ground": reason.ground,
                    "steps": reason.steps,
                    "figure": reason.figure.to(language),
                    "text": reason.text.to(language),
                }
                for reason in self.reasons
            ],
        }


def certainties_of(concept: Concept) -> tuple[OutcomeCertainty, ...]:
    """Return the certainty of each outcome that a concept's items speak of, by its name."""
    groups: dict[str, list[Weighed]] = defaultdict(list)
    for item in concept.evidence:
        groups[item.outcome].append(weighed(item))
    claimed = concept.claim.certainty if concept.claim else {}
    return tuple(
        _certainty(name, groups[name], concept.adoptions, claimed.get(name))
        for name in sorted(groups)
    )


def _certainty(
    outcome: str,
    items: Sequence[Weighed],
    adoptions: Iterable[Adoption],
    claimed: Certainty | None,
) -> OutcomeCertainty:
    start = _start(items)
    down = [reason for reason in _lowering(items, adoptions) if reason]
    # Source: Guyatt et al. (2011), J Clin Epidemiol 64:1311-1316: only observational evidence
    # with no other weakness is rated up.
    up = [] if down or start != "low" else [reason for reason in _raising(items) if reason]
    reached = CERTAINTIES.index(start) + sum(reason.steps for reason in (*down, *up))
    certainty = CERTAINTIES[min(max(reached, 0), len(CERTAINTIES) - 1)]
    limit = CERTAINTIES.index(claimed) if claimed else len(CERTAINTIES)
    titles = sorted((str(one.item.title), one.item.title) for one in items if one.item.title)
    return OutcomeCertainty(
        outcome=outcome,
        title=titles[0][1] if titles else Text.plain(outcome),
        start=start,
        certainty=certainty,
        shown=CERTAINTIES[min(CERTAINTIES.index(certainty), limit)],
        items=len(items),
        reasons=(*down, *up),
    )


def _start(items: Iterable[Weighed]) -> Certainty:
    designs = {one.item.design for one in items if one.counts}
    if "randomised" in designs:
        return "high"
    return "low" if designs - {"testimony", "count", "survey"} else "very-low"


_DOWN: Final[Mapping[Ground, Text]] = {
    "risk-of-bias": Text(
        sv="den som rapporterar har egen del i saken", en="those who report it have a stake in it"
    ),
    "inconsistency": Text(sv="resultaten pekar åt olika håll", en="the results disagree"),
    "indirectness": Text(
        sv="det är inte detta som har mätts, eller inte i en kommun",
        en="this is not what was measured, or not in a municipality",
    ),
    "imprecision": Text(sv="underlaget är litet", en="it rests on little"),
    "publication-bias": Text(
        sv="bara lyckade försök finns med", en="only what succeeded is listed"
    ),
}
_UP: Final[Mapping[Ground, Text]] = {
    "large-effect": Text(sv="effekten är stor", en="the effect is large"),
    "dose-response": Text(sv="mer av konceptet gav mer", en="more of the concept gave more"),
    "confounding": Text(
        sv="allt annat som hände dolde snarast effekten",
        en="all else that happened rather hid the effect",
    ),
}


def _lowering(
    items: Sequence[Weighed], adoptions: Iterable[Adoption]
) -> Iterable[CertaintyReason | None]:
    yield _reason("risk-of-bias", grounds.bias(items))
    yield _reason("inconsistency", grounds.inconsistency(items))
    yield _reason("indirectness", grounds.indirectness(items))
    yield _reason("imprecision", grounds.imprecision(items))
    yield _reason("publication-bias", grounds.only_successes(items, adoptions))


def _raising(items: Sequence[Weighed]) -> Iterable[CertaintyReason | None]:
    yield _reason("large-effect", grounds.large_effect(items))
    yield _reason("dose-response", grounds.dose_response(items))
    yield _reason("confounding", grounds.hidden_by_confounding(items))


def _reason(ground: Ground, found: tuple[int, Text] | None) -> CertaintyReason | None:
    if found is None:
        return None
    steps, figure = found
    words = (_DOWN if steps < 0 else _UP)[ground]
    return CertaintyReason(ground=ground, steps=steps, figure=figure, text=words)
