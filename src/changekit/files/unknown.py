"""Files and folders of a workspace that nobody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from changekit.files.kinds import KINDS
from changekit.findings import Place
from changekit.rules.reading import UNKNOWN_FILE
from changekit.text import Text, closest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from changekit.model.reading import Log

__all__ = ["note_unknown"]

TABLE_ENDINGS: Final = (".csv", ".xlsx")
_YAML_FILES: Final = tuple(kind.where for kind in KINDS.values() if not kind.many)
_FOLDERS: Final = tuple(kind.where for kind in KINDS.values() if kind.many)
_LEFT_ALONE: Final = (
    "assessments", "cases", "layers", "overlays", "pack.yaml", "packs",
    "processes", "programmes", "rubrics", "triage", "what-if", "what-if.yaml",
)  # fmt: skip
# Ours: what has another ending, such as a README, holds no data, and nobody expects it to be read.
_DATA_ENDINGS: Final = (
    ".csv", ".json", ".ods", ".tsv", ".xls", ".xlsm", ".xlsx", ".yaml", ".yml",
)  # fmt: skip


def note_unknown(root: Path, tables: Iterable[str], log: Log) -> None:
    """Note each file and folder with data that is of no known kind.

    Args:
        root: The workspace folder.
        tables: Tables in it that are read.
        log: Where findings go.
    """
    known = {*_YAML_FILES, *_FOLDERS, *_LEFT_ALONE, *tables}
    for path in sorted(root.iterdir()):
        is_data = path.suffix.lower() in _DATA_ENDINGS or path.is_dir()
        if path.name not in known and not path.name.startswith((".", "~$")) and is_data:
            _note(path.name, path.name, known, log)
    for folder in _FOLDERS:
        if (root / folder).is_dir():
            _note_inside(root / folder, known, log)


def _note_inside(folder: Path, known: set[str], log: Log) -> None:
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        read = path.suffix == ".yaml"
        is_data = path.suffix.lower() in _DATA_ENDINGS or path.is_dir()
        file = f"{folder.name}/{path.name}"
        if not read and file not in known and not path.name.startswith(".") and is_data:
            advice = Text(
                sv=f"i {folder.name} läses filer som slutar på .yaml",
                en=f"files that end in .yaml are read in {folder.name}",
            )
            log.add_at(UNKNOWN_FILE, Place(file), advice=advice)


def _note(file: str, name: str, known: set[str], log: Log) -> None:
    near = closest(name, known)
    shown = ", ".join((*_YAML_FILES, *(f"{folder}/" for folder in _FOLDERS)))
    advice = (
        Text(sv=f"menade du {near!r}?", en=f"did you mean {near!r}?")
        if near
        else Text(
            sv=f"det som läses är {shown}, och tabeller som {_YAML_FILES[0]} nämner",
            en=f"what is read is {shown}, and tables that {_YAML_FILES[0]} names",
        )
    )
    log.add_at(UNKNOWN_FILE, Place(file), advice=advice)
