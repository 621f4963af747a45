"""Layers: what a municipality says of concepts, and sums, means and maxima over several."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.figures import Drawn, ScoreCell, ScoreMap
from changekit.findings import Finding
from changekit.model.overlay import Layer, LayerEntry
from changekit.model.versions import fits
from changekit.rules import tailoring as rules
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from changekit.model.pack import Origin
    from changekit.model.reading import Places
    from changekit.tables import Cell

__all__ = ["COMBINES", "Combine", "CombinedLayers", "combine", "layer_findings"]

Combine: TypeAlias = Literal["sum", "mean", "max"]
COMBINES: tuple[Combine, ...] = ("sum", "mean", "max")
_NAMES: dict[str, Text] = {
    "sum": Text(sv="summa", en="sum"),
    "mean": Text(sv="medelvärde", en="mean"),
    "max": Text(sv="högst", en="max"),
}


@attrs.frozen(kw_only=True, repr=False)
class CombinedLayers(Shown, Drawn):
    """Layers beside each other, and what they come to together.

    Attributes:
        layer: The result as a layer, with no colours and remarks of its own.
        layers: The layers it was made of, by id.
        how: Sum, mean or max.
        titles: The titles of concepts by id.
    """

    layer: Layer
    layers: tuple[Layer, ...]
    how: Combine
    titles: Mapping[str, Text] = attrs.field(factory=dict)
    language: str = "en"

    def table(self) -> Table:
        """Return one row for each concept: its score in each layer, and together."""
        named = (
            Column(f"layer:{layer.id}", layer.title or Text.plain(layer.id), "number", 2)
            for layer in self.layers
        )
        columns = (
            Column("id", Text.plain("id")),
            Column("title", Text(sv="Titel", en="Title")),
            *named,
            Column(self.how, _NAMES[self.how], "number", 2),
            Column("comments", Text(sv="Kommentarer", en="Comments")),
        )
        title = Text(sv="Skikt", en="Layers")
        return Table(title=title, columns=columns, rows=tuple(self._rows()))

    def _rows(self) -> Iterator[tuple[Cell, ...]]:
        for name, entry in self.layer.entries.items():
            held = [layer.entries.get(name) for layer in self.layers]
            scores = (_score(item) for item in held)
            yield (
                name, self.titles.get(name, Text.plain(name)), *scores, entry.score,
                _remarks(held),
            )  # fmt: skip

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the layers and what they come to as JSON values."""
        return {
            "combine": self.how,
            "layers": [layer.to_dict() for layer in self.layers],
            "combined": [
                {
                    "id": name,
                    "score": entry.score,
                    "enabled": entry.enabled,
                    "scores": {layer.id: _score(layer.entries.get(name)) for layer in self.layers},
                }
                for name, entry in self.layer.entries.items()
            ],
        }

    def figure(self) -> ScoreMap:
        """Return the scores as a map: one row for each concept, one column for each layer."""
        together = _NAMES[self.how]
        names = tuple(layer.title or Text.plain(layer.id) for layer in self.layers)
        entries = self.layer.entries
        known = sum(entry.score is not None for entry in entries.values())
        return ScoreMap(
            title=Text(sv="Skikt", en="Layers"),
            summary=Text(
                sv=f"Förändringskoncept: {len(entries)}, skikt: {len(self.layers)}, "
                f"med känt värde: {known}.",
                en=f"Concepts: {len(entries)}, layers: {len(self.layers)}, "
                f"with a known score: {known}.",
            ),
            rows=tuple(self.titles.get(name, Text.plain(name)) for name in entries),
            names=(*names, together),
            cells=tuple(
                (
                    *(_cell(layer.entries.get(name)) for layer in self.layers),
                    ScoreCell(score=entry.score, counts=entry.enabled),
                )
                for name, entry in entries.items()
            ),
        )


