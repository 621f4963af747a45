"""What every check has to keep to."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import attrs

from changekit.findings import SEVERITY_NAMES, Finding, Place
from changekit.model.municipality import Municipality
from changekit.model.settings import Settings
from changekit.testing._given import for_all
from changekit.testing.towns import AS_OF, municipalities
from changekit.text import LANGUAGES, UNDETERMINED, Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from changekit.extension.protocols.checking import Check

__all__ = ["check_check"]

CODE: Final = re.compile(r"(?!CK)[A-Z]{2,8}[0-9]{3}")
"""Ours: letters that say whose it is, and three digits; `CK` is changekit's own."""
_EMPTY = Municipality(settings=Settings(name=Text(sv="Tomt", en="Empty")))


def check_check(
    check: Check,
    *,
    also: Iterable[Municipality] = (),
    as_of: dt.date = AS_OF,
    examples: int = 30,
    own: bool = False,
) -> frozenset[str]:
    """Check a check against many small municipalities, and return the codes that it gave.

    It answers for any municipality, an empty one too; answers the same when asked again and
    whatever the order of units, goals and initiatives; and its findings are well-formed: a code
    that is not changekit's, a severity, a message and a hint in Swedish and English.

    Args:
        check: The check.
        also: Municipalities that it is to be asked about too, such as one that it finds fault
            with; codes that are never given are never looked at.
        as_of: The day that counts as today.
        examples: How many municipalities are drawn.
        own: Whether it is one of changekit's own, whose codes begin with `CK`.

    Raises:
        AssertionError: It does not keep to that; the message says to what.

    >>> from changekit.services.portfolio import BUILT_IN
    >>> sorted(check_check(BUILT_IN["no-goal"], examples=20, own=True))[:1]
    ['CK301']
    """
    seen: set[str] = set()

    def holds(municipality: Municipality) -> None:
        found = _ask(check, municipality, as_of)
        for item in found:
            _well_formed(item, own=own)
        seen.update(item.code for item in found)
        again = _ask(check, municipality, as_of)
        _same(found, again, "asked twice, it gives different findings")
        _same(found, _ask(check, _backwards(municipality), as_of), "the order of records counts")

    for municipality in (_EMPTY, *also):
        holds(municipality)
    for_all(municipalities(), holds, examples=examples)
    return frozenset(seen)


def _ask(check: Check, municipality: Municipality, as_of: dt.date) -> list[Finding]:
    found = list(check(municipality, as_of))
    for item in found:
        given: object = item  # a plugin may give anything
        if not isinstance(given, Finding):
            msg = f"a check gives findings, got {given!r}"
            raise AssertionError(msg)  # noqa: TRY004  # the kit's one kind of complaint
    return found


def _well_formed(item: Finding, *, own: bool) -> None:
    faults = []
    if not own and not CODE.fullmatch(item.code):
        faults.append("its code is letters other than CK and three digits")
    if item.severity not in SEVERITY_NAMES:
        faults.append(f"its severity is one of {', '.join(SEVERITY_NAMES)}")
    if not (isinstance(item.place, Place) or item.place is None):
        faults.append("its place is a Place or None")
    for name, text in (("message", item.message), ("hint", item.hint)):
        if text is not None:
            faults += _text_faults(name, text)
    try:
        json.dumps([item.to_dict(language) for language in LANGUAGES])
    except (TypeError, ValueError, AttributeError) as error:
        faults.append(f"it can be written as JSON ({error})")
    if faults:
        msg = f"{item!r}: {'; '.join(faults)}"
        raise AssertionError(msg)


def _text_faults(name: str, text: object) -> list[str]:
    if not isinstance(text, Text):
        return [f"its {name} is a Text"]
    if text.missing() or UNDETERMINED in text.languages or not all(map(str.strip, text)):
        return [f"its {name} is in Swedish and English"]
    return []


def _backwards(municipality: Municipality) -> Municipality:
    organisation, goals = municipality.organisation, municipality.goals
    return attrs.evolve(
        municipality,
        organisation=attrs.evolve(
            organisation, units=organisation.units[::-1], roles=organisation.roles[::-1]
        ),
        goals=attrs.evolve(goals, goals=goals.goals[::-1], groupings=goals.groupings[::-1]),
        initiatives=municipality.initiatives[::-1],
        concepts=municipality.concepts[::-1],
        measures=municipality.measures[::-1],
    )


def _same(found: list[Finding], other: list[Finding], claim: str) -> None:
    differing = (Counter(found) - Counter(other)) | (Counter(other) - Counter(found))
    if differing:
        lines = "\n".join(sorted(item.line() for item in differing))
        msg = f"{claim}:\n{lines}"
        raise AssertionError(msg)
