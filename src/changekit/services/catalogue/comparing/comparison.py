"""The difference between two editions of a catalogue, which makes the one of the other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from changekit.findings import Findings
from changekit.services.catalogue.comparing.bumps import Bump, Reason, made_bump, needed_step
from changekit.services.catalogue.comparing.changelog import NOTHING, changelog
from changekit.services.catalogue.comparing.changes import (
    Change,
    RelationChanges,
    changed_record,
    title_of,
)
from changekit.services.catalogue.comparing.checking import version_findings
from changekit.services.catalogue.comparing.edition import Edition
from changekit.services.catalogue.comparing.naming import names_of
from changekit.services.catalogue.comparing.opening import opened
from changekit.services.catalogue.heirs import Heirs
from changekit.tables import Column, Shown, Table
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from changekit.findings import Finding
    from changekit.model.concept import Concept
    from changekit.services.catalogue.comparing.bumps import Made
    from changekit.services.catalogue.comparing.edition import Comparable

__all__ = ["CatalogueDiff", "diff"]


@attrs.frozen(kw_only=True, repr=False)
class CatalogueDiff(Shown):
    """What differs between two editions; what is the same is left out.

    Attributes:
        old: The name of the edition before, with its version.
        new: The name of the edition after.
        changes: What became of concepts, by id.
        others: What became of needs and other records, by kind and id.
        findings: Versions that do not fit what was changed, and ids that went without a trace.
    """

    old: str
    new: str
    old_version: str | None = None
    new_version: str | None = None
    changes: tuple[Change, ...] = ()
    others: tuple[Change, ...] = ()
    findings: Findings = Findings()
    notice: Text | None = None
    name: str = attrs.field(default="", repr=False)
    language: str = "en"

    def __len__(self) -> int:
        """Return how many records differ."""
        return len(self.changes) + len(self.others)

    def __iter__(self) -> Iterator[Change]:
        """Go through the changes of concepts."""
        return iter(self.changes)

    def __getitem__(self, name: str) -> Change:
        """Return what became of the concept of an id, the one it has now or had before."""
        return next(item for item in self.changes if name in (item.id, item.renamed_from))

    @property
    def bump(self) -> Bump:
        """The step that the version of the whole needs. Ours: that of its greatest change."""
        return Bump.of(
            Reason(path=item.id, level=item.bump.level, why=_why(item))
            for item in (*self.changes, *self.others)
            if item.bump.level != "none"
        )

    @property
    def made(self) -> Made | None:
        """The step that the version of the whole took; None where it has none to compare."""
        if self.old_version is None or self.new_version is None:
            return None
        return made_bump(self.old_version, self.new_version)

    def apply(self, old: Comparable | str | Path) -> Edition:
        """Return the later edition, made of the one before by the changes alone.

        Args:
            old: As for `diff`.

        >>> from changekit.model.concept import Concept
        >>> before = [Concept.from_dict({"id": "a/b", "version": "1.0.0", "title": "X"})]
        >>> after = [Concept.from_dict({"id": "a/b", "version": "1.0.1", "title": "Y"})]
        >>> diff(before, after).apply(before) == Edition.of(after)
        True
        """
        held = {
            (kind, item.id): item
            for kind, items in _edition(old, None)[0].records.items()
            for item in items
        }
        for item in (*self.changes, *self.others):
            before = held.pop((item.kind, item.renamed_from or item.id), None)
            after = item.apply(before)
            if after is not None:
                held[item.kind, item.id] = after
        records: dict[str, list[Any]] = {}  # Any: records of any kind
        for (kind, _), record in held.items():
            records.setdefault(kind, []).append(record)
        return Edition(name=self.name, version=self.new_version, records=records)

    def changelog(self, language: str | None = None) -> str:
        """Return the changes as Markdown, for those who use the concepts."""
        return changelog(self, language or self.language)

    def table(self) -> Table:
        """Return one row for each concept that differs."""
        columns = (
            Column("id", Text.plain("id")),
            Column("change", Text(sv="Ändring", en="Change")),
            Column("old_version", Text(sv="Från", en="From")),
            Column("new_version", Text(sv="Till", en="To")),
            Column("needed", Text(sv="Kräver", en="Needs")),
            Column("what", Text(sv="Vad", en="What")),
        )
        rows = tuple(
            (
                item.id, _ONE[item.change], item.old_version, item.new_version,
                _NEEDS[item.needed], _what(item),
            )
            for item in self.changes
        )  # fmt: skip
        title = Text(sv="Från {old} till {new}", en="From {old} to {new}")
        titled = title.format(old=self.old or "–", new=self.new or "–")
        notice = self.notice if len(self) else NOTHING
        return Table(title=titled, columns=columns, rows=rows, notice=notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the difference under the keys that `changekit diff --json` prints."""
        return {
            "old": self.old,
            "new": self.new,
            "changes": [item.to_dict(self.language) for item in self.changes],
            "others": [{"kind": item.kind, **item.to_dict(self.language)} for item in self.others],
            "bump": {
                **self.bump.to_dict(self.language),
                "needed": needed_step(self.old_version, self.bump.level),
                "made": self.made,
            },
            "notice": self.notice.to(self.language) if self.notice else None,
            "findings": self.findings.to_dict()["findings"],
        }


