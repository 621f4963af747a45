"""Values as papers write them: one for all or a list, pairs, and matrices with fractions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from changekit.model.nodes import is_null
from changekit.model.profile import Preference
from changekit.model.shapes import (
    FAULTY,
    ChoiceShape,
    ListShape,
    MapShape,
    NumberShape,
    Shape,
    StringShape,
)
from changekit.model.shapes import wrong_kind as _wrong_kind
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.model.reading import Log, Path
    from changekit.model.shapes import Node, Schemas

__all__ = ["Answers", "Pair", "PerCriterion", "Preferences", "Table", "Tables"]


@attrs.frozen
class FractionShape:
    """A number above 0, which may be written as a fraction, as in 1/3."""

    words: Text = Text(sv="ett tal eller ett bråk, som 1/3", en="a number or a fraction, as 1/3")

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: a float, or FAULTY
        """Return the number."""
        if node.id == "scalar" and isinstance(node.value, str):
            over, line, under = node.value.partition("/")
            if line and over.strip().isdecimal() and under.strip().isdecimal() and int(under):
                return int(over) / int(under)
        return NumberShape().read(node, path, log)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema: a number, or a text of two whole numbers."""
        text = {"type": "string", "pattern": r"^[0-9]+ */ *[0-9]+$"}
        return {"anyOf": [NumberShape().schema(defs), text]}


@attrs.frozen
class MissingShape:
    """A number, or null where nobody compared; any number of them in rows."""

    item: Shape = FractionShape()

    @property
    def words(self) -> Text:
        """What is expected."""
        return self.item.words

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: a number, None or FAULTY
        """Return the number, or None."""
        return None if is_null(node) else self.item.read(node, path, log)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema of the number or null."""
        return {"anyOf": [self.item.schema(defs), {"type": "null"}]}


@attrs.frozen
class OneOrListShape:
    """One value, or a list of them."""

    item: Shape
    make: type[Any]  # Any: the class that holds the one or the many

    @property
    def words(self) -> Text:
        """What is expected."""
        words = self.item.words
        return Text(sv=f"{words.to('sv')}, eller en lista", en=f"{words.to('en')}, or a list")

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: what `make` makes, or FAULTY
        """Return the one value or the many."""
        shape = ListShape(self.item) if node.id == "sequence" else self.item
        value = shape.read(node, path, log)
        return FAULTY if value is FAULTY else self.make(value)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema: one of both."""
        return {"anyOf": [self.item.schema(defs), ListShape(self.item).schema(defs)]}


@attrs.frozen
class PerCriterion:
    """A number for all criteria, or one for each; None where none is given."""

    value: float | tuple[float | None, ...] | None = None
    shape: ClassVar[Shape]

    @property
    def each(self) -> tuple[float | None, ...] | None:
        """The list, None where one stands for all."""
        return self.value if isinstance(self.value, tuple) else None

    def of(self, at: int) -> float | None:
        """Return the number of one criterion."""
        return self.value[at] if isinstance(self.value, tuple) else self.value


@attrs.frozen
class Preferences:
    """A preference function for all criteria, or one for each."""

    value: Preference | tuple[Preference, ...]
    shape: ClassVar[Shape]

    @property
    def each(self) -> tuple[Preference, ...] | None:
        """The list, None where one stands for all."""
        return self.value if isinstance(self.value, tuple) else None

    def of(self, at: int) -> Preference:
        """Return the function of one criterion."""
        return self.value[at] if isinstance(self.value, tuple) else self.value


PerCriterion.shape = OneOrListShape(MissingShape(NumberShape()), PerCriterion)
Preferences.shape = OneOrListShape(
    ChoiceShape(("usual", "u", "v", "level", "linear", "gaussian")), Preferences
)


@attrs.frozen
class Table:
    """Rows of a pairwise matrix; None where nobody compared."""

    rows: tuple[tuple[float | None, ...], ...] = ()
    shape: ClassVar[Shape]


@attrs.frozen
class _TableShape:
    rows: Shape = ListShape(ListShape(MissingShape()))

    @property
    def words(self) -> Text:
        return self.rows.words

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: a table, or FAULTY
        rows = self.rows.read(node, path, log)
        return FAULTY if rows is FAULTY else Table(rows)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        return self.rows.schema(defs)


Table.shape = _TableShape()


@attrs.frozen
class Tables:
    """Pairwise matrices: in the order of the items, or by their names."""

    tables: tuple[Table, ...] = ()
    names: tuple[str, ...] | None = None
    shape: ClassVar[Shape]

    def in_order(self, items: tuple[str, ...]) -> tuple[Table, ...]:
        """Return the matrices in the order of the items."""
        if self.names is None:
            return self.tables
        by_name = dict(zip(self.names, self.tables, strict=True))
        return tuple(by_name[item] for item in items)


@attrs.frozen
class _TablesShape:
    words: Text = Text(sv="matriser, en per namn", en="matrices, one for each item")

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: the tables, or FAULTY
        named = node.id == "mapping"
        shape = MapShape(Table.shape) if named else ListShape(Table.shape)
        found = shape.read(node, path, log)
        if found is FAULTY:
            return FAULTY
        return Tables(tuple(found.values()), tuple(found)) if named else Tables(found)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        kinds = (ListShape(Table.shape), MapShape(Table.shape))
        return {"anyOf": [shape.schema(defs) for shape in kinds]}


Tables.shape = _TablesShape()


@attrs.frozen
class Pair:
    """How much one item outweighs another."""

    a: str
    b: str
    times: float
    shape: ClassVar[Shape]


@attrs.frozen
class _PairShape:
    words: Text = Text(sv="en lista [a, b, tal]", en="a list [a, b, number]")

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: a pair, or FAULTY
        if node.id != "sequence" or len(node.value) != 3:
            return _wrong_kind(self, node, path, log)
        shapes: tuple[Shape, ...] = (StringShape(), StringShape(), FractionShape())
        parts = [
            shape.read(child, (path, at), log)
            for at, (shape, child) in enumerate(zip(shapes, node.value, strict=True))
        ]
        return FAULTY if any(part is FAULTY for part in parts) else Pair(*parts)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        shapes = (StringShape(), StringShape(), FractionShape())
        items = [shape.schema(defs) for shape in shapes]
        return {"type": "array", "prefixItems": items, "minItems": 3, "maxItems": 3}


Pair.shape = _PairShape()


@attrs.frozen
class _NumberOrList:
    """One number, or a list of numbers, as it is."""

    words: Text = Text(sv="ett tal, eller en lista av tal", en="a number, or a list of numbers")

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: a number, a tuple or FAULTY
        shape = ListShape(NumberShape()) if node.id == "sequence" else NumberShape()
        return shape.read(node, path, log)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        one = NumberShape()
        return {"anyOf": [one.schema(defs), ListShape(one).schema(defs)]}


@attrs.frozen
class Answers:
    """What a paper prints: by name, one number or a list of them."""

    by_name: Mapping[str, float | tuple[float, ...]]
    shape: ClassVar[Shape]

    @property
    def total(self) -> int:
        """How many numbers there are."""
        return sum(len(it) if isinstance(it, tuple) else 1 for it in self.by_name.values())


@attrs.frozen
class _AnswersShape:
    values: MapShape = MapShape(_NumberOrList())

    @property
    def words(self) -> Text:
        return self.values.words

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: the answers, or FAULTY
        found = self.values.read(node, path, log)
        return FAULTY if found is FAULTY else Answers(found)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        return self.values.schema(defs)


Answers.shape = _AnswersShape()
