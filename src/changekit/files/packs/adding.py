"""Adding packs to a workspace and updating them: the copy first, then the pin, or neither."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from changekit.errors import CannotWriteError, UnreadableFileError
from changekit.files.contents import pack_digest
from changekit.files.pack_reading import read_pack
from changekit.files.packs.changes import PackChange
from changekit.files.packs.exchanging import exchanged, locked, mend
from changekit.files.packs.finding import Packs
from changekit.files.packs.pinning import SETTINGS, pinned, pins
from changekit.files.packs.places import folder_of
from changekit.files.packs.verifying import Inspect, Verified, sought, verified
from changekit.files.writing import digest_of, write_bytes
from changekit.model.pack import Pack
from changekit.model.settings import PackUse
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.files.packs.changes import Deed

__all__ = ["add_pack", "update_pack"]


def add_pack(
    source: str | Path, workspace: str | Path, *, inspect: Inspect | None = None
) -> PackChange:
    """Verify a pack, copy it under `packs` and pin it in `changekit.yaml`.

    Changekit's own pack is pinned and not copied. A pack that is there already as it is given is
    left alone.

    Args:
        source: A folder, a zip, or the id of a pack that is installed.
        workspace: The folder with `changekit.yaml`.
        inspect: What looks at more than its files and records; its errors count too.

    Raises:
        UnreadableFileError: There is no such pack or workspace.
        UnknownNameError: No pack of that id is found.
        InvalidDataError: The pack has errors; `findings` has all of them.
        CannotWriteError: Another version is there, or the list of packs cannot be edited safely.
        FileChangedError: Somebody changed `changekit.yaml` meanwhile.
    """
    return _take(source, Path(workspace), update=False, inspect=inspect)


def update_pack(
    source: str | Path,
    workspace: str | Path,
    *,
    allow_downgrade: bool = False,
    inspect: Inspect | None = None,
) -> PackChange:
    """Replace a pack that was added by another version of it, and pin that.

    Args:
        source: A folder, a zip, or the id of a pack that is installed.
        workspace: The folder with `changekit.yaml`.
        allow_downgrade: Whether the new version may be a lower one.
        inspect: As in `add_pack`.

    Raises:
        CannotWriteError: The pack was not added before, its version is lower, or as in `add_pack`.
        UnreadableFileError: As in `add_pack`, and likewise all else.
    """
    return _take(source, Path(workspace), update=True, lower=allow_downgrade, inspect=inspect)


def _take(
    source: str | Path,
    workspace: Path,
    *,
    update: bool,
    lower: bool = False,
    inspect: Inspect | None = None,
) -> PackChange:
    if not (workspace / SETTINGS).is_file():
        why = Text(
            sv=f"här finns ingen {SETTINGS}; namnge en arbetsmapp",
            en=f"no {SETTINGS} here; name a workspace",
        )
        raise UnreadableFileError(str(workspace), why)
    with locked(workspace):
        mend(workspace, pins((workspace / SETTINGS).read_bytes()))
        packs = Packs.found(folder=workspace)
        item = sought(str(source), packs)
        whole = verified(Path(item.folder or ""), packs, item=item).or_raise(inspect)
        return _Taking.of(whole, workspace, copied=item.found_in != "built-in").done(
            update=update, lower=lower
        )


@attrs.frozen(kw_only=True)
class _Taking:
    """One pack on its way into a workspace."""

    whole: Verified
    pack: Pack
    use: PackUse
    workspace: Path
    target: Path
    copied: bool

    @classmethod
    def of(cls, whole: Verified, workspace: Path, *, copied: bool) -> _Taking:
        """Return what is to be done with a pack that was verified."""
        pack = whole.reading.pack
        assert pack is not None  # noqa: S101  # it was verified
        use = PackUse(id=pack.id, version=pack.version, digest=whole.digest)
        return cls(
            whole=whole, pack=pack, use=use, workspace=workspace,
            target=folder_of(workspace, pack.id), copied=copied,
        )  # fmt: skip

    def done(self, *, update: bool, lower: bool) -> PackChange:
        """Copy and pin the pack, or refuse."""
        path = self.workspace / SETTINGS
        settings, read_as = path.read_bytes(), digest_of(path)
        there = read_pack(self.target) if self.target.exists() else None
        same = there is not None and _digest(self.target) == self.use.digest
        self._refuse(there.pack if there else None, same=same, update=update, lower=lower)
        new = pinned(settings, self.use, file=str(path))
        files = () if same or not self.copied else self._paths()
        with exchanged(self.target, self.whole.contents.files if files else None):
            if new != settings:
                write_bytes(path, new, read_as=read_as)
        changed = (*files, *((SETTINGS,) if new != settings else ()))
        deed: Deed = "pinned" if changed else "nothing"
        before = there.pack.version if there and there.pack and files else None
        return PackChange(
            deed=("updated" if there else "added") if files else deed, pack=self.pack.id,
            version=self.pack.version, digest=self.use.digest or "", before=before, files=changed,
            findings=self.whole.reading.findings, old=there, new=self.whole.reading,
        )  # fmt: skip

    def _paths(self) -> tuple[str, ...]:
        inside = self.target.relative_to(self.workspace).as_posix()
        return tuple(f"{inside}/{name}" for name in self.whole.contents.files)

    def _refuse(self, there: Pack | None, *, same: bool, update: bool, lower: bool) -> None:
        name = self.pack.id
        if not update and there is not None and not same:
            why = Text(
                sv=f"version {there.version} finns redan där; ersätt den med: "
                "changekit pack update",
                en=f"version {there.version} is there already; replace it with: "
                "changekit pack update",
            )
            raise CannotWriteError(str(self.target), why)
        uses = {use.name for use in pins((self.workspace / SETTINGS).read_bytes())}
        if update and there is None and name not in uses:
            why = Text(
                sv=f"arbetsmappen har inget paket {name!r}; lägg till det med: changekit pack add",
                en=f"the workspace has no pack {name!r}; add it with: changekit pack add",
            )
            raise CannotWriteError(str(self.target), why)
        if there is not None and _number(self.pack) < _number(there) and not lower:
            why = Text(
                sv=f"version {self.pack.version} är lägre än {there.version}; med "
                "--allow-downgrade ersätts den ändå",
                en=f"version {self.pack.version} is lower than {there.version}; with "
                "--allow-downgrade it is replaced all the same",
            )
            raise CannotWriteError(str(self.target), why)


def _number(pack: Pack) -> tuple[int, ...]:
    return tuple(int(part) for part in pack.version.split("."))


def _digest(folder: Path) -> str:
    try:
        return pack_digest(folder)
    except (OSError, ValueError):  # somebody put into it what is refused
        return ""
