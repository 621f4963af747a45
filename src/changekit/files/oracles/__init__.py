"""Published answers: a folder of files, each with a problem, a method and what a paper prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

import attrs

from changekit.errors import UnreadableFileError
from changekit.files.oracles.problems import Answers, Values, Weighed
from changekit.files.yaml import compose, note_depth
from changekit.findings import Findings, Place
from changekit.model.fields import about, between
from changekit.model.nodes import MapNode
from changekit.model.reading import Log
from changekit.model.records import Record, record_shape
from changekit.model.shapes import FAULTY
from changekit.rules import reading as rules
from changekit.rules.scoring import METHOD_LATER, NOT_USED, UNKNOWN_METHOD
from changekit.text import Text, closest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from changekit.model.shapes import Node, Schemas, Shape

__all__ = ["Oracle", "read_oracle", "read_oracles"]

NEEDED: Final = "id, method, given, expected, tolerance"


@attrs.frozen(kw_only=True)
class Oracle:
    """One file with a published answer.

    Attributes:
        file: The name of the file.
        id: Its id; the name of the file without its ending where it has none.
        method: The method that it names, empty where none can be read.
        given: The problem, None where it cannot be read.
        expected: What is printed, None where it cannot be read.
        tolerance: How far a number may be from what is printed.
        place: Where the problem stands.
        findings: What is wrong with the file.
    """

    file: str
    id: str
    method: str = ""
    given: Record | None = None
    expected: Answers | None = None
    tolerance: float | None = None
    place: Place | None = None
    findings: Findings = Findings()


class _Whole:
    """A part of a file that is read later, when the method is known."""

    words: ClassVar[Text] = Text(sv="en grupp av nycklar", en="a mapping")
    shape: ClassVar[Shape]

    def read(self, node: Node, path: Any, log: Log) -> Any:  # noqa: ARG002  # as every shape
        """Return the node itself."""
        return node

    def schema(self, defs: Schemas) -> dict[str, Any]:  # noqa: ARG002  # as every shape
        """Return the schema of any mapping."""
        return {"type": "object"}


_Whole.shape = _Whole()


@attrs.frozen(kw_only=True)
class _File(Record):
    """What every file with a published answer holds."""

    id: str = attrs.field(metadata=about("What it is called"))
    citation: Text | None = attrs.field(default=None, metadata=about("Where it is printed"))
    method: str = attrs.field(metadata=about("The method that the answer is of"))
    given: _Whole = attrs.field(metadata=about("The problem"))
    expected: Answers = attrs.field(metadata=about("By name: what is printed"))
    tolerance: float = attrs.field(
        validator=between(0), metadata=about("How far a number may be from what is printed")
    )


def read_oracles(
    folder: Path, methods: Mapping[str, type[Record]], *, later: Collection[str] = ()
) -> tuple[Oracle, ...]:
    """Read every `*.yaml` of a folder, by name; a bad file spoils no other.

    Args:
        folder: The folder; folders inside it are not read.
        methods: By the name of a method: the record that its problem is read as.
        later: Methods that the format knows and changekit does not work out.

    Raises:
        UnreadableFileError: There is no such folder, or no such file in it.
    """
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix == ".yaml")
    except OSError as error:
        raise UnreadableFileError(str(folder), error.strerror or type(error).__name__) from error
    if not files:
        reason = Text(sv="ingen fil som slutar på .yaml", en="no file that ends in .yaml")
        raise UnreadableFileError(str(folder), reason)
    return tuple(_read(path, methods, later) for path in files)


def _read(path: Path, methods: Mapping[str, type[Record]], later: Collection[str]) -> Oracle:
    log = Log()
    try:
        data = path.read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        log.add_at(rules.UNREADABLE, Place(path.name), why=why)
        return Oracle(file=path.name, id=path.stem, findings=Findings.in_order(log.findings))
    return read_oracle(data, path.name, methods, later=later, log=log)


def read_oracle(
    data: bytes,
    file: str,
    methods: Mapping[str, type[Record]],
    *,
    later: Collection[str] = (),
    log: Log | None = None,
) -> Oracle:
    """Read one file; whatever its bytes are, what is wrong with it is in `findings`.

    Args:
        data: The bytes of the file.
        file: Its name.
        methods: By the name of a method: the record that its problem is read as.
        later: Methods that the format knows and changekit does not work out.
        log: Where findings go.

    >>> len(read_oracle(b"id: a", "a.yaml", {}).findings)  # method, given, expected, tolerance
    4
    """
    log = log or Log()
    composed = compose(data, file, log, needed=NEEDED)
    parts: dict[str, Any] = {}  # Any: values of any field
    if composed.node is not None:
        parts = record_shape(_File).read_parts(composed.node, None, log)
    good = {name: value for name, value in parts.items() if value is not FAULTY}
    given, place = _given(composed.node, good, methods, later, log)
    if composed.node is not None and log.findings:
        note_depth(composed.node, log)
    whole = composed.whole
    return Oracle(
        file=file,
        id=good.get("id", file.removesuffix(".yaml")),
        method=good.get("method", ""),
        given=given if whole else None,
        expected=good.get("expected") if whole else None,
        tolerance=good.get("tolerance") if whole else None,
        place=place,
        findings=Findings.in_order(log.findings),
    )


def _given(
    node: Node,
    good: Mapping[str, Any],  # Any: values of any field
    methods: Mapping[str, type[Record]],
    later: Collection[str],
    log: Log,
) -> tuple[Record | None, Place | None]:
    """Return the problem as its method reads it, and where it stands."""
    method, problem = good.get("method"), good.get("given")
    place = log.place(problem.start_mark) if problem is not None else None
    if method is None:
        return None, place
    if method not in methods:
        _no_method(node, method, methods, later, log)
        return None, place
    if problem is None:
        return None, place
    given = _problem(methods[method], problem, log)
    if given is None:
        return None, place
    if isinstance(given, Values) and not isinstance(given, Weighed) and given.weights:
        log.add(NOT_USED, problem, (None, "given"), key="weights", method=method)
    return given, place


def _problem(cls: type[Record], node: Node, log: Log) -> Record | None:
    """Return the problem; where nothing is wrong but a key too much, without that key."""
    shape, before = record_shape(cls), len(log.findings)
    given = shape.read(node, (None, "given"), log)
    if given is FAULTY and {it.code for it in log.findings[before:]} == {rules.UNKNOWN_KEY.code}:
        known = [pair for pair in node.value if pair[0].value in shape.entries]
        given = shape.read(MapNode(known, node.start_mark), None, Log())
    return None if given is FAULTY else given


def _no_method(
    node: Node,
    method: str,
    methods: Mapping[str, type[Record]],
    later: Collection[str],
    log: Log,
) -> None:
    """Note that a method is not known, or not worked out yet."""
    keys = (pair for pair in node.value if pair[0].id == "scalar")
    at = next(value for key, value in keys if key.value == "method")
    known = ", ".join(sorted(methods))
    if method in later:
        log.add(METHOD_LATER, at, (None, "method"), found=method, known=known)
        return
    near = closest(method, methods)
    advice = (
        Text(sv=f"menade du {near!r}?", en=f"did you mean {near!r}?")
        if near
        else Text(sv=f"finns: {known}", en=f"known: {known}")
    )
    log.add(UNKNOWN_METHOD, at, (None, "method"), found=method, advice=advice)
