"""What every figure can do."""

from __future__ import annotations

import abc
from typing import TYPE_CHECKING, Any

from changekit.optional import plot

if TYPE_CHECKING:
    from changekit.tables import Table
    from changekit.text import Text

__all__ = ["Drawn", "Figure"]


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

    def plot(self, language: str = "en") -> Any:  # Any: a class of an optional package
        """Return the chart as a `matplotlib.figure.Figure`.

        Raises:
            MissingExtraError: The extra `plot` is not installed.
        """
        return plot.draw(self.to_svg(language))

    def to_png(self, language: str = "en") -> bytes:
        """Return the chart as a PNG picture, twice as wide as its SVG.

        Raises:
            MissingExtraError: The extra `plot` is not installed.
        """
        return plot.png(self.to_svg(language))

    def _repr_html_(self) -> str:
        return self.to_svg()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Return what a notebook shows, and a line instead of all data where it shows text."""
        return {"text/html": self.to_svg(), "text/plain": f"<{type(self).__name__}: {self.title}>"}


class Drawn(abc.ABC):
    """What results can do that people would rather look at."""

    __slots__ = ()
    language: str

    @abc.abstractmethod
    def figure(self) -> Figure:
        """Return the result as a chart."""

    def plot(self) -> Any:  # Any: a class of an optional package
        """Return the result's chart as a `matplotlib.figure.Figure`.

        Raises:
            MissingExtraError: The extra `plot` is not installed.
        """
        return self.figure().plot(self.language)
