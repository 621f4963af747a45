"""What can be looked up about a concept in a municipality, without asking anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from changekit.services.catalogue.heirs import plain_id
from changekit.services.catalogue.page_parts import ENABLERS
from changekit.text import LANGUAGES, UNDETERMINED, Text, join_words, language_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from changekit.model.concept import Concept
    from changekit.model.transfer import Condition
    from changekit.services.catalogue.recommending.facts import Facts

__all__ = [
    "can_look_up", "condition_answers", "country", "enablers", "language", "required",
]  # fmt: skip

Looked: TypeAlias = tuple[str, Text, Literal["same", "adaptable", "unmet", "unknown"], Text]
"""The id, the title, the answer, and why."""


def can_look_up(condition: Condition) -> bool:
    """Whether a condition speaks of something that files can answer."""
    return bool(condition.countries or condition.inhabitants or condition.enabler)


def condition_answers(condition: Condition, facts: Facts) -> list[tuple[bool | None, Text]]:
    """Return for each part of a condition whether it is so, and why; None is not known."""
    found = []
    if condition.countries:
        found.append(_in_countries(condition.countries, facts.country))
    if condition.inhabitants:
        found.append(_of_size(condition.inhabitants, facts.inhabitants))
    if condition.enabler:
        found.append(_holds(condition.enabler, facts.enablers))
    return found


def _in_countries(countries: Collection[str], here: str | None) -> tuple[bool | None, Text]:
    said = Text(sv="gäller {where}; här: {here}", en="holds for {where}; here: {here}").format(
        where=", ".join(sorted(countries)), here=here or "?"
    )
    return (None if here is None else here in countries), said


def _of_size(ends: Collection[float], here: float | None) -> tuple[bool | None, Text]:
    low, high = min(ends), max(ends)
    said = Text(
        sv="gäller {low} till {high} invånare; här: {here}",
        en="holds for {low} to {high} inhabitants; here: {here}",
    ).format(low=f"{low:g}", high=f"{high:g}", here="?" if here is None else f"{here:g}")
    return (None if here is None else low <= here <= high), said


def _holds(enabler: str, held: Collection[str] | None) -> tuple[bool | None, Text]:
    name = ENABLERS[enabler]
    if held is None:
        said = Text(
            sv="ingen roll anger vad den har ({what})", en="no role says what it holds ({what})"
        )
        return None, said.format(what=name)
    if enabler in held:
        return True, Text(sv="någon roll har {what}", en="a role holds {what}").format(what=name)
    return False, Text(sv="ingen roll har {what}", en="no role holds {what}").format(what=name)


def enablers(concept: Concept, facts: Facts, *, besides: Collection[str]) -> Iterator[Looked]:
    """Go through the enablers that a concept needs, but for those that it sets conditions on.

    Ours: what no role holds can be given to one, so it has to be adapted.
    """
    needed = concept.implementation.enablers if concept.implementation else ()
    for kind in sorted({item.kind for item in needed} - set(besides)):
        met, why = _holds(kind, facts.enablers)
        title = Text(sv="{what} finns", en="{what} in place").format(what=ENABLERS[kind])
        answer: Literal["same", "adaptable", "unknown"] = "same" if met else "adaptable"
        yield f"enabler-{kind}", title, "unknown" if met is None else answer, why


def required(concept: Concept, facts: Facts) -> Iterator[Looked]:
    """Go through the concepts that one requires.

    Ours: what is done is met, what is under way has to be waited for, the rest is not met.
    """
    names = {plain_id(item.to) for item in concept.relations if item.kind == "requires"}
    for name in sorted(names):
        state = facts.concepts.get(name)
        title = Text(sv="{name} är infört", en="{name} is in place").format(name=name)
        id_ = f"requires-{name}"
        if state == "done":
            yield id_, title, "same", Text(sv="infört här", en="in place here")
        elif state == "under-way":
            yield id_, title, "adaptable", Text(sv="pågår eller beslutat", en="under way")
        elif facts.country is None:
            yield (
                id_,
                title,
                "unknown",
                Text(sv="ingen kommun angiven", en="no municipality named"),
            )
        else:
            why = Text(sv="inget initiativ har infört det", en="no initiative has brought it in")
            yield id_, title, "unmet", why


def language(concept: Concept, facts: Facts) -> Looked:
    """Return whether a concept is written in a language that staff work in."""
    title = Text(sv="språket går att läsa", en="its language can be read")
    written = [code for code in concept.title.languages if code != UNDETERMINED]
    if not written or not facts.languages:
        why = Text(sv="språket är inte angivet", en="the language is not named")
        return "language", title, "unknown", why
    names = Text(
        {
            code: join_words((language_name(c, language=code) for c in written), language=code)
            for code in LANGUAGES
        }
    )
    why = Text(sv="skrivet på {names}", en="written in {names}").format(names=names)
    readable = set(written) & set(facts.languages)
    return "language", title, "same" if readable else "adaptable", why


def country(concept: Concept, facts: Facts) -> Looked:
    """Return whether a concept has been tried under the laws of this country.

    Ours: another country's concept has to be adapted to the laws here.
    """
    title = Text(sv="prövat i samma land", en="tried in the same country")
    places = [item.municipality for item in concept.evidence]
    places += [item.municipality for item in concept.adoptions]
    if concept.provenance:
        places.append(concept.provenance.municipality)
    tried = sorted({place.country for place in places if place and place.country})
    if not tried or facts.country is None:
        return "country", title, "unknown", Text(sv="landet är okänt", en="the country is unknown")
    why = Text(sv="prövat i {where}; här: {here}", en="tried in {where}; here: {here}").format(
        where=", ".join(tried), here=facts.country
    )
    return "country", title, "same" if facts.country in tried else "adaptable", why
