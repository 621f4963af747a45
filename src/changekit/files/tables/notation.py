"""Lists and records in one cell: `soc:1 | kontakt:0,5`, `it-stod (why)`, or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from changekit.files.tables.cells import number_of
from changekit.files.tables.days import day_of
from changekit.files.tables.words import choice_of
from changekit.model.initiative import STATUSES
from changekit.model.nodes import ListNode, MapNode, Scalar
from changekit.text import Text

__all__ = ["NOTATIONS", "Piece", "as_json", "link_node", "node_at", "pieces"]

Node: TypeAlias = "Scalar | ListNode | MapNode"
Piece: TypeAlias = Callable[[str], "dict[str, Any] | None"]
"""Reads one piece of a cell as plain data, None where it does not follow the notation."""

_REASON = re.compile(r"(.*?)\s*\((.*)\)", re.DOTALL)
_LAG = re.compile(r"(.*?)\s*\+\s*(\d+)\s*(?:v|veckor|w|weeks)?", re.DOTALL)
_SPAN = re.compile(r"(\S+)\s*(?:\.\.|–|till|to)\s*([^:\s]+)\s*:\s*(\S+)")


def node_at(value: object, mark: int) -> Node:
    """Return plain data as nodes that all stand in one cell."""
    kind = type(value)  # most are of these; what else is a mapping or a list follows
    if kind is str:
        return Scalar(value, mark, "'")
    if kind is int or kind is float:
        return Scalar(value, mark)
    if isinstance(value, Mapping):
        pairs = [(Scalar(str(key), mark, "'"), node_at(item, mark)) for key, item in value.items()]
        return MapNode(pairs, mark)
    if isinstance(value, Sequence):
        return ListNode([node_at(item, mark) for item in value], mark)
    return Scalar(value, mark)


def as_json(text: str) -> Any:  # Any: plain data, or None
    """Return what a cell of JSON holds, None where it is no list or mapping."""
    if text[:1] + text[-1:] not in ("[]", "{}"):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def pieces(text: str, *, ids: bool) -> list[str]:
    """Return the items of a cell: between `|`, line breaks or `;`, and commas where ids stand.

    >>> pieces("g-nara | g-snabb", ids=True), pieces("a, b", ids=True), pieces("a, b", ids=False)
    (['g-nara', 'g-snabb'], ['a', 'b'], ['a, b'])
    """
    marks = r"[|\n;,]" if ids and "(" not in text else r"[|\n;]"
    return [piece for part in re.split(marks, text) if (piece := part.strip())]


def link_node(text: str, kind: str) -> dict[str, Any]:
    """Return a tie written as `id +weeks (why)`.

    >>> link_node("it-stod +2 (the reception needs it)", "requires")["lag_weeks"]
    2
    """
    data: dict[str, Any] = {"kind": kind}
    if match := _REASON.fullmatch(text):
        text, data["why"] = match[1], match[2]
    if match := _LAG.fullmatch(text):
        text, data["lag_weeks"] = match[1], int(match[2])
    data["to"] = text
    return data


def _load(text: str) -> dict[str, Any] | None:
    unit, colon, amounts = text.rpartition(":")
    if colon and ">" in amounts:
        return _phases(unit.strip(), amounts)
    steps = [number_of(step.strip()) for step in amounts.split("/")]
    if not colon or None in steps:
        return None
    how = {"amount": steps[0]} if len(steps) == 1 else {"profile": steps}
    return {"unit": unit.strip(), **how}


def _phases(unit: str, amounts: str) -> dict[str, Any] | None:
    """Return loads before, at and after go-live, as `1 > 2 > 0,5 x 4` with weeks at the end."""
    amounts, times, weeks = amounts.partition("x")
    steps = [number_of(step.strip()) for step in amounts.split(">")]
    settling = number_of(weeks.strip()) if times else 0
    if None in steps or settling is None or len(steps) != (3 if times else 2):
        return None
    names = ("preparation", "go_live", "settling")
    last = {"settling_weeks": settling} if times else {}
    return {"unit": unit, "phases": dict(zip(names, steps, strict=False)), **last}


def _role(text: str) -> dict[str, Any] | None:
    role, colon, hours = text.rpartition(":")
    if not colon:
        return {"role": text}
    number = number_of(hours.strip().removesuffix("h").strip())
    return None if number is None else {"role": role.strip(), "hours_per_week": number}


def _history(text: str) -> dict[str, Any] | None:
    data: dict[str, Any] = {}
    if match := _REASON.fullmatch(text):
        text, data["note"] = match[1], match[2]
    when, _, status = text.strip().rpartition(" ")
    day, choice = day_of(when.rstrip(":")), choice_of(status, STATUSES)
    return {"date": day, "status": choice, **data} if day and choice else None


def _peak(text: str) -> dict[str, Any] | None:
    data: dict[str, Any] = {}
    if match := _REASON.fullmatch(text):
        text, data["why"] = match[1], match[2]
    match = _SPAN.fullmatch(text.strip())
    if match is None:
        return None
    first, last, load = day_of(match[1]), day_of(match[2]), number_of(match[3])
    return {"from": first, "to": last, "load": load, **data} if first and last else None


def _service(text: str) -> dict[str, Any] | None:
    name, colon, title = text.partition(":")
    return {"id": name.strip(), "title": title.strip()} if colon else None


NOTATIONS: dict[tuple[str, str], tuple[Piece, Text]] = {
    ("initiatives", "load"): (
        _load,
        Text(
            sv="enhet:belastning | enhet:före>vid driftstart>efter x veckor",
            en="unit:load | unit:before>at go-live>after x weeks",
        ),
    ),
    ("initiatives", "roles"): (
        _role, Text(sv="roll:timmar i veckan | roll", en="role:hours per week | role"),
    ),
    ("initiatives", "history"): (
        _history, Text(sv="datum status (vad) | datum status", en="date status (what)"),
    ),
    ("units", "peaks"): (
        _peak, Text(sv="första..sista:belastning (varför)", en="first..last:load (why)"),
    ),
    ("units", "services"): (_service, Text(sv="id: tjänst | id: tjänst", en="id: service")),
}  # fmt: skip
"""By what the rows are and the field: how one piece of its cells is read."""
