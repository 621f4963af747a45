"""Persons in concepts: mailboxes, telephone numbers and names where a function is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.files.registers.persons import like_body, like_name, like_role
from changekit.findings import Finding
from changekit.model.records import Record
from changekit.rules import plugins as rules
from changekit.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from changekit.model.concept import Concept
    from changekit.model.municipality import Municipality
    from changekit.model.reading import Places
    from changekit.rules import Rule

__all__ = ["check_persons", "person_findings", "says_person"]

_MAIL: Final = re.compile(
    r"(?P<local>[^\W\d_]+(?:-[^\W\d_]+)?\.[^\W\d_]+(?:-[^\W\d_]+)?\d?)@[\w-]+\.\w[\w.-]*"
)
"""Ours: `first.last@` is how organisations write the mailboxes of persons."""
_PHONE: Final = re.compile(
    r"(?<![\w./:,-])(?:\+\d{2}[ -]?\(?0?\)?|0)\d{1,3}[ -]*\d(?:[ -]?\d){4,8}(?!\w)"
)
"""Ours: a number that begins with 0 or +46 and has seven to thirteen digits."""
_PARTS: Final = re.compile(r"[,;:.()/&\n]| och | samt | and | via | - ")
_NOBODY: Final = re.compile(
    r"region|\bstad\b|stads|\bcity\b|\btown\b|universitet|university|högskola|institut|"
    r"länsstyrels|myndighet|agency|cent(?:er|re|rum|ral)|grupp|group|förbund|\bråd|function|"
    r"funktion|ledning|desk|support|resource|personal|human|development|utveckl|digital|"
    r"quality|kvalitet|execut|leadership|planning|finance|ekonomi|process|competenc|kompetens|"
    r"labour|arbets|market|contact|kontakt|board|bibliotek|library|museum|police|polis",
    re.IGNORECASE,
)
"""Ours: words of functions and bodies, beside those that registers are looked through with."""
NAMED: Final = ("contact.function", "provenance.maintainer_role", "implementation.text")
"""The fields where people are asked for a function or for roles, and may write a name."""
SKIPPED: Final = frozenset({
    "id", "version", "status", "source", "url", "licence", "tags", "needs", "relations", "unit",
    "parameters", "claim",
})  # fmt: skip
"""Fields without words about whom to ask; what is cited may name whoever wrote it."""


def check_persons(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find persons in a municipality's own concepts; packs are looked through by themselves."""
    for concept in municipality.concepts:
        if ("concept", concept.id) not in municipality.from_packs:
            yield from person_findings(concept, municipality.places)


def person_findings(concept: Concept, places: Places | None = None) -> Iterator[Finding]:
    """Go through what looks like a person in a concept, at most once for each field.

    Args:
        concept: The concept.
        places: Where its fields stand, where that is known.

    >>> from changekit.model.concept import Concept
    >>> told = {"id": "a/b", "version": "1.0.0", "title": "X", "problem": "Ring 0123-456 00"}
    >>> [found.code for found in person_findings(Concept.from_dict(told))]
    ['CK533']
    """
    seen = set()
    for path, words in _texts(concept, ""):
        for rule, found in _said(words, named=path in NAMED):
            if (rule.code, path) not in seen:
                seen.add((rule.code, path))
                top = path.partition(".")[0].partition("[")[0]
                place = places.of("concept", concept.id, top) if places else None
                yield Finding.of(rule, {"found": found}, subject=concept.id,
                                 place=place, path=path)  # fmt: skip


def says_person(words: str, *, named: bool) -> tuple[Text, ...]:
    """Return what is wrong with an answer that looks as if it gave a person, in words.

    Args:
        words: The answer.
        named: Whether a function or role was asked for, so that names are looked for too.

    >>> [text.to("en") for text in says_person("Förnamn Efternamn", named=True)]
    ['this looks like the name of a person']
    """
    return tuple(rule.message.format(found=found) for rule, found in _said(words, named=named))


def _said(words: str, *, named: bool) -> Iterator[tuple[Rule, str]]:
    bare = words
    if "@" in words:
        for match in _MAIL.finditer(words):
            if not _function(match["local"]):
                yield rules.MAILBOX_OF_PERSON, match[0]
        bare = re.sub(r"\S+@\S+", ",", words)
    phone = _PHONE.search(bare)
    if phone is not None:
        yield rules.PHONE_NUMBER, phone[0]
        bare = _PHONE.sub(",", bare)
    if named and any(_name(part.strip()) for part in _PARTS.split(bare)):
        yield rules.PERSON_NAMED, ""


def _name(part: str) -> bool:
    return like_name(part) and not _NOBODY.search(part)


def _function(local: str) -> bool:
    return bool(_NOBODY.search(local)) or like_body(local) or like_role(local)


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:  # Any: what a record holds
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Text):
        for _, words in value.entries:
            yield path, words
    elif isinstance(value, Record):
        for field in attrs.fields(type(value)):  # type: ignore[arg-type]  # every record is of attrs
            if field.name not in SKIPPED:
                below = getattr(value, field.name)
                if below:
                    yield from _texts(below, f"{path}.{field.name}" if path else field.name)
    elif isinstance(value, tuple):
        yield from _listed(enumerate(value), path)
    elif isinstance(value, Mapping):
        yield from _listed(value.items(), path)


def _listed(
    items: Iterable[tuple[object, Any]], path: str
) -> Iterator[tuple[str, str]]:  # Any: same
    for key, item in items:
        yield from _texts(item, f"{path}[{key}]")
