"""The rows of a table as nodes, each cell under its field and with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from changekit.files.tables.cells import Ready, formula_error, plain_text, ready_for
from changekit.files.tables.columns import columns_of
from changekit.files.tables.fields import LINKS
from changekit.files.tables.notation import NOTATIONS, Piece, as_json, link_node, node_at, pieces
from changekit.files.tables.sheet import mark_of
from changekit.files.tables.words import NOTHING, plain
from changekit.model import shapes
from changekit.model.nodes import ListNode, MapNode, Scalar
from changekit.rules import reading as rules
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.files.tables.columns import Column
    from changekit.files.tables.sheet import Sheet
    from changekit.model.reading import Log
    from changekit.model.settings import TableSource

__all__ = ["RowReader", "each_node"]

Node: TypeAlias = "Scalar | ListNode | MapNode"
Make: TypeAlias = Callable[[Any, int], "Node | None"]  # Any: what a spreadsheet holds
"""Makes the node of a cell at a mark, None for a cell that holds nothing."""
PlainReader: TypeAlias = Callable[[str, int], tuple[Any, bool]]  # Any: plain data
"""Reads a cell's text as plain data; False says that something in it was a finding."""

_MEMO = 5_000  # Ours: different texts of a column that are kept, to spare memory


class _Branch:
    """Columns that stand under one key, and further branches, in the order of the columns."""

    __slots__ = ("key", "parts")

    def __init__(self, key: Scalar) -> None:
        self.key = key
        self.parts: list[tuple[int, Scalar, Make] | _Branch] = []

    def pairs(self, row: Sequence[Any], base: int) -> list[tuple[Scalar, Node]]:
        found: list[tuple[Scalar, Node]] = []
        for part in self.parts:
            if isinstance(part, _Branch):
                inner = part.pairs(row, base)
                if inner:
                    found.append((part.key, _joined(inner)))
                continue
            ordinal, key, make = part
            cell = row[ordinal]
            if cell != "":
                node = make(cell, base + ordinal)
                if node is not None:
                    found.append((key, node))
        return found


class RowReader:
    """Makes the nodes of one table's rows; how is worked out once from its columns."""

    def __init__(self, columns: Sequence[Column], holds: str, log: Log) -> None:
        self._log, self._holds = log, holds
        self._root = _Branch(Scalar("", 0))
        self._links = [column for column in columns if self._is_link(column)]
        self._link_makes = [(item.ordinal, self._link_maker(item)) for item in self._links]
        branches: dict[tuple[str, ...], _Branch] = {(): self._root}
        for column in columns:
            if column not in self._links:
                self._place(column, branches)

    def _is_link(self, column: Column) -> bool:
        return self._holds == "initiatives" and column.field in LINKS

    def _place(self, column: Column, branches: dict[tuple[str, ...], _Branch]) -> None:
        above = self._root
        for depth in range(1, len(column.path)):
            way = column.path[:depth]
            if way not in branches:
                branches[way] = _Branch(Scalar(way[-1], column.ordinal, "'"))
                above.parts.append(branches[way])
            above = branches[way]
        key = Scalar(column.path[-1], column.ordinal, "'")
        above.parts.append((column.ordinal, key, self._maker(column)))

    def node(self, row: Sequence[Any], base: int) -> MapNode | None:
        """Return the node of a row, None where the row holds nothing that is read.

        Args:
            row: At least as many cells as there are columns; `""` is an empty cell.
            base: The mark of the row's first cell.
        """
        pairs = self._root.pairs(row, base)
        links: list[Node] = []
        for ordinal, make in self._link_makes:
            made = make(row[ordinal], base + ordinal) if row[ordinal] != "" else None
            if isinstance(made, ListNode):
                links += made.value
        if links:
            pairs = _with_links(pairs, links)
        return MapNode(pairs, base) if pairs else None

    def _maker(self, column: Column) -> Make:
        shape = column.shape
        if isinstance(shape, shapes.ListShape):
            return self._list_maker(column)
        if hasattr(shape, "entries") or isinstance(shape, shapes.MapShape):
            return self._record_maker(column)
        ready = ready_for(shape)
        if column.choices:
            ready = _meaning(ready, column.choices)
        return self._scalar_maker(column, ready)

    def _scalar_maker(self, column: Column, ready: Ready) -> Make:
        # The same texts come again and again in a column; what they mean is kept.
        known: dict[str, tuple[Any, str | None]] = {}

        def make(cell: Any, mark: int) -> Node | None:
            seen = known.get(cell) if type(cell) is str else None
            if seen is not None:
                return Scalar(seen[0], mark, seen[1])
            value = self._clean(cell, mark, column)
            if value is None:
                return None
            value, style, doubt = ready(value)
            if doubt:
                rule, read = doubt
                self._note(rule, mark, column, found=plain_text(cell), read=read)
            if column.money and isinstance(value, int | float):
                value = {"amount": value, "unit": column.money}
            if isinstance(value, dict):
                return node_at(value, mark)
            if type(cell) is str and not doubt and len(known) < _MEMO:
                known[cell] = (value, style)
            return Scalar(value, mark, style)

        return make

    def _clean(self, cell: Any, mark: int, column: Column) -> Any:  # Any: a cell, or None
        """Return a cell without white space around it; None where it holds nothing."""
        if not isinstance(cell, str):
            return cell
        text = cell.strip()
        if text in NOTHING:
            return None
        if text[0] == "#" and formula_error(text):
            self._note(rules.FORMULA_ERROR, mark, column, found=text)
            return None
        # tables.safe_cell puts the apostrophe there when it writes.
        return text[1:] if text[0] == "'" and text[1:2] in tuple("=+-@\t\r") else text

    def _note(self, rule: Any, mark: int, column: Column, **values: object) -> None:  # Any: Rule
        self._log.add_at(rule, self._log.place(mark), (None, column.field), **values)

    def _list_maker(self, column: Column) -> Make:
        item = column.shape.item
        ready = ready_for(item)
        if column.choices:
            ready = _meaning(ready, column.choices)
        ids = isinstance(item, shapes.IdShape | shapes.ChoiceShape) and not column.choices

        def read(text: str, _mark: int) -> tuple[list[Any], bool]:
            return [ready(part)[0] for part in pieces(text, ids=ids)], True

        notation = NOTATIONS.get((self._holds, column.field))
        return self._plain_maker(column, self._pieces(column, *notation) if notation else read)

    def _pieces(self, column: Column, piece: Piece, expected: Text) -> PlainReader:
        """Return what reads a cell of records, each written in a short notation."""
        advice = Text(sv=f"skriv {expected.to('sv')}", en=f"write {expected.to('en')}")

        def read(text: str, mark: int) -> tuple[list[Any], bool]:
            found = []
            parts = pieces(text, ids=False)
            for part in parts:
                data = piece(part)
                if data is None:
                    self._note(
                        rules.BAD_NOTATION, mark, column, found=part, expected=column.field,
                        advice=advice,
                    )  # fmt: skip
                    continue
                first = next(iter(data))
                found.append({**data, first: _meant(data[first], column.choices)})
            return found, len(found) == len(parts)

        return read

    def _plain_maker(self, column: Column, read: PlainReader) -> Make:
        known: dict[str, Any] = {}  # Any: plain data

        def make(cell: Any, mark: int) -> Node | None:
            value = self._clean(cell, mark, column)
            if value is None:
                return None
            text = plain_text(value)
            plain_data = known.get(text)
            if plain_data is None:
                plain_data, whole = as_json(text), True
                if plain_data is None:
                    plain_data, whole = read(text, mark)
                if whole and len(known) < _MEMO:
                    known[text] = plain_data
            return None if plain_data == [] else node_at(plain_data, mark)

        return make

    def _record_maker(self, column: Column) -> Make:
        def read(text: str, _mark: int) -> tuple[Any, bool]:  # Any: plain data
            return _meant(text, column.choices), True

        return self._plain_maker(column, read)

    def _link_maker(self, column: Column) -> Make:
        def read(text: str, _mark: int) -> tuple[list[Any], bool]:
            found = [link_node(part, column.field) for part in pieces(text, ids=True)]
            return [{**data, "to": _meant(data["to"], column.choices)} for data in found], True

        return self._plain_maker(column, read)


