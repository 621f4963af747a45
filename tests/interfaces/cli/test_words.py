"""Commands about words: the parts of compounds, and lists of words from texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from changekit.files.word_lists import read_word_list

if TYPE_CHECKING:
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run

PARTS = ("bench", "compounds", "--words")


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "ord.csv"
    file.write_text("# ord\n\nBygglovshandläggningen,x\nkommuner  \n", "utf-8")
    return file


def test_the_parts_of_each_word_are_told_in_their_order(run: Run, words: Path) -> None:
    told = run(*PARTS, words, "--json").json
    assert [item["word"] for item in told["words"]] == ["Bygglovshandläggningen", "kommuner"]
    first, second = (item["parts"] for item in told["words"])
    assert {"bygglov", "handläggning"} <= set(first)
    assert second == ["kommuner"]


def test_the_sources_are_told_and_can_be_chosen(run: Run, words: Path) -> None:
    sources = [
        [source["name"] for source in run(*PARTS, words, *more, "--json").json["sources"]]
        for more in ((), ("--without-extra",), ("--with-extra",))
    ]
    assert sources == [["changekit", "wordfreq"], ["changekit"], ["changekit", "wordfreq"]]
    assert run(*PARTS, words, "--without-extra", "--with-extra").code == 2


def test_a_list_of_words_made_from_texts_finds_more_parts(run: Run, tmp_path: Path) -> None:
    texts = tmp_path / "texter"
    texts.mkdir()
    (texts / "a.md").write_text("en zirbel och en gaffelkvarn " * 40, "utf-8")
    file, out = tmp_path / "w.txt", tmp_path / "compounds.txt"
    file.write_text("zirbelgaffelkvarn\n", "utf-8")
    made = run("words", texts, "--out", out)
    assert made.code == 0
    assert f"from 1 texts: {out}" in made.out
    assert "zirbel" in read_word_list(out).words.words
    told = run(*PARTS, file, "--more", out, "--without-extra", "--json").json
    assert told["words"][0]["split"] == ["zirbel", "gaffelkvarn"]


def test_a_list_that_somebody_wrote_is_not_written_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("taxa " * 9, "utf-8")
    out = tmp_path / "compounds.txt"
    out.write_text("kvarn\n", "utf-8")
    refused = run("words", tmp_path, "--out", out)
    assert refused.code == 2
    assert "--overwrite" in refused.err
    assert out.read_text("utf-8") == "kvarn\n"
    assert run("words", tmp_path, "--out", out, "--overwrite").code == 0
    assert run("words", tmp_path, "--out", out).code == 0


def test_what_cannot_be_read_is_told_beside_the_list(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("taxa " * 9, "utf-8")
    (tmp_path / "b.md").write_bytes(b"\xe5")
    answer = run("words", tmp_path, "--out", tmp_path / "l.txt", "--json")
    assert [finding["code"] for finding in answer.json["findings"]] == ["CK102"]
    assert run("words", tmp_path / "none", "--out", tmp_path / "m.txt").code == 2
