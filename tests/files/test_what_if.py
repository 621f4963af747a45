"""What-if files: every fault has its place, all come at once, and no file stops the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import InvalidDataError, UnreadableFileError
from changekit.files.what_if import read_what_if, what_if_of
from changekit.findings import Findings
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.organisation import Organisation
from changekit.model.settings import Settings
from changekit.model.what_if import VERBS, WhatIf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TOWN = Municipality(
    settings=Settings.from_dict({"name": "K"}),
    organisation=Organisation.from_dict(
        {"units": [{"id": "soc", "name": "S", "capacity": 2}], "roles": [{"id": "chef"}]}
    ),
    initiatives=tuple(Initiative.from_dict({"id": name, "title": name}) for name in "ab"),
)
GOOD = """\
schema: 1
title: {sv: Fler händer, en: More hands}
changes:
  - {move: a, start: 2011-09-05}
  - {capacity: soc, more: 1, from: 2011-01-03, to: 2011-03-27, why: a temporary group}
scenarios:
  - {name: calm, changes: [{drop: b}, {delay: a, weeks: -8}, {limit: all, amount: 3}]}
  - name: more
    title: Mer
    changes: [{add: {id: c, title: C, owner: soc}}, {move: c, start: 2011-05-02}]
  - {name: again, changes: [{add: {id: c, title: C}}, {hours: chef, amount: 9}, {pause: b}]}
"""
BAD = """\
schema: 1
changes:
  - {mov: a, start: 2011-09-05}
  - {drop: aa}
  - {delay: a, weeks: 8, start: 2011-01-01}
  - {capacity: sox, amount: 4}
  - {drop: a, pause: b}
  - {add: {id: b, title: B, goals: [g]}}
  - {limit: kommun, amount: 2}
  - {move: a, start: soon}
"""


def read(tmp_path: Path, text: str) -> WhatIf:
    path = tmp_path / "what.yaml"
    path.write_text(text, "utf-8")
    return read_what_if(path, TOWN)


def faults(error: InvalidDataError) -> Findings:
    assert isinstance(error.findings, Findings)
    return error.findings


def test_a_good_file_is_read_whole(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD)
    assert [change.verb for change in found.changes] == ["move", "capacity"]
    assert [item.name for item in found.scenarios] == ["calm", "more", "again"]
    assert found.changes[1].to_dict() == {
        "capacity": "soc", "more": 1.0, "from": "2011-01-03", "to": "2011-03-27",
        "why": "a temporary group",
    }  # fmt: skip
    assert what_if_of(found.to_dict(), TOWN) == found


def test_all_faults_come_at_once_each_at_its_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError, match="CK") as caught:
        read(tmp_path, BAD)
    found = faults(caught.value)
    places = {(item.place.line, item.code) for item in found if item.place}
    assert places == {
        (3, "CK109"), (4, "CK201"), (5, "CK118"), (6, "CK201"), (7, "CK118"), (8, "CK460"),
        (8, "CK201"), (9, "CK201"), (10, "CK114"),
    }  # fmt: skip
    lines = [item.line() for item in found]
    assert "did you mean 'move'?" in lines[0]
    assert any("did you mean 'soc'?" in line for line in lines)
    assert any("start does not belong to delay" in line for line in lines)
    assert any("does one of move, drop" in line and "got drop, pause" in line for line in lines)
    assert all("what.yaml:" in line for line in lines)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"move": "a"}, "move needs start"),
        ({"delay": "a"}, "delay needs weeks"),
        ({"capacity": "soc"}, "capacity needs either amount or more"),
        ({"capacity": "soc", "amount": 1, "more": 1}, "either amount or more"),
        ({"limit": "soc", "amount": 1.5}, "a limit has to be a whole number"),
        ({"limit": "all", "amount": 0}, "CK118.*a whole number, at least 1, got 0"),
        ({"capacity": "soc", "amount": 1, "from": "2011-02-01", "to": "2011-01-01"}, "is after"),
        ({}, "got none of them"),
    ],
)
def test_a_change_says_one_thing_with_what_belongs_to_it(
    change: dict[str, object], message: str
) -> None:
    with pytest.raises(InvalidDataError, match=message):
        what_if_of({"changes": [change]}, TOWN)


def test_a_second_scenario_of_the_same_name_is_told_with_where_the_first_is(
    tmp_path: Path,
) -> None:
    text = "schema: 1\nscenarios:\n  - {name: x, changes: [{drop: a}]}\n  - {name: x}\n"
    with pytest.raises(InvalidDataError, match="CK202") as caught:
        read(tmp_path, text)
    (found,) = faults(caught.value)
    assert found.place
    assert found.place.line == 4
    assert found.line("en").count("what.yaml:") == 2
    assert "scenario 'x' stands already, in " in found.line("en")
    assert "scenariot 'x' finns redan, i " in found.line("sv")
    assert "what.yaml:3" in found.line("sv")
    with pytest.raises(InvalidDataError, match="CK202"):
        what_if_of({"scenarios": [{"name": "x"}, {"name": "x"}]}, TOWN)


def test_what_all_scenarios_share_is_told_once(tmp_path: Path) -> None:
    text = "schema: 1\nchanges: [{add: {id: a, title: A}}]\nscenarios: [{name: x}, {name: y}]\n"
    with pytest.raises(InvalidDataError, match="CK460") as caught:
        read(tmp_path, text)
    assert [item.code for item in faults(caught.value)] == ["CK460"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"none\.yaml"):
        read_what_if(tmp_path / "none.yaml", TOWN)


names = st.sampled_from(["a", "b", "soc", "chef", "all", "x", "", None, 3, ["a"]])
values = names | st.sampled_from(["2011-01-03", "2011-13-01", 4, -1, 1e9, True, {"id": "z"}])
changes = st.dictionaries(
    st.sampled_from([*VERBS, "start", "date", "weeks", "amount", "more", "from", "to", "why"]),
    values,
    max_size=4,
)
whole = st.fixed_dictionaries(
    {},
    optional={
        "title": values,
        "changes": st.lists(changes | values, max_size=4) | values,
        "scenarios": st.lists(
            st.fixed_dictionaries({}, optional={"name": values, "changes": st.lists(changes)})
            | values,
            max_size=3,
        ),
        "schema": values,
    },
)


def read_or_told(reading: Callable[[], WhatIf]) -> WhatIf | Findings:
    try:
        return reading()
    except InvalidDataError as error:
        return faults(error)


@given(whole)
def test_any_data_is_read_or_every_fault_is_told(data: dict[str, Any]) -> None:
    found = read_or_told(lambda: what_if_of(data, TOWN))
    if isinstance(found, Findings):
        assert found.errors
        assert all(item.place is not None for item in found)
    else:
        assert what_if_of(found.to_dict(), TOWN) == found


@given(st.text(max_size=200) | st.sampled_from([GOOD[:at] for at in range(0, len(GOOD), 7)]))
def test_any_file_is_read_or_every_fault_is_told(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(text, "utf-8", errors="replace")
    found = read_or_told(lambda: read_what_if(path, TOWN))
    assert isinstance(found, WhatIf) or found.errors