def diff(
    old: Comparable | str | Path,
    new: Comparable | str | Path,
    *,
    folder: str | Path | None = None,
    language: str = "en",
) -> CatalogueDiff:
    """Return what differs between two editions of a catalogue, and whether versions fit it.

    Args:
        old: As it was: a folder, a zip, a pack such as `changekit/core` or `changekit/core@1`;
            or what is read already: a catalogue, an `Edition`, concepts.
        new: As it is, the same.
        folder: The workspace whose packs are known by their ids, beside those installed.
        language: The language in which the result shows itself.

    Raises:
        UnknownNameError: There is no such pack, or not of that version.
        UnreadableFileError: A folder holds nothing that can be compared.
        InvalidDataError: Nothing in a pack can be read.

    >>> from changekit.model.concept import Concept
    >>> def concept(**facts: object) -> Concept:
    ...     return Concept.from_dict({"id": "a/b", "version": "1.0.0", **facts})
    >>> found = diff([concept(title="X")], [concept(title="Y")])
    >>> found["a/b"].change, found.findings[0].code
    ('patch', 'CK813')
    """
    before, unread = _edition(old, folder)
    after, also_unread = _edition(new, folder)
    kinds = sorted({*before.records, *after.records} - {"concept"})
    changes = tuple(sorted(_concepts(before, after), key=lambda item: item.id))
    same = before.name == after.name
    found = CatalogueDiff(
        old=before.label,
        new=after.label,
        old_version=before.version if same else None,
        new_version=after.version,
        changes=changes,
        others=tuple(item for kind in kinds for item in _others(kind, before, after)),
        notice=after.notice or before.notice,
        name=after.name,
        language=language,
    )
    items = [*unread, *also_unread, *version_findings(found, before, after)]
    return attrs.evolve(found, findings=Findings.in_order(items, language=language))


def _edition(
    held: Comparable | str | Path, folder: str | Path | None
) -> tuple[Edition, Iterable[Finding]]:
    if isinstance(held, str | Path):
        return opened(held, folder=Path(folder) if folder else None)
    return Edition.of(held), ()


def _concepts(before: Edition, after: Edition) -> Iterator[Change]:
    old = {item.id: item for item in before.concepts}
    new = {item.id: item for item in after.concepts}
    heirs = Heirs.of(after.concepts, after.tombstones)
    renamed = _renamed(old, new, heirs)
    for name, item in old.items():
        if name in renamed:
            change = changed_record("concept", item, new[renamed[name]], renamed_from=name)
        elif name in new:
            change = changed_record("concept", item, new[name])
        else:
            change = _deleted("concept", item, heir=heirs.renamed(name).end)
        if change is not None:
            yield change
    for name in sorted(new.keys() - old.keys() - set(renamed.values())):
        yield _added("concept", new[name])


