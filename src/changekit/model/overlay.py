"""Tailoring: overlays that change concepts of packs, and layers that mark them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import attrs

from changekit.model.concept.concept import is_digest
from changekit.model.fields import about
from changekit.model.frozen import frozen_map
from changekit.model.plain import Plain, PlainNumber, PlainText
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.model.versions import is_version
from changekit.text import Text

__all__ = ["Base", "Layer", "LayerEntry", "Overlay", "Patch"]


@attrs.frozen(kw_only=True)
class Patch(Record):
    """Changes to one concept, by key or name, never by position in a list.

    A path is keys with dots between (`title.sv`); an item of a list is meant by its name
    (`implementation.steps.rate-values.text.sv`), and a new one is added to its list, at the end
    or beside another (`implementation.steps after rate-values`).
    """

    at: str = attrs.field(metadata=about("The concept", refers="concept", versioned=True))
    replace: Mapping[str, Plain] = attrs.field(
        factory=dict, converter=frozen_map, metadata=about("By path: the new value")
    )
    add: Mapping[str, Plain] = attrs.field(
        factory=dict, converter=frozen_map,
        metadata=about("By path: a value where there was none, or an item for a list"),
    )  # fmt: skip
    remove: tuple[PlainText, ...] = attrs.field(
        default=(), metadata=about("Paths whose values are taken away")
    )
    why: Text | None = attrs.field(default=None, metadata=about("The reason"))


@attrs.frozen(kw_only=True)
class Base(Record):
    """What a concept was when an overlay was last written for it."""

    version: str = attrs.field(validator=is_version, metadata=about("Its version then"))
    digest: str = attrs.field(validator=is_digest, metadata=about("Its digest then"))
    values: Mapping[str, Plain] = attrs.field(
        factory=dict, converter=frozen_map,
        metadata=about("By path: what the patched fields held then"),
    )  # fmt: skip


@attrs.frozen(kw_only=True)
class Overlay(Record):
    """A municipality's own version of concepts from packs, as in `overlays/*.yaml`."""

    id: str | None = attrs.field(
        default=None,
        metadata=about("What the overlay is called; null: as its file", defines="overlay"),
    )
    from_: tuple[str, ...] = attrs.field(
        default=(),
        metadata=about("Packs that it changes, `id@version`", key="from"),
    )
    include: tuple[str, ...] = attrs.field(
        default=("*",), metadata=about("Ids, patterns such as changekit/*, or tag:word")
    )
    exclude: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Ids, patterns or tag:word that are left out")
    )
    set: Mapping[str, Mapping[str, PlainNumber]] = attrs.field(
        factory=dict, converter=frozen_map,
        metadata=about("By concept: values of its parameters", refers="concept"),
    )  # fmt: skip
    patch: tuple[Patch, ...] = attrs.field(default=(), metadata=about("Changes to its texts"))
    on_clash: Literal["error", "first", "last"] = attrs.field(
        default="error", metadata=about("What happens where an earlier overlay set the same field")
    )
    bases: Mapping[str, Base] = attrs.field(
        factory=dict, converter=frozen_map,
        metadata=about("By concept: what it was when this was written", refers="concept"),
    )  # fmt: skip
    why: Text | None = attrs.field(default=None, metadata=about("What the overlay is for"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class LayerEntry(Record):
    """What a municipality says of one concept; a scalar is the score alone."""

    shorthand: ClassVar[str | None] = "score"

    score: float | None = attrs.field(default=None, metadata=about("A number of its own choice"))
    colour: str | None = attrs.field(default=None, metadata=about("A colour, such as #2266aa"))
    comment: Text | None = attrs.field(default=None, metadata=about("A remark"))
    enabled: bool = attrs.field(default=True, metadata=about("Whether it counts"))


@attrs.frozen(kw_only=True)
class Layer(Record):
    """Scores, colours and remarks on the concepts of a catalogue, as in `layers/*.yaml`."""

    id: str = attrs.field(metadata=about("The id", defines="layer"))
    title: Text | None = attrs.field(default=None, metadata=about("What it is called"))
    catalogue: str | None = attrs.field(
        default=None, metadata=about("The pack and version that it was made on")
    )
    entries: Mapping[str, LayerEntry] = attrs.field(
        factory=dict, converter=frozen_map,
        metadata=about("By concept: what is said of it", refers="concept"),
    )  # fmt: skip
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))
