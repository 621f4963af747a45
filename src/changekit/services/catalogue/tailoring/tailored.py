"""Concepts with the overlays laid on them, and which layer set what."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

import attrs

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.findings import Findings
from changekit.model.concept import Concept
from changekit.model.pack import Origin
from changekit.model.reading import Places
from changekit.services.catalogue.tailoring.drift import Drift, DriftItem
from changekit.services.catalogue.tailoring.explaining import Explanation, Setting
from changekit.services.catalogue.tailoring.fields import below, fields_of
from changekit.tables import Column, Shown, Table
from changekit.text import Text

__all__ = ["OWN", "Tailored", "Touch", "heir_of"]

OWN = "workspace"
"""The layer of a concept that no pack brings."""

_NOT_TAILORED = Text(
    sv="Ingen anpassning ändrar konceptet; allt är som paketet säger.",
    en="No overlay changes the concept; all is as the pack says.",
)


@attrs.frozen
class Touch:
    """A field that an overlay has changed, whole or in part."""

    path: str
    overlay: str


@attrs.frozen(kw_only=True, repr=False, slots=False)
class Tailored(Shown):
    """Concepts as packs, and then overlays in their order, have made them.

    Attributes:
        concepts: The concepts with every overlay laid on them, by id.
        base: The same concepts as packs and files have them.
        overlays: The overlays in the order in which they were laid.
        imports: By overlay: the ids of the concepts that it takes in.
        findings: What did not fit, and what has drifted.
        drift_items: What has changed under the overlays.
        unrecorded: Overlays that change concepts and do not say what these were.
        touched: By concept: what overlays have changed, in order.
        settings: By tailored concept and field: what each layer made of it, in order.
        origins: By concept: the pack that brings it.
        heirs: By an id that a concept once had: what to use instead.
        known: By kind of record: ids that references may name.
        places: Where records of the workspace stand.
    """

    concepts: tuple[Concept, ...]
    base: tuple[Concept, ...]
    overlays: tuple[str, ...] = ()
    imports: Mapping[str, frozenset[str]] = attrs.field(factory=dict)
    findings: Findings = Findings()
    drift_items: tuple[DriftItem, ...] = ()
    unrecorded: tuple[str, ...] = ()
    touched: Mapping[str, tuple[Touch, ...]] = attrs.field(factory=dict)
    settings: Mapping[str, Mapping[str, tuple[Setting, ...]]] = attrs.field(factory=dict)
    origins: Mapping[str, Origin] = attrs.field(factory=dict, eq=False)
    heirs: Mapping[str, str | None] = attrs.field(factory=dict, eq=False)
    known: Mapping[str, Collection[str]] = attrs.field(factory=dict, eq=False)
    places: Places = attrs.field(factory=Places, eq=False)
    language: str = "en"

    @cached_property
    def by_id(self) -> Mapping[str, Concept]:
        """The tailored concepts by id."""
        return {item.id: item for item in self.concepts}

    @cached_property
    def base_by_id(self) -> Mapping[str, Concept]:
        """The concepts by id, as packs and files have them."""
        return {item.id: item for item in self.base}

    @cached_property
    def tailored_by(self) -> Mapping[str, tuple[str, ...]]:
        """By concept that some overlay changed: these overlays, in order."""
        return {
            concept: tuple(dict.fromkeys(touch.overlay for touch in touches))
            for concept, touches in self.touched.items()
        }

    @property
    def drift(self) -> Drift:
        """What has changed under the overlays since they were written."""
        return Drift(items=self.drift_items, unrecorded=self.unrecorded, language=self.language)

    def imported(self, overlay: str) -> tuple[Concept, ...]:
        """Return the tailored concepts that an overlay takes in.

        Raises:
            UnknownNameError: There is no such overlay.
        """
        if overlay not in self.imports:
            raise UnknownNameError("overlay", overlay, known=self.imports)
        return tuple(item for item in self.concepts if item.id in self.imports[overlay])

    def explain(self, reference: str) -> Explanation:
        """Return which layer set a field of a concept, and what each layer made of it.

        Args:
            reference: The id of a concept, with `.` and a path (`changekit/x.title.sv`). Without
                a path: all fields that overlays changed. The namespace may be left out, and the
                id be one that the concept once had.

        Raises:
            UnknownNameError: There is no such concept, or no such field in it.
            InvalidValueError: The reference is no text.
        """
        name, field = self._split(reference)
        concept = heir_of(name, self.heirs)
        if concept not in self.by_id:
            raise UnknownNameError("concept", name, known=self.by_id)
        was = name if name != concept else None
        every = self._settings_of(concept)
        if not field:
            return self._whole(concept, every, was)
        if field in every:
            return attrs.evolve(self._one(concept, field, every[field]), was=was)
        inside = tuple(
            self._one(concept, path, held) for path, held in every.items() if below(path, field)
        )
        if not inside:
            raise UnknownNameError("field", field, known=every)
        return self._several(concept, field, inside, was)

    def _whole(
        self, concept: str, every: Mapping[str, tuple[Setting, ...]], was: str | None
    ) -> Explanation:
        changed = tuple(
            self._one(concept, path, held) for path, held in every.items() if len(held) > 1
            or held[0].how != "base"
        )  # fmt: skip
        found = self._several(concept, "", changed, was)
        return found if changed else attrs.evolve(
            found, layer=next(iter(every.values()))[-1].layer, note=_NOT_TAILORED
        )  # fmt: skip

    def _several(
        self, concept: str, field: str, inside: tuple[Explanation, ...], was: str | None
    ) -> Explanation:
        layers = {item.layer for item in inside}
        return Explanation(
            concept=concept, field=field, fields=inside, was=was, language=self.language,
            layer=layers.pop() if len(layers) == 1 else None,
        )  # fmt: skip

    def _one(self, concept: str, path: str, held: tuple[Setting, ...]) -> Explanation:
        return Explanation(
            concept=concept, field=path, layer=held[-1].layer, value=held[-1].value, set_by=held,
            language=self.language,
        )  # fmt: skip

    def _split(self, reference: str) -> tuple[str, str]:
        """Return the concept and the path that a reference names; the longest id that fits."""
        if not isinstance(reference, str):  # callers without types
            told = Text(
                sv="explain tar ett id, med fält efter en punkt om man vill; fann {got!r}",
                en="explain takes an id, with a field after a dot if wanted; got {got!r}",
            )
            raise InvalidValueError(told.format(got=reference))
        ids = {**dict.fromkeys(self.heirs), **dict.fromkeys(self.by_id)}
        short: dict[str, str] = {}
        for name in sorted(ids):
            short.setdefault(name.split("/")[-1], name)
        for names in (dict(zip(ids, ids, strict=True)), short):
            fitting = [n for n in names if reference == n or reference.startswith(f"{n}.")]
            if fitting:
                found = max(fitting, key=len)
                return names[found], reference[len(found) + 1 :]
        raise UnknownNameError("concept", reference.partition(".")[0], known=self.by_id)

    def _settings_of(self, concept: str) -> Mapping[str, tuple[Setting, ...]]:
        return self.settings.get(concept) or self.base_settings(self.by_id[concept])

    def base_settings(self, concept: Concept) -> dict[str, tuple[Setting, ...]]:
        """Return what the pack of a concept, or the workspace itself, says in each field."""
        origin = self.origins.get(concept.id)
        places = origin.places if origin else self.places
        layer = str(origin) if origin else OWN
        return {
            path: (
                Setting(
                    layer=layer, how="base", value=value,
                    place=places.of("concept", concept.id, path.partition(".")[0]),
                ),
            )
            for path, value in fields_of(concept).items()
        }  # fmt: skip

    def table(self) -> Table:
        """Return one row for each overlay and concept that it changed: how many fields."""
        columns = (
            Column("overlay", Text(sv="Anpassning", en="Overlay")),
            Column("concept", Text(sv="Förändringskoncept", en="Concept")),
            Column("fields", Text(sv="Ändrade fält", en="Changed fields")),
        )
        rows = tuple(
            (overlay, concept, ", ".join(t.path for t in touches if t.overlay == overlay))
            for overlay in self.overlays
            for concept, touches in sorted(self.touched.items())
            if any(touch.overlay == overlay for touch in touches)
        )
        none = Text(sv="Ingen anpassning ändrar något.", en="No overlay changes anything.")
        title = Text(sv="Anpassningar", en="Overlays")
        return Table(title=title, columns=columns, rows=rows, notice=None if rows else none)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return what the overlays changed, and the drift, as JSON values."""
        changed = [
            {
                "overlay": overlay,
                "concept": concept,
                "fields": [touch.path for touch in touches if touch.overlay == overlay],
            }
            for overlay in self.overlays
            for concept, touches in sorted(self.touched.items())
            if any(touch.overlay == overlay for touch in touches)
        ]
        return {
            "overlays": list(self.overlays),
            "imports": {name: sorted(ids) for name, ids in self.imports.items()},
            "tailored": changed,
            **self.drift.to_dict(),
        }


def heir_of(name: str, heirs: Mapping[str, str | None]) -> str:
    """Return what a concept is called now; the id itself where it is no former one."""
    seen = set()
    while name not in seen and heirs.get(name):
        seen.add(name)
        name = str(heirs[name]).partition("@")[0]
    return name
