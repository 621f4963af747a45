"""How ready an initiative is: a clear mandate, and roles that have what they need to act."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import attrs

from changekit.model.organisation import Enabler
from changekit.services.scoring.municipal.judging import (
    Ends,
    Judged,
    as_scores,
    known,
    town_of,
    unknown,
)
from changekit.services.scoring.options import Options
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.extension.protocols.scoring import ScoreMatrix, Scores
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality

__all__ = ["READINESS", "Readiness"]

PARTS = ("mandate", "enablers")
ALL = len(get_args(Enabler))


@attrs.frozen(kw_only=True)
class Readiness:
    """Clarity of the mandate, and the share of enablers that its roles hold.

    Attributes:
        mandate_share: Ours: how much the mandate counts against the enablers, where the option
            `mandate_share` says nothing.
    """

    name: str = "readiness"
    title: Text = Text(sv="Beredskap", en="Readiness")
    formula: Text = Text(
        sv="hälften uppdragets tydlighet (andel av sex fält), hälften de förutsättningar som "
        "initiativets roller har (andel av fem, medel över rollerna); vikterna används inte",
        en="half the clarity of the mandate (share of six fields), half the enablers that the "
        "initiative's roles hold (share of five, mean over the roles); weights are not used",
    )
    source: str = "Ours: responsibility needs authority, IT support, information and resources"
    claims: frozenset[str] = frozenset({"alone", "monotone", "rescaling", "zero-weight", "ties"})
    mandate_share: float = 0.5

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return scores from 0 to 1; where nothing is said of mandate and roles there is none.

        Raises:
            InvalidValueError: The matrix holds numbers alone, or the share is none.
        """
        town = town_of(matrix, self.name)
        options = Options(matrix, self.name)
        share = options.number("mandate_share", self.mandate_share, low=0, high=1)
        return as_scores([_judged(town, item, share) for item in matrix.initiatives], PARTS)


def _judged(town: Municipality, item: Initiative, share: float) -> Judged:
    mandate = unknown(0, share)
    missing = []
    if item.mandate is None:
        missing.append("mandate")
    else:
        mandate = known(share * item.mandate.clarity)
    enablers, without = _enablers(town, item, 1 - share)
    missing += [f"enablers of {name}" for name in without] if without else []
    if enablers is None:
        missing.append("roles")
        enablers = unknown(0, 1 - share)
    scored = item.mandate is not None or (enablers.low > 0)
    return Judged(
        parts={"mandate": mandate, "enablers": enablers}, unknown=tuple(missing), scored=scored
    )


def _enablers(
    town: Municipality, item: Initiative, share: float
) -> tuple[Ends | None, tuple[str, ...]]:
    """Return the mean over the roles, None without any, and the roles of which nothing is said."""
    named = [key.role for key in item.roles]
    named += [item.owner.role] if item.owner and item.owner.role else []
    named += [item.mandate.owner] if item.mandate and item.mandate.owner else []
    names = list(dict.fromkeys(named))
    if not names:
        return None, ()
    without = []
    low = high = 0.0
    for name in names:
        role = town.roles_by_id.get(name)
        if role is None or not role.enablers:
            without.append(name)
            high += 1
        else:
            held = len(set(role.enablers)) / ALL
            low, high = low + held, high + held
    return unknown(share * low / len(names), share * high / len(names)), tuple(without)


READINESS = Readiness()