def combine(
    layers: Iterable[Layer],
    how: Combine = "mean",
    *,
    titles: Mapping[str, Text] | None = None,
    language: str = "en",
) -> CombinedLayers:
    """Return what layers come to together, concept by concept.

    A concept that a layer does not score is unknown there, not zero: it is left out of the sum,
    the mean and the maximum, which are unknown where nobody scored it. An entry that is not
    enabled does not count; a concept that no layer has enabled is not enabled in the result.

    Args:
        layers: At least one, in any order.
        how: `sum`, `mean` or `max`.
        titles: The titles of concepts by id.
        language: The language in which the result shows itself.

    Raises:
        UnknownNameError: There is no such way to combine them.
        InvalidValueError: There are no layers.

    >>> layers = [
    ...     Layer.from_dict({"id": "a", "entries": {"x/q": 2, "x/r": 5}}),
    ...     Layer.from_dict({"id": "b", "entries": {"x/q": 3}}),
    ... ]
    >>> made = combine(layers, "sum").layer.entries
    >>> made["x/q"].score, made["x/r"].score
    (5.0, 5.0)
    """
    if how not in COMBINES:
        raise UnknownNameError("combination", how, known=COMBINES)
    ordered = tuple(sorted(layers, key=lambda layer: layer.id))
    if not ordered:
        raise InvalidValueError(
            Text(sv="det finns inga skikt att räkna på", en="there are no layers to combine")
        )
    names = sorted({name for layer in ordered for name in layer.entries})
    entries: dict[str, LayerEntry] = {}
    for name in names:
        held = [layer.entries[name] for layer in ordered if name in layer.entries]
        counting = [item for item in held if item.enabled]
        scores = sorted(item.score for item in counting if item.score is not None)
        entries[name] = LayerEntry(score=_together(scores, how), enabled=bool(counting))
    catalogues = {layer.catalogue for layer in ordered}
    together = Layer(
        id=how,
        title=_NAMES[how],
        catalogue=catalogues.pop() if len(catalogues) == 1 else None,
        entries=entries,  # type: ignore[arg-type]  # mypy infers no types from the converter
    )
    return CombinedLayers(
        layer=together, layers=ordered, how=how, titles=titles or {}, language=language
    )


def layer_findings(
    layers: Iterable[Layer], origins: Iterable[Origin], places: Places
) -> Iterator[Finding]:
    """Go through the layers that were made on another catalogue than there is."""
    versions = {origin.pack: origin.version for origin in origins}
    for layer in layers:
        if layer.catalogue is None:
            continue
        pack, _, wanted = layer.catalogue.partition("@")
        there = versions.get(pack)
        if there is not None and (not wanted or fits(there, wanted)):
            continue
        found = Text(sv="inget", en="none") if there is None else f"{pack}@{there}"
        yield Finding.of(
            rules.LAYER_BASE,
            {"layer": layer.id, "wanted": layer.catalogue, "found": found},
            subject=layer.id, place=places.of("layer", layer.id, "catalogue"), path="catalogue",
        )  # fmt: skip


def _together(scores: Sequence[float], how: Combine) -> float | None:
    """Return the sum, mean or maximum of what is known; in one order, so that it is exact."""
    if not scores:
        return None
    if how == "max":
        return float(scores[-1])
    total = float(sum(scores))
    return total if how == "sum" else total / len(scores)


def _score(entry: LayerEntry | None) -> float | None:
    return entry.score if entry is not None and entry.enabled else None


def _cell(entry: LayerEntry | None) -> ScoreCell:
    if entry is None:
        return ScoreCell()
    return ScoreCell(score=entry.score, colour=entry.colour, counts=entry.enabled)


def _remarks(held: Iterable[LayerEntry | None]) -> Text:
    every = [item.comment for item in held if item is not None and item.comment]
    if not every:
        return Text.plain("")
    return Text({code: "; ".join(text.to(code) for text in every) for code in ("sv", "en")})
