"""What adding, updating and building packs did, as results that show themselves."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import attrs

from changekit.files.pack_reading import PackReading
from changekit.files.packs.choosing import short_digest
from changekit.findings import Findings
from changekit.tables import Column, Shown, Table
from changekit.text import Text

__all__ = ["Deed", "PackChange"]

Deed: TypeAlias = Literal["added", "updated", "pinned", "nothing", "built"]
"""What was done: a new copy, another version, an entry in `changekit.yaml` alone, or nothing."""

_DEEDS: dict[Deed, Text] = {
    "added": Text(sv="tillagt", en="added"),
    "updated": Text(sv="uppdaterat", en="updated"),
    "pinned": Text(sv="låst", en="pinned"),
    "nothing": Text(sv="fanns redan, inget ändrat", en="there already, nothing changed"),
    "built": Text(sv="byggt", en="built"),
}


@attrs.frozen(kw_only=True)
class PackChange(Shown):
    """What was done with a pack, and the files that were written.

    Attributes:
        deed: What was done.
        pack: Its id.
        version: Its version.
        digest: Its digest.
        before: The version that was there before, None where there was none.
        files: The files that were written, in order.
        findings: What verifying it found; never an error.
        old: The pack that was there before, for a comparison.
        new: The pack that is there now.
    """

    deed: Deed
    pack: str
    version: str
    digest: str
    before: str | None = None
    files: tuple[str, ...] = ()
    findings: Findings = Findings()
    language: str = "en"
    old: PackReading | None = attrs.field(default=None, eq=False, repr=False)
    new: PackReading | None = attrs.field(default=None, eq=False, repr=False)

    def table(self) -> Table:
        """Return one row for the pack, and one for each file that was written."""
        versions = " -> ".join(it for it in (self.before, self.version) if it)
        head = (self.pack, versions, short_digest(self.digest), _DEEDS[self.deed])
        columns = (
            Column("pack", Text(sv="Paket", en="Pack")),
            Column("version", Text(sv="Version", en="Version")),
            Column("digest", Text(sv="Digest", en="Digest")),
            Column("done", Text(sv="Gjort", en="Done")),
        )
        return Table(title=Text(sv="Paket", en="Pack"), columns=columns, rows=(head,))

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the files under `written`, as every command that writes does."""
        return {
            "written": [{"file": file, "guessed": []} for file in self.files],
            "done": self.deed,
            "pack": {
                "id": self.pack, "version": self.version, "digest": self.digest,
                "before": self.before,
            },
        }  # fmt: skip
