"""An edition: what a catalogue, a pack or a municipality held at one time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

import attrs

from changekit.errors import InvalidValueError
from changekit.model.concept import Concept
from changekit.model.frozen import frozen_map
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.findings import Findings
    from changekit.model.concept import Tombstone
    from changekit.model.need import Need
    from changekit.model.pack import Pack

__all__ = ["Comparable", "Edition"]


@runtime_checkable
class _HasConcepts(Protocol):
    """A catalogue, or a municipality."""

    @property
    def concepts(self) -> tuple[Concept, ...]: ...
    @property
    def needs(self) -> tuple[Need, ...]: ...
    @property
    def tombstones(self) -> tuple[Tombstone, ...]: ...


@runtime_checkable
class _HasPack(Protocol):
    """A pack that was read."""

    @property
    def pack(self) -> Pack | None: ...
    @property
    def records(self) -> Mapping[str, tuple[Any, ...]]: ...  # Any: records of any kind
    @property
    def findings(self) -> Findings: ...


def _sorted(records: Mapping[str, Iterable[Any]]) -> Mapping[str, tuple[Any, ...]]:  # Any: records
    """Return records without empty kinds, by id; the first of two with one id counts."""
    kept = {
        kind: tuple(by_id[name] for name in sorted(by_id))
        for kind, items in sorted(records.items())
        if (by_id := {item.id: item for item in reversed(tuple(items))})
    }
    return frozen_map(kept)


@attrs.frozen(kw_only=True)
class Edition:
    """What is compared: records by kind, each kind in the order of ids.

    Attributes:
        name: What it is called: the id of the pack, or where it was read.
        version: The version of the pack; None where it is no pack.
        records: By kind (`concept`, `need`, `tombstone`, ...).
        notice: What every output on it says, such as that it is an example.
    """

    name: str = ""
    version: str | None = None
    records: Mapping[str, tuple[Any, ...]] = attrs.field(  # Any: records of any kind
        factory=dict, converter=_sorted
    )
    notice: Text | None = attrs.field(default=None, eq=False)

    @classmethod
    def of(cls, held: Comparable, *, name: str = "") -> Edition:
        """Return the edition of a catalogue, a pack that was read, or plain concepts.

        Raises:
            InvalidValueError: It is none of these.
        """
        if isinstance(held, Edition):
            return held
        if isinstance(held, _HasPack):
            pack = held.pack
            return cls(
                name=pack.id if pack else name,
                version=pack.version if pack else None,
                records=held.records,
            )
        if isinstance(held, _HasConcepts):
            records = {
                "concept": held.concepts, "need": held.needs, "tombstone": held.tombstones,
            }  # fmt: skip
            return cls(name=name, records=records)
        given: object = held  # callers without types
        concepts = tuple(given) if isinstance(given, Iterable) else (given,)
        strange = [type(item).__name__ for item in concepts if not isinstance(item, Concept)]
        if strange:
            raise InvalidValueError(_STRANGE.format(kind=strange[0]))
        return cls(name=name, records={"concept": concepts})

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """Its concepts by id."""
        return self.records.get("concept", ())

    @property
    def tombstones(self) -> tuple[Tombstone, ...]:
        """The ids in it that are never used again."""
        return self.records.get("tombstone", ())

    @property
    def label(self) -> str:
        """The name with the version, as in `changekit/core 1.0.0`."""
        return f"{self.name} {self.version}" if self.version else self.name


_STRANGE = Text(
    sv="fann {kind}; det som jämförs är en katalog, ett läst paket, en Edition, koncept, "
    "eller var något av detta finns",
    en="got {kind}; what is compared is a catalogue, a pack that was read, an Edition, concepts, "
    "or where one of these is",
)

Comparable: TypeAlias = "Edition | _HasPack | _HasConcepts | Iterable[Concept]"
"""What can be compared."""
