"""A check: changes that fall due around a council election."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.extension.hookspecs import hookimpl
from changekit_elections.elections import near_an_election

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.extension.protocols.checking import Check

changekit_api = 1


@hookimpl
def register_checks() -> Mapping[str, Check]:
    """Offer the check `elections`."""
    return {"elections": near_an_election}
