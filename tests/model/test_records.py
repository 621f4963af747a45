"""Every record reads back from what it writes: as mappings, as JSON and as YAML."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any, cast

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from changekit.errors import InvalidDataError
from changekit.files.yaml import compose
from changekit.files.yaml_writing import to_yaml
from changekit.model.concept import Concept
from changekit.model.reading import Log
from changekit.model.records import Record, record_shape
from changekit.testing import record_classes, strategies_for

if TYPE_CHECKING:
    from changekit.findings import Findings

CLASSES = record_classes()
OBSERVED = {
    "outcome": "x", "design": "survey", "reported_by": "adopter", "source": "example",
}  # fmt: skip
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
    record = data.draw(strategies_for(cls))
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
    plain = json.loads(json.dumps(data.draw(strategies_for(cls)).to_dict()))
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


@pytest.mark.parametrize(
    ("facts", "swedish"),
    [
        ({"version": "ett"}, "väntade en version, som 1.0.0, fann 'ett'"),
        (
            {"parameters": [{"name": "weeks", "range": [10, 5]}]},
            "range ska vara [lägst, högst], fann [10, 5]",
        ),
        (
            {"parameters": [{"name": "weeks", "range": [1, 5], "default": 9}]},
            "default ska vara 1 till 5, fann 9",
        ),
        (
            {"evidence": [{**OBSERVED, "effect": {"estimate": 1, "low": 0}}]},
            "ett intervall har både low och high",
        ),
    ],
    ids=["version", "range", "default", "interval"],
)
def test_what_a_concept_may_hold_is_said_in_swedish(
    facts: dict[str, object], swedish: str
) -> None:
    with pytest.raises(InvalidDataError, match="Concept: ") as caught:
        Concept.from_dict({"id": "a/b", "version": "1.0.0", "title": "X", **facts})
    findings = cast("Findings", caught.value.findings)
    assert swedish in findings[0].line("sv")
