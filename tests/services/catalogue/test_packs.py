"""Packs are inspected before they are taken in or sent out, by whichever way they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from changekit.errors import InvalidDataError
from changekit.services.catalogue.packs import add_pack, build_pack, update_pack, verify_pack
from tests.files.packs.conftest import every_file, write_pack

if TYPE_CHECKING:
    from pathlib import Path

ROUND = "relations: [{{kind: requires, to: a/{to}}}]\n"


def in_a_circle(folder: Path) -> Path:
    """Write a pack whose two concepts require each other, which only the whole shows."""
    write_pack(folder, "1.3.0", "x", "y")
    for name, to in (("x", "y"), ("y", "x")):
        with (folder / f"concepts/{name}.yaml").open("a", encoding="utf-8") as file:
            file.write(ROUND.format(to=to))
    return folder


def test_what_only_the_whole_shows_is_found_and_stops_all_three(tmp_path: Path) -> None:
    (tmp_path / "town").mkdir()
    (tmp_path / "town/changekit.yaml").write_text("schema: 1\nname: X\n", encoding="utf-8")
    add_pack(write_pack(tmp_path / "good"), tmp_path / "town")
    bad = in_a_circle(tmp_path / "bad")
    codes = {item.code for item in verify_pack(bad).errors}
    assert codes
    assert not any(code.startswith("CK1") for code in codes)
    before = every_file(tmp_path)
    with pytest.raises(InvalidDataError, match="CK8"):
        add_pack(bad, tmp_path / "town")
    with pytest.raises(InvalidDataError, match="CK8"):
        update_pack(bad, tmp_path / "town")
    with pytest.raises(InvalidDataError, match="CK8"):
        build_pack(bad, tmp_path / "bad.zip")
    assert every_file(tmp_path) == before


def test_a_zip_is_inspected_as_its_folder_is(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "good", "1.0.0", "x", "y")
    build_pack(folder, tmp_path / "good.zip")
    assert [it.code for it in verify_pack(tmp_path / "good.zip")] == [
        it.code for it in verify_pack(folder)
    ]
