"""The rows of a table as nodes, each cell under its field and with its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from changekit.files.tables.cells import Ready, formula_error, plain_text, ready_for
from changekit.files.tables.fields import LINKS
from changekit.files.tables.notation import NOTATIONS, as_json, link_node, node_at, pieces
from changekit.files.tables.words import NOTHING, plain
from changekit.model import shapes
from changekit.model.nodes import ListNode, MapNode, Scalar
from changekit.model.quantities import Amount
from changekit.rules import reading as rules
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.files.tables.columns import Column
    from changekit.model.reading import Log

__all__ = ["RowReader"]

Node: TypeAlias = "Scalar | ListNode | MapNode"
Make: TypeAlias = Callable[[Any, int], "Node | None"]  # Any: what a spreadsheet holds
"""Makes the node of a cell at a mark, None for a cell that holds nothing."""

_REPEATED = (shapes.NumberShape, shapes.DateShape, shapes.BoolShape, shapes.ChoiceShape)
_MEMO = 10_000  # Ours: different texts of a column that are kept, to spare memory


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
                    found.append((part.key, MapNode(inner, inner[0][1].start_mark)))
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
        if isinstance(shape, _REPEATED) or shape is Amount.shape:
            ready = _remembering(ready)
        return self._scalar_maker(column, ready)

    def _scalar_maker(self, column: Column, ready: Ready) -> Make:
        def make(cell: Any, mark: int) -> Node | None:
            value = self._clean(cell, mark, column)
            if value is None:
                return None
            value, style, doubt = ready(value)
            if doubt:
                rule, read = doubt
                self._note(rule, mark, column, found=plain_text(cell), read=read)
            if column.money and isinstance(value, int | float):
                value = {"amount": value, "unit": column.money}
            return node_at(value, mark) if isinstance(value, dict) else Scalar(value, mark, style)

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
        notation = NOTATIONS.get((self._holds, column.field))
        item = column.shape.item
        ready = ready_for(item)
        if column.choices:
            ready = _meaning(ready, column.choices)
        ids = isinstance(item, shapes.IdShape | shapes.ChoiceShape) and not column.choices

        def make(cell: Any, mark: int) -> Node | None:
            value = self._clean(cell, mark, column)
            if value is None:
                return None
            text = plain_text(value)
            plain_data = as_json(text)
            if plain_data is not None:
                return node_at(plain_data, mark)
            parts = pieces(text, ids=ids)
            if notation is None:
                return ListNode([_scalar(ready(part), mark) for part in parts], mark)
            return self._records(parts, notation, mark, column)

        return make

    def _records(
        self, parts: list[str], notation: tuple[Any, Text], mark: int, column: Column
    ) -> Node | None:
        read, expected = notation
        found: list[Node] = []
        for part in parts:
            data = read(part)
            if data is None:
                self._note(
                    rules.BAD_NOTATION, mark, column, found=part, expected=column.field,
                    advice=Text(
                        sv=f"skriv {expected.to('sv')}", en=f"write {expected.to('en')}"
                    ),
                )  # fmt: skip
                continue
            if column.choices:
                first = next(iter(data))
                data[first] = _meant(str(data[first]), column.choices)
            found.append(node_at(data, mark))
        return ListNode(found, mark) if found else None

    def _record_maker(self, column: Column) -> Make:
        def make(cell: Any, mark: int) -> Node | None:
            value = self._clean(cell, mark, column)
            if value is None:
                return None
            text = plain_text(value)
            if column.choices:
                text = _meant(text, column.choices)
            plain_data = as_json(text)
            return node_at(text if plain_data is None else plain_data, mark)

        return make

    def _link_maker(self, column: Column) -> Make:
        def make(cell: Any, mark: int) -> Node | None:
            value = self._clean(cell, mark, column)
            if value is None:
                return None
            found = [link_node(part, column.field) for part in pieces(plain_text(value), ids=True)]
            for data in found:
                data["to"] = _meant(data["to"], column.choices)
            return node_at(found, mark)

        return make


def _scalar(ready: tuple[Any, str | None, Any], mark: int) -> Scalar:
    return Scalar(ready[0], mark, ready[1])


def _meant(text: str, choices: Mapping[str, str]) -> str:
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


def _remembering(ready: Ready) -> Ready:
    """Return the same, faster where texts come again and again: days, numbers, choices."""
    known: dict[str, tuple[Any, str | None, Any]] = {}

    def remembered(cell: Any) -> Any:  # Any: as Ready gives
        if not isinstance(cell, str):
            return ready(cell)
        seen = known.get(cell)
        if seen is None:
            seen = ready(cell)
            if len(known) < _MEMO:
                known[cell] = seen
        return seen

    return remembered


def _with_links(pairs: list[tuple[Scalar, Node]], links: list[Node]) -> list[tuple[Scalar, Node]]:
    for at, (key, node) in enumerate(pairs):
        if key.value == "links" and isinstance(node, ListNode):
            merged = ListNode([*node.value, *links], node.start_mark)
            return [*pairs[:at], (key, merged), *pairs[at + 1 :]]
    mark = links[0].start_mark
    return [*pairs, (Scalar("links", mark, "'"), ListNode(links, mark))]