def _joined(pairs: list[tuple[Scalar, Node]]) -> Node:
    """Return the node of values under one key.

    Where an amount and its unit have a column each, the amount may be `unknown`, or may already
    name its unit.
    """
    key, node = pairs[0]
    if key.value == "amount":
        if isinstance(node, MapNode):
            return MapNode([*node.value, *pairs[1:]], node.start_mark)
        if isinstance(node, Scalar) and node.value == "unknown":
            return MapNode(pairs[1:], node.start_mark) if pairs[1:] else node
    return MapNode(pairs, node.start_mark)


def each_node(sheet: Sheet, source: TableSource, log: Log) -> Iterator[MapNode]:
    """Go through the rows of a table as nodes; `log.place` then gives the places of its cells."""
    log.place = sheet.place
    line = sheet.header_line
    columns = columns_of(sheet.headings, source, log, lambda at: sheet.place(mark_of(line, at)))
    reader = RowReader(columns, source.holds, log)
    for number, row in sheet.rows:
        node = reader.node(row, mark_of(number, 0))
        if node is not None:
            yield node


def _meant(text: Any, choices: Mapping[str, str]) -> Any:  # Any: texts, and values that are none
    if not choices or not isinstance(text, str):
        return text
    if text in choices:
        return choices[text]
    words = plain(text)
    return next((value for word, value in choices.items() if plain(word) == words), text)


def _meaning(ready: Ready, choices: Mapping[str, str]) -> Ready:
    """Return a way to make cells ready that first looks words up in the municipality's own."""
    by_plain = {plain(word): value for word, value in reversed(tuple(choices.items()))}

    def look_up(cell: Any) -> Any:  # Any: as Ready gives
        text = plain_text(cell)
        value = choices.get(text, by_plain.get(plain(text)))
        return ready(cell if value is None else value)

    return look_up


def _with_links(pairs: list[tuple[Scalar, Node]], links: list[Node]) -> list[tuple[Scalar, Node]]:
    for at, (key, node) in enumerate(pairs):
        if key.value == "links" and isinstance(node, ListNode):
            merged = ListNode([*node.value, *links], node.start_mark)
            return [*pairs[:at], (key, merged), *pairs[at + 1 :]]
    mark = links[0].start_mark
    return [*pairs, (Scalar("links", mark, "'"), ListNode(links, mark))]
