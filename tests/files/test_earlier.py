"""Earlier plans: what `plan --json` wrote is read again, and every fault has its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import InvalidDataError, UnreadableFileError
from changekit.files.earlier import EarlierReading, read_earlier
from changekit.findings import Findings

if TYPE_CHECKING:
    from pathlib import Path

PLACE = {
    "id": "a", "state": "waits", "start": "2011-02-07", "end": "2011-03-04", "left_out": False,
    "waits_weeks": 5, "why": [{"type": "first", "text": "x"}], "new-in-a-later-edition": 1,
}  # fmt: skip
PLAN = {
    "changekit": "0.1.0", "command": "plan", "workspace": "eskilstuna", "as_of": "2011-01-03",
    "objective": 12.5, "gap": None, "findings": [], "initiatives": [PLACE],
}  # fmt: skip


def read(folder: Path, data: object) -> EarlierReading:
    path = folder / "plan.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data, indent=1), "utf-8")
    return read_earlier(path)


def faults(folder: Path, data: object) -> list[tuple[int, int, str]]:
    with pytest.raises(InvalidDataError, match="CK") as caught:
        read(folder, data)
    assert isinstance(caught.value.findings, Findings)
    return [(i.place.line, i.place.column, i.code) for i in caught.value.findings if i.place]


def test_a_plan_is_read_and_what_is_not_known_is_left_aside(tmp_path: Path) -> None:
    found = read(tmp_path, PLAN)
    assert found.plan.initiatives[0].planned
    assert found.plan.to_dict() == {
        "as_of": "2011-01-03", "objective": 12.5,
        "initiatives": [
            {"id": "a", "state": "waits", "start": "2011-02-07", "end": "2011-03-04"}
        ],
    }  # fmt: skip
    assert len(found.findings) == 0


def test_every_fault_has_its_line_and_column_all_at_once(tmp_path: Path) -> None:
    text = """\
{"command": "plan", "as_of": "2011-13-03",
 "initiatives": [
  {"id": "a", "state": "wait", "start": "2011-02-07"},
  {"id": "b", "state": "waits", "start": "2011-02-07", "end": "2011-02-01"},
  {"state": "waits", "start": 5},
  {"id": "b", "state": "running"}]}"""
    assert faults(tmp_path, text) == [
        (1, 30, "CK114"), (3, 24, "CK115"), (4, 3, "CK118"), (5, 3, "CK110"), (5, 31, "CK114"),
        (6, 10, "CK202"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"as_of": "2011-01-03",\n "initiatives": [}', (2, 18)),
        ("[1, 2]", (1, 1)),
        ('{"as_of": NaN}', (1, 1)),
        ("[" * 100_000, (1, 1)),
        ("", (1, 1)),
        ('{"a": ' + "9" * 5_000 + "}", (1, 1)),
    ],
)
def test_what_is_no_json_is_a_finding(tmp_path: Path, text: str, place: tuple[int, int]) -> None:
    assert faults(tmp_path, text) == [(*place, "CK101")]


def test_an_answer_to_another_question_is_no_plan(tmp_path: Path) -> None:
    assert [code for *_, code in faults(tmp_path, {**PLAN, "command": "score"})] == ["CK461"]


def test_a_plan_of_a_newer_edition_is_read_with_a_word_of_warning(tmp_path: Path) -> None:
    found = read(tmp_path, {**PLAN, "changekit": "99.1.0"})
    assert [item.code for item in found.findings] == ["CK462"]
    assert "made with changekit 99.1.0" in found.findings[0].message.to("en")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"none\.json"):
        read_earlier(tmp_path / "none.json")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
places = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from(["a", "b", "é"]) | json_values,
        "state": st.sampled_from(["waits", "left-out", "x"]) | json_values,
        "start": st.sampled_from(["2011-02-07", "2011-2-7", None]) | json_values,
        "end": st.sampled_from(["2011-01-07", None]) | json_values,
    },
)
plans = st.fixed_dictionaries(
    {},
    optional={
        "changekit": st.sampled_from(["0.1", "9.9.9", "x"]) | json_values,
        "command": st.sampled_from(["plan", "score"]) | json_values,
        "as_of": st.sampled_from(["2011-01-03", "soon"]) | json_values,
        "objective": json_values,
        "initiatives": st.lists(places | json_values, max_size=4) | json_values,
    },
)


def read_or_told(folder: Path, data: bytes) -> EarlierReading | Findings:
    path = folder / "any.json"
    path.write_bytes(data)
    try:
        return read_earlier(path)
    except InvalidDataError as error:
        assert isinstance(error.findings, Findings)  # noqa: PT017  # not what is tested
        return error.findings


@given(plans | json_values)
def test_any_json_is_read_or_every_fault_is_told(
    tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    found = read_or_told(tmp_path_factory.getbasetemp(), json.dumps(data).encode())
    assert isinstance(found, EarlierReading) or found.errors


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_read_or_every_fault_is_told(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    found = read_or_told(tmp_path_factory.getbasetemp(), data)
    assert isinstance(found, EarlierReading) or found.errors
