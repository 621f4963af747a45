"""Lists of words that compounds are made of: `compounds.txt`, one word a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

import attrs

from changekit.errors import InvalidDataError, UnreadableFileError
from changekit.files.yaml import decode
from changekit.findings import Findings, Place
from changekit.model.frozen import FrozenMap
from changekit.model.reading import Log
from changekit.rules.reading import BAD_WORD
from changekit.text import Text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "FILE_NAME", "MADE_BY", "VOUCHED", "WordList", "WordListReading", "core_words",
    "pack_word_list", "read_word_list", "read_words", "word_list_text",
]  # fmt: skip

FILE_NAME: Final = "compounds.txt"
"""What a list of words is called in the folder of a pack."""

MADE_BY: Final = "Made by changekit words"
"""The first words of a list that may be written over."""

VOUCHED: Final = 16.0
"""The weight of a word that stands without a number: a person vouches for it."""

_SHORTEST: Final = 2
_SEPARATOR: Final = re.compile(r"[,;\t]")
_HEADINGS: Final = ("word", "ord")


@attrs.frozen(kw_only=True)
class WordList:
    """Words that compounds may be made of.

    Attributes:
        name: What the list is called.
        version: Which one it is, empty where it has none.
        licence: The licence of the words.
        words: Weights by word in lower case, `VOUCHED` for those written by hand.
        whole: Words that are never taken apart.
    """

    name: str
    version: str = ""
    licence: str = ""
    words: Mapping[str, float] = FrozenMap()
    whole: frozenset[str] = frozenset()


@attrs.frozen(kw_only=True)
class WordListReading:
    """A list of words with what is wrong in its file; the good lines count all the same."""

    words: WordList
    findings: Findings = Findings()


def read_word_list(
    path: Path, *, name: str = "", version: str = "", licence: str = ""
) -> WordListReading:
    """Read a file with one word a line.

    A line is a word, or a word and its weight; `!` before a word says that it is never taken
    apart. Blank lines, and what follows `#`, are for people. Of a word that stands twice the
    higher weight counts.

    Args:
        path: The file, as UTF-8.
        name: What the list is called; the file's name by default.
        version: Which one it is.
        licence: The licence of the words.

    Raises:
        UnreadableFileError: It cannot be opened.
    """
    name = name or path.name
    log = Log()
    text = decode(_bytes(path), path.name, log)
    words: dict[str, float] = {}
    whole: set[str] = set()
    for number, line in enumerate((text or "").splitlines(), 1):
        _take_in(line, Place(path.name, number, 1), (words, whole, log))
    listed = WordList(
        name=name, version=version, licence=licence,
        words=FrozenMap(words), whole=frozenset(whole),
    )  # fmt: skip
    return WordListReading(words=listed, findings=Findings.in_order(log.findings))


def pack_word_list(folder: Path, *, name: str, licence: str = "") -> WordListReading | None:
    """Return the words that the folder of a pack brings, None where it brings none.

    Args:
        folder: The folder with `pack.yaml`.
        name: The id of the pack, which the words go under.
        licence: The licence of the pack.
    """
    path = folder / FILE_NAME
    return read_word_list(path, name=name, licence=licence) if path.is_file() else None


def read_words(path: Path) -> tuple[str, ...]:
    """Return the words of a file with one word a line, or in its first column, in their order.

    Blank lines, what follows `#`, quotes and space around a word, and a heading `word` or `ord`
    before further columns are left out.

    Raises:
        UnreadableFileError: It cannot be opened.
        InvalidDataError: It is not text as UTF-8.
    """
    log = Log()
    text = decode(_bytes(path), path.name, log)
    if text is None:
        msg = f"{path}: not a text that can be read"
        raise InvalidDataError(msg, findings=Findings.in_order(log.findings))
    cells = (_SEPARATOR.split(line.partition("#")[0], maxsplit=1) for line in text.splitlines())
    found = [(first.strip().strip("\"'").strip(), bool(rest)) for first, *rest in cells]
    words = [word for word, more in found if not (more and word.casefold() in _HEADINGS)]
    return tuple(word for word in words if word)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(str(path), error.strerror or type(error).__name__) from error


def _take_in(line: str, place: Place, into: tuple[dict[str, float], set[str], Log]) -> None:
    """Take in one line: a word, `!word`, or a word and its weight."""
    words, whole, log = into
    fields = line.partition("#")[0].split()
    if not fields:
        return
    word = fields[0].removeprefix("!").casefold()
    fault = _fault(word, fields)
    if fault is not None:
        log.add_at(BAD_WORD, place, found=line.strip()[:60], why=fault)
        return
    weight = float(fields[1]) if len(fields) > 1 else VOUCHED
    words[word] = max(weight, words.get(word, 0.0))
    if fields[0].startswith("!"):
        whole.add(word)


def _fault(word: str, fields: list[str]) -> Text | None:
    """Return what is wrong with a line, None where it is well."""
    if not word.isalpha() or len(word) < _SHORTEST:
        return Text(
            sv="ett ord är minst två bokstäver, utan bindestreck",
            en="a word is two letters or more, without a hyphen",
        )
    if len(fields) > 2 or (len(fields) == 2 and not _is_weight(fields[1])):
        return Text(
            sv=f"efter ordet får bara en vikt stå, ett tal från 0 till {VOUCHED:g}",
            en=f"only a weight may follow the word, a number from 0 to {VOUCHED:g}",
        )
    return None


def _is_weight(text: str) -> bool:
    try:
        return 0 <= float(text) <= VOUCHED
    except ValueError:
        return False


def word_list_text(words: Mapping[str, float], *, comment: str = "") -> str:
    r"""Return the text of a word list, in the order of the alphabet, that reads back as it is.

    >>> word_list_text({"taxa": 3.25, "bygglov": 16.0}, comment="Kommunens ord")
    '# Kommunens ord\nbygglov\ntaxa 3.25\n'
    """
    lines = [f"# {line}" for line in comment.splitlines()]
    for word, weight in sorted(words.items()):
        lines.append(word if weight >= VOUCHED else f"{word} {weight:g}")
    return "\n".join([*lines, ""])


@cache
def core_words() -> WordList:
    """Return the list that comes with changekit, written for it by hand.

    Raises:
        InvalidDataError: This installation of changekit holds a damaged list.
    """
    from changekit.files.resources import catalog_folder  # much to import, and only for this

    path = catalog_folder() / FILE_NAME
    reading = read_word_list(path, name="changekit", licence="MIT")
    if reading.findings:
        msg = f"{path}: the list of words is damaged"
        raise InvalidDataError(msg, findings=reading.findings)
    return reading.words