def _renamed(
    old: Mapping[str, Concept], new: Mapping[str, Concept], heirs: Heirs
) -> dict[str, str]:
    """Return old ids by their new ones: a tombstone leads from what went to what came.

    Of several that became one, the first goes on as that; the others are deleted.
    """
    found: dict[str, str] = {}
    for name in sorted(old.keys() - new.keys()):
        heir = heirs.renamed(name).end
        if heir is not None and heir not in old and heir not in found.values():
            found[name] = heir
    return found


def _others(kind: str, before: Edition, after: Edition) -> Iterator[Change]:
    old = {item.id: item for item in before.records.get(kind, ())}
    new = {item.id: item for item in after.records.get(kind, ())}
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            yield _deleted(kind, old[name])
        elif name not in old:
            yield _added(kind, new[name])
        else:
            change = changed_record(kind, old[name], new[name])
            if change is not None:
                yield change


def _added(kind: str, record: Any) -> Change:  # Any: a record of any kind
    ties = [{"kind": tie.kind, "to": tie.to} for tie in getattr(record, "relations", ())]
    return Change(
        kind=kind, id=record.id, change="added", title=title_of(record),
        new_version=getattr(record, "version", None),
        relations=RelationChanges(new=names_of(ties)),
        bump=Bump.of([Reason(path="id", level="minor", why=_WHY["added"].format(id=record.id))]),
        whole=record,
    )  # fmt: skip


def _deleted(kind: str, record: Any, *, heir: str | None = None) -> Change:  # Any: same
    ties = [{"kind": tie.kind, "to": tie.to} for tie in getattr(record, "relations", ())]
    why = _WHY["deleted"].format(id=record.id)
    return Change(
        kind=kind, id=record.id, change="deleted", title=title_of(record),
        old_version=getattr(record, "version", None), heir=heir,
        relations=RelationChanges(dropped=names_of(ties)),
        bump=Bump.of([Reason(path="id", level="major", why=why)]),
    )  # fmt: skip


def _why(item: Change) -> Text:
    """Return what became of a record, as a reason for the step of the whole."""
    kept = item.change in ("major", "minor", "patch")
    return _WHY[item.bump.level if kept else item.change].format(id=item.id)


def _what(item: Change) -> Text:
    """Return the most telling of what became of a concept, in a few words."""
    if item.renamed_from:
        return Text(sv=f"hette {item.renamed_from}", en=f"was {item.renamed_from}")
    if item.heir:
        return Text(sv=f"använd {item.heir}", en=f"use {item.heir}")
    if item.change in ("added", "deleted"):
        return item.title
    reasons = item.bump.decisive
    more = f" (+{len(reasons) - 1})" if len(reasons) > 1 else ""
    return (
        Text({code: f"{reasons[0].why.to(code)}{more}" for code in LANGUAGES})
        if reasons
        else Text()
    )


_ONE = {
    "added": Text(sv="ny", en="added"),
    "renamed": Text(sv="nytt id", en="renamed"),
    "major": Text(sv="större", en="major"),
    "minor": Text(sv="mindre", en="minor"),
    "patch": Text(sv="rättelse", en="patch"),
    "superseded": Text(sv="ersatt", en="superseded"),
    "withdrawn": Text(sv="indragen", en="withdrawn"),
    "deleted": Text(sv="borttagen", en="deleted"),
}
_NEEDS: Mapping[str, Text] = {
    "none": Text(sv="inget", en="none"),
    "patch": Text(sv="rättelse", en="patch"),
    "minor": Text(sv="mindre", en="minor"),
    "major": Text(sv="större", en="major"),
}
_WHY: Mapping[str, Text] = {
    "added": Text(sv="{id} har tillkommit", en="{id} is new"),
    "renamed": Text(sv="{id} har fått nytt id", en="{id} has a new id"),
    "major": Text(sv="{id} har ändrats i grunden", en="{id} is changed in a major way"),
    "minor": Text(sv="{id} har byggts ut", en="{id} is changed in a minor way"),
    "patch": Text(sv="{id} har rättats", en="{id} is mended"),
    "superseded": Text(sv="{id} är ersatt", en="{id} is superseded"),
    "withdrawn": Text(sv="{id} är indragen", en="{id} is withdrawn"),
    "deleted": Text(sv="{id} har tagits bort", en="{id} is deleted"),
}
