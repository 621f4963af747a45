"""The quick way to read gives what the careful way gives, and leaves every fault to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from changekit.files.kinds import KINDS, FileKind
from changekit.files.quick_reading import read_quickly
from changekit.files.resources import catalog_folder
from changekit.files.yaml import compose
from changekit.files.yaml_writing import to_yaml
from changekit.model.quick import packer, quick_reader
from changekit.model.reading import Log
from changekit.model.records import Record, record_shape
from changekit.model.shapes import FAULTY
from changekit.testing import record_classes, strategies_for
from tests.files.test_yaml import MUTATIONS

if TYPE_CHECKING:
    from changekit.model.gist import Gist

BASE = Path(__file__).parent / "base_workspace"
MANY = [kind for kind in KINDS.values() if kind.many]
CONCEPTS = sorted(catalog_folder().glob("concepts/*.yaml"))
# Values that mean different things to different readers, put in the place of others.
ODD = (
    "no", "yes", "true", "False", "~", "null", "''", '" "', "0650", "1.10", "1e3", "1,5", "-0",
    "2024-13-40", "2024-02-29", "2024-2-1", "[]", "{}", "[a, a]", "{sv: a, en: b}", "{en: b}",
    "{a: b}", "{no: b}", "{sv: a, sv: b}", "{sv: ~}", "811218-9876", "1212121212", "unknown",
    "a/b", "a/b/c", "x@^1", "x@1.2.3", "å", "99999999999999999999", "1e400", "\u2003", "'null'",
    "{amount: 1, unit: sek}", "{low: 2, high: 1}", "superseded", "*a", "&a b", "!x y", "<<: b",
    "{? [a] : b}", "|\n    x", ">-\n    811218-\n    9876", '"811218\\u002d9876"',
)  # fmt: skip
patient = settings(
    max_examples=6,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def noted(log: Log) -> dict[str, Any]:
    """Return what a log knows, apart from findings, in a form that can be compared."""
    return {
        "spots": {
            key: (str(place(mark)), {name: str(place(at)) for name, at in fields.items()})
            for key, (place, mark, fields) in log._spots.items()
        },
        "wanted": [
            (kind, name, str(place(mark)), path) for kind, name, place, mark, path in log._wanted
        ],
    }


def carefully(kind: FileKind, data: bytes) -> tuple[list[Any], Log]:
    log = Log()
    composed = compose(data, "x.yaml", log)
    return ([] if composed.node is None else kind.records(composed.node, log)), log


def quickly(kind: FileKind, data: bytes) -> tuple[Gist | None, Log]:
    log = Log()
    composed = compose(data, "x.yaml", log)
    if not composed.whole or log.findings:
        return None, log
    gist = read_quickly(kind, composed.node, log.place)
    if gist is not None:
        log.take(gist)
    return gist, log


def assert_same(kind: FileKind, data: bytes) -> bool:
    """Check that both ways agree, and tell whether the quick one answered."""
    gist, quick = quickly(kind, data)
    if gist is None:
        return False
    (record,), careful = carefully(kind, data)
    assert not careful.findings, careful.findings
    assert (gist.record, repr(gist.record)) == (record, repr(record))
    assert noted(quick) == noted(careful)
    return True


@pytest.mark.parametrize("path", CONCEPTS, ids=lambda path: path.stem)
def test_every_concept_of_the_catalogue_is_read_quickly(path: Path) -> None:
    assert assert_same(KINDS["concept"], path.read_bytes())


@pytest.mark.parametrize("kind", MANY, ids=lambda kind: kind.name)
@patient
@given(data=st.data())
def test_a_record_without_faults_is_read_quickly(kind: FileKind, data: st.DataObject) -> None:
    record = data.draw(strategies_for(kind.holds))
    text = to_yaml({"schema": 1, **record.to_dict()}).encode()
    if not carefully(kind, text)[1].findings and getattr(record, "id", None) is not None:
        assert assert_same(kind, text)


SMALL = """\
schema: 1
id: a/b
version: 1.0.0
status: active
title: {sv: a, en: b}
needs: [x, y]
problem: a
parameters: [{name: n, range: [1, 2], default: 1.5}]
relations:
  - kind: requires
    to: a/c@^1
    source: example
evidence:
  - outcome: o
    design: before-after
    reported_by: adopter
    n: 5
    before: 3.5
    period: {from: 2023-01-01, to: 2023-12-31}
    source: {document: d, page: 4}
    effect: {estimate: 2, low: 1, high: 3}
adoptions:
  - municipality: {name: Luleå, code: "2580"}
    target_met: true
    source: d
claim:
  level: 2
  certainty: {o: low}
provenance: {licence: MIT, source_digest: null}
"""


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_value_of_each_field_is_read_as_the_careful_way_reads_it(odd: str) -> None:
    kind = KINDS["concept"]
    assert assert_same(kind, SMALL.encode())
    lines = SMALL.splitlines()
    for number, line in enumerate(lines):
        key = line.partition(":")[0]
        changed = [*lines[:number], f"{key}: {odd}", *lines[number + 1 :], ""]
        while number + 1 < len(changed) and changed[number + 1].startswith(" "):
            del changed[number + 1]  # what stood under the key
        data = "\n".join(changed).encode()
        assert assert_same(kind, data) == (not carefully(kind, data)[1].findings), data


@settings(patient, max_examples=150)
@given(st.sampled_from(CONCEPTS), st.integers(0, 10_000), st.sampled_from(ODD), st.booleans())
def test_one_odd_value_is_read_as_the_careful_way_reads_it(
    path: Path, at: int, odd: str, again: bool
) -> None:
    lines = path.read_text("utf-8").splitlines()
    keyed = [number for number, line in enumerate(lines) if ":" in line]
    number = keyed[at % len(keyed)]
    key = lines[number].partition(":")[0]
    lines[number : number + (not again)] = [f"{key}: {odd}"]
    data = "\n".join([*lines, ""]).encode()
    was_quick = assert_same(KINDS["concept"], data)
    assert was_quick == (not carefully(KINDS["concept"], data)[1].findings)


@settings(patient, max_examples=80)
@given(st.sampled_from(CONCEPTS[:6]), MUTATIONS)
def test_broken_files_are_left_to_the_careful_way(
    path: Path, mutations: list[tuple[float, int, bytes]]
) -> None:
    data = path.read_bytes()
    for at, drop, put in mutations:
        index = int(at * len(data))
        data = data[:index] + put + data[index + drop :]
    assert_same(KINDS["concept"], data)


@pytest.mark.parametrize("cls", record_classes(), ids=lambda cls: cls.__name__)
@patient
@given(data=st.data())
def test_every_class_of_record_is_read_quickly_and_packed(
    cls: type[Record], data: st.DataObject
) -> None:
    record = data.draw(strategies_for(cls))
    plain = record.to_dict()
    if not isinstance(plain, dict):
        return
    log = Log()
    node = compose(to_yaml(plain).encode(), "x.yaml", log).node
    careful = record_shape(cls).read(node, None, log)
    if careful is FAULTY or log.findings:
        return
    gist = quick_reader(cls)(node, log.place)
    assert (gist.record, repr(gist.record)) == (careful, repr(careful))


@patient
@given(data=st.data())
def test_what_a_packed_concept_is_built_from_is_what_was_packed(data: st.DataObject) -> None:
    concept = data.draw(strategies_for(KINDS["concept"].holds))
    how = packer(KINDS["concept"].holds)
    assert how.pack
    assert how.unpack
    built = how.unpack(how.pack(concept))
    assert (built, repr(built), hash(built)) == (concept, repr(concept), hash(concept))
