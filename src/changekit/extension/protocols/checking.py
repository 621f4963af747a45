"""Checks: what looks at a whole municipality and says what stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from changekit.findings import Finding
    from changekit.model.municipality import Municipality

__all__ = ["Check"]


class Check(Protocol):
    """Looks at a municipality as it stood on a day, and gives findings.

    A plugin's own codes begin with other letters than `CK`. The order of the findings does not
    matter. A check changes nothing, reads no clock and no file.
    """

    def __call__(self, municipality: Municipality, as_of: dt.date) -> Iterable[Finding]:
        """Return what stands out; none is a good answer."""
