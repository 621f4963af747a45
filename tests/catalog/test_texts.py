"""The texts of the catalogue: in two languages, each in its own, and about no person."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
import yaml

from changekit.files.resources import catalog_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Found: TypeAlias = tuple[str, dict[str, str]]
FILES = sorted(catalog_folder().rglob("*.yaml"))
SOURCES = ("source", "municipality")
"""Keys under which names are names of documents and places."""
# Words that one language has and the other has not, so that none stands there by chance.
SWEDISH = re.compile(r"\b(och|att|är|för|inte|som|med|till|eller|av)\b")
ENGLISH = re.compile(r"\b(the|and|of|is|with|which|that|are|from|not)\b")
# Two capitalised words after one another are most often a person's name.
NAME = re.compile(r"(?<![.:?!] )(?<!^)\b[A-ZÅÄÖ][a-zåäöé]+ [A-ZÅÄÖ][a-zåäöé]+\b")
KNOWN_NAMES = {
    "Modigt Ledarskap", "Modigt Medarbetarskap", "New York", "United Kingdom",
}  # fmt: skip
EMAIL = re.compile(r"\S@\S+\.\S")


@functools.cache
def read(path: Path) -> Any:  # Any: what YAML holds
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)


def texts(value: Any, where: str = "", but: tuple[str, ...] = ()) -> Iterator[Found]:
    """Yield every mapping of languages with its path; what lies under some keys is left out."""
    if isinstance(value, dict):
        if {"sv", "en"} & set(value):
            yield where, value
            return
        for key, item in value.items():
            if key not in but:
                yield from texts(item, f"{where}.{key}", but)
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from texts(item, f"{where}[{at}]", but)


def file_name(path: Path) -> str:
    return path.relative_to(catalog_folder()).as_posix()


@pytest.mark.parametrize("path", FILES, ids=file_name)
def test_every_text_is_in_swedish_and_english(path: Path) -> None:
    found = list(texts(read(path)))
    assert found
    lacking = [where for where, text in found if set(text) != {"sv", "en"}]
    assert lacking == []
    assert [where for where, text in found if not all(map(str.strip, text.values()))] == []


@pytest.mark.parametrize("path", FILES, ids=file_name)
def test_no_text_is_in_the_other_language(path: Path) -> None:
    mixed = [
        (where, language, match.group())
        for where, text in texts(read(path))
        for language, foreign in (("sv", ENGLISH), ("en", SWEDISH))
        if (match := foreign.search(text[language]))
    ]
    assert mixed == []


@pytest.mark.parametrize("path", FILES, ids=file_name)
def test_no_long_text_was_left_untranslated(path: Path) -> None:
    alike = [
        (where, text["sv"])
        for where, text in texts(read(path))
        if text["sv"] == text["en"] and len(text["sv"].split()) > 3
    ]
    assert alike == []


@pytest.mark.parametrize("path", FILES, ids=file_name)
def test_no_text_names_a_person(path: Path) -> None:
    named = [
        (where, name)
        for where, text in texts(read(path), but=SOURCES)
        for entry in text.values()
        for name in NAME.findall(entry)
        if name not in KNOWN_NAMES
    ]
    assert named == []
    assert EMAIL.findall(path.read_text("utf-8")) == []
