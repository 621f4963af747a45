"""Records as cells: each field under its dotted path, lists in the short notation."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from changekit.files.tables.fields import LINKS, field_shape
from changekit.files.tables.notation import NOTATIONS, link_node, pieces
from changekit.model import shapes
from changekit.model.records import Record, to_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["flat"]

Cells = dict[str, Any]  # texts, numbers, truth values and dates by field


def flat(record: Record, holds: str) -> Cells:
    """Return the cells of a record by field, so that reading them gives an equal record.

    >>> from changekit.model.organisation import Unit
    >>> flat(Unit.from_dict({"id": "soc", "name": {"sv": "Soc", "en": "Social"}}), "units")
    {'id': 'soc', 'name.en': 'Social', 'name.sv': 'Soc'}
    """
    plain = record.to_dict()
    cells: Cells = {}
    if holds == "initiatives" and "links" in plain:
        cells.update(_links(plain.pop("links")))
    for key, value in plain.items():
        _spread(cells, key, value, holds)
    return cells


def _spread(cells: Cells, field: str, value: Any, holds: str) -> None:  # Any: plain data
    if isinstance(value, Mapping):
        parts = {f"{field}.{key}": item for key, item in value.items()}
        if value and all("." not in key and field_shape(part, holds) is not None
               for key, part in zip(value, parts, strict=True)):  # fmt: skip
            for part, item in parts.items():
                _spread(cells, part, item, holds)
        else:
            cells[field] = json.dumps(value, ensure_ascii=False)
    elif isinstance(value, list):
        cells[field] = _listed(value, field, holds)
    elif value is not None:
        cells[field] = _typed(value, field_shape(field, holds))


def _typed(value: Any, shape: Any) -> Any:  # Any: plain data, shapes
    if isinstance(shape, shapes.DateShape) and isinstance(value, str):
        return dt.date.fromisoformat(value)
    return value


def _listed(items: Sequence[Any], field: str, holds: str) -> str:
    """Return a list in the short notation where that reads back the same, else as JSON."""
    write = _WRITERS.get((holds, field), _plain_piece)
    texts: list[str | None] = [write(item) for item in items]
    if None not in texts:
        text = " | ".join(map(str, texts))
        if _read_back(text, field, holds) == items:
            return text
    return json.dumps(items, ensure_ascii=False)


def _read_back(text: str, field: str, holds: str) -> list[Any]:
    shape = field_shape(field, holds)
    ids = isinstance(shape.item, shapes.IdShape | shapes.ChoiceShape)
    notation = NOTATIONS.get((holds, field))
    if notation is None:
        return [] if text[:1] == "[" else list(pieces(text, ids=ids))
    return [to_plain(notation[0](piece)) for piece in pieces(text, ids=False)]


def _plain_piece(item: Any) -> str | None:  # Any: plain data
    return item if isinstance(item, str) else None


def _reason(item: Mapping[str, Any], key: str) -> str | None:
    """Return ` (why)`, nothing where there is none, and None where it cannot stand so."""
    why = item.get(key, "")
    if not isinstance(why, str):
        return None
    return f" ({why})" if why else ""


def _number(value: float) -> str:
    return str(value).replace(".", ",")


def _load(item: Mapping[str, Any]) -> str | None:
    if "phases" in item:
        return _phases(item)
    steps: list[float] = item.get("profile", [item.get("amount")])
    alone = "profile" in item and len(steps) == 1  # would read back as an amount
    return None if alone else f"{item['unit']}:{'/'.join(map(_number, steps))}"


def _phases(item: Mapping[str, Any]) -> str:
    phases = item["phases"]
    steps = [_number(phases.get(name, 0)) for name in ("preparation", "go_live")]
    if "settling_weeks" in item:
        steps.append(f"{_number(phases['settling'])}x{item['settling_weeks']}")
    return f"{item['unit']}:{'>'.join(steps)}"


def _role(item: Any) -> str | None:  # Any: a mapping, or the role alone
    hours = item.get("hours_per_week")
    return f"{item['role']}:{_number(hours)}" if hours is not None else str(item["role"])


def _history(item: Mapping[str, Any]) -> str | None:
    why = _reason(item, "note")
    return None if why is None else f"{item['date']} {item['status']}{why}"


def _peak(item: Mapping[str, Any]) -> str | None:
    why = _reason(item, "why")
    if why is None or "source" in item:
        return None
    return f"{item['from']}..{item['to']}:{_number(item['load'])}{why}"


def _service(item: Mapping[str, Any]) -> str | None:
    simple = isinstance(item["title"], str) and set(item) == {"id", "title"}
    return f"{item['id']}: {item['title']}" if simple else None


_WRITERS: dict[tuple[str, str], Any] = {
    ("initiatives", "load"): _load, ("initiatives", "roles"): _role,
    ("initiatives", "history"): _history, ("units", "peaks"): _peak,
    ("units", "services"): _service,
}  # fmt: skip


def _links(links: list[Mapping[str, Any]]) -> Cells:
    """Return a cell for each kind of tie, or all as JSON where that would not read back."""
    cells: Cells = {}
    read: list[dict[str, Any]] = []
    for kind in LINKS:
        texts = [_link(link) for link in links if link["kind"] == kind]
        if texts:
            cells[kind] = " | ".join(map(str, texts))
            read += [link_node(piece, kind) for piece in pieces(cells[kind], ids=True)]
    return cells if read == links else {"links": json.dumps(links, ensure_ascii=False)}


def _link(link: Mapping[str, Any]) -> str | None:
    why = _reason(link, "why")
    if why is None or "source" in link:
        return None
    lag = f" +{link['lag_weeks']}" if "lag_weeks" in link else ""
    return f"{link['to']}{lag}{why}"
