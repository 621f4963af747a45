"""The packs of a workspace, and those that it could use, as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from changekit.extension.packs import FoundIn
from changekit.files.packs.choosing import digest_of, short_digest
from changekit.files.packs.finding import Packs
from changekit.files.packs.pinning import SETTINGS, pins
from changekit.model.pack import CORE
from changekit.model.settings import PackUse
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.files.packs.finding import Found

__all__ = ["ListedPack", "PackList", "list_packs"]

ListedStatus: TypeAlias = Literal["ok", "broken", "too-new", "hidden", "missing", "off-pin"]
"""`hidden`: another pack of the same id comes first; `missing`: it is named and not there;
`off-pin`: it is not what it is pinned to, and so it is not used."""

_FOUND_IN: dict[str, Text] = {
    "workspace": Text(sv="arbetsmappen", en="workspace"),
    "folder": Text.plain("CHANGEKIT_PACKS"),
    "installed": Text(sv="installerat", en="installed"),
    "built-in": Text(sv="inbyggt", en="built in"),
}
_STATUS: dict[ListedStatus, Text] = {
    "ok": Text.plain("ok"),
    "broken": Text(sv="trasigt", en="broken"),
    "too-new": Text(sv="för nytt", en="too new"),
    "hidden": Text(sv="skymt", en="hidden"),
    "missing": Text(sv="saknas", en="missing"),
    "off-pin": Text(sv="avviker, används inte", en="differs, not used"),
}


@attrs.frozen(kw_only=True)
class ListedPack:
    """A pack that was found, or that a workspace names.

    Attributes:
        id: Its id; its file where that cannot be read.
        version: Its version, None where it cannot be read.
        found_in: Where it was found; None where it was not.
        place: Its folder or zip, from the workspace where it lies in there.
        licence: Its licence.
        concepts: How many concepts it holds.
        status: Whether it can be used.
        error: Why not.
        used: Whether the workspace names it, and gets it.
        pinned: The version and digest that it is pinned to.
        pin_ok: Whether it is what it is pinned to; None where it is not pinned.
    """

    id: str
    version: str | None = None
    found_in: FoundIn | None = None
    place: str = ""
    licence: str | None = None
    concepts: int | None = None
    status: ListedStatus = "ok"
    error: Text | None = None
    used: bool = False
    pinned: str | None = None
    pin_ok: bool | None = None


@attrs.frozen(kw_only=True)
class PackList(Shown):
    """The packs, those that count first before those that they hide."""

    packs: tuple[ListedPack, ...]
    language: str = "en"

    def table(self) -> Table:
        """Return one row for each pack."""
        columns = (
            Column("id", Text.plain("Id")),
            Column("version", Text(sv="Version", en="Version")),
            Column("from", Text(sv="Från", en="From")),
            Column("licence", Text(sv="Licens", en="Licence")),
            Column("concepts", Text(sv="Koncept", en="Concepts"), "number"),
            Column("used", Text(sv="Används", en="Used")),
            Column("pinned", Text(sv="Låst", en="Pinned")),
            Column("status", Text(sv="Status", en="Status")),
        )
        rows = tuple(
            (
                it.id, it.version, _FOUND_IN[it.found_in] if it.found_in else None, it.licence,
                it.concepts, it.used, _pin(it), it.error or _STATUS[it.status],
            )
            for it in self.packs
        )  # fmt: skip
        return Table(title=Text(sv="Paket", en="Packs"), columns=columns, rows=rows)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the packs under the key that `changekit pack list --json` prints."""
        return {
            "packs": [
                {
                    "id": it.id, "version": it.version, "from": it.found_in, "place": it.place,
                    "licence": it.licence, "concepts": it.concepts, "status": it.status,
                    "error": it.error.to(self.language) if it.error else None, "used": it.used,
                    "pinned": it.pinned, "pin_ok": it.pin_ok,
                }
                for it in self.packs
            ]
        }  # fmt: skip


def list_packs(workspace: str | Path | None = None, *, language: str = "en") -> PackList:
    """Return the packs that are found, and those that a workspace names in vain.

    Args:
        workspace: The folder with `changekit.yaml`; None: outside of any.
        language: The language of the table.

    >>> [it.id for it in list_packs().packs if it.found_in == "built-in"]
    ['changekit/core']
    """
    folder = Path(workspace) if workspace is not None else None
    packs = Packs.found(folder=folder)
    uses = {use.name: use for use in _uses(folder)}
    listed = [_listed(found, packs, uses.get(found.name)) for found in packs.all]
    missing = [
        ListedPack(id=use.id, status="missing", used=True, pinned=_wanted(use))
        for use in uses.values()
        if use.name not in packs.by_id
    ]
    return PackList(packs=(*listed, *missing), language=language)


def _uses(folder: Path | None) -> tuple[PackUse, ...]:
    if folder is None or not (folder / SETTINGS).is_file():
        return ()
    return pins((folder / SETTINGS).read_bytes()) or (PackUse(id=CORE),)


def _listed(found: Found, packs: Packs, use: PackUse | None) -> ListedPack:
    reading = packs.reading_of(found.item)
    hidden = found.usable and packs.by_id[found.name][0] is not found
    status: ListedStatus = "hidden" if hidden else "ok"
    if not hidden and (reading.fault is not None or found.item.folder is None):
        status = "too-new" if reading.too_new else "broken"
    named = use is not None and not hidden and found.usable
    pin_ok = _pin_ok(found, use) if named and use else None
    if status == "ok" and pin_ok is False:
        status = "off-pin"
    pack = found.about.pack
    return ListedPack(
        id=found.name or found.item.name,
        version=pack.version if pack else None,
        found_in=found.item.found_in,
        place=_place(found, packs.folder),
        licence=pack.licence if pack else None,
        concepts=len(reading.concepts) if status in ("ok", "off-pin") else None,
        status=status,
        error=None if hidden else reading.fault,
        used=named and status != "off-pin",
        pinned=_wanted(use) if named and use else None,
        pin_ok=pin_ok,
    )


def _place(found: Found, folder: Path | None) -> str:
    path = found.about.folder
    inside = folder is not None and path.is_relative_to(folder)
    return (path.relative_to(folder) if folder and inside else path).as_posix()


def _wanted(use: PackUse) -> str | None:
    parts = [use.version, short_digest(use.digest) if use.digest else None]
    return " ".join(part for part in parts if part) or None


def _pin_ok(found: Found, use: PackUse) -> bool | None:
    if use.version is use.digest is None:
        return None
    pack = found.about.pack
    right = use.version is None or (pack is not None and pack.version == use.version)
    return right and (use.digest is None or digest_of(found) == use.digest)


def _pin(listed: ListedPack) -> Text | str | None:
    if listed.pin_ok is False:
        return Text(sv=f"avviker från {listed.pinned}", en=f"differs from {listed.pinned}")
    return listed.pinned
