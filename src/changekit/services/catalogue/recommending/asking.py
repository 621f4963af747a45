"""What is asked for, in its several forms, and the concepts that may answer it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.services.wording import is_small, tokens
from changekit.text import LANGUAGES, Text, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.model.measure import Measure
    from changekit.model.municipality import Municipality
    from changekit.model.rubric import RubricValue
    from changekit.services.catalogue.collection import Catalogue
    from changekit.services.catalogue.hits import Hit

__all__ = ["Asked", "Fact", "asked_for"]

Kind: TypeAlias = Literal["need", "text", "value", "goal", "measure"]
Fact: TypeAlias = Mapping[str, object]
"""A fact of a case log: `{measure, value, target}`; value and target may be left out."""
MOST_FOUND, NEAR_BEST = 20, 0.5
"""Ours: what fits a search less than half as well as its best hit, or comes after the twentieth,
has little to do with the question."""


@attrs.frozen(kw_only=True)
class Asked:
    """A question, and what may answer it.

    Attributes:
        kind: What was asked with.
        text: The question in words.
        needs: The needs that it comes down to.
        candidates: Ids of concepts that may answer it, sorted.
        advice: What to know where nothing is asked for after all.
    """

    kind: Kind
    text: Text
    needs: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    advice: Text | None = None


def asked_for(
    catalogue: Catalogue,
    municipality: Municipality | None,
    **asked: str | Fact | None,
) -> Asked:
    """Return what is asked for, from exactly one of need, text, value, goal or measure.

    Raises:
        InvalidValueError: None of them is given, or several; or nobody can say what it means.
        UnknownNameError: There is no such need, value, goal or measure.
    """
    given = {kind: what for kind, what in asked.items() if what is not None}
    if len(given) != 1:
        raise InvalidValueError(
            Text(
                sv="fråga efter en sak i taget: need, text, value, goal eller measure; "
                f"fick {', '.join(given) or 'ingen'}",
                en="ask for one thing at a time: need, text, value, goal or measure; "
                f"got {', '.join(given) or 'none'}",
            )
        )
    ((kind, what),) = given.items()
    if not isinstance(what, str) and not (kind == "measure" and isinstance(what, Mapping)):
        raise InvalidValueError(
            Text(
                sv="{kind} måste vara text, fick {found}", en="{kind} must be text, got {found}"
            ).format(kind=kind, found=repr(what))
        )
    if kind == "need":
        return _needed(catalogue, "need", (str(what),))
    if kind == "text":
        return _told(catalogue, str(what))
    town = municipality if municipality is not None else _nowhere(kind)
    if kind == "value":
        return _value(catalogue, town, str(what))
    if kind == "goal":
        return _goal(catalogue, town, str(what))
    return _measure(catalogue, town, what if isinstance(what, Mapping) else {"measure": what})


def _nowhere(kind: str) -> Municipality:
    raise InvalidValueError(
        Text(
            sv=f"{kind} finns i en kommuns egna filer, och ingen kommun är angiven",
            en=f"a {kind} stands in a municipality's own files, and no municipality is given",
        )
    )


def _needed(
    catalogue: Catalogue, kind: Kind, names: Iterable[str], *, label: Text | None = None
) -> Asked:
    """Return the concepts that say they answer any of some needs."""
    titles = {need.id: need.title for need in catalogue.needs}
    used = {need for concept in catalogue.concepts for need in concept.needs}
    wanted = tuple(sorted(set(names)))
    for name in wanted:
        if name not in titles and name not in used:
            raise UnknownNameError("need", name, known={*titles, *used})
    found = {item.id for item in catalogue.concepts if set(item.needs) & set(wanted)}
    named = [titles.get(name, Text.plain(name)) for name in wanted]
    return Asked(
        kind=kind,
        text=label or _joined(named),
        needs=wanted,
        candidates=tuple(sorted(found)),
    )


def _told(catalogue: Catalogue, words: str) -> Asked:
    """Return what is meant by one's own words: a need that is called so, or else a search."""
    called = " ".join(words.casefold().split())
    for need in catalogue.needs:
        if called in {title.casefold() for title in need.title}:
            return _needed(catalogue, "text", (need.id,))
    return _searched(catalogue, "text", Text.plain(words))


def _joined(texts: Iterable[Text]) -> Text:
    every = tuple(texts)
    return Text(
        {
            code: join_words((text.to(code) for text in every), language=code)
            for code in ("sv", "en")
        }
    )


