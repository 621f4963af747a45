"""Small things in concepts that nobody can mean: licences, periods, tags, needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from changekit.findings import Finding
from changekit.rules import plugins as rules
from changekit.text import Text, closest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from changekit.model.concept import Adoption, Concept, Evidence
    from changekit.model.municipality import Municipality
    from changekit.model.pack import Pack
    from changekit.model.reading import Places
    from changekit.rules import Rule

__all__ = ["check_particulars", "pack_particulars", "particulars", "strange_licence"]

LICENCES: Final = frozenset({
    "0BSD", "AFL-3.0", "AGPL-3.0-only", "AGPL-3.0-or-later", "Apache-2.0", "Artistic-2.0",
    "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC-BY-2.0", "CC-BY-2.5", "CC-BY-3.0",
    "CC-BY-4.0", "CC-BY-NC-3.0", "CC-BY-NC-4.0", "CC-BY-NC-ND-3.0", "CC-BY-NC-ND-4.0",
    "CC-BY-NC-SA-3.0", "CC-BY-NC-SA-4.0", "CC-BY-ND-3.0", "CC-BY-ND-4.0", "CC-BY-SA-2.0",
    "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC-PDDC", "CC0-1.0", "CDLA-Permissive-2.0", "ECL-2.0",
    "EPL-2.0", "EUPL-1.1", "EUPL-1.2", "FSFAP", "GFDL-1.3-only", "GFDL-1.3-or-later",
    "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later", "ISC",
    "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MIT-0",
    "MPL-2.0", "MS-PL", "NLOD-1.0", "NLOD-2.0", "ODbL-1.0", "ODC-By-1.0", "OGL-UK-3.0",
    "OSL-3.0", "PDDL-1.0", "Unlicense", "WTFPL", "Zlib", "etalab-2.0",
})  # fmt: skip
"""Source: the SPDX licence list, spdx.org/licenses. Ours: those met on texts, data and code of
public bodies; `LicenseRef-` and a name stands for any other."""
_FOLDED: Final = {name.casefold(): name for name in LICENCES}
OFTEN: Final = {"cc0": "CC0-1.0", "cco": "CC0-1.0", "ccby": "CC-BY-4.0", "ccbysa": "CC-BY-SA-4.0",
                "apache": "Apache-2.0", "eupl": "EUPL-1.2", "gpl": "GPL-3.0-or-later"}  # fmt: skip
"""Ours: what people write for the licence that they mean."""


def check_particulars(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find such things in a municipality's own concepts; packs are looked at by themselves."""
    for concept in municipality.concepts:
        if ("concept", concept.id) not in municipality.from_packs:
            yield from particulars(concept, municipality.places)


def particulars(concept: Concept, places: Places | None = None) -> Iterator[Finding]:
    """Go through a concept's unknown licences, periods that end before they begin, and tags.

    Args:
        concept: The concept.
        places: Where its fields stand, where that is known.

    >>> from changekit.model.concept import Concept
    >>> told = {"id": "a/b", "version": "1.0.0", "title": "X", "tags": ["a", "b", "a"]}
    >>> [found.code for found in particulars(Concept.from_dict(told))]
    ['CK536']
    """
    for rule, path, values in _found(concept):
        top = path.partition(".")[0].partition("[")[0]
        place = places.of("concept", concept.id, top) if places else None
        yield Finding.of(rule, values, subject=concept.id, place=place, path=path)


def pack_particulars(
    pack: Pack, concepts: tuple[Concept, ...], places: Places
) -> Iterator[Finding]:
    """Go through what a pack lacks to be of use: a known licence, concepts, and their needs."""
    strange = strange_licence(pack.licence)
    if strange is not None:
        yield Finding.of(
            rules.LICENCE_UNKNOWN, {"found": strange[0], "advice": strange[1]}, subject=pack.id,
            place=places.of("pack", pack.id, "licence"), path="licence",
        )  # fmt: skip
    for concept in concepts:
        if not concept.needs and concept.in_use:
            yield Finding.of(
                rules.CONCEPT_WITHOUT_NEEDS, subject=concept.id,
                place=places.of("concept", concept.id, "id"), path="needs",
            )  # fmt: skip


def strange_licence(licence: str) -> tuple[str, Text] | None:
    """Return the part of a licence that SPDX does not know, with what may be meant.

    >>> strange_licence("MIT OR CCO-1.0")[0], strange_licence("CC0-1.0")
    ('CCO-1.0', None)
    """
    parts = re.split(r" (?:AND|OR) ", licence)
    names = [part.partition(" WITH ")[0].strip("() ").removesuffix("+") for part in parts]
    for name in names:
        if name not in LICENCES and not name.startswith("LicenseRef-"):
            plain = re.sub(r"[^a-z0-9]|[-. ]?\d[\d.]*$", "", name.casefold())
            near = OFTEN.get(plain) or OFTEN.get(plain + "0") or _FOLDED.get(name.casefold())
            near = near or closest(name, LICENCES)
            return name, _MEANT.format(near=near) if near else _OTHER
    return None


_MEANT = Text(sv="menade du {near}?", en="did you mean {near}?")
_OTHER = Text(
    sv="se spdx.org/licenses, eller skriv LicenseRef- och ett namn",
    en="see spdx.org/licenses, or write LicenseRef- and a name",
)


def _found(concept: Concept) -> Iterator[tuple[Rule, str, dict[str, object]]]:
    named = [("provenance.licence", concept.provenance.licence if concept.provenance else None)]
    named += [(f"materials[{at}].licence", it.licence) for at, it in enumerate(concept.materials)]
    for path, licence in named:
        strange = strange_licence(licence) if licence else None
        if strange is not None:
            yield rules.LICENCE_UNKNOWN, path, {"found": strange[0], "advice": strange[1]}
    lists: tuple[tuple[str, tuple[Evidence | Adoption, ...]], ...] = (
        ("evidence", concept.evidence), ("adoptions", concept.adoptions),
    )  # fmt: skip
    for name, items in lists:
        for at, item in enumerate(items):
            period = item.period
            if period and period.from_ and period.to and period.from_ > period.to:
                days: dict[str, object] = {
                    "first": period.from_.isoformat(),
                    "last": period.to.isoformat(),
                }
                yield rules.PERIOD_BACKWARDS, f"{name}[{at}].period", days
    again = sorted({tag for tag in concept.tags if concept.tags.count(tag) > 1})
    if again:
        yield rules.TAG_TWICE, "tags", {"found": ", ".join(again)}
