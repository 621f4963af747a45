"""How many parts of compounds are found, how many simple words are split, and how fast."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from changekit.files.word_lists import read_words
from changekit.services.wording import InstalledWords, Splitter, Stemmer, word_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

pytestmark = pytest.mark.bench
DATA = Path(__file__).parents[1] / "services/wording/data"


def parts_found(splitter: Splitter, rows: dict[str, list[str]]) -> int:
    stem = Stemmer().stem
    found = 0
    for word, parts in rows.items():
        stems = {stem(part, language="sv") for part in splitter.parts(word)}
        found += sum(stem(part, language="sv") in stems for part in parts)
    return found


def split_afresh(splitter: Splitter, words: Iterable[str]) -> None:
    """Split words without what the splitter remembers."""
    for word in words:
        splitter._split(word)


def test_compounds(
    best: Callable[..., float], say: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (DATA / "compounds.csv").read_text("utf-8").splitlines()
    cells = [line.split(",") for line in lines if not line.startswith("#")]
    rows = {word: parts.split() for word, parts in cells}
    simple = read_words(DATA / "simple.txt")
    known = sum(map(len, rows.values()))
    modes = {
        "own list and swedish": word_sources(extra=True),
        "own list alone": word_sources(extra=False),
        "swedish alone": (InstalledWords(),),
    }
    for name, sources in modes.items():
        splitter = Splitter.of(*sources)
        say(f"{name}: read, and split a word", best(partial(splitter.parts, "skolval"), 1))
        found = parts_found(splitter, rows)
        wrong = sum(len(splitter.parts(word)) > 1 for word in simple)
        with capsys.disabled():
            sys.stdout.write(
                f"{name}: {found} of {known} parts found, "
                f"{wrong} of {len(simple)} simple words split\n"
            )
        for kind, words in {"compounds": tuple(rows), "simple words": simple}.items():
            seconds = best(partial(split_afresh, splitter, words), 9)
            say(f"{name}: 1,000 {kind}, not seen before", 1000 * seconds / len(words))
