"""Deadlines in the weeks in which an old council decides no more and a new one not yet."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from changekit.findings import Finding
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.model.municipality import Municipality

__all__ = ["ELECTIONS", "near_an_election"]

ELECTIONS: Final = tuple(
    map(
        dt.date.fromisoformat,
        ("2010-09-19", "2014-09-14", "2018-09-09", "2022-09-11", "2026-09-13"),
    )
)
"""Days of Swedish council elections. Source: the Swedish Election Authority (Valmyndigheten)."""

BEFORE, AFTER = dt.timedelta(weeks=4), dt.timedelta(weeks=6)
"""Ours: a council rarely decides on change in the four weeks before and the six after."""


def near_an_election(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:
    """Note initiatives that lack a decision and fall due when nobody can take it."""
    if municipality.settings.country != "SE":
        return
    for item in municipality.initiatives:
        mandate = item.mandate
        if item.deadline is None or item.deadline < as_of or (mandate and mandate.decision):
            continue
        for day in ELECTIONS:
            if day - BEFORE <= item.deadline <= day + AFTER:
                yield Finding(
                    code="EL001",
                    severity="info",
                    subject=item.id,
                    place=municipality.place("initiative", item.id, "deadline"),
                    path="deadline",
                    message=Text(
                        sv=f"ska vara klart {item.deadline}, nära valet {day}, och saknar beslut",
                        en=f"is due {item.deadline}, near election {day}, and lacks a decision",
                    ),
                    hint=Text(
                        sv="ta beslutet före valet", en="take the decision before the election"
                    ),
                )
