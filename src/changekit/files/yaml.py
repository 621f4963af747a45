"""YAML as nodes with places: everything that is wrong becomes a finding, never an exception.

A plain subset is read: one document of mappings, lists and scalars. Nothing is guessed from how
a scalar looks, so that `no`, `0650` and `1.10` stay as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs
import yaml

from changekit.files.yaml_events import TooDeepError, compose_events
from changekit.files.yaml_syntax import explain, replaced
from changekit.files.yaml_tabs import untabbed
from changekit.findings import Place
from changekit.model.gist import COLUMNS
from changekit.rules import reading as rules
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.model.reading import Log

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Composed", "FilePlace", "compose", "decode", "note_depth"]

MAX_BYTES: Final = 5_000_000
"""Ours: a file that people write by hand and that git shows well is far smaller."""
MAX_DEPTH: Final = 40
"""Ours: no file kind nests deeper than about 10."""
MAX_PROBLEMS: Final = 50
"""Ours: after so many syntax errors in one file, the rest says nothing new."""
PATIENCE: Final = 2_000_000
"""Ours: characters to go through again, in all, for further syntax errors."""

_SAFE_BRACKETS, _SAFE_INDENT = 300, 100
# Composing goes one level of the C stack down for each level of nesting; a file that could nest
# deeper than these allow is walked by its events first.

_BOMS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


class _NoTags:
    """Leaves scalars unresolved: what they mean is decided by the shape that reads them.

    The parser calls these for every node. A method of the empty text takes any arguments, does
    nothing with them, and is called in half the time of a function in Python.
    """

    descend_resolver = ascend_resolver = resolve = staticmethod("".format)


def _loader() -> Any:  # Any: a class on either parser, which have no type in common
    """Return the parser in C where PyYAML was built with it, else the one in Python."""
    with_c: Any = getattr(yaml, "CBaseLoader", None)  # Any: as above
    if with_c is None:
        return type("Loader", (_NoTags, yaml.BaseLoader), {})
    return type("Loader", (_NoTags, with_c), {})


_LOADER: Final = _loader()


@attrs.frozen
class FilePlace:
    """Turns marks of one file into places, counted from 1."""

    file: str
    shifts: Mapping[int, int] = attrs.field(factory=dict, hash=False)

    def __call__(self, mark: Any) -> Place:  # Any: a mark of either YAML parser
        """Return the place of a mark, which may be a number (see `changekit.model.gist`)."""
        if mark.__class__ is int:
            line, column = divmod(mark, COLUMNS)
            return Place(self.file, line + 1, column + 1)
        shift = self.shifts.get(mark.line, 0) if self.shifts else 0
        return Place(self.file, mark.line + 1, mark.column + 1 + shift)

    def at(self, text: str, index: int) -> Place:
        """Return the place of a character of the text that was read."""
        line = text.count("\n", 0, index)
        column = index - (text.rfind("\n", 0, index) + 1)
        return Place(self.file, line + 1, column + 1 + self.shifts.get(line, 0))


@attrs.frozen
class Composed:
    """What a file holds: a node, None where there is none to read.

    Attributes:
        whole: Whether the node says all that the file says. A file with a syntax error may give
            a node that is good for finding more faults, and for nothing else.
    """

    node: Any  # Any: a node of PyYAML or of changekit.model.nodes
    whole: bool


NOTHING: Final = Composed(None, whole=False)


def compose(data: bytes, file: str, log: Log, *, needed: str = "schema: 1") -> Composed:
    """Return the node tree of a file; what is wrong with the YAML goes to the log.

    The log's places are set to this file.

    Args:
        data: The bytes of the file.
        file: What the file is called in findings.
        log: Where findings go.
        needed: What the file has to hold at least, for the finding about an empty one.
    """
    log.place = FilePlace(file)
    text = decode(data, file, log)
    if text is None:
        return NOTHING
    before = len(log.findings)
    try:
        node = _nodes(text, log)
    except yaml.YAMLError:
        del log.findings[before:]  # they will be found again
        return _mended(text, file, log)
    if node is None and len(log.findings) == before:
        log.add_at(rules.EMPTY_FILE, Place(file, 1, 1), needed=needed)
    return Composed(node, whole=node is not None)


def decode(data: bytes, file: str, log: Log) -> str | None:
    """Return the text of UTF-8 bytes, None after a finding; a byte order mark is dropped."""
    if len(data) > MAX_BYTES:
        log.add_at(
            rules.TOO_LARGE, Place(file), what=Text(sv="filen", en="the file"),
            found=_bytes(len(data)), limit=_bytes(MAX_BYTES),
        )  # fmt: skip
        return None
    for mark, name in _BOMS.items():
        if data.startswith(mark):
            log.add_at(rules.OTHER_ENCODING, Place(file, 1, 1), name=name)
            return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig")) + 1
        log.add_at(
            rules.ENCODING, Place(file, line, column),
            byte=f"0x{data[error.start]:02X}", offset=error.start,
        )  # fmt: skip
        return None


def _bytes(count: int) -> Text:
    return Text(sv=f"{count:,} byte".replace(",", " "), en=f"{count:,} bytes")


def _nodes(text: str, log: Log) -> Any:  # Any: a node
    if _may_be_refused(text) or _may_be_deep(text):
        return _slowly(text, log)
    try:
        loader = _LOADER(text)
        if not loader.check_node():
            return None
        node = loader.get_node()
        return _slowly(text, log) if loader.check_node() else node
    except RecursionError:  # the parser without C goes down with the file
        return _slowly(text, log)


def _slowly(text: str, log: Log) -> Any:  # Any: a node
    try:
        return compose_events(text, log, depth=MAX_DEPTH)
    except TooDeepError as error:
        _too_deep(error.mark, log)
        return None


def note_depth(node: Any, log: Log) -> None:  # Any: a node
    """Note that a file nests too deep, for a file in which something was found.

    No shape goes as deep as the limit, so that a file without findings is not too deep.
    """
    level = [node]
    for _ in range(MAX_DEPTH):
        level = [child for parent in level for child in _children(parent)]
    deep = next((child for child in level if child.id in ("sequence", "mapping")), None)
    if deep is not None:
        _too_deep(deep.start_mark, log)


def _children(node: Any) -> Iterable[Any]:  # Any: nodes
    if node.id == "sequence":
        return list(node.value)
    if node.id == "mapping":
        return [part for pair in node.value for part in pair]
    return []


def _too_deep(mark: Any, log: Log) -> None:  # Any: a mark of either parser
    log.add_at(rules.TOO_DEEP, log.place(mark), limit=MAX_DEPTH)


def _may_be_refused(text: str) -> bool:
    """Tell whether there may be an anchor, alias, tag, merge key or directive: too often."""
    return (
        ("&" in text or "*" in text or "!" in text or "<<" in text or "%" in text)
        and _REFUSED.search(text) is not None
    )  # fmt: skip


_REFUSED = re.compile(r"(?:^|[\s\[{,])(?:[&*]\S|!|<<)|^%", re.MULTILINE)
_INDENT = re.compile(rf"^[ ?:-]{{{_SAFE_INDENT}}}", re.MULTILINE)


def _may_be_deep(text: str) -> bool:
    """Tell whether the file may nest so deep that composing it is not safe: too often."""
    if text.count("[") + text.count("{") > _SAFE_BRACKETS:
        return True
    longest = max(map(len, text.split("\n")))  # most files have no line that the search is for
    return longest >= _SAFE_INDENT and _INDENT.search(text) is not None


def _mended(text: str, file: str, log: Log) -> Composed:
    """Note every syntax error that can be told apart, and go on behind each where that is safe.

    Only a fault that one other character would mend is stepped over, so that what is found
    after it is really there. Behind a tab, what is out of step may be due to the tab.
    """
    spaced = untabbed(text)
    text = spaced.text
    log.place = place = FilePlace(file, spaced.shifts)
    for line, column in spaced.tabs:
        log.add_at(rules.TAB, Place(file, line + 1, column + 1))
    node: Any = None  # Any: a node
    for _ in range(max(1, min(MAX_PROBLEMS, PATIENCE // (len(text) + 1)))):
        before = len(log.findings)
        try:
            node = _nodes(text, log)
            break
        except yaml.YAMLError as error:
            problem = explain(error, text)
        if problem.mend is not None:
            del log.findings[before:]  # they will be found again
            text = replaced(text, *problem.mend)
        if problem.mend is not None or not spaced.tabs:
            log.add_at(problem.rule, place.at(text, problem.at), None, **problem.values)
        if problem.mend is None:
            break
    return Composed(node, whole=False)
