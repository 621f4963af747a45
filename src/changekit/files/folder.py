"""A workspace: one municipality's folder, read as a whole, with everything that is wrong in it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.errors import UnreadableFileError
from changekit.files.contents.held import HeldFolder
from changekit.files.joining import Joint, Reading
from changekit.files.keeping import kept
from changekit.files.kinds import KINDS, SHARED, in_file
from changekit.files.mapping import read_mapping
from changekit.files.quick_reading import read_quickly
from changekit.files.tables import read_table
from changekit.files.tables.records import KINDS as TABLE_KINDS
from changekit.files.tables.sheet import WORKBOOKS
from changekit.files.tables.words import choice_of
from changekit.files.unknown import note_unknown
from changekit.files.whole import read_whole
from changekit.files.workbook.layout import WORKBOOK
from changekit.files.workbook.reading import read_rest, read_workbook, workbook_sources
from changekit.files.yaml import NOTHING, compose, note_depth
from changekit.findings import Place
from changekit.model.reading import Log
from changekit.model.settings import Settings, TableSource
from changekit.rules import reading as rules
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.files.cache.concepts import ConceptCache
    from changekit.files.kinds import FileKind
    from changekit.files.packs import Packs
    from changekit.model.concept import Concept
    from changekit.model.gist import Gist
    from changekit.model.need import Need

__all__ = ["SETTINGS_FILE", "Reading", "names_read", "read_folder", "read_mapping"]

SETTINGS_FILE: Final = "changekit.yaml"
USUAL_TABLES: Final = ("initiatives.csv", "initiatives.xlsx")
"""Tables of initiatives that are read although no settings name them."""

NO_FOLDER: Final = Text(sv="det finns ingen sådan mapp", en="there is no such folder")
NOT_A_WORKSPACE: Final = Text(
    sv=f"det är en fil; namnge en mapp med {SETTINGS_FILE}, eller en arbetsbok (.xlsx)",
    en=f"it is a file; name a folder with {SETTINGS_FILE}, or a workbook (.xlsx)",
)


def read_folder(
    folder: Path,
    *,
    concepts: Iterable[Concept] = (),
    needs: Iterable[Need] = (),
    packs: Packs | None = None,
) -> Reading:
    """Return what a workspace folder holds, and everything that is wrong in it, all at once.

    What cannot be read is a finding, and the rest can still be used. Places are relative to the
    folder, with forward slashes.

    Args:
        folder: The folder with `changekit.yaml`, or a workbook that is a whole workspace.
        concepts: Concepts of packs, which the workspace may refer to.
        needs: Needs of packs, likewise.
        packs: Where the packs that its settings name are found; None: none of them is looked up.

    Raises:
        UnreadableFileError: There is no such folder, or no `changekit.yaml` in it.
    """
    root = Path(folder)
    try:
        (root / SETTINGS_FILE).exists()
    except PermissionError as error:
        raise UnreadableFileError(str(folder), _why(error)) from error
    if root.suffix.lower() in WORKBOOKS and root.is_file():
        return read_workbook(root, concepts=concepts, needs=needs, packs=packs)
    if not root.is_dir():
        raise UnreadableFileError(str(folder), NOT_A_WORKSPACE if root.exists() else NO_FOLDER)
    if not (root / SETTINGS_FILE).exists():
        make = f"changekit init {folder}"
        reason = Text(
            sv=f"här finns ingen {SETTINGS_FILE}; namnge en mapp som har en, eller skriv: {make}",
            en=f"no {SETTINGS_FILE} here; name a folder that has one, or make it with: {make}",
        )
        raise UnreadableFileError(str(folder), reason)
    return FolderReader(root, Joint(Log(), concepts, needs, packs=packs)).read()


def names_read(folder: Path) -> tuple[str, ...]:
    """Return the names in a folder that are read wherever they are there, without settings."""
    single = [kind.where for kind in KINDS.values() if not kind.many]
    many = [
        path.relative_to(folder).as_posix()
        for kind in KINDS.values()
        if kind.many
        for path in sorted((folder / kind.where).glob("*.yaml"))
    ]
    return (*single, *USUAL_TABLES, WORKBOOK, *many)


class FolderReader:
    """Reads the files of one folder in a fixed order."""

    def __init__(self, root: Path, joint: Joint) -> None:
        self._root, self._joint, self._log = root, joint, joint.log
        self._log.means = choice_of
        self._digests: dict[str, str] = {}

    def read(self) -> Reading:
        """Return everything there is, joined."""
        for kind in KINDS.values():
            self.read_kind(kind)
            if kind.name not in self._joint.parts and kind.holds is Settings:
                self._log.excuse(SHARED)  # nobody knows which packs it uses
        tables = self._tables()
        for source in tables:
            self._read_table(source)
        note_unknown(self._root, [source.file for source in tables], self._log)
        name = self._root.resolve().name
        return self._joint.join(name, files=self._digests, digests=self._digests)

    def read_kind(self, kind: FileKind) -> None:
        """Read the file, or every file in the folder, of a kind; there may be none."""
        where = self._root / kind.where
        if kind.many:
            files = [f"{kind.where}/{name}" for name in _records_in(where)]
            with kept(self._root, kind, files) as cache:
                for file in files:
                    self._read(kind, file, cache)
        elif where.exists():
            self._read(kind, kind.where)

    def _read(self, kind: FileKind, file: str, cache: ConceptCache | None = None) -> None:
        before = len(self._log.findings)
        data = self._bytes(file)
        sha = bytes.fromhex(self._digests[file]) if data is not None and cache else b""
        gist = cache.get(file, sha) if cache and sha else None
        if gist is not None:
            self._keep(kind, gist)
            return
        composed = NOTHING if data is None else compose(data, file, self._log, needed=kind.needed)
        if composed.node is None:
            self._log.excuse(kind.defines)
            return
        if kind.many and composed.whole and len(self._log.findings) == before:
            gist = read_quickly(kind, composed.node, self._log.place)
            if gist is not None:
                self._keep(kind, gist)
                if cache:
                    cache.put(file, sha, gist)
                return
        # What a file with a syntax error seems to say is searched for faults and not used.
        joint = self._joint if composed.whole else Joint(self._log)
        self._take(kind, composed.node, joint, PurePosixPath(file).stem)
        if len(self._log.findings) > before:
            note_depth(composed.node, self._log)

    def _keep(self, kind: FileKind, gist: Gist) -> None:
        self._log.take(gist)
        self._joint.add(kind.name, (gist.record,))

    def _take(
        self,
        kind: FileKind,
        node: Any,  # Any: a node of the file
        joint: Joint,
        name: str,
    ) -> None:
        if kind.many:
            for record in kind.records(node, self._log):
                if record.id is None:  # an overlay needs no id, and is called as its file
                    self._log.define(kind.name, name, node, {})
                    joint.add(kind.name, (attrs.evolve(record, id=name),))
                else:
                    joint.add(kind.name, (record,))
            return
        top = in_file(node, self._log)
        if top is None:
            self._log.excuse(kind.defines)
        else:
            joint.take(kind, top)

    def _tables(self) -> list[TableSource]:
        """Return the tables that the settings name, and those that need no naming."""
        named = list(self._joint.parts.get("changekit", {}).get("tables", ()))
        files = {source.file for source in named}
        usual = [file for file in USUAL_TABLES if file not in files]
        named += [TableSource(file=file) for file in usual if (self._root / file).exists()]
        return named if WORKBOOK in files else [*named, *self._sheets()]

    def _sheets(self) -> tuple[TableSource, ...]:
        """Return the tables of the workbook that needs no naming, where there is one."""
        if not (self._root / WORKBOOK).exists():
            return ()
        try:
            read_rest(self._root / WORKBOOK, file=WORKBOOK, joint=self._joint)
            return workbook_sources(self._root / WORKBOOK, file=WORKBOOK)
        except UnreadableFileError as error:
            self._log.add_at(rules.UNREADABLE, Place(WORKBOOK), why=Text.plain(error.reason))
            return ()

    def _read_table(self, source: TableSource) -> None:
        if self._bytes(source.file) is None:
            self._log.excuse(TABLE_KINDS[source.holds][:1] if source.holds in TABLE_KINDS else ())
            return
        table = read_table(self._root / source.file, source, self._log)
        self._joint.add(table.kind, table.records)
        self._joint.capacities.append(table.capacities)

    def _bytes(self, file: str) -> bytes | None:
        root = self._root
        try:
            held = isinstance(root, HeldFolder)  # the files of a zip
            data = (root / file).read_bytes() if held else read_whole(f"{root}/{file}")
        except OSError as error:
            self._log.add_at(rules.UNREADABLE, Place(file), why=_why(error))
            return None
        self._digests[file] = hashlib.sha256(data).hexdigest()
        return data


def _records_in(folder: Path) -> list[str]:
    """Return the names of the files with records in a folder, none where it cannot be read.

    Names with a point first are what editors and systems keep beside a file.
    """
    names: list[str]
    if isinstance(folder, HeldFolder):  # the files of a zip
        names = [entry.name for entry in folder.glob("*.yaml")]
    else:
        try:
            with os.scandir(folder) as found:
                names = [entry.name for entry in found]
        except OSError:
            return []
    return sorted(name for name in names if name.endswith(".yaml") and not name.startswith("."))


def _why(error: OSError) -> Text:
    if isinstance(error, PermissionError):
        return Text(sv="behörighet saknas", en="permission is missing")
    if isinstance(error, IsADirectoryError):
        return Text(sv="det är en mapp", en="it is a folder")
    return Text.plain(error.strerror or type(error).__name__)
