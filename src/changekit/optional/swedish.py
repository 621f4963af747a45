"""Common Swedish words from the package wordfreq, whose data has a licence of its own.

Code of wordfreq: Apache-2.0. Its data, which this module reads: CC BY-SA 4.0, made from Wikipedia,
subtitles, news, books, web pages and posts, as named in the NOTICE of that package. The data stays
in the package; changekit neither holds nor hands on any of it.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from changekit.errors import MissingExtraError, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DATA_LICENCE", "MOST_WORDS", "NAME", "installed", "version", "words"]

NAME: Final = "wordfreq"
DATA_LICENCE: Final = "CC BY-SA 4.0"
MOST_WORDS: Final = 30_000
"""How many words are read, the most common first. Ours: twice as many found few parts more, and
took more simple words apart."""

_LIST: Final = "data/large_sv.msgpack.gz"


def installed() -> bool:
    """Tell whether the extra `swedish` is installed, without loading it."""
    return find_spec("msgpack") is not None and _folder() is not None


def version() -> str:
    """Return the version of the package, empty where it is not installed."""
    try:
        return metadata.version(NAME)
    except metadata.PackageNotFoundError:
        return ""


@cache
def words() -> Mapping[str, int]:
    """Return the common words in lower case, each with how rare it is, from the most common on.

    How rare: hundredths of the tenth logarithm of its share of all words, below 1; a word that
    is one in a thousand has 300. The file is read by itself, in a fifth of the time that
    importing the package takes, in the form that its `read_cBpack` documents.

    Raises:
        MissingExtraError: The extra `swedish` is not installed.
        UnreadableFileError: The package holds its words in another form than this.
    """
    folder = _folder()
    try:
        import msgpack
    except ImportError:
        folder = None
    if folder is None:
        raise MissingExtraError("swedish", "a list of common Swedish words")
    path = folder / _LIST
    found: dict[str, int] = {}
    try:
        with gzip.open(path) as stream:
            unpacker = msgpack.Unpacker(stream, raw=False)
            groups = unpacker.read_array_header()
            fits = unpacker.unpack() == {"format": "cB", "version": 1}
            for centibels in range(groups - 1 if fits else 0):
                found |= dict.fromkeys(unpacker.unpack(), centibels)
                if len(found) >= MOST_WORDS:
                    break
    except (OSError, EOFError, ValueError, TypeError, msgpack.UnpackException):
        fits = False
    if not fits:
        raise UnreadableFileError(str(path), f"not the list of words that {NAME} 3 has")
    return found


def _folder() -> Path | None:
    spec = find_spec(NAME)
    places = spec.submodule_search_locations if spec else None
    return next((Path(place) for place in places or () if (Path(place) / _LIST).is_file()), None)
