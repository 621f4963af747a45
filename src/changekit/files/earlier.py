"""Earlier plans, as `changekit plan --json` printed them: read again, every fault at its place."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.errors import InvalidDataError, UnreadableFileError
from changekit.files.yaml import MAX_BYTES, compose
from changekit.findings import Findings, Place
from changekit.model.earlier import EarlierPlace, EarlierPlan
from changekit.model.nodes import ListNode, MapNode, as_node
from changekit.model.reading import Log
from changekit.model.records import record_shape
from changekit.rules import planning as rules
from changekit.rules import reading
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EarlierReading", "read_earlier"]

ADVICE: Final = Text(
    sv="skriv filen med: changekit plan --json > plan.json",
    en="write the file with: changekit plan --json > plan.json",
)


@attrs.frozen(kw_only=True)
class EarlierReading:
    """An earlier plan, and what one should know of the file."""

    plan: EarlierPlan
    findings: Findings


def read_earlier(path: str | Path, *, language: str = "en") -> EarlierReading:
    """Return the plan in a file that `changekit plan --json` (or `--out x.json`) wrote.

    Keys that this changekit does not know are left aside, so that a plan of another edition can
    be read.

    Raises:
        UnreadableFileError: There is no such file.
        InvalidDataError: It holds no plan, or a faulty one; `findings` says where, all at once.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(str(path), error.strerror or str(error)) from error
    log = Log()
    log.place = lambda mark: Place(f"{path}#{mark}")
    whole = _json(data, str(path), log)
    found = None if whole is None else _read(as_node(_known(whole)), whole, log)
    if log.findings and whole is not None and len(data) <= MAX_BYTES:
        log = _with_lines(data, str(path), whole) or log
    findings = Findings.in_order(log.findings, language=language)
    if findings.errors or not isinstance(found, EarlierPlan):
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        raise InvalidDataError(findings[0].line(language) + more, findings=findings)
    return EarlierReading(plan=found, findings=findings)


def _json(data: bytes, file: str, log: Log) -> dict[str, Any] | None:  # Any: JSON values
    """Return the one object of a JSON file, None after a finding."""
    place, what = Place(file, 1, 1), Text(sv="ingen JSON", en="no JSON")
    try:
        whole = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except json.JSONDecodeError as error:
        place, what = Place(file, error.lineno, error.colno), Text.plain(f"JSON: {error.msg}")
    except (ValueError, RecursionError) as error:
        what = Text.plain(f"JSON: {str(error)[:80]}")
    else:
        if isinstance(whole, dict):
            return whole
        what = Text(sv="inte ett JSON-objekt", en="not one JSON object")
    log.add_at(reading.SYNTAX, place, what=what, advice=ADVICE)
    return None


def _no_number(word: str) -> float:
    msg = f"{word} is no number"
    raise ValueError(msg)


def _known(whole: Mapping[str, Any]) -> dict[str, Any]:  # Any: JSON values
    """Return the keys that an earlier plan is read from."""
    top = {key: whole[key] for key in record_shape(EarlierPlan).entries if key in whole}
    places = top.get("initiatives")
    if isinstance(places, list):
        keys = record_shape(EarlierPlace).entries
        top["initiatives"] = [
            {key: item[key] for key in keys if key in item} if isinstance(item, dict) else item
            for item in places
        ]
    return top


def _read(
    node: Any, whole: Mapping[str, Any], log: Log
) -> Any:  # Any: nodes, JSON values, and an EarlierPlan or FAULTY
    command = whole.get("command", "plan")
    if command != "plan":
        log.add(rules.NOT_A_PLAN, node, (None, "command"), found=str(command), advice=ADVICE)
    ours = version("changekit")
    theirs = str(whole.get("changekit", ours))
    if _numbers(theirs)[:2] > _numbers(ours)[:2]:
        log.add(rules.NEWER_PLAN, node, (None, "changekit"), found=theirs, ours=ours)
    return record_shape(EarlierPlan).read(node, None, log)


def _numbers(edition: str) -> tuple[int, ...]:
    """Return the numbers of an edition, as far as they are plain.

    >>> _numbers("0.12.1"), _numbers("1.x")
    ((0, 12, 1), (1,))
    """
    found: list[int] = []
    for part in edition.split("."):
        if not (part.isascii() and part.isdecimal() and len(part) < 9):
            break
        found.append(int(part))
    return tuple(found)


def _with_lines(data: bytes, file: str, whole: Mapping[str, Any]) -> Log | None:
    """Return what is wrong with lines and columns, None where YAML reads the file otherwise."""
    log = Log()
    node = compose(data, file, log).node
    if node is None or node.id != "mapping" or log.findings:
        return None
    _read(_stripped(node), whole, log)
    return log if log.findings else None


def _stripped(node: Any) -> MapNode:  # Any: nodes
    """Return the node of a plan without the keys that are not read."""
    pairs = []
    for key, value in node.value:
        kept = value
        if key.value == "initiatives" and value.id == "sequence":
            kept = ListNode([_only_places(item) for item in value.value], value.start_mark)
        if key.value in record_shape(EarlierPlan).entries:
            pairs.append((key, kept))
    return MapNode(pairs, node.start_mark)


def _only_places(node: Any) -> Any:  # Any: nodes
    if node.id != "mapping":
        return node
    keys = record_shape(EarlierPlace).entries
    return MapNode([pair for pair in node.value if pair[0].value in keys], node.start_mark)
