"""What became of one record, in the classes in which a catalogue tells of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs

from changekit.model.records import Record
from changekit.services.catalogue.comparing.bumps import (
    Bump,
    made_bump,
    needed_bump,
    needed_step,
)
from changekit.services.catalogue.comparing.fields import FieldChange, applied, compared
from changekit.services.catalogue.comparing.naming import names_of
from changekit.services.catalogue.heirs import plain_id
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.services.catalogue.comparing.bumps import Made
    from changekit.services.catalogue.comparing.version_rules import Level

__all__ = ["CLASSES", "Change", "ChangeClass", "RelationChanges", "changed_record", "title_of"]

ChangeClass: TypeAlias = Literal[
    "added", "renamed", "major", "minor", "patch", "superseded", "withdrawn", "deleted"
]
CLASSES: Final[Mapping[ChangeClass, Text]] = {
    "added": Text(sv="Nya", en="Added"),
    "major": Text(sv="Större ändringar", en="Major changes"),
    "minor": Text(sv="Mindre ändringar", en="Minor changes"),
    "patch": Text(sv="Rättelser", en="Patches"),
    "renamed": Text(sv="Nytt id", en="Renamed"),
    "superseded": Text(sv="Ersatta", en="Superseded"),
    "withdrawn": Text(sv="Indragna", en="Withdrawn"),
    "deleted": Text(sv="Borttagna", en="Deleted"),
}
"""The classes with their headings. Source: MITRE ATT&CK's diffStix, which tells of additions,
version changes, patches, revocations, deprecations and deletions; renamed is ours."""


@attrs.frozen(kw_only=True)
class RelationChanges:
    """What became of the relations of a concept, as `kind id`.

    Attributes:
        shared: Those of before and after.
    """

    shared: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, list[dict[str, str]]]:
        """Return the relations as JSON values."""
        return {
            which: [dict(zip(("kind", "to"), item.split(" ", 1), strict=True)) for item in items]
            for which, items in attrs.asdict(self).items()
        }


@attrs.frozen(kw_only=True)
class Change:
    """What became of one record.

    Attributes:
        kind: The kind of record, such as `concept`.
        id: Its id today; of what is deleted, the last.
        change: The class, after the version that it has now: what kept its version, or has
            none, is in the class that its content calls for.
        old_version: None where it is added or has no versions.
        renamed_from: The id before, of what is renamed.
        heir: What to use instead of what is superseded or deleted, where something is.
        fields: What differs; nothing for what is added or deleted.
        bump: The step of the version that the change needs.
        whole: The record as plain data, of what is added.
    """

    kind: str
    id: str
    change: ChangeClass
    title: Text = Text()
    old_version: str | None = None
    new_version: str | None = None
    renamed_from: str | None = None
    heir: str | None = None
    fields: tuple[FieldChange, ...] = ()
    relations: RelationChanges = RelationChanges()
    bump: Bump = Bump()
    whole: Record | None = attrs.field(default=None, repr=False)

    @property
    def made(self) -> Made | None:
        """The step that a concept's version took; None where there is none to compare."""
        if self.kind != "concept" or self.old_version is None or self.new_version is None:
            return None
        return made_bump(self.old_version, self.new_version)

    @property
    def needed(self) -> Level:
        """The step that the change calls for, from the version that the record had."""
        return needed_step(self.old_version, self.bump.level)

    def apply(self, old: Record | None) -> Record | None:
        """Return the record after the change, None where it is gone."""
        if self.change == "deleted":
            return None
        if self.whole is not None or old is None:
            return self.whole
        return type(old).from_dict(applied(old.to_dict(), self.fields))

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the change under the keys that `changekit diff --json` prints."""
        return {
            "id": self.id,
            "change": self.change,
            "title": self.title.to(language),
            "old_version": self.old_version,
            "new_version": self.new_version,
            "renamed_from": self.renamed_from,
            "heir": self.heir,
            "fields": [item.to_dict() for item in self.fields],
            "relations": self.relations.to_dict(),
            "bump": {**self.bump.to_dict(language), "needed": self.needed, "made": self.made},
        }


def changed_record(
    kind: str, old: Any, new: Any, *, renamed_from: str | None = None
) -> Change | None:  # Any: records of one class
    """Return what became of a record, None where nothing did."""
    if old == new:
        return None
    before, after = old.to_dict(), new.to_dict()
    fields = compared(before, after, itemise=kind == "concept")
    if not fields:
        return None
    bump = needed_bump(fields, before, after)
    change = Change(
        kind=kind, id=new.id, change="patch", title=title_of(new),
        old_version=getattr(old, "version", None), new_version=getattr(new, "version", None),
        renamed_from=renamed_from, heir=_heir(new), fields=fields,
        relations=_relations(before, after), bump=bump,
    )  # fmt: skip
    return attrs.evolve(change, change="renamed" if renamed_from else _class(change, old, new))


def _class(change: Change, old: Any, new: Any) -> ChangeClass:  # Any: records of one class
    status = getattr(new, "status", None)
    if status in ("superseded", "withdrawn") and status != getattr(old, "status", None):
        found: ChangeClass = status
        return found
    level = change.needed if change.made in (None, "none", "down") else change.made
    return level if level in ("major", "minor", "patch") else "patch"


def title_of(record: Any) -> Text:  # Any: a record of any class
    """Return what a record is called; an empty text where it has no title."""
    title = getattr(record, "title", None)
    return title if isinstance(title, Text) else Text()


def _heir(record: Any) -> str | None:  # Any: same
    heir = getattr(record, "superseded_by", None)
    return plain_id(heir) if heir else None


def _relations(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> RelationChanges:  # Any: plain data
    old = names_of(before.get("relations", [])) if _tied(before) else ()
    new = names_of(after.get("relations", [])) if _tied(after) else ()
    return RelationChanges(
        shared=tuple(name for name in old if name in new),
        new=tuple(name for name in new if name not in old),
        dropped=tuple(name for name in old if name not in new),
    )


def _tied(record: Mapping[str, Any]) -> bool:  # Any: plain data
    return isinstance(record.get("relations"), list)
