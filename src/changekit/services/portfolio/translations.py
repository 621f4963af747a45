"""Texts that lack one of the two languages: one finding for each file."""

from __future__ import annotations

import typing
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from changekit.findings import Finding
from changekit.rules import portfolio as rules
from changekit.services.portfolio.open_work import counted, in_words
from changekit.text import LANGUAGES, UNDETERMINED, Text, language_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from changekit.findings import Place
    from changekit.model.municipality import Municipality

__all__ = ["missing_translations"]


_TEXTS = Text(sv="texter", en="texts")


def missing_translations(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find the files with texts in one language alone, with the first of their places.

    A text that names no language is taken to be in the municipality's own. The reason of a link
    that names none is left out: the short form of links in a table has no room for two.
    """
    own = municipality.settings.language
    missing: dict[str, Counter[str]] = defaultdict(Counter)
    texts: Counter[str] = Counter()
    first: dict[str, Place] = {}
    for kind, record, field, text in _all_texts(municipality):
        named = {own if code == UNDETERMINED else code for code in text.languages}
        wanted = [code for code in LANGUAGES if code not in named]
        place = municipality.place(kind, record, field) if wanted and text else None
        if place is None:  # translated, empty, or of a pack
            continue
        file = _file(place)
        missing[file].update(wanted)
        texts[file] += 1
        first[file] = min(first.get(file, place), place, key=lambda p: (p.line, p.column, p.file))
    for file in sorted(missing):
        number = counted(texts[file], one=Text(sv="text", en="text"), many=_TEXTS)
        values = {"texts": number, "missing": _shown(missing[file])}
        yield Finding.of(rules.MISSING_TRANSLATION, values, place=first[file])


def _file(place: Place) -> str:
    return "#" if place.file.startswith("#") else place.file.split("!")[0]


def _shown(missing: Counter[str]) -> Text:
    return in_words(
        Text(
            {code: f"{language_name(lang, language=code)} ({missing[lang]})" for code in LANGUAGES}
        )
        for lang in sorted(missing)
    )


def _all_texts(municipality: Municipality) -> Iterator[tuple[str, str, str, Text]]:
    """Go through the texts of all records: kind, id, field and text."""
    kinds = (
        ("unit", municipality.organisation.units),
        ("role", municipality.organisation.roles),
        ("goal", municipality.goals.goals),
        ("grouping", municipality.goals.groupings),
        ("initiative", municipality.initiatives),
        ("measure", municipality.measures),
        ("profile", municipality.profiles),
        ("concept", municipality.concepts),
    )
    for kind, records in kinds:
        for record in records:
            for field, text in _texts(record):
                yield kind, record.id, field, text


def _texts(record: Any) -> Iterator[tuple[str, Text]]:  # Any: a record of any class
    for field in _fields(type(record)):
        value = getattr(record, field)
        if value:
            for text in _inside(value):
                if field != "links" or text.languages != (UNDETERMINED,):
                    yield field, text


def _inside(value: Any) -> Iterator[Text]:  # Any: whatever a field holds
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _inside(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _inside(item)
    elif value is not None:
        for field in _fields(type(value)):
            yield from _inside(getattr(value, field))


def _fields(cls: type[Any]) -> tuple[str, ...]:  # Any: a record of any class
    """Return the fields of a record that may hold texts, worked out once for each class."""
    known = _FIELDS.get(cls)
    if known is None:
        # A source speaks of another document, in that document's language.
        known = _FIELDS[cls] = tuple(
            field.name
            for field in (attrs.fields(attrs.resolve_types(cls)) if attrs.has(cls) else ())
            if field.name != "source" and _may_hold_text(field.type)
        )
    return known


def _may_hold_text(kind: Any) -> bool:  # Any: types of any kind
    if isinstance(kind, type) and attrs.has(kind):
        return kind is Text or bool(_fields(kind))
    return any(_may_hold_text(part) for part in typing.get_args(kind))


_FIELDS: dict[type[Any], tuple[str, ...]] = {}  # a cache: two threads would put in equal names
