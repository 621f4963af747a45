"""What every figure can do."""

from __future__ import annotations

import abc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from changekit.tables import Table
    from changekit.text import Text

__all__ = ["Figure"]


class Figure(abc.ABC):
    """A chart as typed data.

    Attributes:
        title: What it shows, in one line.
        summary: What a reader should see in it, in one or two sentences; the text equivalent.
    """

    __slots__ = ()
    title: Text
    summary: Text

    @abc.abstractmethod
    def to_svg(self, language: str = "en") -> str:
        """Return the chart as one accessible `<svg>` element that needs nothing else."""

    @abc.abstractmethod
    def table(self) -> Table:
        """Return the same figures as a table."""

    def _repr_html_(self) -> str:
        return self.to_svg()
