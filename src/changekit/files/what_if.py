"""What-if files: changes to try and scenarios, with every fault at its line and column."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from changekit.errors import InvalidDataError, UnreadableFileError
from changekit.files.kinds import FileKind, in_file
from changekit.files.tables.words import choice_of
from changekit.files.yaml import compose, note_depth
from changekit.findings import Findings
from changekit.model.nodes import ListNode, MapNode, Scalar, as_node
from changekit.model.reading import Log, kind_name
from changekit.model.records import record_shape
from changekit.model.shapes import FAULTY
from changekit.model.what_if import ALL, Added, WhatIf
from changekit.rules import planning as rules
from changekit.rules.references import DUPLICATE_ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from changekit.model.municipality import Municipality

__all__ = ["WHAT_IF", "read_what_if", "what_if_of"]

NEEDED: Final = "schema: 1, changes: [...]"
WHAT_IF: Final = FileKind(name="what-if", where="what-if.yaml", holds=WhatIf, needed=NEEDED)
"""What makes a file a what-if; it lies wherever it was put, under any name."""


def read_what_if(path: str | Path, municipality: Municipality, *, language: str = "en") -> WhatIf:
    """Return what a file asks to try.

    Args:
        path: A YAML file with `changes`, `scenarios`, or both.
        municipality: The data that its ids refer to.
        language: The language of the findings.

    Raises:
        UnreadableFileError: There is no such file.
        InvalidDataError: Something is wrong in it; `findings` says what and where, all at once.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(str(path), error.strerror or str(error)) from error
    log = Log()
    node = compose(data, str(path), log, needed=NEEDED).node
    top = None if node is None else in_file(node, log)
    found = FAULTY if top is None else _read(top, log, municipality)
    if log.findings and node is not None:
        note_depth(node, log)
    return _sound(found, log, language)


def what_if_of(
    data: Mapping[str, object], municipality: Municipality, *, language: str = "en"
) -> WhatIf:
    """Return what plain data asks to try, as a file would say it; places are JSON pointers.

    Raises:
        InvalidDataError: Something is wrong in it; `findings` says what and where, all at once.
    """
    log = Log()
    return _sound(_read(as_node(data), log, municipality), log, language)


def _sound(found: Any, log: Log, language: str) -> WhatIf:  # Any: as a shape gives it
    log.settle()
    findings = Findings.in_order(log.findings, language=language)
    if findings.errors or not isinstance(found, WhatIf):
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        raise InvalidDataError(findings[0].line(language) + more, findings=findings)
    return found


def _read(top: Any, log: Log, municipality: Municipality) -> Any:  # Any: nodes, WhatIf or FAULTY
    log.means = choice_of
    found = record_shape(WhatIf).read(top, None, log)
    existing = municipality.initiatives_by_id
    added: set[str] = set()
    told: set[Any] = set()  # Any: marks of nodes
    for changes in _lists(top):
        fresh: set[str] = set()
        for verb, node in changes:
            if verb == "limit" and node.value != ALL:
                log.refer("unit", str(node.value), node, (None, "limit"))
            name = _new_id(node) if verb == "add" else None
            there = name is not None and (name in existing or name in fresh)
            if there and node.start_mark not in told:  # what all scenarios share comes once each
                log.add(rules.ALREADY_THERE, node, (None, "add"), id=name)
                told.add(node.start_mark)
            fresh.update([name] if name is not None else [])
        added |= fresh
    _name_once(top, log)
    log.know("initiative", [*existing, *added])
    log.know("unit", municipality.units_by_id)
    log.know("role", municipality.roles_by_id)
    log.know("goal", municipality.goals_by_id)
    log.know("measure", municipality.measures_by_id)
    log.know("concept", [*municipality.concepts_by_id, *municipality.heirs])
    return found


def _name_once(top: Any, log: Log) -> None:  # Any: nodes
    """Note each scenario whose name another has already."""
    first: dict[str, Any] = {}
    lists = [node for key, node in _pairs(top) if key == "scenarios" and node.id == "sequence"]
    for scenario in (item for node in lists for item in node.value):
        for key, node in _pairs(scenario):
            if key != "name" or node.id != "scalar":
                continue
            before = first.setdefault(str(node.value), node)
            if before is not node:
                log.add(
                    DUPLICATE_ID, node, (None, "name"), kind=kind_name("scenario"),
                    found=str(node.value), first=str(log.place(before.start_mark)),
                )  # fmt: skip


def _lists(top: Any) -> Iterator[list[tuple[str, Any]]]:  # Any: nodes
    """Return what is to be done and to what, list by list: those of all, then each scenario's."""
    shared: list[tuple[str, Any]] = []
    scenarios: list[Any] = []
    for key, node in _pairs(top):
        if key == "changes":
            shared = list(_steps(node))
        if key == "scenarios" and node.id == "sequence":
            scenarios += node.value
    if not scenarios:
        yield shared
    for scenario in scenarios:
        own = [step for key, node in _pairs(scenario) if key == "changes" for step in _steps(node)]
        yield [*shared, *own]


def _steps(node: Any) -> Iterator[tuple[str, Any]]:  # Any: nodes
    for change in node.value if node.id == "sequence" else ():
        for key, target in _pairs(change):
            if key == "add" or (key == "limit" and target.id == "scalar"):
                yield key, target


def _pairs(node: Any) -> Iterator[tuple[str, Any]]:  # Any: nodes
    for key, value in node.value if node.id == "mapping" else ():
        if key.id == "scalar":
            yield str(key.value), value


def _new_id(node: ListNode | MapNode | Scalar) -> str | None:
    if node.id == "scalar":
        return Added(concept=str(node.value)).id
    return next(
        (str(v.value) for key, v in _pairs(node) if key == "id" and v.id == "scalar"), None
    )
