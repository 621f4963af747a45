"""Parts of a concept's page: whom it touches, what it needs, who saw what, where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from changekit.services.catalogue.figures import figure, measured, unit_name
from changekit.text import LANGUAGES, Text, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from changekit.model.concept import Adoption, Concept, Evidence, NeededEnabler
    from changekit.model.source import Source

__all__ = [
    "ENABLERS", "Row", "adopted", "around", "conditions", "enablers", "joined", "observed",
    "sources",
]  # fmt: skip

Row = tuple[Text, Text]
"""A heading and what stands under it."""

_REPORTERS: Final[Mapping[str, Text]] = {
    "adopter": Text(sv="den som införde det", en="the adopter"),
    "supplier": Text(sv="leverantören", en="the supplier"),
    "independent": Text(sv="någon oberoende", en="somebody independent"),
}
ENABLERS: Final[Mapping[str, Text]] = {
    "responsibility": Text(sv="ansvar", en="responsibility"),
    "authority": Text(sv="befogenhet", en="authority"),
    "it-support": Text(sv="it-stöd", en="IT support"),
    "information": Text(sv="information", en="information"),
    "resources": Text(sv="andra resurser", en="other resources"),
}
_GROUPS: Final[Mapping[str, Text]] = {
    "recipients": Text(sv="mottagare", en="recipients"),
    "residents": Text(sv="invånare", en="residents"),
    "staff": Text(sv="medarbetare", en="staff"),
    "first-line-managers": Text(sv="första linjens chefer", en="first-line managers"),
    "managers": Text(sv="chefer", en="managers"),
    "top-managers": Text(sv="högsta ledningen", en="top managers"),
    "politicians": Text(sv="förtroendevalda", en="politicians"),
    "partners": Text(sv="partner utanför kommunen", en="partners outside"),
}
_TARGETS: Final[Mapping[bool | None, Text]] = {
    True: Text(sv="målet nått", en="target met"),
    False: Text(sv="målet inte nått", en="target not met"),
}
_SAID: Final = Text(sv="{text}{figures} (säger {who})", en="{text}{figures} (says {who})")


def joined(texts: Iterable[Text]) -> Text:
    """Return several texts as one enumeration in each language."""
    found = tuple(texts)
    return Text(
        {code: join_words((t.to(code) for t in found), language=code) for code in LANGUAGES}
    )


def enablers(needed: Iterable[NeededEnabler]) -> Iterator[Row]:
    """Yield what has to be there: the kinds in one line, and a line for each that says more."""
    found = tuple(needed)
    head = Text(sv="vad som måste finnas", en="what has to be there")
    if found:
        yield head, joined(ENABLERS[item.kind] for item in found)
    for item in found:
        if item.text:
            yield ENABLERS[item.kind], item.text


def conditions(concept: Concept) -> Iterator[Row]:
    """Yield what has to be so elsewhere; what the concept fails without is marked."""
    stops = Text(sv="{text} Annars går det inte.", en="{text} It fails otherwise.")
    head = Text(sv="vad som måste gälla", en="what has to be so")
    for item in concept.conditions:
        if item.text:
            yield head, stops.format(text=item.text) if item.blocking else item.text


def around(concept: Concept) -> Iterator[Row]:
    """Yield whom a concept touches, what can be set, and the materials that go with it."""
    says = Text(sv="{group}: {how}", en="{group}: {how}")
    touched = Text(sv="berör", en="touches")
    for group in concept.touches:
        name = _GROUPS[group.group]
        yield touched, says.format(group=name, how=group.how) if group.how else name
    setting = Text(sv="{title}: {value}", en="{title}: {value}")
    for item in concept.parameters:
        value = item.default if item.value is None else item.value
        if value is not None:
            title = item.title or Text.plain(item.name)
            words = {c: measured(value, unit=item.unit, language=c) for c in LANGUAGES}
            said = setting.format(title=title, value=Text(words))
            yield Text(sv="kan ställas in", en="can be set"), said
    for material in concept.materials:
        where = material.url or material.file
        tail = Text.plain(f" <{where}>") if where else Text(sv="", en="")
        yield (
            Text(sv="material", en="materials"),
            Text(sv="{title}{tail}", en="{title}{tail}").format(title=material.title, tail=tail),
        )


def observed(item: Evidence) -> Text:
    """Return one observation: what, the figures, on how many, and who says so."""
    what = item.text or item.title or Text.plain(item.outcome)
    if item.text and item.title:
        what = Text(sv="{title}: {text}", en="{title}: {text}").format(
            title=item.title, text=item.text
        )
    figures = Text({code: _figures(item, code) for code in LANGUAGES})
    return _SAID.format(text=what, figures=figures, who=_REPORTERS[item.reported_by])


def _figures(item: Evidence, language: str) -> str:
    counted = f"n = {figure(item.n, language)}" if item.n else ""
    told = "; ".join(part for part in (_change(item, language), counted) if part)
    return f" {told}" if told else ""


def _change(item: Evidence, language: str) -> str:
    """Return the value before and after, and the effect with its interval."""
    shares = item.unit == "share"
    inner = item.unit if shares else None
    ends = [amount.ends for amount in (item.before, item.after) if amount and amount.ends]
    values = " → ".join(measured(*dict.fromkeys(pair), unit=inner, language=language)
                        for pair in ends)  # fmt: skip
    parts = [values] if values else []
    if item.effect is not None:
        given = item.effect
        held = [end for end in (given.low, given.high) if end is not None]
        scaled = [100 * end if shares else end for end in held]
        span = f" [{'; '.join(figure(end, language) for end in scaled)}]" if scaled else ""
        effect = measured(given.estimate, unit=inner, language=language, signed=True)
        parts.append(f"{effect}{span}")
    unit = "" if shares or not parts else f" {unit_name(item.unit).to(language)}"
    return f"{', '.join(parts)}{unit}".rstrip()


def adopted(item: Adoption) -> Text:
    """Return who took a concept up, whom it reached, what it did and whether that was the aim."""
    told = (item.reach, item.effectiveness, item.maintenance)
    parts = [part for part in (_TARGETS.get(item.target_met), *told) if part]
    if not parts:
        return item.municipality.name
    tail = Text({code: " ".join(_sentence(p.to(code)) for p in parts) for code in LANGUAGES})
    return Text(sv="{name}: {tail}", en="{name}: {tail}").format(
        name=item.municipality.name, tail=tail
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def sources(concept: Concept) -> Iterator[Row]:
    """Yield where what is said of a concept can be read, each source once."""
    rows: list[Source | None] = [concept.source]
    rows += [item.source for item in concept.evidence]
    rows += [item.source for item in concept.adoptions]
    named = dict.fromkeys(_named(source) for source in rows if source and not source.invented)
    for name in named:
        yield Text(sv="källa", en="source"), name


def _named(source: Source) -> Text:
    page = source.page or ""
    pages = {"sv": _PAGE.sub("s. ", page), "en": _PAGE.sub("p. ", page)}
    return Text({code: _source(source, pages[code]) for code in LANGUAGES})


def _source(source: Source, page: str) -> str:
    told = ", ".join(part for part in (source.document, source.publisher, page) if part)
    return f"{told} <{source.url}>" if source.url else told


_PAGE: Final = re.compile(r"^(p|s|sid)\. ?(?=\d)")
"""How the page of a source begins where it is a number, in either language."""
