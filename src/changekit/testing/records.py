"""Strategies for every record of the model, made from the same shapes that read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeVar

import attrs
from hypothesis import reject
from hypothesis import strategies as st

import changekit.model
from changekit.errors import InvalidValueError
from changekit.model import shapes
from changekit.model.fields import ID_PATTERN
from changekit.model.frozen import frozen_map
from changekit.model.initiative import Initiative
from changekit.model.plain import Plain, PlainNumber, PlainText
from changekit.model.quantities import Amount, Capacity, Range
from changekit.model.records import Record, RecordShape, record_shape
from changekit.model.what_if import Added
from changekit.testing.fitting import FITTING
from changekit.text import Text

__all__ = ["Drawing", "ids", "record_classes", "strategies_for", "words"]

R = TypeVar("R")
LARGEST = 1e6
"""Ours: larger figures than any municipality's, and sums of them are still exact enough."""


def record_classes() -> tuple[type[Record], ...]:
    """Return every class of the model that reads itself from files, by name."""
    names = [item.name for item in iter_modules(changekit.model.__path__)]
    found = {
        value
        for name in names
        for value in vars(import_module(f"changekit.model.{name}")).values()
        if isinstance(value, type) and issubclass(value, Record) and value is not Record
    }
    return tuple(sorted(found, key=lambda cls: cls.__name__))


def words() -> st.SearchStrategy[str]:
    """Draw a text in any script, short, and never what looks like a personal number."""
    letters = st.characters(exclude_categories=["Cs"])
    return st.text(letters, min_size=1, max_size=12).filter(str.strip).filter(_impersonal)


def ids() -> st.SearchStrategy[str]:
    """Draw an id, with a namespace or without."""
    return st.from_regex(ID_PATTERN, fullmatch=True).filter(
        lambda text: len(text) < 30 and _impersonal(text)
    )


def strategies_for(
    cls: type[R],
    *,
    known: Mapping[str, Sequence[str]] | None = None,
    dates: st.SearchStrategy[dt.date] | None = None,
    fields: Mapping[str, st.SearchStrategy[Any]] | None = None,  # Any: values of any field
) -> st.SearchStrategy[R]:
    """Return a strategy for valid records of a class, such as `Initiative`.

    Args:
        cls: A class of `changekit.model`.
        known: By kind (`unit`, `role`, `goal`, ...): the ids that references may name; a kind
            that is not there is not referred to. None: references name anything.
        dates: Days to draw from; any day by default.
        fields: Strategies for some fields, used instead of those that their types give.

    >>> from changekit.model.goal import Goal
    >>> from hypothesis import find, strategies
    >>> goals = strategies_for(Goal, known={"goal": ["g1"]}, fields={"id": strategies.just("g2")})
    >>> find(goals, lambda goal: goal.parent is not None).parent
    'g1'
    """
    return Drawing(known=known, dates=st.dates() if dates is None else dates).record(
        cls, fields or {}
    )


@attrs.frozen(kw_only=True, eq=False)
class Drawing:
    """How values are drawn.

    Attributes:
        known: By kind: the ids that references may name; None: any.
        dates: The days.
        words: Texts in one language.
        few: Ours: how many optional fields a record has at most; more make records large, and
            drawing them slow, without showing more.
    """

    known: Mapping[str, Sequence[str]] | None = None
    dates: st.SearchStrategy[dt.date] = attrs.field(factory=st.dates)
    words: st.SearchStrategy[str] = attrs.field(factory=words)
    few: int = 6
    _made: dict[type, st.SearchStrategy[Any]] = attrs.field(factory=dict, init=False)

    def record(
        self, cls: type[R], fields: Mapping[str, st.SearchStrategy[Any]] | None = None
    ) -> st.SearchStrategy[R]:
        """Return a strategy for records: the required fields, and some of the others."""
        chosen = fields or {}
        required, optional = {}, {}
        for entry in record_shape(cls).entries.values():
            if entry.name in chosen:
                required[entry.name] = chosen[entry.name]
            elif entry.required:
                required[entry.name] = self.values(entry.shape)
            elif self.possible(entry.shape):
                optional[entry.name] = self.values(entry.shape)
        return _records(cls, required, optional, self.few)

    def possible(self, shape: Any) -> bool:  # Any: shapes of every kind
        """Tell whether there is any value of a shape beside nothing at all."""
        if self.known is not None and getattr(shape, "refers", None) is not None:
            return bool(self.known.get(shape.refers))
        if isinstance(shape, shapes.MaybeShape | shapes.ListShape | shapes.MapShape):
            return self.possible(
                shape.inner if isinstance(shape, shapes.MaybeShape) else shape.item
            )
        if isinstance(shape, RecordShape):
            entries = shape.entries.values()
            return all(self.possible(entry.shape) for entry in entries if entry.required)
        return True

    def values(self, shape: Any) -> st.SearchStrategy[Any]:  # Any: shapes, and values of any
        """Return a strategy for the values of a shape."""
        if isinstance(shape, RecordShape):
            if shape.cls not in self._made:
                self._made[shape.cls] = st.deferred(lambda: self.record(shape.cls))
            return self._made[shape.cls]
        if type(shape) in _OWN:
            return _OWN[type(shape)]
        return _MADE[type(shape)](self, shape)

    def _maybe(self, shape: shapes.MaybeShape) -> st.SearchStrategy[Any]:  # Any: same
        return st.none() | self.values(shape.inner) if self.possible(shape) else st.none()

    def _list(self, shape: shapes.ListShape) -> st.SearchStrategy[Any]:  # Any: same
        if not self.possible(shape):
            return st.just(())
        return st.lists(self.values(shape.item), max_size=3).map(tuple)

    def _map(self, shape: shapes.MapShape) -> st.SearchStrategy[Any]:  # Any: same
        return st.dictionaries(self._names(shape.refers), self.values(shape.item), max_size=3)

    def _id(self, shape: shapes.IdShape) -> st.SearchStrategy[str]:
        drawn = self._names(shape.refers)
        versions = ["", "@1", "@^1.2", "@1.2.3"] if shape.versioned else [""]
        return st.tuples(drawn, st.sampled_from(versions)).map("".join)

    def _names(self, kind: str | None) -> st.SearchStrategy[str]:
        """Return a strategy for ids: those known of a kind, any where nobody says which are."""
        if kind is None or self.known is None:
            return ids()
        names = sorted(self.known.get(kind, ()))
        return st.sampled_from(names) if names else st.nothing()

    def _date(self, _: shapes.DateShape) -> st.SearchStrategy[dt.date]:
        return self.dates


