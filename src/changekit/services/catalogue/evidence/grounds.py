"""When each of GRADE's reasons applies: how many levels, and the figure that triggered it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, TypeAlias

from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from changekit.model.concept import Adoption
    from changekit.services.catalogue.evidence.items import Weighed

__all__ = [
    "bias", "dose_response", "hidden_by_confounding", "imprecision", "inconsistency",
    "indirectness", "large_effect", "only_successes",
]  # fmt: skip

Found: TypeAlias = tuple[int, Text] | None

ENOUGH: Final = 400
"""Source: Guyatt et al. (2011), J Clin Epidemiol 64:1283-1293 (GRADE guidelines 6): fewer than
about 400 people in all is imprecise, as a rule of thumb."""
DISAGREEING: Final = 0.5
"""Source: Higgins et al. (2003), BMJ 327:557-560: an I2 of 50 % is moderate inconsistency."""
LARGE, VERY_LARGE = 2.0, 5.0
"""Source: Guyatt et al. (2011), J Clin Epidemiol 64:1311-1316 (GRADE guidelines 9): a ratio above
2 or below 0.5 is large, above 5 or below 0.2 very large. Ours: applied to after against before."""
DOSES: Final = 3
"""Ours: two doses always lie in some order, so three are needed."""
FEWEST_TO_AGREE: Final = 2
_MUNICIPAL: Final = ("municipality", "region", "joint-authority", "company")


def bias(items: Sequence[Weighed]) -> Found:
    """Two levels where the supplier alone reports, one where nobody independent does.

    Source: Guyatt et al. (2011), J Clin Epidemiol 64:407-415 (GRADE guidelines 4). Ours: who
    reports stands for it, as the ways of measuring are seldom written down.
    """
    reporters = [one.item.reported_by for one in items]
    independent = reporters.count("independent")
    figure = Text(
        sv="{n} av {total} från någon oberoende", en="{n} of {total} from somebody independent"
    ).format(n=independent, total=len(items))
    if set(reporters) == {"supplier"}:
        return -2, figure
    if not independent:
        return -1, figure
    inflated = sum(one.item.confounding == "inflates" for one in items)
    if inflated:
        said = Text(
            sv="{n} av {total} förstorade av annat som hände",
            en="{n} of {total} inflated by what else happened",
        )
        return -1, said.format(n=inflated, total=len(items))
    return None


def inconsistency(items: Sequence[Weighed]) -> Found:
    """One level where results point both ways, or differ by more than chance would let them."""
    directions = [one.direction for one in items if one.counts]
    better = directions.count("better")
    against = directions.count("worse") + directions.count("none")
    if better and against:
        said = Text(
            sv="{n} till det bättre, {m} inte", en="{n} for the better, {m} not"
        )  # fmt: skip
        return -1, said.format(n=better, m=against)
    share = i_squared(items)
    if share is not None and share > DISAGREEING:
        return -1, Text.plain(f"I² = {share:.0%}")
    return None


def i_squared(items: Iterable[Weighed]) -> float | None:
    """Return the share of the spread between effects that chance does not explain, 0 to 1.

    Source: Higgins & Thompson (2002), Statistics in Medicine 21:1539-1558: I2 = (Q - df) / Q,
    with weights 1 / width^2 of intervals in the same unit.

    Returns:
        None where fewer than two effects in one unit have an interval that is not a point.
    """
    known = [
        (one.change.estimate, one.change.high - one.change.low)
        for one in items
        if one.counts and one.change and one.change.high is not None and one.change.low is not None
    ]
    units = {one.item.unit for one in items if one.counts}
    if len(known) < FEWEST_TO_AGREE or len(units) != 1 or any(width <= 0 for _, width in known):
        return None
    # The interval is taken as 95 %: 2 * 1.96 standard errors wide.
    weighted = [(estimate, (2 * 1.96 / width) ** 2) for estimate, width in known]
    total = sum(weight for _, weight in weighted)
    mean = sum(estimate * weight for estimate, weight in weighted) / total
    q = sum(weight * (estimate - mean) ** 2 for estimate, weight in weighted)
    return max(0.0, (q - (len(known) - 1)) / q) if q > 0 else 0.0


def indirectness(items: Sequence[Weighed]) -> Found:
    """One level where opinions stand for the outcome, or it was not seen in a municipality.

    Source: Guyatt et al. (2011), J Clin Epidemiol 64:1303-1310 (GRADE guidelines 8): other
    people, other outcomes.
    """
    asked = sum(one.item.design == "survey" or one.item.kind == "survey" for one in items)
    if asked == len(items):
        said = Text(sv="{n} av {n} är enkätsvar", en="{n} of {n} are survey answers")
        return -1, said.format(n=asked)
    here = sum(
        one.item.municipality is not None and one.item.municipality.form in _MUNICIPAL
        for one in items
    )
    if not here:
        said = Text(sv="0 av {n} från en känd kommun", en="0 of {n} from a known municipality")
        return -1, said.format(n=len(items))
    return None


def imprecision(items: Sequence[Weighed]) -> Found:
    """One level where it rests on few or nobody says on how many, one where it may be none.

    Source: Guyatt et al. (2011), J Clin Epidemiol 64:1283-1293 (GRADE guidelines 6).
    """
    counting = [one for one in items if one.counts]
    own = [one.item for one in items if one.item.reported_by != "supplier"]
    people = [item.n for item in own if item.n is not None]
    unclear = [one.change for one in counting if one.change]
    none_out = bool(unclear) and all(change.holds_none for change in unclear)
    few = sum(people) < ENOUGH
    if not few and not none_out:
        return None
    figure = Text.plain(f"n = {sum(people)}") if people else Text(sv="n okänt", en="n unknown")
    if none_out:
        tail = Text(sv="{n}; intervallet rymmer 0", en="{n}; the interval holds 0")
        figure = tail.format(n=figure)
    return -(int(few) + int(none_out)), figure


def only_successes(items: Sequence[Weighed], adoptions: Iterable[Adoption]) -> Found:
    """One level where no failure is listed and nobody independent has studied it.

    Source: Guyatt et al. (2011), J Clin Epidemiol 64:1277-1282 (GRADE guidelines 5): small
    positive reports by those who gain from them. Ours: an independent evaluation, study or
    review takes the doubt away.
    """
    failed = sum(one.direction in ("worse", "none") for one in items)
    failed += sum(adoption.target_met is False for adoption in adoptions)
    searched = any(
        one.independent
        and (one.item.kind in ("evaluation", "study") or one.item.design == "review")
        for one in items
    )
    if failed or searched:
        return None
    said = Text(sv="0 misslyckanden bland {n}", en="0 failures among {n}")
    return -1, said.format(n=len(items))


def large_effect(items: Sequence[Weighed]) -> Found:
    """One level for a large effect, two for a very large one, whichever way it is counted."""
    ratios = [
        max(one.change.ratio, 1 / one.change.ratio)
        for one in items
        if one.counts and one.direction == "better" and one.change and one.change.ratio
    ]
    if not ratios or min(ratios) < LARGE:
        return None
    return 2 if min(ratios) >= VERY_LARGE else 1, Text.plain(f"× {min(ratios):.1f}")


def dose_response(items: Sequence[Weighed]) -> Found:
    """One level where the effect grows with the dose through three doses or more."""
    pairs = sorted(
        (one.item.dose, abs(one.change.estimate))
        for one in items
        if one.counts and one.change and one.direction == "better" and one.item.dose is not None
    )
    doses = [dose for dose, _ in pairs]
    effects = [effect for _, effect in pairs]
    rising = all(a < b for a, b in itertools.pairwise(effects))
    if len(set(doses)) < DOSES or len(set(doses)) < len(doses) or not rising:
        return None
    said = Text(sv="{n} doser", en="{n} doses")
    return 1, said.format(n=len(doses))


def hidden_by_confounding(items: Sequence[Weighed]) -> Found:
    """One level where somebody independent says that all else rather hid the effect.

    Ours: the adopter's own word for it does not raise anything.
    """
    hidden = sum(
        one.counts and one.independent and one.item.confounding == "hides" for one in items
    )
    inflated = sum(one.item.confounding == "inflates" for one in items)
    if not hidden or inflated:
        return None
    return 1, Text(sv="{n} av {total}", en="{n} of {total}").format(n=hidden, total=len(items))
