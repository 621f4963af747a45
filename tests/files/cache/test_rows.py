"""What comes out of a row is what was put in: records, references, ids and places."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from changekit.files.cache.fingerprint import fingerprint
from changekit.files.cache.listing import head_body, index_row, index_rows_of
from changekit.files.cache.rows import Row, Rows
from changekit.files.kinds import KINDS
from changekit.files.quick_reading import read_quickly
from changekit.files.yaml import compose
from changekit.files.yaml_writing import to_yaml
from changekit.model.concept import Concept
from changekit.model.measure import Measure
from changekit.model.reading import Log
from changekit.testing import strategies_for
from changekit.text import Text

ROWS = Rows(Concept, fingerprint(Concept))
patient = settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


@patient
@given(strategies_for(Concept))
def test_a_row_gives_back_what_a_file_said(concept: Concept) -> None:
    log = Log()
    node = compose(to_yaml({"schema": 1, **concept.to_dict()}).encode(), "x.yaml", log).node
    gist = read_quickly(KINDS["concept"], node, log.place)
    if gist is None:
        return
    row = ROWS.row("x.yaml", b"\0" * 32, gist)
    assert row is not None
    again = ROWS.gist(row)
    assert (again.record, repr(again.record)) == (gist.record, repr(gist.record))
    logs = [Log(), Log()]
    for each, read in zip(logs, (gist, again), strict=True):
        each.take(read)
        each.settle()
    assert logs[0].findings == logs[1].findings
    for field in attrs.fields_dict(Concept):
        places = [each.places().of("concept", gist.record.id, field) for each in logs]
        assert places[0] == places[1] is not None


@given(st.binary(max_size=9))
def test_what_is_no_row_of_this_file_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"x\.yaml"):
        ROWS.gist(Row("x.yaml", b"\0" * 32, body, b"\0" * 16))


@patient
@given(strategies_for(Concept))
def test_a_list_is_told_what_the_concepts_say(concept: Concept) -> None:
    concepts = [concept, attrs.evolve(concept, title=Text.plain("x"), needs=("a", "b"))]
    files = ["concepts/1.yaml", "concepts/2.yaml"]
    rows = index_rows_of(files, map(head_body, concepts))
    assert rows == [index_row(file, it) for file, it in zip(files, concepts, strict=True)]


def test_each_class_has_a_fingerprint_of_its_own() -> None:
    assert len(fingerprint(Concept)) == 32
    assert fingerprint(Concept) != fingerprint(Measure)
