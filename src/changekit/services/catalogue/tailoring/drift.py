"""What became of what an overlay was written for: the base then, theirs now, and ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from changekit.findings import Finding, Place
from changekit.rules import tailoring as rules
from changekit.services.catalogue.tailoring.fields import Value, digest, filled, frozen
from changekit.services.catalogue.tailoring.walking import value_at
from changekit.tables import Column, Shown, Table
from changekit.text import LANGUAGES, Text, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from changekit.model.concept import Concept
    from changekit.model.overlay import Overlay
    from changekit.services.catalogue.tailoring.operations import Operation

__all__ = ["Drift", "DriftItem", "bases_of", "drift_findings", "drifted"]

Verdict: TypeAlias = Literal["conflict", "same", "untouched"]

_VERDICTS: dict[str, Text] = {
    "conflict": Text(sv="krock: även källan har ändrat fältet", en="conflict: theirs changed too"),
    "same": Text(sv="källan säger nu detsamma", en="theirs now says the same"),
    "untouched": Text(sv="ofarlig: bara annat har ändrats", en="harmless: only other fields"),
}


@attrs.frozen(kw_only=True)
class DriftItem:
    """One field that an overlay changes, in a concept that has changed since.

    Attributes:
        base_version: The version that the overlay was written for.
        version: The version that there is now.
        base: What the field held then.
        theirs: What it holds now.
        ours: What the overlay makes of it; None where it takes it away.
        verdict: `conflict` where theirs became another than base and ours; `same` where it
            became ours; `untouched` where it stayed.
    """

    overlay: str
    concept: str
    field: str
    base_version: str
    version: str
    base: Value
    theirs: Value
    ours: Value
    verdict: Verdict
    place: Place | None = attrs.field(default=None, eq=False)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the item as JSON values."""
        plain = attrs.asdict(self, recurse=False)
        plain["place"] = str(self.place) if self.place else None
        for name in ("base", "theirs", "ours"):
            plain[name] = json.loads(json.dumps(filled(plain[name])))
        return plain


@attrs.frozen(kw_only=True, repr=False)
class Drift(Shown):
    """What has changed under the overlays since they were written, in their order.

    Attributes:
        unrecorded: Overlays that do not say what their concepts were, so that nobody can tell.
    """

    items: tuple[DriftItem, ...] = ()
    unrecorded: tuple[str, ...] = ()
    language: str = "en"

    def __len__(self) -> int:
        """Return how many fields are concerned."""
        return len(self.items)

    def __iter__(self) -> Iterator[DriftItem]:
        """Go through the fields."""
        return iter(self.items)

    @property
    def conflicts(self) -> tuple[DriftItem, ...]:
        """The fields that both sides have changed."""
        return tuple(item for item in self.items if item.verdict == "conflict")

    def table(self) -> Table:
        """Return one row for each field: base, theirs and ours."""
        columns = (
            Column("overlay", Text(sv="Anpassning", en="Overlay")),
            Column("concept", Text(sv="Förändringskoncept", en="Concept")),
            Column("field", Text(sv="Fält", en="Field")),
            Column("base", Text(sv="Då", en="Base")),
            Column("theirs", Text(sv="Nu", en="Theirs")),
            Column("ours", Text(sv="Vårt", en="Ours")),
            Column("verdict", Text(sv="Bedömning", en="Verdict")),
        )
        rows = tuple(
            (
                item.overlay, f"{item.concept} {item.base_version} → {item.version}", item.field,
                told(item.base), told(item.theirs), told(item.ours), _VERDICTS[item.verdict],
            )
            for item in self.items
        )  # fmt: skip
        title = Text(sv="Vad som ändrats under anpassningarna", en="Drift")
        return Table(title=title, columns=columns, rows=rows, notice=self._notice())

    def _notice(self) -> Text | None:
        if self.unrecorded:
            named = {
                code: join_words((f"'{name}'" for name in self.unrecorded), language=code)
                for code in LANGUAGES
            }
            return Text(
                sv="Vad som ändrats under {names} går inte att säga förrän grunden är "
                "inskriven: changekit tailor --record {first}",
                en="What changed under {names} cannot be told until the base is recorded: "
                "changekit tailor --record {first}",
            ).format(names=Text(named), first=self.unrecorded[0])
        if self.items:
            return None
        return Text(
            sv="Inget har ändrats under anpassningarna.", en="Nothing changed under the overlays."
        )

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the drift as JSON values."""
        return {
            "drift": [item.to_dict() for item in self.items],
            "unrecorded": list(self.unrecorded),
        }


def drifted(
    overlay: Overlay, concept: Concept, names: Iterable[str], steps: Iterable[Operation]
) -> tuple[DriftItem, ...]:
    """Return what an overlay changes in a concept that is not what it was when recorded.

    An overlay that recorded no base, or a concept that says just what it said, gives nothing.

    Args:
        overlay: The overlay.
        concept: The concept as its pack has it now.
        names: The ids by which the overlay may mean it.
        steps: What the overlay does to it.
    """
    base = next((overlay.bases[name] for name in names if name in overlay.bases), None)
    if base is None or base.digest == digest(concept):
        return ()
    plain = filled(concept)
    found = []
    for step in steps:
        then = base.values[step.path].value if step.path in base.values else None
        theirs = frozen(value_at(plain, step.path))
        ours = None if step.how == "remove" else step.value
        verdict: Verdict = "conflict"
        if theirs == ours:
            verdict = "same"
        elif theirs == then and step.path in base.values:
            verdict = "untouched"
        found.append(
            DriftItem(
                overlay=str(overlay.id), concept=concept.id, field=step.path,
                base_version=base.version, version=concept.version, base=then, theirs=theirs,
                ours=ours, verdict=verdict, place=step.place,
            )
        )  # fmt: skip
    return tuple(found)


def drift_findings(items: Iterable[DriftItem]) -> Iterator[Finding]:
    """Go through the findings of drift: each conflict, or one that says there is none."""
    every = tuple(items)
    conflicts = [item for item in every if item.verdict == "conflict"]
    for item in conflicts or every[:1]:
        rule = rules.DRIFT_CONFLICT if conflicts else rules.DRIFT_HARMLESS
        values = {
            "concept": item.concept, "version": item.version, "path": item.field,
            "overlay": item.overlay, "base": told(item.base), "theirs": told(item.theirs),
            "ours": told(item.ours),
        }  # fmt: skip
        yield Finding.of(
            rule, values, subject=item.overlay, place=item.place,
            path=f"{item.concept}.{item.field}",
        )  # fmt: skip


def bases_of(concept: Concept, steps: Iterable[Operation]) -> dict[str, Any]:  # Any: plain data
    """Return the base of a concept as an overlay records it: version, digest and values."""
    plain = filled(concept)
    return {
        "version": concept.version,
        "digest": digest(concept),
        "values": {step.path: value_at(plain, step.path) for step in steps},
    }


def told(value: Value) -> str:
    """Return a value as a message shows it. Ours: 60 characters say which one is meant."""
    if value is None:
        return "–"
    shown = value if isinstance(value, str) else json.dumps(filled(value), ensure_ascii=False)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
