"""The words that packs bring for compounds are read safely, and searched by."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import changekit as ck
from changekit.files.packs import Packs
from changekit.files.packs.words import PackWords

if TYPE_CHECKING:
    from pathlib import Path

CONCEPT = '{"schema": 1, "id": "own/x", "version": "1.0.0", "title": {"sv": "Qvibbelvronkar"}}'


def workspace(folder: Path, words: str | None = "qvibbel\nvronk\n!qvibb\nnot a word\n") -> Path:
    """Return a workspace with a pack that brings words alone."""
    pack = folder / "packs/ord"
    pack.mkdir(parents=True)
    (folder / "concepts").mkdir()
    (folder / "concepts/x.yaml").write_text(CONCEPT, "utf-8")
    (folder / "changekit.yaml").write_text(
        "schema: 1\nname: Ort\nas_of: 2024-01-01\npacks: [changekit/core, ord]\n", "utf-8"
    )
    (pack / "pack.yaml").write_text(
        "schema: 1\nid: ord\nversion: 1.0.0\ntitle: Ord\nnamespace: ord\nlicence: CC0-1.0\n",
        "utf-8",
    )
    if words is not None:
        (pack / "compounds.txt").write_text(words, "utf-8")
    return folder


def read(folder: Path, *used: str) -> PackWords:
    return PackWords(Packs.found({}, folder=folder), frozenset(used) if used else None)


def test_the_words_of_a_pack_are_those_of_its_good_lines(tmp_path: Path) -> None:
    found = read(workspace(tmp_path))
    assert set(found.words) == {"qvibbel", "vronk", "qvibb"}
    assert found.whole == {"qvibb"}
    assert [item.name for item in found.lists] == ["ord"]


def test_a_pack_that_is_not_used_brings_no_words(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    assert set(read(folder, "ord").words) == {"qvibbel", "vronk", "qvibb"}
    assert read(folder, "other").lists == ()
    assert read(workspace(tmp_path / "b", words=None)).lists == ()


def test_nothing_outside_of_a_pack_is_read(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "w", words=None)
    (tmp_path / "secret.txt").write_text("hemlighet\n", "utf-8")
    (folder / "packs/ord/compounds.txt").symlink_to(tmp_path / "secret.txt")
    assert read(folder).lists == ()


def test_a_pack_that_went_away_meanwhile_brings_no_words(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    found = read(folder)
    assert "ord" in found.packs.by_id
    shutil.rmtree(folder / "packs")
    assert found.lists == ()


def test_searches_know_the_words_of_the_packs(tmp_path: Path) -> None:
    hits = ck.open(workspace(tmp_path / "with")).catalogue.search("vronkar")
    assert [(hit.id, hit.matched[0].how) for hit in hits] == [("own/x", "part")]
    assert (
        len(ck.open(workspace(tmp_path / "without", words=None)).catalogue.search("vronkar")) == 0
    )
