"""A scorer: how many employees a change reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.extension.hookspecs import hookimpl
from changekit_reach.reach import ReachScorer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.extension.protocols.scoring import Scorer

changekit_api = 1


@hookimpl
def register_scorers() -> Mapping[str, Scorer]:
    """Offer the scorer `reach`."""
    return {"reach": ReachScorer()}
