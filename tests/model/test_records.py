"""Every record reads back from what it writes: as mappings, as JSON and as YAML."""

from __future__ import annotations

import contextlib
import json
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, cast

import jsonschema
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

import changekit.model
from changekit.errors import InvalidDataError, InvalidValueError
from changekit.files.yaml import compose
from changekit.files.yaml_writing import to_yaml
from changekit.model import shapes
from changekit.model.fields import ID_PATTERN
from changekit.model.quantities import Amount, Capacity, Range
from changekit.model.reading import Log
from changekit.model.records import Record, RecordShape, record_shape
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from changekit.findings import Findings

WORDS = (
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
    .filter(str.strip)
    .filter(lambda text: not shapes.looks_like_personal_number(text))
)
IDS = st.from_regex(ID_PATTERN, fullmatch=True).filter(
    lambda text: len(text) < 30 and not shapes.looks_like_personal_number(text)
)
NUMBERS = st.integers(0, 10_000) | st.floats(0, 1e6, allow_subnormal=False)
PERIODS = st.sampled_from(["2011-08", "2011-12", "2010-W36", "2009-W53"])


def values_of(shape: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for the values of a shape."""
    if isinstance(shape, RecordShape):
        return records_of(shape.cls)
    if type(shape) in SPECIAL:
        return SPECIAL[type(shape)]
    return INSIDE[type(shape)](shape)


def _numbers(shape: shapes.NumberShape) -> st.SearchStrategy[Any]:
    low = shape.limits.low if shape.limits else -1e6
    high = min(shape.limits.high if shape.limits else 1e6, 1e6)
    whole = st.integers(int(low), int(high))
    return whole if shape.whole else whole | st.floats(low, high, allow_subnormal=False)


def _strings(shape: shapes.StringShape) -> st.SearchStrategy[str]:
    return st.from_regex(shape.pattern, fullmatch=True) if shape.pattern else WORDS


def _ids(shape: shapes.IdShape) -> st.SearchStrategy[str]:
    versions = st.sampled_from(["", "@1", "@^1.2", "@1.2.3"] if shape.versioned else [""])
    return st.tuples(IDS, versions).map("".join)


INSIDE: dict[type, Callable[[Any], st.SearchStrategy[Any]]] = {
    shapes.MaybeShape: lambda shape: st.none() | values_of(shape.inner),
    shapes.ListShape: lambda shape: st.lists(values_of(shape.item), max_size=3).map(tuple),
    shapes.MapShape: lambda shape: st.dictionaries(IDS, values_of(shape.item), max_size=3),
    shapes.ChoiceShape: lambda shape: st.sampled_from(shape.choices),
    shapes.NumberShape: _numbers,
    shapes.StringShape: _strings,
    shapes.IdShape: _ids,
}


@st.composite
def records_of(draw: st.DrawFn, cls: type[Any]) -> Any:
    """Draw a record: its required fields, and any of the others."""
    entries = record_shape(cls).entries.values()
    optional = [entry.name for entry in entries if not entry.required]
    chosen = draw(st.sets(st.sampled_from(optional), max_size=5)) if optional else set()
    values = {
        entry.name: draw(values_of(entry.shape))
        for entry in entries
        if entry.required or entry.name in chosen
    }
    try:
        return cls(**values)
    except InvalidValueError:
        reject()


RANGES = st.tuples(NUMBERS, NUMBERS).map(lambda ends: Range(low=min(ends), high=max(ends)))
WORDINGS = st.dictionaries(st.sampled_from(["sv", "en", "fi"]), WORDS, min_size=1)
SPECIAL: dict[type, st.SearchStrategy[Any]] = {
    shapes.DateShape: st.dates(),
    shapes.BoolShape: st.booleans(),
    shapes.TextShape: WORDS.map(Text.plain) | WORDINGS.map(Text),
    type(Amount.shape): st.one_of(
        st.builds(Amount, amount=NUMBERS, unit=st.none() | WORDS),
        st.builds(Amount, unknown=st.none() | RANGES, unit=st.none() | WORDS),
    ),
    type(Capacity.shape): st.builds(
        Capacity,
        default=NUMBERS,
        periods=st.dictionaries(PERIODS, NUMBERS).map(lambda loads: tuple(sorted(loads.items()))),
    ),
}


def record_classes() -> list[type[Record]]:
    modules = [
        import_module(f"changekit.model.{item.name}")
        for item in iter_modules(changekit.model.__path__)
    ]
    found = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Record) and value is not Record
    }
    return sorted(found, key=lambda cls: cls.__name__)


CLASSES = record_classes()
every_class = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
patient = settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def test_there_is_a_record_for_every_noun() -> None:
    names = {cls.__name__ for cls in CLASSES}
    assert {"Unit", "Goal", "Initiative", "Concept", "Measure", "Profile", "Settings"} <= names


@every_class
@patient
@given(data=st.data())
def test_a_record_reads_back_from_its_mapping_from_json_and_from_yaml(
    cls: type[Record], data: st.DataObject
) -> None:
    record = data.draw(records_of(cls))
    plain = record.to_dict()
    assert cls.from_dict(plain) == record
    assert cls.from_dict(json.loads(json.dumps(plain))) == record
    if isinstance(plain, dict):
        log = Log()
        node = compose(to_yaml(plain).encode(), "x.yaml", log).node
        assert record_shape(cls).read(node, None, log) == record
        assert {item.code for item in log.findings} <= {"CK202"}  # ids may stand twice


@every_class
@patient
@given(data=st.data())
def test_the_schema_of_a_record_lets_every_record_pass(
    cls: type[Record], data: st.DataObject
) -> None:
    defs: dict[str, Any] = {}
    shape = getattr(cls, "shape", None) or record_shape(cls)
    schema = {**shape.schema(defs), "$defs": defs}
    plain = json.loads(json.dumps(data.draw(records_of(cls)).to_dict()))
    jsonschema.Draft202012Validator(schema).validate(plain)


@every_class
@patient
@given(
    data=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=8,
    )
)
def test_any_data_is_a_record_or_findings_with_json_pointers(cls: type[Record], data: Any) -> None:
    places = []
    with contextlib.suppress(InvalidDataError):
        try:
            record = cls.from_dict(data)
            assert cls.from_dict(record.to_dict()) == record
        except InvalidDataError as error:
            places = [str(item.place) for item in cast("Findings", error.findings)]
            raise
    assert all(place.startswith("#") for place in places)
