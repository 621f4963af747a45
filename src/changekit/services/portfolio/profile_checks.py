"""What is to be said of the score profiles, and of values that they cannot use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.services.scoring import value_findings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from changekit.findings import Finding
    from changekit.model.municipality import Municipality

__all__ = ["score_profiles"]


def score_profiles(
    municipality: Municipality,
    as_of: dt.date,  # noqa: ARG001  # as every check
) -> Iterator[Finding]:
    """Find values outside their declared scales, and profiles to be read with care."""
    yield from value_findings(municipality)
