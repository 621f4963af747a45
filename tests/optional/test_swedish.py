"""The extra `swedish`: its words, and what is told where it is missing or another."""

from __future__ import annotations

import gzip
import sys
from typing import TYPE_CHECKING

import pytest

from changekit.errors import MissingExtraError, UnreadableFileError
from changekit.optional import swedish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def afresh() -> Iterator[None]:
    """Forget the words before and after, since they are read once."""
    swedish.words.cache_clear()
    yield
    swedish.words.cache_clear()


def test_common_words_come_first_and_each_says_how_rare_it_is() -> None:
    words = swedish.words()
    assert swedish.MOST_WORDS <= len(words) < swedish.MOST_WORDS * 1.1
    assert list(words.values()) == sorted(words.values())
    assert words["kommun"] < words["kommunfullmäktige"]


@pytest.mark.usefixtures("afresh")
@pytest.mark.parametrize("missing", ["msgpack", "wordfreq"])
def test_without_the_extra_the_install_line_is_told(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if missing == "msgpack":
        monkeypatch.setitem(sys.modules, "msgpack", None)
    else:
        monkeypatch.setattr(swedish, "find_spec", lambda _: None)
        assert not swedish.installed()
    with pytest.raises(MissingExtraError, match=r"changekit\[swedish\]"):
        swedish.words()


@pytest.mark.usefixtures("afresh")
@pytest.mark.parametrize(
    "data",
    [b"", b"no gzip", gzip.compress(b"", mtime=0), gzip.compress(b"\x92\x01\x02", mtime=0)],
    ids=["nothing", "no gzip", "empty", "numbers"],
)
def test_a_list_in_another_form_is_an_error_that_names_the_file(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "large_sv.msgpack.gz").write_bytes(data)
    monkeypatch.setattr(swedish, "_folder", lambda: tmp_path)
    with pytest.raises(UnreadableFileError, match=r"large_sv\.msgpack\.gz"):
        swedish.words()


def test_asking_whether_it_is_installed_loads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "wordfreq", raising=False)
    assert swedish.installed()
    assert swedish.version()
    assert "wordfreq" not in sys.modules
