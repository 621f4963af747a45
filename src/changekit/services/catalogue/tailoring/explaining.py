"""Which layer set a field of a concept: the pack, or an overlay, and what each of them said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs

from changekit.findings import Place
from changekit.services.catalogue.figures import figure
from changekit.services.catalogue.tailoring.fields import Value
from changekit.services.catalogue.tailoring.operations import How
from changekit.tables import Column, Shown, Table
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.tables import Cell

__all__ = ["Explanation", "Setting"]

_HOW: dict[str, Text] = {
    "base": Text(sv="grund", en="base"),
    "set": Text(sv="värde satt", en="value set"),
    "replace": Text(sv="ersatt", en="replaced"),
    "add": Text(sv="tillagt", en="added"),
    "remove": Text(sv="borttaget", en="removed"),
}


@attrs.frozen(kw_only=True)
class Setting:
    """What one layer made of a field.

    Attributes:
        layer: The pack as `id@version`, `workspace`, or the id of an overlay.
        how: What the layer did.
        value: What the field held then; None where it was taken away.
        place: Where the layer says so; in a pack, relative to its folder.
        why: The reason that a patch gives.
    """

    layer: str
    how: How
    value: Value = None
    place: Place | None = attrs.field(default=None, eq=False)
    why: Text | None = None

    def to_dict(self, language: str = "en", *, won: bool) -> dict[str, Any]:  # Any: JSON values
        """Return the setting as JSON values."""
        return {
            "layer": self.layer,
            "how": self.how,
            "value": _plain(self.value),
            "place": str(self.place) if self.place else None,
            "why": self.why.to(language) if self.why else None,
            "won": won,
        }


@attrs.frozen(kw_only=True, repr=False)
class Explanation(Shown):
    """Which layer set a field, and what every layer made of it, in order.

    Attributes:
        concept: The id of the concept.
        field: The path; empty for a concept as a whole.
        layer: The layer that set it; None for several fields that several layers set.
        value: What the field holds; None for several fields, and for one that was taken away.
            As JSON several fields are their values by the rest of the path.
        set_by: What each layer made of it, in order: the last one won.
        fields: The fields below the path, each with its own explanation.
        was: The id that was asked for, where the concept is now called something else.
        note: What there is to say where nothing is listed.
    """

    concept: str
    field: str = ""
    layer: str | None = None
    value: Value = None
    set_by: tuple[Setting, ...] = ()
    fields: tuple[Explanation, ...] = ()
    was: str | None = None
    note: Text | None = None
    language: str = "en"

    def table(self) -> Table:
        """Return one row for what each layer made of each field; the last of a field won."""
        columns = (
            Column("field", Text(sv="Fält", en="Field")),
            Column("layer", Text(sv="Lager", en="Layer")),
            Column("how", Text(sv="Hur", en="How")),
            Column("value", Text(sv="Innehåll", en="Content")),
            Column("place", Text(sv="Plats", en="Place")),
            Column("won", Text(sv="Gäller", en="Holds")),
        )
        title = Text(sv="Vem som satt {what}", en="Who set {what}").format(
            what=f"{self.concept}.{self.field}" if self.field else self.concept
        )
        return Table(title=title, columns=columns, rows=tuple(self._rows()), notice=self._notice())

    def _rows(self) -> Iterator[tuple[Cell, ...]]:
        for item in self.fields or (self,):
            for at, setting in enumerate(item.set_by, start=1):
                yield (
                    item.field, setting.layer, _HOW[setting.how], _shown(setting.value),
                    str(setting.place or ""), at == len(item.set_by),
                )  # fmt: skip

    def _notice(self) -> Text | None:
        if self.was is None:
            return self.note
        moved = Text(sv="{was} heter nu {now}. {note}", en="{was} is now called {now}. {note}")
        filled = moved.format(was=self.was, now=self.concept, note=self.note or "")
        return Text({code: words.strip() for code, words in filled.entries})

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the explanation under the keys that `changekit explain --json` prints."""
        inside = len(self.field) + 1 if self.field else 0
        value = {item.field[inside:]: _plain(item.value) for item in self.fields}
        settings = [
            item.to_dict(self.language, won=at == len(told.set_by) - 1)
            for told in (self.fields or (self,))
            for at, item in enumerate(told.set_by)
        ]
        return {
            "concept": self.concept,
            "field": self.field,
            "layer": self.layer,
            "value": value or _plain(self.value),
            "set_by": settings,
            "fields": [item.to_dict() for item in self.fields],
            "was": self.was,
            "note": self.note.to(self.language) if self.note else None,
        }


def _plain(value: Value) -> Any:  # Any: JSON values
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "items"):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _shown(value: Value) -> Cell:
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int | float):
        return Text({code: figure(value, code) for code in LANGUAGES})
    return json.dumps(_plain(value), ensure_ascii=False)
