"""A pack and a workspace, made anew for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

ABOUT = (
    "schema: 1 # a remark\nid: a/one\nversion: {version}\ntitle: One\nnamespace: a\nlicence: MIT\n"
)
CONCEPT = "schema: 1\nid: a/{name}\nversion: 1.0.0\ntitle: {name}\n"


def write_pack(folder: Path, version: str = "1.2.0", *names: str, more: str = "") -> Path:
    """Write the pack a/one with concepts, and more lines in its pack.yaml."""
    (folder / "concepts").mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(ABOUT.format(version=version) + more, encoding="utf-8")
    for name in names or ("x",):
        text = CONCEPT.format(name=name)
        (folder / f"concepts/{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def every_file(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, hidden ones too, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """Return the folder of a pack."""
    return write_pack(tmp_path / "ours")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Return a workspace that names changekit's own pack, with a remark."""
    (tmp_path / "town").mkdir()
    text = "schema: 1\nname: Town # ours\npacks:\n  - changekit/core # the core\nlanguage: en\n"
    (tmp_path / "town/changekit.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "town"