@st.composite
def _records(
    draw: st.DrawFn,
    cls: type[R],
    required: Mapping[str, st.SearchStrategy[Any]],  # Any: values of any field
    optional: Mapping[str, st.SearchStrategy[Any]],  # Any: same
    few: int,
) -> R:
    """Draw a record with its required fields and a few of the optional ones."""
    values = {name: draw(strategy) for name, strategy in required.items()}
    names = st.lists(st.sampled_from(sorted(optional)), max_size=few, unique=True)
    for name in draw(names) if optional else ():
        values[name] = draw(optional[name])
    try:
        return cls(**FITTING.get(cls, dict)(values))
    except InvalidValueError:
        reject()


def _impersonal(text: str) -> bool:
    return not shapes.looks_like_personal_number(text)


def _numbers(_: Drawing, shape: shapes.NumberShape) -> st.SearchStrategy[Any]:  # Any: numbers
    low = shape.limits.low if shape.limits else -LARGEST
    high = min(shape.limits.high if shape.limits else LARGEST, LARGEST)
    whole = st.integers(int(low), int(high))
    return whole if shape.whole else whole | st.floats(low, high, allow_subnormal=False)


def _strings(drawing: Drawing, shape: shapes.StringShape) -> st.SearchStrategy[str]:
    if not shape.pattern:
        return drawing.words
    return st.from_regex(shape.pattern, fullmatch=True).filter(_impersonal)


def _added(drawing: Drawing, _: Any) -> st.SearchStrategy[Added]:  # Any: a shape
    concepts = drawing.values(shapes.IdShape(refers="concept", versioned=True))
    whole = drawing.values(record_shape(Initiative)).map(lambda it: Added(initiative=it))
    known = drawing.known is None or drawing.known.get("concept")
    return concepts.map(lambda it: Added(concept=it)) | whole if known else whole


def _texts(drawing: Drawing, _: shapes.TextShape) -> st.SearchStrategy[Text]:
    languages = st.sampled_from(["sv", "en", "fi"])
    wordings = st.dictionaries(languages, drawing.words, min_size=1)
    return drawing.words.map(Text.plain) | wordings.map(Text)


_COUNTS = st.integers(0, 10_000) | st.floats(0, LARGEST, allow_subnormal=False)
_RANGES = st.tuples(_COUNTS, _COUNTS).map(lambda ends: Range(low=min(ends), high=max(ends)))
_SINGLE = st.none() | st.booleans() | _COUNTS | words()
_PLAIN = st.recursive(
    _SINGLE,
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(words(), inner, max_size=3).map(frozen_map)
    ),
    max_leaves=5,
)
_PERIODS = st.sampled_from(["2024-08", "2024-12", "2024-W36", "2020-W53"])
_OWN: Mapping[type, st.SearchStrategy[Any]] = {  # Any: values of any shape
    shapes.BoolShape: st.booleans(),
    type(Amount.shape): st.one_of(
        st.builds(Amount, amount=_COUNTS, unit=st.none() | words()),
        st.builds(Amount, unknown=st.none() | _RANGES, unit=st.none() | words()),
    ),
    type(Plain.shape): st.builds(Plain, value=_PLAIN),
    type(PlainNumber.shape): st.builds(PlainNumber, value=_COUNTS),
    type(PlainText.shape): st.builds(PlainText, value=words()),
    type(Capacity.shape): st.builds(
        Capacity,
        default=_COUNTS,
        periods=st.dictionaries(_PERIODS, _COUNTS).map(lambda it: tuple(sorted(it.items()))),
    ),
}
_MADE: Mapping[type, Callable[[Drawing, Any], st.SearchStrategy[Any]]] = {  # Any: same
    shapes.MaybeShape: Drawing._maybe,  # noqa: SLF001  # the table belongs to the class
    shapes.ListShape: Drawing._list,  # noqa: SLF001
    shapes.MapShape: Drawing._map,  # noqa: SLF001
    shapes.IdShape: Drawing._id,  # noqa: SLF001
    shapes.DateShape: Drawing._date,  # noqa: SLF001
    shapes.ChoiceShape: lambda _, shape: st.sampled_from(shape.choices),
    shapes.NumberShape: _numbers,
    shapes.StringShape: _strings,
    shapes.TextShape: _texts,
    type(Added.shape): _added,
}
