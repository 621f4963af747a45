"""Lists of words in files: good lines count, bad ones are told, and lists read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import CannotWriteError, InvalidDataError, UnreadableFileError
from changekit.files.word_lists import (
    FILE_NAME,
    MADE_BY,
    VOUCHED,
    pack_word_list,
    read_word_list,
    read_words,
    word_list_text,
)
from changekit.files.word_texts import read_texts, refuse_others_list

if TYPE_CHECKING:
    from pathlib import Path

WORDS = st.dictionaries(
    st.text("abcdefåäö", min_size=2, max_size=10),
    st.sampled_from([VOUCHED, 0.0, 1.0, 3.25, 14.0]),
)


def test_good_lines_count_and_bad_ones_are_told_with_their_place(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    file.write_text(
        "# ord\n\nTaxa # avgift\nkvarn 3.5\n!Kommun\ne-tjänst\nmal 99\nmal två\n", "utf-8"
    )
    reading = read_word_list(file)
    assert dict(reading.words.words) == {"taxa": VOUCHED, "kvarn": 3.5, "kommun": VOUCHED}
    assert reading.words.whole == {"kommun"}
    assert [str(finding.place) for finding in reading.findings] == [
        f"{FILE_NAME}:{line}:1" for line in (6, 7, 8)
    ]
    assert {finding.code for finding in reading.findings} == {"CK150"}
    assert "e-tjänst" in reading.findings.items[0].message.to("sv")


def test_a_file_that_is_no_text_is_one_finding(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    file.write_bytes(b"taxa\nk\xe5r\n")
    reading = read_word_list(file)
    assert [finding.code for finding in reading.findings] == ["CK102"]
    with pytest.raises(InvalidDataError, match="not a text"):
        read_words(file)


def test_a_file_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    for read in (read_word_list, read_words):
        with pytest.raises(UnreadableFileError, match=r"ord\.txt"):
            read(tmp_path / "ord.txt")


@given(WORDS)
def test_a_list_reads_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, words: dict[str, float]
) -> None:
    file = tmp_path_factory.mktemp("lists") / FILE_NAME
    file.write_text(word_list_text(words, comment="Ord\nfrån oss"), "utf-8")
    reading = read_word_list(file)
    assert dict(reading.words.words) == words
    assert not reading.findings


@given(st.binary(max_size=200))
def test_whatever_stands_in_a_file_it_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    file = tmp_path_factory.mktemp("lists") / FILE_NAME
    file.write_bytes(data)
    reading = read_word_list(file)
    assert all(word.isalpha() for word in reading.words.words)
    assert all(0 <= weight <= VOUCHED for weight in reading.words.words.values())


def test_a_pack_may_bring_words_or_none(tmp_path: Path) -> None:
    assert pack_word_list(tmp_path, name="se-1880") is None
    (tmp_path / FILE_NAME).write_text("taxa\n", "utf-8")
    reading = pack_word_list(tmp_path, name="se-1880", licence="CC0-1.0")
    assert reading is not None
    assert (reading.words.name, reading.words.licence) == ("se-1880", "CC0-1.0")


@pytest.mark.parametrize(
    "text",
    [
        "bygglov\nkommun\n",
        "\ufeff# ord\n\n bygglov \t\n\nkommun   # en kommun\n",
        "word,parts\nbygglov,bygg lov\nkommun,\n",
        'Ord;Delar\r\n"bygglov";bygg\r\nkommun;\r\n',
    ],
    ids=["plain", "comments", "comma", "semicolon"],
)
def test_words_are_read_from_lines_and_from_first_columns(text: str, tmp_path: Path) -> None:
    file = tmp_path / "ord.csv"
    file.write_text(text, "utf-8", newline="")
    assert read_words(file) == ("bygglov", "kommun")


def test_texts_are_read_from_folders_below_and_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.md").write_text("två", "utf-8")
    (tmp_path / "a.txt").write_text("ett", "utf-8")
    (tmp_path / "c.csv").write_text("tre", "utf-8")
    (tmp_path / "d.txt").write_bytes(b"\xff\xfe")
    (tmp_path / "e.txt").symlink_to(tmp_path / "a.txt")
    reading = read_texts(tmp_path)
    assert reading.texts == ("ett", "två")
    assert [finding.place.file for finding in reading.findings if finding.place] == ["d.txt"]
    assert read_texts(tmp_path, leaving_out=tmp_path / "a.txt").texts == ("två",)


def test_a_folder_without_texts_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no texts"):
        read_texts(tmp_path)
    with pytest.raises(UnreadableFileError, match="no folder"):
        read_texts(tmp_path / "none")


def test_only_a_list_that_changekit_made_is_written_over(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    refuse_others_list(file, overwrite=False)
    file.write_text(word_list_text({}, comment=MADE_BY), "utf-8")
    refuse_others_list(file, overwrite=False)
    file.write_text("taxa\n", "utf-8")
    with pytest.raises(CannotWriteError, match="--overwrite"):
        refuse_others_list(file, overwrite=False)
    refuse_others_list(file, overwrite=True)
