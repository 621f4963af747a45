"""A small workspace without faults, and what tests do to copies of it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from changekit.files.folder import read_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from changekit.files.folder import Reading

BASE = Path(__file__).parent / "base_workspace"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return a copy of the small workspace."""
    return Path(shutil.copytree(BASE, tmp_path / "base"))


@pytest.fixture
def read_with(base: Path) -> Callable[[str, str | bytes], Reading]:
    """Return what reads the small workspace with one file put into it."""

    def read(file: str, text: str | bytes) -> Reading:
        path = base / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_folder(base)

    return read
