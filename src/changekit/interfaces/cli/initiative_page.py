"""An initiative as people read it: one row for each thing that is known, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from changekit.files.tables.headings import heading_of
from changekit.interfaces.cli.terminal import fitted, width
from changekit.services.catalogue.figures import figure, measured
from changekit.services.portfolio.open_work import STATUS_NAMES
from changekit.tables import Column, Table, show_cell
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from changekit.model.initiative import Initiative

__all__ = ["page_of"]

_WORDS: Final[Mapping[str, Text]] = {
    "amount": Text(sv="hur mycket", en="how much"),
    "criteria": Text(sv="Kriterier", en="Criteria"),
    "document": Text(sv="dokument", en="document"),
    "invented": Text(sv="påhittat", en="invented"),
    "links": Text(sv="Hänger ihop med", en="Tied to"),
    "mandate": Text(sv="Uppdrag", en="Mandate"),
    "note": Text(sv="anmärkning", en="note"),
    "origin": Text(sv="Ursprung", en="Origin"),
    "owner": Text(sv="Ägare", en="Owner"),
    "page": Text(sv="sida", en="page"),
    "publisher": Text(sv="utgivare", en="publisher"),
    "unit": Text(sv="enhet", en="unit"),
    "url": Text(sv="adress", en="address"),
    "value": Text(sv="Nytta", en="Benefit"),
    "follow_up": Text(sv="Uppföljning", en="Follow-up"),
}
"""What is called so in no register, and so has no heading."""
_CHOICES: Final[Mapping[str, Text]] = {
    **STATUS_NAMES,
    "high": Text(sv="hög", en="high"),
    "medium": Text(sv="medel", en="medium"),
    "low": Text(sv="låg", en="low"),
    "integrated": Text(sv="i linjen", en="integrated"),
    "project": Text(sv="projekt", en="project"),
    "politicians": Text(sv="förtroendevalda", en="politicians"),
    "managers": Text(sv="chefer", en="managers"),
    "staff": Text(sv="medarbetare", en="staff"),
    "law": Text(sv="lag", en="law"),
    "requires": Text(sv="kräver", en="requires"),
    "enables": Text(sv="möjliggör", en="enables"),
    "conflicts": Text(sv="krockar med", en="conflicts with"),
    "alternative-to": Text(sv="alternativ till", en="alternative to"),
    "follows": Text(sv="följer på", en="follows"),
}
_CHOSEN: Final = frozenset({"status", "priority", "mode", "defined_by", "kind"})


def page_of(initiative: Initiative, language: str) -> str:
    """Return an initiative as a table for a terminal."""
    columns = (
        Column("field", Text(sv="Fält", en="Field")),
        Column("value", Text(sv="Innehåll", en="Content")),
    )
    rows = tuple(_rows(initiative.to_dict(), (), language))
    return fitted(Table(title=initiative.title, columns=columns, rows=rows), language, width())


def _rows(value: object, path: tuple[str, ...], language: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and not _is_one(value):
        for key, item in value.items():
            yield from _rows(item, (*path, key), language)
    elif isinstance(value, list) and path == ("assumed",):
        yield _head(path, language), ", ".join(_head((str(it),), language) for it in value)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for item in value:
            yield _head(path, language), _told(item, path, language)
    else:
        yield _head(path, language), _told(value, path, language)


def _is_one(value: Mapping[str, object]) -> bool:
    """Tell whether a mapping is one value: a text in several languages, or an amount."""
    keys = set(value)
    return bool(keys) and (keys <= {*LANGUAGES, "fi", "und"} or keys <= {"amount", "unit"})


def _told(value: object, path: tuple[str, ...], language: str) -> str:
    """Return a value in words."""
    if isinstance(value, dict):
        return _together(value, path, language)
    if isinstance(value, list):
        return ", ".join(_told(item, path, language) for item in value)
    if isinstance(value, bool) or value is None:
        return show_cell(value, Column(path[-1], Text()), language)
    if isinstance(value, int | float):
        return figure(value, language)
    known = _CHOICES.get(str(value)) if path[-1] in _CHOSEN else None
    return known.to(language) if known else str(value)


def _together(
    value: Mapping[str, Any],  # Any: plain data
    path: tuple[str, ...],
    language: str,
) -> str:
    """Return a mapping on one line: a text, an amount, or what it is about and then the rest."""
    if set(value) <= {*LANGUAGES, "fi", "und"}:
        return Text(value).to(language)
    amount = value.get("amount")
    if path != ("load",) and _is_one(value) and isinstance(amount, int | float):
        return measured(amount, unit=value.get("unit"), language=language)
    first, *rest = [_told(item, (*path, key), language) for key, item in value.items()]
    return f"{first}: {', '.join(rest)}" if rest else first


def _head(path: tuple[str, ...], language: str) -> str:
    """Return what a field is called: its heading in a register, else its parts in words."""
    dotted = ".".join(path)
    told = heading_of(dotted, "initiatives", language=language)
    if told != dotted:
        return told
    if len(path) == 1:
        return _WORDS[dotted].to(language) if dotted in _WORDS else dotted
    inner = [_WORDS[part].to(language) if part in _WORDS else part for part in path[1:]]
    return f"{_head(path[:1], language)}: {' '.join(inner)}"