def _searched(catalogue: Catalogue, kind: Kind, words: Text) -> Asked:
    """Return the concepts that a search for words finds, in any of their languages."""
    found = set()
    for query in dict.fromkeys(words):
        hits = [hit for hit in catalogue.search(query, limit=MOST_FOUND) if _tells(hit, query)]
        found |= {hit.id for hit in hits if hit.score >= NEAR_BEST * hits[0].score}
    advice = None if found else catalogue.search(str(words)).advice or _NEAR_ALONE
    return Asked(kind=kind, text=words, candidates=tuple(sorted(found)), advice=advice)


def _tells(hit: Hit, query: str) -> bool:
    """Tell whether a hit rests on more than likeness: on one word that was asked for, as it is.

    Ours: of a single word, a part of it or a like spelling is all there may be.
    """
    telling = [
        word for word in tokens(query) if not any(is_small(word, language=c) for c in LANGUAGES)
    ]
    return len(telling) == 1 or any(match.how in ("word", "form") for match in hit.matched)


_NEAR_ALONE = Text(
    sv="Inget koncept talar om detta; det som hittades liknar bara orden. Pröva ett annat ord, "
    "eller ett behov.",
    en="No concept speaks of this; what was found is only like the words. Try another word, or a "
    "need.",
)


def _value(catalogue: Catalogue, town: Municipality, name: str) -> Asked:
    found = _value_called(town, name)
    if not found.needs:
        return _searched(catalogue, "value", found.title)
    return _needed(catalogue, "value", found.needs, label=found.title)


def _value_called(town: Municipality, name: str) -> RubricValue:
    """Return the value of that name: `rubric/value`, or the value alone where only one has it."""
    rubric, slash, value = name.partition("/")
    rubrics = {item.id: item for item in town.rubrics}
    plain = rubric.partition("@")[0]
    if slash and plain not in rubrics:
        raise UnknownNameError("rubric", plain, known=rubrics)
    among = [rubrics[plain]] if slash else list(rubrics.values())
    values = {f"{one.id}/{item.id}": item for one in among for item in one.values}
    fitting = [
        item for full, item in values.items() if full.endswith(f"/{value if slash else name}")
    ]
    if len(fitting) != 1:
        known = [full for full, item in values.items() if item in fitting]
        raise UnknownNameError("value", name, known=known or values)
    return fitting[0]


def _goal(catalogue: Catalogue, town: Municipality, name: str) -> Asked:
    if name not in town.goals_by_id:
        raise UnknownNameError("goal", name, known=town.goals_by_id)
    goal = town.goals_by_id[name]
    measures = [town.measures_by_id[m] for m in goal.measures if m in town.measures_by_id]
    needs = sorted({need for measure in measures for need in measure.needs})
    said = _searched(catalogue, "goal", goal.title)
    if not needs:
        return said
    needed = _needed(catalogue, "goal", needs, label=goal.title)
    every = tuple(sorted({*needed.candidates, *said.candidates}))
    return attrs.evolve(needed, candidates=every)


def _measure(catalogue: Catalogue, town: Municipality, fact: Fact) -> Asked:
    name = str(fact.get("measure"))
    if name not in town.measures_by_id:
        raise UnknownNameError("measure", name, known=town.measures_by_id)
    measure = town.measures_by_id[name]
    value = _number(fact, "value", _latest(measure))
    target = _number(fact, "target", measure.target)
    if value is not None and target is not None and _met(measure, value, target):
        advice = Text(
            sv="{title} är {value} mot målet {target}: målet är nått, så inget behövs.",
            en="{title} is {value} against the target {target}: it is met, so nothing is needed.",
        ).format(title=measure.title, value=f"{value:g}", target=f"{target:g}")
        return Asked(kind="measure", text=measure.title, needs=measure.needs, advice=advice)
    if not measure.needs:
        return _searched(catalogue, "measure", measure.title)
    return _needed(catalogue, "measure", measure.needs, label=measure.title)


def _number(fact: Fact, key: str, otherwise: float | None) -> float | None:
    given = fact.get(key)
    if given is None:
        return otherwise
    if isinstance(given, bool) or not isinstance(given, int | float) or not math.isfinite(given):
        msg = f"{key} of a measure must be a number, got {given!r}"
        raise InvalidValueError(msg)
    return float(given)


def _latest(measure: Measure) -> float | None:
    known = [(item.date, item.value) for item in measure.observations if item.value is not None]
    return max(known)[1] if known else None


def _met(measure: Measure, value: float, target: float) -> bool:
    return value >= target if measure.better == "up" else value <= target
